//! One request through the transport, and its response.

use std::sync::Arc;
use std::time::Instant;

use bytes::Bytes;
use http::{Request, Response};
use tracing::Instrument;

use super::OperationDescription;
use super::attachments::Unreceived;
use super::call::RequestContent;
use super::request::{self, Writing};
use super::settings::Settings;
use crate::error::Error;
use crate::transport::{Body, Timeout, Transport, TransportError, within};

/// A response that has arrived, with what it is read by.
pub(super) struct Received<'c> {
    pub(super) settings: Arc<Settings>,
    pub(super) operation: &'c OperationDescription,
    pub(super) response: Response<Bytes>,
}

/// Writes a request, sends it, and waits for the response.
pub(super) async fn exchange<'c, T: Transport>(
    transport: &T,
    settings: Arc<Settings>,
    operation: &'c OperationDescription,
    content: RequestContent<'c>,
) -> Result<Received<'c>, Error> {
    let request = write(&settings, operation, &content)?;
    // The request's values may be large, and the response may take its time.
    drop(content);
    let span = tracing::info_span!(
        "soap_call",
        service = settings.service.name(),
        operation = operation.name(),
        host = request.uri().host(),
        status = tracing::field::Empty,
        bytes = tracing::field::Empty,
        milliseconds = tracing::field::Empty,
    );
    let extensions = request.extensions().clone();
    let begin = Instant::now();
    let outcome = transfer(transport, &settings, request)
        .instrument(span.clone())
        .await;
    span.record("milliseconds", begin.elapsed().as_millis() as u64);
    let mut response = outcome?;
    response.extensions_mut().extend(extensions);
    span.record("status", response.status().as_u16());
    span.record("bytes", response.body().len());
    Ok(Received {
        settings,
        operation,
        response,
    })
}

/// Writes a request, which may have parts that aren't in memory.
pub(super) fn write(
    settings: &Settings,
    operation: &OperationDescription,
    content: &RequestContent<'_>,
) -> Result<Request<Body>, Error> {
    let writing = Writing {
        settings,
        operation,
    };
    request::request(&writing, &mut |w| content(w))
}

/// Reads the body of a request into memory.
pub(super) fn in_memory(request: Request<Body>) -> Result<Request<Bytes>, Error> {
    let (head, body) = request.into_parts();
    let body = body
        .read()
        .map_err(|error| TransportError::Request(format!("an attachment: {error}")))?;
    Ok(Request::from_parts(head, body))
}

/// Sends a request within its timeout.
async fn transfer<T: Transport>(
    transport: &T,
    settings: &Settings,
    request: Request<Body>,
) -> Result<Response<Bytes>, Error> {
    let host = request.uri().host().unwrap_or_default().to_owned();
    let timeout = request.extensions().get::<Timeout>().copied();
    within(timeout, &host, send(transport, settings, &host, request)).await
}

/// Sends a request: whole, or streamed if there may be attachments.
async fn send<T: Transport>(
    transport: &T,
    settings: &Settings,
    host: &str,
    request: Request<Body>,
) -> Result<Response<Bytes>, Error> {
    let Some(attachments) = &settings.attachments else {
        return Ok(transport.send(in_memory(request)?).await?);
    };
    let limit = settings.limits.size;
    let (mut head, body) = transport.send_streamed(request).await?.into_parts();
    let received = attachments.receive(&mut head.headers, body, limit).await;
    let (message, parts) = received.map_err(|error| match error {
        Unreceived::Broken(source) => Error::from(TransportError::Exchange {
            host: host.to_owned(),
            source: source.into(),
        }),
        Unreceived::TooLarge => TransportError::TooLarge { limit }.into(),
        Unreceived::Mime(error) => error.into(),
    })?;
    if let Some(parts) = parts {
        head.extensions.insert(parts);
    }
    Ok(Response::from_parts(head, message))
}
