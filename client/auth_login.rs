//! How a site's `auth` service opens sessions.

use bytes::Bytes;
use http::Response;
use sapo::session::{Failure, Protocol, Verdict};
use sapo::soap::Version;
use sapo::{Client, Secret, Service, Transport};

use crate::Error;
use crate::auth::{AuthServiceClient, LoginRequest};

/// The cookie that carries a token to the services of a site.
pub(crate) const COOKIE: &str = "authToken";

/// What a fault says that refuses a call for want of a token, unless the builder knows better.
pub(crate) const REFUSAL: &str = "a valid authToken is required";

/// How a user of a site logs in: the protocol of sessions at its `auth` service.
#[derive(Debug)]
pub struct AuthLogin {
    pub(crate) endpoint: String,
    pub(crate) version: Option<Version>,
    pub(crate) username: String,
    pub(crate) password: Secret<String>,
    pub(crate) form_id: Option<i32>,
    pub(crate) refusal: String,
}

impl AuthLogin {
    /// The service itself, through this transport.
    pub(crate) fn auth<T: Transport>(&self, transport: T) -> AuthServiceClient<T> {
        let client = Client::new(AuthServiceClient::<T>::DESCRIPTION, transport)
            .with_endpoint(self.endpoint.clone());
        AuthServiceClient::from_client(match self.version {
            Some(version) => client.with_version(version),
            None => client,
        })
    }
}

impl Protocol for AuthLogin {
    fn cookie(&self) -> &str {
        COOKIE
    }

    async fn log_in<T: Transport>(&self, transport: T) -> Result<Secret<String>, Failure> {
        let request = LoginRequest {
            username: Some(self.username.clone()),
            password: Some(self.password.clone()),
            form_id: self.form_id,
        };
        let outcome = self.auth(transport).authenticate(request).await?;
        let outcome = outcome.unwrap_or_default();
        let messages: Vec<String> = outcome.errors.into_iter().flatten().flatten().collect();
        match outcome.auth_token {
            Some(token) if messages.is_empty() && !token.expose().trim().is_empty() => Ok(token),
            _ => Err(Failure::refused(Error::AuthRefused { messages })),
        }
    }

    async fn is_alive<T: Transport>(
        &self,
        transport: T,
        token: &Secret<String>,
    ) -> Result<bool, Failure> {
        Ok(self.auth(transport).is_valid_token(token.clone()).await?)
    }

    fn verdict(&self, response: &Response<Bytes>) -> Verdict {
        let is_refused = !response.status().is_success()
            && !self.refusal.is_empty()
            && String::from_utf8_lossy(response.body()).contains(&self.refusal);
        match is_refused {
            true => Verdict::Unauthenticated,
            false => Verdict::Accepted,
        }
    }
}
