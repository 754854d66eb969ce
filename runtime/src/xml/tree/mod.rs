//! XML as trees: [`Any`], and [`TreeBuilder`], which makes trees from events.
//!
//! Programs build trees with the methods of [`Any`]. The type beneath is xmltree's [`Element`]; its
//! parser isn't used, because it loses the namespaces of attributes and recurses without a bound.
//! In the trees that this module makes
//!
//! - an attribute without a namespace is keyed by its name, one with a namespace by `{uri}local`
//!   ([`attribute_key`], [`split_key`]);
//! - `namespaces` is the whole set of declarations in scope, on the elements that declare something
//!   and on the root; other elements have `None` and use those of their parent. Of the declarations
//!   around the root, it has the default namespace and the prefixes of attributes and of names in
//!   values, as far as the tree uses them;
//! - text is one `Text` node between two tags (CDATA sections included), with line ends normalized
//!   and references replaced; comments and processing instructions are left out.

mod any;
mod build;
mod builder;
mod equality;
pub(crate) mod mask;
#[cfg(feature = "serde")]
mod serde;
mod typed;
mod write;

pub use any::{Any, Node};
pub use builder::{Limits, TreeBuilder, TreeError};
pub use typed::ElementValue;
pub use xmltree::{AttributeMap, Element, Namespace, XMLNode};

use std::borrow::Cow;

/// The namespace that `xml:` is always bound to (Namespaces in XML, section 3).
pub const XML_NAMESPACE: &str = "http://www.w3.org/XML/1998/namespace";

/// Returns the key of an attribute in [`Element`]'s map: `local`, or `{namespace}local` if it has a
/// namespace.
pub fn attribute_key<'a>(namespace: &str, local: &'a str) -> Cow<'a, str> {
    if namespace.is_empty() {
        Cow::Borrowed(local)
    } else {
        Cow::Owned(format!("{{{namespace}}}{local}"))
    }
}

/// Returns the namespace (empty for none) and the local name that a key of [`Element`]'s attribute
/// map stands for.
pub fn split_key(key: &str) -> (&str, &str) {
    match key.strip_prefix('{').and_then(|rest| rest.rsplit_once('}')) {
        Some(parts) => parts,
        None => ("", key),
    }
}

/// Returns the attributes of an element: namespace, local name, value.
fn attributes(element: &Element) -> impl Iterator<Item = (&str, &str, &str)> {
    element.attributes.iter().map(|(key, value)| {
        let (namespace, local) = split_key(key);
        (namespace, local, value.as_str())
    })
}

/// Returns the namespace of an element, empty for none.
fn namespace_of(element: &Element) -> &str {
    element.namespace.as_deref().unwrap_or_default()
}

/// Resolves a qualified name in content to its namespace, `None` for an unbound prefix, and its
/// local name. What begins with a colon is no name, so no namespace in scope changes its meaning.
fn qualified<'a>(scope: Option<&'a Namespace>, value: &'a str) -> (Option<&'a str>, &'a str) {
    let value = value.trim_matches([' ', '\t', '\r', '\n']);
    match value.split_once(':') {
        Some(("", _)) => (None, value),
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
