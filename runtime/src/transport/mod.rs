//! How messages travel.

use std::future::Future;

use bytes::Bytes;

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
}

/// A request that was not answered.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TransportError {
    /// No connection could be made, so the server has not seen the request.
    #[error("could not connect to {host}: {source}")]
    Connect {
        /// The host of the endpoint.
        host: String,
        /// Why.
        source: Box<dyn std::error::Error + Send + Sync>,
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
        /// The limit, in bytes.
        limit: usize,
    },
    /// The connection failed after the request was sent; the server may have acted on it.
    #[error("the exchange with {host} failed: {source}")]
    Exchange {
        /// The host of the endpoint.
        host: String,
        /// Why.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// The request could not be made: a bad URL or header.
    #[error("invalid request: {0}")]
    Request(String),
    /// A layer around the transport refused to send the request.
    #[error(transparent)]
    Refused(Box<dyn std::error::Error + Send + Sync>),
}

impl<T: Transport> Transport for &T {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> impl Future<Output = Result<http::Response<Bytes>, TransportError>> + Send {
        T::send(self, request)
    }
}

impl<T: Transport> Transport for std::sync::Arc<T> {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> impl Future<Output = Result<http::Response<Bytes>, TransportError>> + Send {
        T::send(self, request)
    }
}
