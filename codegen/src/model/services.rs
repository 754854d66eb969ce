//! Services in the model: clients, server traits and their operations.

use super::{Docs, ElementName, Path, RustType, Value};

/// An interface of a service.
#[derive(Debug)]
pub struct Service {
    /// The service's name in XML.
    pub xml_name: String,
    /// The client's name.
    pub client: String,
    /// The server trait's name, where one is wanted.
    pub server: Option<ServerNames>,
    /// The documentation.
    pub docs: Docs,
    /// Requirements of the WSDL on requests that its client doesn't meet by itself, as sentences
    /// for its documentation.
    pub requirements: Vec<String>,
    /// The static that describes it.
    pub constant: String,
    /// The ports: the version of SOAP, none for HTTP without it, and the endpoint, empty where the
    /// WSDL gives none.
    pub ports: Vec<(Option<Version>, String)>,
    /// The header blocks that its messages may carry.
    pub headers: Vec<HeaderField>,
    /// The operations.
    pub operations: Vec<Operation>,
    /// The local names of the elements and attributes that hold secrets.
    pub secrets: Vec<String>,
    /// Whether its operations and header blocks are items by themselves.
    pub is_divided: bool,
}

impl Service {
    /// Whether a message of an operation may carry a header block; otherwise it stands in a fault
    /// alone.
    pub(crate) fn declares(&self, header: &ElementName) -> bool {
        let mut operations = self.operations.iter();
        operations.any(|operation| operation.has_header(header))
    }
}

/// An operation as an item by itself.
#[derive(Debug)]
pub struct Call {
    /// The client whose methods call it.
    pub client: Path,
    /// The operation.
    pub operation: Operation,
}

/// A header block as an item by itself.
#[derive(Debug)]
pub struct HeaderCall {
    /// The client that sends it.
    pub client: Path,
    /// The header block.
    pub header: HeaderField,
}

/// A version of SOAP.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Version {
    /// SOAP 1.1
    Soap11,
    /// SOAP 1.2
    Soap12,
}

/// The names of the server side.
#[derive(Debug, Clone)]
pub struct ServerNames {
    /// The trait.
    pub r#trait: String,
    /// The struct that serves an implementation of it.
    pub server: String,
}

/// An operation.
#[derive(Debug, Clone)]
pub struct Operation {
    /// The name in XML.
    pub xml_name: String,
    /// The method's name.
    pub method: String,
    /// The constant's name.
    pub constant: String,
    /// The documentation.
    pub docs: Docs,
    /// Whether its messages are in SOAP encoding.
    pub is_encoded: bool,
    /// The HTTP binding, if it is called without SOAP.
    pub http: Option<Http>,
    /// `soapAction`.
    pub action: String,
    /// `soapAction` in SOAP 1.2, where that is another.
    pub soap12_action: Option<String>,
    /// Whether requests in SOAP 1.2 must carry the action.
    pub is_action_required: bool,
    /// The actions by which WS-Addressing knows its request and its response, the latter empty
    /// where there is none; `None` where they are the ones that `soapAction` gives, or nothing says
    /// that messages are addressed.
    pub addressing: Option<(String, String)>,
    /// The request.
    pub request: Message,
    /// The answer; `None` for a one-way operation.
    pub response: Option<Message>,
    /// The parameters of the method, where the request is unwrapped.
    pub parameters: Option<Vec<Parameter>>,
    /// The enum of the faults that it declares.
    pub faults: Option<Path>,
    /// The result of the method.
    pub result: ResultKind,
    /// The header blocks of requests.
    pub request_headers: Vec<ElementName>,
    /// The header blocks of responses.
    pub response_headers: Vec<ElementName>,
    /// The feature that switches it on.
    pub feature: Option<String>,
}

impl Operation {
    /// Returns its name, without that of the message which tells it from others of the same name.
    pub(crate) fn name(&self) -> &str {
        self.xml_name.split(':').next().unwrap_or_default()
    }

    /// Returns its messages.
    pub(crate) fn messages(&self) -> impl Iterator<Item = &Message> {
        std::iter::once(&self.request).chain(&self.response)
    }

    /// Whether its messages may carry a header block.
    pub(crate) fn has_header(&self, header: &ElementName) -> bool {
        let mut headers = self.request_headers.iter().chain(&self.response_headers);
        headers.any(|own| own == header)
    }
}

/// The HTTP binding of an operation that is called without SOAP.
#[derive(Debug, Clone)]
pub struct Http {
    /// By POST; else by GET.
    pub is_post: bool,
    /// The location, which is appended to the endpoint.
    pub location: String,
    /// The place of the parameters.
    pub parameters: HttpParameters,
}

/// The place of an operation's parameters without SOAP.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HttpParameters {
    /// In the query of the URL.
    Query,
    /// In the location, in place of their names.
    Path,
    /// In a form.
    Form,
    /// In a document.
    Document,
}

/// A message's body.
#[derive(Debug, Clone)]
pub struct Message {
    /// The content of the body.
    pub body: BodyContent,
    /// The value of that.
    pub value: Value,
}

/// The content of a message's body.
#[derive(Debug, Clone)]
pub enum BodyContent {
    /// Nothing.
    Nothing,
    /// An element, which holds the value.
    Element(ElementName),
    /// The value's content without an element around it: elements of these names, if they are
    /// known.
    Parts(Vec<ElementName>),
}

impl BodyContent {
    /// The elements in the body that are known by name.
    pub fn elements(&self) -> &[ElementName] {
        match self {
            Self::Nothing => &[],
            Self::Element(element) => std::slice::from_ref(element),
            Self::Parts(elements) => elements,
        }
    }
}

/// A header block of requests, responses or header faults.
#[derive(Debug, Clone)]
pub struct HeaderField {
    /// The constant that names it.
    pub constant: String,
    /// The client's method that sets it, where requests have it.
    pub method: Option<String>,
    /// The element.
    pub element: ElementName,
    /// The value.
    pub value: Value,
    /// Whether it is in SOAP encoding.
    pub is_encoded: bool,
    /// The type that it names in SOAP encoding, where its Rust type does not tell.
    pub type_name: Option<ElementName>,
}

/// A parameter.
#[derive(Debug, Clone)]
pub struct Parameter {
    /// The name, the field's own.
    pub name: String,
    /// The type of the value.
    pub ty: RustType,
    /// The ways to leave the value out.
    pub absence: Absence,
    /// Each item of the value becomes `Some(item)`.
    pub items: bool,
    /// The value is kept on the heap.
    pub boxed: bool,
    /// The type whose elements it names.
    pub names_of: Option<Path>,
}

impl Parameter {
    /// Returns whether the method also accepts what converts into the value: a text for a secret.
    pub fn is_converted(&self) -> bool {
        self.absence == Absence::Never && matches!(self.ty, RustType::Secret(_))
    }
}

/// The ways to leave the value of a parameter out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Absence {
    /// A value is required.
    Never,
    /// `None` is one state: absent, or nil.
    Optional,
    /// Absent and nil are two states.
    Nillable,
}

/// The result that a method makes of the response.
#[derive(Debug, Clone)]
pub enum ResultKind {
    /// Nothing is answered: a one-way operation.
    OneWay,
    /// The response holds nothing.
    Unit,
    /// The response as it is.
    Whole(RustType),
    /// The one field.
    Field {
        /// The field.
        field: String,
        /// The type that is returned, if no item has failed.
        ty: RustType,
        /// The conversion of the field to it.
        unwrap: Unwrap,
        /// The items of it that may have failed.
        check: Check,
    },
}

/// The conversion of a response's field to a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unwrap {
    /// As it is.
    Same,
    /// An absent array is empty.
    OrEmpty,
    /// Nil items are left out.
    Flatten,
    /// An absent array is empty, nil items are left out.
    OrEmptyFlatten,
}

/// The items of a result that hold an error if the service failed to process them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Check {
    /// None.
    Never,
    /// Each item of a list, which becomes a `Result`.
    Each,
    /// The result itself, which becomes the error of the call.
    Whole {
        /// The response keeps it on the heap.
        boxed: bool,
    },
}
