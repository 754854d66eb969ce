//! How messages travel.
//!
//! [`Transport`] is the seam: [`HttpTransport`] (feature `client`) speaks HTTP, [`MemoryTransport`] answers
//! from memory, and whoever needs sessions, recording or retries wraps one transport in another.

#[cfg(feature = "authentication")]
mod authorization;
mod body;
#[cfg(feature = "client")]
mod connections;
#[cfg(feature = "client")]
mod deadline;
#[cfg(feature = "client")]
mod gzip;
#[cfg(any(feature = "client", feature = "server"))]
pub(crate) mod http_body;
mod idempotent;
mod memory;
mod payload;
#[cfg(feature = "record")]
pub(crate) mod record;
#[cfg(feature = "client")]
mod redirect;
#[cfg(feature = "client")]
mod reqwest;
mod timeout;
#[cfg(feature = "client")]
mod tls;

#[cfg(feature = "authentication")]
pub use self::authorization::{BasicAuth, DigestAuth};
pub use self::body::{Body, Source};
pub use self::idempotent::Idempotent;
pub use self::memory::MemoryTransport;
pub use self::payload::Payload;
#[cfg(feature = "record")]
pub use self::record::{Mismatch, Observed, Recorder, Replay, Seen};
#[cfg(feature = "client")]
pub use self::reqwest::{HttpTransport, HttpTransportBuilder};
pub use self::timeout::Timeout;
pub(crate) use self::timeout::within;

use std::error::Error as StdError;
use std::fmt;
use std::future::Future;
use std::time::Duration;

use bytes::Bytes;
use http::HeaderMap;
use http::header::{AUTHORIZATION, COOKIE, PROXY_AUTHORIZATION, SET_COOKIE};

/// Sends a request and waits for its response.
///
/// An implementation is cheap to share: clients hold it by value, and `&T`, `Arc<T>` are transports
/// too where `T` is one.
pub trait Transport: Send + Sync {
    /// Sends `request` to the URL it carries and returns the whole response, whatever its status.
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> impl Future<Output = Result<http::Response<Bytes>, TransportError>> + Send;

    /// [`send`](Self::send) for bodies that need not fit into memory. By default they have to: the request is read
    /// whole and sent, and the response is there whole. [`HttpTransport`] has both pass through; whoever wraps
    /// another transport does well to hand this on as well, for which there is [`Payload`].
    fn send_streamed(
        &self,
        request: http::Request<Body>,
    ) -> impl Future<Output = Result<http::Response<Body>, TransportError>> + Send {
        async {
            let (parts, body) = request.into_parts();
            let body = body
                .bytes()
                .await
                .map_err(|error| TransportError::Request(error.to_string()))?;
            let response = self.send(http::Request::from_parts(parts, body)).await?;
            Ok(response.map(Body::from))
        }
    }
}

/// A request that was not answered.
///
/// Hosts are named, never whole URLs: a path or a query may hold a session id.
#[derive(Debug)]
#[non_exhaustive]
pub enum TransportError {
    /// No connection could be made, so the server has not seen the request.
    Connect {
        /// The host of the endpoint.
        host: String,
        /// Why. `Display` shows the innermost cause, so this is not a source of the error.
        source: Box<dyn StdError + Send + Sync>,
    },
    /// The timeout passed; the server may have acted on the request.
    Timeout {
        /// The host of the endpoint.
        host: String,
        /// The timeout.
        after: Duration,
    },
    /// The response is larger than allowed.
    TooLarge {
        /// The limit, in bytes after decompression.
        limit: usize,
    },
    /// The server sent the client elsewhere, where a request with its cookies must not follow by itself.
    Redirect {
        /// The host of the endpoint.
        host: String,
        /// The status code.
        status: u16,
        /// The origin that it points to (`https://example.org`), or how `Location` is unusable.
        target: String,
    },
    /// The connection failed after the request was sent; the server may have acted on it.
    Exchange {
        /// The host of the endpoint.
        host: String,
        /// Why. `Display` shows the innermost cause, so this is not a source of the error.
        source: Box<dyn StdError + Send + Sync>,
    },
    /// The request could not be made: a bad URL or header.
    Request(String),
    /// The transport itself could not be set up: a bad certificate or proxy.
    Setup(String),
    /// A layer around the transport refused to send the request.
    Refused(Box<dyn StdError + Send + Sync>),
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Connect { host, source } => {
                let cause = innermost(source.as_ref());
                write!(f, "could not connect to {host}: {cause}")
            }
            Self::Timeout { host, after } => write!(f, "no response from {host} within {after:?}"),
            Self::TooLarge { limit } => write!(f, "the response is larger than {limit} bytes"),
            Self::Redirect {
                host,
                status,
                target,
            } => write!(
                f,
                "{host} redirects to {target} (HTTP status {status}), which is not followed"
            ),
            Self::Exchange { host, source } => {
                let cause = innermost(source.as_ref());
                write!(f, "the exchange with {host} failed: {cause}")
            }
            Self::Request(problem) => write!(f, "invalid request: {problem}"),
            Self::Setup(problem) => write!(f, "the transport cannot be set up: {problem}"),
            Self::Refused(error) => error.fmt(f),
        }
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Refused(error) => error.source(),
            _ => None,
        }
    }
}

impl<T: Transport> Transport for &T {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> impl Future<Output = Result<http::Response<Bytes>, TransportError>> + Send {
        T::send(self, request)
    }

    fn send_streamed(
        &self,
        request: http::Request<Body>,
    ) -> impl Future<Output = Result<http::Response<Body>, TransportError>> + Send {
        T::send_streamed(self, request)
    }
}

impl<T: Transport> Transport for std::sync::Arc<T> {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> impl Future<Output = Result<http::Response<Bytes>, TransportError>> + Send {
        T::send(self, request)
    }

    fn send_streamed(
        &self,
        request: http::Request<Body>,
    ) -> impl Future<Output = Result<http::Response<Body>, TransportError>> + Send {
        T::send_streamed(self, request)
    }
}

/// Marks cookies and credentials as sensitive, which keeps their values out of `Debug`.
pub fn conceal(headers: &mut HeaderMap) {
    for (name, value) in headers.iter_mut() {
        if [AUTHORIZATION, COOKIE, PROXY_AUTHORIZATION, SET_COOKIE].contains(name) {
            value.set_sensitive(true);
        }
    }
}

/// The error that began it all, which says more than the layers around it.
fn innermost<'e>(error: &'e (dyn StdError + 'static)) -> &'e (dyn StdError + 'static) {
    let mut inner = error;
    while let Some(source) = inner.source() {
        inner = source;
    }
    inner
}
