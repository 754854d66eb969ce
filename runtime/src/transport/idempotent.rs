//! Calls that may be repeated.

/// Says that a call may reach the server twice without harm, as an extension of its request.
///
/// [`Call::idempotent`](crate::soap::Call::idempotent) adds it. A transport that wraps another one
/// may then repeat a request that failed without a response, when the server may or may not have
/// acted on it. The transports of this crate never do that; a session repeats only calls that the
/// server refused.
///
/// ```
/// use sapo::TransportError;
/// use sapo::transport::Idempotent;
///
/// fn may_repeat(request: &http::Request<bytes::Bytes>, error: &TransportError) -> bool {
///     match error {
///         TransportError::Connect { .. } => true,
///         TransportError::Exchange { .. } => request.extensions().get::<Idempotent>().is_some(),
///         _ => false,
///     }
/// }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Idempotent;
