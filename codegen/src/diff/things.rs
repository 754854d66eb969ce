//! What callers and servers see of a version: things with names, what is to be known of each, and what they hold.

use crate::diagnostic::Span;
use crate::model::Traffic;

use super::allowed::Allowed;

/// What a thing is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A type that callers can name.
    Type,
    /// What is described for the codecs alone.
    Private,
    /// A field of an element.
    Field,
    /// A field of an attribute, or any other that is no element's.
    Attribute,
    /// A variant that holds a value.
    Variant,
    /// A variant that is a listed value.
    Value,
    /// A variant of `Root`.
    Document,
    /// A client.
    Client,
    /// An endpoint of a client.
    Port,
    /// A header block of a client.
    Header,
    /// A method of a client.
    Method,
}

/// What is to be known of a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Aspect {
    /// Whether it is a struct, an enum, an alias.
    Form,
    /// Its type.
    Type,
    /// Whether it has a default value.
    Default,
    /// Its name on the wire.
    WireName,
    /// The element that a document of a type has as its root.
    DocumentElement,
    /// The name of its type on the wire.
    WireType,
    /// How a value is written.
    Encoding,
    /// Whether `None` is written as nil.
    Nil,
    /// A default value.
    DefaultValue,
    /// A fixed value.
    FixedValue,
    /// What a wildcard admits.
    Wildcard,
    /// The elements of mixed content.
    Mixed,
    /// Whether elements may come in any order.
    AnyOrder,
    /// The server trait.
    Server,
    /// Where a client calls.
    Endpoint,
    /// The further endpoints of protocols that have one.
    OtherEndpoints,
    /// The protocol that a client speaks at first.
    Protocol,
    /// The parameters and the result of a method.
    Signature,
    /// The method beside it.
    MessageMethod,
    /// What that takes and gives.
    Messages,
    /// The constant that describes it.
    Constant,
    /// `soapAction`, and the actions of WS-Addressing.
    Action,
    /// Whether requests in SOAP 1.2 must carry the action.
    ActionRequired,
    /// What is in the body of requests.
    Request,
    /// What is in the body of answers.
    Response,
    /// Whether messages are in SOAP encoding.
    Encoded,
    /// How it is called without SOAP.
    Http,
    /// The header blocks of requests.
    RequestHeaders,
    /// The header blocks of answers.
    ResponseHeaders,
    /// The enum of its faults.
    Faults,
}

/// One thing that is to be known.
#[derive(Debug, Clone)]
pub(super) struct Fact {
    pub(super) aspect: Aspect,
    /// As the newer version would have it, to be compared.
    pub(super) key: String,
    /// As its own version has it.
    pub(super) shown: String,
}

/// Something with a name.
#[derive(Debug)]
pub(super) struct Thing {
    pub(super) kind: Kind,
    /// Its name, with that of what holds it.
    pub(super) name: String,
    /// Its name as the newer version would have it, within what holds it.
    pub(super) key: String,
    /// What it stands for in XML.
    pub(super) xml: Option<String>,
    pub(super) facts: Vec<Fact>,
    /// How often it is there: at least, and at most where that is bounded.
    pub(super) occurs: (u32, Option<u32>),
    /// What its value has to satisfy.
    pub(super) allowed: Option<Allowed>,
    /// Whether literals need not name all that it holds.
    pub(super) has_default: bool,
    /// Whether what it holds comes in an order.
    pub(super) is_ordered: bool,
    /// The types derived from the type at this position make it an enum.
    pub(super) is_derived: bool,
    pub(super) traffic: Traffic,
    pub(super) members: Vec<Thing>,
    pub(super) span: Option<Span>,
}

impl Thing {
    pub(super) fn new(kind: Kind, name: String, key: String) -> Self {
        Self {
            kind,
            name,
            key,
            xml: None,
            facts: Vec::new(),
            occurs: (1, Some(1)),
            allowed: None,
            has_default: false,
            is_ordered: false,
            is_derived: false,
            traffic: Traffic::BOTH,
            members: Vec::new(),
            span: None,
        }
    }

    /// Adds a fact that both versions say in the same way.
    pub(super) fn fact(&mut self, aspect: Aspect, text: impl Into<String>) {
        let text = text.into();
        self.named(aspect, text.clone(), text);
    }

    /// Adds a fact that holds names.
    pub(super) fn named(&mut self, aspect: Aspect, key: String, shown: String) {
        self.facts.push(Fact { aspect, key, shown });
    }

    pub(super) fn get(&self, aspect: Aspect) -> Option<&Fact> {
        self.facts.iter().find(|fact| fact.aspect == aspect)
    }
}
