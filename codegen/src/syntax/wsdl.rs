//! WSDL 1.1 as written (sections 2.1 to 2.8), its bindings aside, which [`soap`] reads.

use std::collections::HashSet;

use super::documentation::documentation;
use super::reference::reference;
use super::soap::{self, BindingKind, MessageBinding};
use super::xsd::Reference;
use crate::diagnostic::Span;
use crate::document::Node;
use crate::schema::components::Documentation;
use crate::severity::Judge;

/// The namespace of WSDL 1.1.
pub const WSDL: &str = "http://schemas.xmlsoap.org/wsdl/";

/// The attribute `Action` of operations' messages, in the namespaces that WS-Addressing has given it.
const ADDRESSING: [&str; 3] = [
    "http://www.w3.org/2007/05/addressing/metadata",
    "http://www.w3.org/2006/05/addressing/wsdl",
    "http://schemas.xmlsoap.org/ws/2004/08/addressing",
];

/// WS-Security's utility namespace, whose `Id` names policies.
const UTILITY: &str =
    "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";

/// A `wsdl:definitions`.
#[derive(Debug)]
pub struct Definitions {
    /// The document it stands in, as an index of the document set.
    pub document: usize,
    /// `targetNamespace`, empty where it has none.
    pub target_namespace: String,
    /// Its documentation.
    pub documentation: Documentation,
    /// Its messages.
    pub messages: Vec<Message>,
    /// Its port types.
    pub port_types: Vec<PortType>,
    /// Its bindings.
    pub bindings: Vec<Binding>,
    /// Its services.
    pub services: Vec<Service>,
    /// Its place.
    pub span: Span,
}

/// A `wsdl:message`.
#[derive(Debug)]
pub struct Message {
    /// Its local name.
    pub name: String,
    /// Its parts.
    pub parts: Vec<Part>,
    /// Its place.
    pub span: Span,
}

/// A `wsdl:part`.
#[derive(Debug)]
pub struct Part {
    /// Its name.
    pub name: String,
    /// `element=`
    pub element: Option<Reference>,
    /// `type=`
    pub ty: Option<Reference>,
    /// Its place.
    pub span: Span,
}

/// A `wsdl:portType`.
#[derive(Debug)]
pub struct PortType {
    /// Its local name.
    pub name: String,
    /// Its documentation.
    pub documentation: Documentation,
    /// Its operations.
    pub operations: Vec<Operation>,
    /// Its place.
    pub span: Span,
}

/// A `wsdl:operation` of a port type.
#[derive(Debug)]
pub struct Operation {
    /// Its name.
    pub name: String,
    /// Its documentation.
    pub documentation: Documentation,
    /// `parameterOrder`
    pub parameter_order: Vec<String>,
    /// Its input.
    pub input: Option<OperationMessage>,
    /// Its output.
    pub output: Option<OperationMessage>,
    /// Whether the output is written first: a solicit-response.
    pub output_first: bool,
    /// Its faults.
    pub faults: Vec<OperationMessage>,
    /// Its place.
    pub span: Span,
}

/// The input, output or a fault of an operation.
#[derive(Debug)]
pub struct OperationMessage {
    /// `name`
    pub name: Option<String>,
    /// `message`
    pub message: Option<Reference>,
    /// WS-Addressing's `Action`.
    pub action: Option<String>,
    /// Its place.
    pub span: Span,
}

/// A `wsdl:binding`.
#[derive(Debug)]
pub struct Binding {
    /// Its local name.
    pub name: String,
    /// The port type it binds.
    pub port_type: Option<Reference>,
    /// What it binds it to; `None` where nothing known says so.
    pub kind: Option<BindingKind>,
    /// Whether it says that messages carry WS-Addressing: by `UsingAddressing`, or by a policy.
    pub uses_addressing: bool,
    /// Its operations.
    pub operations: Vec<BindingOperation>,
    /// Its place.
    pub span: Span,
}

/// A `wsdl:operation` of a binding.
#[derive(Debug)]
pub struct BindingOperation {
    /// Its name.
    pub name: String,
    /// `soapAction`
    pub action: Option<String>,
    /// `location` of an `http:operation`
    pub location: Option<String>,
    /// `style`, where the operation gives its own.
    pub style: Option<crate::service::Style>,
    /// Its input.
    pub input: Option<MessageBinding>,
    /// Its output.
    pub output: Option<MessageBinding>,
    /// Its faults.
    pub faults: Vec<MessageBinding>,
    /// Its place.
    pub span: Span,
}

/// A `wsdl:service`.
#[derive(Debug)]
pub struct Service {
    /// Its local name.
    pub name: String,
    /// Its documentation.
    pub documentation: Documentation,
    /// Its ports.
    pub ports: Vec<Port>,
    /// Its place.
    pub span: Span,
}

/// A `wsdl:port`.
#[derive(Debug)]
pub struct Port {
    /// Its name.
    pub name: String,
    /// Its binding.
    pub binding: Option<Reference>,
    /// `location` of its address.
    pub address: Option<String>,
    /// Its place.
    pub span: Span,
}

/// Reads the `wsdl:definitions` element `node` of the document at this index, its schemas aside.
pub(crate) fn read(document: usize, node: Node<'_>, judge: &mut Judge<'_>) -> Definitions {
    let mut reader = Reader {
        judge,
        told: HashSet::new(),
    };
    let mut definitions = Definitions {
        document,
        target_namespace: node
            .attribute("targetNamespace")
            .map(|uri| uri.trim().to_owned())
            .unwrap_or_default(),
        documentation: documentation(node),
        messages: Vec::new(),
        port_types: Vec::new(),
        bindings: Vec::new(),
        services: Vec::new(),
        span: node.span(),
    };
    for child in node.children() {
        match (child.namespace(), child.local()) {
            (WSDL, "message") => definitions.messages.push(reader.message(child)),
            (WSDL, "portType") => definitions.port_types.push(reader.port_type(child)),
            (WSDL, "binding") => definitions.bindings.push(reader.binding(child)),
            (WSDL, "service") => definitions.services.push(reader.service(child)),
            // The loader follows the imports; the schemas are read by their own reader.
            (WSDL, "import" | "types" | "documentation") => {}
            _ => reader.unknown(child),
        }
    }
    definitions
}

/// Reads one `wsdl:definitions`.
pub(super) struct Reader<'r, 'j> {
    pub(super) judge: &'r mut Judge<'j>,
    /// The extensions that were told of already: once for each name is enough.
    told: HashSet<(String, String)>,
}

impl Reader<'_, '_> {
    /// The attribute `name`, empty and reported where it is missing.
    fn name(&mut self, node: Node<'_>) -> String {
        if node.attribute("name").is_none() {
            self.judge.violation(
                "wsdl-structure",
                &node.span(),
                format!("wsdl:{} has no name", node.local()),
            );
        }
        optional_name(node).unwrap_or_default()
    }

    fn reference(&mut self, node: Node<'_>, local: &str) -> Option<Reference> {
        reference(node, local, "wsdl-resolve", self.judge)
    }

    fn required_reference(&mut self, node: Node<'_>, local: &str) -> Option<Reference> {
        if node.attribute(local).is_none() {
            self.judge.violation(
                "wsdl-structure",
                &node.span(),
                format!("wsdl:{} has no `{local}`", node.local()),
            );
        }
        self.reference(node, local)
    }

    /// An element that is not WSDL's, or not here: told, and refused where it must be understood.
    pub(super) fn unknown(&mut self, node: Node<'_>) {
        let (namespace, local) = (node.namespace(), node.local());
        if is_silent(namespace, local) {
            return;
        }
        let required = matches!(
            node.attribute_ns(WSDL, "required").map(str::trim),
            Some("true" | "1")
        );
        if required && !is_policy(namespace) {
            self.judge.violation(
                "wsdl-required",
                &node.span(),
                format!("`{local}` of {namespace} must be understood (wsdl:required), and is not"),
            );
        } else if self.told.insert((namespace.to_owned(), local.to_owned())) {
            if namespace == WSDL {
                self.judge.note(
                    "wsdl-structure",
                    &node.span(),
                    format!("wsdl:{local} may not stand here and is passed over"),
                );
            } else if is_policy(namespace) {
                self.judge.note(
                    "wsdl-policy",
                    &node.span(),
                    "policies are not enforced; what they demand of messages is the caller's part",
                );
            } else {
                self.judge.note(
                    "wsdl-extension",
                    &node.span(),
                    format!(
                        "the extension `{local}` of {namespace} is not known and is passed over"
                    ),
                );
            }
        }
    }

    fn message(&mut self, node: Node<'_>) -> Message {
        let mut parts = Vec::new();
        for child in node.children() {
            if child.is(WSDL, "part") {
                parts.push(Part {
                    name: self.name(child),
                    element: self.reference(child, "element"),
                    ty: self.reference(child, "type"),
                    span: child.span(),
                });
            } else {
                self.unknown(child);
            }
        }
        Message {
            name: self.name(node),
            parts,
            span: node.span(),
        }
    }

    fn port_type(&mut self, node: Node<'_>) -> PortType {
        let mut operations = Vec::new();
        for child in node.children() {
            if child.is(WSDL, "operation") {
                operations.push(self.operation(child));
            } else {
                self.unknown(child);
            }
        }
        PortType {
            name: self.name(node),
            documentation: documentation(node),
            operations,
            span: node.span(),
        }
    }

    fn operation(&mut self, node: Node<'_>) -> Operation {
        let mut operation = Operation {
            name: self.name(node),
            documentation: documentation(node),
            parameter_order: node
                .attribute("parameterOrder")
                .unwrap_or_default()
                .split_whitespace()
                .map(str::to_owned)
                .collect(),
            input: None,
            output: None,
            output_first: false,
            faults: Vec::new(),
            span: node.span(),
        };
        for child in node.children() {
            match (child.namespace(), child.local()) {
                (WSDL, "input") => operation.input = Some(self.operation_message(child)),
                (WSDL, "output") => {
                    operation.output_first = operation.input.is_none();
                    operation.output = Some(self.operation_message(child));
                }
                (WSDL, "fault") => operation.faults.push(self.operation_message(child)),
                _ => self.unknown(child),
            }
        }
        operation.output_first &= operation.input.is_some();
        operation
    }

    fn operation_message(&mut self, node: Node<'_>) -> OperationMessage {
        for child in node.children() {
            self.unknown(child);
        }
        OperationMessage {
            name: optional_name(node),
            message: self.required_reference(node, "message"),
            action: ADDRESSING
                .iter()
                .find_map(|namespace| node.attribute_ns(namespace, "Action"))
                .map(str::to_owned),
            span: node.span(),
        }
    }

    fn binding(&mut self, node: Node<'_>) -> Binding {
        let mut binding = Binding {
            name: self.name(node),
            port_type: self.required_reference(node, "type"),
            kind: None,
            uses_addressing: false,
            operations: Vec::new(),
            span: node.span(),
        };
        for child in node.children() {
            binding.uses_addressing |= demands_addressing(child);
            if child.is(WSDL, "operation") {
                let operation = self.binding_operation(child);
                binding.operations.push(operation);
            } else if let Some(kind) = soap::binding(child, self.judge) {
                binding.kind = Some(kind);
            } else {
                self.unknown(child);
            }
        }
        binding
    }

    fn binding_operation(&mut self, node: Node<'_>) -> BindingOperation {
        let mut operation = BindingOperation {
            name: self.name(node),
            action: None,
            location: None,
            style: None,
            input: None,
            output: None,
            faults: Vec::new(),
            span: node.span(),
        };
        for child in node.children() {
            match (child.namespace(), child.local()) {
                (WSDL, "input") => operation.input = Some(soap::message(child, self)),
                (WSDL, "output") => operation.output = Some(soap::message(child, self)),
                (WSDL, "fault") => operation.faults.push(soap::message(child, self)),
                _ if soap::is_operation(child) => {
                    operation.action = child.attribute("soapAction").map(|a| a.trim().to_owned());
                    operation.style = soap::style(child, self.judge);
                }
                _ => match soap::location(child) {
                    Some(location) => operation.location = Some(location),
                    None => self.unknown(child),
                },
            }
        }
        operation
    }

    fn service(&mut self, node: Node<'_>) -> Service {
        let mut ports = Vec::new();
        for child in node.children() {
            if child.is(WSDL, "port") {
                ports.push(self.port(child));
            } else {
                self.unknown(child);
            }
        }
        Service {
            name: self.name(node),
            documentation: documentation(node),
            ports,
            span: node.span(),
        }
    }

    fn port(&mut self, node: Node<'_>) -> Port {
        let mut address = None;
        for child in node.children() {
            match soap::address(child) {
                Some(location) => address = Some(location),
                None => self.unknown(child),
            }
        }
        Port {
            name: self.name(node),
            binding: self.required_reference(node, "binding"),
            address,
            span: node.span(),
        }
    }
}

pub(super) fn optional_name(node: Node<'_>) -> Option<String> {
    node.attribute("name").map(|name| name.trim().to_owned())
}

/// Elements that say nothing about the wire that is not known otherwise.
fn is_silent(namespace: &str, local: &str) -> bool {
    (namespace == WSDL && local == "documentation")
        || (ADDRESSING.contains(&namespace)
            && matches!(local, "UsingAddressing" | "Addressing" | "Anonymous"))
}

/// Whether an extension of a binding says that messages carry WS-Addressing (Metadata, section 3): by itself, by a
/// policy within, or by one that it refers to in the same document.
fn demands_addressing(node: Node<'_>) -> bool {
    let is_addressing = |node: Node<'_>| {
        ADDRESSING.contains(&node.namespace())
            && matches!(node.local(), "UsingAddressing" | "Addressing")
    };
    if is_addressing(node) {
        return true;
    }
    if !is_policy(node.namespace()) {
        return false;
    }
    let mut open = vec![node];
    let reference = node
        .attribute("URI")
        .and_then(|uri| uri.trim().strip_prefix('#'));
    if let Some(id) = reference {
        open.extend(node.document().root().children().filter(|child| {
            is_policy(child.namespace()) && child.attribute_ns(UTILITY, "Id") == Some(id)
        }));
    }
    while let Some(node) = open.pop() {
        if is_addressing(node) {
            return true;
        }
        open.extend(node.children());
    }
    false
}

fn is_policy(namespace: &str) -> bool {
    matches!(
        namespace,
        "http://schemas.xmlsoap.org/ws/2004/09/policy"
            | "http://schemas.xmlsoap.org/ws/2002/12/policy"
            | "http://www.w3.org/2006/07/ws-policy"
            | "http://www.w3.org/ns/ws-policy"
    )
}
