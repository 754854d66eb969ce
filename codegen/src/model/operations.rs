//! Services as clients and server traits: methods, parameters, results.

use super::encoded::is_encoded;
use super::lower::Lowering;
use super::names::{Scope, field_name, is_evident, method_name, type_name};
use super::service_names::{OperationNames, ServiceNames};
use super::{
    Access, Codec, Conversion, Docs, ElementName, Field, HeaderField, Item, Layout, Message,
    ModuleId, Operation, Parameter, Particle, Path, ResultKind, RustType, Service, Struct, Unwrap,
    Value, Version,
};
use std::collections::HashSet;

use crate::diagnostic::{Diagnostic, Report};
use crate::qname::QName;
use crate::schema::components::ElementId;
use crate::service::{self, Interface, PartContent, Protocol, Style};

/// More parameters than this are not told apart by their places any more; the method takes the request then.
const MOST_PARAMETERS: usize = 4;

/// What every client has methods for already.
const CLIENT_METHODS: [&str; 5] = [
    "new",
    "client",
    "from_client",
    "with_endpoint",
    "with_soap12",
];

/// The field of a message that is a simple value.
const VALUE: &str = "value";

impl Lowering<'_> {
    /// Lowers services. Ports of protocols other than SOAP were reported where they were resolved.
    pub(super) fn services(
        &mut self,
        names: Vec<Option<ServiceNames>>,
        services: &[service::Service],
        report: &mut Report,
    ) -> Vec<Item> {
        let interfaces = services.iter().flat_map(|service| {
            service
                .interfaces
                .iter()
                .map(move |interface| (service, interface))
        });
        let mut items = Vec::new();
        for ((service, interface), names) in interfaces.zip(names) {
            let Some(names) = names else { continue };
            let is_selected = self.config.select.has(service, interface);
            let mut unsaid = Report::new();
            let report = if is_selected {
                &mut *report
            } else {
                &mut unsaid
            };
            let service = self.service(service, interface, names, report);
            let is_whole = self.config.select.is_whole();
            if is_selected && (is_whole || !service.operations.is_empty()) {
                items.push(Item::Service(service));
            }
        }
        items
    }

    fn service(
        &mut self,
        service: &service::Service,
        interface: &Interface,
        mut names: ServiceNames,
        report: &mut Report,
    ) -> Service {
        let mut methods = Scope::with(CLIENT_METHODS);
        let operation_names = std::mem::take(&mut names.operations);
        let ports: Vec<(usize, Version, String)> = interface
            .ports
            .iter()
            .enumerate()
            .filter(|(_, port)| self.config.select.has_port(port))
            .filter_map(|(at, port)| {
                let address = port.address.clone().unwrap_or_default();
                match port.protocol {
                    Protocol::Soap11 => Some((at, Version::Soap11, address)),
                    Protocol::Soap12 => Some((at, Version::Soap12, address)),
                    Protocol::HttpGet | Protocol::HttpPost => None,
                }
            })
            .collect();
        let mut operations = Vec::new();
        let mut headers: Vec<HeaderField> = Vec::new();
        let mut selected_headers: HashSet<ElementName> = HashSet::new();
        for (operation, own) in interface.operations.iter().zip(operation_names) {
            // What is not selected has its names all the same, and nothing is said of it.
            let is_selected = self.config.select.has_operation(&operation.name);
            let mut unsaid = Report::new();
            let report = if is_selected {
                &mut *report
            } else {
                &mut unsaid
            };
            let lowered = self.operation(operation, own, &ports, &mut methods, report);
            let Some(lowered) = lowered else {
                continue;
            };
            self.headers(operation, &names.headers, &mut headers);
            if is_selected {
                let elements = operation.header_elements();
                selected_headers.extend(elements.into_iter().map(|(id, _)| self.element_name(id)));
                operations.push(lowered);
            }
        }
        for header in &mut headers {
            if let Some(method) = &mut header.method {
                *method = methods.take(std::mem::take(method));
            }
        }
        headers.retain(|header| selected_headers.contains(&header.element));
        Service {
            xml_name: service.name.local.to_string(),
            client: names.client,
            server: names.server,
            docs: Docs {
                text: interface
                    .documentation
                    .clone()
                    .or_else(|| service.documentation.clone()),
                notes: Vec::new(),
            },
            constant: names.constant,
            ports: ports
                .into_iter()
                .map(|(_, version, address)| (version, address))
                .collect(),
            headers,
            operations,
            secrets: Vec::new(),
        }
    }

    /// What a header block holds, as a type that can be written by itself.
    fn header_value(&mut self, element: ElementId) -> Value {
        let value = self.element_value(element);
        match value.codec {
            Codec::Own => value,
            _ => self.simple_message(element).0,
        }
    }

    fn operation(
        &mut self,
        operation: &service::Operation,
        names: OperationNames,
        ports: &[(usize, Version, String)],
        methods: &mut Scope,
        report: &mut Report,
    ) -> Option<Operation> {
        let refused = |what: &str| {
            Diagnostic::warning(
                "unsupported",
                operation.span.clone(),
                format!("the operation `{}` is left out: {what}", operation.name),
            )
        };
        let mut messages = operation.input.iter().chain(&operation.output);
        let is_encoded = messages.any(is_encoded);
        let Some(input) = &operation.input else {
            report.push(refused("it has no input, so a client cannot call it"));
            return None;
        };
        let Some(request) = self.body(operation, input, &operation.name, names.request) else {
            report.push(refused("its input is neither one element nor rpc style"));
            return None;
        };
        let response = match &operation.output {
            None => None,
            Some(output) => {
                let local = format!("{}Response", operation.name);
                match self.body(operation, output, &local, names.response) {
                    Some(response) => Some(response),
                    None => {
                        report.push(refused("its output is neither one element nor rpc style"));
                        return None;
                    }
                }
            }
        };
        let method = methods.take(method_name(&operation.name));
        let message_method = format!("{}_message", method.trim_end_matches('_'));
        let message_method = methods.take(message_method);
        let parameters = parameters(&request, operation);
        let result = match &response {
            None => ResultKind::OneWay,
            Some(response) => result(response),
        };
        let action = |wanted: Version| {
            ports
                .iter()
                .find(|(_, version, _)| *version == wanted)
                .and_then(|(at, ..)| operation.actions.get(*at))
        };
        let faults = self.faults(operation, names.faults, report);
        let first = action(Version::Soap11).or_else(|| action(Version::Soap12));
        let action11 = first.cloned().unwrap_or_default();
        let addressing = addressing(operation, input, &action11);
        Some(Operation {
            xml_name: match &operation.input_name {
                Some(input) if self.is_overloaded(operation, input) => {
                    format!("{}:{input}", operation.name)
                }
                _ => operation.name.clone(),
            },
            method,
            message_method,
            constant: names.constant,
            docs: Docs {
                text: operation.documentation.clone(),
                notes: notes(operation, faults.as_deref()),
            },
            soap12_action: action(Version::Soap12)
                .filter(|action| **action != action11)
                .cloned(),
            action: action11,
            is_encoded,
            addressing,
            request: request.message,
            response: response.map(|response| response.message),
            faults: faults.map(|name| Path {
                module: ModuleId(0),
                name,
            }),
            parameters,
            result,
            request_headers: self.header_names(Some(input)),
            response_headers: self.header_names(operation.output.as_ref()),
        })
    }

    /// Whether the input's name is not what the operation's name alone gives (WSDL 1.1, section 2.4.5).
    fn is_overloaded(&self, operation: &service::Operation, input: &str) -> bool {
        input != operation.name && input != format!("{}Request", operation.name)
    }

    /// Adds the header blocks of an operation's messages to those that are `known`. A part that is given by a type
    /// names no element, and is left to be read as a tree.
    fn headers(
        &mut self,
        operation: &service::Operation,
        names: &[(ElementId, String)],
        known: &mut Vec<HeaderField>,
    ) {
        for (id, is_sent) in operation.header_elements() {
            let element = self.element_name(id);
            let method = is_sent.then(|| method_name(&format!("with {} header", element.local)));
            if let Some(known) = known.iter_mut().find(|known| known.element == element) {
                known.method = known.method.take().or(method);
                continue;
            }
            let value = self.header_value(id);
            if let Some((_, constant)) = names.iter().find(|(of, _)| *of == id) {
                known.push(HeaderField {
                    constant: constant.clone(),
                    method,
                    element,
                    value,
                });
            }
        }
    }

    fn header_names(&self, message: Option<&service::Message>) -> Vec<ElementName> {
        message
            .iter()
            .flat_map(|message| &message.headers)
            .filter_map(|header| match header.part.content {
                PartContent::Element(id) => Some(self.element_name(id)),
                PartContent::Type(_) => None,
            })
            .collect()
    }

    /// What a message's body holds: for rpc a wrapper named after the operation, else one element, or nothing. `name` is
    /// that of the struct where the schema has no type for it.
    fn body(
        &mut self,
        operation: &service::Operation,
        message: &service::Message,
        wrapper: &str,
        name: String,
    ) -> Option<Body> {
        if operation.style == Style::Rpc {
            return Some(self.rpc_body(message, wrapper, name));
        }
        match &message.body[..] {
            [] => Some(self.empty_body(name)),
            [part] => match part.content {
                PartContent::Element(id) if self.complex(self.schema.element(id).ty).is_none() => {
                    Some(self.simple_body(id))
                }
                PartContent::Element(id) => Some(Body {
                    fields: self.wrapped_fields(id),
                    message: Message {
                        value: self.element_value(id),
                        element: Some(self.element_name(id)),
                    },
                    is_value: false,
                }),
                PartContent::Type(_) => None,
            },
            _ => None,
        }
    }

    /// The wrapper of an rpc message, whose accessors are the parts, unqualified (WSDL 1.1, section 3.5).
    fn rpc_body(&mut self, message: &service::Message, wrapper: &str, name: String) -> Body {
        let namespace = message.namespace.clone().unwrap_or_default();
        let element = QName::new(namespace.as_str(), wrapper);
        let mut fields: Vec<Field> = message
            .body
            .iter()
            .map(|part| self.accessor(part, &element, is_encoded(message)))
            .collect();
        super::fields::rename_from(&mut fields, 0);
        let element = ElementName {
            namespace,
            local: wrapper.to_owned(),
        };
        let docs = format!("What the element {wrapper} of an rpc message holds.");
        Body {
            message: Message {
                value: self.message_struct(name, docs, Layout::Sequence, fields.clone()),
                element: Some(element),
            },
            fields: Some(fields),
            is_value: false,
        }
    }

    /// An element that holds a simple value.
    fn simple_body(&mut self, element: ElementId) -> Body {
        let (message, value) = self.simple_message(element);
        Body {
            fields: Some(vec![Field {
                name: VALUE.to_owned(),
                docs: Docs::default(),
                value,
                nillable: false,
                boxed: false,
                access: Access::One,
                particle: Particle::one(VALUE),
                default: None,
            }]),
            message: Message {
                value: message,
                element: Some(self.element_name(element)),
            },
            is_value: true,
        }
    }

    /// The struct for an element that holds a simple value, and that value.
    fn simple_message(&mut self, element: ElementId) -> (Value, Value) {
        let value = self.element_value(element);
        if let Some(known) = self.simple_messages.get(&element) {
            return (known.clone(), value);
        }
        let local = self.element_name(element).local;
        let documented = self.schema.element(element).documentation.clone();
        let docs = documented.unwrap_or_else(|| format!("What the element {local} holds."));
        let layout = Layout::Text(VALUE.to_owned(), value.clone());
        let named = self.names.simple_messages.get(&element).cloned();
        let name = named.unwrap_or_else(|| self.take_in_root(type_name(&local)));
        let message = self.message_struct(name, docs, layout, Vec::new());
        self.simple_messages.insert(element, message.clone());
        (message, value)
    }

    fn empty_body(&mut self, name: String) -> Body {
        let docs = "A message without content.".to_owned();
        Body {
            message: Message {
                value: self.message_struct(name, docs, Layout::Sequence, Vec::new()),
                element: None,
            },
            fields: Some(Vec::new()),
            is_value: false,
        }
    }

    /// Adds a struct that is a message and no type of the schema.
    fn message_struct(
        &mut self,
        name: String,
        docs: String,
        layout: Layout,
        fields: Vec<Field>,
    ) -> Value {
        let path = Path {
            module: ModuleId(0),
            name: name.clone(),
        };
        self.messages.push(Item::Struct(Struct {
            name,
            docs: Docs {
                text: Some(docs),
                notes: Vec::new(),
            },
            type_name: None,
            namespace: String::new(),
            layout,
            fields,
            attributes: Vec::new(),
            any_attribute: None,
            element: None,
            identities: Vec::new(),
            has_default: false,
        }));
        Value::own(RustType::Generated(path))
    }

    /// The field of a part. An encoded one may always be nil, where its type has room for that.
    fn accessor(&mut self, part: &service::Part, wrapper: &QName, is_encoded: bool) -> Field {
        let ty = match part.content {
            PartContent::Type(id) => id,
            PartContent::Element(id) => self.schema.element(id).ty,
        };
        let name = field_name(&part.name);
        let notes = if is_evident(&name, &part.name) {
            Vec::new()
        } else {
            vec![format!("`{}`", part.name)]
        };
        let mut value = self.value(ty);
        let path = [wrapper, &QName::new("", part.name.as_str())];
        if self.is_secret(&path) {
            value.ty = RustType::Secret(Box::new(value.ty));
        }
        Field {
            name,
            docs: Docs { text: None, notes },
            nillable: is_encoded && is_reference(&value.ty),
            boxed: false,
            access: Access::One,
            particle: Particle {
                type_name: match is_encoded {
                    true => self.unusual_type(ty, &value),
                    false => None,
                },
                ..Particle::one(&part.name)
            },
            value,
            default: None,
        }
    }

    /// What a global element holds by itself, as a message or a document: a wrapper type is a struct here.
    pub(super) fn element_value(&mut self, element: ElementId) -> Value {
        let ty = self.schema.element(element).ty;
        if self.names.arrays.contains_key(&ty) {
            self.names.needed.insert(ty);
            self.struct_value(ty)
        } else {
            self.open_value(ty)
        }
    }

    /// The fields of a message element that holds elements alone.
    fn wrapped_fields(&mut self, element: ElementId) -> Option<Vec<Field>> {
        let ty = self.schema.element(element).ty;
        let complex = self.complex(ty)?;
        let path = self.names.ty(ty);
        let is_struct = self.element_value(element).ty == RustType::Generated(path);
        let has_attributes = !complex.attributes.is_empty() || complex.any_attribute.is_some();
        let body = self.type_body(ty);
        (is_struct && !has_attributes && matches!(body.layout, Layout::Sequence | Layout::All))
            .then_some(body.fields)
    }
}

/// What is said of an operation besides its documentation.
fn notes(operation: &service::Operation, faults: Option<&str>) -> Vec<String> {
    let beside = |message: Option<&service::Message>, what: &str| {
        let parts = &message?.attachments;
        let names: Vec<String> = parts.iter().map(|part| format!("`{part}`")).collect();
        (!names.is_empty()).then(|| format!("Attachments of the {what}: {}.", names.join(", ")))
    };
    let faults = faults.map(|faults| format!("The faults that it declares: [`{faults}`]."));
    faults
        .into_iter()
        .chain(beside(operation.input.as_ref(), "request"))
        .chain(beside(operation.output.as_ref(), "response"))
        .collect()
}

/// The actions that WS-Addressing needs to be told: those that do not follow from `soapAction`.
fn addressing(
    operation: &service::Operation,
    input: &service::Message,
    action: &str,
) -> Option<(String, String)> {
    let request = &input.addressing_action;
    let response = operation
        .output
        .as_ref()
        .map_or("", |output| &output.addressing_action);
    let is_implied = request == action
        && (operation.output.is_none() || response.strip_suffix("Response") == Some(action));
    (operation.is_addressed && !is_implied).then(|| (request.clone(), response.to_owned()))
}

/// Whether any port of an interface speaks SOAP; the others are reported where they are resolved.
pub(super) fn speaks_soap(interface: &Interface) -> bool {
    interface
        .ports
        .iter()
        .any(|port| matches!(port.protocol, Protocol::Soap11 | Protocol::Soap12))
}

/// A message's body, and its fields where it holds elements alone.
struct Body {
    message: Message,
    fields: Option<Vec<Field>>,
    /// The one field is the element's text.
    is_value: bool,
}

/// The parameters of a request whose element is a wrapper of the operation's arguments.
fn parameters(request: &Body, operation: &service::Operation) -> Option<Vec<Parameter>> {
    let element = request.message.element.as_ref();
    if !request.is_value && element.is_some_and(|element| element.local != operation.name) {
        return None;
    }
    let fields = request.fields.as_ref()?;
    (fields.len() <= MOST_PARAMETERS).then(|| fields.iter().map(parameter).collect())
}

fn result(response: &Body) -> ResultKind {
    let whole = || ResultKind::Whole(response.message.value.ty.clone());
    match response.fields.as_deref() {
        Some([]) => ResultKind::Unit,
        Some([field]) => {
            let (ty, unwrap) = unwrapped(field);
            ResultKind::Field {
                field: field.name.clone(),
                ty,
                unwrap,
            }
        }
        _ => whole(),
    }
}

/// The parameter for a field.
///
/// What .NET calls a reference type (a struct, a string, an array) is taken as it is even where the schema
/// lets it be absent; a request without it is for the method that takes the whole request. A value type that
/// may be absent is an `Option`.
fn parameter(field: &Field) -> Parameter {
    let value = &field.value.ty;
    let is_reference = is_reference(value);
    let (ty, conversion) = match (field.access, field.nillable, value) {
        (Access::One, false, _) | (Access::Many, false, _) => (field.ty(), Conversion::Same),
        (Access::Many, true, _) => (
            RustType::Vec(Box::new(value.clone())),
            Conversion::SomeItems,
        ),
        (_, _, RustType::Vec(item))
            if matches!(**item, RustType::Option(_))
                && (field.access == Access::Optional) != field.nillable
                && field.access != Access::Many =>
        {
            let RustType::Option(inner) = &**item else {
                return whole(field);
            };
            (RustType::Vec(inner.clone()), Conversion::SomeItemsWrapped)
        }
        (Access::One, true, _) | (Access::Optional, false, _) if is_reference && !field.boxed => {
            (value.clone(), Conversion::Some)
        }
        (Access::Optional, true, _) if is_reference && !field.boxed => {
            (value.clone(), Conversion::SomeInto)
        }
        _ => return whole(field),
    };
    Parameter {
        name: field.name.clone(),
        ty,
        conversion,
    }
}

/// Whether values of a type are what .NET calls references, which may be null.
fn is_reference(ty: &RustType) -> bool {
    matches!(
        ty,
        RustType::Std("String")
            | RustType::Sapo("Any" | "AnySimple" | "Attachment" | "Map")
            | RustType::Generated(_)
            | RustType::Grid(_)
            | RustType::Vec(_)
            | RustType::Secret(_)
    )
}

fn whole(field: &Field) -> Parameter {
    Parameter {
        name: field.name.clone(),
        ty: field.ty(),
        conversion: Conversion::Same,
    }
}

/// What a method returns of a response's one field.
fn unwrapped(field: &Field) -> (RustType, Unwrap) {
    match (field.access, field.nillable, &field.value.ty) {
        (Access::Many, true, value) => (RustType::Vec(Box::new(value.clone())), Unwrap::Flatten),
        (Access::Optional, false, RustType::Vec(item))
        | (Access::One, true, RustType::Vec(item)) => {
            match &**item {
                RustType::Option(inner) => (RustType::Vec(inner.clone()), Unwrap::OrEmptyFlatten),
                // Octets that are absent are not octets that are empty.
                _ if matches!(field.value.codec, Codec::Array(..)) => {
                    (field.value.ty.clone(), Unwrap::OrEmpty)
                }
                _ => (field.ty(), Unwrap::Same),
            }
        }
        _ => (field.ty(), Unwrap::Same),
    }
}
