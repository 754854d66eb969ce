//! A service that serves the sessions of Authenticate and knows no login of its own.

use std::sync::Arc;

use sapo::Fault;
use sapo::server::Context;

use super::sibling::*;
use super::state::Shared;

pub(super) struct Service(pub(super) Arc<Shared>);

impl Sibling for Service {
    async fn who_am_i(&self, _: WhoAmI, context: &mut Context) -> Result<WhoAmIResponse, Fault> {
        let arrival = self.0.arrive("WhoAmI", context).await?;
        let session = arrival.session()?;
        let mut caller = Caller {
            username: Some(self.0.world.accounts[session.account].username.clone()),
            ..Default::default()
        };
        if let Some(identity) = self.0.identity(session) {
            caller.identity_id = identity.id;
            if let Some(client) = identity.client {
                caller.client_id = Some(client.id);
                caller.client_name = client.name;
            }
        }
        Ok(WhoAmIResponse {
            who_am_i_result: Some(caller),
        })
    }

    async fn echo(&self, request: Echo, context: &mut Context) -> Result<EchoResponse, Fault> {
        self.0.arrive("Echo", context).await?.session()?;
        Ok(EchoResponse {
            echo_result: request.sample,
        })
    }
}
