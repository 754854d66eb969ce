//! Elements with their place.

use std::sync::Arc;

use quick_xml::events::attributes::Attributes;
use sapo::xml::tree::{Element, XMLNode, attribute_key, split_key};

use super::{Document, Position};
use crate::diagnostic::Span;
use crate::qname::QName;

/// An element of a [`Document`].
#[derive(Debug, Clone, Copy)]
pub struct Node<'a> {
    pub(super) document: &'a Document,
    pub(super) element: &'a Element,
    pub(super) index: u32,
}

impl<'a> Node<'a> {
    /// Its namespace, empty where it is in none.
    pub fn namespace(self) -> &'a str {
        self.element.namespace.as_deref().unwrap_or_default()
    }

    /// Its local name.
    pub fn local(self) -> &'a str {
        &self.element.name
    }

    /// Its name.
    pub fn name(self) -> QName {
        QName::new(self.namespace(), self.local())
    }

    /// Whether it is the element `local` of `namespace`.
    pub fn is(self, namespace: &str, local: &str) -> bool {
        self.local() == local && self.namespace() == namespace
    }

    /// The value of an attribute without a namespace.
    pub fn attribute(self, local: &str) -> Option<&'a str> {
        self.element.attributes.get(local).map(String::as_str)
    }

    /// The value of an attribute in a namespace (or in none, where it is empty).
    pub fn attribute_ns(self, namespace: &str, local: &str) -> Option<&'a str> {
        self.element
            .attributes
            .get(attribute_key(namespace, local).as_ref())
            .map(String::as_str)
    }

    /// Its attributes in document order: (namespace, local name) and value. Namespace declarations are not attributes.
    pub fn attributes(self) -> impl Iterator<Item = ((&'a str, &'a str), &'a str)> {
        self.element
            .attributes
            .iter()
            .map(|(key, value)| (split_key(key), value.as_str()))
    }

    /// Its child elements.
    pub fn children(self) -> impl Iterator<Item = Node<'a>> {
        let mut next = self.index + 1;
        self.element
            .children
            .iter()
            .filter_map(XMLNode::as_element)
            .map(move |element| {
                let child = Node {
                    document: self.document,
                    element,
                    index: next,
                };
                next += child.position().size;
                child
            })
    }

    /// All text inside, markup dropped.
    pub fn text(self) -> String {
        fn collect(element: &Element, text: &mut String) {
            for node in &element.children {
                match node {
                    XMLNode::Text(piece) | XMLNode::CData(piece) => text.push_str(piece),
                    XMLNode::Element(child) => collect(child, text),
                    XMLNode::Comment(_) | XMLNode::ProcessingInstruction(..) => {}
                }
            }
        }
        let mut text = String::new();
        collect(self.element, &mut text);
        text
    }

    /// Its text and child elements, in order.
    pub fn content(self) -> impl Iterator<Item = Content<'a>> {
        let mut elements = self.children();
        self.element
            .children
            .iter()
            .filter_map(move |node| match node {
                XMLNode::Element(_) => elements.next().map(Content::Element),
                XMLNode::Text(text) | XMLNode::CData(text) => Some(Content::Text(text)),
                XMLNode::Comment(_) | XMLNode::ProcessingInstruction(..) => None,
            })
    }

    /// Where its start tag is.
    pub fn span(self) -> Span {
        let position = self.position();
        self.document
            .span(position.start as usize, position.end as usize)
    }

    /// The bytes of its start tag, of what is within, and of what is up to the next element behind it, if there is
    /// one.
    pub fn extent(self) -> std::ops::Range<u32> {
        let position = self.position();
        let next = self.index + position.size;
        let next = self.document.positions.get(next as usize);
        position.start..next.map_or(u32::MAX, |next| next.start)
    }

    /// Where the attribute of this local name is, name and value; the start tag where there is none.
    pub fn attribute_span(self, local: &str) -> Span {
        let whole = self.document.text();
        let Span { start, end, .. } = self.span();
        let tag = &whole[start + 1..end];
        let name_end = tag
            .find([' ', '\t', '\r', '\n', '/', '>'])
            .unwrap_or(tag.len());
        let found = Attributes::new(tag, name_end)
            .with_checks(false)
            .filter_map(Result::ok)
            .filter(|attribute| attribute.key.local_name().as_ref() == local)
            .min_by_key(|attribute| attribute.key.prefix().is_some());
        match found {
            Some(attribute) => {
                let offset = |part: &str| part.as_ptr() as usize - whole.as_ptr() as usize;
                let key = attribute.key.0;
                // The value is borrowed from the tag; its closing quote belongs to the attribute.
                let end = offset(&attribute.value) + attribute.value.len() + 1;
                self.document.span(offset(key), end)
            }
            None => self.span(),
        }
    }

    /// What a qualified name in its content or attributes refers to: without a prefix, the default namespace counts
    /// (XML Schema Part 2, section 3.2.18). White space around it is dropped; `None` for an unbound prefix.
    pub fn resolve(self, qname: &str) -> Option<QName> {
        let qname = qname.trim_matches([' ', '\t', '\r', '\n']);
        let (prefix, local) = qname.split_once(':').unwrap_or(("", qname));
        match self.binding(prefix) {
            Some(namespace) => Some(QName::new(namespace.clone(), local)),
            None if prefix == "xml" => Some(QName::new(super::XML, local)),
            None => prefix.is_empty().then(|| QName::new("", local)),
        }
    }

    /// The namespace that a prefix (empty for the default namespace) is bound to here.
    pub fn resolve_prefix(self, prefix: &str) -> Option<&'a str> {
        match prefix {
            "xml" => Some(super::XML),
            _ => self.binding(prefix).map(|uri| &**uri),
        }
    }

    /// The document it belongs to.
    pub fn document(self) -> &'a Document {
        self.document
    }

    /// Its number within its document: the root's is 0, and they rise in document order.
    pub fn index(self) -> u32 {
        self.index
    }

    fn binding(self, prefix: &str) -> Option<&'a Arc<str>> {
        self.document.resolve_prefix(self.position().scope, prefix)
    }

    fn position(self) -> &'a Position {
        &self.document.positions[self.index as usize]
    }
}

/// A piece of an element's content.
#[derive(Debug, Clone, Copy)]
pub enum Content<'a> {
    /// Text, references replaced.
    Text(&'a str),
    /// An element.
    Element(Node<'a>),
}

/// The same element of the same document.
impl PartialEq for Node<'_> {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.element, other.element)
    }
}

impl Eq for Node<'_> {}
