//! What all generated clients have in common.

use super::{Client, ServiceDescription};
use crate::transport::Transport;

/// A generated client.
///
/// Through it a session hands out clients of services that it was not made for:
///
/// ```
/// # use sapo::{Client, Service, Transport};
/// fn connect<S: Service>(transport: S::Transport) -> S {
///     S::from_client(Client::new(S::DESCRIPTION, transport))
/// }
/// ```
pub trait Service: Sized {
    /// What carries its messages.
    type Transport: Transport;

    /// The service that it speaks to.
    const DESCRIPTION: &'static ServiceDescription;

    /// Wraps a client of that service.
    fn from_client(client: Client<Self::Transport>) -> Self;

    /// The client within.
    fn client(&self) -> &Client<Self::Transport>;

    /// The same, with its client changed: another version, a header for all calls, an
    /// [`Interceptor`](super::Interceptor).
    ///
    /// ```
    /// # use sapo::{Service, soap::Interceptor, xml::Reading};
    /// fn watched<S: Service<Transport: Clone>>(api: S, watch: impl Interceptor + 'static) -> S {
    ///     api.configured(|client| client.with_interceptor(watch).with_reading(Reading::Strict))
    /// }
    /// ```
    #[must_use]
    fn configured(
        self,
        change: impl FnOnce(Client<Self::Transport>) -> Client<Self::Transport>,
    ) -> Self
    where
        Self::Transport: Clone,
    {
        Self::from_client(change(self.client().clone()))
    }
}
