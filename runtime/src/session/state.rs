//! The session as this process knows it.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use super::distrust::Distrust;
use super::{Cause, Refusals, SessionError};
use crate::Secret;

/// The session of one key as this process knows it. Never held across an `await`.
#[derive(Debug, Default)]
pub(super) struct State {
    pub(super) current: Option<Current>,
    /// Counts what `current` became, so that a call that was refused under an earlier one tells nothing new.
    generation: u64,
    /// Counts the attempts to get a session that ran to their end, and keeps how the last one failed: those
    /// who waited for it share its outcome.
    pub(super) attempts: u64,
    pub(super) failure: Option<SessionError>,
    pub(super) refusals: Refusals,
    pub(super) refused_for: Option<Cause>,
    /// The reason why a stored record was not trusted, to warn of it only once.
    pub(super) distrusted: Option<Distrust>,
}

#[derive(Debug, Clone)]
pub(super) struct Current {
    pub(super) id: Arc<Secret<String>>,
    pub(super) standing: Standing,
    generation: u64,
    used_at: SystemTime,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// Alive when last heard of, but not checked to be what its key promises.
    Unsettled,
    /// Good for calls.
    Settled,
    /// A call was refused, or the check failed: whether it is alive has to be asked.
    Doubtful,
}

/// Permission to make a call in a session.
#[derive(Debug, Clone)]
pub(super) struct Ticket {
    pub(super) id: Arc<Secret<String>>,
    pub(super) generation: u64,
}

impl State {
    /// A ticket, if the session can be used without asking. That is use of it.
    pub(super) fn ticket(&mut self, now: SystemTime, idle: Duration) -> Option<Ticket> {
        let current = self.current.as_mut()?;
        let unused = now.duration_since(current.used_at).unwrap_or_default();
        if current.standing != Standing::Settled || unused > idle {
            return None;
        }
        current.used_at = now;
        Some(Ticket {
            id: Arc::clone(&current.id),
            generation: current.generation,
        })
    }

    /// Takes in the refusals that others met with.
    pub(super) fn learn(&mut self, refusals: Refusals) {
        if refusals.retry_at > self.refusals.retry_at {
            self.refusals = refusals;
            self.refused_for = None;
        }
    }

    /// Puts a session in place of what was there.
    pub(super) fn install(
        &mut self,
        id: Arc<Secret<String>>,
        standing: Standing,
        now: SystemTime,
    ) -> Ticket {
        self.generation += 1;
        self.current = Some(Current {
            id: Arc::clone(&id),
            standing,
            generation: self.generation,
            used_at: now,
        });
        Ticket {
            id,
            generation: self.generation,
        }
    }

    /// Takes in that a call with this ticket was refused. Others may have met that before.
    pub(super) fn doubt(&mut self, ticket: &Ticket) {
        if let Some(current) = &mut self.current
            && current.generation == ticket.generation
        {
            current.standing = Standing::Doubtful;
        }
    }

    /// Takes in that the server has given the session another id.
    pub(super) fn reissue(&mut self, ticket: &Ticket, id: Secret<String>) -> bool {
        match &mut self.current {
            Some(current) if current.generation == ticket.generation => {
                current.id = Arc::new(id);
                true
            }
            _ => false,
        }
    }
}
