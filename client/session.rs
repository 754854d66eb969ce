//! A session at 24SevenOffice.

use std::fmt;

use sapo::session::{Authenticated, Quota, SessionError};
use sapo::transport::HttpTransport;
use sapo::{Client, Secret, Service, Transport};

use crate::authenticate::{AuthenticateClient, Identity, Passport};
use crate::protocol::Login;
use crate::{Choice, Error};

/// What carries the calls of services that share a session.
pub type SessionTransport<T = HttpTransport> = Authenticated<Login, T>;

/// One user's session, acting as one identity: logged in once, shared by all clones, tasks and services.
///
/// It logs in at the first call and again when the session has ended; calls need not care. Every login is followed by a
/// look at which identity is active, and the wanted one is restored where it is not.
///
/// ```no_run
/// # async fn example() -> Result<(), sapo_authenticate::Error> {
/// use sapo_authenticate::{Session, Uuid};
///
/// let application = Uuid::from_u128(0xa0000000_0000_4000_8000_000000000001);
/// let session = Session::builder(application, "anna@example.com", "correct horse").build()?;
/// for identity in session.identities().await? {
///     println!("{:?}", identity.client);
/// }
/// let bakery = session.switch("Nordlys Bakeri AS").await?;
/// # let _ = bakery;
/// # Ok(())
/// # }
/// ```
pub struct Session<T = HttpTransport> {
    transport: SessionTransport<T>,
}

impl<T: Transport + Clone> Session<T> {
    pub(crate) fn new(transport: SessionTransport<T>) -> Self {
        Self { transport }
    }

    /// Logs in, if there is no session yet. Calls do that by themselves.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn log_in(&self) -> Result<(), Error> {
        Ok(self.transport.open().await?)
    }

    /// Asks the service whether the session is alive. It is not opened.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn has_session(&self) -> Result<bool, Error> {
        Ok(self.transport.is_alive().await?)
    }

    /// Forgets the session, here and in its store. The service, which knows no log-out, ends it when it is unused for
    /// long enough. The next call logs in again.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub async fn log_out(&self) -> Result<(), Error> {
        Ok(self.transport.forget().await?)
    }

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
        Ok(Self::new(self.transport.hand_over(login, key).await?))
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

    /// A client of any service, at the endpoint of its WSDL, whose calls are made in this session.
    ///
    /// ```
    /// # use sapo_authenticate::{Session, authenticate::AuthenticateClient};
    /// # async fn example(session: Session) -> Result<(), sapo::Error> {
    /// let service = session.service::<AuthenticateClient<_>>(); // or `PersonClient<_>`, from its own WSDL
    /// service.get_identities().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn service<S: Service<Transport = SessionTransport<T>>>(&self) -> S {
        let client = self.client_of::<S>();
        // Older WSDLs name the right hosts without TLS, where no session is sent.
        let with_tls = match client.endpoint().parse() {
            Ok(url)
                if matches!(
                    self.transport.trusts(&url),
                    Err(SessionError::Insecure { .. })
                ) =>
            {
                client.endpoint().replacen("http:", "https:", 1)
            }
            _ => return S::from_client(client),
        };
        S::from_client(client.with_endpoint(with_tls))
    }

    /// The same at another endpoint.
    pub fn service_at<S: Service<Transport = SessionTransport<T>>>(
        &self,
        url: impl Into<String>,
    ) -> S {
        S::from_client(self.client_of::<S>().with_endpoint(url))
    }

    /// Authenticate itself, within this session. Its `set_identity` changes the session under everyone who shares it,
    /// which [`switch`](Session::switch) does not.
    pub fn authenticate(&self) -> AuthenticateClient<SessionTransport<T>> {
        self.transport.protocol().authenticate(self.transport())
    }

    /// What carries the calls of services that share this session.
    pub fn transport(&self) -> SessionTransport<T> {
        self.transport.clone()
    }

    /// The session's id, if there is one yet: for tools that have to be given it. Whoever has it is the user.
    pub fn id(&self) -> Option<Secret<String>> {
        self.transport.id()
    }

    /// The quota that the session keeps to.
    pub fn quota(&self) -> &Quota {
        self.transport.quota()
    }

    fn client_of<S: Service<Transport = SessionTransport<T>>>(
        &self,
    ) -> Client<SessionTransport<T>> {
        let client = Client::new(S::DESCRIPTION, self.transport());
        match self.transport.protocol().version {
            Some(version) => client.with_version(version),
            None => client,
        }
    }
}

impl<T> Clone for Session<T> {
    fn clone(&self) -> Self {
        Self {
            transport: self.transport.clone(),
        }
    }
}

impl<T: Transport + Clone> fmt::Debug for Session<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session")
            .field("key", self.transport.key())
            .field("identity", &self.transport.protocol().wanted)
            .field("open", &self.id().is_some())
            .finish_non_exhaustive()
    }
}
