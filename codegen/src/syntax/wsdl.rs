//! WSDL 1.1 as written (sections 2.1 to 2.8), its bindings aside, which [`soap`] reads.

use super::addressing;
use super::documentation::{Documentation, documentation};
use super::namespaces::WSDL;
use super::policy::Requirements;
use super::reader::{Reader, optional_name};
use super::reference::Reference;
use super::soap::{self, BindingKind, MessageBinding, Style};
use crate::diagnostic::Span;
use crate::document::Node;
use crate::severity::Judge;

/// A `wsdl:definitions`.
#[derive(Debug)]
pub struct Definitions {
    /// The document it stands in, as an index of the document set.
    pub document: usize,
    /// The number of the input that leads to the document first.
    pub input: usize,
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
    /// Its requirements, except for what is in it.
    pub requirements: Requirements,
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
    /// Its requirements, and those of its messages.
    pub requirements: Requirements,
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
    /// Its requirements, except for what its operations declare.
    pub requirements: Requirements,
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
    /// `soapActionRequired`, which only bindings to SOAP 1.2 have.
    pub is_action_required: bool,
    /// Its requirements, and those of its messages.
    pub requirements: Requirements,
    /// `location` of an `http:operation`
    pub location: Option<String>,
    /// `style`, where the operation gives its own.
    pub style: Option<Style>,
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
    /// Its requirements, except for what is in it.
    pub requirements: Requirements,
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
    /// Its requirements, except for what its binding declares.
    pub requirements: Requirements,
    /// Its place.
    pub span: Span,
}

/// Reads the `wsdl:definitions` element `node` of the document at this index, its schemas aside.
pub(crate) fn read(
    document: usize,
    input: usize,
    node: Node<'_>,
    judge: &mut Judge<'_>,
) -> Definitions {
    let mut reader = Reader::new(node, judge);
    let mut definitions = Definitions {
        document,
        input,
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
        reader.is_of_binding =
            child.namespace() == WSDL && matches!(child.local(), "binding" | "service");
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

impl<'d> Reader<'_, '_, 'd> {
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

    fn port_type(&mut self, node: Node<'d>) -> PortType {
        let mut operations = Vec::new();
        for child in node.children() {
            if child.is(WSDL, "operation") {
                operations.push(self.operation(child));
            } else {
                self.unknown(child);
            }
        }
        PortType {
            requirements: Requirements::of(node, &mut self.policies),
            name: self.name(node),
            documentation: documentation(node),
            operations,
            span: node.span(),
        }
    }

    fn operation(&mut self, node: Node<'d>) -> Operation {
        let mut operation = Operation {
            requirements: Requirements::of(node, &mut self.policies),
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
            if child.namespace() == WSDL {
                operation.requirements.add(child, &mut self.policies);
            }
            match (child.namespace(), child.local()) {
                (WSDL, "input") => {
                    operation.input = Some(self.operation_message(child, "wsdl-structure"));
                }
                (WSDL, "output") => {
                    operation.output_first = operation.input.is_none();
                    operation.output = Some(self.operation_message(child, "wsdl-structure"));
                }
                (WSDL, "fault") => {
                    let fault = self.operation_message(child, "wsdl-fault");
                    operation.faults.push(fault);
                }
                _ => self.unknown(child),
            }
        }
        operation.output_first &= operation.input.is_some();
        operation
    }

    fn operation_message(&mut self, node: Node<'d>, code: &'static str) -> OperationMessage {
        for child in node.children() {
            self.unknown(child);
        }
        OperationMessage {
            name: optional_name(node),
            message: self.required_reference(node, "message", code),
            action: addressing::action(node),
            span: node.span(),
        }
    }

    fn binding(&mut self, node: Node<'d>) -> Binding {
        let mut binding = Binding {
            name: self.name(node),
            port_type: self.required_reference(node, "type", "wsdl-structure"),
            kind: None,
            requirements: Requirements::of(node, &mut self.policies),
            operations: Vec::new(),
            span: node.span(),
        };
        for child in node.children() {
            if child.is(WSDL, "operation") {
                let operation = self.binding_operation(child);
                binding.operations.push(operation);
            } else if let Some(kind) = soap::binding(child, self.judge) {
                binding.kind = Some(kind);
            } else {
                self.unknown(child);
            }
        }
        if binding.kind.is_none() {
            binding.kind = soap::implied(node);
            if binding.kind.is_some() {
                let message = format!(
                    "the binding `{}` names no protocol: that of its messages is taken",
                    binding.name
                );
                self.judge.note("wsdl-structure", &binding.span, message);
            }
        }
        binding
    }

    fn binding_operation(&mut self, node: Node<'d>) -> BindingOperation {
        let mut operation = BindingOperation {
            name: self.name(node),
            action: None,
            is_action_required: true,
            requirements: Requirements::of(node, &mut self.policies),
            location: None,
            style: None,
            input: None,
            output: None,
            faults: Vec::new(),
            span: node.span(),
        };
        for child in node.children() {
            if child.namespace() == WSDL {
                operation.requirements.add(child, &mut self.policies);
            }
            match (child.namespace(), child.local()) {
                (WSDL, "input") => operation.input = Some(soap::message(child, self)),
                (WSDL, "output") => operation.output = Some(soap::message(child, self)),
                (WSDL, "fault") => operation.faults.push(soap::message(child, self)),
                _ if soap::is_operation(child, self.judge) => {
                    operation.action = child.attribute("soapAction").map(|a| a.trim().to_owned());
                    operation.is_action_required = soap::is_action_required(child, self.judge);
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

    fn service(&mut self, node: Node<'d>) -> Service {
        let mut ports = Vec::new();
        for child in node.children() {
            if child.is(WSDL, "port") {
                ports.push(self.port(child));
            } else {
                self.unknown(child);
            }
        }
        Service {
            requirements: Requirements::of(node, &mut self.policies),
            name: self.name(node),
            documentation: documentation(node),
            ports,
            span: node.span(),
        }
    }

    fn port(&mut self, node: Node<'d>) -> Port {
        let mut address = None;
        for child in node.children() {
            match soap::address(child, self.judge) {
                Some(location) => address = Some(location),
                None => self.unknown(child),
            }
        }
        Port {
            name: self.name(node),
            binding: self.required_reference(node, "binding", "wsdl-structure"),
            address,
            requirements: Requirements::of(node, &mut self.policies),
            span: node.span(),
        }
    }
}
