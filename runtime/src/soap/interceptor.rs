//! What stands around every call of a client: header blocks of each request anew, a look at each answer.

use std::fmt;
use std::sync::Arc;

use http::{Extensions, HeaderMap, StatusCode};

use super::{
    Fault, Header, HeaderBlock, HeaderOf, OperationDescription, ServiceDescription, Version,
};
use crate::attachment::Attachment;
use crate::error::Error;
use crate::xml::Content;

/// Stands around the calls of a [`Client`](super::Client) that it was given to.
///
/// It sees messages, where a [`Transport`](crate::Transport) around another sees HTTP: header blocks go out
/// fresh with each request (an identifier, a time, a token that was renewed), and those of each answer are looked
/// at. Interceptors see a request in the order in which the client was given them, and an answer in the opposite
/// order.
///
/// ```
/// use sapo::soap::{Header, Interceptor, Outgoing};
///
/// struct Numbered(std::sync::atomic::AtomicU64);
///
/// impl Interceptor for Numbered {
///     fn request(&self, request: &mut Outgoing<'_>) -> Result<(), sapo::Error> {
///         let number = self.0.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
///         request.add_header(Header::new("urn:example", "Number", number));
///         Ok(())
///     }
/// }
/// ```
///
/// What `Debug` shows of requests, answers and header blocks has no content and no credentials in it.
pub trait Interceptor: Send + Sync {
    /// Changes a request before it is written.
    ///
    /// # Errors
    /// The call fails with this, [`Error::Refused`] for a reason of the interceptor's own; nothing is sent.
    fn request(&self, request: &mut Outgoing<'_>) -> Result<(), Error> {
        let _ = request;
        Ok(())
    }

    /// Looks at an answer, be it a result or a fault.
    ///
    /// # Errors
    /// The call fails with this, in place of the fault too.
    fn response(&self, response: &Incoming<'_>) -> Result<(), Error> {
        let _ = response;
        Ok(())
    }

    /// Whether it knows what the header block `local` in `namespace` demands, which may be one that has to be
    /// understood.
    fn understands(&self, namespace: &str, local: &str) -> bool {
        let _ = (namespace, local);
        false
    }
}

impl<I: Interceptor + ?Sized> Interceptor for Arc<I> {
    fn request(&self, request: &mut Outgoing<'_>) -> Result<(), Error> {
        I::request(self, request)
    }

    fn response(&self, response: &Incoming<'_>) -> Result<(), Error> {
        I::response(self, response)
    }

    fn understands(&self, namespace: &str, local: &str) -> bool {
        I::understands(self, namespace, local)
    }
}

/// A request before it is written.
pub struct Outgoing<'c> {
    pub(super) service: &'static ServiceDescription,
    pub(super) operation: &'c OperationDescription,
    pub(super) version: Version,
    pub(super) endpoint: &'c str,
    pub(super) headers: Vec<Header>,
    pub(super) http_headers: HeaderMap,
    pub(super) extensions: Extensions,
    pub(super) attachments: Vec<Attachment>,
}

impl Outgoing<'_> {
    /// The service that is called.
    pub fn service(&self) -> &'static ServiceDescription {
        self.service
    }

    /// The operation that is called.
    pub fn operation(&self) -> &OperationDescription {
        self.operation
    }

    /// The version of SOAP that the request is in.
    pub fn version(&self) -> Version {
        self.version
    }

    /// The URL that it goes to. It may hold a session id.
    pub fn endpoint(&self) -> &str {
        self.endpoint
    }

    /// The header blocks so far.
    pub fn headers(&self) -> &[Header] {
        &self.headers
    }

    /// Adds a header block, in place of one of the same name.
    pub fn add_header(&mut self, header: Header) {
        self.headers.retain(|other| other.name() != header.name());
        self.headers.push(header);
    }

    /// The HTTP headers so far. The content type and the action are set when the message is written.
    pub fn http_headers(&self) -> &HeaderMap {
        &self.http_headers
    }

    /// The HTTP headers, to be changed.
    pub fn http_headers_mut(&mut self) -> &mut HeaderMap {
        &mut self.http_headers
    }

    /// Sends an attachment beside the message.
    pub fn attach(&mut self, attachment: Attachment) {
        self.attachments.push(attachment);
    }

    /// What interceptors and transports note down about the call; the same notes come back with the answer.
    /// A call that has them begins with its [`Timeout`](crate::transport::Timeout) and its
    /// [`Idempotent`](crate::transport::Idempotent), which an interceptor may set as well.
    pub fn extensions_mut(&mut self) -> &mut Extensions {
        &mut self.extensions
    }
}

/// An answer, as far as it stands around the body.
pub struct Incoming<'r> {
    pub(super) operation: &'r OperationDescription,
    pub(super) status: StatusCode,
    pub(super) http_headers: &'r HeaderMap,
    pub(super) extensions: &'r Extensions,
    pub(super) headers: &'r [HeaderBlock],
    pub(super) fault: Option<&'r Fault>,
}

impl Incoming<'_> {
    /// The operation that was called.
    pub fn operation(&self) -> &OperationDescription {
        self.operation
    }

    /// The HTTP status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The HTTP headers.
    pub fn http_headers(&self) -> &HeaderMap {
        self.http_headers
    }

    /// The header blocks.
    pub fn headers(&self) -> &[HeaderBlock] {
        self.headers
    }

    /// What the header block of this name holds; `None` where it did not come.
    ///
    /// # Errors
    /// [`Error::Response`] where it does not fit.
    pub fn header_of<T: Content>(&self, header: &HeaderOf<T>) -> Result<Option<T>, Error> {
        header.find_in(self.headers).map_err(Error::Response)
    }

    /// The fault, where it is one.
    pub fn fault(&self) -> Option<&Fault> {
        self.fault
    }

    /// What was noted down about the request, if it was sent by the client itself.
    pub fn extensions(&self) -> &Extensions {
        self.extensions
    }
}

/// The names alone: headers may be credentials, and so may be parts of the endpoint.
impl fmt::Debug for Outgoing<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Outgoing")
            .field("operation", &self.operation.name())
            .field("version", &self.version)
            .field("headers", &self.headers)
            .finish_non_exhaustive()
    }
}

/// The names alone: headers may be credentials.
impl fmt::Debug for Incoming<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Incoming")
            .field("operation", &self.operation.name())
            .field("status", &self.status)
            .field("headers", &self.headers)
            .finish_non_exhaustive()
    }
}

/// The interceptors of a client, in the order in which it was given them.
#[derive(Clone, Default)]
pub(super) struct Interceptors(Vec<Arc<dyn Interceptor>>);

impl Interceptors {
    pub(super) fn push(&mut self, interceptor: Arc<dyn Interceptor>) {
        self.0.push(interceptor);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn request(&self, request: &mut Outgoing<'_>) -> Result<(), Error> {
        self.0.iter().try_for_each(|one| one.request(request))
    }

    pub(super) fn response(&self, response: &Incoming<'_>) -> Result<(), Error> {
        self.0
            .iter()
            .rev()
            .try_for_each(|one| one.response(response))
    }

    pub(super) fn understand(&self, namespace: &str, local: &str) -> bool {
        self.0.iter().any(|one| one.understands(namespace, local))
    }
}

impl fmt::Debug for Interceptors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.len())
    }
}
