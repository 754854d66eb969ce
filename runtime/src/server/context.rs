//! What stands around a call.

use http::header::{COOKIE, SET_COOKIE};
use http::{HeaderMap, HeaderName, HeaderValue, Uri, request};

use crate::attachment::Attachment;
use crate::mime::{self, Parts};
use crate::soap::{Fault, Header, HeaderBlock, HeaderOf};
use crate::xml::Content;

/// What came around a request, and what is to go around its response.
#[derive(Debug)]
pub struct Context {
    request: request::Parts,
    headers: Vec<HeaderBlock>,
    pub(super) response_http_headers: HeaderMap,
    pub(super) response_headers: Vec<Header>,
    pub(super) fault_headers: Vec<Header>,
    pub(super) beside: Parts,
    pub(super) response_attachments: Vec<Attachment>,
}

impl Context {
    pub(super) fn new(request: request::Parts, headers: Vec<HeaderBlock>, beside: Parts) -> Self {
        Self {
            request,
            headers,
            response_http_headers: HeaderMap::new(),
            response_headers: Vec::new(),
            fault_headers: Vec::new(),
            beside,
            response_attachments: Vec::new(),
        }
    }

    /// The URL of the request, as far as the server sees it.
    pub fn uri(&self) -> &Uri {
        &self.request.uri
    }

    /// The HTTP headers of the request.
    pub fn http_headers(&self) -> &HeaderMap {
        &self.request.headers
    }

    /// The value of the cookie `name` in the request; the first where there are several.
    pub fn cookie(&self, name: &str) -> Option<&str> {
        self.request
            .headers
            .get_all(COOKIE)
            .iter()
            .filter_map(|header| header.to_str().ok())
            .flat_map(|header| header.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .find(|(key, _)| *key == name)
            .map(|(_, value)| value)
    }

    /// The SOAP header blocks of the request.
    pub fn headers(&self) -> &[HeaderBlock] {
        &self.headers
    }

    /// The first SOAP header block of this name.
    pub fn header(&self, namespace: &str, local: &str) -> Option<&HeaderBlock> {
        self.headers.iter().find(|block| block.is(namespace, local))
    }

    /// What the header block that the WSDL declares so holds; `None` where the request has none.
    ///
    /// # Errors
    /// A fault of the sender, where it does not fit.
    pub fn header_of<T: Content>(&self, header: &HeaderOf<T>) -> Result<Option<T>, Fault> {
        header
            .find_in(&self.headers)
            .map_err(|error| Fault::sender(format!("unreadable header: {error}")))
    }

    /// What came beside the request, in its order.
    pub fn attachments(&self) -> &[Attachment] {
        &self.beside.attachments
    }

    /// The attachment that `reference` names: an identifier, or a URL of it (`cid:…`).
    pub fn attachment(&self, reference: &str) -> Option<&Attachment> {
        mime::find(&self.beside.attachments, reference)
    }

    /// Sends an attachment beside the response, where that is a result.
    pub fn add_attachment(&mut self, attachment: Attachment) {
        self.response_attachments.push(attachment);
    }

    /// Adds an HTTP header to the response, be that a result or a fault.
    pub fn add_http_header(&mut self, name: HeaderName, value: HeaderValue) {
        self.response_http_headers.append(name, value);
    }

    /// Adds a `Set-Cookie` to the response, be that a result or a fault: `cookie` is the name, an equals sign,
    /// the value, and attributes. What no header can carry is left out.
    pub fn set_cookie(&mut self, cookie: &str) {
        if let Ok(mut value) = HeaderValue::from_str(cookie) {
            value.set_sensitive(true);
            self.response_http_headers.append(SET_COOKIE, value);
        }
    }

    /// Adds a SOAP header to the response, where that is a result.
    pub fn add_header(&mut self, header: Header) {
        self.response_headers.push(header);
    }

    /// Adds a SOAP header to the response, where that is a fault: what a header of the request was refused for
    /// (WSDL 1.1, section 3.7).
    pub fn add_fault_header(&mut self, header: Header) {
        self.fault_headers.push(header);
    }
}
