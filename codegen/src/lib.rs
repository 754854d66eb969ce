//! Generates Rust from WSDL and XML Schema.

pub mod contract;
pub mod diagnostic;
pub mod document;
pub mod format;
pub mod limits;
pub mod loader;
pub mod model;
pub mod qname;
pub mod schema;
pub mod service;
pub mod severity;
pub mod syntax;
