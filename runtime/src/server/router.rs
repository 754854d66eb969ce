//! From an HTTP request to its response.

use std::collections::BTreeMap;
use std::fmt;

use bytes::Bytes;
use http::header::{ALLOW, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue, Method, Request, Response, StatusCode};

use super::Service;
use super::call::{Outcome, ServerCall};
use super::dispatch::{Envelope, announced_version};
use super::http_binding::{Plain, Target};
use super::message::Message;
use super::service::AnyService;
use crate::MimeError;
use crate::attachment::Attachment;
use crate::mime::{self, Packing, Parts};
use crate::soap::attachments::{THRESHOLD, Unreceived, receive_in_memory};
use crate::soap::operation::BodyContent;
use crate::soap::{Attachments, Fault, FaultCode, Header, Version, addressing, envelope};
use crate::transport::{Body, Transport, TransportError, conceal};
use crate::value::QName;
use crate::xml::Limits;

/// Services by path, answering as ASMX does.
///
/// - A call's operation is the one of its action, else the one of the element in its body.
/// - It is answered in its own version of SOAP: with a result and 200, or with a fault and 500 (400 where SOAP
///   1.2 has the sender at fault: part 2, section 7.5.2.2).
/// - A request with WS-Addressing's header blocks is answered with its own: the action, and what it relates to.
/// - What is not well-formed, or no envelope, is answered with 400 and nothing; another content type than the
///   two of SOAP with 415; an unknown path with 404.
/// - `GET` with the query `wsdl` gives the service's description where there is one.
/// - A service of WSDL's HTTP binding may be at the path of one that speaks SOAP. Its faults are texts, with 400 where the
///   sender is at fault, and 500.
#[derive(Default)]
pub struct Router {
    services: BTreeMap<String, Box<dyn AnyService>>,
    plain: Plain,
    wsdl: BTreeMap<String, Bytes>,
    understood: Vec<QName>,
    limits: Limits,
    attachments: Option<Attachments>,
}

impl Router {
    /// A router without services.
    pub fn new() -> Self {
        Self::default()
    }

    /// Serves `service` at `path`, which begins with a slash.
    #[must_use]
    pub fn service<S: Service>(mut self, path: impl Into<String>, service: S) -> Self {
        let service: Box<dyn AnyService> = Box::new(service);
        match S::DESCRIPTION.speaks_soap() {
            true => _ = self.services.insert(path.into(), service),
            false => self.plain.add(path.into(), service),
        }
        self
    }

    /// Publishes a WSDL at `path` and the query `wsdl`.
    #[must_use]
    pub fn wsdl(mut self, path: impl Into<String>, document: impl Into<Bytes>) -> Self {
        self.wsdl.insert(path.into(), document.into());
        self
    }

    /// Says that the services understand the header block `local` in `namespace`, which no WSDL declares: those of
    /// WS-Security, say.
    #[must_use]
    pub fn understanding(mut self, namespace: &str, local: &str) -> Self {
        self.understood.push(QName::new(namespace, local));
        self
    }

    /// Sets the limits on requests: on messages, and without [`attachments`](Self::attachments) on all that comes with
    /// them.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Takes attachments this way, and sends those of responses from this size on. How they are packed is as the request
    /// has it, and where it has none, as [`Context::add_attachment`](super::Context::add_attachment) is asked to:
    /// beside the message.
    ///
    /// Without it attachments are taken into memory.
    #[must_use]
    pub fn attachments(mut self, how: Attachments) -> Self {
        self.attachments = Some(how);
        self
    }

    /// Answers a request that is in memory.
    pub async fn respond(&self, request: Request<Bytes>) -> Response<Bytes> {
        let response = self.respond_streamed(request.map(Body::from)).await;
        let (head, body) = response.into_parts();
        match body.bytes().await {
            Ok(body) => Response::from_parts(head, body),
            // A file that was there when the response was made.
            Err(_) => empty(StatusCode::INTERNAL_SERVER_ERROR),
        }
    }

    /// Answers a request as it arrives. Attachments of the response that are files are read as it is sent.
    pub async fn respond_streamed(&self, request: Request<Body>) -> Response<Body> {
        let path = request.uri().path();
        if let Some(target) = self.plain.target(request.method(), request.uri()) {
            return self.call_plainly(target, request).await;
        }
        match *request.method() {
            Method::POST => match self.services.get(path) {
                Some(service) => self.call(service.as_ref(), request).await,
                None => empty(StatusCode::NOT_FOUND),
            },
            // What answers GET answers HEAD (RFC 9110, section 9.1), without the body.
            Method::GET | Method::HEAD => {
                self.describe(path, request.uri().query().unwrap_or_default())
            }
            _ => not_allowed(),
        }
    }

    fn describe(&self, path: &str, query: &str) -> Response<Body> {
        match self.wsdl.get(path) {
            Some(wsdl) if query.eq_ignore_ascii_case("wsdl") => {
                let mut response = Response::new(wsdl.clone().into());
                let text_xml = HeaderValue::from_static("text/xml; charset=utf-8");
                response.headers_mut().insert(CONTENT_TYPE, text_xml);
                response
            }
            _ if self.services.contains_key(path) => not_allowed(),
            _ => empty(StatusCode::NOT_FOUND),
        }
    }

    /// Reads the body of a request, of which `headers` become those of the message by itself; or the status that refuses it.
    async fn receive(
        &self,
        how: Option<&Attachments>,
        headers: &mut HeaderMap,
        body: Body,
    ) -> Result<(Bytes, Option<Parts>), StatusCode> {
        let limit = self.limits.size;
        let received = match how {
            Some(how) => how.receive(headers, body, limit).await,
            None => receive_in_memory(headers, body, limit).await,
        };
        received.map_err(|error| match error {
            Unreceived::TooLarge | Unreceived::Mime(MimeError::TooLarge(_)) => {
                StatusCode::PAYLOAD_TOO_LARGE
            }
            Unreceived::Broken(_) | Unreceived::Mime(_) => StatusCode::BAD_REQUEST,
        })
    }

    async fn call(&self, service: &dyn AnyService, request: Request<Body>) -> Response<Body> {
        let (mut head, body) = request.into_parts();
        let how = self.attachments.as_ref();
        let (body, beside) = match self.receive(how, &mut head.headers, body).await {
            Ok(received) => received,
            Err(status) => return empty(status),
        };
        let request = Request::from_parts(head, body);
        if announced_version(request.headers()).is_none() {
            return empty(StatusCode::UNSUPPORTED_MEDIA_TYPE);
        }
        let Ok(envelope) = Envelope::read(&request, &self.limits) else {
            return empty(StatusCode::BAD_REQUEST);
        };
        let version = envelope.version;
        let operation =
            match envelope.operation(service.description(), request.headers(), &self.understood) {
                Ok(operation) => operation,
                Err(fault) => {
                    let headers = addressing::reply(&envelope.headers, addressing::FAULT_ACTION);
                    return fault_response(&fault, &headers, version);
                }
            };
        if envelope.has_more && !matches!(operation.request(), BodyContent::Parts(_)) {
            return empty(StatusCode::BAD_REQUEST);
        }
        let (parts, _) = request.into_parts();
        let (text, headers) = (envelope.text, envelope.headers);
        let replies = [
            addressing::response_action(operation),
            addressing::FAULT_ACTION.to_owned(),
        ]
        .map(|action| addressing::reply(&headers, &action));
        let beside = beside.unwrap_or_default();
        let is_xop = beside.is_xop;
        let mut call = ServerCall::new(
            operation,
            version,
            Message::Envelope(text),
            self.limits,
            parts,
            headers,
            beside,
        );
        call.threshold = how.map_or(THRESHOLD, |how| how.threshold);
        let [result, fault] = replies;
        call.context().response_headers.extend(result);
        call.context().fault_headers.extend(fault);
        let served = service.serve(&mut call).await;
        let mut response = match (served, &mut call.outcome) {
            (Err(fault), _) => fault_response(
                &fault,
                &std::mem::take(&mut call.context().fault_headers),
                version,
            ),
            (Ok(()), Outcome::Message(text, beside)) if is_xop || !beside.is_empty() => {
                let packing = if is_xop {
                    Packing::Xop
                } else {
                    Packing::Related
                };
                packed_response(std::mem::take(text), version, beside, packing)
            }
            (Ok(()), Outcome::Message(text, _)) => {
                message_response(StatusCode::OK, std::mem::take(text), version)
            }
            (Ok(()), Outcome::Accepted) => empty(StatusCode::ACCEPTED),
            (Ok(()), Outcome::None) => {
                let headers = std::mem::take(&mut call.context().fault_headers);
                fault_response(
                    &Fault::receiver("the call was not answered"),
                    &headers,
                    version,
                )
            }
        };
        add_headers(&mut response, &mut call);
        response
    }

    async fn call_plainly(&self, target: Target<'_>, request: Request<Body>) -> Response<Body> {
        let (mut head, body) = request.into_parts();
        let body = match self.receive(None, &mut head.headers, body).await {
            Ok((body, _)) => body,
            Err(status) => return empty(status),
        };
        let (service, operation) = (target.service, target.operation);
        let message = match target.message(&head.uri, &head.headers, &body, &self.limits) {
            Ok(Some(message)) => message,
            Ok(None) => return empty(StatusCode::UNSUPPORTED_MEDIA_TYPE),
            Err(_) => return empty(StatusCode::BAD_REQUEST),
        };
        let mut call = ServerCall::new(
            operation,
            Version::Soap11,
            message,
            self.limits,
            head,
            Vec::new(),
            Parts::default(),
        );
        let served = service.serve(&mut call).await;
        let mut response = match (served, &mut call.outcome) {
            (Err(fault), _) => plain_fault(&fault),
            (Ok(()), Outcome::Message(text, _)) if text.is_empty() => empty(StatusCode::OK),
            (Ok(()), Outcome::Message(text, _)) => {
                message_response(StatusCode::OK, std::mem::take(text), Version::Soap11)
            }
            (Ok(()), Outcome::Accepted) => empty(StatusCode::ACCEPTED),
            (Ok(()), Outcome::None) => plain_fault(&Fault::receiver("the call was not answered")),
        };
        add_headers(&mut response, &mut call);
        response
    }
}

/// Adds what the call has been told to send besides.
fn add_headers(response: &mut Response<Body>, call: &mut ServerCall) {
    let headers = std::mem::take(&mut call.context().response_http_headers);
    for (name, value) in &headers {
        response.headers_mut().append(name, value.clone());
    }
}

/// A fault without SOAP: its reason.
fn plain_fault(fault: &Fault) -> Response<Body> {
    let status = match fault.code() {
        FaultCode::Sender => StatusCode::BAD_REQUEST,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    };
    let mut response = Response::new(Bytes::from(fault.reason().to_owned()).into());
    *response.status_mut() = status;
    let content_type = HeaderValue::from_static("text/plain; charset=utf-8");
    response.headers_mut().insert(CONTENT_TYPE, content_type);
    response
}

/// In place of a server: requests are answered whatever their host.
impl Transport for Router {
    async fn send(&self, mut request: Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
        conceal(request.headers_mut());
        Ok(self.respond(request).await)
    }

    async fn send_streamed(
        &self,
        mut request: Request<Body>,
    ) -> Result<Response<Body>, TransportError> {
        conceal(request.headers_mut());
        Ok(self.respond_streamed(request).await)
    }
}

impl fmt::Debug for Router {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Router")
            .field("services", &self.services.keys())
            .field("without_soap", &self.plain.paths().collect::<Vec<_>>())
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}

fn fault_response(fault: &Fault, headers: &[Header], version: Version) -> Response<Body> {
    let status = match (version, fault.code()) {
        (Version::Soap12, FaultCode::Sender) => StatusCode::BAD_REQUEST,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    };
    let text = envelope::write(version, &mut headers.iter(), &mut |w| {
        fault.write(version, w)
    });
    match text {
        Ok(text) => message_response(status, text, version),
        // The fault holds what XML cannot carry.
        Err(_) => empty(StatusCode::INTERNAL_SERVER_ERROR),
    }
}

fn message_response(status: StatusCode, text: String, version: Version) -> Response<Body> {
    let mut response = Response::new(Bytes::from(text).into());
    *response.status_mut() = status;
    let content_type = version.content_type();
    response.headers_mut().insert(CONTENT_TYPE, content_type);
    response
}

fn packed_response(
    text: String,
    version: Version,
    beside: &[Attachment],
    packing: Packing,
) -> Response<Body> {
    let (content_type, body) = mime::pack(text, version, None, beside, packing);
    let mut response = Response::new(body);
    // Without an action it is always a header's value.
    if let Ok(content_type) = HeaderValue::from_str(&content_type) {
        response.headers_mut().insert(CONTENT_TYPE, content_type);
    }
    response
}

fn empty<B: Default>(status: StatusCode) -> Response<B> {
    let mut response = Response::new(B::default());
    *response.status_mut() = status;
    response
}

fn not_allowed() -> Response<Body> {
    let mut response = empty(StatusCode::METHOD_NOT_ALLOWED);
    let post = HeaderValue::from_static("POST");
    response.headers_mut().insert(ALLOW, post);
    response
}
