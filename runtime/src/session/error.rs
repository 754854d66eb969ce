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
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum SessionError {
    /// The server answered the login with a refusal. The next one has to wait.
    Refused(Cause),
    /// Logins were refused, and it is too early to try again. Nothing was sent.
    BackingOff {
        /// How many logins in a row were refused.
        refusals: u32,
        /// When the next login may be tried.
        retry_at: SystemTime,
        /// Why the last one was refused.
        cause: Cause,
    },
    /// The server opened a session, but not the one that was asked for: another identity is active, say.
    Unfit(Cause),
    /// The server blocks requests because there were too many, as it has just said or said before; in the latter
    /// case nothing was sent.
    Quarantined(Quarantine),
    /// The hour's requests are used up, and waiting for the next would take longer than allowed. Nothing was sent.
    Exhausted {
        /// When there is a request again.
        until: SystemTime,
    },
    /// The session does not trust this host. Nothing was sent.
    Untrusted {
        /// The host of the URL.
        host: String,
    },
    /// The URL of a trusted host is not `https`, so others could read what is sent. Nothing was sent.
    Insecure {
        /// The host of the URL.
        host: String,
    },
    /// The store could not be used.
    Store(Arc<StoreError>),
    /// A call that logs in, or asks about the session, failed.
    Call(Arc<crate::Error>),
}

impl fmt::Display for SessionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(cause) => write!(f, "the login was refused: {cause}"),
            Self::BackingOff {
                refusals,
                retry_at,
                cause,
            } => {
                let retry_at = utc(*retry_at);
                write!(
                    f,
                    "not logging in before {retry_at}, after {refusals} refused logins: {cause}"
                )
            }
            Self::Unfit(cause) => write!(f, "the session is not as it has to be: {cause}"),
            Self::Quarantined(quarantine) => quarantine.fmt(f),
            Self::Exhausted { until } => write!(f, "no request is left before {}", utc(*until)),
            Self::Untrusted { host } => write!(f, "the session does not trust {host}"),
            Self::Insecure { host } => {
                write!(f, "the session is sent to {host} over TLS alone")
            }
            Self::Store(error) => error.fmt(f),
            Self::Call(error) => write!(f, "the session could not be had: {error}"),
        }
    }
}

/// The source of an error that `Display` includes is the source of this one.
impl std::error::Error for SessionError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Refused(cause) | Self::BackingOff { cause, .. } | Self::Unfit(cause) => {
                cause.0.source()
            }
            Self::Store(error) => error.source(),
            Self::Call(error) => error.source(),
            Self::Quarantined(_)
            | Self::Exhausted { .. }
            | Self::Untrusted { .. }
            | Self::Insecure { .. } => None,
        }
    }
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
