//! Names of items, types and elements, compared across versions.

use std::fmt;

/// A name, which is displayed as its own version has it and compared as the newer version has it.
#[derive(Debug, Clone)]
pub(super) struct Name {
    pub(super) shown: String,
    pub(super) newer: String,
}

impl Name {
    /// A name that is the same in every version.
    pub(super) fn same(name: &str) -> Self {
        Self {
            shown: name.to_owned(),
            newer: name.to_owned(),
        }
    }
}

impl PartialEq for Name {
    fn eq(&self, other: &Self) -> bool {
        self.newer == other.newer
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown)
    }
}

/// A Rust type.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum TypeName {
    Path(Name),
    /// A generic type of one parameter.
    Of(&'static str, Box<TypeName>),
    /// An item, or the error that holds it.
    ItemResult(Box<TypeName>),
}

impl fmt::Display for TypeName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Path(name) => name.fmt(f),
            Self::Of(outer, inner) => write!(f, "{outer}<{inner}>"),
            Self::ItemResult(item) => write!(f, "Result<{item}, ItemError<{item}>>"),
        }
    }
}

/// Writes values with a separator between them.
pub(super) fn list<T: fmt::Display>(
    f: &mut fmt::Formatter<'_>,
    values: &[T],
    separator: &str,
) -> fmt::Result {
    for (at, value) in values.iter().enumerate() {
        if at > 0 {
            f.write_str(separator)?;
        }
        value.fmt(f)?;
    }
    Ok(())
}
