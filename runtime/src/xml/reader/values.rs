//! What values are made of: text, trees, nil.

use std::borrow::Cow;

use super::{At, Reader};
use crate::xml::builtin::BuiltIn;
use crate::xml::codec::{Item, TextCodec};
use crate::xml::content::Codec;
use crate::xml::facets::Facets;
use crate::xml::namespaces::XSI_NAMESPACE;
use crate::xml::parser::Token;
use crate::xml::shape::{Kind, Shape, Value};
use crate::xml::simple::Simple;
use crate::xml::strict::Holder;
use crate::xml::tree::{self, Any, Element, TreeBuilder, TreeError};
use crate::xml::{Error, ErrorKind, Node, ValueError};

impl<'a> Reader<'a> {
    /// The text of an element that has attributes as well.
    pub fn value<T: Simple>(&mut self) -> Result<T, Error> {
        self.value_as(Item)
    }

    /// [`value`](Self::value) by a codec.
    pub fn value_as<T, C: TextCodec<T>>(&mut self, codec: C) -> Result<T, Error> {
        let text = self.element_text(C::BINARY)?;
        self.element.ended = true;
        self.parse(text, &codec, self.element.shape.facets, Holder::Content)
    }

    /// [`value`](Self::value) of an element that may be nil.
    pub fn nillable_value<T: Simple>(&mut self) -> Result<Option<T>, Error> {
        self.nillable_value_as(Item)
    }

    /// [`nillable_value`](Self::nillable_value) by a codec.
    pub fn nillable_value_as<T, C: TextCodec<T>>(&mut self, codec: C) -> Result<Option<T>, Error> {
        match self.is_nil(&Shape::SIMPLE)? {
            true => self.nil().map(|()| None),
            false => self.value_as(codec).map(Some),
        }
    }

    /// The text and the elements of an element that mixes them.
    pub fn nodes(&mut self) -> Result<Vec<Node>, Error> {
        if !self.strict {
            return self.kept_nodes();
        }
        let start = (self.parser.tag().offset, self.parser.depth());
        let field = self.field;
        if let Some(Value::Fixed(fixed)) = field.and_then(|field| field.value) {
            let nodes = self.lenient_nodes()?;
            self.check_fixed(&nodes, fixed)?;
            self.back_to(start)?;
        }
        self.checking(Self::check_content)?;
        self.field = field;
        if self.is_checking {
            self.element.ended = true;
            return Ok(Vec::new());
        }
        self.back_to(start)?;
        self.lenient_nodes()
    }

    /// The same where it is known to be valid, so that the trees in it need not be checked.
    fn lenient_nodes(&mut self) -> Result<Vec<Node>, Error> {
        self.strict = false;
        let nodes = self.kept_nodes();
        self.strict = true;
        nodes
    }

    fn kept_nodes(&mut self) -> Result<Vec<Node>, Error> {
        let given = self.field.and_then(|field| field.value);
        let mut nodes = Vec::new();
        loop {
            match self.parser.next()? {
                Token::End => break,
                Token::Text(text) => match nodes.last_mut() {
                    Some(Node::Text(before)) => before.push_str(&text),
                    _ => nodes.push(Node::Text(text.into_owned())),
                },
                Token::Start => {
                    self.arrive_by(None);
                    nodes.push(Node::Element(self.any()?));
                }
            }
        }
        self.element.ended = true;
        if nodes.is_empty()
            && let Some(given) = given
        {
            nodes.push(Node::Text(given.text().to_owned()));
        }
        Ok(nodes)
    }

    /// Whether the element at hand is nil, and nothing else is said of it that a value of this shape would keep.
    pub(crate) fn is_nil(&mut self, shape: &Shape) -> Result<bool, Error> {
        if self.at == At::Absent {
            return Ok(true);
        }
        // A type with fields has its start tag kept with the element, a value is still at hand.
        let Some(tag) = self.tag().or(self.element.tag.as_ref()) else {
            return Ok(false);
        };
        let is_nil = match self.parser.attribute(tag, XSI_NAMESPACE, "nil")? {
            Some(value) => matches!(value.trim(), "true" | "1"),
            None => false,
        };
        if is_nil && self.strict && shape.is_simple() {
            self.check_attributes(shape)?;
        }
        if !is_nil || shape.kind != Kind::Tree {
            return Ok(is_nil);
        }
        // A tree keeps attributes, `xsi:nil` and `xsi:type` among them.
        for attribute in self.parser.attributes(tag) {
            let attribute = attribute?;
            if attribute.namespace != XSI_NAMESPACE || attribute.local == "type" {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Passes over a nil element, whose content the schema wants empty.
    pub fn nil(&mut self) -> Result<(), Error> {
        if self.at == At::Absent {
            return Ok(());
        }
        let is_read = self.at != At::Element;
        if is_read && self.element.index.is_some() {
            // The index has passed over the content, and knows whether there was any.
            return Ok(());
        }
        self.element.ended |= is_read;
        self.at = At::Inside;
        if self.strict {
            return self.check_empty();
        }
        self.parser.skip()
    }

    /// Reads an element that may be nil and is absent as if it were nil.
    ///
    /// Servers mix the two up, and in SOAP encoding they are the same (SOAP 1.1, section 5.1, rule 9).
    pub(in crate::xml) fn absent<T, C: Codec<T>>(&mut self, codec: &C) -> Result<T, Error> {
        let at = std::mem::replace(&mut self.at, At::Absent);
        let value = codec.read(self);
        self.at = at;
        value
    }

    /// Reads the element at hand as a simple value.
    #[inline]
    pub fn simple<T: Simple>(&mut self) -> Result<T, Error> {
        if self.encoded.is_some() && T::XSD_TYPE == Some(BuiltIn::String.name()) {
            return self.encoded_text();
        }
        self.simple_as(&Item)
    }

    pub(crate) fn simple_as<T, C: TextCodec<T>>(&mut self, codec: &C) -> Result<T, Error> {
        let facets = self.field.map_or(&Facets::ANY, |field| field.facets);
        if self.strict {
            self.begin(&Shape::SIMPLE)?;
        }
        let text = self.element_text(C::BINARY)?;
        self.parse(text, codec, facets, Holder::Element)
    }

    /// Reads the element at hand as a tree.
    pub fn any(&mut self) -> Result<Any, Error> {
        if self.at != At::Element {
            return Err(Error::new(ErrorKind::Missing("an element".to_owned())));
        }
        if self.strict {
            self.check_tree()?;
            self.check_open()?;
            if self.is_checking {
                return Ok(Any::from(Element::new("checked")));
            }
        }
        let mut builder = TreeBuilder::new(tree::Limits::default());
        let (given, offset) = (self.field.and_then(|field| field.value), self.offset());
        self.push_tree(&mut builder)?;
        let any = Any::from_builder(builder)
            .ok_or_else(|| Error::new(ErrorKind::Missing("an element".to_owned())))?;
        match given {
            Some(Value::Fixed(fixed)) if self.strict && !any.has_or_lacks(fixed) => {
                let what = "value: the schema fixes another";
                Err(Error::from(ValueError::new(what, &any.text())).at(offset))
            }
            _ => Ok(any),
        }
    }

    /// Adds the element at hand to a tree.
    fn push_tree(&mut self, builder: &mut TreeBuilder) -> Result<(), Error> {
        let outside = self.parser.depth() - 1;
        self.push_element(builder)?;
        self.push_content(builder, outside)
    }

    /// Adds what follows to a tree, until no more than `outside` elements are open.
    fn push_content(&mut self, builder: &mut TreeBuilder, outside: usize) -> Result<(), Error> {
        while self.parser.depth() > outside {
            match self.parser.next()? {
                Token::Start => {
                    self.at = At::Element;
                    self.push_element(builder)?;
                }
                Token::Text(text) => {
                    self.push_prefixes(&text, builder)?;
                    builder.text(&text).map_err(|error| self.tree(error))?;
                }
                Token::End => {
                    builder.end().map_err(|error| self.tree(error))?;
                }
            }
        }
        Ok(())
    }

    /// Adds the start tag of the element at hand, or the whole of the element that it stands for, under its own name.
    fn push_element(&mut self, builder: &mut TreeBuilder) -> Result<(), Error> {
        self.push_tag(builder)?;
        let outside = match self.encoded {
            Some(_) => self.follow()?,
            None => None,
        };
        self.push_default(builder)?;
        self.push_attributes(builder, outside.is_some())?;
        self.at = At::Inside;
        let Some(outside) = outside else {
            return Ok(());
        };
        self.push_content(builder, 0)?;
        self.come_back(*outside, true)
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
        Ok(())
    }

    /// Sees to it that names without a prefix in what the element at hand holds mean the same in the tree.
    fn push_default(&self, builder: &mut TreeBuilder) -> Result<(), Error> {
        let default = self.parser.scope().resolve_prefix("").unwrap_or_default();
        builder
            .require("", default)
            .map_err(|error| self.tree(error))
    }

    /// The same of names with a prefix in a text. Of the declarations around a tree it keeps no others: there may be many
    /// of them, and as many trees.
    fn push_prefixes(&self, text: &str, builder: &mut TreeBuilder) -> Result<(), Error> {
        for colon in memchr::memchr_iter(b':', text.as_bytes()) {
            let before = &text[..colon];
            let is_in_name = |c: char| c.is_alphanumeric() || !c.is_ascii() || "_-.".contains(c);
            let prefix = &before[before.trim_end_matches(is_in_name).len()..];
            if !matches!(prefix, "" | "xml")
                && let Some(namespace) = self.parser.scope().resolve_prefix(prefix)
            {
                builder
                    .require(prefix, namespace)
                    .map_err(|error| self.tree(error))?;
            }
        }
        Ok(())
    }

    /// Adds the attributes of the element at hand, which may stand `elsewhere` than the tree has it.
    fn push_attributes(&self, builder: &mut TreeBuilder, elsewhere: bool) -> Result<(), Error> {
        for attribute in self.parser.attributes(self.parser.tag()) {
            let attribute = attribute?;
            if elsewhere && self.is_link(&attribute.namespace, attribute.local) {
                continue;
            }
            self.push_prefixes(&attribute.value, builder)?;
            if !matches!(attribute.prefix, "" | "xml") {
                builder
                    .require(attribute.prefix, &attribute.namespace)
                    .map_err(|error| self.tree(error))?;
            }
            builder
                .attribute(&attribute.namespace, attribute.local, attribute.value)
                .map_err(|error| self.tree(error))?;
        }
        Ok(())
    }

    pub(super) fn tree(&self, error: TreeError) -> Error {
        Error::new(ErrorKind::Malformed(error.to_string())).at(self.offset())
    }

    /// Parses a text that belongs to the element at hand.
    #[inline]
    fn parse<T, C: TextCodec<T>>(
        &mut self,
        text: Cow<'_, str>,
        codec: &C,
        facets: &'static Facets,
        holder: Holder<'_>,
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
        let text = white_space.max(facets.treatment()).treat(given);
        if self.checks_values {
            self.check_value(
                &text,
                [C::FACETS, facets],
                self.field.and_then(|field| field.value),
                holder,
                self.parser.tag().offset,
            )?;
        }
        codec
            .take(text, &self.parser.scope())
            .map_err(|error| self.invalid(error))
    }

    #[cold]
    pub(super) fn invalid(&self, error: ValueError) -> Error {
        Error::from(error).at(self.parser.offset())
    }
}
