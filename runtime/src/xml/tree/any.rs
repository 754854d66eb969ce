//! The value of a wildcard.

use std::fmt;

use super::{Element, Namespace, TreeBuilder, XML_NAMESPACE, XMLNode};

const XSI_TYPE: &str = "{http://www.w3.org/2001/XMLSchema-instance}type";

/// An element whose type the schema leaves open: `xs:any`, `xs:anyType`, mixed content.
///
/// Two values are equal where they say the same: names are compared by namespace and not by prefix,
/// attributes in any order, CDATA as text; comments and processing instructions do not count, and the
/// value of `xsi:type` is compared as the name it resolves to.
///
/// Of the namespace declarations in scope where it stood the element keeps those that names in its content need, so that
/// these [still resolve](Any::resolve_prefix) after it has left its document.
#[derive(Clone)]
pub struct Any(Element);

impl Any {
    /// The tree (see the [module](super) for how names are kept in it).
    pub fn element(&self) -> &Element {
        &self.0
    }

    /// The tree, to be changed.
    pub fn element_mut(&mut self) -> &mut Element {
        &mut self.0
    }

    /// Gives the tree away.
    pub fn into_element(self) -> Element {
        self.0
    }

    /// The namespace of the element, empty where it is in none.
    pub fn namespace(&self) -> &str {
        self.0.namespace.as_deref().unwrap_or_default()
    }

    /// The local name of the element.
    pub fn local_name(&self) -> &str {
        &self.0.name
    }

    /// All text inside, markup dropped.
    pub fn text(&self) -> String {
        let mut text = String::new();
        collect_text(&self.0, &mut text);
        text
    }

    /// Whether it holds this text alone, or nothing at all.
    pub(crate) fn has_or_lacks(&self, text: &str) -> bool {
        let children = &self.0.children;
        let has_element = children.iter().any(|node| node.as_element().is_some());
        children.is_empty() || !has_element && self.text() == text
    }

    /// What `prefix` (empty for the default namespace) is bound to on the outermost element.
    pub fn resolve_prefix(&self, prefix: &str) -> Option<&str> {
        resolve(self.0.namespaces.as_ref(), prefix)
    }

    /// The tree that the builder has made; `None` while its root is open.
    pub fn from_builder(builder: TreeBuilder) -> Option<Self> {
        builder.finish().map(Self)
    }
}

/// A part of mixed content.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(::serde::Serialize, ::serde::Deserialize))]
pub enum Node {
    /// Character data.
    Text(String),
    /// An element.
    Element(Any),
}

impl From<Element> for Any {
    /// Takes a tree as it is; cloning, comparing and dropping recurse as deep as it is nested.
    fn from(element: Element) -> Self {
        Self(element)
    }
}

impl PartialEq for Any {
    fn eq(&self, other: &Self) -> bool {
        equal(Scoped::new(&self.0, None), Scoped::new(&other.0, None))
    }
}

impl Eq for Any {}

/// Shows the element as XML.
impl fmt::Debug for Any {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Any({self})")
    }
}

/// Writes the element as an XML document of its own, without a declaration.
impl fmt::Display for Any {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        super::write::write_element(&self.0, f)
    }
}

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

    /// The children that count, texts that follow one another apart from each other.
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
        && a.element.namespace.as_deref().unwrap_or_default()
            == b.element.namespace.as_deref().unwrap_or_default()
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
        // A run of text may be cut into nodes differently on the two sides.
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

fn take_text<'a>(nodes: &mut std::iter::Peekable<impl Iterator<Item = &'a XMLNode>>) -> String {
    let mut run = String::new();
    while let Some(XMLNode::Text(text) | XMLNode::CData(text)) =
        nodes.next_if(|node| !matches!(node, XMLNode::Element(_)))
    {
        run.push_str(text);
    }
    run
}

fn collect_text(element: &Element, text: &mut String) {
    for node in &element.children {
        match node {
            XMLNode::Element(child) => collect_text(child, text),
            XMLNode::Text(piece) | XMLNode::CData(piece) => text.push_str(piece),
            XMLNode::Comment(_) | XMLNode::ProcessingInstruction(..) => {}
        }
    }
}

/// A qualified name in content as namespace and local part; `None` for an unbound prefix.
fn qualified<'a>(scope: Option<&'a Namespace>, value: &'a str) -> (Option<&'a str>, &'a str) {
    let value = value.trim_matches([' ', '\t', '\r', '\n']);
    match value.split_once(':') {
        Some((prefix, local)) => (resolve(scope, prefix), local),
        None => (Some(resolve(scope, "").unwrap_or_default()), value),
    }
}

fn resolve<'a>(scope: Option<&'a Namespace>, prefix: &str) -> Option<&'a str> {
    match prefix {
        "xml" => Some(XML_NAMESPACE),
        _ => scope?.get(prefix),
    }
}
