//! Bodies in memory and bodies in pieces.

use std::future::Future;
use std::io;

use bytes::Bytes;
use http::{Request, Response};

use super::{Body, Transport, TransportError};

/// A body of a request or a response, in memory (`Bytes`) or in pieces ([`Body`]): whoever wraps another transport
/// writes once what it does with both.
///
/// ```
/// use bytes::Bytes;
/// use http::{Request, Response, StatusCode};
/// use sapo::transport::{Body, Payload};
/// use sapo::{Transport, TransportError};
///
/// /// Asks once more where the server has no time.
/// struct Patient<T>(T);
///
/// impl<T: Transport> Patient<T> {
///     async fn exchange<P: Payload>(&self, request: Request<P>) -> Result<Response<P>, TransportError> {
///         let again = P::repeat(&request);
///         let response = P::send(&self.0, request).await?;
///         match again {
///             Some(again) if response.status() == StatusCode::SERVICE_UNAVAILABLE => P::send(&self.0, again).await,
///             _ => Ok(response),
///         }
///     }
/// }
///
/// impl<T: Transport> Transport for Patient<T> {
///     async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
///         self.exchange(request).await
///     }
///
///     async fn send_streamed(&self, request: Request<Body>) -> Result<Response<Body>, TransportError> {
///         self.exchange(request).await
///     }
/// }
/// ```
pub trait Payload: Send + Sync + Sized + 'static {
    /// The same once more; `None` where it can be had only once.
    fn again(&self) -> Option<Self>;

    /// All of it, where it is in memory.
    fn in_memory(&self) -> Option<Bytes>;

    /// What it begins with, which stays in it: all of it, unless it is in pieces and longer than 64 KiB.
    ///
    /// # Errors
    /// It breaks off, or a file cannot be read.
    fn beginning(&mut self) -> impl Future<Output = io::Result<Bytes>> + Send;

    /// Sends a request with such a body, for a response with one.
    ///
    /// # Errors
    /// Those of the transport.
    fn send<T: Transport>(
        transport: &T,
        request: Request<Self>,
    ) -> impl Future<Output = Result<Response<Self>, TransportError>> + Send;

    /// A request once more; `None` where its body can be had only once.
    fn repeat(request: &Request<Self>) -> Option<Request<Self>> {
        let mut again = Request::new(request.body().again()?);
        *again.method_mut() = request.method().clone();
        *again.uri_mut() = request.uri().clone();
        *again.version_mut() = request.version();
        *again.headers_mut() = request.headers().clone();
        *again.extensions_mut() = request.extensions().clone();
        Some(again)
    }
}

impl Payload for Bytes {
    fn again(&self) -> Option<Self> {
        Some(self.clone())
    }

    fn in_memory(&self) -> Option<Bytes> {
        Some(self.clone())
    }

    async fn beginning(&mut self) -> io::Result<Bytes> {
        Ok(self.clone())
    }

    fn send<T: Transport>(
        transport: &T,
        request: Request<Self>,
    ) -> impl Future<Output = Result<Response<Self>, TransportError>> + Send {
        transport.send(request)
    }
}

impl Payload for Body {
    fn again(&self) -> Option<Self> {
        self.again()
    }

    fn in_memory(&self) -> Option<Bytes> {
        self.in_memory()
    }

    fn beginning(&mut self) -> impl Future<Output = io::Result<Bytes>> + Send {
        self.beginning()
    }

    fn send<T: Transport>(
        transport: &T,
        request: Request<Self>,
    ) -> impl Future<Output = Result<Response<Self>, TransportError>> + Send {
        transport.send_streamed(request)
    }
}
