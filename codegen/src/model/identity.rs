//! Identity constraints in the model: which elements Strict tells apart, and by what.

use super::ElementName;

/// An identity constraint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// The name.
    pub name: ElementName,
    /// The kind.
    pub kind: IdentityKind,
    /// The path to the elements.
    pub selector: String,
    /// The paths to the values.
    pub fields: Vec<String>,
    /// The prefixes in these paths, with their namespaces.
    pub namespaces: Vec<(String, String)>,
}

/// The kinds of identity constraint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IdentityKind {
    /// `xs:unique`
    Unique,
    /// `xs:key`
    Key,
    /// `xs:keyref` to the constraint of this name.
    KeyReference(ElementName),
}
