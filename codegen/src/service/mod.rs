//! The resolved services of a WSDL 1.1 document: messages, port types and bindings joined per operation,
//! styles decided.

mod http;
mod interface;
mod lookup;
mod message;
mod resolve;

pub use self::resolve::resolve;
pub use crate::syntax::soap::{Style, Use};

use crate::diagnostic::Span;
use crate::qname::QName;
use crate::schema::components::{Documentation, ElementId, Schema, TypeId};

/// A `wsdl:service`.
#[derive(Debug)]
pub struct Service {
    /// Its name.
    pub name: QName,
    /// What its documentation says (the definitions' own where the service has none).
    pub documentation: Documentation,
    /// The interfaces of its ports: ports of one port type (and equal operations) are one interface.
    pub interfaces: Vec<Interface>,
    /// Whether its ports have operations, which may all be left out.
    pub declares_operations: bool,
    /// Where it was written.
    pub span: Span,
}

/// A `wsdl:portType` as bound by one or several ports of a service.
#[derive(Debug)]
pub struct Interface {
    /// The port type's name.
    pub name: QName,
    /// What its documentation says.
    pub documentation: Documentation,
    /// The ports that speak it, in document order; never empty.
    pub ports: Vec<Port>,
    /// Its operations, in document order.
    pub operations: Vec<Operation>,
}

/// A `wsdl:port` with its binding.
#[derive(Debug, Clone)]
pub struct Port {
    /// Its name.
    pub name: String,
    /// The binding's name.
    pub binding: QName,
    /// What carries the messages.
    pub protocol: Protocol,
    /// The endpoint, where one is given.
    pub address: Option<String>,
    /// The extension by which requests must carry WS-Addressing.
    pub required_addressing: Option<Span>,
    /// The other assertions that policies require, in words, each with the policy that is attached.
    pub required_assertions: Vec<(String, Span)>,
    /// Where it was written.
    pub span: Span,
}

/// The protocol of a binding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Protocol {
    /// SOAP 1.1 over HTTP.
    Soap11,
    /// SOAP 1.2 over HTTP.
    Soap12,
    /// WSDL 1.1's HTTP binding, verb GET.
    HttpGet,
    /// WSDL 1.1's HTTP binding, verb POST.
    HttpPost,
}

impl Protocol {
    /// Whether it is SOAP.
    pub fn is_soap(self) -> bool {
        matches!(self, Self::Soap11 | Self::Soap12)
    }

    /// What people call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Soap11 => "SOAP 1.1",
            Self::Soap12 => "SOAP 1.2",
            Self::HttpGet => "HTTP GET",
            Self::HttpPost => "HTTP POST",
        }
    }
}

impl Interface {
    /// What its ports speak: SOAP, in one version or both, or HTTP by one verb.
    pub fn protocol(&self) -> Option<Protocol> {
        self.ports.first().map(|port| port.protocol)
    }

    /// Whether its ports speak SOAP.
    pub fn speaks_soap(&self) -> bool {
        self.protocol().is_some_and(Protocol::is_soap)
    }
}

/// An operation as bound.
#[derive(Debug)]
pub struct Operation {
    /// Its name; operations of one interface may share it (overloading).
    pub name: String,
    /// The name of its input, which tells overloaded operations apart.
    pub input_name: Option<String>,
    /// What its documentation says.
    pub documentation: Documentation,
    /// The action at each port in [`Interface::ports`], in that order.
    pub actions: Vec<SoapAction>,
    /// Document or rpc.
    pub style: Style,
    /// How it is called without SOAP, where its port speaks that.
    pub http: Option<Http>,
    /// The request; `None` for a notification, which has none.
    pub input: Option<Message>,
    /// The answer; `None` for a one-way operation.
    pub output: Option<Message>,
    /// The declared faults.
    pub faults: Vec<Fault>,
    /// Whether the WSDL speaks of WS-Addressing: by an action of its own, by `UsingAddressing` or by a policy.
    pub is_addressed: bool,
    /// Where the port type declares it.
    pub span: Span,
}

/// The action by which a port identifies an operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SoapAction {
    /// `soapAction`, empty if not given.
    pub uri: String,
    /// Whether requests must carry it: it is not empty, and the port speaks SOAP 1.2 without
    /// `soapActionRequired="false"`. SOAP 1.1 always sends it.
    pub is_required: bool,
}

/// An operation of the HTTP binding (WSDL 1.1, section 4).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Http {
    /// By POST; else by GET.
    pub is_post: bool,
    /// `location`, behind the port's address.
    pub location: String,
    /// How its parameters are written.
    pub input: HttpInput,
    /// The media type of the answer where that is no XML.
    pub other_output: Option<String>,
}

/// How the parameters of an operation of the HTTP binding are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HttpInput {
    /// As the query of the URL.
    Query,
    /// In the location, in place of their names.
    Path,
    /// As a form in the body.
    Form,
    /// As a document in the body.
    Document,
    /// As something else, of this media type.
    Other(String),
}

/// A message as bound.
#[derive(Debug, PartialEq, Eq)]
pub struct Message {
    /// The `wsdl:message`'s name.
    pub name: QName,
    /// Literal or encoded.
    pub r#use: Use,
    /// For rpc, the namespace of the wrapper element (`soap:body namespace=`).
    pub namespace: Option<String>,
    /// The parts in the body.
    pub body: Vec<Part>,
    /// The headers.
    pub headers: Vec<Header>,
    /// `wsaw:Action` or `wsam:Action`, or the default that WS-Addressing gives.
    pub addressing_action: String,
    /// Names of parts that a MIME binding carries as attachments.
    pub attachments: Vec<String>,
}

/// A message part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub content: PartContent,
    /// Where it was written.
    pub span: Span,
}

/// What a message part refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PartContent {
    /// `element=`
    Element(ElementId),
    /// `type=`
    Type(TypeId),
}

impl PartContent {
    /// The type, that of the element where one is referred to.
    pub fn ty(self, schema: &Schema) -> TypeId {
        match self {
            Self::Type(id) => id,
            Self::Element(id) => schema.element(id).ty,
        }
    }
}

/// A `soap:header`.
#[derive(Debug, PartialEq, Eq)]
pub struct Header {
    /// The message that holds its part.
    pub message: QName,
    /// The name of the part.
    pub part: String,
    /// What it declares.
    pub block: Block,
    /// What its header faults declare.
    pub faults: Vec<Block>,
}

/// A header block (WSDL 1.1, section 3.7).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Block {
    /// The name of its element: where a type gives the part, the part's own in the namespace that `soap:header` names.
    pub name: QName,
    /// What it holds.
    pub content: PartContent,
    /// Literal or encoded; always literal where an element gives the part.
    pub r#use: Use,
}

/// A declared fault.
#[derive(Debug, PartialEq, Eq)]
pub struct Fault {
    /// The `wsdl:fault`'s name.
    pub name: String,
    /// The one part of its message.
    pub part: Part,
    /// Literal or encoded.
    pub r#use: Use,
    /// Where the port type declares it.
    pub span: Span,
}
