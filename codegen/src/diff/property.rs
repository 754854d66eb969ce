//! Properties of things: typed values that are compared, and written as text for people alone.

use std::fmt;

use crate::model::Constraint;

use super::admitted::{Admits, Admitted};
use super::calls::{
    Action, Addressing, Arguments, Body, BodyValue, Headers, HttpCall, Messages, Signature,
};
use super::names::{Name, TypeName, list};

/// A property of a thing. A thing has at most one of each variant.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Property {
    /// The kind of Rust item.
    Form(Form),
    /// The Rust type.
    Type(TypeName),
    /// It has a default value in Rust.
    HasDefault,
    /// Values of the type tell that a service failed to process them, or the method returns such a
    /// value as an error.
    MayFail,
    /// The parameters of `new`.
    New(Arguments),
    /// The name on the wire.
    WireName(Name),
    /// The text of a listed value.
    ListedValue(String),
    /// The root element of a document of the type.
    DocumentElement(Name),
    /// The name of the type on the wire.
    WireType(Name),
    /// The lexical form of values.
    Encoding(Encoding),
    /// `None` is written as nil.
    Nil,
    /// The default or fixed value in XML.
    Constraint(Constraint),
    /// The content that a wildcard admits.
    Wildcard(Admits),
    /// The elements of mixed content.
    Mixed(Admitted),
    /// Elements may come in any order.
    AnyOrder,
    /// Elements must name a type that is derived from it.
    Abstract,
    /// The identity constraints, in words.
    Identities(Vec<String>),
    /// The derived types that may not stand for an element's own.
    Blocked(Vec<String>),
    /// The server trait.
    Server(String),
    /// The endpoint of a port.
    Endpoint(String),
    /// The further endpoints of protocols that have one.
    OtherEndpoints(Vec<String>),
    /// Requirements on requests that clients don't meet by themselves.
    Requirements(Vec<String>),
    /// The protocol that a client speaks at first.
    Protocol(&'static str),
    /// The parameters and the result of a method.
    Signature(Signature),
    /// The messages of a method.
    Messages(Messages),
    /// The constant that describes it.
    Constant(String),
    /// `soapAction`.
    Action(Action),
    /// The actions of WS-Addressing.
    Addressing(Addressing),
    /// Whether requests in SOAP 1.2 must carry the action.
    ActionRequired(bool),
    /// The body of requests.
    Request(Body),
    /// The body of responses.
    Response(Body),
    /// The default or fixed value of the element in the body of requests.
    RequestValue(BodyValue),
    /// The default or fixed value of the element in the body of responses.
    ResponseValue(BodyValue),
    /// Messages are in SOAP encoding.
    Encoded,
    /// The call in WSDL's HTTP binding.
    Http(HttpCall),
    /// The header blocks of requests.
    RequestHeaders(Headers),
    /// The header blocks of responses.
    ResponseHeaders(Headers),
    /// The enum of faults.
    Faults(Name),
}

/// The kind of Rust item that a thing is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Struct,
    Enum,
    Enumeration,
    Newtype,
    Documents,
    Alias,
}

/// The lexical form of values.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Encoding {
    /// The usual form of the Rust type.
    Own,
    Base64,
    Hex,
    List,
    /// Elements of an item within a wrapper.
    Array(Name, Box<Encoding>),
    /// An array of SOAP encoding: its type, and the dimensions of arrays within it.
    SoapArray(Option<Name>, String),
}

impl Property {
    /// Returns the text by which people tell a property from another one, or from none.
    pub(super) fn shown(property: Option<&Self>) -> String {
        let text = property.map(Self::to_string).unwrap_or_default();
        match property {
            _ if !text.is_empty() => format!("`{text}`"),
            Some(Self::ListedValue(_)) => "an empty text".to_owned(),
            // Lists may be empty.
            _ => "none".to_owned(),
        }
    }
}

impl fmt::Display for Property {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::HasDefault
            | Self::MayFail
            | Self::Nil
            | Self::AnyOrder
            | Self::Abstract
            | Self::Encoded => Ok(()),
            Self::New(parameters) => parameters.fmt(f),
            Self::Form(form) => form.fmt(f),
            Self::Type(ty) => ty.fmt(f),
            Self::WireName(name)
            | Self::DocumentElement(name)
            | Self::WireType(name)
            | Self::Faults(name) => name.fmt(f),
            Self::ListedValue(text)
            | Self::Server(text)
            | Self::Endpoint(text)
            | Self::Constant(text) => f.write_str(text),
            Self::Encoding(encoding) => encoding.fmt(f),
            Self::Constraint(constraint) => f.write_str(constraint.value()),
            Self::Wildcard(admits) => admits.fmt(f),
            Self::Mixed(admitted) => admitted.fmt(f),
            Self::OtherEndpoints(texts)
            | Self::Identities(texts)
            | Self::Blocked(texts)
            | Self::Requirements(texts) => list(f, texts, ", "),
            Self::Protocol(protocol) => f.write_str(protocol),
            Self::Signature(signature) => signature.fmt(f),
            Self::Messages(messages) => messages.fmt(f),
            Self::Action(action) => action.fmt(f),
            Self::Addressing(actions) => actions.fmt(f),
            Self::ActionRequired(true) => f.write_str("required"),
            Self::ActionRequired(false) => f.write_str("optional"),
            Self::Request(body) | Self::Response(body) => body.fmt(f),
            Self::RequestValue(value) | Self::ResponseValue(value) => {
                f.write_str(value.constraint.value())
            }
            Self::Http(call) => call.fmt(f),
            Self::RequestHeaders(headers) | Self::ResponseHeaders(headers) => headers.fmt(f),
        }
    }
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Struct => "a struct",
            Self::Enum => "an enum",
            Self::Enumeration => "an enum of listed values",
            Self::Newtype => "a newtype, which checks values",
            Self::Documents => "the enum of all documents",
            Self::Alias => "another name of a type",
        })
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Own => f.write_str("its own text"),
            Self::Base64 => f.write_str("base64"),
            Self::Hex => f.write_str("hexadecimal digits"),
            Self::List => f.write_str("a list"),
            Self::Array(shape, item) => write!(f, "elements of `{shape}` around {item}"),
            Self::SoapArray(Some(shape), inner) => {
                write!(f, "an array of SOAP encoding {shape}{inner}")
            }
            Self::SoapArray(None, inner) => write!(f, "an array of SOAP encoding {inner}"),
        }
    }
}
