//! SOAP 1.1 and 1.2 over HTTP: envelopes, headers, faults, and the client that generated code is made of. WSDL's HTTP
//! binding goes the same way, without envelopes.

pub mod addressing;
pub(crate) mod attachments;
mod client;
mod decode;
pub(crate) mod envelope;
mod excerpt;
mod fault;
mod header;
pub(crate) mod http_binding;
mod interceptor;
pub(crate) mod operation;
mod response;
#[cfg(feature = "security")]
pub mod security;
mod service;
pub(crate) mod version;

pub use crate::xml::{Grid, Map};
pub use attachments::Attachments;
pub use client::Client;
pub use fault::{Detail, Fault, FaultCode, Reason};
pub use header::{Header, HeaderBlock, HeaderOf};
pub use http_binding::Http;
pub use interceptor::{Incoming, Interceptor, Outgoing};
pub use operation::{Operation, Port, ServiceDescription};
pub use response::Response;
pub use service::Service;
pub use version::Version;
