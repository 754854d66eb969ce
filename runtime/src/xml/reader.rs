//! Reads typed values from a document, led by their shapes.
//!
//! A type's `read` asks for its fields in the order of its shape: [`Reader::one`], [`Reader::optional`],
//! [`Reader::many`], an element's name being compared only here. Elements may come in another order than
//! the schema's where their names alone tell them apart: the reader notices when a field comes too late,
//! goes back to the start of the element and reads it again by an index of its children.

use std::borrow::Cow;

use super::characters::is_white_space;
use super::codec::{Item, TextCodec};
use super::content::{Codec, Content, Own};
use super::facets::{Facets, Identities};
use super::index::Index;
use super::namespaces::{Scope, XSI_NAMESPACE};
use super::parser::{Parser, Tag, Token};
use super::shape::{Field, Kind, Shape, Term, UNBOUNDED};
use super::simple::{Simple, treat};
use super::tree::{self, Any, TreeBuilder, TreeError};
use super::{Error, ErrorKind, Limits, Node, ValueError};
use crate::value::QName;

/// Reads a document.
#[derive(Debug)]
pub struct Reader<'a> {
    pub(super) parser: Parser<'a>,
    pub(super) strict: bool,
    /// What Strict has to know of the whole document.
    pub(super) identities: Identities,
    /// How much of the document was indexed, in bytes; `None` while its elements have come in order.
    indexed: Option<usize>,
    /// The depth of the element in which a field was found missing last.
    missing_in: Option<usize>,
    /// Whose start tag was read last.
    at: At,
    /// The field by which that element was reached.
    pub(super) field: Option<&'static Field>,
    element: ElementState<'a>,
    group: GroupState,
}

/// Whose start tag the one read last is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum At {
    /// That of an element which is being read or was read.
    Inside,
    /// That of the element at hand, to be read next.
    Element,
    /// That of a child of the element being read, which no field has taken yet.
    Child,
}

/// The element whose children are being read.
#[derive(Debug)]
struct ElementState<'a> {
    tag: Option<Tag<'a>>,
    /// Its shape, to tell an unknown child from one that belongs outside of a group.
    shape: &'static Shape,
    /// Its end tag was read.
    ended: bool,
    /// Where its content begins.
    start: usize,
    depth: usize,
    /// Its next attribute by the shape's order.
    attribute: usize,
    /// Its children by name, once they have been found out of order.
    index: Option<Box<Index>>,
}

/// The shape whose fields are being read: the element's own, or that of a group within.
#[derive(Debug, Clone, Copy)]
struct GroupState {
    shape: &'static Shape,
    /// The binding by which tags without a prefix are of the shape's namespace.
    binding: usize,
    /// The next field.
    cursor: usize,
    /// Which field the child at hand belongs to, where that is known already.
    at: Option<Place>,
}

/// Where in a shape an element belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Field(usize),
    /// To a field that was passed already.
    Passed,
    /// To none.
    Nowhere,
}

const ROOT: &Shape = &Shape::OPAQUE;

impl<'a> Reader<'a> {
    /// Begins to read a document.
    pub fn new(document: &'a str, limits: &Limits) -> Result<Self, Error> {
        Ok(Self {
            parser: Parser::new(document, limits)?,
            strict: false,
            identities: Identities::default(),
            indexed: None,
            missing_in: None,
            at: At::Inside,
            field: None,
            element: ElementState {
                tag: None,
                shape: ROOT,
                ended: false,
                start: 0,
                depth: 0,
                attribute: 0,
                index: None,
            },
            group: GroupState::new(ROOT, usize::MAX),
        })
    }

    /// Refuses what the schema refuses, instead of passing over unknown elements and a wrong order.
    #[must_use]
    pub fn strict(mut self, strict: bool) -> Self {
        self.strict = strict;
        self
    }

    // ---- Walking without a shape, for envelopes ----

    /// Goes to the root element.
    pub fn root(&mut self) -> Result<(), Error> {
        self.parser.root()?;
        self.at = At::Element;
        self.field = None;
        Ok(())
    }

    /// Checks that nothing follows the root element, which has been read.
    pub fn finish(&mut self) -> Result<(), Error> {
        self.parser.finish()?;
        self.check_references()
    }

    /// The namespace (empty for none) and the local name of the element at hand.
    pub fn name(&self) -> (&str, &'a str) {
        self.tag()
            .map_or(("", ""), |tag| (self.parser.namespace(tag), tag.local))
    }

    /// Whether the element at hand has this name.
    pub fn is(&self, namespace: &str, local: &str) -> bool {
        self.name() == (namespace, local)
    }

    /// The value of an attribute of the element at hand.
    pub fn attribute_named(
        &self,
        namespace: &str,
        local: &str,
    ) -> Result<Option<Cow<'a, str>>, Error> {
        match self.tag() {
            Some(tag) => self.parser.attribute(tag, namespace, local),
            None => Ok(None),
        }
    }

    /// The namespace declarations in scope.
    pub fn scope(&self) -> Scope<'_> {
        self.parser.scope()
    }

    /// Byte offset of what comes next.
    pub fn offset(&self) -> usize {
        self.parser.offset()
    }

    /// Visits the children of the element at hand; `visit` consumes each by [`content`](Self::content),
    /// [`skip`](Self::skip) or another round of [`children`](Self::children). Text is passed over.
    pub fn children(
        &mut self,
        visit: &mut dyn FnMut(&mut Self) -> Result<(), Error>,
    ) -> Result<(), Error> {
        loop {
            match self.parser.next()? {
                Token::End => break,
                Token::Text(_) => {}
                Token::Start => {
                    let step = self.parser.tag().local;
                    self.at = At::Element;
                    self.field = None;
                    visit(self).map_err(|error| error.within(step))?;
                }
            }
        }
        self.at = At::Inside;
        Ok(())
    }

    /// Reads the element at hand as a `T`.
    pub fn content<T: Content>(&mut self) -> Result<T, Error> {
        self.element_content(&Own)
    }

    /// Reads the element at hand by a codec.
    pub fn content_as<T, C: Codec<T>>(&mut self, codec: C) -> Result<T, Error> {
        if self.strict {
            self.check_nil(codec.is_nillable())?;
        }
        self.element_content(&codec)
    }

    /// Says which field describes the element at hand.
    pub(crate) fn reached_by(&mut self, field: &'static Field) {
        self.field = Some(field);
    }

    /// Passes over the element at hand.
    pub fn skip(&mut self) -> Result<(), Error> {
        self.at = At::Inside;
        self.parser.skip()
    }

    // ---- Fields, in the order of the shape ----

    /// The next field, which occurs exactly once.
    pub fn one<T: Content>(&mut self) -> Result<T, Error> {
        self.one_as(Own)
    }

    /// The next field, which may be absent.
    pub fn optional<T: Content>(&mut self) -> Result<Option<T>, Error> {
        self.optional_as(Own)
    }

    /// The next field, which may repeat.
    pub fn many<T: Content>(&mut self) -> Result<Vec<T>, Error> {
        self.many_as(Own)
    }

    /// [`one`](Self::one) by a codec.
    pub fn one_as<T, C: Codec<T>>(&mut self, codec: C) -> Result<T, Error> {
        let field = self.next_field();
        let value = if self.is_at(field)? || self.may_be_empty(field) {
            self.occurrence(field, 0, &codec)
        } else {
            Err(self.missing(field))
        };
        self.group.cursor += 1;
        value
    }

    /// [`optional`](Self::optional) by a codec.
    pub fn optional_as<T, C: Codec<T>>(&mut self, codec: C) -> Result<Option<T>, Error> {
        let field = self.next_field();
        let value = if self.is_at(field)? {
            self.occurrence(field, 0, &codec).map(Some)
        } else {
            Ok(None)
        };
        self.group.cursor += 1;
        value
    }

    /// [`many`](Self::many) by a codec.
    pub fn many_as<T, C: Codec<T>>(&mut self, codec: C) -> Result<Vec<T>, Error> {
        let field = self.next_field();
        let mut values = Vec::new();
        while (values.len() as u64) < u64::from(field.max) || field.max == UNBOUNDED {
            if !self.is_at(field)? {
                break;
            }
            values.push(self.occurrence(field, values.len() + 1, &codec)?);
        }
        if self.strict && values.len() < field.min as usize {
            if !self.may_be_empty(field) {
                return Err(self.missing(field));
            }
            // An occurrence that is empty is one as well, where the group allows that. What repeats within may be
            // that of several.
            if values.is_empty() || !field.repeats_within() {
                self.occurrence(field, values.len() + 1, &codec)?;
            }
        }
        self.group.cursor += 1;
        Ok(values)
    }

    /// Which field of a choice is there; the field is read next.
    pub fn branch(&mut self) -> Result<usize, Error> {
        let shape = self.group.shape;
        let found = if self.element.index.is_some() {
            (0..shape.fields.len()).find(|&at| self.indexed(&shape.fields[at]))
        } else {
            match self.place()? {
                Some(Place::Field(at)) => Some(at),
                _ => None,
            }
        };
        match found.or(shape.empty_branch) {
            Some(branch) => {
                self.group.cursor = branch;
                Ok(branch)
            }
            None => {
                let expected: Vec<&str> = shape.fields.iter().map(|field| field.local).collect();
                Err(Error::new(ErrorKind::Missing(format!(
                    "one of {}",
                    expected.join(", ")
                )))
                .at(self.offset()))
            }
        }
    }

    /// Which of the types of a [derived](Shape::derived) shape `xsi:type` names: the first where it names
    /// none, `None` where it names another.
    pub fn derived(&self, shape: &'static Shape) -> Result<Option<usize>, Error> {
        let Some(value) = self.attribute_named(XSI_NAMESPACE, "type")? else {
            return Ok(Some(0));
        };
        let (prefix, local) = value.trim().split_once(':').unwrap_or(("", value.trim()));
        let Some(namespace) = self.scope().resolve_prefix(prefix) else {
            return Err(Error::new(ErrorKind::Malformed(format!(
                "the prefix {prefix:?} of xsi:type is not bound to a namespace"
            )))
            .at(self.offset()));
        };
        let found = shape
            .fields
            .iter()
            .position(|ty| ty.local == local && shape.namespace_of(ty) == namespace);
        match found {
            Some(at) if self.strict && self.is_blocked(&shape.fields[at]) => {
                Err(self.refused_type())
            }
            found => Ok(found),
        }
    }

    /// The value of a type that a [derived](Shape::derived) shape does not have.
    pub fn unknown_type(&mut self) -> Result<Any, Error> {
        if self.strict {
            return Err(self.refused_type());
        }
        self.any()
    }

    /// The next attribute of the shape, which has to be there.
    pub fn attribute<T: Simple>(&mut self) -> Result<T, Error> {
        self.attribute_as(Item)
    }

    /// The next attribute of the shape, which may be absent; its default is applied then.
    pub fn optional_attribute<T: Simple>(&mut self) -> Result<Option<T>, Error> {
        self.optional_attribute_as(Item)
    }

    /// [`attribute`](Self::attribute) by a codec.
    pub fn attribute_as<T, C: TextCodec<T>>(&mut self, codec: C) -> Result<T, Error> {
        let named = &self.element.shape.attributes[self.element.attribute];
        let name = named.local;
        // A fixed value does not make up for the attribute that has it.
        if self.strict
            && let Some(tag) = &self.element.tag
            && (self.parser.attribute(tag, named.namespace, name)?).is_none()
        {
            return Err(self.missing_attribute(name));
        }
        match self.optional_attribute_as(codec)? {
            Some(value) => Ok(value),
            None => Err(self.missing_attribute(name)),
        }
    }

    #[cold]
    fn missing_attribute(&self, name: &str) -> Error {
        Error::new(ErrorKind::Missing(format!("the attribute {name}"))).at(self.offset())
    }

    /// [`optional_attribute`](Self::optional_attribute) by a codec.
    pub fn optional_attribute_as<T, C: TextCodec<T>>(
        &mut self,
        codec: C,
    ) -> Result<Option<T>, Error> {
        let named = &self.element.shape.attributes[self.element.attribute];
        self.element.attribute += 1;
        let found = match &self.element.tag {
            Some(tag) => self.parser.attribute(tag, named.namespace, named.local)?,
            None => None,
        };
        let text = match (found, named.value) {
            (Some(text), _) => text,
            (None, Some(value)) => Cow::Borrowed(value.text()),
            (None, None) => return Ok(None),
        };
        let text = treat(text, C::WHITE_SPACE.max(named.white_space));
        if self.strict {
            self.check_value(&text, [C::FACETS, named.facets], named.value)
                .map_err(|error| error.within(format!("@{}", named.local)))?;
        }
        match codec.take(text, &self.parser.scope()) {
            Ok(value) => Ok(Some(value)),
            Err(error) => Err(self.invalid(error).within(format!("@{}", named.local))),
        }
    }

    /// The attributes that the shape does not name, those of `xsi:` left out.
    pub fn any_attributes(&mut self) -> Result<Vec<(QName, String)>, Error> {
        let Some(tag) = &self.element.tag else {
            return Ok(Vec::new());
        };
        let mut others = Vec::new();
        for attribute in self.parser.attributes(tag) {
            let attribute = attribute?;
            let is_named = self.element.shape.attributes.iter().any(|named| {
                named.local == attribute.local && named.namespace == attribute.namespace
            });
            if !is_named && attribute.namespace != XSI_NAMESPACE {
                let name = QName::new(attribute.namespace, attribute.local);
                others.push((name, attribute.value.into_owned()));
            }
        }
        Ok(others)
    }

    /// The text of an element that has attributes as well.
    pub fn value<T: Simple>(&mut self) -> Result<T, Error> {
        self.value_as(Item)
    }

    /// [`value`](Self::value) by a codec.
    pub fn value_as<T, C: TextCodec<T>>(&mut self, codec: C) -> Result<T, Error> {
        let text = self.element_text()?;
        self.element.ended = true;
        self.parse(text, &codec, self.element.shape.facets)
    }

    /// The text and the elements of an element that mixes them.
    pub fn nodes(&mut self) -> Result<Vec<Node>, Error> {
        let mut nodes = Vec::new();
        loop {
            match self.parser.next()? {
                Token::End => break,
                Token::Text(text) => match nodes.last_mut() {
                    Some(Node::Text(before)) => before.push_str(&text),
                    _ => nodes.push(Node::Text(text.into_owned())),
                },
                Token::Start => {
                    self.at = At::Element;
                    nodes.push(Node::Element(self.any()?));
                }
            }
        }
        self.element.ended = true;
        Ok(nodes)
    }

    // ---- What values are made of ----

    /// Whether the element at hand is nil.
    pub fn is_nil(&mut self) -> Result<bool, Error> {
        // A type with fields has its start tag kept with the element, a value is still at hand.
        let Some(tag) = self.tag().or(self.element.tag.as_ref()) else {
            return Ok(false);
        };
        match self.parser.attribute(tag, XSI_NAMESPACE, "nil")? {
            Some(value) => Ok(matches!(value.trim(), "true" | "1")),
            None => Ok(false),
        }
    }

    /// Passes over a nil element, whose content the schema wants empty.
    pub fn nil(&mut self) -> Result<(), Error> {
        self.element.ended |= self.at != At::Element;
        self.at = At::Inside;
        if self.strict {
            return self.check_empty();
        }
        self.parser.skip()
    }

    /// Reads the element at hand as a simple value.
    #[inline]
    pub fn simple<T: Simple>(&mut self) -> Result<T, Error> {
        self.simple_as(&Item)
    }

    pub(crate) fn simple_as<T, C: TextCodec<T>>(&mut self, codec: &C) -> Result<T, Error> {
        let facets = self.field.map_or(&Facets::ANY, |field| field.facets);
        if self.strict {
            self.check_attributes(&Shape::SIMPLE)?;
        }
        let text = self.element_text()?;
        self.parse(text, codec, facets)
    }

    /// Reads the element at hand as a tree.
    pub fn any(&mut self) -> Result<Any, Error> {
        if self.at != At::Element {
            return Err(Error::new(ErrorKind::Missing("an element".to_owned())));
        }
        self.at = At::Inside;
        let outside = self.parser.depth() - 1;
        let mut declared: Vec<(&str, &str)> = self.parser.scope().declarations().collect();
        declared.reverse();
        let mut builder = TreeBuilder::with_scope(tree::Limits::default(), declared);
        self.push_tag(&mut builder)?;
        while self.parser.depth() > outside {
            match self.parser.next()? {
                Token::Start => self.push_tag(&mut builder)?,
                Token::Text(text) => builder.text(&text).map_err(|error| self.tree(error))?,
                Token::End => {
                    builder.end().map_err(|error| self.tree(error))?;
                }
            }
        }
        Any::from_builder(builder)
            .ok_or_else(|| Error::new(ErrorKind::Missing("an element".to_owned())))
    }

    fn push_tag(&self, builder: &mut TreeBuilder) -> Result<(), Error> {
        let tag = self.parser.tag();
        let prefix = tag.qname.split_once(':').map_or("", |(prefix, _)| prefix);
        builder
            .start(prefix, self.parser.namespace(tag), tag.local)
            .map_err(|error| self.tree(error))?;
        for (prefix, namespace) in self.parser.declarations() {
            builder
                .declare(prefix, namespace)
                .map_err(|error| self.tree(error))?;
        }
        for attribute in self.parser.attributes(tag) {
            let attribute = attribute?;
            builder
                .attribute(&attribute.namespace, attribute.local, attribute.value)
                .map_err(|error| self.tree(error))?;
        }
        Ok(())
    }

    fn tree(&self, error: TreeError) -> Error {
        Error::new(ErrorKind::Malformed(error.to_string())).at(self.offset())
    }

    /// Parses a text that belongs to the element at hand.
    #[inline]
    fn parse<T, C: TextCodec<T>>(
        &mut self,
        text: Cow<'_, str>,
        codec: &C,
        facets: &'static Facets,
    ) -> Result<T, Error> {
        let (given, white_space) = match self.field {
            Some(field) => {
                let given = match field.value {
                    Some(value) if text.is_empty() => Cow::Borrowed(value.text()),
                    _ => text,
                };
                (given, C::WHITE_SPACE.max(field.white_space))
            }
            None => (text, C::WHITE_SPACE),
        };
        let text = treat(given, white_space.max(facets.treatment()));
        if self.strict {
            self.check_value(
                &text,
                [C::FACETS, facets],
                self.field.and_then(|field| field.value),
            )?;
        }
        codec
            .take(text, &self.parser.scope())
            .map_err(|error| self.invalid(error))
    }

    #[inline]
    fn element_text(&mut self) -> Result<Cow<'a, str>, Error> {
        let strict = self.strict;
        self.at = At::Inside;
        self.parser.text(|parser| {
            if strict {
                let tag = parser.tag();
                return Err(unexpected("text", tag.local, tag.offset));
            }
            parser.skip()
        })
    }

    #[cold]
    fn invalid(&self, error: ValueError) -> Error {
        Error::from(error).at(self.parser.offset())
    }

    // ---- The machinery ----

    /// The start tag of the element at hand.
    #[inline]
    pub(super) fn tag(&self) -> Option<&Tag<'a>> {
        (self.at == At::Element).then(|| self.parser.tag())
    }

    #[inline]
    fn next_field(&self) -> &'static Field {
        &self.group.shape.fields[self.group.cursor]
    }

    /// Reads one occurrence of a field; `number` counts those of a repeated one from 1.
    fn occurrence<T, C: Codec<T>>(
        &mut self,
        field: &'static Field,
        number: usize,
        codec: &C,
    ) -> Result<T, Error> {
        if let Term::Group(_) = field.term {
            return self.group_content(codec);
        }
        self.take_child();
        self.field = Some(field);
        if self.strict {
            self.check_nil(codec.is_nillable())
                .map_err(|error| self.step(error, field, number))?;
        }
        self.element_content(codec)
            .map_err(|error| self.step(error, field, number))
    }

    #[cold]
    fn step(&self, error: Error, field: &Field, number: usize) -> Error {
        let name = match field.term {
            Term::Any(_) => "*",
            _ => field.local,
        };
        match number {
            0 => error.within(name),
            number => error.within(format!("{name}[{number}]")),
        }
    }

    /// Makes the child that [`is_at`](Self::is_at) has found the element at hand.
    #[inline]
    fn take_child(&mut self) {
        self.at = At::Element;
        self.group.at = None;
    }

    /// Reads the element at hand.
    #[inline]
    fn element_content<T, C: Codec<T>>(&mut self, codec: &C) -> Result<T, Error> {
        let shape = codec.shape();
        match shape.kind {
            Kind::Simple | Kind::Opaque | Kind::Derived => codec.read(self),
            Kind::Sequence | Kind::Choice | Kind::Text | Kind::Mixed => {
                if self.strict {
                    self.check_attributes(shape)?;
                }
                let outer = self.enter(shape);
                if self.indexed.is_some() && shape.kind == Kind::Sequence && self.may_be_unordered()
                {
                    self.index_children()?;
                }
                let value = loop {
                    let value = codec.read(self);
                    match self.leave(value.is_err())? {
                        Left::Done => break value,
                        Left::Again => {}
                    }
                };
                self.element = outer.0;
                self.group = outer.1;
                value
            }
        }
    }

    /// Reads a group, whose elements are children of the element that is being read.
    fn group_content<T, C: Codec<T>>(&mut self, codec: &C) -> Result<T, Error> {
        let (shape, outer) = (codec.shape(), self.group);
        // The declarations of a child that was read ahead are no measure of those here.
        let binding = match shape.namespace == outer.shape.namespace {
            true => outer.binding,
            false => usize::MAX,
        };
        self.group = GroupState::new(shape, binding);
        let value = codec.read(self);
        self.group = GroupState { at: None, ..outer };
        value
    }

    fn enter(&mut self, shape: &'static Shape) -> (ElementState<'a>, GroupState) {
        let inner = ElementState {
            tag: self.tag().copied(),
            shape,
            ended: false,
            start: self.parser.offset(),
            depth: self.parser.depth(),
            attribute: 0,
            index: None,
        };
        self.at = At::Inside;
        let binding = self.parser.default_binding(shape.namespace);
        (
            std::mem::replace(&mut self.element, inner),
            std::mem::replace(&mut self.group, GroupState::new(shape, binding)),
        )
    }

    /// Reads what is left of the element, through its end tag.
    fn leave(&mut self, failed: bool) -> Result<Left, Error> {
        // A field that is missing may come later; what else fails will fail again.
        let is_final = failed && self.missing_in.take() != Some(self.element.depth);
        if self.element.ended || is_final {
            return Ok(Left::Done);
        }
        if self.element.index.is_some() {
            return if failed {
                Ok(Left::Done)
            } else {
                self.leave_index()
            };
        }
        // Past the last field: whatever comes is unknown, or came too late.
        self.group = GroupState {
            cursor: self.element.shape.fields.len(),
            at: None,
            ..self.group
        };
        match self.place()? {
            None => Ok(Left::Done),
            Some(_) if self.may_be_unordered() => {
                self.parser.seek(self.element.start, self.element.depth);
                self.index_children()?;
                Ok(Left::Again)
            }
            // What was wrong before tells more than what follows from it.
            Some(_) if failed => Ok(Left::Done),
            Some(_) => Err(self.out_of_place()),
        }
    }

    /// Whether the element's children may come in another order than its fields.
    fn may_be_unordered(&self) -> bool {
        let shape = self.element.shape;
        (!self.strict || shape.any_order) && shape.is_unordered()
    }

    /// Reads through the element from its start, so that its fields can be taken in any order.
    fn index_children(&mut self) -> Result<(), Error> {
        // Elements within one another may each be indexed; what that costs in all is bounded.
        const AGAIN: usize = 32;
        let index = Index::build(&mut self.parser, self.element.shape)?;
        let indexed = self.indexed.unwrap_or(0) + index.end() - self.element.start;
        self.indexed = Some(indexed);
        if indexed > AGAIN.saturating_mul(self.parser.input().len()) {
            return Err(Error::new(ErrorKind::Limit {
                what: "number of times that elements out of order are read again",
                limit: AGAIN,
            }));
        }
        self.at = At::Inside;
        self.element.ended = false;
        self.element.attribute = 0;
        self.element.index = Some(Box::new(index));
        self.group = GroupState::new(self.element.shape, self.group.binding);
        Ok(())
    }

    fn leave_index(&mut self) -> Result<Left, Error> {
        let Some(index) = self.element.index.take() else {
            return Ok(Left::Done);
        };
        let unknown = index.unknown().filter(|_| self.strict);
        if let Some(offset) = index.first_left().or(unknown) {
            self.parser.seek(offset, self.element.depth);
            self.parser.next()?;
            return Err(self.out_of_place());
        }
        self.parser.seek(index.end(), self.element.depth - 1);
        Ok(Left::Done)
    }

    #[cold]
    fn out_of_place(&self) -> Error {
        let tag = self.parser.tag();
        unexpected("the end of the element", tag.local, tag.offset)
    }

    /// Whether the next child belongs to `field`, the one at the cursor.
    #[inline]
    fn is_at(&mut self, field: &'static Field) -> Result<bool, Error> {
        if self.element.index.is_some() {
            return self.is_at_indexed(field);
        }
        if self.group.at.is_none() {
            // The common case first: the child is the field at the cursor.
            if self.at != At::Child && !self.advance()? {
                return Ok(false);
            }
            let tag = self.parser.tag();
            let group = &self.group;
            if matches!(field.term, Term::Element)
                && tag.local == field.local
                && ((tag.binding == group.binding && field.namespace.is_none())
                    || self.parser.namespace(tag) == group.shape.namespace_of(field))
            {
                return Ok(true);
            }
        }
        Ok(self.place()? == Some(Place::Field(self.group.cursor)))
    }

    /// Goes to the next child's start tag; `false` at the end of the element.
    #[inline]
    fn advance(&mut self) -> Result<bool, Error> {
        if self.element.ended {
            return Ok(false);
        }
        loop {
            match self.parser.next()? {
                Token::Start => {
                    self.at = At::Child;
                    return Ok(true);
                }
                Token::End => {
                    self.element.ended = true;
                    return Ok(false);
                }
                Token::Text(text) => {
                    if self.strict && (!is_white_space(&text) || self.element.shape.is_empty()) {
                        return Err(unexpected("an element", "text", self.offset()));
                    }
                }
            }
        }
    }

    /// The place of the next child in the shape at hand, `None` at the end of the element. Unknown
    /// elements are passed over.
    fn place(&mut self) -> Result<Option<Place>, Error> {
        loop {
            if self.at != At::Child && !self.advance()? {
                return Ok(None);
            }
            if let Some(place) = self.group.at {
                return Ok(Some(place));
            }
            let tag = self.parser.tag();
            let namespace = self.parser.namespace(tag);
            let place = self.group.find(namespace, tag.local);
            let is_known =
                place != Place::Nowhere || self.element.shape.contains(namespace, tag.local);
            if is_known {
                self.group.at = Some(place);
                return Ok(Some(place));
            }
            if self.strict {
                return Err(unexpected(
                    "an element of the schema",
                    tag.local,
                    tag.offset,
                ));
            }
            self.at = At::Inside;
            self.parser.skip()?;
        }
    }

    fn is_at_indexed(&mut self, field: &'static Field) -> Result<bool, Error> {
        if self.at == At::Child {
            return Ok(true);
        }
        let shape = self.group.shape;
        let Some(index) = &mut self.element.index else {
            return Ok(false);
        };
        if let Term::Group(_) = field.term {
            return Ok(index.has(shape, field));
        }
        let Some(offset) = index.take(shape, field) else {
            return Ok(false);
        };
        self.parser.seek(offset, self.element.depth);
        self.parser.next()?;
        self.at = At::Child;
        Ok(true)
    }

    fn indexed(&self, field: &'static Field) -> bool {
        self.element
            .index
            .as_ref()
            .is_some_and(|index| index.has(self.group.shape, field))
    }

    /// Whether a field need not be there although it must occur: a group that may be empty.
    fn may_be_empty(&self, field: &Field) -> bool {
        matches!(field.term, Term::Group(_))
    }

    #[cold]
    fn missing(&mut self, field: &Field) -> Error {
        self.missing_in = Some(self.element.depth);
        let name = match field.term {
            Term::Any(_) => "an element",
            _ => field.local,
        };
        Error::new(ErrorKind::Missing(name.to_owned())).at(self.offset())
    }
}

/// How an element was left.
enum Left {
    Done,
    /// Its fields are to be read once more, by the index.
    Again,
}

impl GroupState {
    fn new(shape: &'static Shape, binding: usize) -> Self {
        Self {
            shape,
            binding,
            cursor: 0,
            at: None,
        }
    }

    /// The field that an element belongs to: the first from the cursor on that names it, unless a wildcard
    /// before that has to be there; else a wildcard.
    fn find(&self, namespace: &str, local: &str) -> Place {
        let shape = self.shape;
        let admits = |&at: &usize| shape.admits(&shape.fields[at], namespace, local);
        let is_named = |&at: &usize| !matches!(shape.fields[at].term, Term::Any(_));
        let fields = match shape.kind {
            Kind::Choice => 0..shape.fields.len(),
            _ => self.cursor..shape.fields.len(),
        };
        let first = fields.clone().find(admits);
        let is_due = |&at: &usize| shape.kind != Kind::Choice && shape.fields[at].min > 0;
        if let Some(at) = first.filter(|at| is_named(at) || is_due(at)) {
            return Place::Field(at);
        }
        if let Some(at) = fields.clone().filter(is_named).find(admits).or(first) {
            return Place::Field(at);
        }
        match (0..fields.start).find(admits) {
            Some(_) => Place::Passed,
            None => Place::Nowhere,
        }
    }
}

#[cold]
fn unexpected(expected: &str, found: &str, offset: usize) -> Error {
    Error::new(ErrorKind::Unexpected {
        expected: expected.to_owned(),
        found: if found == "text" {
            "text".to_owned()
        } else {
            format!("<{found}>")
        },
    })
    .at(offset)
}
