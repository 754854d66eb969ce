//! What generated code calls, first version.
//!
//! A major version of this crate keeps every item here, so that bindings which were generated once and checked
//! in go on compiling.

#[cfg(feature = "server")]
pub use crate::server;
pub use crate::soap::{
    Client, Header, Operation, Port, Response, Service, ServiceDescription, Version,
};
pub use crate::transport::Transport;
pub use crate::value::{Nillable, QName};
pub use crate::xml::Error;
pub use crate::xml::{
    Any, Array, Attribute, Base64, Boxed, Codec, Content, Field, Hex, Item, List, Nil, Node, Own,
    Read, Reader, Scope, Shape, Simple, TextCodec, UNBOUNDED, ValueError, WhiteSpace, Wildcard,
    Write, Writer,
};
