//! What differs from one service's sessions to another's.

use bytes::Bytes;
use http::Response;

use super::{Allowance, Quarantine};
use crate::{Secret, Transport};

/// How one service opens sessions, and how its answers are to be understood.
///
/// The calls are made through the transport that is passed in: it carries the session in question (none for
/// [`log_in`](Protocol::log_in)), keeps to the quota and sends nothing to hosts that are not trusted.
pub trait Protocol: Send + Sync {
    /// The name of the cookie that carries a session.
    fn cookie(&self) -> &str;

    /// Logs in and gives the new session's id.
    ///
    /// # Errors
    /// [`Failure::Refused`] where the server says no, however it says that.
    fn log_in<T: Transport>(
        &self,
        transport: T,
    ) -> impl Future<Output = Result<Secret<String>, Failure>> + Send;

    /// Asks the server whether the session, which has this id, is alive. One that the server does not know is not an error.
    ///
    /// # Errors
    /// If the question could not be asked.
    fn is_alive<T: Transport>(
        &self,
        transport: T,
        id: &Secret<String>,
    ) -> impl Future<Output = Result<bool, Failure>> + Send;

    /// Makes a session what its key promises, and checks it: the active identity, say. Called after every
    /// login, for a session from a store, and for one that was refused and yet is alive.
    ///
    /// # Errors
    /// [`Failure::Refused`] where the session cannot be made so.
    fn settle<T: Transport>(
        &self,
        transport: T,
    ) -> impl Future<Output = Result<(), Failure>> + Send {
        let _ = transport;
        async { Ok(()) }
    }

    /// What a response says about the session. Must be cheap for large responses that succeeded.
    ///
    /// Of a body that is received in pieces it sees the beginning, at least 64 KiB where there is as much.
    fn verdict(&self, response: &Response<Bytes>) -> Verdict;

    /// What a response says about how many requests are left, if it does.
    fn allowance(&self, response: &Response<Bytes>) -> Option<Allowance> {
        let _ = response;
        None
    }

    /// The id that replaces the session's own from this response on, where the service does that. Otherwise
    /// cookies that responses set for the session are ignored: they come with failures too.
    fn reissued(&self, response: &Response<Bytes>) -> Option<Secret<String>> {
        let _ = response;
        None
    }
}

/// What a response says about the session that the request came in.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Verdict {
    /// Nothing: the server acted, or failed for another reason.
    Accepted,
    /// The server refused the request for want of a live session, and has not acted on it.
    Unauthenticated,
    /// The server refused the request because there were too many, and has not acted on it.
    Quarantined(Quarantine),
}

/// Why a step of a [`Protocol`] did not succeed.
#[derive(Debug)]
#[non_exhaustive]
pub enum Failure {
    /// The server was asked and said no.
    Refused(Box<dyn std::error::Error + Send + Sync>),
    /// The call failed.
    Call(crate::Error),
}

impl Failure {
    /// The server said no, for this reason.
    pub fn refused(reason: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Refused(reason.into())
    }
}

impl From<crate::Error> for Failure {
    fn from(error: crate::Error) -> Self {
        Self::Call(error)
    }
}
