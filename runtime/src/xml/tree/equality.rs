//! Equality of trees by what they mean.

use std::iter::Peekable;

use super::{Any, Element, Namespace, XMLNode, namespace_of, qualified};

const XSI_TYPE: &str = "{http://www.w3.org/2001/XMLSchema-instance}type";

impl PartialEq for Any {
    fn eq(&self, other: &Self) -> bool {
        let (this, other) = (self.as_element(), other.as_element());
        equal(Scoped::new(this, None), Scoped::new(other, None))
    }
}

impl Eq for Any {}

/// An element with the declarations that are in scope on it.
#[derive(Clone, Copy)]
struct Scoped<'a> {
    element: &'a Element,
    scope: Option<&'a Namespace>,
}

impl<'a> Scoped<'a> {
    fn new(element: &'a Element, around: Option<&'a Namespace>) -> Self {
        Self {
            element,
            scope: element.namespaces.as_ref().or(around),
        }
    }

    /// Returns the children that count; adjacent texts stay apart.
    fn children(self) -> impl Iterator<Item = &'a XMLNode> {
        self.element.children.iter().filter(|node| match node {
            XMLNode::Comment(_) | XMLNode::ProcessingInstruction(..) => false,
            XMLNode::Text(text) | XMLNode::CData(text) => !text.is_empty(),
            XMLNode::Element(_) => true,
        })
    }

    fn attribute_equals(self, other: Self, key: &str, value: &str) -> bool {
        let Some(theirs) = other.element.attributes.get(key) else {
            return false;
        };
        match key {
            XSI_TYPE => qualified(self.scope, value) == qualified(other.scope, theirs),
            _ => value == theirs,
        }
    }
}

fn equal(a: Scoped<'_>, b: Scoped<'_>) -> bool {
    a.element.name == b.element.name
        && namespace_of(a.element) == namespace_of(b.element)
        && a.element.attributes.len() == b.element.attributes.len()
        && a.element
            .attributes
            .iter()
            .all(|(key, value)| a.attribute_equals(b, key, value))
        && equal_children(a, b)
}

fn equal_children(a: Scoped<'_>, b: Scoped<'_>) -> bool {
    let (mut left, mut right) = (a.children().peekable(), b.children().peekable());
    loop {
        // The two sides may split a run of text into nodes differently.
        if take_text(&mut left) != take_text(&mut right) {
            return false;
        }
        match (left.next(), right.next()) {
            (None, None) => return true,
            (Some(XMLNode::Element(x)), Some(XMLNode::Element(y)))
                if equal(Scoped::new(x, a.scope), Scoped::new(y, b.scope)) => {}
            _ => return false,
        }
    }
}

fn take_text<'a>(nodes: &mut Peekable<impl Iterator<Item = &'a XMLNode>>) -> String {
    let mut run = String::new();
    while let Some(XMLNode::Text(text) | XMLNode::CData(text)) =
        nodes.next_if(|node| !matches!(node, XMLNode::Element(_)))
    {
        run.push_str(text);
    }
    run
}
