//! Reading and writing XML.

pub mod tree;

pub use tree::Any;
