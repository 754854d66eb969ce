//! Runtime of generated SOAP bindings.

pub mod xml;
