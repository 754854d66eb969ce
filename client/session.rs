//! A session: one user's, shared by all who call.

use std::fmt;

use sapo::session::{Authenticated, Protocol, Quota, SessionError};
use sapo::soap::Version;
use sapo::transport::HttpTransport;
use sapo::{Client, Secret, Service, Transport};

use crate::Error;
use crate::protocol::Login;

/// What carries the calls of services that share a session.
pub type SessionTransport<T = HttpTransport, P = Login> = Authenticated<P, T>;

/// One user's session: logged in once, shared by all clones, tasks and services.
///
/// It logs in at the first call and again when the session has ended; calls need not care. `P` says with which service: at
/// 24SevenOffice's Authenticate unless something else is said, or at a site's `auth` service
/// ([`AuthSession`](crate::AuthSession)).
///
/// At Authenticate the session acts as one identity. Every login is followed by a look at which identity is active, and the
/// wanted one is restored where it is not.
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
pub struct Session<T = HttpTransport, P = Login> {
    pub(crate) transport: SessionTransport<T, P>,
    /// The version of SOAP to speak, with the service that logs in and with those that share the session.
    version: Option<Version>,
}

impl<T: Transport + Clone, P: Protocol + 'static> Session<T, P> {
    pub(crate) fn new(transport: SessionTransport<T, P>, version: Option<Version>) -> Self {
        Self { transport, version }
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

    /// Forgets the session, here and in its store. The service is not told, and ends it when it is unused for long
    /// enough. The next call logs in again.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub async fn log_out(&self) -> Result<(), Error> {
        Ok(self.transport.forget().await?)
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
    pub fn service<S: Service<Transport = SessionTransport<T, P>>>(&self) -> S {
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
    pub fn service_at<S: Service<Transport = SessionTransport<T, P>>>(
        &self,
        url: impl Into<String>,
    ) -> S {
        S::from_client(self.client_of::<S>().with_endpoint(url))
    }

    /// What carries the calls of services that share this session.
    pub fn transport(&self) -> SessionTransport<T, P> {
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

    fn client_of<S: Service<Transport = SessionTransport<T, P>>>(
        &self,
    ) -> Client<SessionTransport<T, P>> {
        let client = Client::new(S::DESCRIPTION, self.transport());
        match self.version {
            Some(version) => client.with_version(version),
            None => client,
        }
    }
}

impl<T, P> Clone for Session<T, P> {
    fn clone(&self) -> Self {
        Self {
            transport: self.transport.clone(),
            version: self.version,
        }
    }
}

/// Shows whether it is open and a digest of whose it is.
impl<T: Transport + Clone, P: Protocol + 'static> fmt::Debug for Session<T, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session")
            .field("key", self.transport.key())
            .field("open", &self.id().is_some())
            .finish_non_exhaustive()
    }
}
