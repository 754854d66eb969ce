//! Getting, keeping and renewing one session for all tasks: the arrows of the diagram in [`super`].

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::carrier::Carrier;
use super::distrust::Distrust;
use super::state::{Standing, State, Ticket};
use super::{
    Cause, Environment, Failure, Key, Protocol, Record, SessionError, SessionStore, cookie,
};
use crate::{Secret, Transport};

pub(super) struct Core<P, T> {
    pub(super) protocol: P,
    pub(super) key: Key,
    pub(super) environment: Environment<T>,
    state: Mutex<State>,
    /// Held by the one task that gets a session. Dropping that task opens it for the next.
    gate: tokio::sync::Mutex<()>,
}

impl<P: Protocol, T: Transport> Core<P, T> {
    pub(super) fn new(protocol: P, key: Key, environment: Environment<T>) -> Self {
        Self {
            protocol,
            key,
            environment,
            state: Mutex::default(),
            gate: tokio::sync::Mutex::default(),
        }
    }

    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A session to make a call in: the one there is, or else the one that a single task gets for all.
    pub(super) async fn ticket(&self) -> Result<Ticket, SessionError> {
        let seen = {
            let mut state = self.state();
            if let Some(ticket) = self.ready(&mut state) {
                return Ok(ticket);
            }
            state.attempts
        };
        let _gate = self.gate.lock().await;
        {
            let mut state = self.state();
            if let Some(ticket) = self.ready(&mut state) {
                return Ok(ticket);
            }
            if state.attempts != seen
                && let Some(failure) = &state.failure
            {
                return Err(failure.clone());
            }
        }
        let outcome = self.establish().await;
        let mut state = self.state();
        state.attempts += 1;
        state.failure = outcome.as_ref().err().cloned();
        outcome
    }

    fn ready(&self, state: &mut State) -> Option<Ticket> {
        state.ticket(self.environment.clock.now(), self.environment.policy.idle)
    }

    /// Gets a session, by the cheapest way that is safe.
    async fn establish(&self) -> Result<Ticket, SessionError> {
        let mut dead = None;
        let current = self.state().current.clone();
        if let Some(current) = current {
            if let Some(ticket) = self.revive(&current.id, current.standing).await? {
                return Ok(ticket);
            }
            self.state().current = None;
            dead = Some(current.id);
        }
        let Some(store) = &self.environment.store else {
            return self.log_in().await;
        };
        if let Some(ticket) = self.adopt(store.as_ref(), &mut dead).await? {
            return Ok(ticket);
        }
        let _lease = store.lock(&self.key).await?;
        // Whoever held the lock before has most likely left a session.
        if let Some(ticket) = self.adopt(store.as_ref(), &mut dead).await? {
            return Ok(ticket);
        }
        self.log_in().await
    }

    /// Brings the session that is there back into use, if it is alive.
    async fn revive(
        &self,
        id: &Arc<Secret<String>>,
        standing: Standing,
    ) -> Result<Option<Ticket>, SessionError> {
        if standing != Standing::Unsettled && !self.is_alive(id).await? {
            return Ok(None);
        }
        if standing == Standing::Settled {
            return Ok(Some(self.settled(id)));
        }
        let ticket = self.settle(id).await?;
        if ticket.is_some() {
            self.keep(id).await;
        }
        Ok(ticket)
    }

    /// Takes the store's session, if there is one that is alive and not known to be dead.
    async fn adopt(
        &self,
        store: &dyn SessionStore,
        dead: &mut Option<Arc<Secret<String>>>,
    ) -> Result<Option<Ticket>, SessionError> {
        let record = self.load(store).await?;
        self.state().learn(record.refusals);
        let Some(id) = record.id.map(Arc::new) else {
            return Ok(None);
        };
        if dead.as_deref() == Some(id.as_ref()) {
            return Ok(None);
        }
        if self.is_alive(&id).await? {
            self.install(&id, Standing::Unsettled);
            if let Some(ticket) = self.settle(&id).await? {
                return Ok(Some(ticket));
            }
            self.state().current = None;
        }
        *dead = Some(id);
        Ok(None)
    }

    /// Loads what the store keeps; an empty record if that can't be right.
    pub(super) async fn load(&self, store: &dyn SessionStore) -> Result<Record, SessionError> {
        let record = store.load(&self.key).await?;
        let (now, backoff) = (
            self.environment.clock.now(),
            &self.environment.policy.backoff,
        );
        let is_carried = |id| cookie::fits(self.protocol.cookie(), id);
        let distrust = if !record.id.as_ref().is_none_or(is_carried) {
            Distrust::Id
        } else if !record.refusals.is_plausible(now, backoff) {
            Distrust::Wait
        } else {
            return Ok(record);
        };
        let mut state = self.state();
        if state.distrusted.as_ref() != Some(&distrust) {
            let endpoint = self.key.endpoint();
            tracing::warn!(endpoint, reason = %distrust, "a stored session is not trusted");
            state.distrusted = Some(distrust);
        }
        Ok(Record::default())
    }

    async fn log_in(&self) -> Result<Ticket, SessionError> {
        self.may_log_in()?;
        tracing::debug!(endpoint = self.key.endpoint(), "logging in");
        let carrier = self.carrier(None);
        let id = match self.protocol.log_in(&carrier).await {
            Ok(id) => Arc::new(id),
            Err(failure) => return Err(self.not_logged_in(failure).await),
        };
        self.state().refusals = Default::default();
        if !cookie::fits(self.protocol.cookie(), &id) {
            return Err(SessionError::Unfit(Cause::new(
                "the server has given the session an id that cannot stand in a cookie",
            )));
        }
        // Installed before it is settled, so that a login is not lost to a task that is dropped in between.
        self.install(&id, Standing::Unsettled);
        let Some(ticket) = self.settle(&id).await? else {
            return Err(SessionError::Unfit(Cause::new(
                "the server refuses a session that it has just opened",
            )));
        };
        self.keep(&id).await;
        Ok(ticket)
    }

    fn may_log_in(&self) -> Result<(), SessionError> {
        let state = self.state();
        let now = self.environment.clock.now();
        let backoff = &self.environment.policy.backoff;
        match state.refusals.wait_until(now, backoff) {
            Some(retry_at) => Err(SessionError::BackingOff {
                refusals: state.refusals.count,
                retry_at,
                cause: state
                    .refused_for
                    .clone()
                    .unwrap_or_else(|| Cause::new("others who share the session were refused")),
            }),
            None => Ok(()),
        }
    }

    /// Counts the refusal, where the server has given one: a fault is one too.
    async fn not_logged_in(&self, failure: Failure) -> SessionError {
        let (cause, error) = match failure {
            Failure::Refused(reason) => {
                let cause = Cause::new(reason);
                (cause.clone(), SessionError::Refused(cause))
            }
            Failure::Call(error) => {
                let error = SessionError::of_call(error);
                match &error {
                    SessionError::Call(call) if answered(call) => {
                        (Cause::new(error.to_string()), error)
                    }
                    _ => return error,
                }
            }
        };
        let now = self.environment.clock.now();
        let refusals = {
            let mut state = self.state();
            state.refusals.add(now, &self.environment.policy.backoff);
            state.refused_for = Some(cause);
            state.refusals
        };
        self.save(&Record::of_refusals(refusals)).await;
        error
    }

    /// Whether the server knows the session. An answer that it is unauthenticated is an answer, too.
    pub(super) async fn is_alive(&self, id: &Secret<String>) -> Result<bool, SessionError> {
        let carrier = self.carrier(Some(id));
        match self.protocol.is_alive(&carrier, id).await {
            Ok(alive) => Ok(alive),
            Err(_) if carrier.was_refused() => Ok(false),
            Err(Failure::Refused(reason)) => Err(SessionError::Unfit(Cause::new(reason))),
            Err(Failure::Call(error)) => Err(SessionError::of_call(error)),
        }
    }

    /// Makes sure that the session is what the key promises; none if it turns out to be dead.
    async fn settle(&self, id: &Arc<Secret<String>>) -> Result<Option<Ticket>, SessionError> {
        let carrier = self.carrier(Some(id));
        let failure = match self.protocol.settle(&carrier).await {
            Ok(()) => return Ok(Some(self.settled(id))),
            Err(_) if carrier.was_refused() => return Ok(None),
            Err(failure) => failure,
        };
        self.install(id, Standing::Doubtful);
        Err(match failure {
            Failure::Refused(reason) => SessionError::Unfit(Cause::new(reason)),
            Failure::Call(error) => SessionError::of_call(error),
        })
    }

    fn settled(&self, id: &Arc<Secret<String>>) -> Ticket {
        let mut state = self.state();
        let now = self.environment.clock.now();
        state.install(Arc::clone(id), Standing::Settled, now)
    }

    pub(super) fn install(&self, id: &Arc<Secret<String>>, standing: Standing) {
        let now = self.environment.clock.now();
        self.state().install(Arc::clone(id), standing, now);
    }

    /// Keeps the id for others.
    pub(super) async fn keep(&self, id: &Secret<String>) {
        self.save(&Record::of_session(id.clone())).await;
    }

    /// A store that fails now costs others a login, not this call its session.
    async fn save(&self, record: &Record) {
        if let Some(store) = &self.environment.store
            && let Err(error) = store.save(&self.key, record).await
        {
            tracing::warn!(%error, "the outcome of the login could not be stored");
        }
    }

    pub(super) fn carrier<'s>(&'s self, id: Option<&'s Secret<String>>) -> Carrier<'s, P, T> {
        Carrier::new(&self.protocol, &self.environment, id)
    }
}

/// Whether the server has answered, rather than not been reached.
fn answered(error: &crate::Error) -> bool {
    !matches!(error, crate::Error::Transport(_) | crate::Error::Request(_))
}
