//! What a session at Authenticate does beyond carrying calls: its user's identities.

use sapo::Transport;

use crate::authenticate::{AuthenticateClient, Identity, Passport};
use crate::{Choice, Error, Session, SessionTransport};

impl<T: Transport + Clone> Session<T> {
    /// The identities that the user may act as.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn identities(&self) -> Result<Vec<Identity>, Error> {
        Ok(self.authenticate().get_identities().await?)
    }

    /// The identity that the session acts as; none for a user who has none.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn identity(&self) -> Result<Option<Identity>, Error> {
        Ok(self.authenticate().get_identity().await?)
    }

    /// The one identity that is meant, among those that the user may act as.
    ///
    /// # Errors
    /// [`Error::NoSuchIdentity`] and [`Error::AmbiguousIdentity`], which list the candidates; see also [`Error`].
    pub async fn find(&self, choice: impl Into<Choice> + Send) -> Result<Identity, Error> {
        let choice = choice.into();
        choice.among(&self.identities().await?)
    }

    /// The user's session as another identity.
    ///
    /// Switching changes the session on the server, so the two never share one. Without a store this session is itself
    /// switched, once its calls have ended, and `self` logs in again if it is used later. With a store, where others
    /// may be using it, the other identity gets a session of its own.
    ///
    /// # Errors
    /// [`Error::IdentityBlocked`], [`Error::NotSwitched`] or [`Error::WrongIdentity`] where the service does not switch;
    /// `self` then acts as before. See also [`Error`].
    pub async fn switch(&self, choice: impl Into<Choice> + Send) -> Result<Self, Error> {
        let choice = choice.into();
        let key = self
            .transport
            .key()
            .clone()
            .with_identity(choice.to_string());
        let login = self.transport.protocol().acting_as(choice);
        let version = login.version;
        Ok(Self::new(
            self.transport.hand_over(login, key).await?,
            version,
        ))
    }

    /// The user's identities, listed without a session: the way out where the login is refused because its identity
    /// is blocked. An empty list may mean that the password is wrong.
    ///
    /// # Errors
    /// [`Error::NoPassword`] for a session by token; see also [`Error`].
    pub async fn identities_with_credential(&self) -> Result<Vec<Identity>, Error> {
        let login = self.transport.protocol();
        let credential = login.credential()?;
        let api = login.authenticate(self.transport.outside());
        Ok(api.get_identities_with_credential(credential).await?)
    }

    /// Those of them that have access to a service.
    ///
    /// # Errors
    /// As [`identities_with_credential`](Session::identities_with_credential).
    pub async fn identities_with_credential_by_service(
        &self,
        service_id: i32,
    ) -> Result<Vec<Identity>, Error> {
        let login = self.transport.protocol();
        let credential = login.credential()?;
        let api = login.authenticate(self.transport.outside());
        Ok(api
            .get_identities_with_credential_by_service(credential, service_id)
            .await?)
    }

    /// Who the user is, where a token was exchanged for the session and that has happened here.
    pub fn passport(&self) -> Option<Passport> {
        self.transport.protocol().passport()
    }

    /// Authenticate itself, within this session. Its `set_identity` changes the session under everyone who shares it,
    /// which [`switch`](Session::switch) does not.
    pub fn authenticate(&self) -> AuthenticateClient<SessionTransport<T>> {
        self.transport.protocol().authenticate(self.transport())
    }
}
