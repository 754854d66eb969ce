//! Who may log in, and how often one may try.

use std::collections::HashMap;
use std::time::SystemTime;

use sapo::{Fault, Uuid};

use super::World;
use super::time::utc;
use crate::authenticate::{Credential, Token};

/// The refused logins of users who have not logged in since.
#[derive(Debug, Default)]
pub(super) struct Logins {
    refused: HashMap<String, (u32, SystemTime)>,
}

impl Logins {
    /// The account that the credential opens. A user who was refused too often in a row is answered a fault instead,
    /// even if the password is right this time.
    pub(super) fn check(
        &mut self,
        world: &World,
        credential: Option<&Credential>,
    ) -> Result<Option<usize>, Fault> {
        let Some((credential, username)) = credential
            .and_then(|credential| Some((credential, credential.username.as_deref()?)))
            .filter(|(_, username)| !username.is_empty())
        else {
            return Ok(None);
        };
        let name = username.to_lowercase();
        if let Some((count, last)) = self.refused.get(&name) {
            let end = *last + world.lockout;
            if SystemTime::now() >= end {
                self.refused.remove(&name);
            } else if *count >= world.refusals_allowed {
                return Err(Fault::receiver(format!(
                    "Too many failed logins for {username}. Try again after {}.",
                    utc(end)
                )));
            }
        }
        let account = world.accounts.iter().position(|account| {
            credential.application_id == world.application
                && account.username.to_lowercase() == name
                && credential.password.as_ref() == Some(&account.password)
        });
        match account {
            Some(_) => {
                self.refused.remove(&name);
            }
            None => {
                let refused = self.refused.entry(name).or_insert((0, SystemTime::now()));
                *refused = (refused.0 + 1, SystemTime::now());
            }
        }
        Ok(account)
    }
}

/// The account that the token opens.
pub(super) fn check_token(world: &World, token: Option<&Token>) -> Option<usize> {
    let token = token.filter(|token| token.application_id == world.application)?;
    let has_it = |known: Option<Uuid>| known == Some(*token.id.expose());
    world
        .accounts
        .iter()
        .position(|account| has_it(account.token))
}
