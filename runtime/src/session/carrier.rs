//! One exchange under the session's rules.

use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};

use bytes::Bytes;
use http::{Request, Response};

use super::{Environment, Protocol, SessionError, Verdict, cookie};
use crate::transport::{Body, Payload};
use crate::{Secret, Transport, TransportError};

/// The transport of a protocol's own calls: it carries one given session, or none, and renews nothing.
pub struct Carrier<'s, P, T> {
    protocol: &'s P,
    environment: &'s Environment<T>,
    session: Option<&'s Secret<String>>,
    refused: AtomicBool,
}

/// A response, and what the protocol makes of it.
pub(super) struct Answer<B> {
    pub(super) response: Response<B>,
    pub(super) verdict: Verdict,
    /// The id that the session has from now on.
    pub(super) reissued: Option<Secret<String>>,
}

impl<'s, P: Protocol, T: Transport> Carrier<'s, P, T> {
    pub(super) fn new(
        protocol: &'s P,
        environment: &'s Environment<T>,
        session: Option<&'s Secret<String>>,
    ) -> Self {
        Self {
            protocol,
            environment,
            session,
            refused: AtomicBool::new(false),
        }
    }

    /// Whether a call was refused for want of a live session.
    pub(super) fn was_refused(&self) -> bool {
        self.refused.load(Ordering::Relaxed)
    }

    /// Sends a request in this session; gives the response and what it says about the session.
    pub(super) async fn exchange<B: Payload>(
        &self,
        mut request: Request<B>,
    ) -> Result<Answer<B>, TransportError> {
        let Environment {
            trusted,
            quota,
            clock,
            transport,
            ..
        } = self.environment;
        trusted.check(request.uri())?;
        let name = self.protocol.cookie();
        match self.session {
            None => cookie::remove(request.headers_mut(), name),
            Some(id) => cookie::set(request.headers_mut(), name, id).map_err(|()| {
                TransportError::Request("the session id cannot stand in a cookie".to_owned())
            })?,
        }
        quota.admit(clock.as_ref()).await?;
        let host = request.uri().host().unwrap_or_default().to_owned();
        let (head, mut body) = B::send(transport, request).await?.into_parts();
        let beginning = body.beginning().await;
        let beginning = beginning.map_err(|error| TransportError::Exchange {
            host,
            source: error.into(),
        })?;
        let response = Response::from_parts(head, beginning);
        if let Some(allowance) = self.protocol.allowance(&response) {
            quota.announced(allowance);
        }
        let verdict = self.protocol.verdict(&response);
        if let Verdict::Quarantined(quarantine) = verdict {
            quota.quarantined(quarantine.clone(), clock.now());
            return Err(SessionError::Quarantined(quarantine).into());
        }
        if verdict == Verdict::Unauthenticated {
            self.refused.store(true, Ordering::Relaxed);
        }
        // One that no request can carry would end the session for good.
        let reissued = self.protocol.reissued(&response);
        let reissued = reissued.filter(|id| cookie::fits(name, id));
        Ok(Answer {
            response: Response::from_parts(response.into_parts().0, body),
            verdict,
            reissued,
        })
    }
}

impl<P: Protocol, T: Transport> Carrier<'_, P, T> {
    async fn call<B: Payload>(&self, request: Request<B>) -> Result<Response<B>, TransportError> {
        let mut response = self.exchange(request).await?.response;
        cookie::ignore_set(response.headers_mut(), self.protocol.cookie());
        Ok(response)
    }
}

impl<P: Protocol, T: Transport> Transport for Carrier<'_, P, T> {
    async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
        self.call(request).await
    }

    async fn send_streamed(
        &self,
        request: Request<Body>,
    ) -> Result<Response<Body>, TransportError> {
        self.call(request).await
    }
}

impl<P, T> fmt::Debug for Carrier<'_, P, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Carrier").finish_non_exhaustive()
    }
}
