//! Properties of components whose values are as they are written.

/// How the particles of a group combine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compositor {
    /// One after another.
    Sequence,
    /// One of them.
    Choice,
    /// Each, in any order.
    All,
}

/// A set of derivation methods.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DerivationSet {
    /// Extension is in the set.
    pub extension: bool,
    /// Restriction is in the set.
    pub restriction: bool,
    /// Substitution is in the set (of an element's `block`).
    pub substitution: bool,
}

/// `default` or `fixed`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ValueConstraint {
    /// The value where none is given.
    Default(String),
    /// The only value.
    Fixed(String),
}

impl ValueConstraint {
    /// The value itself.
    pub fn value(&self) -> &str {
        match self {
            Self::Default(value) | Self::Fixed(value) => value,
        }
    }
}

/// `processContents`, from what demands least to what demands most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ProcessContents {
    /// Anything well-formed.
    Skip,
    /// What it allows is valid where it is declared.
    Lax,
    /// What it allows must be declared and valid.
    Strict,
}
