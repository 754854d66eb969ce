//! Runtime of generated SOAP bindings.

pub mod gen1;
pub mod transport;
pub mod value;
pub mod xml;

pub use value::{Nillable, QName};
