//! Authenticate, served.

use std::sync::Arc;

use sapo::server::Context;
use sapo::{Fault, Secret};

use super::logins::check_token;
use super::state::Shared;
use crate::authenticate::*;

pub(super) struct Service(pub(super) Arc<Shared>);

impl Service {
    fn check(&self, credential: Option<&Credential>) -> Result<Option<usize>, Fault> {
        self.0.state().logins.check(&self.0.world, credential)
    }

    async fn switch(
        &self,
        operation: &'static str,
        wanted: Option<sapo::Uuid>,
        context: &mut Context,
    ) -> Result<bool, Fault> {
        let arrival = self.0.arrive(operation, context).await?;
        let account = arrival.session()?.account;
        let Some(wanted) = wanted else {
            return Ok(false);
        };
        let Some(identity) = self.0.find(account, wanted)? else {
            return Ok(false);
        };
        self.0.state().sessions.switch(&arrival.id, identity);
        Ok(true)
    }
}

impl Authenticate for Service {
    async fn authenticate_by_token(
        &self,
        request: AuthenticateByToken,
        context: &mut Context,
    ) -> Result<AuthenticateByTokenResponse, Fault> {
        let arrival = self.0.arrive("AuthenticateByToken", context).await?;
        let Some(account) = check_token(&self.0.world, request.token.as_ref()) else {
            return Ok(AuthenticateByTokenResponse::default());
        };
        let identity = self.0.default_identity(account);
        let identities = self.0.identities(account, identity);
        let user = &self.0.world.accounts[account];
        self.0
            .state()
            .sessions
            .open(&arrival.id, account, identity, context);
        Ok(AuthenticateByTokenResponse {
            authenticate_by_token_result: Some(Passport {
                id: user.id,
                email: Some(user.username.clone()),
                identities,
                session_id: Some(arrival.id.into()),
            }),
        })
    }

    async fn login(&self, request: Login, context: &mut Context) -> Result<LoginResponse, Fault> {
        let arrival = self.0.arrive("Login", context).await?;
        let credential = request.credential.as_ref();
        let Some(account) = self.check(credential)? else {
            return Ok(LoginResponse {
                login_result: Some(Secret::default()),
            });
        };
        // An id that has gone out of use is not an error, which is why clients check where they ended up.
        let asked = credential.and_then(|credential| credential.identity_id);
        let identity = match asked {
            Some(id) => self.0.find(account, id)?,
            None => None,
        };
        let identity = identity.or_else(|| self.0.default_identity(account));
        self.0
            .state()
            .sessions
            .open(&arrival.id, account, identity, context);
        Ok(LoginResponse {
            login_result: Some(arrival.id.into()),
        })
    }

    async fn has_session(
        &self,
        _: HasSession,
        context: &mut Context,
    ) -> Result<HasSessionResponse, Fault> {
        let arrival = self.0.arrive("HasSession", context).await?;
        Ok(HasSessionResponse {
            has_session_result: arrival.is_logged_in(),
        })
    }

    async fn get_identity(
        &self,
        _: GetIdentity,
        context: &mut Context,
    ) -> Result<GetIdentityResponse, Fault> {
        let arrival = self.0.arrive("GetIdentity", context).await?;
        Ok(GetIdentityResponse {
            get_identity_result: self.0.identity(arrival.session()?),
        })
    }

    async fn get_identities(
        &self,
        _: GetIdentities,
        context: &mut Context,
    ) -> Result<GetIdentitiesResponse, Fault> {
        let arrival = self.0.arrive("GetIdentities", context).await?;
        let session = arrival.session()?;
        Ok(GetIdentitiesResponse {
            get_identities_result: self.0.identities(session.account, session.identity),
        })
    }

    async fn set_identity(
        &self,
        request: SetIdentity,
        context: &mut Context,
    ) -> Result<SetIdentityResponse, Fault> {
        let wanted = request.identity.map(|identity| identity.id);
        Ok(SetIdentityResponse {
            set_identity_result: self.switch("SetIdentity", wanted, context).await?,
        })
    }

    async fn set_identity_by_id(
        &self,
        request: SetIdentityById,
        context: &mut Context,
    ) -> Result<SetIdentityByIdResponse, Fault> {
        let wanted = Some(request.identity_id);
        Ok(SetIdentityByIdResponse {
            set_identity_by_id_result: self.switch("SetIdentityById", wanted, context).await?,
        })
    }

    async fn get_identities_with_credential(
        &self,
        request: GetIdentitiesWithCredential,
        context: &mut Context,
    ) -> Result<GetIdentitiesWithCredentialResponse, Fault> {
        self.0
            .arrive("GetIdentitiesWithCredential", context)
            .await?;
        let identities = match self.check(request.credential.as_ref())? {
            Some(account) => self.0.identities(account, None),
            None => Some(Vec::new()),
        };
        Ok(GetIdentitiesWithCredentialResponse {
            get_identities_with_credential_result: identities,
        })
    }

    async fn get_identities_with_credential_by_service(
        &self,
        request: GetIdentitiesWithCredentialByService,
        context: &mut Context,
    ) -> Result<GetIdentitiesWithCredentialByServiceResponse, Fault> {
        self.0
            .arrive("GetIdentitiesWithCredentialByService", context)
            .await?;
        let mut identities = match self.check(request.credential.as_ref())? {
            Some(account) => self.0.identities(account, None).unwrap_or_default(),
            None => Vec::new(),
        };
        identities.retain(|identity| {
            identity
                .as_ref()
                .and_then(|identity| self.0.world.services.get(&identity.id))
                .is_some_and(|services| services.contains(&request.service_id))
        });
        Ok(GetIdentitiesWithCredentialByServiceResponse {
            get_identities_with_credential_by_service_result: Some(identities),
        })
    }
}
