//! Trees: in the place of wildcards, as the content of elements, and in mixed content.

use super::Writer;
use crate::value::QName;
use crate::xml::namespaces::{XMLNS_NAMESPACE, XSD_NAMESPACE, XSI_NAMESPACE};
use crate::xml::tree::{Any, Element, XMLNode, split_key};
use crate::xml::{Error, ErrorKind, Node, Wildcard, is_nc_name};

impl Writer {
    /// Writes text and elements in their order.
    pub fn nodes(&mut self, nodes: &[Node]) {
        self.check_if_text(|fixed| matches!(nodes, [Node::Text(text)] if text == fixed));
        for node in nodes {
            match node {
                Node::Text(text) => self.text(text),
                Node::Element(element) => self.tree(element.as_element(), None),
            }
        }
    }

    /// Writes a tree: the content of the element opened last, or for a wildcard the element itself.
    pub fn any(&mut self, any: &Any) {
        self.check_if_text(|fixed| any.has_or_lacks(fixed));
        let element = any.as_element();
        match self.wildcard.take() {
            Some(wildcard) => {
                if !wildcard.admits(any.namespace()) {
                    self.refuse(any, wildcard);
                }
                self.tree(element, None);
            }
            None => {
                let default = default_namespace(element);
                if let Some(default) = default.filter(|_| relies_on_default(any)) {
                    self.declare_default(default);
                }
                self.tree_content(element, default);
            }
        }
    }

    /// Keeps the error of an element that the wildcard in its place doesn't admit. A server that
    /// ignores unknown elements would lose it without a word.
    #[cold]
    fn refuse(&mut self, any: &Any, wildcard: &Wildcard) {
        let error = Error::new(ErrorKind::NotAdmitted {
            namespace: any.namespace().to_owned(),
            admitted: wildcard.to_string(),
        });
        self.fail_with(error.within(any.name()));
    }

    /// Writes a tree that was in the scope of this default namespace, if that is known: names in its
    /// content may rely on it, or on there being none.
    fn tree(&mut self, element: &Element, around: Option<&str>) {
        self.check_name(&element.name);
        let namespace = element.namespace.clone().unwrap_or_default();
        let default = default_namespace(element).or(around);
        match default {
            Some(default) if !namespace.is_empty() => {
                let prefix = element.prefix.as_deref();
                let prefix = prefix.filter(|prefix| is_nc_name(prefix));
                self.start_where(default, prefix, namespace, &element.name);
            }
            _ => self.start(namespace, &element.name),
        }
        self.tree_content(element, default);
        self.end();
    }

    fn tree_content(&mut self, element: &Element, default: Option<&str>) {
        if let Some(declared) = &element.namespaces {
            for (prefix, namespace) in declared {
                // Names in content may rely on these; the names of elements find their own.
                let is_usable = !matches!(prefix, "xml" | "xmlns") && is_nc_name(prefix);
                if is_usable && !self.is_declared_here(prefix) {
                    self.prefix(prefix.to_owned(), namespace.to_owned());
                }
            }
        }
        for (key, value) in &element.attributes {
            let (namespace, local) = split_key(key);
            self.open_attribute(namespace, local, value);
        }
        for node in &element.children {
            match node {
                XMLNode::Element(child) => self.tree(child, default),
                XMLNode::Text(text) | XMLNode::CData(text) => self.text(text),
                XMLNode::Comment(_) | XMLNode::ProcessingInstruction(..) => {}
            }
        }
    }

    /// Writes an attribute whose name comes from the program, and not from the schema.
    pub(super) fn open_attribute(&mut self, namespace: &str, local: &str, value: &str) {
        self.check_name(local);
        if namespace == XMLNS_NAMESPACE || (namespace.is_empty() && local == "xmlns") {
            self.fail(ErrorKind::Name(local.to_owned()));
        }
        self.attribute_text(namespace, local, value);
    }

    /// Keeps an error unless a part of a tree has a name that can be written: programs build trees
    /// from any strings, and one that isn't a name would be read as other markup.
    fn check_name(&mut self, name: &str) {
        if !is_nc_name(name) {
            self.fail(ErrorKind::Name(name.to_owned()));
        }
    }
}

/// Returns the default namespace in scope of an element, empty for none; `None` if it was built by
/// hand and has no scope.
fn default_namespace(element: &Element) -> Option<&str> {
    let scope = element.namespaces.as_ref()?;
    Some(scope.get("").unwrap_or_default())
}

/// Whether the type of an element, or its value, is a name without a prefix. The field that holds
/// the element opens it in a default namespace of its own, in which such a name would be another.
fn relies_on_default(any: &Any) -> bool {
    let Some(named) = any.attribute(XSI_NAMESPACE, "type") else {
        return false;
    };
    let is_name = |name: QName| name.is(XSD_NAMESPACE, "QName");
    !named.contains(':') || any.type_name().is_some_and(is_name) && !any.text().contains(':')
}
