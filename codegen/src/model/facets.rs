//! The facets of simple types.

use super::{ElementName, Path};

/// White space treatment that a shape has to name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhiteSpace {
    /// Line ends and tabs become spaces.
    Replace,
    /// Also trimmed and runs made one.
    Collapse,
}

/// The facets of a simple type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Facets {
    /// A built-in type, by the name of the runtime's constant.
    BuiltIn(&'static str),
    /// A decimal number of so many digits, of which so many are fractional.
    Decimal {
        /// `xs:totalDigits`.
        total: u32,
        /// `xs:fractionDigits`.
        fraction: u32,
    },
    /// The facets of a generated enum.
    Of(Path),
    /// Facets that have a name.
    Named(Path),
    /// A list of such items.
    List(Box<Facets>),
    /// A value of one of these.
    Union(Vec<Facets>),
    /// Another's, and more.
    Narrowed(Box<Narrowed>),
}

impl Facets {
    /// Whether a type of this namespace is named where they are written.
    pub fn name(&self, namespace: &str) -> bool {
        match self {
            Self::BuiltIn(_) | Self::Decimal { .. } | Self::Of(_) | Self::Named(_) => false,
            Self::List(item) => item.name(namespace),
            Self::Union(members) => members.iter().any(|member| member.name(namespace)),
            Self::Narrowed(narrowed) => {
                narrowed.base.name(namespace)
                    || narrowed.facets.iter().any(|facet| match facet {
                        Facet::Named(name) => name.namespace == namespace,
                        Facet::Restricting(base) => base.name(namespace),
                        _ => false,
                    })
            }
        }
    }
}

/// Facets added to those of another type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Narrowed {
    /// The other.
    pub base: Facets,
    /// The facets that are added.
    pub facets: Vec<Facet>,
}

/// One facet; names are the runtime's methods.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Facet {
    /// The treatment of white space.
    WhiteSpace(WhiteSpace),
    /// A length, or a number of digits.
    Number(&'static str, u32),
    /// A least or greatest value.
    Bound(&'static str, String),
    /// The values that are allowed.
    Values(Vec<String>),
    /// The patterns that all have to match.
    Patterns(Vec<String>),
    /// The values of the enum that this is a part of.
    Listed,
    /// The type's name.
    Named(ElementName),
    /// The type that it restricts.
    Restricting(Facets),
}

/// Facets that have a name.
#[derive(Debug)]
pub struct FacetsItem {
    /// The name of the constant.
    pub name: String,
    /// The type's name in XML.
    pub type_name: String,
    /// The facets.
    pub facets: Facets,
}
