//! Who exists.

use std::collections::BTreeMap;
use std::time::Duration;

use sapo::{Secret, Uuid};

use crate::authenticate::{self, Client, Identity, Server};

/// The application that may log in to the default world.
pub const APPLICATION: Uuid = Uuid::from_u128(0xa0000000_0000_4000_8000_000000000001);

/// The token that logs [`ANNA`] in.
pub const TOKEN: Uuid = Uuid::from_u128(0x70000000_0000_4000_8000_000000000001);

/// A user of four identities, of which the first is the default, and the last is blocked.
pub const ANNA: User = User {
    username: "anna@example.com",
    password: "correct horse",
};

/// A user with a name and a password that need care, whose list of identities has a nil item.
pub const BJORN: User = User {
    username: "bjørn@example.com",
    password: " <p&ss> \"ørd\" 🔑 ",
};

/// A user without identities.
pub const ROBOT: User = User {
    username: "robot@example.com",
    password: "beep",
};

/// The identities of the default world: four of Anna's, and Bjørn's.
pub const fn identity_id(number: u8) -> Uuid {
    Uuid::from_u128(0x1d000000_0000_4000_8000_000000000000 + number as u128)
}

/// What a user of the default world logs in with.
#[derive(Debug, Clone, Copy)]
pub struct User {
    /// The user name.
    pub username: &'static str,
    /// The password, for all to see.
    pub password: &'static str,
}

/// Who exists, and which limits hold.
#[derive(Debug, Clone)]
pub struct World {
    /// The application that may log in.
    pub application: Uuid,
    /// The users.
    pub accounts: Vec<Account>,
    /// The services that identities have access to.
    pub services: BTreeMap<Uuid, Vec<i32>>,
    /// The refused logins in a row after which a user is locked out.
    pub refusals_allowed: u32,
    /// For how long, after the last of them.
    pub lockout: Duration,
    /// How long an unused session lives.
    pub idle: Duration,
    /// The requests an hour, which headers tell. More are answered nonetheless.
    pub requests_an_hour: u32,
}

/// A user.
#[derive(Debug, Clone)]
pub struct Account {
    /// The user's id.
    pub id: Uuid,
    /// The user name; its case does not count.
    pub username: String,
    /// The password.
    pub password: Secret<String>,
    /// A token that logs the user in, too.
    pub token: Option<Uuid>,
    /// The identities; none for a user who is not in the community.
    pub identities: Option<Vec<Option<Identity>>>,
}

/// The world that the ASP.NET server of the interop tests has, too.
impl Default for World {
    fn default() -> Self {
        Self {
            application: APPLICATION,
            accounts: vec![
                account(1, ANNA, Some(TOKEN), Some(annas())),
                account(2, BJORN, None, Some(vec![None, Some(bjorns())])),
                account(3, ROBOT, None, None),
            ],
            services: [
                (identity_id(1), vec![1, 2]),
                (identity_id(2), vec![1]),
                (identity_id(4), vec![2]),
                (identity_id(5), vec![1]),
            ]
            .into(),
            refusals_allowed: 5,
            lockout: Duration::from_secs(60),
            idle: Duration::from_secs(20 * 60),
            requests_an_hour: 7200,
        }
    }
}

fn account(
    number: u8,
    user: User,
    token: Option<Uuid>,
    identities: Option<Vec<Option<Identity>>>,
) -> Account {
    Account {
        id: user_id(number),
        username: user.username.to_owned(),
        password: user.password.into(),
        token,
        identities,
    }
}

fn user_id(number: u8) -> Uuid {
    Uuid::from_u128(0xb0000000_0000_4000_8000_000000000000 + u128::from(number))
}

/// As ASMX sends it: an id at its default is sent, numbers and texts at theirs are left out.
fn user(name: Option<&str>) -> authenticate::User {
    authenticate::User {
        id: Some(Uuid::nil()),
        name: name.map(str::to_owned),
        ..Default::default()
    }
}

fn identity(number: u8, client_id: i64, client_name: Option<&str>) -> Identity {
    Identity {
        id: identity_id(number),
        client: Some(Client {
            id: client_id,
            name: client_name.map(str::to_owned),
        }),
        ..Default::default()
    }
}

fn annas() -> Vec<Option<Identity>> {
    let server = |id, r#type| Some(Server { id, r#type });
    let first = Identity {
        user: Some(authenticate::User {
            contact_id: Some(17),
            id: Some(user_id(1)),
            employee_id: Some(0),
            ..user(Some("Anna Ås"))
        }),
        is_default: true,
        servers: Some(vec![server(1, 2), None, server(-3, 0)]),
        ..identity(1, 1001, Some("Nordlys Bakeri AS"))
    };
    // Every field of the user at its default, and an empty list of servers.
    let second = Identity {
        user: Some(user(None)),
        servers: Some(vec![]),
        ..identity(2, 1002, Some("Ægir & Sønner <Fisk> \"Øst\" 'Å'"))
    };
    // Neither user nor list of servers, and a number that no double holds.
    let third = Identity {
        is_protected: true,
        ..identity(3, 9_007_199_254_740_993, Some("Ελληνικά Προϊόντα Α.Ε. 🫒"))
    };
    let blocked = Identity {
        user: Some(user(Some("Anna Ås"))),
        servers: Some(vec![None, None]),
        is_disabled: Some(true),
        ..identity(4, 1004, None)
    };
    [first, second, third, blocked].map(Some).into()
}

fn bjorns() -> Identity {
    Identity {
        user: Some(authenticate::User {
            contact_id: Some(1),
            employee_id: Some(-1),
            ..user(Some("Bjørn"))
        }),
        is_default: true,
        ..identity(5, 2001, Some("Fjell & Fjord AS"))
    }
}
