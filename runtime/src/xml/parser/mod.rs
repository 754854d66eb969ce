//! The tokens of a document: quick-xml's events with namespaces resolved, limits kept, and the
//! rules that quick-xml leaves open (one root, matching tags, bound prefixes, no DTD) checked.
//!
//! This file has the state that the others share; each file of the table uses only those below it.
//!
//! | file | subject |
//! | --- | --- |
//! | `seek` | moves past an element, through its children, and back |
//! | `tokens` | the next token, the text of an element |
//! | `plain` | the tokens that need no parsing |
//! | `elements` | the open elements, with the namespaces in scope |
//! | `attributes` | attributes, and the namespace declarations among them |

mod attributes;
mod elements;
mod plain;
mod seek;
mod tokens;

use std::borrow::Cow;

use quick_xml::events::Event;

pub(crate) use self::attributes::RawAttribute;
use super::characters::first_forbidden;
use super::namespaces::{Binding, Scope, XML_NAMESPACE};
use super::{Error, ErrorKind, Limits, is_nc_name};

/// A start tag.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Tag<'a> {
    /// The name as written, prefix included.
    pub(crate) qname: &'a str,
    /// The local part of the name.
    pub(crate) local: &'a str,
    /// The text behind the name.
    raw_attributes: &'a str,
    /// The binding that gives the namespace.
    pub(crate) binding: usize,
    /// Byte offset of its `<`.
    pub(crate) offset: usize,
}

impl Tag<'_> {
    /// Whether anything stands behind the name.
    #[inline]
    pub(crate) fn has_attributes(&self) -> bool {
        !self.raw_attributes.is_empty()
    }
}

/// A prefix, and the namespace that it is bound to. It holds as long as the element is open within
/// which it was found.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Prefix<'a> {
    /// The prefix with its colon, empty for none.
    text: &'a str,
    /// The binding that gives the namespace.
    pub(crate) binding: usize,
}

impl Prefix<'_> {
    /// Whether a tag has this prefix, in an element around which it was found.
    #[inline]
    pub(crate) fn is_of(&self, tag: &Tag<'_>) -> bool {
        tag.binding == self.binding && tag.qname.len() == self.text.len() + tag.local.len()
    }
}

/// A token of a document.
#[derive(Debug)]
pub(crate) enum Token<'a> {
    /// A start tag, which is [`Parser::tag`] until the next one.
    Start,
    /// The end of the innermost open element.
    End,
    /// Character data, references resolved and line ends normalized.
    Text(Cow<'a, str>),
}

/// An element that was started and not ended.
#[derive(Debug)]
struct Open<'a> {
    qname: &'a str,
    /// `events` has not seen its start tag.
    is_plain: bool,
    /// The number of bindings in scope outside it.
    outer_bindings: usize,
    /// The binding of the default namespace outside it.
    outer_default: usize,
}

/// Reads tokens from a document.
#[derive(Debug)]
pub(crate) struct Parser<'a> {
    input: &'a str,
    /// Byte offset in `input` at which `events` begins.
    base: usize,
    events: quick_xml::Reader<&'a [u8]>,
    /// The start tag read last. It stays where it is because moving it about costs more than
    /// reading it.
    tag: Tag<'a>,
    open: Vec<Open<'a>>,
    /// The bindings in scope, innermost last; the first is that of the empty prefix to no
    /// namespace. Those of the element that ended last stay until the next tag, because its value
    /// is parsed only then.
    bindings: Vec<Binding<'a>>,
    /// The number of bindings that belong to open elements.
    in_scope: usize,
    /// The binding of the empty prefix.
    default: usize,
    limits: Limits,
    /// The last start tag was an empty element, so its end comes next without an event.
    end_pending: bool,
    /// Whether `events` is between two pieces of markup or text.
    is_between: bool,
    /// The text of the element started last, if it was read as a whole: it counts as ended.
    leaf: Option<&'a str>,
}

impl<'a> Parser<'a> {
    pub(crate) fn new(input: &'a str, limits: &Limits) -> Result<Self, Error> {
        if input.len() > limits.size {
            return Err(limit("document size", limits.size));
        }
        if let Some((offset, character)) = first_forbidden(input) {
            let message = format!("the character U+{:04X} is not allowed", character as u32);
            return Err(malformed(message, offset));
        }
        // Only here is U+FEFF a byte order mark; anywhere else it is a character.
        let base = input.len() - input.strip_prefix('\u{FEFF}').unwrap_or(input).len();
        Ok(Self {
            input,
            base,
            events: events_at(input, base),
            tag: Tag::default(),
            open: Vec::with_capacity(16),
            bindings: vec![Binding::new("", ""), Binding::new("xml", XML_NAMESPACE)],
            in_scope: 2,
            default: 0,
            limits: *limits,
            end_pending: false,
            is_between: false,
            leaf: None,
        })
    }

    /// A parser that begins at `offset`, where an element starts that was read before, with these
    /// declarations around it. That element counts as nested in those open here.
    pub(crate) fn branch(&self, offset: usize, declared: Vec<Binding<'a>>) -> Self {
        let mut bindings = vec![Binding::new("", ""), Binding::new("xml", XML_NAMESPACE)];
        bindings.extend(declared);
        let default = bindings.iter().rposition(|of| of.prefix.is_empty());
        let limits = Limits {
            depth: self.limits.depth.saturating_sub(self.depth()),
            ..self.limits
        };
        Self {
            input: self.input,
            base: offset,
            events: events_at(self.input, offset),
            tag: Tag::default(),
            open: Vec::new(),
            in_scope: bindings.len(),
            default: default.unwrap_or(0),
            bindings,
            limits,
            end_pending: false,
            is_between: false,
            leaf: None,
        }
    }

    /// The whole document.
    pub(crate) fn input(&self) -> &'a str {
        self.input
    }

    /// The limits on the document.
    pub(crate) fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Byte offset of what comes next.
    pub(crate) fn offset(&self) -> usize {
        self.offset_of(self.events.buffer_position())
    }

    /// Returns the byte offset that a position of `events` stands for.
    #[inline]
    fn offset_of(&self, position: u64) -> usize {
        (self.base + position as usize).saturating_sub(OPENER.len())
    }

    /// Makes the piece of markup or text at this byte offset the next one.
    fn go_to(&mut self, offset: usize) {
        self.end_pending = false;
        self.is_between = false;
        self.base = offset;
        self.events = events_at(self.input, offset);
    }

    /// The number of open elements.
    pub(crate) fn depth(&self) -> usize {
        self.open.len()
    }

    /// The namespace declarations in scope; behind an end tag, still those of its element.
    pub(crate) fn scope(&self) -> Scope<'_> {
        Scope::new(&self.bindings[1..])
    }

    /// The namespace declarations of the innermost open element.
    pub(crate) fn declarations(&self) -> impl Iterator<Item = (&str, &str)> {
        self.own_bindings()
            .iter()
            .map(|binding| (binding.prefix, &*binding.namespace))
    }

    /// The namespace declarations of the innermost open element.
    pub(crate) fn own_bindings(&self) -> &[Binding<'a>] {
        let outer = self.open.last().map_or(0, |open| open.outer_bindings);
        &self.bindings[outer..self.in_scope]
    }

    /// The start tag read last.
    #[inline]
    pub(crate) fn tag(&self) -> &Tag<'a> {
        &self.tag
    }

    /// The namespace of a tag, empty for none.
    #[inline]
    pub(crate) fn namespace(&self, tag: &Tag<'a>) -> &str {
        &self.bindings[tag.binding].namespace
    }

    /// Returns the prefix that tags of `namespace` are likely to have within the element just
    /// started: the element's own, or none.
    pub(crate) fn likely_prefix(&self, namespace: &str) -> Option<Prefix<'a>> {
        let Tag {
            qname,
            local,
            binding,
            ..
        } = self.tag;
        let is_innermost = self
            .open
            .last()
            .is_some_and(|open| std::ptr::eq(open.qname, qname));
        if is_innermost && self.bindings[binding].namespace == namespace {
            let text = &qname[..qname.len() - local.len()];
            return Some(Prefix { text, binding });
        }
        let is_default = self.bindings[self.default].namespace == namespace;
        is_default.then_some(Prefix {
            text: "",
            binding: self.default,
        })
    }

    fn check_text(&self, len: usize) -> Result<(), Error> {
        if len > self.limits.text {
            return Err(limit("length of a text", self.limits.text).at(self.offset()));
        }
        Ok(())
    }

    fn malformed(&self, message: impl ToString) -> Error {
        malformed(message, self.offset())
    }
}

/// Markup that every quick-xml reader reads first.
///
/// A reader drops U+FEFF from the start of its input without counting its three bytes. A reader
/// that begins within a document must not, so it starts with this comment instead.
const OPENER: &str = "<!---->";

/// Returns a reader of the events from `offset` on.
fn events_at(input: &str, offset: usize) -> quick_xml::Reader<&[u8]> {
    let mut events = quick_xml::Reader::from_str(OPENER);
    // The names of end tags are compared here, so that reading can begin within a document.
    let config = events.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.check_comments = true;
    let opener = events.read_event();
    debug_assert!(matches!(opener, Ok(Event::Comment(_))));
    *events.get_mut() = &input.as_bytes()[offset..];
    events
}

/// Whether a text is a name, or two with a colon between them (Namespaces in XML, production 7).
fn is_qualified_name(text: &str) -> bool {
    match text.split_once(':') {
        Some((prefix, local)) => is_nc_name(prefix) && is_nc_name(local),
        None => is_nc_name(text),
    }
}

fn limit(what: &'static str, limit: usize) -> Error {
    Error::new(ErrorKind::Limit { what, limit })
}

#[cold]
fn malformed(message: impl ToString, offset: usize) -> Error {
    Error::new(ErrorKind::Malformed(message.to_string())).at(offset)
}

#[cold]
fn unbound(prefix: &str, offset: usize) -> Error {
    malformed(
        format!("the prefix {prefix:?} is not bound to a namespace"),
        offset,
    )
}
