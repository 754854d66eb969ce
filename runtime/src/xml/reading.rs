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
    /// Accepts what can't be misread: skips unknown elements, takes elements in any order if names
    /// tell them apart, and reads more occurrences than `maxOccurs` into a vector, unless a wildcard
    /// or another occurrence of the group around them may claim these.
    #[default]
    Default,
}

impl Reading {
    pub(crate) fn is_strict(self) -> bool {
        self == Self::Strict
    }
}
