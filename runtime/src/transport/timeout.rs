//! The timeout of one call.

use std::future::Future;
use std::time::Duration;

use super::TransportError;

/// Limits how long one exchange may take, as an extension of its request.
///
/// [`Client::with_timeout`](crate::Client::with_timeout) and
/// [`Call::timeout`](crate::soap::Call::timeout) add it. `HttpTransport` applies it in place of its
/// own timeout; other transports pass it on with the request.
///
/// ```
/// use std::time::Duration;
/// use sapo::transport::Timeout;
///
/// fn timeout_of(request: &http::Request<bytes::Bytes>) -> Option<Duration> {
///     request.extensions().get::<Timeout>().map(|timeout| timeout.0)
/// }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timeout(pub Duration);

/// Waits for an exchange with `host`, no longer than `timeout`.
///
/// A transport can limit only its own work. This also covers the work of those around it, such as
/// the login of a session, and transports that know no timeout. There is no timer without the
/// feature `client`.
pub(crate) async fn within<T, E: From<TransportError>>(
    timeout: Option<Timeout>,
    host: &str,
    exchange: impl Future<Output = Result<T, E>>,
) -> Result<T, E> {
    #[cfg(feature = "client")]
    if let Some(Timeout(after)) = timeout {
        let mut deadline = super::deadline::Deadline::after(after);
        return deadline.wait_for(exchange).await.unwrap_or_else(|| {
            let host = host.to_owned();
            Err(TransportError::Timeout { host, after }.into())
        });
    }
    #[cfg(not(feature = "client"))]
    let _ = (timeout, host);
    exchange.await
}
