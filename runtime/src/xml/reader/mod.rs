//! Reads typed values from a document, led by their shapes.
//!
//! A type's `read` asks for its fields in the order of its shape: [`Reader::one`],
//! [`Reader::optional`], [`Reader::many`], an element's name being compared only here. Elements may
//! come in another order than the schema's if their names alone tell them apart: the reader notices
//! when a field comes too late, goes back to the start of the element and reads it again by an
//! index of its children.
//!
//! This file has the position in the document, and each file of the table uses only those below it.
//! The way up, from an element to the fields of its type, leads through [`Codec::read`]. Of
//! `validate`, the checks of whole elements (`check`, `open`) stand right below `trees`, all others
//! at the bottom.
//!
//! [`Codec::read`]: crate::xml::Codec::read
//!
//! | file | subject |
//! | --- | --- |
//! | `root` | the root element of a document |
//! | `derived` | the type that `xsi:type` chooses |
//! | `trees` | elements and mixed content that are read as trees |
//! | `fields` | the fields of a type: once, optional, repeated, one of a choice |
//! | `element` | an element from its start tag to its end, in order or by an index |
//! | `place` | the field of a shape that an element belongs to |
//! | `values` | simple values |
//! | `nil` | elements that are nil |
//! | `attachment` | text, or an attachment in its place |
//! | `attributes` | the attributes of a type |
//! | `encoded` | SOAP encoding: references and arrays |
//! | `validate` | the checks of strict reading |
//! | `failure` | the first error, and values for the places of those that can't be read |

mod attachment;
mod attributes;
mod derived;
mod element;
mod encoded;
mod failure;
mod fields;
mod nil;
mod place;
mod root;
mod trees;
mod validate;
mod values;

use std::borrow::Cow;
use std::sync::Arc;

use super::facets::Identities;
use super::index::Index;
use super::keys::Keys;
use super::namespaces::{Scope, XSI_NAMESPACE};
use super::parser::{Parser, Prefix, Tag, Token};
use super::shape::{Field, Shape};
use super::{Error, ErrorKind, Limits, ValueError};
use crate::attachment::Attachment;
use encoded::Encoded;
use place::Place;
pub(crate) use validate::Check;
pub use validate::{Checked, Declarations};

/// Reads a document.
#[derive(Debug)]
pub struct Reader<'a> {
    parser: Parser<'a>,
    strict: bool,
    /// Whether values are checked against the schema: in strict reading, in whatever form they
    /// come.
    checks_values: bool,
    /// Whether what is read is checked and not kept.
    is_checking: bool,
    /// The `xs:ID`s and `xs:IDREF`s of the document, which strict reading checks.
    identities: Identities,
    /// The state of SOAP encoding, if the document is read that way.
    encoded: Option<Box<Encoded<'a>>>,
    /// The memory for places that arrays left out, in bytes.
    left_out: usize,
    keys: Keys,
    /// The declarations of the schema, if they are known.
    declarations: Option<&'static Declarations>,
    /// The bytes of the document that were indexed; `None` as long as elements have come in order.
    indexed: Option<usize>,
    /// The first error. Nothing is read after it.
    error: Option<Error>,
    /// The depth of the element in which a field was found missing last.
    missing_in: Option<usize>,
    /// The owner of the start tag that was read last.
    at: At,
    /// The field by which that element was reached.
    field: Option<&'static Field>,
    element: ElementState<'a>,
    group: GroupState<'a>,
    /// The attachments that came beside the document.
    attachments: Option<Arc<[Attachment]>>,
}

/// The owner of the start tag that was read last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum At {
    /// An element that is being read or was read.
    Inside,
    /// The element at hand, to be read next.
    Element,
    /// A child of the element being read, which no field has taken yet.
    Child,
    /// No element: the one to be read is absent, and counts as nil.
    Absent,
}

/// The element whose children are being read.
#[derive(Debug)]
struct ElementState<'a> {
    tag: Option<Tag<'a>>,
    /// The element's shape, to tell an unknown child from one that belongs outside of a group.
    shape: &'static Shape,
    /// Whether the end tag was read.
    ended: bool,
    /// The offset of the content.
    start: usize,
    depth: usize,
    /// The next attribute by the shape's order.
    attribute: usize,
    /// The children by name, once they have been found out of order.
    index: Option<Box<Index>>,
    /// Whether a child was unknown.
    has_unknown: bool,
    /// Whether an unknown child has the local name of a field, in another namespace.
    has_near_miss: bool,
    /// The first absent field that is a part, or that was read as nil: its shape and its number.
    absent: Option<(&'static Shape, usize)>,
}

/// The shape whose fields are being read: the element's own, or that of a group within.
#[derive(Debug, Clone, Copy)]
struct GroupState<'a> {
    shape: &'static Shape,
    /// The prefix of tags in the shape's namespace, if it is known.
    prefix: Option<Prefix<'a>>,
    /// The next field.
    cursor: usize,
    /// The field that the child at hand belongs to, if that is known already.
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
            error: None,
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
            group: GroupState::new(ROOT, None),
            attachments: None,
        })
    }

    /// Refuses what the schema refuses, instead of passing over unknown elements and a wrong order.
    /// The content of wildcards and `xs:anyType`, and the types that `xsi:type` names on elements
    /// of simple types, are checked against the schema's [declarations](Self::declare); reading a
    /// generated `Root` makes these known.
    #[must_use]
    pub fn strict(mut self, strict: bool) -> Self {
        self.strict = strict;
        self.checks_values = strict;
        self
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

    /// Returns namespace and local name of the type that `xsi:type` of the element started last
    /// names.
    pub(crate) fn type_name(&self) -> Result<Option<(&str, Cow<'a, str>)>, Error> {
        let tag = self.parser.tag();
        let Some(name) = self.parser.attribute(tag, XSI_NAMESPACE, "type")? else {
            return Ok(None);
        };
        let (prefix, local) = split(&name);
        let Some(namespace) = self.parser.scope().resolve_prefix(prefix) else {
            return Err(Error::new(ErrorKind::Malformed(format!(
                "the prefix {prefix:?} of xsi:type is not bound to a namespace"
            )))
            .at(tag.offset));
        };
        let local = match name {
            Cow::Borrowed(name) => Cow::Borrowed(split(name).1),
            Cow::Owned(_) => Cow::Owned(local.to_owned()),
        };
        Ok(Some((namespace, local)))
    }

    /// The namespace declarations in scope.
    pub fn scope(&self) -> Scope<'_> {
        self.parser.scope()
    }

    /// Byte offset of what comes next.
    pub fn offset(&self) -> usize {
        self.parser.offset()
    }

    /// Visits the children of the element at hand; `visit` consumes each by [`read`](Self::read),
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
                    visit(self)
                        .and_then(|()| self.settled(()))
                        .map_err(|error| error.within(step))?;
                }
            }
        }
        self.at = At::Inside;
        Ok(())
    }

    /// Passes over the element at hand.
    pub fn skip(&mut self) -> Result<(), Error> {
        self.at = At::Inside;
        self.parser.skip()
    }

    /// Makes the element started last the one at hand, reached by this field.
    fn arrive_by(&mut self, field: Option<&'static Field>) {
        self.at = At::Element;
        self.field = field;
    }

    /// The start tag of the element at hand.
    #[inline]
    fn tag(&self) -> Option<&Tag<'a>> {
        (self.at == At::Element).then(|| self.parser.tag())
    }

    #[cold]
    pub(super) fn invalid(&self, error: ValueError) -> Error {
        Error::from(error).at(self.parser.offset())
    }
}

/// Splits a name into its prefix, empty if there is none, and its local part. What begins with a colon
/// has no prefix, and a local part that nothing is called.
fn split(name: &str) -> (&str, &str) {
    let name = name.trim();
    let parts = name.split_once(':');
    parts
        .filter(|(prefix, _)| !prefix.is_empty())
        .unwrap_or(("", name))
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
