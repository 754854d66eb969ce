//! Sessions at a site's `auth` service.

use std::time::Duration;

use sapo::transport::HttpTransport;
use sapo::{Secret, Transport};

use crate::auth::{AuthServiceClient, Identity};
use crate::auth_login::AuthLogin;
use crate::{Error, Session, SessionTransport};

/// How long a token lives that is not used; every use starts the time again.
pub const TOKEN_LIFE: Duration = Duration::from_secs(60 * 60);

/// A session of a user of a site, at its `auth` service: a token in the cookie `authToken`.
///
/// The service is asked whether a token is valid only about one that comes from a store, was unused for most of its
/// [life](TOKEN_LIFE), or was just refused.
///
/// ```no_run
/// # async fn example() -> Result<(), sapo_authenticate::Error> {
/// use sapo_authenticate::AuthSession;
///
/// let url = "https://www.example.org/__/webservices/auth";
/// let session = AuthSession::builder_at(url, "anna", "correct horse").build()?;
/// if let Some(identity) = session.identity().await? {
///     println!("{:?} is in {:?}", identity.username, identity.groups);
/// }
/// session.destroy().await?;
/// # Ok(())
/// # }
/// ```
pub type AuthSession<T = HttpTransport> = Session<T, AuthLogin>;

impl<T: Transport + Clone> AuthSession<T> {
    /// Who the user is, as the service knows it now; none where it knows nobody by the token.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn identity(&self) -> Result<Option<Identity>, Error> {
        let token = self.transport.open_id().await?;
        let identity = self.auth().get_identity(token.clone()).await?;
        if identity.is_some() || self.has_session().await? {
            return Ok(identity);
        }
        // The token has expired since it was used last, which a call of another service would have been told by a fault.
        self.transport.doubt(&token);
        let token = self.transport.open_id().await?;
        Ok(self.auth().get_identity(token).await?)
    }

    /// Ends the life of the token, and forgets it; `false` where there was none, or it had expired. The next call logs in
    /// again.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn destroy(&self) -> Result<bool, Error> {
        let destroyed = match self.transport.known_id().await? {
            Some(token) => {
                let login = self.transport.protocol();
                let api = login.auth(self.transport.outside());
                api.destroy_token(token).await?
            }
            None => false,
        };
        self.log_out().await?;
        Ok(destroyed)
    }

    /// The service itself, within this session.
    pub fn auth(&self) -> AuthServiceClient<SessionTransport<T, AuthLogin>> {
        self.transport.protocol().auth(self.transport())
    }

    /// The token, if there is one yet. Whoever has it is the user.
    pub fn token(&self) -> Option<Secret<String>> {
        self.id()
    }
}
