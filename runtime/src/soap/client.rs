//! The client that every generated client wraps.

use std::borrow::Cow;
use std::sync::Arc;
use std::time::Instant;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderName};
use http::{Extensions, HeaderMap, HeaderValue, Method, Request, Uri};
use tracing::Instrument;

use super::attachments::{Attachments, Unreceived};
use super::decode::Reading;
use super::interceptor::Interceptors;
use super::operation::BodyContent;
use super::{
    Header, Interceptor, Operation, Outgoing, Response, ServiceDescription, Version, decode,
    envelope, http_binding,
};
use crate::attachment::Attachment;
use crate::error::Error;
use crate::mime::{Packing, pack};
use crate::transport::{Body, Transport, TransportError, conceal};
use crate::xml::{Content, Limits, Writer};

/// Calls the operations of one service.
///
/// It holds no connection and no lock: cloning is cheap where cloning the transport is, and clones may
/// differ in endpoint, version and headers.
///
/// Each call runs in a `tracing` span `soap_call` that names the service, the operation and the host, and
/// once there is an answer its HTTP status, its size in bytes and the time it took in milliseconds. Bodies,
/// headers and URLs are not recorded.
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

    /// The same client in another version of SOAP, at the endpoint of the port that speaks it unless one was set.
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

    /// Refuses responses that the schema refuses, instead of passing over what is unknown or out of order.
    ///
    /// What wildcards and `xs:anyType` hold, and the types that `xsi:type` names on elements of simple types, can only be
    /// checked where the bindings know all that the schema declares: generate them with `--roots`.
    #[must_use]
    pub fn with_strict(mut self, strict: bool) -> Self {
        self.strict = strict;
        self
    }

    /// Adds a SOAP header, in place of one of the same name.
    ///
    /// It goes with every call; one that the service declares for some of its operations goes with those alone.
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

    /// What carries the messages.
    pub fn transport(&self) -> &T {
        &self.transport
    }

    /// The request of a call, without sending it. Generated code names each operation by a static:
    ///
    /// ```ignore
    /// let request = api.client().request(&GET_ORDER, &GetOrder { number: 7 })?;
    /// let response = send_it_otherwise(request);
    /// let order: Response<GetOrderResponse> = api.client().response(&GET_ORDER, response)?;
    /// ```
    ///
    /// Its body is plain text, and without SOAP its URL may have the parameters; mind what is in them before printing it.
    ///
    /// # Errors
    /// [`Error::Request`] where a value cannot be written, [`TransportError::Request`] where the endpoint is
    /// no URL or the action no HTTP header.
    pub fn request<Q: Content>(
        &self,
        operation: &Operation,
        request: &Q,
    ) -> Result<Request<Bytes>, Error> {
        let request = self.build(operation, &mut |w| w.content(request))?;
        read(request)
    }

    /// What a response to a call says.
    ///
    /// # Errors
    /// All of [`Error`] but those of sending.
    pub fn response<R: Content>(
        &self,
        operation: &Operation,
        response: http::Response<Bytes>,
    ) -> Result<Response<R>, Error> {
        decode::response(&self.reading(operation), response)
    }

    /// What a response without content says: that of a one-way operation, or of one whose output is empty.
    ///
    /// # Errors
    /// All of [`Error`] but those of sending.
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

    fn build(
        &self,
        operation: &Operation,
        content: &mut dyn FnMut(&mut Writer),
    ) -> Result<Request<Body>, Error> {
        let headers = self.headers.iter().filter(|header| {
            let name = (header.name().namespace(), header.name().local());
            operation.request_headers().contains(&name)
                || !self.service.declares_header(name.0, name.1)
        });
        let mut http_headers = self.http_headers.clone();
        let mut extensions = Extensions::new();
        let mut attached = self.attached.clone();
        let mut headers: Vec<Cow<'_, Header>> = headers.map(Cow::Borrowed).collect();
        if !self.interceptors.is_empty() {
            let mut outgoing = Outgoing {
                service: self.service,
                operation,
                version: self.version,
                endpoint: self.endpoint(),
                headers: headers.into_iter().map(Cow::into_owned).collect(),
                http_headers,
                extensions,
                attachments: attached,
            };
            self.interceptors.request(&mut outgoing)?;
            headers = outgoing.headers.into_iter().map(Cow::Owned).collect();
            http_headers = outgoing.http_headers;
            extensions = outgoing.extensions;
            attached = outgoing.attachments;
            conceal(&mut http_headers);
        }
        if let Some(http) = operation.http() {
            if !headers.is_empty() || !attached.is_empty() {
                return Err(TransportError::Request(format!(
                    "{} is called without SOAP, where header blocks and attachments have no place",
                    operation.name()
                ))
                .into());
            }
            self.uri()?;
            let secrets = self.service.secrets();
            let request = http_binding::request(http, self.endpoint(), secrets, content)?;
            return Ok(self.with_notes(request, http_headers, extensions));
        }
        let mut headers = headers.iter().map(|header| &**header);
        let packing = self.attachments.as_ref().map(|how| how.packing);
        let mtom = self
            .attachments
            .as_ref()
            .filter(|_| packing == Some(Packing::Xop));
        let mtom = mtom.map(|how| how.threshold);
        let text = envelope::write(self.version, &mut headers, &mut |w| {
            if let Some(threshold) = mtom {
                w.put_beside(threshold, std::mem::take(&mut attached));
            }
            envelope::write_body(w, self.version, operation, operation.request(), content);
            if mtom.is_some() {
                attached = w.take_beside();
            }
        })
        .map_err(Error::Request)?;

        let mut request = Request::new(Body::default());
        *request.method_mut() = Method::POST;
        *request.uri_mut() = self.uri()?;
        let mut request = self.with_notes(request, http_headers, extensions);
        let action = operation.action(self.version);
        // A body that names no element says nothing of the operation, so the action has to.
        let is_sent = self.version == Version::Soap11
            || self.soap12_action.unwrap_or(operation.action_is_required())
            || matches!(
                operation.request(),
                BodyContent::Nothing | BodyContent::Parts([])
            );
        self.version
            .announce(is_sent.then_some(action), request.headers_mut())
            .map_err(|_| {
                TransportError::Request(format!("the action {action:?} does not fit into a header"))
            })?;
        if mtom.is_none() && attached.is_empty() {
            *request.body_mut() = Bytes::from(text).into();
            return Ok(request);
        }
        let packing = packing.unwrap_or(Packing::Related);
        let action = is_sent.then_some(action);
        let (content_type, body) = pack(text, self.version, action, &attached, packing);
        let content_type = HeaderValue::from_str(&content_type).map_err(|_| {
            TransportError::Request("an action that does not fit into a header".to_owned())
        })?;
        request.headers_mut().insert(CONTENT_TYPE, content_type);
        *request.body_mut() = body;
        Ok(request)
    }

    /// A request with the headers and the notes of whoever looked at the call, and what recordings have to know.
    fn with_notes(
        &self,
        mut request: Request<Body>,
        headers: HeaderMap,
        extensions: Extensions,
    ) -> Request<Body> {
        let own = std::mem::replace(request.headers_mut(), headers);
        for (name, value) in &own {
            request.headers_mut().insert(name, value.clone());
        }
        request.extensions_mut().extend(extensions);
        #[cfg(feature = "record")]
        request
            .extensions_mut()
            .insert(crate::transport::record::SecretNames(
                self.service.secrets(),
            ));
        request
    }

    fn uri(&self) -> Result<Uri, TransportError> {
        let endpoint = self.endpoint();
        if endpoint.is_empty() {
            return Err(TransportError::Request(format!(
                "{} has no endpoint",
                self.service.name()
            )));
        }
        // The URL itself may hold a session id, so it is not repeated.
        let uri: Uri = endpoint
            .parse()
            .map_err(|error| TransportError::Request(format!("the endpoint: {error}")))?;
        match uri.scheme_str() {
            Some("http" | "https") => Ok(uri),
            _ => Err(TransportError::Request(
                "the endpoint is not an http or https URL".to_owned(),
            )),
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
        let request = self.build(operation, &mut |w| w.content(request))?;
        let answer = self.exchange(operation, request).await?;
        self.response(operation, answer)
    }

    /// Calls an operation that answers with nothing: a one-way operation, or one whose output is empty.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn send<Q: Content + Sync>(
        &self,
        operation: &Operation,
        request: &Q,
    ) -> Result<Response<()>, Error> {
        let request = self.build(operation, &mut |w| w.content(request))?;
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

    /// Sends a request: whole, or as it is read where there may be attachments.
    async fn transfer(&self, request: Request<Body>) -> Result<http::Response<Bytes>, Error> {
        let Some(attachments) = &self.attachments else {
            return Ok(self.transport.send(read(request)?).await?);
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

/// A request with its body in memory.
fn read(request: Request<Body>) -> Result<Request<Bytes>, Error> {
    let (head, body) = request.into_parts();
    let body = body
        .read()
        .map_err(|error| TransportError::Request(format!("an attachment: {error}")))?;
    Ok(Request::from_parts(head, body))
}
