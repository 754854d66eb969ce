//! Responses, told apart: a result, a fault, no SOAP at all, or something that doesn't fit.

use std::borrow::Cow;
use std::sync::Arc;

use bytes::Bytes;
use http::HeaderMap;
use http::header::{CONTENT_ENCODING, CONTENT_TYPE};

use super::attachments::unpacked;
use super::envelope::{self, NotRead, unexpected};
use super::excerpt::excerpt;
use super::http_binding::{self, Concealed};
use super::operation::BodyContent;
use super::settings::Settings;
use super::version::{media_type, parameter};
use super::{Fault, HeaderBlock, Incoming, OperationDescription, Response, Version};
use crate::error::Error;
use crate::mime::Parts;
use crate::transport::conceal;
use crate::value::QName;
use crate::xml::{self, Content, ErrorKind, Reader, Shape};

/// An operation, and the settings that its response is read by.
pub(super) struct Decoding<'c> {
    pub(super) settings: &'c Settings,
    pub(super) operation: &'c OperationDescription,
}

/// Reads the response of an operation.
pub(super) fn response<R: Content>(
    decoding: &Decoding<'_>,
    response: http::Response<Bytes>,
) -> Result<Response<R>, Error> {
    if matches!(decoding.operation.response(), BodyContent::Nothing) {
        let nothing = envelope::nothing().map_err(Error::Response)?;
        return Ok(acknowledgement(decoding, response)?.map(|()| nothing));
    }
    let (response, beside) = unpacked(response)?;
    // A response that holds nothing may be absent.
    let is_void = !decoding.is_strict() && Shape::of::<R>().holds_nothing();
    if is_void && has_no_message(&response) {
        // An interceptor may insist on headers that a message would have.
        decoding.intercept(&response, &[], None)?;
        let nothing = envelope::nothing().map_err(Error::Response)?;
        return Ok(assemble(nothing, Vec::new(), response, beside));
    }
    if decoding.operation.http().is_some() {
        let body = document(decoding, &response)?;
        return Ok(assemble(body, Vec::new(), response, beside));
    }
    let mut body = None;
    let headers = message(decoding, &response, &mut |r| {
        r.beside(Arc::clone(&beside.attachments));
        if decoding.operation.is_encoded() {
            r.encoded();
            r.expect_result();
        }
        body = Some(r.read()?);
        Ok(())
    })?;
    let body = match body {
        Some(body) => body,
        None if is_void || !decoding.is_strict() && R::IS_NILLABLE => {
            envelope::nothing().map_err(Error::Response)?
        }
        None => return Err(Error::Response(missing(decoding.operation))),
    };
    Ok(assemble(body, headers, response, beside))
}

/// Reads the response of an operation without a result: an empty one, or an envelope with an empty
/// Body.
fn acknowledgement(
    decoding: &Decoding<'_>,
    response: http::Response<Bytes>,
) -> Result<Response<()>, Error> {
    let (response, beside) = unpacked(response)?;
    if has_no_message(&response) {
        return Ok(assemble((), Vec::new(), response, beside));
    }
    if decoding.operation.http().is_some() {
        // The body doesn't matter: the operation has no result.
        succeeded(decoding, &response)?;
        return Ok(assemble((), Vec::new(), response, beside));
    }
    let headers = message(decoding, &response, &mut |r| r.skip())?;
    Ok(assemble((), headers, response, beside))
}

/// Whether a response says by its status alone that the call succeeded.
fn has_no_message(response: &http::Response<Bytes>) -> bool {
    response.status().is_success() && response.body().trim_ascii().is_empty()
}

/// Reads a response without an envelope: the document that its part is the root of.
fn document<R: Content>(
    decoding: &Decoding<'_>,
    response: &http::Response<Bytes>,
) -> Result<R, Error> {
    succeeded(decoding, response)?;
    let charset = parameter(response.headers(), "charset");
    let text = xml::decode(response.body(), charset.as_deref()).map_err(Error::Response)?;
    if text.is_empty() || !is_xml(response.headers()) {
        return Err(no_message(response, &concealed(&text, response)));
    }
    let body = decoding.operation.response();
    let reader = || {
        let mut r = Reader::new(&text, &decoding.settings.limits)?.strict(decoding.is_strict());
        decoding.declare(&mut r);
        Ok(r)
    };
    http_binding::document(body, reader).map_err(Error::Response)
}

/// Looks at a response without an envelope, whose status decides.
fn succeeded(decoding: &Decoding<'_>, response: &http::Response<Bytes>) -> Result<(), Error> {
    decoding.intercept(response, &[], None)?;
    if response.status().is_success() {
        return Ok(());
    }
    let charset = parameter(response.headers(), "charset");
    let text = xml::decode(response.body(), charset.as_deref()).unwrap_or_default();
    Err(no_message(response, &concealed(&text, response)))
}

/// A text without the secrets of the request: servers like to repeat a parameter that they make no
/// sense of.
fn concealed<'t>(text: &'t str, response: &http::Response<Bytes>) -> Cow<'t, str> {
    match response.extensions().get::<Concealed>() {
        Some(concealed) => concealed.scrub(text).into(),
        None => text.into(),
    }
}

fn assemble<R>(
    body: R,
    headers: Vec<HeaderBlock>,
    response: http::Response<Bytes>,
    beside: Parts,
) -> Response<R> {
    let (mut parts, _) = response.into_parts();
    conceal(&mut parts.headers);
    let attachments = beside.attachments;
    Response::new(body, headers, parts.status, parts.headers, attachments)
}

/// Reads a message; `read` consumes the operation's response element, or the Body if parts stand in
/// it side by side.
///
/// The status does not decide: some servers send faults with 200, and results with 500.
fn message(
    decoding: &Decoding<'_>,
    response: &http::Response<Bytes>,
    read: &mut dyn FnMut(&mut Reader<'_>) -> Result<(), xml::Error>,
) -> Result<Vec<HeaderBlock>, Error> {
    if response.body().is_empty() {
        return Err(no_message(response, ""));
    }
    let charset = parameter(response.headers(), "charset");
    let text = match xml::decode(response.body(), charset.as_deref()) {
        Ok(text) => text,
        Err(error) => {
            return Err(not_soap(
                still_encoded(response).unwrap_or(error),
                response,
                "",
            ));
        }
    };
    let operation = decoding.operation;
    let mut fault = None;
    let mut children = 0;
    let in_parts = matches!(operation.response(), BodyContent::Parts(_));
    let (limits, is_strict) = (&decoding.settings.limits, decoding.is_strict());
    let outcome = envelope::read(&text, limits, is_strict, &mut |r, _| {
        decoding.declare(r);
        if operation.is_encoded() && envelope::is_independent(r, children == 0)? {
            return r.skip();
        }
        children += 1;
        if children > 1 && !in_parts {
            return Err(unexpected("one element in the Body", &name_of(r)).at(r.offset()));
        }
        if is_fault(r) {
            fault = Some(Fault::read(r)?);
            return Ok(());
        }
        match operation.response() {
            // The name of an encoded response says nothing (SOAP 1.1, section 7.1).
            BodyContent::Element((namespace, local))
                if !r.is(namespace, local) && !operation.is_encoded() =>
            {
                let expected = QName::new(namespace, local).to_string();
                Err(unexpected(&expected, &name_of(r)).at(r.offset()))
            }
            BodyContent::Parts(_) => r.skip(),
            BodyContent::Element(_) | BodyContent::Nothing => read(r),
        }
    });
    // Only now is it known that the parts are there, and not a fault.
    let outcome = match outcome {
        Ok(_) if in_parts && fault.is_none() => {
            envelope::read_body(&text, limits, is_strict, &mut |r, _| {
                decoding.declare(r);
                read(r)
            })
        }
        outcome => outcome,
    };
    match (outcome, fault) {
        (Ok(headers), Some(fault)) => {
            decoding.intercept(response, &headers, Some(&fault))?;
            Err(Error::Fault(fault.with_headers(headers)))
        }
        // A fault is the better news, even where something around it is wrong.
        (Err(_), Some(fault)) => Err(Error::Fault(fault)),
        (Ok(headers), None) => {
            decoding.intercept(response, &headers, None)?;
            decoding.understood(headers)
        }
        (Err(NotRead::Invalid(error)), None) => Err(Error::Response(error)),
        (Err(NotRead::NotSoap(error)), None) => Err(not_soap(error, response, &text)),
    }
}

impl Decoding<'_> {
    fn is_strict(&self) -> bool {
        self.settings.reading.is_strict()
    }

    /// Tells a reader what the schema declares, where that is known.
    fn declare(&self, r: &mut Reader<'_>) {
        if let Some(declarations) = self.settings.service.declarations() {
            r.declare(declarations);
        }
    }

    fn intercept(
        &self,
        response: &http::Response<Bytes>,
        headers: &[HeaderBlock],
        fault: Option<&Fault>,
    ) -> Result<(), Error> {
        self.settings.interceptors.response(&Incoming {
            operation: self.operation,
            status: response.status(),
            http_headers: response.headers(),
            extensions: response.extensions(),
            headers,
            fault,
        })
    }

    /// Refuses headers that must be understood and are not (SOAP 1.1, section 4.2.3).
    fn understood(&self, headers: Vec<HeaderBlock>) -> Result<Vec<HeaderBlock>, Error> {
        let declared = self.operation.response_headers();
        let otherwise =
            |namespace: &str, local: &str| self.settings.interceptors.understand(namespace, local);
        match HeaderBlock::first_unknown(&headers, declared, &otherwise) {
            Some(name) => Err(Error::NotUnderstood(name)),
            None => Ok(headers),
        }
    }
}

/// Whether the element at hand is a fault, be it of the other version's namespace or, as careless
/// servers write it, of none.
fn is_fault(r: &Reader<'_>) -> bool {
    let (namespace, local) = r.name();
    local == "Fault" && (namespace.is_empty() || Version::of_namespace(namespace).is_some())
}

/// Returns the error of a body in a coding that the transport didn't undo, because it didn't ask
/// for it.
fn still_encoded(response: &http::Response<Bytes>) -> Option<xml::Error> {
    let coding = response.headers().get(CONTENT_ENCODING)?.to_str().ok()?;
    Some(xml::Error::new(ErrorKind::Encoding(coding.to_owned())))
}

/// Returns the error of a body that is no SOAP message. If the response claims to be one and to be
/// fine, the body is wrong; else the status says what happened. A document with a root of no
/// namespace says it itself, such as the warning that a server puts before the message; one of a
/// namespace may be a result, with a secret in it.
fn not_soap(error: xml::Error, response: &http::Response<Bytes>, text: &str) -> Error {
    let is_other =
        matches!(error.kind(), ErrorKind::Unexpected { found, .. } if !found.starts_with('{'));
    if response.status().is_success() && is_xml(response.headers()) && !is_other {
        Error::Response(error)
    } else {
        no_message(response, text)
    }
}

fn no_message(response: &http::Response<Bytes>, text: &str) -> Error {
    Error::Status {
        status: response.status().as_u16(),
        excerpt: excerpt(text, response),
    }
}

/// Whether the body is announced as XML, or not announced at all.
fn is_xml(headers: &HeaderMap) -> bool {
    match headers.get(CONTENT_TYPE).map(|value| value.to_str()) {
        Some(Ok(content_type)) => {
            let media_type = media_type(content_type).to_ascii_lowercase();
            media_type.ends_with("/xml") || media_type.ends_with("+xml")
        }
        Some(Err(_)) => false,
        None => true,
    }
}

fn name_of(r: &Reader<'_>) -> String {
    let (namespace, local) = r.name();
    QName::new(namespace, local).to_string()
}

fn missing(operation: &OperationDescription) -> xml::Error {
    let what = match operation.response() {
        BodyContent::Element((namespace, local)) => QName::new(namespace, local).to_string(),
        BodyContent::Parts(_) | BodyContent::Nothing => "the response".to_owned(),
    };
    xml::Error::new(ErrorKind::Missing(format!("{what} in the Body")))
}
