//! What generated code knows of a service, as constants.

use std::fmt;
use std::marker::PhantomData;

use super::{Http, Version};
use crate::xml::{Content, Declarations, Name, Reader, Shape, Writer};

/// An operation of a service, by its request `Q` and its response `R`.
///
/// Generated code holds one in a `static`, and [`Client::call`](super::Client::call) calls it. An
/// operation without a result has the response `()`.
///
/// ```
/// use sapo::soap::Operation;
/// # struct HasSession;
///
/// static HAS_SESSION: Operation<HasSession, bool> = Operation::new("HasSession")
///     .with_action("http://example.org/HasSession")
///     .with_request("http://example.org/", "HasSession")
///     .with_response("http://example.org/", "HasSessionResponse");
/// assert_eq!(HAS_SESSION.description().name(), "HasSession");
/// ```
pub struct Operation<Q, R> {
    description: OperationDescription,
    messages: PhantomData<fn(Q) -> R>,
}

/// An operation of a service, apart from the types of its messages.
#[derive(Debug)]
pub struct OperationDescription {
    name: &'static str,
    action: &'static str,
    action12: Option<&'static str>,
    action_required: bool,
    addressing: Option<(&'static str, &'static str)>,
    one_way: bool,
    encoded: bool,
    http: Option<Http>,
    request: BodyContent,
    response: BodyContent,
    request_headers: &'static [Name],
    response_headers: &'static [Name],
}

/// What the Body of a message holds.
#[derive(Debug, Clone, Copy)]
pub(crate) enum BodyContent {
    /// Nothing.
    Nothing,
    /// One element.
    Element(Name),
    /// The parts of the message side by side: these elements, or where none is named whatever the Body's type has.
    Parts(&'static [Name]),
}

impl<Q, R> Operation<Q, R> {
    /// The operation of this name: that of the WSDL, and for an overloaded one a colon and its input's name,
    /// so that it is the only one of its service.
    pub const fn new(name: &'static str) -> Self {
        Self {
            description: OperationDescription {
                name,
                action: "",
                action12: None,
                action_required: false,
                addressing: None,
                one_way: false,
                encoded: false,
                http: None,
                request: BodyContent::Nothing,
                response: BodyContent::Nothing,
                request_headers: &[],
                response_headers: &[],
            },
            messages: PhantomData,
        }
    }

    /// Sets its `soapAction`.
    pub const fn with_action(mut self, action: &'static str) -> Self {
        self.description.action = action;
        self
    }

    /// Sets the `soapAction` of its SOAP 1.2 binding, where that is another.
    pub const fn with_soap12_action(mut self, action: &'static str) -> Self {
        self.description.action12 = Some(action);
        self
    }

    /// Makes SOAP 1.2 requests carry the action in their content type, as the binding requires
    /// (`soapActionRequired`). [`Client::with_soap12_action`](super::Client::with_soap12_action)
    /// overrides it.
    pub const fn with_action_required(mut self) -> Self {
        self.description.action_required = true;
        self
    }

    /// Sets the actions by which WS-Addressing knows its request and its response, the latter empty for a one-way
    /// operation.
    pub const fn with_addressing(mut self, request: &'static str, response: &'static str) -> Self {
        self.description.addressing = Some((request, response));
        self
    }

    /// Names the element in the body of a request; without one the body is empty.
    pub const fn with_request(mut self, namespace: &'static str, local: &'static str) -> Self {
        self.description.request = BodyContent::Element((namespace, local));
        self
    }

    /// Says that the Body of a request holds the parts of the message side by side (WSDL 1.1, section 3.5): these
    /// elements, by namespace and local name. Without any, the Body itself is of the type of the one part.
    pub const fn with_request_parts(
        mut self,
        elements: &'static [(&'static str, &'static str)],
    ) -> Self {
        self.description.request = BodyContent::Parts(elements);
        self
    }

    /// Names the element in the body of a response; without one the response's body is empty.
    pub const fn with_response(mut self, namespace: &'static str, local: &'static str) -> Self {
        self.description.response = BodyContent::Element((namespace, local));
        self
    }

    /// Says that the Body of a response holds the parts of the message, as
    /// [`with_request_parts`](Self::with_request_parts) does of a request.
    pub const fn with_response_parts(
        mut self,
        elements: &'static [(&'static str, &'static str)],
    ) -> Self {
        self.description.response = BodyContent::Parts(elements);
        self
    }

    /// Says that it is one-way: requests are not answered, but for an HTTP status.
    pub const fn one_way(mut self) -> Self {
        self.description.one_way = true;
        self
    }

    /// Says that its messages are in SOAP encoding (SOAP 1.1, section 5; SOAP 1.2 Part 2, section 3).
    pub const fn encoded(mut self) -> Self {
        self.description.encoded = true;
        self
    }

    /// Names the header blocks that go with requests: namespace and local name of each.
    pub const fn with_request_headers(mut self, headers: &'static [Name]) -> Self {
        self.description.request_headers = headers;
        self
    }

    /// Names the header blocks that come with responses, and are understood.
    pub const fn with_response_headers(mut self, headers: &'static [Name]) -> Self {
        self.description.response_headers = headers;
        self
    }

    /// Says that it is called over HTTP without SOAP.
    pub const fn with_http(mut self, http: Http) -> Self {
        self.description.http = Some(http);
        self
    }

    /// Returns its description, which is the same whatever its messages are.
    pub const fn description(&self) -> &OperationDescription {
        &self.description
    }
}

impl<Q, R> fmt::Debug for Operation<Q, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.description.fmt(f)
    }
}

/// The response of an operation that returns nothing.
impl Content for () {
    const SHAPE: Shape = Shape::sequence("");

    fn read(_: &mut Reader<'_>) -> Self {}

    fn write(&self, _: &mut Writer) {}
}

impl OperationDescription {
    /// Its name.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Its `soapAction` in a version, empty where it has none.
    pub const fn action(&self, version: Version) -> &'static str {
        match (version, self.action12) {
            (Version::Soap12, Some(action)) => action,
            _ => self.action,
        }
    }

    /// The action by which WS-Addressing knows its request: `soapAction` where the WSDL says nothing else.
    pub const fn request_action(&self) -> &'static str {
        match self.addressing {
            Some((action, _)) => action,
            None => self.action,
        }
    }

    /// The action by which WS-Addressing knows its response, where the WSDL gives one.
    pub fn response_action(&self) -> Option<&'static str> {
        let (_, action) = self.addressing?;
        (!action.is_empty()).then_some(action)
    }

    pub(crate) const fn http(&self) -> Option<&Http> {
        self.http.as_ref()
    }

    pub(crate) const fn action_is_required(&self) -> bool {
        self.action_required
    }

    pub(crate) const fn is_one_way(&self) -> bool {
        self.one_way
    }

    pub(crate) const fn is_encoded(&self) -> bool {
        self.encoded
    }

    pub(crate) const fn request(&self) -> BodyContent {
        self.request
    }

    pub(crate) const fn response(&self) -> BodyContent {
        self.response
    }

    pub(crate) const fn request_headers(&self) -> &'static [Name] {
        self.request_headers
    }

    pub(crate) const fn response_headers(&self) -> &'static [Name] {
        self.response_headers
    }
}

/// Where a service is reached, in a version of SOAP or without it.
#[derive(Debug)]
pub struct Port {
    version: Option<Version>,
    endpoint: &'static str,
}

impl Port {
    /// The port that speaks `version` at the URL `endpoint`, which is empty where the WSDL gives none.
    pub const fn new(version: Version, endpoint: &'static str) -> Self {
        Self {
            version: Some(version),
            endpoint,
        }
    }

    /// The port that speaks HTTP without SOAP at the URL `endpoint`, which is empty where the WSDL gives none.
    pub const fn http(endpoint: &'static str) -> Self {
        Self {
            version: None,
            endpoint,
        }
    }
}

/// A service: its name, ports and operations.
#[derive(Debug)]
pub struct ServiceDescription {
    name: &'static str,
    ports: &'static [Port],
    operations: &'static [&'static OperationDescription],
    secrets: &'static [&'static str],
    declarations: Option<&'static Declarations>,
}

impl ServiceDescription {
    /// The service of this name, with its ports in the WSDL's order.
    pub const fn new(
        name: &'static str,
        ports: &'static [Port],
        operations: &'static [&'static OperationDescription],
    ) -> Self {
        Self {
            name,
            ports,
            operations,
            secrets: &[],
            declarations: None,
        }
    }

    /// Says what its schema declares, so that Strict can hold messages against that where their types do not tell.
    pub const fn with_declarations(mut self, declarations: &'static Declarations) -> Self {
        self.declarations = Some(declarations);
        self
    }

    pub(crate) const fn declarations(&self) -> Option<&'static Declarations> {
        self.declarations
    }

    /// Names the elements and attributes that hold secrets, by their local names, so that recordings leave them out.
    pub const fn with_secrets(mut self, names: &'static [&'static str]) -> Self {
        self.secrets = names;
        self
    }

    /// The local names of the elements and attributes that hold secrets.
    pub const fn secrets(&self) -> &'static [&'static str] {
        self.secrets
    }

    /// Its name.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Its operations.
    pub const fn operations(&self) -> &'static [&'static OperationDescription] {
        self.operations
    }

    /// The version of its first port that speaks SOAP.
    pub fn default_version(&self) -> Version {
        let mut versions = self.ports.iter().filter_map(|port| port.version);
        versions.next().unwrap_or(Version::Soap11)
    }

    /// The endpoint for a version: of the port that speaks it, else of the first port. Empty where no port
    /// has an address.
    pub fn endpoint(&self, version: Version) -> &'static str {
        self.ports
            .iter()
            .find(|port| port.version == Some(version))
            .or(self.ports.first())
            .map_or("", |port| port.endpoint)
    }

    /// Whether it speaks SOAP, and not HTTP alone.
    pub(crate) fn speaks_soap(&self) -> bool {
        self.ports.iter().any(|port| port.version.is_some()) || self.ports.is_empty()
    }

    /// Whether any operation declares a request header of this name.
    pub(crate) fn declares_header(&self, namespace: &str, local: &str) -> bool {
        self.operations
            .iter()
            .any(|operation| operation.request_headers.contains(&(namespace, local)))
    }
}
