//! The values of XML Schema's simple types as Rust types.

mod nillable;
mod qname;

pub use nillable::Nillable;
pub use qname::QName;
