//! Writes typed values as a document, led by their shapes.
//!
//! A type's `write` hands over its fields in the order of its shape. Nothing it calls fails: what goes wrong
//! is kept, with its place, until [`Writer::finish`].

mod attachment;
mod debug;
mod encoded;
mod fields;
mod fixed;
mod prefixes;
mod review;
mod trees;
mod values;

use std::borrow::Cow;

pub use self::debug::debug;
use super::characters::{Place, is_xml_character, resolve};
use super::content::{Codec, Content, Own};
use super::encoded::Encoding;
use super::namespaces::{XML_NAMESPACE, XSI_NAMESPACE};
use super::shape::{Shape, Wildcard};
use super::{Error, ErrorKind};

/// How documents that are written begin.
pub(crate) const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>";

/// Writes a document.
#[derive(Debug)]
pub struct Writer {
    out: String,
    open: Vec<Open>,
    bindings: Vec<Binding>,
    /// The default namespace.
    default: Cow<'static, str>,
    /// The last start tag still lacks its closing bracket, so attributes can be added.
    tag_is_open: bool,
    in_attribute: bool,
    /// The wildcard that the tree written next stands for, which brings its own element.
    wildcard: Option<&'static Wildcard>,
    /// The SOAP encoding that values are written in, if any.
    encoding: Option<Encoding>,
    /// The content written next names its type, even if that is the declared one.
    names_type: bool,
    shape: &'static Shape,
    cursor: usize,
    attribute: usize,
    error: Option<Error>,
    /// The value that the schema fixes for what is written next.
    fixed: Option<fixed::Pending>,
    /// Where octets go that are not written into the document.
    beside: Option<attachment::Beside>,
    /// The fields that are shown instead of written, if that is what the visits are for.
    notes: Option<Box<debug::Notes>>,
}

/// An element whose end tag is still to be written.
#[derive(Debug)]
struct Open {
    /// Where its name stands in the output.
    name: (usize, usize),
    outer_bindings: usize,
    outer_default: Option<Cow<'static, str>>,
}

#[derive(Debug)]
struct Binding {
    prefix: Cow<'static, str>,
    namespace: Cow<'static, str>,
}

impl Default for Writer {
    fn default() -> Self {
        Self::new()
    }
}

impl Writer {
    /// Begins a document, without an XML declaration.
    pub fn new() -> Self {
        Self::with_capacity(0)
    }

    /// Begins a document that is likely to have so many bytes.
    pub(crate) fn with_capacity(bytes: usize) -> Self {
        Self {
            out: String::with_capacity(bytes),
            open: Vec::new(),
            bindings: Vec::new(),
            default: Cow::Borrowed(""),
            tag_is_open: false,
            in_attribute: false,
            wildcard: None,
            encoding: None,
            names_type: false,
            shape: &Shape::OPAQUE,
            cursor: 0,
            attribute: 0,
            error: None,
            fixed: None,
            beside: None,
            notes: None,
        }
    }

    /// Writes an XML declaration; what is written is UTF-8.
    pub fn declaration(&mut self) {
        self.out.push_str(DECLARATION);
    }

    /// The document, or the first thing that went wrong.
    pub fn finish(mut self) -> Result<String, Error> {
        match self.error.take() {
            Some(error) => Err(error),
            None => Ok(self.out),
        }
    }

    /// Returns the text that was written, which isn't in a document, without escapes.
    pub(crate) fn into_text(self) -> String {
        match resolve(&self.out, Place::Content) {
            Ok(Cow::Owned(text)) => text,
            // No escapes, or none that stand for something else.
            Ok(Cow::Borrowed(_)) | Err(_) => self.out,
        }
    }

    /// Opens an element. Attributes may be added until something is written into it.
    pub fn start(&mut self, namespace: impl Into<Cow<'static, str>>, local: &str) {
        let namespace = namespace.into();
        // Names of one schema share the text of their namespace, so most need no comparison.
        if std::ptr::eq(&*self.default, &*namespace) || self.default == namespace {
            self.open("", local, None);
        } else if let Some(prefix) = self.bound_prefix(&namespace) {
            self.open(&prefix, local, None);
        } else {
            self.open("", local, Some(namespace));
        }
    }

    /// Opens an element with a prefix, which is declared on it unless it is in scope.
    pub fn start_prefixed(
        &mut self,
        prefix: &'static str,
        namespace: impl Into<Cow<'static, str>>,
        local: &str,
    ) {
        self.open(prefix, local, None);
        self.prefix(prefix, namespace.into());
    }

    /// Opens an element within which `default` is the default namespace; `prefix` is for an element of another, where none
    /// is bound to that.
    pub(super) fn start_where(
        &mut self,
        default: &str,
        prefix: Option<&str>,
        namespace: String,
        local: &str,
    ) {
        let declared = (self.default != default).then(|| Cow::Owned(default.to_owned()));
        if namespace == default {
            return self.open("", local, declared);
        }
        let prefix = match (self.bound_prefix(&namespace), prefix) {
            (Some(bound), _) => bound,
            (None, Some(prefix)) => Cow::Owned(prefix.to_owned()),
            (None, None) => self.new_prefix(&namespace),
        };
        self.open(&prefix, local, declared);
        if namespace != XML_NAMESPACE {
            self.prefix(prefix, namespace);
        }
    }

    /// Opens an element by its prefix, empty for none, and declares a default namespace on it.
    #[inline]
    fn open(&mut self, prefix: &str, local: &str, default: Option<Cow<'static, str>>) {
        self.close_tag();
        let outer_bindings = self.bindings.len();
        self.out.push('<');
        let start = self.out.len();
        if !prefix.is_empty() {
            self.out.push_str(prefix);
            self.out.push(':');
        }
        self.out.push_str(local);
        let name = (start, self.out.len());
        if let Some(default) = &default {
            self.out.push_str(" xmlns=\"");
            self.escape(default, true);
            self.out.push('"');
        }
        let outer_default = default.map(|default| std::mem::replace(&mut self.default, default));
        self.open.push(Open {
            name,
            outer_bindings,
            outer_default,
        });
        self.tag_is_open = true;
    }

    /// Closes the element opened last.
    pub fn end(&mut self) {
        self.end_of("");
    }

    /// Closes the element opened last, whose local name is this unless it is empty.
    #[inline]
    fn end_of(&mut self, local: &str) {
        let Some(open) = self.open.pop() else { return };
        let (start, end) = open.name;
        if self.tag_is_open {
            self.out.push('/');
            self.tag_is_open = false;
        } else {
            self.out.push_str("</");
            // A name as long as its local part is that part, which is at hand.
            match end - start == local.len() {
                true => self.out.push_str(local),
                false => self.out.extend_from_within(start..end),
            }
        }
        self.out.push('>');
        self.bindings.truncate(open.outer_bindings);
        if let Some(default) = open.outer_default {
            self.default = default;
        }
    }

    /// Declares a prefix on the element opened last, unless it is in scope.
    pub fn prefix(
        &mut self,
        prefix: impl Into<Cow<'static, str>>,
        namespace: impl Into<Cow<'static, str>>,
    ) {
        let (prefix, namespace) = (prefix.into(), namespace.into());
        if self.resolve(&prefix) == Some(&*namespace) {
            return;
        }
        self.out.push_str(" xmlns:");
        self.out.push_str(&prefix);
        self.out.push_str("=\"");
        self.escape(&namespace, true);
        self.out.push('"');
        self.bindings.push(Binding { prefix, namespace });
    }

    /// Adds an attribute with a text as its value to the element opened last.
    pub fn attribute_text(&mut self, namespace: &str, local: &str, value: &str) {
        self.start_attribute(namespace, local);
        self.text(value);
        self.end_attribute();
    }

    /// Makes the element opened last nil.
    pub fn nil(&mut self) {
        self.attribute_text(XSI_NAMESPACE, "nil", "true");
    }

    /// Writes a `T` into the element opened last.
    pub fn content<T: Content>(&mut self, value: &T) {
        self.element_content(value, Own);
    }

    /// Writes a value into the element opened last by a codec.
    pub fn content_as<T, C: Codec<T>>(&mut self, value: &T, codec: C) {
        self.element_content(value, codec);
    }

    #[inline]
    fn element_content<T, C: Codec<T>>(&mut self, value: &T, codec: C) {
        let shape = codec.shape();
        if shape.is_simple() {
            codec.write(value, self);
            return;
        }
        let outer = (
            std::mem::replace(&mut self.shape, shape),
            std::mem::replace(&mut self.cursor, 0),
            std::mem::replace(&mut self.attribute, 0),
        );
        codec.write(value, self);
        (self.shape, self.cursor, self.attribute) = outer;
    }

    fn start_attribute(&mut self, namespace: &str, local: &str) {
        let prefix = if namespace.is_empty() {
            Cow::Borrowed("")
        } else {
            self.attribute_prefix(namespace)
        };
        self.out.push(' ');
        if !prefix.is_empty() {
            self.out.push_str(&prefix);
            self.out.push(':');
        }
        self.out.push_str(local);
        self.out.push_str("=\"");
        self.in_attribute = true;
    }

    fn end_attribute(&mut self) {
        self.out.push('"');
        self.in_attribute = false;
    }

    #[inline]
    fn close_tag(&mut self) {
        if self.tag_is_open {
            self.out.push('>');
            self.tag_is_open = false;
        }
    }

    fn escape(&mut self, text: &str, in_attribute: bool) {
        let mut done = 0;
        for (at, byte) in text.bytes().enumerate() {
            let replacement = match byte {
                b'<' => "&lt;",
                b'>' => "&gt;",
                b'&' => "&amp;",
                b'\r' => "&#xD;",
                b'"' if in_attribute => "&quot;",
                b'\t' if in_attribute => "&#x9;",
                b'\n' if in_attribute => "&#xA;",
                0..0x20 if !matches!(byte, b'\t' | b'\n') => "",
                0xEF => "",
                _ => continue,
            };
            if replacement.is_empty() {
                let character = text[at..].chars().next().filter(|&c| !is_xml_character(c));
                if let Some(character) = character {
                    self.fail(ErrorKind::Character(character as u32));
                }
                continue;
            }
            self.out.push_str(&text[done..at]);
            self.out.push_str(replacement);
            done = at + 1;
        }
        self.out.push_str(&text[done..]);
    }

    /// Keeps an error, unless there is one already.
    #[cold]
    pub(crate) fn fail(&mut self, kind: ErrorKind) {
        self.fail_with(Error::new(kind));
    }

    /// Keeps an error in the element opened last, unless there is one already.
    #[cold]
    fn fail_with(&mut self, error: Error) {
        if self.error.is_none() {
            let steps = self.open.iter().rev();
            let error = steps.fold(error, |error, open| {
                let name = &self.out[open.name.0..open.name.1];
                error.within(name.rsplit(':').next().unwrap_or(name))
            });
            self.error = Some(error);
        }
    }
}
