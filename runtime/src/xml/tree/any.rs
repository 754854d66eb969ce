//! The value of a wildcard, taken apart.

use std::fmt;
use std::str::FromStr;

use super::mask::{ByName, mask, mask_texts};
use super::{Element, XMLNode, attribute_key, namespace_of, qualified, resolve};
use crate::value::QName;
use crate::xml::Error;
use crate::xml::document::from_str;
use crate::xml::namespaces::XSI_NAMESPACE;

/// An element whose type the schema leaves open: `xs:any`, `xs:anyType`, mixed content.
///
/// # Building
///
/// [`element`](Any::element) makes an element from a value, [`new`](Any::new) and the `with_`
/// methods make one piece by piece, and [`parse`](str::parse) reads one from text:
///
/// ```
/// use sapo::xml::Any;
///
/// const NS: &str = "urn:example:crm";
///
/// let name = Any::element(NS, "LastName", "Wong")?;
/// let account = Any::new(NS, "Account")
///     .with_attribute("", "source", "import")
///     .with_child(Any::element(NS, "Name", "ACME")?)
///     .with_child(Any::element(NS, "Employees", &120)?);
/// let same: Any = r#"<Account xmlns="urn:example:crm" source="import">
///     <Name>ACME</Name><Employees>120</Employees></Account>"#
///     .parse()?;
///
/// assert_eq!(name.to_string(), r#"<LastName xmlns="urn:example:crm">Wong</LastName>"#);
/// assert_eq!(account.child(NS, "Name"), same.child(NS, "Name"));
/// # Ok::<(), sapo::xml::Error>(())
/// ```
///
/// The value of an `xs:anyType` names its type; [`typed`](Any::typed) makes one.
///
/// # Taking apart
///
/// ```
/// use sapo::xml::Any;
///
/// let order: Any = r#"<o:order xmlns:o="urn:example:orders" id="7">
///     <o:customer><o:name>Ada</o:name></o:customer>
///     <o:item count="2"/>
///     <o:item count="1"/>
/// </o:order>"#
///     .parse()?;
///
/// const NS: &str = "urn:example:orders";
/// assert_eq!((order.namespace(), order.name()), (NS, "order"));
/// assert_eq!(order.attribute("", "id"), Some("7"));
///
/// let name = order.child(NS, "customer").and_then(|customer| customer.child(NS, "name"));
/// assert_eq!(name.map(|name| name.text()), Some("Ada".to_owned()));
/// assert_eq!(order.children().filter(|child| child.name() == "item").count(), 2);
/// # Ok::<(), sapo::xml::Error>(())
/// ```
///
/// # Equality
///
/// Two elements are equal if they mean the same: names are compared by namespace and not by
/// prefix, attributes in any order, CDATA as text, and `xsi:type` by the name that it resolves to.
/// Comments and processing instructions don't count.
///
/// # Prefixes
///
/// An element that was read keeps the namespace declarations that names in its content need, so
/// they [still resolve](Any::resolve_prefix) after it has left its document.
#[derive(Clone)]
pub struct Any(Element);

impl Any {
    /// Returns the namespace of the element, empty for none.
    pub fn namespace(&self) -> &str {
        namespace_of(&self.0)
    }

    /// Returns the local name of the element.
    pub fn name(&self) -> &str {
        &self.0.name
    }

    /// Returns the value of the attribute `name` in `namespace`, which is empty for none.
    pub fn attribute(&self, namespace: &str, name: &str) -> Option<&str> {
        let value = self.0.attributes.get(&*attribute_key(namespace, name));
        value.map(String::as_str)
    }

    /// Returns a copy of the first child element `name` in `namespace`, which is empty for none.
    pub fn child(&self, namespace: &str, name: &str) -> Option<Self> {
        self.child_elements()
            .find(|child| child.name == name && namespace_of(child) == namespace)
            .map(|child| self.detached(child))
    }

    /// Returns copies of the child elements, in document order.
    pub fn children(&self) -> impl Iterator<Item = Self> {
        self.child_elements().map(|child| self.detached(child))
    }

    fn child_elements(&self) -> impl Iterator<Item = &Element> {
        self.0.children.iter().filter_map(XMLNode::as_element)
    }

    /// Copies a child with the declarations in scope, so that it can stand by itself.
    fn detached(&self, child: &Element) -> Self {
        let mut child = child.clone();
        if child.namespaces.is_none() {
            child.namespaces.clone_from(&self.0.namespaces);
        }
        Self(child)
    }

    /// Returns all the text inside the element, that of elements within it included.
    pub fn text(&self) -> String {
        let mut text = String::new();
        collect_text(&self.0, &mut text);
        text
    }

    /// Whether it holds this text alone, or nothing at all.
    pub(crate) fn has_or_lacks(&self, text: &str) -> bool {
        let has_element = self.child_elements().next().is_some();
        self.0.children.is_empty() || !has_element && self.text() == text
    }

    /// Returns the type that `xsi:type` names; `None` if the element has no such attribute or its
    /// prefix isn't bound.
    pub fn type_name(&self) -> Option<QName> {
        let name = self.attribute(XSI_NAMESPACE, "type")?;
        let (namespace, local) = qualified(self.0.namespaces.as_ref(), name);
        Some(QName::new(namespace?, local))
    }

    /// Whether the element is nil (`xsi:nil`).
    pub fn is_nil(&self) -> bool {
        let nil = self.attribute(XSI_NAMESPACE, "nil").map(str::trim);
        matches!(nil, Some("true" | "1"))
    }

    /// Returns the namespace that `prefix` (empty for the default namespace) is bound to on the
    /// element.
    pub fn resolve_prefix(&self, prefix: &str) -> Option<&str> {
        resolve(self.0.namespaces.as_ref(), prefix)
    }

    /// Returns the tree (see the [module](super) for how it holds names).
    pub fn as_element(&self) -> &Element {
        &self.0
    }

    /// Returns the tree for changes.
    pub fn as_element_mut(&mut self) -> &mut Element {
        &mut self.0
    }

    /// Returns the same tree with `***` for all its texts.
    pub(crate) fn masked(&self) -> Self {
        let mut element = self.0.clone();
        mask_texts(&mut element, &mut ByName);
        Self(element)
    }

    /// Returns the tree and gives up the value.
    pub fn into_element(self) -> Element {
        self.0
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
    /// Takes a tree as it is; cloning, comparing, and dropping recurse as deep as it is nested.
    fn from(element: Element) -> Self {
        Self(element)
    }
}

/// Reads a document, within the default [`Limits`](crate::xml::Limits).
///
/// The error says what is wrong with the text, and at which byte: it isn't well-formed, has a
/// document type declaration, or exceeds a limit.
impl FromStr for Any {
    type Err = Error;

    fn from_str(document: &str) -> Result<Self, Error> {
        from_str(document)
    }
}

/// Shows the element as XML, with `***` for what is named like a secret (see
/// [`is_secret_name`](crate::value::is_secret_name)).
impl fmt::Debug for Any {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut masked = self.0.clone();
        mask(&mut masked, &mut ByName);
        write!(f, "Any({})", Self(masked))
    }
}

/// Writes the element as an XML document of its own, without a declaration.
impl fmt::Display for Any {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        super::write::write_element(&self.0, f)
    }
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
