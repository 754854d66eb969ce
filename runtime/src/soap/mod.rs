//! SOAP 1.1 and 1.2 over HTTP: envelopes, headers, faults, and the client that generated code is made of.

mod client;
mod decode;
mod envelope;
mod error;
mod fault;
mod header;
mod operation;
mod response;
mod service;
mod version;

pub use client::Client;
pub use error::Error;
pub use fault::{Fault, FaultCode, Reason};
pub use header::{Header, HeaderBlock};
pub use operation::{Operation, Port, ServiceDescription};
pub use response::Response;
pub use service::Service;
pub use version::Version;
