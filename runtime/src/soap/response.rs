//! What a call gives.

use http::{HeaderMap, StatusCode};

use super::HeaderBlock;

/// A response: what its body holds, and what came around it.
#[derive(Debug, Clone)]
pub struct Response<R> {
    body: R,
    headers: Vec<HeaderBlock>,
    status: StatusCode,
    http_headers: HeaderMap,
}

impl<R> Response<R> {
    pub(crate) fn new(
        body: R,
        headers: Vec<HeaderBlock>,
        status: StatusCode,
        http_headers: HeaderMap,
    ) -> Self {
        Self {
            body,
            headers,
            status,
            http_headers,
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

    /// The HTTP status. Usually 200, but some servers send results with 500.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The HTTP headers.
    pub fn http_headers(&self) -> &HeaderMap {
        &self.http_headers
    }
}
