//! What a call can fail with.

use crate::soap::Fault;
use crate::transport::TransportError;
use crate::xml;

/// A call that did not give its result.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The request could not be sent, or was not answered.
    #[error(transparent)]
    Transport(#[from] TransportError),
    /// The server answered with an HTTP status and no SOAP message.
    #[error("HTTP status {status}{}", excerpt_after_colon(.excerpt))]
    Status {
        /// The status code.
        status: u16,
        /// The start of the body where it is text, for the log.
        excerpt: String,
    },
    /// The server answered with a SOAP fault.
    #[error(transparent)]
    Fault(Box<Fault>),
    /// The response does not fit the schema.
    #[error("unreadable response: {0}")]
    Response(#[source] xml::Error),
    /// The request holds a value that cannot be written.
    #[error("unwritable request: {0}")]
    Request(#[source] xml::Error),
}

fn excerpt_after_colon(excerpt: &str) -> String {
    if excerpt.is_empty() {
        String::new()
    } else {
        format!(": {excerpt}")
    }
}
