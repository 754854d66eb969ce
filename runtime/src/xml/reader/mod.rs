//! Reads typed values from a document, led by their shapes.
//!
//! A type's `read` asks for its fields in the order of its shape: [`Reader::one`], [`Reader::optional`],
//! [`Reader::many`], an element's name being compared only here. Elements may come in another order than
//! the schema's where their names alone tell them apart: the reader notices when a field comes too late,
//! goes back to the start of the element and reads it again by an index of its children.

mod attachment;
mod attributes;
mod element;
mod encoded;
mod fields;
mod place;
mod values;

use std::borrow::Cow;
use std::sync::Arc;

use super::content::{Codec, Content, Own};
use super::facets::Identities;
use super::index::Index;
use super::keys::Keys;
use super::namespaces::Scope;
use super::open::Declarations;
use super::parser::{Parser, Tag, Token};
use super::shape::{Field, Shape};
use super::{Error, ErrorKind, Limits};
use crate::attachment::Attachment;
use encoded::Encoded;
use place::Place;

/// Reads a document.
#[derive(Debug)]
pub struct Reader<'a> {
    pub(in crate::xml) parser: Parser<'a>,
    pub(in crate::xml) strict: bool,
    /// Whether values are held against what the schema demands of them: in Strict, whatever the form they come in.
    checks_values: bool,
    /// Whether what is read is checked and not kept.
    pub(in crate::xml) is_checking: bool,
    /// What Strict has to know of the whole document.
    pub(in crate::xml) identities: Identities,
    /// What SOAP encoding has to know, where that is how the document is read.
    encoded: Option<Box<Encoded<'a>>>,
    /// The memory for places that arrays left out, in bytes.
    left_out: usize,
    pub(in crate::xml) keys: Keys,
    /// What the schema declares, as far as that is known.
    pub(in crate::xml) declarations: Option<&'static Declarations>,
    /// How much of the document was indexed, in bytes; `None` while its elements have come in order.
    indexed: Option<usize>,
    /// The depth of the element in which a field was found missing last.
    missing_in: Option<usize>,
    /// Whose start tag was read last.
    at: At,
    /// The field by which that element was reached.
    pub(in crate::xml) field: Option<&'static Field>,
    element: ElementState<'a>,
    group: GroupState,
    /// What came beside the document.
    attachments: Option<Arc<[Attachment]>>,
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
    /// That of no element: the one to be read is not there, which says that it is nil.
    Absent,
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
    /// A child was unknown.
    has_unknown: bool,
    /// An unknown child has the local name of a field, in another namespace.
    has_near_miss: bool,
    /// The first absent field that is a part, or that was read as nil.
    absent: Option<&'static Field>,
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

const ROOT: &Shape = &Shape::OPAQUE;

impl<'a> Reader<'a> {
    /// Begins to read a document.
    pub fn new(document: &'a str, limits: &Limits) -> Result<Self, Error> {
        Ok(Self {
            parser: Parser::new(document, limits)?,
            strict: false,
            checks_values: false,
            is_checking: false,
            identities: Identities::default(),
            encoded: None,
            left_out: 0,
            keys: Keys::default(),
            declarations: None,
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
                has_unknown: false,
                has_near_miss: false,
                absent: None,
            },
            group: GroupState::new(ROOT, usize::MAX),
            attachments: None,
        })
    }

    /// Refuses what the schema refuses, instead of passing over unknown elements and a wrong order. What wildcards and
    /// `xs:anyType` hold, and what `xsi:type` names on elements of simple types, is held against what the schema
    /// [declares](Self::declare); reading a generated `Root` declares that.
    #[must_use]
    pub fn strict(mut self, strict: bool) -> Self {
        self.strict = strict;
        self.checks_values = strict;
        self
    }

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

    /// Makes the element started last the one at hand, reached by this field.
    pub(in crate::xml) fn arrive_by(&mut self, field: Option<&'static Field>) {
        self.at = At::Element;
        self.field = field;
    }

    /// The start tag of the element at hand.
    #[inline]
    pub(in crate::xml) fn tag(&self) -> Option<&Tag<'a>> {
        (self.at == At::Element).then(|| self.parser.tag())
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
