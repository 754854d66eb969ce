//! The types of the document in the shape that the generator gives them.

use sapo::Uuid;
use sapo::gen1::{Array, Content, Document, Error, Field, Reader, Shape, Writer};

const NS: &str = "http://24sevenOffice.com/webservices";

/// The response.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GetIdentitiesResponse {
    /// The identities.
    pub get_identities_result: Option<Vec<Option<Identity>>>,
}

/// An identity.
#[derive(Debug, Clone, PartialEq, Default)]
#[expect(missing_docs)]
pub struct Identity {
    pub id: Uuid,
    pub user: Option<User>,
    pub client: Option<Client>,
    pub is_current: bool,
    pub is_default: bool,
    pub is_protected: bool,
    pub servers: Option<Vec<Option<Server>>>,
    pub is_disabled: Option<bool>,
}

/// A user.
#[derive(Debug, Clone, PartialEq, Default)]
#[expect(missing_docs)]
pub struct User {
    pub contact_id: Option<i32>,
    pub id: Option<Uuid>,
    pub name: Option<String>,
    pub employee_id: Option<i32>,
}

/// A client.
#[derive(Debug, Clone, PartialEq, Default)]
#[expect(missing_docs)]
pub struct Client {
    pub id: i64,
    pub name: Option<String>,
}

/// A server.
#[derive(Debug, Clone, PartialEq, Default)]
#[expect(missing_docs)]
pub struct Server {
    pub id: i32,
    pub r#type: i32,
}

static ARRAY_OF_IDENTITY: Shape = Shape::sequence(NS, &[Field::many("Identity")]);
static ARRAY_OF_SERVER: Shape = Shape::sequence(NS, &[Field::many("Server")]);

impl Content for GetIdentitiesResponse {
    const SHAPE: &'static Shape = &Shape::sequence(NS, &[Field::optional("GetIdentitiesResult")]);

    fn read(r: &mut Reader<'_>) -> Result<Self, Error> {
        Ok(Self {
            get_identities_result: r.optional_as(Array::of(&ARRAY_OF_IDENTITY))?,
        })
    }

    fn write(&self, w: &mut Writer) {
        w.optional_as(&self.get_identities_result, Array::of(&ARRAY_OF_IDENTITY));
    }
}

impl Content for Identity {
    const SHAPE: &'static Shape = &Shape::sequence(
        NS,
        &[
            Field::one("Id"),
            Field::optional("User"),
            Field::optional("Client"),
            Field::one("IsCurrent"),
            Field::one("IsDefault"),
            Field::one("IsProtected"),
            Field::optional("Servers"),
            Field::optional("IsDisabled").with_default("false"),
        ],
    );

    fn read(r: &mut Reader<'_>) -> Result<Self, Error> {
        Ok(Self {
            id: r.one()?,
            user: r.optional()?,
            client: r.optional()?,
            is_current: r.one()?,
            is_default: r.one()?,
            is_protected: r.one()?,
            servers: r.optional_as(Array::of(&ARRAY_OF_SERVER))?,
            is_disabled: r.optional()?,
        })
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

impl Content for User {
    const SHAPE: &'static Shape = &Shape::sequence(
        NS,
        &[
            Field::optional("ContactId").with_default("-2147483648"),
            Field::optional("Id").with_default("00000000-0000-0000-0000-000000000000"),
            Field::optional("Name").with_default(""),
            Field::optional("EmployeeId").with_default("-2147483648"),
        ],
    );

    fn read(r: &mut Reader<'_>) -> Result<Self, Error> {
        Ok(Self {
            contact_id: r.optional()?,
            id: r.optional()?,
            name: r.optional()?,
            employee_id: r.optional()?,
        })
    }

    fn write(&self, w: &mut Writer) {
        w.optional(&self.contact_id);
        w.optional(&self.id);
        w.optional(&self.name);
        w.optional(&self.employee_id);
    }
}

impl Content for Client {
    const SHAPE: &'static Shape =
        &Shape::sequence(NS, &[Field::one("Id"), Field::optional("Name")]);

    fn read(r: &mut Reader<'_>) -> Result<Self, Error> {
        Ok(Self {
            id: r.one()?,
            name: r.optional()?,
        })
    }

    fn write(&self, w: &mut Writer) {
        w.one(&self.id);
        w.optional(&self.name);
    }
}

impl Content for Server {
    const SHAPE: &'static Shape = &Shape::sequence(NS, &[Field::one("Id"), Field::one("Type")]);

    fn read(r: &mut Reader<'_>) -> Result<Self, Error> {
        Ok(Self {
            id: r.one()?,
            r#type: r.one()?,
        })
    }

    fn write(&self, w: &mut Writer) {
        w.one(&self.id);
        w.one(&self.r#type);
    }
}

impl Document for GetIdentitiesResponse {
    const ELEMENT: (&'static str, &'static str) = (NS, "GetIdentitiesResponse");
}
