//! What generated code calls, first version.
//!
//! A major version of this crate keeps every item here, so that bindings which were generated once and checked
//! in go on compiling.

mod lexical;
mod parameter;
pub mod words;

pub use self::lexical::{checked, checked_from_str, from_lexical, lexical};
pub use self::parameter::{IntoNillable, IntoOptional};
pub use crate::item_error::{Failure, MayFail};
pub use crate::server;
pub use crate::soap::{
    Call, Client, Detail, Header, HeaderOf, Http, Interceptor, Operation, Port, Service,
    ServiceDescription, Version,
};
pub use crate::transport::Transport;
pub use crate::value::secret::Hidden;
pub use crate::value::{Nillable, QName};
pub use crate::xml::Error;
pub use crate::xml::{
    Any, Array, Attribute, Base64, Boxed, Checked, Codec, Content, Declarations, DenseSoapArray,
    Document, Facets, Field, Hex, Identity, Item, List, Name, Nil, Node, NonNil, Own, Read, Reader,
    Reading, Scope, Shape, Simple, SoapArray, TextCodec, UNBOUNDED, ValueError, WhiteSpace,
    Wildcard, Write, Writer, debug,
};

/// The shape of an array of SOAP encoding whose items may be anything.
pub static ANY_ARRAY: Shape = Shape::soap_array()
    .fields(&[Field::many("item").of_type(&(crate::xml::XSD_NAMESPACE, "anyType"))]);

/// What reading gives.
pub type Result<T> = core::result::Result<T, Error>;

/// The value of a default that the schema gives; the generator has checked that it is one.
///
/// # Panics
/// `text` is not of the type, which no generated code has.
pub fn default_value<T: Simple>(text: &str) -> T {
    default_value_as(Item, text)
}

/// The same for a value that has a codec of its own.
///
/// # Panics
/// As [`default_value`].
pub fn default_value_as<T>(codec: impl TextCodec<T>, text: &str) -> T {
    match codec.parse(text, &Scope::EMPTY) {
        Ok(value) => value,
        Err(error) => panic!("a default that is none: {error}"),
    }
}
