//! What values are made of: text, trees.

use super::Writer;
use crate::xml::Node;
use crate::xml::codec::{Item, TextCodec};
use crate::xml::simple::Simple;
use crate::xml::tree::{Any, Element, XMLNode, split_key};

impl Writer {
    /// The text of an element that has attributes as well.
    pub fn value<T: Simple>(&mut self, value: &T) {
        self.value_as(value, Item);
    }

    /// [`value`](Self::value) by a codec.
    pub fn value_as<T, C: TextCodec<T>>(&mut self, value: &T, codec: C) {
        self.simple_as(value, &codec);
        self.check_if_fixed(C::FACETS);
    }

    /// [`value`](Self::value) of an element that may be nil.
    pub fn nillable_value<T: Simple>(&mut self, value: &Option<T>) {
        self.nillable_value_as(value, Item);
    }

    /// [`nillable_value`](Self::nillable_value) by a codec.
    pub fn nillable_value_as<T, C: TextCodec<T>>(&mut self, value: &Option<T>, codec: C) {
        match value {
            Some(value) => self.value_as(value, codec),
            None => self.nil(),
        }
    }

    /// Text and elements in their order.
    pub fn nodes(&mut self, nodes: &[Node]) {
        self.check_if_text(|fixed| matches!(nodes, [Node::Text(text)] if text == fixed));
        for node in nodes {
            match node {
                Node::Text(text) => self.text(text),
                Node::Element(element) => self.tree(element.element(), None),
            }
        }
    }

    /// A simple value as the content of the element opened last.
    #[inline]
    pub fn simple<T: Simple>(&mut self, value: &T) {
        value.declare(self);
        self.close_tag();
        value.format(self);
    }

    pub(crate) fn simple_as<T, C: TextCodec<T>>(&mut self, value: &T, codec: &C) {
        codec.declare(value, self);
        // A fixed value stays in the document, since it is compared there.
        if self.fixed.is_none() && codec.put_beside(value, self) {
            return;
        }
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

    /// A tree: the content of the element opened last, or for a wildcard the element itself.
    pub fn any(&mut self, any: &Any) {
        self.check_if_text(|fixed| any.has_or_lacks(fixed));
        if std::mem::take(&mut self.in_wildcard) {
            self.tree(any.element(), None);
        } else {
            self.tree_content(any.element(), default_namespace(any.element()));
        }
    }

    /// A tree within what has this default namespace, if that is known: names in content may rest on it, or on there being
    /// none.
    fn tree(&mut self, element: &Element, around: Option<&str>) {
        let namespace = element.namespace.clone().unwrap_or_default();
        let default = default_namespace(element).or(around);
        match default {
            Some(default) if !namespace.is_empty() => {
                self.start_where(default, element.prefix.as_deref(), namespace, &element.name);
            }
            _ => self.start(namespace, &element.name),
        }
        self.tree_content(element, default);
        self.end();
    }

    fn tree_content(&mut self, element: &Element, default: Option<&str>) {
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
                XMLNode::Element(child) => self.tree(child, default),
                XMLNode::Text(text) | XMLNode::CData(text) => self.text(text),
                XMLNode::Comment(_) | XMLNode::ProcessingInstruction(..) => {}
            }
        }
    }
}

/// The default namespace where an element was read, which its declarations tell; empty for none.
fn default_namespace(element: &Element) -> Option<&str> {
    let scope = element.namespaces.as_ref()?;
    Some(scope.get("").unwrap_or_default())
}
