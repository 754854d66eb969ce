//! What a call gives.

use std::sync::Arc;

use http::{HeaderMap, StatusCode};

use super::{HeaderBlock, HeaderOf};
use crate::attachment::Attachment;
use crate::error::Error;
use crate::mime;
use crate::xml::Content;

/// A response: what its body holds, and what came around it.
#[derive(Debug, Clone)]
pub struct Response<R> {
    body: R,
    headers: Vec<HeaderBlock>,
    status: StatusCode,
    http_headers: HeaderMap,
    attachments: Arc<[Attachment]>,
}

impl<R> Response<R> {
    pub(crate) fn new(
        body: R,
        headers: Vec<HeaderBlock>,
        status: StatusCode,
        http_headers: HeaderMap,
        attachments: Arc<[Attachment]>,
    ) -> Self {
        Self {
            body,
            headers,
            status,
            http_headers,
            attachments,
        }
    }

    pub(crate) fn map<S>(self, change: impl FnOnce(R) -> S) -> Response<S> {
        Response {
            body: change(self.body),
            headers: self.headers,
            status: self.status,
            http_headers: self.http_headers,
            attachments: self.attachments,
        }
    }

    /// The content of the body.
    pub fn body(&self) -> &R {
        &self.body
    }

    /// Gives the content of the body away.
    pub fn into_body(self) -> R {
        self.body
    }

    /// The SOAP header blocks, in their order.
    pub fn headers(&self) -> &[HeaderBlock] {
        &self.headers
    }

    /// The first SOAP header block of this name.
    pub fn header(&self, namespace: &str, local: &str) -> Option<&HeaderBlock> {
        self.headers.iter().find(|block| block.is(namespace, local))
    }

    /// What the header block that the WSDL declares so holds; `None` where it did not come.
    ///
    /// # Errors
    /// [`Error::Response`] where it does not fit.
    pub fn header_of<T: Content>(&self, header: &HeaderOf<T>) -> Result<Option<T>, Error> {
        header.find_in(&self.headers).map_err(Error::Response)
    }

    /// What came beside the message, in its order, octets of the message's own fields included.
    pub fn attachments(&self) -> &[Attachment] {
        &self.attachments
    }

    /// The attachment that `reference` names: an identifier, or a URL of it (`cid:…`).
    pub fn attachment(&self, reference: &str) -> Option<&Attachment> {
        mime::find(&self.attachments, reference)
    }

    /// The HTTP status. Usually 200, but some servers send results with 500.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The HTTP headers.
    pub fn http_headers(&self) -> &HeaderMap {
        &self.http_headers
    }
}
