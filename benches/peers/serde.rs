//! serde's derive on quick-xml, as one would write it by hand. It knows no namespaces.

use sapo::Uuid;
use serde::{Deserialize, Serialize};

/// The response.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct GetIdentitiesResponse {
    /// The namespace, which serde takes for an attribute.
    #[serde(rename = "@xmlns")]
    pub xmlns: String,
    /// The identities.
    pub get_identities_result: Option<ArrayOfIdentity>,
}

/// Identities.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct ArrayOfIdentity {
    /// The items.
    #[serde(default)]
    pub identity: Vec<Identity>,
}

/// An identity.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
#[expect(missing_docs)]
pub struct Identity {
    pub id: Uuid,
    pub user: Option<User>,
    pub client: Option<Client>,
    pub is_current: bool,
    pub is_default: bool,
    pub is_protected: bool,
    pub servers: Option<ArrayOfServer>,
    pub is_disabled: Option<bool>,
}

/// A user.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
#[expect(missing_docs)]
pub struct User {
    pub contact_id: Option<i32>,
    pub id: Option<Uuid>,
    pub name: Option<String>,
    pub employee_id: Option<i32>,
}

/// A client.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
#[expect(missing_docs)]
pub struct Client {
    pub id: i64,
    pub name: Option<String>,
}

/// Servers.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct ArrayOfServer {
    /// The items.
    #[serde(default)]
    pub server: Vec<Server>,
}

/// A server.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
#[expect(missing_docs)]
pub struct Server {
    pub id: i32,
    pub r#type: i32,
}
