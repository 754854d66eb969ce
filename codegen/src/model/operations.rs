//! Services as clients and server traits: methods, parameters, results.

use super::lower::Lowering;
use super::names::{Scope, constant_name, field_name, type_name};
use super::{
    Access, Codec, Conversion, Docs, ElementName, Field, HeaderField, Item, Layout, Message,
    ModuleId, Operation, Parameter, ResultKind, RustType, ServerNames, Service, Unwrap, Value,
    Version,
};
use crate::diagnostic::{Diagnostic, Report};
use crate::schema::components::ElementId;
use crate::service::{self, Interface, PartContent, Protocol, Style, Use};

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

/// The names of a service's items.
#[derive(Debug)]
pub(super) struct ServiceNames {
    client: String,
    server: Option<ServerNames>,
    constant: String,
}

impl Lowering<'_> {
    /// Names clients and servers, before any type is named: theirs are the names that users write most.
    pub(super) fn name_services(&mut self, services: &[service::Service]) -> Vec<ServiceNames> {
        let root = ModuleId(0);
        let mut names = Vec::new();
        for service in services {
            for (at, interface) in service.interfaces.iter().enumerate() {
                // The first interface is the service; others add the name of their port type.
                let wanted = match at {
                    0 => type_name(&service.name.local),
                    _ => type_name(&format!("{} {}", service.name.local, interface.name.local)),
                };
                let wanted = wanted.trim_end_matches('_').to_owned();
                let constant = constant_name(&wanted);
                names.push(ServiceNames {
                    client: self.modules.take(root, format!("{wanted}Client")),
                    server: self.options.server.then(|| ServerNames {
                        r#trait: self.modules.take(root, wanted.clone()),
                        server: self.modules.take(root, format!("{wanted}Server")),
                    }),
                    constant: self.modules.take_constant(root, constant),
                });
            }
        }
        names
    }

    /// Lowers services. Ports of protocols other than SOAP were reported where they were resolved.
    pub(super) fn services(
        &mut self,
        names: Vec<ServiceNames>,
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
            let service = self.service(service, interface, names, report);
            items.push(Item::Service(service));
        }
        items
    }

    fn service(
        &mut self,
        service: &service::Service,
        interface: &Interface,
        names: ServiceNames,
        report: &mut Report,
    ) -> Service {
        let mut methods = Scope::with(CLIENT_METHODS);
        let ports: Vec<(usize, Version, String)> = interface
            .ports
            .iter()
            .enumerate()
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
        for operation in &interface.operations {
            let Some(lowered) = self.operation(operation, &ports, &mut methods, report) else {
                continue;
            };
            for header in operation.input.iter().flat_map(|input| &input.headers) {
                if let PartContent::Element(id) = header.part.content {
                    let element = self.element_name(id);
                    if !headers.iter().any(|known| known.element == element) {
                        let value = self.element_value(id);
                        headers.push(HeaderField {
                            method: field_name(&format!("with {} header", element.local)),
                            element,
                            value,
                        });
                    }
                }
            }
            operations.push(lowered);
        }
        for header in &mut headers {
            header.method = methods.take(std::mem::take(&mut header.method));
        }
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
        }
    }

    fn operation(
        &mut self,
        operation: &service::Operation,
        ports: &[(usize, Version, String)],
        methods: &mut Scope,
        report: &mut Report,
    ) -> Option<Operation> {
        let refused = |what: &str| {
            Diagnostic::error(
                "unsupported",
                operation.span.clone(),
                format!("the operation `{}` {what}", operation.name),
            )
            .with_help("generate the types alone with --types-only")
        };
        let messages = [operation.input.as_ref(), operation.output.as_ref()];
        if operation.style == Style::Rpc {
            report.push(refused("is in rpc style, which is not supported yet"));
            return None;
        }
        if messages
            .iter()
            .flatten()
            .any(|message| message.r#use == Use::Encoded)
        {
            report.push(refused("is encoded, which is not supported yet"));
            return None;
        }
        let Some(input) = &operation.input else {
            report.push(refused("has no input"));
            return None;
        };
        let Some(request) = self.body_element(input) else {
            report.push(refused("has an input that is not one element"));
            return None;
        };
        let response = match &operation.output {
            None => None,
            Some(output) => match self.body_element(output) {
                Some(response) => Some(response),
                None => {
                    report.push(refused("has an output that is not one element"));
                    return None;
                }
            },
        };
        let constant = constant_name(&operation.name);
        let constant = self.modules.take_constant(ModuleId(0), constant);
        let method = methods.take(field_name(&operation.name));
        // The message method stands beside it, whatever else is called so.
        let _ = methods.take(format!("{method}_message"));
        let parameters = self.parameters(request, operation);
        let result = match response {
            None => ResultKind::OneWay,
            Some(response) => self.result(response),
        };
        let action = |wanted: Version| {
            ports
                .iter()
                .find(|(_, version, _)| *version == wanted)
                .and_then(|(at, ..)| operation.actions.get(*at))
        };
        let first = action(Version::Soap11).or_else(|| action(Version::Soap12));
        let action11 = first.cloned().unwrap_or_default();
        Some(Operation {
            xml_name: match &operation.input_name {
                Some(input) if self.is_overloaded(operation, input) => {
                    format!("{}:{input}", operation.name)
                }
                _ => operation.name.clone(),
            },
            method,
            constant,
            docs: Docs {
                text: operation.documentation.clone(),
                notes: Vec::new(),
            },
            soap12_action: action(Version::Soap12)
                .filter(|action| **action != action11)
                .cloned(),
            action: action11,
            request: self.message(request),
            response: response.map(|response| self.message(response)),
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

    /// The one element in a message's body.
    fn body_element(&self, message: &service::Message) -> Option<ElementId> {
        match &message.body[..] {
            [part] => match part.content {
                PartContent::Element(id) => Some(id),
                PartContent::Type(_) => None,
            },
            _ => None,
        }
    }

    fn message(&mut self, element: ElementId) -> Message {
        Message {
            value: self.element_value(element),
            element: self.element_name(element),
        }
    }

    /// What a global element holds when it is a message: a wrapper type is a struct here.
    fn element_value(&mut self, element: ElementId) -> Value {
        let ty = self.schema.element(element).ty;
        let value = self.value(ty);
        if matches!(value.codec, Codec::Array(..)) {
            self.names.needed.insert(ty);
            self.struct_value(ty)
        } else {
            value
        }
    }

    /// The parameters of a request whose element is a wrapper of the operation's arguments.
    fn parameters(
        &mut self,
        element: ElementId,
        operation: &service::Operation,
    ) -> Option<Vec<Parameter>> {
        if *self.schema.element(element).name.local != *operation.name {
            return None;
        }
        let fields = self.wrapped_fields(element)?;
        (fields.len() <= MOST_PARAMETERS).then(|| fields.iter().map(parameter).collect())
    }

    /// The fields of a message element that holds elements alone.
    fn wrapped_fields(&mut self, element: ElementId) -> Option<Vec<Field>> {
        let ty = self.schema.element(element).ty;
        let complex = self.complex(ty)?;
        let is_struct = matches!(self.element_value(element).ty, RustType::Generated(path) if path == self.names.ty(ty));
        let has_attributes = !complex.attributes.is_empty() || complex.any_attribute.is_some();
        let body = self.body(ty);
        (is_struct && !has_attributes && body.layout == Layout::Sequence).then_some(body.fields)
    }

    fn result(&mut self, element: ElementId) -> ResultKind {
        let whole = self.element_value(element).ty;
        let Some(fields) = self.wrapped_fields(element) else {
            return ResultKind::Whole(whole);
        };
        match &fields[..] {
            [] => ResultKind::Unit,
            [field] => {
                let (ty, unwrap) = unwrapped(field);
                ResultKind::Field {
                    field: field.name.clone(),
                    ty,
                    unwrap,
                }
            }
            _ => ResultKind::Whole(whole),
        }
    }
}

/// The parameter for a field.
///
/// What .NET calls a reference type (a struct, a string, an array) is taken as it is even where the schema
/// lets it be absent; a request without it is for the method that takes the whole request. A value type that
/// may be absent is an `Option`.
fn parameter(field: &Field) -> Parameter {
    let value = &field.value.ty;
    let is_reference = matches!(
        value,
        RustType::Std("String") | RustType::Generated(_) | RustType::Vec(_) | RustType::Secret(_)
    );
    let (ty, conversion) = match (field.access, field.nillable, value) {
        (Access::One, false, _) | (Access::Many, false, _) => (field.ty(), Conversion::Same),
        (Access::Many, true, _) => (
            RustType::Vec(Box::new(value.clone())),
            Conversion::SomeItems,
        ),
        (_, _, RustType::Vec(item))
            if matches!(**item, RustType::Option(_))
                && field.access == Access::Optional
                && !field.nillable =>
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
