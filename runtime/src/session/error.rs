//! What a session can fail with.

use std::fmt;
use std::sync::Arc;
use std::time::SystemTime;

use super::clock::utc;
use super::{Quarantine, StoreError};
use crate::TransportError;

/// Why a session could not carry a call.
///
/// A call of a generated client gives it inside its own error: [`SessionError::of`] finds it there. It is cheap to
/// clone, because everyone who waited for the same login gets the same error.
#[derive(Debug, Clone, thiserror::Error)]
#[non_exhaustive]
pub enum SessionError {
    /// The server answered the login with a refusal. The next one has to wait.
    #[error("the login was refused: {0}")]
    Refused(Cause),
    /// Logins were refused, and it is too early to try again. Nothing was sent.
    #[error("not logging in before {}, after {refusals} refused logins: {cause}", utc(*.retry_at))]
    BackingOff {
        /// How many logins in a row were refused.
        refusals: u32,
        /// When the next login may be tried.
        retry_at: SystemTime,
        /// Why the last one was refused.
        cause: Cause,
    },
    /// The server opened a session, but not the one that was asked for: another identity is active, say.
    #[error("the session is not as it has to be: {0}")]
    Unfit(Cause),
    /// The server blocks requests because there were too many, as it has just said or said before; in the latter
    /// case nothing was sent.
    #[error(transparent)]
    Quarantined(Quarantine),
    /// The hour's requests are used up, and waiting for the next would take longer than allowed. Nothing was sent.
    #[error("no request is left before {}", utc(*.until))]
    Exhausted {
        /// When there is a request again.
        until: SystemTime,
    },
    /// The session does not trust this host. Nothing was sent.
    #[error("the session does not trust {host}")]
    Untrusted {
        /// The host of the URL.
        host: String,
    },
    /// The URL of a trusted host is not `https`, so others could read what is sent. Nothing was sent.
    #[error("the session is sent to {host} over TLS alone")]
    Insecure {
        /// The host of the URL.
        host: String,
    },
    /// The store could not be used.
    #[error(transparent)]
    Store(Arc<StoreError>),
    /// A call that logs in, or asks about the session, failed.
    #[error("the session could not be had: {0}")]
    Call(Arc<crate::Error>),
}

impl SessionError {
    /// The session's error inside a call's, if that is why the call failed.
    pub fn of(error: &crate::Error) -> Option<&Self> {
        match error {
            crate::Error::Transport(TransportError::Refused(refused)) => refused.downcast_ref(),
            _ => None,
        }
    }

    pub(super) fn of_call(error: crate::Error) -> Self {
        match Self::of(&error) {
            Some(error) => error.clone(),
            None => Self::Call(Arc::new(error)),
        }
    }
}

impl From<SessionError> for TransportError {
    fn from(error: SessionError) -> Self {
        Self::Refused(Box::new(error))
    }
}

impl From<StoreError> for SessionError {
    fn from(error: StoreError) -> Self {
        Self::Store(Arc::new(error))
    }
}

/// A reason that a [`Protocol`](super::Protocol) gave, shared by all who meet it.
#[derive(Clone)]
pub struct Cause(Arc<dyn std::error::Error + Send + Sync>);

impl Cause {
    /// Shares an error.
    pub fn new(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self(Arc::from(error.into()))
    }

    /// The protocol's own error, if it is of this type.
    pub fn downcast_ref<E: std::error::Error + 'static>(&self) -> Option<&E> {
        self.0.downcast_ref()
    }
}

impl fmt::Debug for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}
