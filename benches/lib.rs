//! What the benchmarks measure: a document of identities, and other ways than sapo's to read and write it.

pub mod bare;
pub mod document;
#[cfg(feature = "peers")]
pub mod peers;
