//! How Authenticate opens sessions.

use std::sync::{Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use http::Response;
use sapo::session::{Allowance, Failure, Protocol, Verdict};
use sapo::soap::Version;
use sapo::{Client, Secret, Service, Transport, Uuid};

use crate::authenticate::{AuthenticateClient, Credential, Identity, Passport, Token};
use crate::{Choice, Error, quota};

/// The cookie that carries a session to all services.
pub(crate) const COOKIE: &str = "ASP.NET_SessionId";

/// In the fault that answers a call without a live session.
const UNAUTHENTICATED: &str = "Client is not authenticated";

/// In the text that refuses a blocked identity: the way out that it names.
const WAY_OUT: &str = "GetIdentitiesWithCredential";

/// How a session logs in, and as which identity: the protocol of Authenticate's sessions.
#[derive(Debug)]
pub struct Login {
    pub(crate) endpoint: String,
    pub(crate) version: Option<Version>,
    pub(crate) application: Uuid,
    pub(crate) credentials: Credentials,
    pub(crate) wanted: Option<Choice>,
    found: Mutex<Found>,
}

/// What the user proves to be himself with.
#[derive(Debug, Clone)]
pub(crate) enum Credentials {
    Password {
        username: String,
        password: Secret<String>,
    },
    Token(Secret<Uuid>),
}

/// What earlier logins have found out.
#[derive(Debug, Default)]
struct Found {
    /// The identity that the session came to act as where none was wanted; none inside for a user without any.
    first: Option<Option<Uuid>>,
    passport: Option<Passport>,
}

impl Login {
    pub(crate) fn new(
        endpoint: String,
        version: Option<Version>,
        application: Uuid,
        credentials: Credentials,
        wanted: Option<Choice>,
    ) -> Self {
        Self {
            endpoint,
            version,
            application,
            credentials,
            wanted,
            found: Mutex::default(),
        }
    }

    /// The same user, as another identity.
    pub(crate) fn acting_as(&self, wanted: Choice) -> Self {
        Self::new(
            self.endpoint.clone(),
            self.version,
            self.application,
            self.credentials.clone(),
            Some(wanted),
        )
    }

    /// What the last login by token brought.
    pub(crate) fn passport(&self) -> Option<Passport> {
        self.found().passport.clone()
    }

    /// Authenticate itself, through this transport.
    pub(crate) fn authenticate<T: Transport>(&self, transport: T) -> AuthenticateClient<T> {
        let client = Client::new(AuthenticateClient::<T>::DESCRIPTION, transport)
            .with_endpoint(self.endpoint.clone());
        AuthenticateClient::from_client(match self.version {
            Some(version) => client.with_version(version),
            None => client,
        })
    }

    /// What a login by password sends.
    ///
    /// # Errors
    /// [`Error::NoPassword`] where the user has a token.
    pub(crate) fn credential(&self) -> Result<Credential, Error> {
        match &self.credentials {
            Credentials::Password { username, password } => Ok(Credential {
                application_id: self.application,
                identity_id: self.identity_to_start_as(),
                password: Some(password.clone()),
                username: Some(username.clone()),
            }),
            Credentials::Token(_) => Err(Error::NoPassword),
        }
    }

    fn identity_to_start_as(&self) -> Option<Uuid> {
        match &self.wanted {
            Some(Choice::Id(id)) => Some(*id),
            Some(_) => None,
            None => self.found().first.flatten(),
        }
    }

    /// Makes this identity the active one, and looks whether it is.
    async fn switch<T: Transport>(
        api: &AuthenticateClient<T>,
        identity: Switch,
    ) -> Result<(), Failure> {
        let (wanted, switched) = match identity {
            Switch::To(id) => (id, api.set_identity_by_id(id).await),
            Switch::ToWhole(identity) => (identity.id, api.set_identity(*identity).await),
        };
        if !switched.map_err(blocked_or_failed)? {
            return Err(Failure::refused(Error::NotSwitched { wanted }));
        }
        match active(api).await? {
            Some(active) if active == wanted => Ok(()),
            active => Err(Failure::refused(Error::WrongIdentity {
                expected: wanted,
                active,
            })),
        }
    }

    fn found(&self) -> MutexGuard<'_, Found> {
        self.found.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

enum Switch {
    To(Uuid),
    ToWhole(Box<Identity>),
}

impl Protocol for Login {
    fn cookie(&self) -> &str {
        COOKIE
    }

    async fn log_in<T: Transport>(&self, transport: T) -> Result<Secret<String>, Failure> {
        let api = self.authenticate(transport);
        let (id, refused) = match &self.credentials {
            Credentials::Password { .. } => {
                let credential = self.credential().map_err(Failure::refused)?;
                let id = api.login(credential).await.map_err(blocked_or_failed)?;
                (id, Error::LoginRefused)
            }
            Credentials::Token(id) => {
                let token = Token {
                    application_id: self.application,
                    id: *id,
                };
                let passport = api.authenticate_by_token(token).await?;
                let id = passport
                    .as_ref()
                    .and_then(|passport| passport.session_id.clone());
                self.found().passport = passport;
                (id, Error::TokenRefused)
            }
        };
        // An empty id is how Authenticate refuses, whatever cookie comes with it.
        id.filter(|id| !id.expose().trim().is_empty())
            .ok_or_else(|| Failure::refused(refused))
    }

    async fn is_alive<T: Transport>(
        &self,
        transport: T,
        _: &Secret<String>,
    ) -> Result<bool, Failure> {
        Ok(self.authenticate(transport).has_session().await?)
    }

    async fn settle<T: Transport>(&self, transport: T) -> Result<(), Failure> {
        let api = self.authenticate(transport);
        match &self.wanted {
            Some(Choice::Id(id)) => match active(&api).await? {
                Some(active) if active == *id => Ok(()),
                _ => Self::switch(&api, Switch::To(*id)).await,
            },
            Some(choice) => {
                let identities = api.get_identities().await?;
                let identity = choice.among(&identities).map_err(Failure::refused)?;
                if identity.is_current {
                    return Ok(());
                }
                Self::switch(&api, Switch::ToWhole(Box::new(identity))).await
            }
            None => {
                let active = active(&api).await?;
                let first = *self.found().first.get_or_insert(active);
                match first {
                    _ if first == active => Ok(()),
                    Some(id) => Self::switch(&api, Switch::To(id)).await,
                    // A user who had no identity now has one, which cannot be taken back.
                    None => {
                        self.found().first = Some(active);
                        Ok(())
                    }
                }
            }
        }
    }

    fn verdict(&self, response: &Response<Bytes>) -> Verdict {
        if !quota::is_no_result(response.status(), response.headers()) {
            return Verdict::Accepted;
        }
        let text = String::from_utf8_lossy(response.body());
        if let Some(quarantine) = quota::quarantine(&text) {
            Verdict::Quarantined(quarantine)
        } else if text.contains(UNAUTHENTICATED) {
            Verdict::Unauthenticated
        } else {
            Verdict::Accepted
        }
    }

    fn allowance(&self, response: &Response<Bytes>) -> Option<Allowance> {
        quota::allowance(response.headers())
    }
}

async fn active<T: Transport>(api: &AuthenticateClient<T>) -> Result<Option<Uuid>, sapo::Error> {
    Ok(api.get_identity().await?.map(|identity| identity.id))
}

/// Tells the refusal of a blocked identity from other faults.
fn blocked_or_failed(error: sapo::Error) -> Failure {
    match &error {
        sapo::Error::Fault(fault) if fault.reason().contains(WAY_OUT) => {
            Failure::refused(Error::IdentityBlocked {
                message: fault.reason().trim().to_owned(),
            })
        }
        _ => Failure::Call(error),
    }
}
