//! Identity constraints: `xs:unique`, `xs:key` and `xs:keyref` (XSD Part 1, section 3.11).
//!
//! Generated code holds their descriptions; reading in Strict checks them, by what the reader comes by.

mod check;
mod scope;
mod xpath;

pub(crate) use check::Keys;
pub use xpath::{NameTest, XPath};

use super::Name;

/// An identity constraint of an element.
#[derive(Debug)]
pub struct Identity {
    name: Name,
    kind: Kind,
    /// Which elements are told apart.
    selector: &'static str,
    /// By which of their values.
    fields: &'static [&'static str],
    /// The prefixes in these paths, and what they stand for.
    namespaces: &'static [(&'static str, &'static str)],
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Unique,
    Key,
    /// The values are those of an element that this key tells apart.
    KeyReference(Name),
}

impl Identity {
    const fn new(
        namespace: &'static str,
        local: &'static str,
        kind: Kind,
        selector: &'static str,
        fields: &'static [&'static str],
    ) -> Self {
        Self {
            name: (namespace, local),
            kind,
            selector,
            fields,
            namespaces: &[],
        }
    }

    /// `xs:unique`: no two of the elements that `selector` leads to have the same values in `fields`.
    pub const fn unique(
        namespace: &'static str,
        local: &'static str,
        selector: &'static str,
        fields: &'static [&'static str],
    ) -> Self {
        Self::new(namespace, local, Kind::Unique, selector, fields)
    }

    /// `xs:key`: also, each has all of these values.
    pub const fn key(
        namespace: &'static str,
        local: &'static str,
        selector: &'static str,
        fields: &'static [&'static str],
    ) -> Self {
        Self::new(namespace, local, Kind::Key, selector, fields)
    }

    /// `xs:keyref`: the values are those of an element of the constraint `key`, given by namespace and local name.
    pub const fn reference(
        namespace: &'static str,
        local: &'static str,
        key: Name,
        selector: &'static str,
        fields: &'static [&'static str],
    ) -> Self {
        Self::new(namespace, local, Kind::KeyReference(key), selector, fields)
    }

    /// Says what the prefixes in the paths stand for.
    pub const fn namespaces(mut self, namespaces: &'static [(&'static str, &'static str)]) -> Self {
        self.namespaces = namespaces;
        self
    }
}
