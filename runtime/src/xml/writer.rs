//! Writes typed values as a document, led by their shapes.
//!
//! A type's `write` hands over its fields in the order of its shape. Nothing it calls fails: what goes wrong
//! is kept, with its place, until [`Writer::finish`].

use std::borrow::Cow;

use super::characters::is_xml_character;
use super::codec::TextCodec;
use super::content::{Codec, Content, Own};
use super::namespaces::{XML_NAMESPACE, XSD_NAMESPACE, XSI_NAMESPACE};
use super::shape::{Field, Shape, Term};
use super::simple::Simple;
use super::tree::{Any, Element, XMLNode, split_key};
use super::{Error, ErrorKind, Node};
use crate::value::QName;

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
    /// What is written next stands for a wildcard, and brings its own element.
    in_wildcard: bool,
    shape: &'static Shape,
    cursor: usize,
    attribute: usize,
    error: Option<Error>,
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

/// The prefixes that readers of SOAP expect to see.
const PREFERRED: [(&str, &str); 3] = [
    ("xsi", XSI_NAMESPACE),
    ("xsd", XSD_NAMESPACE),
    ("xml", XML_NAMESPACE),
];

impl Default for Writer {
    fn default() -> Self {
        Self::new()
    }
}

impl Writer {
    /// Begins a document, without an XML declaration.
    pub fn new() -> Self {
        Self {
            out: String::new(),
            open: Vec::new(),
            bindings: Vec::new(),
            default: Cow::Borrowed(""),
            tag_is_open: false,
            in_attribute: false,
            in_wildcard: false,
            shape: &Shape::OPAQUE,
            cursor: 0,
            attribute: 0,
            error: None,
        }
    }

    /// Writes an XML declaration; what is written is UTF-8.
    pub fn declaration(&mut self) {
        self.out
            .push_str("<?xml version=\"1.0\" encoding=\"utf-8\"?>");
    }

    /// The document, or the first thing that went wrong.
    pub fn finish(mut self) -> Result<String, Error> {
        match self.error.take() {
            Some(error) => Err(error),
            None => Ok(self.out),
        }
    }

    // ---- Elements and attributes by name ----

    /// Opens an element. Attributes may be added until something is written into it.
    pub fn start(&mut self, namespace: impl Into<Cow<'static, str>>, local: &str) {
        let namespace = namespace.into();
        self.close_tag();
        let outer_bindings = self.bindings.len();
        self.out.push('<');
        let start = self.out.len();
        let mut outer_default = None;
        if self.default == namespace {
            self.out.push_str(local);
        } else if let Some(prefix) = self.bound_prefix(&namespace) {
            self.out.push_str(&prefix);
            self.out.push(':');
            self.out.push_str(local);
        } else {
            self.out.push_str(local);
            outer_default = Some(std::mem::replace(&mut self.default, namespace));
        }
        let name = (start, self.out.len());
        if outer_default.is_some() {
            self.out.push_str(" xmlns=\"");
            let namespace = self.default.clone();
            self.escape(&namespace, true);
            self.out.push('"');
        }
        self.open.push(Open {
            name,
            outer_bindings,
            outer_default,
        });
        self.tag_is_open = true;
    }

    /// Opens an element with a prefix, which is declared on it unless it is in scope.
    pub fn start_prefixed(
        &mut self,
        prefix: &'static str,
        namespace: impl Into<Cow<'static, str>>,
        local: &str,
    ) {
        let namespace = namespace.into();
        self.close_tag();
        let outer_bindings = self.bindings.len();
        self.out.push('<');
        let start = self.out.len();
        self.out.push_str(prefix);
        self.out.push(':');
        self.out.push_str(local);
        self.open.push(Open {
            name: (start, self.out.len()),
            outer_bindings,
            outer_default: None,
        });
        self.tag_is_open = true;
        self.prefix(prefix, namespace);
    }

    /// Closes the element opened last.
    pub fn end(&mut self) {
        let Some(open) = self.open.pop() else { return };
        if self.tag_is_open {
            self.out.push_str("/>");
            self.tag_is_open = false;
        } else {
            self.out.push_str("</");
            self.out.extend_from_within(open.name.0..open.name.1);
            self.out.push('>');
        }
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

    /// Adds `xsi:type` to the element opened last.
    pub fn xsi_type(&mut self, namespace: &str, local: &str) {
        let name = QName::new(namespace, local);
        name.declare(self);
        self.start_attribute(XSI_NAMESPACE, "type");
        name.format(self);
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

    // ---- Fields, in the order of the shape ----

    /// The next field, which occurs once.
    pub fn one<T: Content>(&mut self, value: &T) {
        self.one_as(value, Own);
    }

    /// The next field, which may be absent.
    pub fn optional<T: Content>(&mut self, value: &Option<T>) {
        self.optional_as(value, Own);
    }

    /// The next field, which may repeat.
    pub fn many<T: Content>(&mut self, values: &[T]) {
        self.many_as(values, Own);
    }

    /// [`one`](Self::one) by a codec.
    pub fn one_as<T, C: Codec<T>>(&mut self, value: &T, codec: C) {
        let (shape, field) = self.next_field();
        self.occurrence(shape, field, value, codec);
    }

    /// [`optional`](Self::optional) by a codec.
    pub fn optional_as<T, C: Codec<T>>(&mut self, value: &Option<T>, codec: C) {
        let (shape, field) = self.next_field();
        if let Some(value) = value {
            self.occurrence(shape, field, value, codec);
        }
    }

    /// [`many`](Self::many) by a codec.
    pub fn many_as<T, C: Codec<T> + Copy>(&mut self, values: &[T], codec: C) {
        let (shape, field) = self.next_field();
        for value in values {
            self.occurrence(shape, field, value, codec);
        }
    }

    /// Goes to a field of a choice, to be written next.
    pub fn branch(&mut self, field: usize) {
        self.cursor = field;
    }

    /// Names one of the types of a [derived](Shape::derived) shape in `xsi:type`, unless it is the first.
    pub fn derived(&mut self, shape: &'static Shape, ty: usize) {
        if ty > 0 {
            let field = &shape.fields[ty];
            self.xsi_type(shape.namespace_of(field), field.local);
        }
    }

    /// The next attribute of the shape.
    pub fn attribute<T: Simple>(&mut self, value: &T) {
        self.attribute_as(value, super::codec::Item);
    }

    /// The next attribute of the shape, which may be absent.
    pub fn optional_attribute<T: Simple>(&mut self, value: &Option<T>) {
        self.optional_attribute_as(value, super::codec::Item);
    }

    /// [`attribute`](Self::attribute) by a codec.
    pub fn attribute_as<T, C: TextCodec<T>>(&mut self, value: &T, codec: C) {
        let attribute = &self.shape.attributes[self.attribute];
        self.attribute += 1;
        codec.declare(value, self);
        self.start_attribute(attribute.namespace, attribute.local);
        codec.format(value, self);
        self.end_attribute();
    }

    /// [`optional_attribute`](Self::optional_attribute) by a codec.
    pub fn optional_attribute_as<T, C: TextCodec<T>>(&mut self, value: &Option<T>, codec: C) {
        match value {
            Some(value) => self.attribute_as(value, codec),
            None => self.attribute += 1,
        }
    }

    /// Attributes that the shape does not name.
    pub fn any_attributes(&mut self, attributes: &[(QName, String)]) {
        for (name, value) in attributes {
            self.attribute_text(name.namespace(), name.local(), value);
        }
    }

    /// The text of an element that has attributes as well.
    pub fn value<T: Simple>(&mut self, value: &T) {
        self.simple(value);
    }

    /// [`value`](Self::value) by a codec.
    pub fn value_as<T, C: TextCodec<T>>(&mut self, value: &T, codec: C) {
        self.simple_as(value, &codec);
    }

    /// Text and elements in their order.
    pub fn nodes(&mut self, nodes: &[Node]) {
        for node in nodes {
            match node {
                Node::Text(text) => self.text(text),
                Node::Element(element) => self.element(element.element()),
            }
        }
    }

    // ---- What values are made of ----

    /// A simple value as the content of the element opened last.
    #[inline]
    pub fn simple<T: Simple>(&mut self, value: &T) {
        value.declare(self);
        self.close_tag();
        value.format(self);
    }

    pub(crate) fn simple_as<T, C: TextCodec<T>>(&mut self, value: &T, codec: &C) {
        codec.declare(value, self);
        self.close_tag();
        codec.format(value, self);
    }

    /// Text, escaped as an attribute or the content of an element demands.
    #[inline]
    pub fn text(&mut self, text: &str) {
        if !self.in_attribute && !text.is_empty() {
            self.close_tag();
        }
        self.escape(text, self.in_attribute);
    }

    /// Text in which there is nothing to escape.
    #[inline]
    pub fn plain(&mut self, text: &str) {
        if !self.in_attribute {
            self.close_tag();
        }
        self.out.push_str(text);
    }

    /// Declares a namespace for a name in a value, on the element opened last.
    pub fn declare_for_value(&mut self, namespace: &str) {
        if namespace.is_empty() {
            // A name without prefix is in the default namespace, which there must not be then.
            if !self.default.is_empty() {
                self.undeclare_default();
            }
        } else if self.bound_prefix(namespace).is_none() {
            let prefix = self.new_prefix(namespace);
            self.prefix(prefix, namespace.to_owned());
        }
    }

    /// The prefix for a name in a value, as [`declare_for_value`](Self::declare_for_value) left it; empty for none.
    pub fn prefix_for_value(&self, namespace: &str) -> String {
        if namespace.is_empty() {
            String::new()
        } else {
            self.bound_prefix(namespace)
                .map_or_else(String::new, Cow::into_owned)
        }
    }

    /// A tree: the content of the element opened last, or for a wildcard the element itself.
    pub fn any(&mut self, any: &Any) {
        if std::mem::take(&mut self.in_wildcard) {
            self.element(any.element());
        } else {
            self.tree_content(any.element());
        }
    }

    fn element(&mut self, element: &Element) {
        let namespace = element.namespace.clone().unwrap_or_default();
        self.start(namespace, &element.name);
        self.tree_content(element);
        self.end();
    }

    fn tree_content(&mut self, element: &Element) {
        if let Some(declared) = &element.namespaces {
            for (prefix, namespace) in declared {
                // The declarations that names in content may rest on; elements find their own.
                if !matches!(prefix, "" | "xml" | "xmlns") && !self.is_declared_here(prefix) {
                    self.prefix(prefix.to_owned(), namespace.to_owned());
                }
            }
        }
        for (key, value) in &element.attributes {
            let (namespace, local) = split_key(key);
            self.attribute_text(namespace, local, value);
        }
        for node in &element.children {
            match node {
                XMLNode::Element(child) => self.element(child),
                XMLNode::Text(text) | XMLNode::CData(text) => self.text(text),
                XMLNode::Comment(_) | XMLNode::ProcessingInstruction(..) => {}
            }
        }
    }

    // ---- The machinery ----

    #[inline]
    fn next_field(&mut self) -> (&'static Shape, &'static Field) {
        let field = &self.shape.fields[self.cursor];
        self.cursor += 1;
        (self.shape, field)
    }

    #[inline]
    fn occurrence<T, C: Codec<T>>(
        &mut self,
        shape: &'static Shape,
        field: &'static Field,
        value: &T,
        codec: C,
    ) {
        match field.term {
            Term::Element => {
                self.start(shape.namespace_of(field), field.local);
                self.element_content(value, codec);
                self.end();
            }
            Term::Group(_) => self.element_content(value, codec),
            Term::Any(_) => {
                self.in_wildcard = true;
                codec.write(value, self);
                self.in_wildcard = false;
            }
        }
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

    fn attribute_prefix(&mut self, namespace: &str) -> Cow<'static, str> {
        if let Some(prefix) = self.bound_prefix(namespace) {
            return prefix;
        }
        let prefix = self.new_prefix(namespace);
        self.prefix(prefix.clone(), namespace.to_owned());
        prefix
    }

    /// A prefix, not the empty one, that is bound to `namespace` here.
    fn bound_prefix(&self, namespace: &str) -> Option<Cow<'static, str>> {
        if namespace == XML_NAMESPACE {
            return Some(Cow::Borrowed("xml"));
        }
        self.bindings
            .iter()
            .rev()
            .find(|binding| {
                binding.namespace == namespace && self.resolve(&binding.prefix) == Some(namespace)
            })
            .map(|binding| binding.prefix.clone())
    }

    fn resolve(&self, prefix: &str) -> Option<&str> {
        self.bindings
            .iter()
            .rfind(|binding| binding.prefix == prefix)
            .map(|binding| &*binding.namespace)
    }

    fn is_declared_here(&self, prefix: &str) -> bool {
        let outer = self.open.last().map_or(0, |open| open.outer_bindings);
        self.bindings[outer..]
            .iter()
            .any(|binding| binding.prefix == prefix)
    }

    /// A prefix that nothing in scope uses.
    fn new_prefix(&self, namespace: &str) -> Cow<'static, str> {
        let preferred = PREFERRED
            .iter()
            .find(|(prefix, of)| *of == namespace && self.resolve(prefix).is_none());
        if let Some((prefix, _)) = preferred {
            return Cow::Borrowed(prefix);
        }
        let mut number = 1;
        loop {
            let prefix = format!("ns{number}");
            if self.resolve(&prefix).is_none() {
                return Cow::Owned(prefix);
            }
            number += 1;
        }
    }

    /// Takes the default namespace back on the element opened last, whose own name gets a prefix then.
    fn undeclare_default(&mut self) {
        let Some(open) = self.open.last() else { return };
        let (start, end) = open.name;
        let declares_default = open.outer_default.is_some();
        let namespace = std::mem::take(&mut self.default);
        let mut attributes = self.out.split_off(end);
        if declares_default {
            // The declaration is the first thing behind the name: ` xmlns="…"`.
            let quotes = attributes.match_indices('"');
            let behind = quotes.skip(1).map(|(at, _)| at + 1).next().unwrap_or(0);
            attributes.replace_range(..behind, "");
        }
        let name = self.out.split_off(start);
        let prefix = (!name.contains(':')).then(|| {
            self.bound_prefix(&namespace)
                .unwrap_or_else(|| self.new_prefix(&namespace))
        });
        if let Some(prefix) = &prefix {
            self.out.push_str(prefix);
            self.out.push(':');
        }
        self.out.push_str(&name);
        let end = self.out.len();
        self.out.push_str(" xmlns=\"\"");
        self.out.push_str(&attributes);
        if let Some(open) = self.open.last_mut() {
            open.name = (start, end);
            open.outer_default.get_or_insert(namespace.clone());
        }
        if let Some(prefix) = prefix {
            self.prefix(prefix, namespace);
        }
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
    fn fail(&mut self, kind: ErrorKind) {
        if self.error.is_none() {
            let steps = self.open.iter().rev();
            let error = steps.fold(Error::new(kind), |error, open| {
                let name = &self.out[open.name.0..open.name.1];
                error.within(name.rsplit(':').next().unwrap_or(name))
            });
            self.error = Some(error);
        }
    }
}
