//! All that the services share.

use std::collections::HashSet;
use std::sync::{Mutex, MutexGuard, PoisonError};

use sapo::server::Context;
use sapo::{Fault, Uuid};

use super::World;
use super::logins::Logins;
use super::sessions::{Open, Sessions};
use super::traffic::Traffic;
use crate::authenticate::Identity;

#[derive(Debug)]
pub(super) struct Shared {
    pub(super) world: World,
    state: Mutex<State>,
}

/// What changes while the server runs.
#[derive(Debug)]
pub(super) struct State {
    pub(super) sessions: Sessions,
    pub(super) logins: Logins,
    pub(super) traffic: Traffic,
    pub(super) removed: HashSet<Uuid>,
}

/// A call that was taken in.
pub(super) struct Arrival {
    /// The value of its cookie, which may be new.
    pub(super) id: String,
    session: Option<Open>,
}

impl Arrival {
    /// The session, or the fault that there is none.
    pub(super) fn session(&self) -> Result<&Open, Fault> {
        self.session
            .as_ref()
            .ok_or_else(|| Fault::receiver("Client is not authenticated on this identity"))
    }

    pub(super) fn is_logged_in(&self) -> bool {
        self.session.is_some()
    }
}

impl Shared {
    pub(super) fn new(world: World) -> Self {
        let state = Mutex::new(State::new(&world));
        Self { world, state }
    }

    pub(super) fn reset(&self) {
        *self.state() = State::new(&self.world);
    }

    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What every service does first with a call.
    pub(super) async fn arrive(
        &self,
        operation: &'static str,
        context: &mut Context,
    ) -> Result<Arrival, Fault> {
        // Before anything can fail, so that the cookie comes with failures as well.
        let id = Sessions::id_of(context);
        let (session, delay) = {
            let mut state = self.state();
            let session = state.sessions.get(&id);
            state.traffic.pass(operation, context)?;
            (session, state.traffic.delay)
        };
        if !delay.is_zero() {
            tokio::time::sleep(delay).await;
        }
        Ok(Arrival { id, session })
    }

    /// The identities of an account as a session sees them that acts as `current`.
    pub(super) fn identities(
        &self,
        account: usize,
        current: Option<Uuid>,
    ) -> Option<Vec<Option<Identity>>> {
        let removed = self.state().removed.clone();
        let identities = self.world.accounts[account].identities.as_ref()?;
        let left = identities
            .iter()
            .filter(|identity| {
                identity
                    .as_ref()
                    .is_none_or(|identity| !removed.contains(&identity.id))
            })
            .map(|identity| {
                let mut identity = identity.clone()?;
                identity.is_current = Some(identity.id) == current;
                Some(identity)
            });
        Some(left.collect())
    }

    /// The identity that a session acts as, even if it was taken from its user since.
    pub(super) fn identity(&self, session: &Open) -> Option<Identity> {
        let identities = self.world.accounts[session.account].identities.as_ref()?;
        let mut identity = identities
            .iter()
            .flatten()
            .find(|identity| Some(identity.id) == session.identity)?
            .clone();
        identity.is_current = true;
        Some(identity)
    }

    /// The identity of this id, if the account has it; a fault if it is blocked.
    pub(super) fn find(&self, account: usize, id: Uuid) -> Result<Option<Uuid>, Fault> {
        let identities = self.identities(account, None).unwrap_or_default();
        match identities.iter().flatten().find(|known| known.id == id) {
            Some(found) if found.is_disabled == Some(true) => Err(Fault::receiver(format!(
                "Identity {id} is blocked. Use GetIdentitiesWithCredential to find an identity that is not."
            ))),
            found => Ok(found.map(|identity| identity.id)),
        }
    }

    pub(super) fn default_identity(&self, account: usize) -> Option<Uuid> {
        let identities = self.identities(account, None).unwrap_or_default();
        identities
            .iter()
            .flatten()
            .find(|identity| identity.is_default)
            .map(|identity| identity.id)
    }
}

impl State {
    fn new(world: &World) -> Self {
        Self {
            sessions: Sessions::new(world.idle),
            logins: Logins::default(),
            traffic: Traffic::new(world.requests_an_hour),
            removed: HashSet::new(),
        }
    }
}
