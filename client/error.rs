//! What a session can fail with.

use std::sync::Arc;
use std::time::SystemTime;

use sapo::Uuid;
use sapo::session::{Quarantine, SessionError, StoreError};

use crate::{Candidate, Choice};

/// Why something that a [`Session`](crate::Session) does did not succeed.
///
/// Calls of other services through a session fail with [`sapo::Error`]; `Error::from` tells whether the session was why.
/// It is cheap to clone: all tasks that waited for a login get the same error.
#[derive(Debug, Clone, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The service refused the user name, the password or the application id: it answered the login with an empty
    /// session id. The next login has to wait.
    #[error("the user name, the password or the application id is wrong")]
    LoginRefused,
    /// The `auth` service refused the log-in, and says why in its answer. The next one has to wait.
    #[error("the log-in was refused: {}", reasons(.messages))]
    AuthRefused {
        /// All that the service said, in its words and its order; it need not say anything.
        messages: Vec<String>,
    },
    /// The service refused the token. It may have been used before.
    #[error("the token or the application id is wrong")]
    TokenRefused,
    /// Logins were refused before, and it is too early for another one. Nothing was sent.
    #[error(transparent)]
    BackingOff(
        /// How many were refused, why, and when the next may be tried: a [`SessionError::BackingOff`].
        SessionError,
    ),
    /// The identity that the session is to act as is blocked. [`Session::identities_with_credential`] lists the
    /// identities without logging in, so that another can be chosen.
    ///
    /// [`Session::identities_with_credential`]: crate::Session::identities_with_credential
    #[error(
        "the identity is blocked: {message} (list the others with `identities_with_credential`)"
    )]
    IdentityBlocked {
        /// What the service said.
        message: String,
    },
    /// The user has no identity such as the one that is wanted.
    #[error("{wanted} is none of the user's identities: {}", list(.candidates))]
    NoSuchIdentity {
        /// The one that is wanted.
        wanted: Choice,
        /// All that the user has.
        candidates: Vec<Candidate>,
    },
    /// The user has several identities that could be meant. Choose by id.
    #[error("{wanted} is ambiguous: {}", list(.candidates))]
    AmbiguousIdentity {
        /// The one that is wanted.
        wanted: Choice,
        /// Those that could be meant.
        candidates: Vec<Candidate>,
    },
    /// The service would not switch to this identity. Ids change when an identity is removed and added again.
    #[error("the service does not switch to identity {wanted}")]
    NotSwitched {
        /// The identity that is wanted.
        wanted: Uuid,
    },
    /// The session acts as another identity than it has to, and the service says it had switched. Nothing is sent
    /// in such a session.
    #[error("identity {} is active in place of {expected}", or_none(.active))]
    WrongIdentity {
        /// The identity that the session is for.
        expected: Uuid,
        /// The one that the service says is active.
        active: Option<Uuid>,
    },
    /// This needs a user name and a password, and the session was opened with a token.
    #[error("the session was opened with a token, and this needs a password")]
    NoPassword,
    /// The service blocks requests, because there were too many.
    #[error(transparent)]
    Quarantined(Quarantine),
    /// The hour's requests are used up, and waiting for the next would take longer than allowed.
    #[error("{}", SessionError::Exhausted { until: *.until })]
    Exhausted {
        /// When there is a request again.
        until: SystemTime,
    },
    /// The session does not trust the host of this URL; [`SessionBuilder::trust`](crate::SessionBuilder::trust) makes
    /// it. Nothing was sent.
    #[error("the session does not trust {host}")]
    Untrusted {
        /// The host.
        host: String,
    },
    /// The host of this URL is trusted, but only over TLS. Nothing was sent.
    #[error("the session is sent to {host} over TLS alone")]
    Insecure {
        /// The host.
        host: String,
    },
    /// The endpoint is not a URL.
    #[error("{0:?} is not the URL of an endpoint")]
    Endpoint(
        /// What was given.
        String,
    ),
    /// The store could not be used.
    #[error(transparent)]
    Store(Arc<StoreError>),
    /// A call failed for another reason than the session.
    #[error(transparent)]
    Call(Arc<sapo::Error>),
    /// Anything else that goes wrong with a session.
    #[error(transparent)]
    Session(SessionError),
}

impl From<SessionError> for Error {
    fn from(error: SessionError) -> Self {
        match error {
            SessionError::Refused(cause) | SessionError::Unfit(cause)
                if cause.downcast_ref::<Self>().is_some() =>
            {
                cause.downcast_ref::<Self>().cloned().expect("just seen")
            }
            SessionError::BackingOff { .. } => Self::BackingOff(error),
            SessionError::Quarantined(quarantine) => Self::Quarantined(quarantine),
            SessionError::Exhausted { until } => Self::Exhausted { until },
            SessionError::Untrusted { host } => Self::Untrusted { host },
            SessionError::Insecure { host } => Self::Insecure { host },
            SessionError::Store(error) => Self::Store(error),
            SessionError::Call(error) => Self::Call(error),
            error => Self::Session(error),
        }
    }
}

impl From<sapo::Error> for Error {
    fn from(error: sapo::Error) -> Self {
        match SessionError::of(&error) {
            Some(error) => error.clone().into(),
            None => Self::Call(Arc::new(error)),
        }
    }
}

impl From<sapo::TransportError> for Error {
    fn from(error: sapo::TransportError) -> Self {
        sapo::Error::from(error).into()
    }
}

fn list(candidates: &[Candidate]) -> String {
    if candidates.is_empty() {
        return "there are none".to_owned();
    }
    let candidates: Vec<String> = candidates.iter().map(Candidate::to_string).collect();
    candidates.join(", ")
}

fn reasons(messages: &[String]) -> String {
    match messages {
        [] => "no reason is given".to_owned(),
        messages => messages.join("; "),
    }
}

fn or_none(id: &Option<Uuid>) -> String {
    id.map_or_else(|| "none".to_owned(), |id| id.to_string())
}
