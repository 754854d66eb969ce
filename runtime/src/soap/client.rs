//! The client that every generated client wraps.

use std::sync::Arc;
use std::time::Instant;

use bytes::Bytes;
use http::header::HeaderName;
use http::{HeaderMap, HeaderValue, Request};
use tracing::Instrument;

use super::attachments::{Attachments, Unreceived};
use super::decode::Reading;
use super::interceptor::Interceptors;
use super::request::Writing;
use super::{
    Header, Interceptor, Operation, Response, ServiceDescription, Version, decode, request,
};
use crate::attachment::Attachment;
use crate::error::Error;
use crate::transport::{Body, Transport, TransportError, conceal};
use crate::xml::{Content, Limits};

/// Calls the operations of one service.
///
/// It holds no connection and no lock: cloning is cheap if cloning the transport is, and clones may
/// differ in endpoint, version and headers.
///
/// Each call runs in a `tracing` span `soap_call` that names the service, the operation and the
/// host, and once there is a response its HTTP status, its size in bytes and the time it took in
/// milliseconds. Bodies, headers and URLs are not recorded.
#[derive(Debug, Clone)]
pub struct Client<T> {
    transport: T,
    service: &'static ServiceDescription,
    endpoint: Option<String>,
    version: Version,
    soap12_action: Option<bool>,
    limits: Limits,
    strict: bool,
    headers: Vec<Header>,
    http_headers: HeaderMap,
    interceptors: Interceptors,
    attachments: Option<Attachments>,
    attached: Vec<Attachment>,
}

impl<T> Client<T> {
    /// A client of `service`, at the endpoint and in the SOAP version of its first port.
    pub fn new(service: &'static ServiceDescription, transport: T) -> Self {
        Self {
            transport,
            service,
            endpoint: None,
            version: service.default_version(),
            soap12_action: None,
            limits: Limits::default(),
            strict: false,
            headers: Vec::new(),
            http_headers: HeaderMap::new(),
            interceptors: Interceptors::default(),
            attachments: None,
            attached: Vec::new(),
        }
    }

    /// The same client with another endpoint, for both versions of SOAP.
    #[must_use]
    pub fn with_endpoint(mut self, url: impl Into<String>) -> Self {
        self.endpoint = Some(url.into());
        self
    }

    /// The same client in another version of SOAP, at the endpoint of the port that speaks it
    /// unless one was set.
    #[must_use]
    pub fn with_version(mut self, version: Version) -> Self {
        self.version = version;
        self
    }

    /// Sets whether SOAP 1.2 requests carry the `action` parameter in their content type (SOAP 1.2
    /// Part 2, section 6.5.3), whatever the WSDL says.
    ///
    /// By default an operation decides, by [`Operation::with_action_required`]: generated code
    /// sends the action if the WSDL gives one and `soapActionRequired`, whose default is true,
    /// isn't false. A request whose body is empty carries its action in any case, because nothing
    /// else names the operation. SOAP 1.1 requests always have their `SOAPAction` header.
    #[must_use]
    pub fn with_soap12_action(mut self, sent: bool) -> Self {
        self.soap12_action = Some(sent);
        self
    }

    /// Sets the limits on responses.
    #[must_use]
    pub fn with_limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Refuses responses that the schema refuses, instead of passing over what is unknown or out of
    /// order.
    ///
    /// What wildcards and `xs:anyType` hold, and the types that `xsi:type` names on elements of
    /// simple types, can only be checked if the bindings know all that the schema declares:
    /// generate them with `--roots`.
    #[must_use]
    pub fn with_strict(mut self, strict: bool) -> Self {
        self.strict = strict;
        self
    }

    /// Adds a SOAP header, in place of one of the same name.
    ///
    /// It goes with every call; one that the service declares for some of its operations goes with
    /// those alone.
    #[must_use]
    pub fn with_header(mut self, header: Header) -> Self {
        self.headers.retain(|other| other.name() != header.name());
        self.headers.push(header);
        self
    }

    /// Adds an HTTP header to every request, in place of one of the same name.
    #[must_use]
    pub fn with_http_header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.http_headers.insert(name, value);
        conceal(&mut self.http_headers);
        self
    }

    /// Adds an interceptor, which stands around every call from now on.
    #[must_use]
    pub fn with_interceptor(mut self, interceptor: impl Interceptor + 'static) -> Self {
        self.interceptors.push(Arc::new(interceptor));
        self
    }

    /// Sends and takes attachments this way.
    #[must_use]
    pub fn with_attachments(mut self, attachments: Attachments) -> Self {
        self.attachments = Some(attachments);
        self
    }

    /// Sends an attachment beside the message of every call: clone the client for one call's own.
    #[must_use]
    pub fn with_attachment(mut self, attachment: Attachment) -> Self {
        self.attached.push(attachment);
        self
    }

    /// The service.
    pub fn service(&self) -> &'static ServiceDescription {
        self.service
    }

    /// The URL that requests go to.
    pub fn endpoint(&self) -> &str {
        match &self.endpoint {
            Some(endpoint) => endpoint,
            None => self.service.endpoint(self.version),
        }
    }

    /// The version of SOAP that requests are in. Responses may come in either.
    pub fn version(&self) -> Version {
        self.version
    }

    /// The transport that carries the messages.
    pub fn transport(&self) -> &T {
        &self.transport
    }

    /// Builds the request of a call without sending it. Generated code names each operation by a
    /// static:
    ///
    /// ```ignore
    /// let request = api.client().request(&GET_ORDER, &GetOrder { number: 7 })?;
    /// let response = send_it_otherwise(request);
    /// let order: Response<GetOrderResponse> = api.client().response(&GET_ORDER, response)?;
    /// ```
    ///
    /// Its body is plain text, and without SOAP its URL may have the parameters; mind what is in
    /// them before printing it.
    ///
    /// # Errors
    /// [`Error::Request`] if a value cannot be written, [`TransportError::Request`] if the endpoint isn't a URL or
    /// the action doesn't fit into an HTTP header.
    pub fn request<Q: Content>(
        &self,
        operation: &Operation,
        request: &Q,
    ) -> Result<Request<Bytes>, Error> {
        let request = request::request(&self.writing(operation), &mut |w| w.content(request))?;
        in_memory(request)
    }

    /// Reads the response to a call.
    ///
    /// # Errors
    /// Any [`Error`] but those of sending.
    pub fn response<R: Content>(
        &self,
        operation: &Operation,
        response: http::Response<Bytes>,
    ) -> Result<Response<R>, Error> {
        decode::response(&self.reading(operation), response)
    }

    /// Reads a response without content: that of a one-way operation, or of one with an empty
    /// output.
    ///
    /// # Errors
    /// Any [`Error`] but those of sending.
    pub fn acknowledgement(
        &self,
        operation: &Operation,
        response: http::Response<Bytes>,
    ) -> Result<Response<()>, Error> {
        decode::acknowledgement(&self.reading(operation), response)
    }

    fn reading<'c>(&'c self, operation: &'c Operation) -> Reading<'c> {
        Reading {
            operation,
            limits: &self.limits,
            strict: self.strict,
            declarations: self.service.declarations(),
            interceptors: &self.interceptors,
        }
    }

    fn writing<'c>(&'c self, operation: &'c Operation) -> Writing<'c> {
        Writing {
            service: self.service,
            operation,
            version: self.version,
            endpoint: self.endpoint(),
            soap12_action: self.soap12_action,
            headers: &self.headers,
            http_headers: &self.http_headers,
            interceptors: &self.interceptors,
            attachments: self.attachments.as_ref(),
            attached: &self.attached,
        }
    }
}

impl<T: Transport> Client<T> {
    /// Calls an operation.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn call<Q: Content + Sync, R: Content>(
        &self,
        operation: &Operation,
        request: &Q,
    ) -> Result<Response<R>, Error> {
        let request = request::request(&self.writing(operation), &mut |w| w.content(request))?;
        let answer = self.exchange(operation, request).await?;
        self.response(operation, answer)
    }

    /// Calls an operation that returns nothing: a one-way operation, or one with an empty output.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn send<Q: Content + Sync>(
        &self,
        operation: &Operation,
        request: &Q,
    ) -> Result<Response<()>, Error> {
        let request = request::request(&self.writing(operation), &mut |w| w.content(request))?;
        let answer = self.exchange(operation, request).await?;
        self.acknowledgement(operation, answer)
    }

    async fn exchange(
        &self,
        operation: &Operation,
        request: Request<Body>,
    ) -> Result<http::Response<Bytes>, Error> {
        let span = tracing::info_span!(
            "soap_call",
            service = self.service.name(),
            operation = operation.name(),
            host = request.uri().host(),
            status = tracing::field::Empty,
            bytes = tracing::field::Empty,
            milliseconds = tracing::field::Empty,
        );
        let extensions = request.extensions().clone();
        let begin = Instant::now();
        let mut answer = self.transfer(request).instrument(span.clone()).await;
        span.record("milliseconds", begin.elapsed().as_millis() as u64);
        if let Ok(response) = &mut answer {
            response.extensions_mut().extend(extensions);
            span.record("status", response.status().as_u16());
            span.record("bytes", response.body().len());
        }
        answer
    }

    /// Sends a request: whole, or streamed if there may be attachments.
    async fn transfer(&self, request: Request<Body>) -> Result<http::Response<Bytes>, Error> {
        let Some(attachments) = &self.attachments else {
            return Ok(self.transport.send(in_memory(request)?).await?);
        };
        let host = request.uri().host().unwrap_or_default().to_owned();
        let limit = self.limits.size;
        let (mut head, body) = self.transport.send_streamed(request).await?.into_parts();
        let received = attachments.receive(&mut head.headers, body, limit).await;
        let (message, parts) = received.map_err(|error| match error {
            Unreceived::Broken(source) => Error::from(TransportError::Exchange {
                host,
                source: source.into(),
            }),
            Unreceived::TooLarge => TransportError::TooLarge { limit }.into(),
            Unreceived::Mime(error) => error.into(),
        })?;
        if let Some(parts) = parts {
            head.extensions.insert(parts);
        }
        Ok(http::Response::from_parts(head, message))
    }
}

/// Reads the body of a request into memory.
fn in_memory(request: Request<Body>) -> Result<Request<Bytes>, Error> {
    let (head, body) = request.into_parts();
    let body = body
        .read()
        .map_err(|error| TransportError::Request(format!("an attachment: {error}")))?;
    Ok(Request::from_parts(head, body))
}
