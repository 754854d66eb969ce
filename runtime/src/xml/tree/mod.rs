//! XML as a tree: [`Any`], the value of a wildcard, and the builder that makes trees from events.
//!
//! The tree type is xmltree's [`Element`]; its parser is not used, because it loses the namespaces of attributes and
//! recurses without a bound. In the trees that are built here
//!
//! - an attribute without a namespace is keyed by its name, one with a namespace by `{uri}local`
//!   ([`attribute_key`], [`split_key`]);
//! - `namespaces` is the whole set of declarations in scope, on the elements that declare something and on
//!   the root; other elements have `None` and take those of their parent. Of what is declared around the root there are
//!   the default namespace and the prefixes of attributes and of names in values, as far as the tree uses them;
//! - text is one `Text` node between two tags (CDATA sections included), with line ends already normalised and
//!   references replaced; comments and processing instructions are left out.

mod any;
mod builder;
#[cfg(feature = "serde")]
mod serde;
mod typed;
mod write;

pub use any::{Any, Node};
pub use builder::{Limits, TreeBuilder, TreeError};
pub use xmltree::{AttributeMap, Element, Namespace, XMLNode};

use std::borrow::Cow;

/// The namespace that `xml:` is always bound to (Namespaces in XML, section 3).
pub const XML_NAMESPACE: &str = "http://www.w3.org/XML/1998/namespace";

/// The key of an attribute in [`Element`]'s map: `local`, or `{namespace}local` where it has a namespace.
pub fn attribute_key<'a>(namespace: &str, local: &'a str) -> Cow<'a, str> {
    if namespace.is_empty() {
        Cow::Borrowed(local)
    } else {
        Cow::Owned(format!("{{{namespace}}}{local}"))
    }
}

/// The namespace (empty for none) and the local name that a key of [`Element`]'s attribute map stands for.
pub fn split_key(key: &str) -> (&str, &str) {
    match key.strip_prefix('{').and_then(|rest| rest.rsplit_once('}')) {
        Some(parts) => parts,
        None => ("", key),
    }
}

/// The attributes of a tree's element with their names taken apart: namespace, local name, value.
fn attributes(element: &Element) -> impl Iterator<Item = (&str, &str, &str)> {
    element.attributes.iter().map(|(key, value)| {
        let (namespace, local) = split_key(key);
        (namespace, local, value.as_str())
    })
}
