//! Requests, put together: a message in an envelope, or a document or parameters without one.

use std::borrow::Cow;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{Extensions, HeaderMap, HeaderValue, Method, Request, Uri};

use super::attachments::Attachments;
use super::operation::BodyContent;
use super::settings::Settings;
use super::{Header, Http, OperationDescription, Outgoing, Version, envelope, http_binding};
use crate::attachment::Attachment;
use crate::error::Error;
use crate::mime::{Packing, pack};
use crate::transport::{Body, TransportError, conceal};
use crate::xml::Writer;

/// An operation, and the settings that its request is written by.
pub(super) struct Writing<'c> {
    pub(super) settings: &'c Settings,
    pub(super) operation: &'c OperationDescription,
}

/// The parts of a request around its message.
struct Around<'c> {
    headers: Vec<Cow<'c, Header>>,
    http_headers: HeaderMap,
    extensions: Extensions,
    attachments: Vec<Attachment>,
}

/// Writes the request of an operation; `content` writes the operation's request element, or the
/// parts in its place.
pub(super) fn request(
    writing: &Writing<'_>,
    content: &mut dyn FnMut(&mut Writer),
) -> Result<Request<Body>, Error> {
    let around = writing.intercept()?;
    match writing.operation.http() {
        Some(http) => document(writing, http, around, content),
        None => message(writing, around, content),
    }
}

/// Writes a request without an envelope: a document, or the parameters of a form or a URL.
fn document(
    writing: &Writing<'_>,
    http: &Http,
    around: Around<'_>,
    content: &mut dyn FnMut(&mut Writer),
) -> Result<Request<Body>, Error> {
    if !around.headers.is_empty() || !around.attachments.is_empty() {
        return Err(TransportError::Request(format!(
            "{} is called without SOAP, where header blocks and attachments have no place",
            writing.operation.name()
        ))
        .into());
    }
    writing.uri()?;
    let secrets = writing.settings.service.secrets();
    let mut request = http_binding::request(http, writing.settings.endpoint(), secrets, content)?;
    // The headers of the message count more than those of the client.
    let own = std::mem::replace(request.headers_mut(), around.http_headers);
    for (name, value) in &own {
        request.headers_mut().insert(name, value.clone());
    }
    writing.extend(&mut request, around.extensions);
    Ok(request)
}

/// Writes a message, with its attachments beside it.
fn message(
    writing: &Writing<'_>,
    around: Around<'_>,
    content: &mut dyn FnMut(&mut Writer),
) -> Result<Request<Body>, Error> {
    let (text, attachments) = envelope(writing, &around.headers, around.attachments, content)?;

    let mut request = Request::new(Body::default());
    *request.method_mut() = Method::POST;
    *request.uri_mut() = writing.uri()?;
    *request.headers_mut() = around.http_headers;
    writing.extend(&mut request, around.extensions);

    let action = writing.action();
    (writing.settings.version)
        .announce(action, request.headers_mut())
        .map_err(|_| {
            let action = action.unwrap_or_default();
            TransportError::Request(format!("the action {action:?} does not fit into a header"))
        })?;
    if writing.mtom().is_none() && attachments.is_empty() {
        *request.body_mut() = Bytes::from(text).into();
        return Ok(request);
    }
    let packing =
        (writing.settings.attachments.as_ref()).map_or(Packing::Related, |how| how.packing);
    let (content_type, body) = pack(
        text,
        writing.settings.version,
        action,
        &attachments,
        packing,
    );
    let content_type = HeaderValue::from_str(&content_type).map_err(|_| {
        TransportError::Request("an action that does not fit into a header".to_owned())
    })?;
    request.headers_mut().insert(CONTENT_TYPE, content_type);
    *request.body_mut() = body;
    Ok(request)
}

/// Writes an envelope. With MTOM, the attachments that come back include those that its message
/// refers to.
fn envelope(
    writing: &Writing<'_>,
    headers: &[Cow<'_, Header>],
    mut attachments: Vec<Attachment>,
    content: &mut dyn FnMut(&mut Writer),
) -> Result<(String, Vec<Attachment>), Error> {
    let (version, operation) = (writing.settings.version, writing.operation);
    let mtom = writing.mtom();
    let mut headers = headers.iter().map(|header| &**header);
    let text = envelope::write(version, &mut headers, &mut |w| {
        if let Some(how) = mtom {
            w.put_beside(how.threshold, std::mem::take(&mut attachments));
        }
        envelope::write_body(w, version, operation, operation.request(), content);
        if mtom.is_some() {
            attachments = w.take_beside();
        }
    })
    .map_err(Error::Request)?;
    Ok((text, attachments))
}

impl<'c> Writing<'c> {
    /// Collects what goes around the message: the client's settings, as the interceptors change
    /// them.
    fn intercept(&self) -> Result<Around<'c>, Error> {
        let settings = self.settings;
        if settings.interceptors.is_empty() {
            return Ok(Around {
                headers: self.headers().map(Cow::Borrowed).collect(),
                http_headers: settings.http_headers.clone(),
                extensions: settings.extensions(),
                attachments: settings.attached.clone(),
            });
        }
        let mut outgoing = Outgoing {
            service: settings.service,
            operation: self.operation,
            version: settings.version,
            endpoint: settings.endpoint(),
            headers: self.headers().cloned().collect(),
            http_headers: settings.http_headers.clone(),
            extensions: settings.extensions(),
            attachments: settings.attached.clone(),
        };
        settings.interceptors.request(&mut outgoing)?;
        conceal(&mut outgoing.http_headers);
        Ok(Around {
            headers: outgoing.headers.into_iter().map(Cow::Owned).collect(),
            http_headers: outgoing.http_headers,
            extensions: outgoing.extensions,
            attachments: outgoing.attachments,
        })
    }

    /// Returns the call's header blocks, and those of the client that the service doesn't declare
    /// for other operations alone.
    fn headers(&self) -> impl Iterator<Item = &'c Header> + use<'c> {
        let (operation, service) = (self.operation, self.settings.service);
        let of_client = self.settings.headers.iter().filter(move |header| {
            let name = (header.name().namespace(), header.name().local());
            operation.request_headers().contains(&name) || !service.declares_header(name.0, name.1)
        });
        of_client.chain(&self.settings.call_headers)
    }

    /// Returns the action, if the request carries it.
    fn action(&self) -> Option<&'c str> {
        let version = self.settings.version;
        let is_sent = version == Version::Soap11
            || (self.settings.soap12_action)
                .unwrap_or(self.operation.action_is_required())
            // A body without an element doesn't say which operation is called, so the action has
            // to.
            || matches!(
                self.operation.request(),
                BodyContent::Nothing | BodyContent::Parts([])
            );
        is_sent.then(|| self.operation.action(version))
    }

    /// Returns how attachments go beside the message, if the message refers to them.
    fn mtom(&self) -> Option<&'c Attachments> {
        (self.settings.attachments.as_ref()).filter(|how| how.packing == Packing::Xop)
    }

    /// Adds the extensions of interceptors, and the names of secrets for recordings.
    fn extend(&self, request: &mut Request<Body>, extensions: Extensions) {
        request.extensions_mut().extend(extensions);
        #[cfg(feature = "record")]
        request
            .extensions_mut()
            .insert(crate::transport::record::SecretNames(
                self.settings.service.secrets(),
            ));
    }

    fn uri(&self) -> Result<Uri, TransportError> {
        let endpoint = self.settings.endpoint();
        if endpoint.is_empty() {
            return Err(TransportError::Request(format!(
                "{} has no endpoint",
                self.settings.service.name()
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
