//! Runtime of generated SOAP bindings.
