//! What a call can fail with.

use std::fmt;

use crate::item_error::ItemError;
use crate::mime::MimeError;
use crate::soap::Fault;
use crate::transport::TransportError;
use crate::value::QName;
use crate::xml;

/// What a call gives.
pub type Result<T> = core::result::Result<T, Error>;

/// A call that did not give its result.
///
/// `Display` says everything there is to say. [`source`](std::error::Error::source) gives only causes that `Display` leaves
/// out, so that printing the whole chain says nothing twice; the variants hold the errors themselves.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The request could not be sent, or was not answered.
    #[error(transparent)]
    Transport(#[from] TransportError),
    /// The server answered with an HTTP status, and not with a message.
    #[error("HTTP status {status} without a message{}", after_colon(.excerpt))]
    Status {
        /// The status code.
        status: u16,
        /// The start of the body where it is text, for the log.
        excerpt: String,
    },
    /// The server answered with a SOAP fault.
    #[error(transparent)]
    Fault(#[from] Fault),
    /// The response has a header that must be understood, and the service declares none of that name.
    #[error("the header {0} must be understood, and is not")]
    NotUnderstood(QName),
    /// What is beside a message cannot be read, or is not whole.
    #[error("unreadable attachments: {0}")]
    Attachments(MimeError),
    /// The response does not fit the schema, or is no well-formed message.
    #[error("unreadable response: {0}")]
    Response(xml::Error),
    /// An [`Interceptor`](crate::soap::Interceptor) refused the request, or the response.
    #[error(transparent)]
    Refused(Box<dyn std::error::Error + Send + Sync>),
    /// The request holds a value that cannot be written.
    #[error("unwritable request: {0}")]
    Request(xml::Error),
    /// The service failed to process the one item that a method returns, and says so inside the item
    /// ([`MayFail`](crate::MayFail)). [`item`](ItemError::item) gives the item:
    /// `error.item().downcast_ref::<Order>()`.
    #[error(transparent)]
    Item(ItemError),
    /// XML that the program itself wrote or read is wrong: an element can't be built
    /// ([`Any::element`](xml::Any::element)), or the content of one doesn't fit a type
    /// ([`Any::read_as`](xml::Any::read_as)).
    #[error(transparent)]
    Xml(#[from] xml::Error),
}

impl From<MimeError> for Error {
    fn from(error: MimeError) -> Self {
        Self::Attachments(error)
    }
}

impl<T: fmt::Debug + Send + Sync + 'static> From<ItemError<T>> for Error {
    fn from(error: ItemError<T>) -> Self {
        Self::Item(error.erased())
    }
}

fn after_colon(excerpt: &str) -> String {
    if excerpt.is_empty() {
        String::new()
    } else {
        format!(": {excerpt}")
    }
}
