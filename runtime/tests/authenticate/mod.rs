//! A part of the Authenticate service, as the generator writes it.

#![allow(dead_code, reason = "each test uses a part of it")]

use sapo::gen1::{
    Array, Content, Field, Operation, Port, Reader, Service, ServiceDescription, Shape, Version,
    Writer,
};
use sapo::{Client, Transport, Uuid};

pub(crate) const NS: &str = "http://24sevenOffice.com/webservices";

pub(crate) static LOGIN: Operation<Login, LoginResponse> = Operation::new("Login")
    .with_action("http://24sevenOffice.com/webservices/Login")
    .with_request(NS, "Login")
    .with_response(NS, "LoginResponse");

pub(crate) static HAS_SESSION: Operation<Nothing, HasSessionResponse> =
    Operation::new("HasSession")
        .with_action("http://24sevenOffice.com/webservices/HasSession")
        .with_request(NS, "HasSession")
        .with_response(NS, "HasSessionResponse");

pub(crate) static GET_IDENTITIES: Operation<Nothing, GetIdentitiesResponse> =
    Operation::new("GetIdentities")
        .with_action("http://24sevenOffice.com/webservices/GetIdentities")
        .with_request(NS, "GetIdentities")
        .with_response(NS, "GetIdentitiesResponse");

/// Not of the real service: one-way.
pub(crate) static FORGET: Operation<Nothing, ()> = Operation::new("Forget")
    .with_action("http://24sevenOffice.com/webservices/Forget")
    .with_request(NS, "Forget")
    .one_way();

const ENDPOINT: &str = "https://api.24sevenoffice.com/authenticate/v001/authenticate.asmx";

pub(crate) static AUTHENTICATE: ServiceDescription = ServiceDescription::new(
    "Authenticate",
    &[
        Port::new(Version::Soap11, ENDPOINT),
        Port::new(Version::Soap12, ENDPOINT),
    ],
    &[
        LOGIN.description(),
        HAS_SESSION.description(),
        GET_IDENTITIES.description(),
        FORGET.description(),
    ],
);

#[derive(Debug, Clone)]
pub(crate) struct AuthenticateClient<T> {
    client: Client<T>,
}

impl<T: Transport> Service for AuthenticateClient<T> {
    type Transport = T;
    const DESCRIPTION: &'static ServiceDescription = &AUTHENTICATE;

    fn from_client(client: Client<T>) -> Self {
        Self { client }
    }

    fn client(&self) -> &Client<T> {
        &self.client
    }
}

#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Login {
    pub(crate) username: Option<String>,
    pub(crate) password: Option<sapo::Secret<String>>,
}

impl Content for Login {
    const SHAPE: Shape = Shape::sequence(NS).model("Username? Password?");

    fn read(r: &mut Reader<'_>) -> Self {
        Self {
            username: r.optional(),
            password: r.optional(),
        }
    }

    fn write(&self, w: &mut Writer) {
        w.optional(&self.username);
        w.optional(&self.password);
    }
}

#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct LoginResponse {
    pub(crate) login_result: Option<String>,
}

impl Content for LoginResponse {
    const SHAPE: Shape = Shape::sequence(NS).model("LoginResult?");

    fn read(r: &mut Reader<'_>) -> Self {
        Self {
            login_result: r.optional(),
        }
    }

    fn write(&self, w: &mut Writer) {
        w.optional(&self.login_result);
    }
}

/// An element without content, which several operations take.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Nothing {}

impl Content for Nothing {
    const SHAPE: Shape = Shape::sequence(NS);

    fn read(_: &mut Reader<'_>) -> Self {
        Self {}
    }

    fn write(&self, _: &mut Writer) {}
}

#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct HasSessionResponse {
    pub(crate) has_session_result: bool,
}

impl Content for HasSessionResponse {
    const SHAPE: Shape = Shape::sequence(NS).model("HasSessionResult");

    fn read(r: &mut Reader<'_>) -> Self {
        Self {
            has_session_result: r.one(),
        }
    }

    fn write(&self, w: &mut Writer) {
        w.one(&self.has_session_result);
    }
}

#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct GetIdentitiesResponse {
    pub(crate) get_identities_result: Option<Vec<Option<Identity>>>,
}

static ARRAY_OF_IDENTITY: Shape = Shape::sequence(NS).fields(&[Field::many("Identity")]);

impl Content for GetIdentitiesResponse {
    const SHAPE: Shape = Shape::sequence(NS).model("GetIdentitiesResult?");

    fn read(r: &mut Reader<'_>) -> Self {
        Self {
            get_identities_result: r.optional_as(Array::of(&ARRAY_OF_IDENTITY)),
        }
    }

    fn write(&self, w: &mut Writer) {
        w.optional_as(&self.get_identities_result, Array::of(&ARRAY_OF_IDENTITY));
    }
}

#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Identity {
    pub(crate) id: Uuid,
    pub(crate) user: Option<User>,
    pub(crate) client: Option<Company>,
    pub(crate) is_current: bool,
    pub(crate) is_default: bool,
    pub(crate) is_protected: bool,
    pub(crate) servers: Option<Vec<Option<Server>>>,
    pub(crate) is_disabled: Option<bool>,
}

static ARRAY_OF_SERVER: Shape = Shape::sequence(NS).fields(&[Field::many("Server")]);

impl Content for Identity {
    const SHAPE: Shape = Shape::sequence(NS).fields(&[
        Field::one("Id"),
        Field::optional("User"),
        Field::optional("Client"),
        Field::one("IsCurrent"),
        Field::one("IsDefault"),
        Field::one("IsProtected"),
        Field::optional("Servers"),
        Field::optional("IsDisabled").default("false"),
    ]);

    fn read(r: &mut Reader<'_>) -> Self {
        Self {
            id: r.one(),
            user: r.optional(),
            client: r.optional(),
            is_current: r.one(),
            is_default: r.one(),
            is_protected: r.one(),
            servers: r.optional_as(Array::of(&ARRAY_OF_SERVER)),
            is_disabled: r.optional(),
        }
    }

    fn write(&self, w: &mut Writer) {
        w.one(&self.id);
        w.optional(&self.user);
        w.optional(&self.client);
        w.one(&self.is_current);
        w.one(&self.is_default);
        w.one(&self.is_protected);
        w.optional_as(&self.servers, Array::of(&ARRAY_OF_SERVER));
        w.optional(&self.is_disabled);
    }
}

#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct User {
    pub(crate) contact_id: Option<i32>,
    pub(crate) id: Option<Uuid>,
    pub(crate) name: Option<String>,
    pub(crate) employee_id: Option<i32>,
}

impl Content for User {
    const SHAPE: Shape = Shape::sequence(NS).fields(&[
        Field::optional("ContactId").default("-2147483648"),
        Field::optional("Id").default("00000000-0000-0000-0000-000000000000"),
        Field::optional("Name").default(""),
        Field::optional("EmployeeId").default("-2147483648"),
    ]);

    fn read(r: &mut Reader<'_>) -> Self {
        Self {
            contact_id: r.optional(),
            id: r.optional(),
            name: r.optional(),
            employee_id: r.optional(),
        }
    }

    fn write(&self, w: &mut Writer) {
        w.optional(&self.contact_id);
        w.optional(&self.id);
        w.optional(&self.name);
        w.optional(&self.employee_id);
    }
}

/// `Client`.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Company {
    pub(crate) id: i64,
    pub(crate) name: Option<String>,
}

impl Content for Company {
    const SHAPE: Shape = Shape::sequence(NS).model("Id Name?");

    fn read(r: &mut Reader<'_>) -> Self {
        Self {
            id: r.one(),
            name: r.optional(),
        }
    }

    fn write(&self, w: &mut Writer) {
        w.one(&self.id);
        w.optional(&self.name);
    }
}

#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Server {
    pub(crate) id: i32,
    pub(crate) r#type: i32,
}

impl Content for Server {
    const SHAPE: Shape = Shape::sequence(NS).model("Id Type");

    fn read(r: &mut Reader<'_>) -> Self {
        Self {
            id: r.one(),
            r#type: r.one(),
        }
    }

    fn write(&self, w: &mut Writer) {
        w.one(&self.id);
        w.one(&self.r#type);
    }
}
