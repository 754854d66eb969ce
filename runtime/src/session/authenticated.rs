//! The transport whose calls are made in a session.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use http::{Request, Response, Uri};
use tokio::sync::RwLock;

use super::carrier::Answer;
use super::core::Core;
use super::state::{Standing, Ticket};
use super::{Carrier, Environment, Key, Protocol, Quota, SessionError, Verdict, cookie};
use crate::transport::{Body, Payload};
use crate::{Secret, Transport, TransportError};

/// A transport whose calls are made in a session, which is opened by the first of them. Clones share it.
pub struct Authenticated<P, T> {
    shared: Arc<Shared<P, T>>,
}

struct Shared<P, T> {
    core: Core<P, T>,
    /// Shared by calls, exclusive to [`Authenticated::hand_over`]: a session must not change under a call.
    usage: RwLock<()>,
}

impl<P: Protocol, T: Transport> Authenticated<P, T> {
    /// A session that is not open yet.
    pub fn new(protocol: P, key: Key, environment: Environment<T>) -> Self {
        Self {
            shared: Arc::new(Shared {
                core: Core::new(protocol, key, environment),
                usage: RwLock::default(),
            }),
        }
    }

    /// A session that is open already, under this id. It is checked before it is used.
    pub fn with_id(protocol: P, key: Key, environment: Environment<T>, id: Secret<String>) -> Self {
        let session = Self::new(protocol, key, environment);
        session.core().install(&Arc::new(id), Standing::Unsettled);
        session
    }

    /// Opens the session, if it is not open.
    ///
    /// # Errors
    /// Where no session can be had.
    pub async fn open(&self) -> Result<(), SessionError> {
        let _usage = self.shared.usage.read().await;
        self.core().ticket().await.map(drop)
    }

    /// The id of the session, which is opened if it is not open: for services that want it as an argument.
    ///
    /// # Errors
    /// Where no session can be had.
    pub async fn open_id(&self) -> Result<Secret<String>, SessionError> {
        let _usage = self.shared.usage.read().await;
        let ticket = self.core().ticket().await?;
        Ok(ticket.id.as_ref().clone())
    }

    /// Says that the session of this id may be dead, so that the server is asked about it before it is used again.
    pub fn doubt(&self, id: &Secret<String>) {
        let mut state = self.core().state();
        if let Some(current) = state.current.as_mut().filter(|of| of.id.as_ref() == id) {
            current.standing = Standing::Doubtful;
        }
    }

    /// Asks the server whether there is a live session. None is opened.
    ///
    /// # Errors
    /// If the server cannot be asked, or the store not be read.
    pub async fn is_alive(&self) -> Result<bool, SessionError> {
        match self.known_id().await? {
            Some(id) => self.core().is_alive(&id).await,
            None => Ok(false),
        }
    }

    /// The id of the session that is there, in this process or in the store, dead or alive.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub async fn known_id(&self) -> Result<Option<Secret<String>>, SessionError> {
        let core = self.core();
        match (self.id(), &core.environment.store) {
            (None, Some(store)) => Ok(core.load(store.as_ref()).await?.id),
            (id, _) => Ok(id),
        }
    }

    /// Forgets the session, here and in the store, and there the refused logins, too. The server is not told; the next
    /// call opens another session.
    ///
    /// # Errors
    /// If the store cannot be used.
    pub async fn forget(&self) -> Result<(), SessionError> {
        let core = self.core();
        let forgotten = core.state().current.take();
        if let Some(store) = &core.environment.store {
            let _lease = store.lock(&core.key).await?;
            let stored = store.load(&core.key).await?.id;
            // What another process has put there since is not this session.
            if forgotten.is_none_or(|current| stored.as_ref() == Some(current.id.as_ref())) {
                store.remove(&core.key).await?;
            }
        }
        Ok(())
    }

    /// Opens the session of another key, whose protocol makes it so when it settles it: for services on which a
    /// session can change whom it acts as.
    ///
    /// Where this session is in no store, nobody else knows its id, and the session itself changes hands: calls that
    /// are under way end first, and the next call on `self` opens a new session. Where it is in a store others may
    /// be using it, so the other key gets one of its own.
    ///
    /// # Errors
    /// Where the other session cannot be had. `self` then has what it had, to be checked at its next use.
    pub async fn hand_over(&self, protocol: P, key: Key) -> Result<Self, SessionError>
    where
        T: Clone,
    {
        let core = self.core();
        let heir = Self::new(protocol, key, core.environment.clone());
        if core.environment.store.is_some() {
            heir.open().await?;
            return Ok(heir);
        }
        let _nobody_else = self.shared.usage.write().await;
        let handed = core.state().current.take();
        if let Some(current) = &handed {
            // Not taken for granted, because it may have died unused.
            heir.core().install(&current.id, Standing::Unsettled);
        }
        let opened = heir.open().await;
        if let (Err(_), Some(current)) = (&opened, handed) {
            let left = heir.core().state().current.take();
            if left.is_some_and(|left| left.id == current.id) {
                core.install(&current.id, Standing::Doubtful);
            }
        }
        opened.map(|()| heir)
    }

    /// Whether the session is sent to this URL.
    ///
    /// # Errors
    /// [`SessionError::Untrusted`] or [`SessionError::Insecure`] if it is not.
    pub fn trusts(&self, url: &Uri) -> Result<(), SessionError> {
        self.core().environment.trusted.check(url)
    }

    /// A transport for calls outside of the session: to the trusted hosts alone and within the quota, but without the
    /// session.
    pub fn outside(&self) -> Carrier<'_, P, T> {
        self.core().carrier(None)
    }

    /// The session's id, if it is open: for tools that have to be given it. Whoever has it is the user.
    pub fn id(&self) -> Option<Secret<String>> {
        let state = self.core().state();
        state
            .current
            .as_ref()
            .map(|current| current.id.as_ref().clone())
    }

    /// Whose session it is.
    pub fn key(&self) -> &Key {
        &self.core().key
    }

    /// How the session logs in.
    pub fn protocol(&self) -> &P {
        &self.core().protocol
    }

    /// The quota that its calls keep to.
    pub fn quota(&self) -> &Quota {
        &self.core().environment.quota
    }

    fn core(&self) -> &Core<P, T> {
        &self.shared.core
    }

    async fn call<B: Payload>(&self, request: Request<B>) -> Result<Response<B>, TransportError> {
        let core = self.core();
        // Checked here already, because no session needs to be opened for a call that will not be made.
        core.environment.trusted.check(request.uri())?;
        let _usage = self.shared.usage.read().await;
        let ticket = core.ticket().await?;
        let carrier = core.carrier(Some(&ticket.id));
        let again = B::repeat(&request);
        let answer = carrier.exchange(request).await?;
        if answer.verdict != Verdict::Unauthenticated {
            return Ok(self.received(answer, &ticket).await);
        }
        core.state().doubt(&ticket);
        let Some(again) = again else {
            return Ok(self.received(answer, &ticket).await);
        };
        let ticket = core.ticket().await?;
        tracing::debug!("repeating a call that was refused as unauthenticated");
        let carrier = core.carrier(Some(&ticket.id));
        let answer = carrier.exchange(again).await?;
        Ok(self.received(answer, &ticket).await)
    }

    async fn received<B>(&self, answer: Answer<B>, ticket: &Ticket) -> Response<B> {
        let core = self.core();
        if let Some(id) = answer.reissued
            && core.state().reissue(ticket, id.clone())
        {
            core.keep(&id).await;
        }
        let mut response = answer.response;
        cookie::ignore_set(response.headers_mut(), core.protocol.cookie());
        response
    }
}

impl<P: Protocol, T: Transport> Transport for Authenticated<P, T> {
    fn send(
        &self,
        request: Request<Bytes>,
    ) -> impl Future<Output = Result<Response<Bytes>, TransportError>> + Send {
        self.call(request)
    }

    /// A call whose body can be sent only once, as one that is still to arrive itself, is not repeated.
    fn send_streamed(
        &self,
        request: Request<Body>,
    ) -> impl Future<Output = Result<Response<Body>, TransportError>> + Send {
        self.call(request)
    }
}

impl<P, T> Clone for Authenticated<P, T> {
    fn clone(&self) -> Self {
        Self {
            shared: Arc::clone(&self.shared),
        }
    }
}

impl<P: Protocol, T: Transport> fmt::Debug for Authenticated<P, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Authenticated")
            .field("key", self.key())
            .field("open", &self.id().is_some())
            .finish_non_exhaustive()
    }
}
