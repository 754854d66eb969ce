//! What a session is made of.

use std::fmt;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use http::Uri;
use sapo::session::{
    Authenticated, Clock, Environment, Key, Policy, Protocol, Quota, SessionStore, TrustedHosts,
};
use sapo::soap::Version;
use sapo::transport::HttpTransport;
use sapo::{Secret, Service, Transport, Uuid};

use crate::auth_login::{AuthLogin, REFUSAL};
use crate::auth_session::TOKEN_LIFE;
use crate::authenticate::AuthenticateClient;
use crate::protocol::{Credentials, Login};
use crate::quota::REQUESTS_AN_HOUR;
use crate::{AuthSession, Choice, Error, Session};

/// Where 24SevenOffice's services live.
const HOSTS: [&str; 2] = ["api.24sevenoffice.com", "webservices.24sevenoffice.com"];

/// How long a token may be unused before the service is asked about it: a little less than it lives.
const TOKEN_IDLE: Duration = TOKEN_LIFE.saturating_sub(Duration::from_secs(5 * 60));

/// Makes a [`Session`] of a user `U`. Nothing is sent until the session is used.
#[derive(Clone)]
#[must_use = "a builder does nothing until it builds"]
pub struct SessionBuilder<U = AuthenticateUser> {
    user: U,
    endpoint: Option<String>,
    version: Option<Version>,
    hosts: TrustedHosts,
    store: Option<Arc<dyn SessionStore>>,
    quota: Quota,
    policy: Policy,
    clock: Option<Arc<dyn Clock>>,
}

/// A user of 24SevenOffice, in an application, as one of his identities.
#[derive(Clone)]
pub struct AuthenticateUser {
    application: Uuid,
    credentials: Credentials,
    identity: Option<Choice>,
}

/// A user of a site that has an `auth` service.
#[derive(Clone)]
pub struct AuthUser {
    username: String,
    password: Secret<String>,
    form_id: Option<i32>,
    refusal: String,
}

impl<U> SessionBuilder<U> {
    fn of(user: U) -> Self {
        Self {
            user,
            endpoint: None,
            version: None,
            hosts: TrustedHosts::default(),
            store: None,
            quota: Quota::unpaced(),
            policy: Policy::default(),
            clock: None,
        }
    }

    /// Logs in at this URL instead of the one in the WSDL. Its host is trusted.
    pub fn endpoint(mut self, url: impl Into<String>) -> Self {
        self.endpoint = Some(url.into());
        self
    }

    /// Speaks this version of SOAP, with the service that logs in and with those that the session hands out.
    pub fn version(mut self, version: Version) -> Self {
        self.version = Some(version);
        self
    }

    /// Sends the session to this host, too, over TLS. The endpoint's is trusted anyway, and at 24SevenOffice its own are.
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

    /// Keeps to this quota, which other sessions may share. Without it a session at 24SevenOffice paces itself to
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

    /// The session, over `transport`, by the protocol and under the key that `protocol` gives for the endpoint.
    fn open<P: Protocol + 'static, T: Transport + Clone>(
        mut self,
        transport: T,
        endpoint: &str,
        protocol: impl FnOnce(U, String, Option<Version>) -> (P, Key),
    ) -> Result<Session<T, P>, Error> {
        let endpoint = self.endpoint.unwrap_or_else(|| endpoint.to_owned());
        match endpoint.parse::<Uri>() {
            Ok(url) if url.host().is_some() => {
                self.hosts.insert(url.host().unwrap_or_default());
            }
            _ => return Err(Error::Endpoint(endpoint)),
        }
        let (protocol, key) = protocol(self.user, endpoint, self.version);
        let mut environment = Environment::new(transport, self.hosts)
            .with_quota(self.quota)
            .with_policy(self.policy);
        if let Some(store) = self.store {
            environment = environment.with_store(store);
        }
        if let Some(clock) = self.clock {
            environment = environment.with_clock(clock);
        }
        let transport = Authenticated::new(protocol, key, environment);
        Ok(Session::new(transport, self.version))
    }
}

impl SessionBuilder {
    /// Acts as this identity: by its id, its client's id or its client's name. Otherwise as the user's default one.
    pub fn identity(mut self, choice: impl Into<Choice>) -> Self {
        self.user.identity = Some(choice.into());
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
    pub fn build_on<T: Transport + Clone>(self, transport: T) -> Result<Session<T>, Error> {
        let version = self.version.unwrap_or(Version::Soap11);
        let published = AuthenticateClient::<T>::DESCRIPTION.endpoint(version);
        self.open(transport, published, |user, endpoint, version| {
            let name = match &user.credentials {
                Credentials::Password { username, .. } => username.clone(),
                Credentials::Token(id) => format!("token {}", id.expose()),
            };
            let key = Key::new(&endpoint, user.application.to_string(), name);
            let key = match &user.identity {
                Some(choice) => key.with_identity(choice.to_string()),
                None => key,
            };
            let login = Login::new(
                endpoint,
                version,
                user.application,
                user.credentials,
                user.identity,
            );
            (login, key)
        })
    }
}

impl SessionBuilder<AuthUser> {
    /// Logs in by this form, and so to the directory that it is for: needed where the site has several.
    pub fn form(mut self, id: i32) -> Self {
        self.user.form_id = Some(id);
        self
    }

    /// What the site's faults say that refuse a call for want of a token, so that the call is made again with a new one.
    pub fn refused_by(mut self, text: impl Into<String>) -> Self {
        self.user.refusal = text.into();
        self
    }

    /// The session, over HTTP.
    ///
    /// # Errors
    /// [`Error::Endpoint`], or [`Error::Call`] where TLS cannot be set up.
    pub fn build(self) -> Result<AuthSession, Error> {
        let transport = HttpTransport::new()?;
        self.build_on(transport)
    }

    /// The session, over this transport. It must not follow redirects to other hosts, nor keep cookies.
    ///
    /// # Errors
    /// [`Error::Endpoint`].
    pub fn build_on<T: Transport + Clone>(self, transport: T) -> Result<AuthSession<T>, Error> {
        self.open(transport, "", |user, endpoint, version| {
            let form = user.form_id.map_or_else(String::new, |id| id.to_string());
            let key = Key::new(&endpoint, form, &user.username);
            let login = AuthLogin {
                endpoint,
                version,
                username: user.username,
                password: user.password,
                form_id: user.form_id,
                refusal: user.refusal,
            };
            (login, key)
        })
    }
}

/// Shows where it logs in, and who is trusted; not who the user is.
impl<U> fmt::Debug for SessionBuilder<U> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SessionBuilder")
            .field("endpoint", &self.endpoint)
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
        let credentials = Credentials::Password {
            username: username.into(),
            password: password.into(),
        };
        at_24sevenoffice(application, credentials)
    }

    /// A session of a user who was authenticated elsewhere, and whose token is exchanged for it. The
    /// [`passport`](Session::passport) then tells who it is.
    ///
    /// When the session ends, the token is tried again; a service may refuse that.
    pub fn builder_by_token(application: Uuid, token: Uuid) -> SessionBuilder {
        at_24sevenoffice(application, Credentials::Token(Secret::from(token)))
    }
}

impl AuthSession {
    /// A session of a user of the site whose `auth` service is at `url`.
    pub fn builder_at(
        url: impl Into<String>,
        username: impl Into<String>,
        password: impl Into<Secret<String>>,
    ) -> SessionBuilder<AuthUser> {
        let user = AuthUser {
            username: username.into(),
            password: password.into(),
            form_id: None,
            refusal: REFUSAL.to_owned(),
        };
        let policy = Policy {
            idle: TOKEN_IDLE,
            ..Policy::default()
        };
        SessionBuilder::of(user).endpoint(url).policy(policy)
    }
}

fn at_24sevenoffice(application: Uuid, credentials: Credentials) -> SessionBuilder {
    let user = AuthenticateUser {
        application,
        credentials,
        identity: None,
    };
    let hour = NonZeroU32::new(REQUESTS_AN_HOUR).map_or_else(Quota::unpaced, Quota::paced);
    SessionBuilder {
        hosts: HOSTS.into_iter().collect(),
        ..SessionBuilder::of(user).quota(hour)
    }
}
