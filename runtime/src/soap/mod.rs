//! SOAP 1.1 and 1.2 over HTTP: envelopes, headers, faults, and the client that generated code is
//! made of. WSDL's HTTP binding goes the same way, without envelopes.

// | file | subject |
// | --- | --- |
// | `client`, `settings` | a client, and its settings |
// | `call`, `exchange` | a call as a value, and as an exchange through the transport |
// | `request` | from an operation and its message to an HTTP request |
// | `decode` | from an HTTP response to a result or a fault |
// | `response` | a result, with its header blocks and attachments |
// | `operation`, `service` | descriptions of services, and the trait of generated clients |
// | `envelope`, `header`, `fault` | the parts of a message |
// | `version` | the differences between SOAP 1.1 and 1.2 |
// | `http_binding` | requests and documents without envelopes |
// | `attachments` | MTOM and SOAP with Attachments, as a client sends and receives them |
// | `interceptor` | the seam around messages; `addressing` and `security` are interceptors |
// | `excerpt` | the excerpt of a body that an error shows |

pub mod addressing;
pub(crate) mod attachments;
mod call;
mod client;
mod decode;
pub(crate) mod envelope;
mod excerpt;
mod exchange;
mod fault;
mod header;
pub(crate) mod http_binding;
mod interceptor;
pub(crate) mod operation;
mod request;
mod response;
#[cfg(feature = "security")]
pub mod security;
mod service;
mod settings;
pub(crate) mod version;

pub use crate::xml::{Grid, Map};
pub use attachments::Attachments;
pub use call::{Call, CallFuture};
pub use client::Client;
pub use fault::{Detail, Fault, FaultCode, Reason};
pub use header::{Header, HeaderBlock, HeaderOf};
pub use http_binding::Http;
pub use interceptor::{Incoming, Interceptor, Outgoing};
pub use operation::{Operation, OperationDescription, Port, ServiceDescription};
pub use response::Response;
pub use service::Service;
pub use version::Version;
