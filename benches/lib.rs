//! What the benchmarks measure: a document of identities, and the ways to read and write it.

pub mod bare;
pub mod document;
pub mod types;
