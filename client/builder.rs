//! What a session is made of.

use std::fmt;
use std::num::NonZeroU32;
use std::sync::Arc;

use http::Uri;
use sapo::session::{
    Authenticated, Clock, Environment, Key, Policy, Quota, SessionStore, TrustedHosts,
};
use sapo::soap::Version;
use sapo::transport::HttpTransport;
use sapo::{Secret, Service, Transport, Uuid};

use crate::authenticate::AuthenticateClient;
use crate::protocol::{Credentials, Login};
use crate::quota::REQUESTS_AN_HOUR;
use crate::{Choice, Error, Session};

/// Where 24SevenOffice's services live.
const HOSTS: [&str; 2] = ["api.24sevenoffice.com", "webservices.24sevenoffice.com"];

/// Makes a [`Session`]. Nothing is sent until the session is used.
#[derive(Clone)]
#[must_use = "a builder does nothing until it builds"]
pub struct SessionBuilder {
    application: Uuid,
    credentials: Credentials,
    endpoint: Option<String>,
    version: Option<Version>,
    identity: Option<Choice>,
    hosts: TrustedHosts,
    store: Option<Arc<dyn SessionStore>>,
    quota: Quota,
    policy: Policy,
    clock: Option<Arc<dyn Clock>>,
}

impl SessionBuilder {
    pub(crate) fn new(application: Uuid, credentials: Credentials) -> Self {
        Self {
            application,
            credentials,
            endpoint: None,
            version: None,
            identity: None,
            hosts: HOSTS.into_iter().collect(),
            store: None,
            quota: NonZeroU32::new(REQUESTS_AN_HOUR).map_or_else(Quota::unpaced, Quota::paced),
            policy: Policy::default(),
            clock: None,
        }
    }

    /// Logs in at this URL instead of the one in the WSDL. Its host is trusted.
    pub fn endpoint(mut self, url: impl Into<String>) -> Self {
        self.endpoint = Some(url.into());
        self
    }

    /// Speaks this version of SOAP, with Authenticate and with the services that the session hands out.
    pub fn version(mut self, version: Version) -> Self {
        self.version = Some(version);
        self
    }

    /// Acts as this identity: by its id, its client's id or its client's name. Otherwise as the user's default one.
    pub fn identity(mut self, choice: impl Into<Choice>) -> Self {
        self.identity = Some(choice.into());
        self
    }

    /// Sends the session to this host, too, over TLS. 24SevenOffice's own and the endpoint's are trusted anyway.
    pub fn trust(mut self, host: impl AsRef<str>) -> Self {
        self.hosts.insert(host);
        self
    }

    /// Keeps the session in a store, for restarts and for others who share the store.
    pub fn store(mut self, store: impl SessionStore + 'static) -> Self {
        self.store = Some(Arc::new(store));
        self
    }

    /// The same with a store that is shared already.
    pub fn shared_store(mut self, store: Arc<dyn SessionStore>) -> Self {
        self.store = Some(store);
        self
    }

    /// Keeps to this quota, which other sessions may share. Without it the session paces itself to
    /// [`REQUESTS_AN_HOUR`](crate::REQUESTS_AN_HOUR).
    pub fn quota(mut self, quota: Quota) -> Self {
        self.quota = quota;
        self
    }

    /// When the session is asked about, and how long refused logins wait.
    pub fn policy(mut self, policy: Policy) -> Self {
        self.policy = policy;
        self
    }

    /// Goes by another clock.
    pub fn clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = Some(clock);
        self
    }

    /// The session, over HTTP.
    ///
    /// # Errors
    /// [`Error::Endpoint`], or [`Error::Call`] where TLS cannot be set up.
    pub fn build(self) -> Result<Session, Error> {
        let transport = HttpTransport::new()?;
        self.build_on(transport)
    }

    /// The session, over this transport. It must not follow redirects to other hosts, nor keep cookies.
    ///
    /// # Errors
    /// [`Error::Endpoint`].
    pub fn build_on<T: Transport + Clone>(mut self, transport: T) -> Result<Session<T>, Error> {
        let endpoint = match self.endpoint {
            Some(endpoint) => endpoint,
            None => AuthenticateClient::<T>::DESCRIPTION
                .endpoint(self.version.unwrap_or(Version::Soap11))
                .to_owned(),
        };
        match endpoint.parse::<Uri>() {
            Ok(url) if url.host().is_some() => {
                self.hosts.insert(url.host().unwrap_or_default());
            }
            _ => return Err(Error::Endpoint(endpoint)),
        }
        let user = match &self.credentials {
            Credentials::Password { username, .. } => username.clone(),
            Credentials::Token(id) => format!("token {}", id.expose()),
        };
        let key = Key::new(&endpoint, self.application.to_string(), user);
        let key = match &self.identity {
            Some(choice) => key.with_identity(choice.to_string()),
            None => key,
        };
        let mut environment = Environment::new(transport, self.hosts)
            .with_quota(self.quota)
            .with_policy(self.policy);
        if let Some(store) = self.store {
            environment = environment.with_store(store);
        }
        if let Some(clock) = self.clock {
            environment = environment.with_clock(clock);
        }
        let login = Login::new(
            endpoint,
            self.version,
            self.application,
            self.credentials,
            self.identity,
        );
        Ok(Session::new(Authenticated::new(login, key, environment)))
    }
}

impl fmt::Debug for SessionBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SessionBuilder")
            .field("application", &self.application)
            .field("endpoint", &self.endpoint)
            .field("identity", &self.identity)
            .field("hosts", &self.hosts)
            .finish_non_exhaustive()
    }
}

impl Session {
    /// A session of a user who logs in with a password. `application` is the id that 24SevenOffice has given to the
    /// integration, `username` an e-mail address.
    pub fn builder(
        application: Uuid,
        username: impl Into<String>,
        password: impl Into<Secret<String>>,
    ) -> SessionBuilder {
        SessionBuilder::new(
            application,
            Credentials::Password {
                username: username.into(),
                password: password.into(),
            },
        )
    }

    /// A session of a user who was authenticated elsewhere, and whose token is exchanged for it. The
    /// [`passport`](Session::passport) then tells who it is.
    ///
    /// When the session ends, the token is tried again; a service may refuse that.
    pub fn builder_by_token(application: Uuid, token: Uuid) -> SessionBuilder {
        SessionBuilder::new(application, Credentials::Token(Secret::from(token)))
    }
}
