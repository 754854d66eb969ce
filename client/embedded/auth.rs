//! A site with an `auth` service, and a form that wants its token.

use std::collections::{BTreeMap, HashMap};
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use sapo::Fault;
use sapo::server::{Context, Host, Router, Running};
use sapo::xml::Any;

use super::forms::{Forms, FormsServer, UpdateDetails, UpdateDetailsResponse};
use crate::auth::{self, *};
use crate::auth_login::{COOKIE, REFUSAL};
use crate::auth_session::TOKEN_LIFE;

/// The form that the user of the default site belongs to; there is another one, which knows nobody.
pub const FORM: i32 = 7;

/// A site with an `auth` service, running. It stops when it is dropped.
///
/// ```
/// # tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
/// use sapo_authenticate::AuthSession;
/// use sapo_authenticate::embedded::{EVA, EmbeddedAuth};
///
/// let site = EmbeddedAuth::start().await?;
/// let session = AuthSession::builder_at(site.auth_url(), EVA.username, EVA.password).build()?;
/// let identity = session.identity().await?.unwrap();
/// assert_eq!(identity.username.as_deref(), Some(EVA.username));
/// # Ok::<(), Box<dyn std::error::Error>>(()) })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct EmbeddedAuth {
    host: Running,
    shared: Arc<Shared>,
}

/// A user of the default site.
pub const EVA: super::User = super::User {
    username: "eva",
    password: "gr\u{f8}nn <skog> & \"hav\"",
};

#[derive(Debug, Default)]
struct Shared {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    /// When each token was used last, by the site's clock.
    tokens: HashMap<String, Duration>,
    /// How far that clock is ahead.
    ahead: Duration,
    calls: BTreeMap<&'static str, usize>,
    email: Option<String>,
}

impl EmbeddedAuth {
    /// Starts a site on a free port of this machine.
    ///
    /// # Errors
    /// If it cannot listen.
    pub async fn start() -> io::Result<Self> {
        let shared = Arc::new(Shared::default());
        let service = || Service {
            shared: Arc::clone(&shared),
            started: Instant::now(),
        };
        let router = Router::new()
            .service("/__/webservices/auth", AuthServiceServer(service()))
            .service("/__/webservices/forms", FormsServer(service()));
        let host = Host::bind(("127.0.0.1", 0)).await?.serve(router);
        Ok(Self { host, shared })
    }

    /// Where the `auth` service is.
    pub fn auth_url(&self) -> String {
        self.host.url("/__/webservices/auth")
    }

    /// Where the service is that wants the token.
    pub fn forms_url(&self) -> String {
        self.host.url("/__/webservices/forms")
    }

    /// Moves the site's clock on.
    pub fn pass(&self, time: Duration) {
        self.shared.state().ahead += time;
    }

    /// How often an operation (`isValidToken`, say) was called.
    pub fn calls(&self, operation: &str) -> usize {
        let state = self.shared.state();
        state.calls.get(operation).copied().unwrap_or_default()
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

struct Service {
    shared: Arc<Shared>,
    started: Instant,
}

impl Service {
    /// Takes a call in. The cookie that comes with it is use of its token.
    fn arrive(&self, operation: &'static str, context: &Context) -> bool {
        *self.shared.state().calls.entry(operation).or_default() += 1;
        context
            .cookie(COOKIE)
            .is_some_and(|token| self.r#use(token))
    }

    /// Starts a token's hour again; `false` where there is no such token, or it has expired.
    fn r#use(&self, token: &str) -> bool {
        let mut state = self.shared.state();
        let now = self.started.elapsed() + state.ahead;
        match state.tokens.get_mut(token) {
            Some(used_at) if now.saturating_sub(*used_at) <= TOKEN_LIFE => {
                *used_at = now;
                true
            }
            _ => {
                state.tokens.remove(token);
                false
            }
        }
    }

    fn new_token(&self) -> String {
        let mut state = self.shared.state();
        // As good as an id of the sessions next door: for a server that nobody else reaches.
        let token = super::sessions::new_id();
        let now = self.started.elapsed() + state.ahead;
        state.tokens.insert(token.clone(), now);
        token
    }

    /// The one user there is.
    fn identity(&self) -> Result<Identity, Fault> {
        let attribute = |name: &str, value: Option<Result<Any, sapo::xml::Error>>| {
            let value = value.transpose();
            let value = value.map_err(|error| Fault::receiver(error.to_string()))?;
            Ok(Some(Attribute {
                name: name.to_owned(),
                value,
            }))
        };
        let email = self.shared.state().email.clone();
        Ok(Identity {
            id: 42,
            username: Some(EVA.username.to_owned()),
            email: email.or_else(|| Some("eva@example.com".to_owned())),
            groups: Some(vec![
                Some("Members".to_owned()),
                None,
                Some("Bjørnar & <venner>".to_owned()),
            ]),
            attributes: Some(vec![
                attribute("newsletter", Some(Any::encoded(&true)))?,
                attribute("points", Some(Any::encoded(&i64::MAX)))?,
                attribute("shoe size", None)?,
            ]),
            last_login: "2026-11-21T08:15:00+01:00".parse().ok(),
        })
    }
}

impl AuthService for Service {
    async fn authenticate(
        &self,
        request: auth::Authenticate,
        context: &mut Context,
    ) -> Result<AuthenticateResponse, Fault> {
        self.arrive("authenticate", context);
        let request = request.request.unwrap_or_default();
        let mut errors = Vec::new();
        let username = request.username.unwrap_or_default();
        let password = request.password.as_ref().map(|of| of.expose().as_str());
        if username.is_empty() {
            errors.push("Enter a user name.");
        }
        if password.unwrap_or_default().is_empty() {
            errors.push("Enter a password.");
        }
        if errors.is_empty() {
            let is_here = request.form_id.is_none_or(|form| form == FORM);
            if !is_here || username != EVA.username || password != Some(EVA.password) {
                errors.push("The user name or the password is wrong.");
            }
        }
        let outcome = match errors.is_empty() {
            true => LoginOutcome {
                auth_token: Some(self.new_token().into()),
                identity: Some(self.identity()?),
                errors: None,
            },
            false => LoginOutcome {
                errors: Some(
                    errors
                        .into_iter()
                        .map(|text| Some(text.to_owned()))
                        .collect(),
                ),
                ..LoginOutcome::default()
            },
        };
        Ok(AuthenticateResponse {
            r#return: Some(outcome),
        })
    }

    async fn is_valid_token(
        &self,
        request: IsValidToken,
        context: &mut Context,
    ) -> Result<IsValidTokenResponse, Fault> {
        self.arrive("isValidToken", context);
        let token = request.token.as_ref();
        Ok(IsValidTokenResponse {
            r#return: token.is_some_and(|token| self.r#use(token.expose())),
        })
    }

    async fn get_identity(
        &self,
        request: GetIdentity,
        context: &mut Context,
    ) -> Result<GetIdentityResponse, Fault> {
        self.arrive("getIdentity", context);
        let is_known = request
            .token
            .is_some_and(|token| self.r#use(token.expose()));
        Ok(GetIdentityResponse {
            r#return: match is_known {
                true => Some(self.identity()?),
                false => None,
            },
        })
    }

    async fn destroy_token(
        &self,
        request: DestroyToken,
        context: &mut Context,
    ) -> Result<DestroyTokenResponse, Fault> {
        self.arrive("destroyToken", context);
        let token = request.token.as_ref();
        let was_alive = token.is_some_and(|token| self.r#use(token.expose()));
        if let Some(token) = token {
            self.shared.state().tokens.remove(token.expose());
        }
        Ok(DestroyTokenResponse {
            r#return: was_alive,
        })
    }
}

impl Forms for Service {
    async fn update_details(
        &self,
        request: UpdateDetails,
        context: &mut Context,
    ) -> Result<UpdateDetailsResponse, Fault> {
        if !self.arrive("updateDetails", context) {
            return Err(Fault::receiver(format!("Update details: {REFUSAL}")));
        }
        let details = request.details.unwrap_or_default();
        let email = details.get_as::<String>("email");
        let email = email.map_err(|error| Fault::sender(error.to_string()))?;
        let mut state = self.shared.state();
        state.email = email.or_else(|| state.email.take());
        Ok(UpdateDetailsResponse {
            r#return: Some(EVA.username.to_owned()),
        })
    }
}
