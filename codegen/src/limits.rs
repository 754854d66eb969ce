//! Bounds on what documents may ask for.

use serde::Deserialize;

/// Bounds that end a run with a diagnostic, however the documents were meant.
///
/// The defaults are far above what published services need.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub struct Limits {
    /// The greatest size of one document, in bytes as read.
    pub document_bytes: usize,
    /// The greatest size of all documents together, in bytes as read.
    pub total_bytes: usize,
    /// The greatest number of documents, those that imports reach included.
    pub documents: usize,
    /// The greatest number of elements within one another. Later stages recurse over documents, so this
    /// keeps them off the end of the stack.
    pub depth: usize,
    /// The greatest amount of text, in bytes, that the entities of one document may add up to.
    pub entity_bytes: usize,
    /// The greatest number of fields, variants and listed values of all types together. A type has those of its base as
    /// well, and those of a group each time that it refers to it, so a small document can ask for many.
    pub fields: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            document_bytes: 64 << 20,
            total_bytes: 256 << 20,
            documents: 2_000,
            depth: 256,
            entity_bytes: 1 << 20,
            fields: 200_000,
        }
    }
}
