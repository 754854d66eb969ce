//! Which identity a session is to act as.

use std::fmt;

use sapo::Uuid;

use crate::Error;
use crate::authenticate::Identity;

/// Which identity a session is to act as.
///
/// An identity's id changes when it is removed from its user and added again; its client does not.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Choice {
    /// The identity of this id.
    Id(Uuid),
    /// The only identity for the client of this id.
    ClientId(i64),
    /// The only identity for the client of this name. Case counts only where names differ in nothing else.
    ClientName(String),
}

impl Choice {
    /// The one identity among these that is meant.
    ///
    /// Identities that are disabled count only where no other is meant.
    ///
    /// # Errors
    /// [`Error::NoSuchIdentity`] with all of them, or [`Error::AmbiguousIdentity`] with those that are meant.
    pub fn among(&self, identities: &[Identity]) -> Result<Identity, Error> {
        let mut meant = self.all_among(identities, |name, wanted| name == wanted);
        if meant.is_empty() {
            meant = self.all_among(identities, |name, wanted| {
                name.to_lowercase() == wanted.to_lowercase()
            });
        }
        if meant.iter().any(|identity| is_enabled(identity)) {
            meant.retain(|identity| is_enabled(identity));
        }
        match meant.as_slice() {
            [] => Err(Error::NoSuchIdentity {
                wanted: self.clone(),
                candidates: identities.iter().map(Candidate::from).collect(),
            }),
            [one] => Ok((*one).clone()),
            several => Err(Error::AmbiguousIdentity {
                wanted: self.clone(),
                candidates: several.iter().copied().map(Candidate::from).collect(),
            }),
        }
    }

    fn all_among<'i>(
        &self,
        identities: &'i [Identity],
        is_name: impl Fn(&str, &str) -> bool,
    ) -> Vec<&'i Identity> {
        identities
            .iter()
            .filter(|identity| match (self, &identity.client) {
                (Self::Id(id), _) => identity.id == *id,
                (Self::ClientId(id), Some(client)) => client.id == *id,
                (Self::ClientName(wanted), Some(client)) => client
                    .name
                    .as_deref()
                    .is_some_and(|name| is_name(name.trim(), wanted.trim())),
                (_, None) => false,
            })
            .collect()
    }
}

fn is_enabled(identity: &Identity) -> bool {
    identity.is_disabled != Some(true)
}

impl From<Uuid> for Choice {
    fn from(id: Uuid) -> Self {
        Self::Id(id)
    }
}

impl From<&Identity> for Choice {
    fn from(identity: &Identity) -> Self {
        Self::Id(identity.id)
    }
}

impl From<i64> for Choice {
    fn from(client_id: i64) -> Self {
        Self::ClientId(client_id)
    }
}

impl From<&str> for Choice {
    fn from(client_name: &str) -> Self {
        Self::ClientName(client_name.to_owned())
    }
}

impl From<String> for Choice {
    fn from(client_name: String) -> Self {
        Self::ClientName(client_name)
    }
}

impl fmt::Display for Choice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Id(id) => write!(f, "identity {id}"),
            Self::ClientId(id) => write!(f, "client {id}"),
            Self::ClientName(name) => write!(f, "client {name:?}"),
        }
    }
}

/// An identity that could have been meant.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Candidate {
    /// The identity's id.
    pub id: Uuid,
    /// Its client's id.
    pub client_id: Option<i64>,
    /// Its client's name.
    pub client_name: Option<String>,
    /// Whether it is blocked.
    pub is_disabled: bool,
}

impl From<&Identity> for Candidate {
    fn from(identity: &Identity) -> Self {
        let client = identity.client.as_ref();
        Self {
            id: identity.id,
            client_id: client.map(|client| client.id),
            client_name: client.and_then(|client| client.name.clone()),
            is_disabled: !is_enabled(identity),
        }
    }
}

impl fmt::Display for Candidate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.id)?;
        if let Some(name) = &self.client_name {
            write!(f, " {name:?}")?;
        }
        if let Some(id) = self.client_id {
            write!(f, " (client {id})")?;
        }
        if self.is_disabled {
            f.write_str(" (blocked)")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::authenticate::Client;

    fn identity(number: u128, client_id: i64, name: Option<&str>) -> Identity {
        Identity {
            id: Uuid::from_u128(number),
            client: Some(Client {
                id: client_id,
                name: name.map(str::to_owned),
            }),
            ..Identity::default()
        }
    }

    fn identities() -> Vec<Identity> {
        let mut blocked = identity(4, 13, Some("Fjord"));
        blocked.is_disabled = Some(true);
        vec![
            identity(1, 11, Some("Nordlys Bakeri AS")),
            identity(2, 12, Some("NORDLYS BAKERI AS")),
            identity(3, 13, Some("Fjord")),
            blocked,
            identity(5, 14, None),
            identity(6, 15, Some("Ægir")),
            Identity {
                id: Uuid::from_u128(7),
                ..Identity::default()
            },
        ]
    }

    fn chosen(choice: impl Into<Choice>) -> Result<u128, Error> {
        choice
            .into()
            .among(&identities())
            .map(|identity| identity.id.as_u128())
    }

    #[test]
    fn one_is_found_by_id_client_and_name() {
        assert_eq!(chosen(Uuid::from_u128(7)).unwrap(), 7);
        assert_eq!(chosen(14).unwrap(), 5);
        assert_eq!(chosen("Nordlys Bakeri AS").unwrap(), 1);
        assert_eq!(chosen(" ægir ").unwrap(), 6);
        assert_eq!(chosen("Fjord").unwrap(), 3, "the other is blocked");
        assert_eq!(chosen(Uuid::from_u128(4)).unwrap(), 4, "asked for by id");
    }

    #[test]
    fn errors_list_the_candidates() {
        let error = chosen("nordlys bakeri as").unwrap_err();
        assert_eq!(
            error.to_string(),
            "client \"nordlys bakeri as\" is ambiguous: \
             00000000-0000-0000-0000-000000000001 \"Nordlys Bakeri AS\" (client 11), \
             00000000-0000-0000-0000-000000000002 \"NORDLYS BAKERI AS\" (client 12)"
        );
        let error = Choice::from(99).among(&identities()[3..5]).unwrap_err();
        assert_eq!(
            error.to_string(),
            "client 99 is none of the user's identities: \
             00000000-0000-0000-0000-000000000004 \"Fjord\" (client 13) (blocked), \
             00000000-0000-0000-0000-000000000005 (client 14)"
        );
        let error = Choice::from(99).among(&[]).unwrap_err();
        assert_eq!(
            error.to_string(),
            "client 99 is none of the user's identities: there are none"
        );
    }
}
