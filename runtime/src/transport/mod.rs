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
mod memory;
mod payload;
#[cfg(feature = "record")]
pub(crate) mod record;
#[cfg(feature = "client")]
mod redirect;
#[cfg(feature = "client")]
mod reqwest;
#[cfg(feature = "client")]
mod tls;

#[cfg(feature = "authentication")]
pub use self::authorization::{BasicAuth, DigestAuth};
pub use self::body::{Body, Source};
pub use self::memory::MemoryTransport;
pub use self::payload::Payload;
#[cfg(feature = "record")]
pub use self::record::{Mismatch, Observed, Recorder, Replay, Seen};
#[cfg(feature = "client")]
pub use self::reqwest::{HttpTransport, HttpTransportBuilder};

use std::error::Error as StdError;
use std::future::Future;

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
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TransportError {
    /// No connection could be made, so the server has not seen the request.
    #[error("could not connect to {host}: {}", innermost(.source.as_ref()))]
    Connect {
        /// The host of the endpoint.
        host: String,
        /// Why.
        source: Box<dyn StdError + Send + Sync>,
    },
    /// The time-out passed; the server may have acted on the request.
    #[error("no answer from {host} in time")]
    Timeout {
        /// The host of the endpoint.
        host: String,
    },
    /// The response is larger than allowed.
    #[error("the response is larger than {limit} bytes")]
    TooLarge {
        /// The limit, in bytes after decompression.
        limit: usize,
    },
    /// The server sent the client elsewhere, where a request with its cookies must not follow by itself.
    #[error("{host} redirects to {target} (HTTP status {status}), which is not followed")]
    Redirect {
        /// The host of the endpoint.
        host: String,
        /// The status code.
        status: u16,
        /// The origin that it points to (`https://example.org`), or how `Location` is unusable.
        target: String,
    },
    /// The connection failed after the request was sent; the server may have acted on it.
    #[error("the exchange with {host} failed: {}", innermost(.source.as_ref()))]
    Exchange {
        /// The host of the endpoint.
        host: String,
        /// Why.
        source: Box<dyn StdError + Send + Sync>,
    },
    /// The request could not be made: a bad URL or header.
    #[error("invalid request: {0}")]
    Request(String),
    /// The transport itself could not be set up: a bad certificate or proxy.
    #[error("the transport cannot be set up: {0}")]
    Setup(String),
    /// A layer around the transport refused to send the request.
    #[error(transparent)]
    Refused(Box<dyn StdError + Send + Sync>),
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
