//! One exchange under the session's rules.

use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};

use bytes::Bytes;
use http::{Request, Response};

use super::{Environment, Protocol, SessionError, Verdict, cookie};
use crate::{Secret, Transport, TransportError};

/// The transport of a protocol's own calls: it carries one given session, or none, and renews nothing.
pub struct Carrier<'s, P, T> {
    protocol: &'s P,
    environment: &'s Environment<T>,
    session: Option<&'s Secret<String>>,
    refused: AtomicBool,
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
    pub(super) async fn exchange(
        &self,
        mut request: Request<Bytes>,
    ) -> Result<(Response<Bytes>, Verdict), TransportError> {
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
        let response = transport.send(request).await?;
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
        Ok((response, verdict))
    }
}

impl<P: Protocol, T: Transport> Transport for Carrier<'_, P, T> {
    async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
        let (mut response, _) = self.exchange(request).await?;
        cookie::ignore_set(response.headers_mut(), self.protocol.cookie());
        Ok(response)
    }
}

impl<P, T> fmt::Debug for Carrier<'_, P, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Carrier").finish_non_exhaustive()
    }
}
