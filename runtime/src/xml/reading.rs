//! The choice between reading what is meant and reading what is valid.

/// Sets how far a document may deviate from its schema.
///
/// ```
/// use sapo::xml::Reading;
///
/// assert_eq!(Reading::default(), Reading::Default);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Reading {
    /// Refuses documents that the schema refuses.
    ///
    /// The content of wildcards and of `xs:anyType`, and the types that `xsi:type` names on
    /// elements of simple types, can only be checked if the bindings know all that the schema
    /// declares: generate them with `--roots`.
    Strict,
    /// Skips unknown elements and accepts elements in any order, among other things that can't be
    /// misread.
    #[default]
    Default,
}

impl Reading {
    pub(crate) fn is_strict(self) -> bool {
        self == Self::Strict
    }
}
