//! Joins services, ports, bindings, port types and messages.

use std::collections::HashSet;

use super::interface::{is_called, operations};
use super::lookup::{Found, Lookup};
use super::{Interface, Port, Protocol, Service};
use crate::diagnostic::{Report, Span};
use crate::qname::QName;
use crate::schema::components::Schema;
use crate::severity::Judge;
use crate::syntax::Documents;
use crate::syntax::policy::Requirements;
use crate::syntax::soap::BindingKind;
use crate::syntax::wsdl::{self, Binding, Definitions};

/// Resolves all services of the set. What refers to nothing is left out, with what needs it, and reported.
pub fn resolve(documents: &Documents, schema: &Schema, report: &mut Report) -> Vec<Service> {
    let mut judge = Judge::new(report, documents.setting);
    let lookup = Lookup::new(documents, schema, &mut judge);
    let mut services = Vec::new();
    let mut is_bound = false;
    for definitions in &documents.definitions {
        for written in &definitions.services {
            let mut service = Service {
                name: QName::new(definitions.target_namespace.as_str(), written.name.as_str()),
                documentation: written
                    .documentation
                    .clone()
                    .or_else(|| definitions.documentation.clone()),
                interfaces: Vec::new(),
                declares_operations: false,
                span: written.span.clone(),
            };
            for port in &written.ports {
                let of_service = &written.requirements;
                is_bound |= add_port(
                    &mut service,
                    of_service,
                    port,
                    definitions,
                    &lookup,
                    &mut judge,
                );
            }
            services.push(service);
        }
    }
    if !is_bound {
        services = unserved(documents, &lookup, &mut judge);
    }
    // No code of this stage costs a component of a schema.
    judge
        .take_costs()
        .into_iter()
        .for_each(|cost| judge.report(cost));
    services
}

/// Adds a port to its service, and says whether there is the binding that it names.
fn add_port(
    service: &mut Service,
    of_service: &Requirements,
    port: &wsdl::Port,
    definitions: &Definitions,
    lookup: &Lookup<'_>,
    judge: &mut Judge<'_>,
) -> bool {
    let reference = port.binding.as_ref();
    let binding = reference.and_then(|name| lookup.binding(name, definitions, judge));
    let Some(binding) = binding else {
        service.declares_operations = true;
        leave_out(&port.name, &port.span, "its binding can't be had", judge);
        return false;
    };
    let address = port.address.clone().filter(|address| !address.is_empty());
    let endpoint = Endpoint {
        name: &port.name,
        address,
        requirements: [Some(&port.requirements), Some(of_service)],
        span: &port.span,
    };
    add_binding(service, endpoint, &binding, lookup, judge);
    true
}

/// The properties of a port apart from its binding.
struct Endpoint<'p> {
    name: &'p str,
    address: Option<String>,
    /// Those of the port and of its service.
    requirements: [Option<&'p Requirements>; 2],
    span: &'p Span,
}

fn add_binding<'s>(
    service: &mut Service,
    endpoint: Endpoint<'_>,
    binding: &Found<'s, Binding>,
    lookup: &Lookup<'s>,
    judge: &mut Judge<'_>,
) {
    let name = endpoint.name;
    let reference = binding.item.port_type.as_ref();
    let port_type = reference.and_then(|name| lookup.port_type(name, binding.definitions, judge));
    let Some(port_type) = port_type else {
        service.declares_operations = true;
        let why = "the port type of its binding can't be had";
        leave_out(name, endpoint.span, why, judge);
        return;
    };
    let declared = &port_type.item.operations;
    let has_operations = match declared.is_empty() {
        true => !binding.item.operations.is_empty(),
        false => declared.iter().any(is_called),
    };
    // What they lack is reported even if nothing can be generated.
    let mut operations = operations(lookup, &port_type, binding, judge);
    let protocol = match protocol(binding.item) {
        Ok(protocol) => protocol,
        Err(why) => {
            judge.note(
                "unsupported",
                endpoint.span,
                format!("the port `{name}` is not generated: {why}"),
            );
            return;
        }
    };
    service.declares_operations |= has_operations;
    if operations.is_empty() && has_operations {
        let why = "none of its operations is left";
        leave_out(name, endpoint.span, why, judge);
        return;
    }
    let of_port = endpoint.requirements.into_iter().flatten();
    for operation in &mut operations {
        operation.is_addressed |= of_port.clone().any(|one| one.addressing.is_used);
    }
    let bound = binding.item.operations.iter();
    let declared = port_type.item.operations.iter();
    let requirements: Vec<&Requirements> = of_port
        .chain([&binding.item.requirements, &port_type.item.requirements])
        .chain(bound.map(|operation| &operation.requirements))
        .chain(declared.map(|operation| &operation.requirements))
        .collect();
    let port = Port {
        name: name.to_owned(),
        binding: binding.name.clone(),
        protocol,
        address: endpoint.address,
        required_addressing: requirements
            .iter()
            .find_map(|one| one.addressing.required.clone()),
        required_assertions: distinct(requirements),
        span: endpoint.span.clone(),
    };
    let known = service
        .interfaces
        .iter_mut()
        .find(|known| known.name == port_type.name && known.takes(protocol, &operations));
    match known {
        Some(interface) => interface.add(port, operations),
        None => service.interfaces.push(Interface {
            name: port_type.name.clone(),
            documentation: port_type.item.documentation.clone(),
            ports: vec![port],
            operations,
        }),
    }
}

/// Returns the assertions of policies, each once.
fn distinct(requirements: Vec<&Requirements>) -> Vec<(String, Span)> {
    let mut seen = HashSet::new();
    let assertions = requirements.into_iter().flat_map(|one| &one.assertions);
    assertions
        .filter(|(text, _)| seen.insert(text.as_str()))
        .cloned()
        .collect()
}

fn leave_out(port: &str, span: &Span, why: &str, judge: &mut Judge<'_>) {
    let message = format!("the port `{port}` is left out: {why}");
    judge.note("left-out", span, message);
}

/// What carries the messages, or why that is not generated.
fn protocol(binding: &Binding) -> Result<Protocol, String> {
    const OVER_HTTP: [&str; 2] = [
        "http://schemas.xmlsoap.org/soap/http",
        "http://www.w3.org/2003/05/soap/bindings/HTTP",
    ];
    match &binding.kind {
        Some(BindingKind::Soap {
            version12,
            transport,
            ..
        }) => {
            if !transport.is_empty() && !OVER_HTTP.contains(&transport.trim_end_matches('/')) {
                return Err(format!("its transport is {transport}, not HTTP"));
            }
            Ok(if *version12 {
                Protocol::Soap12
            } else {
                Protocol::Soap11
            })
        }
        Some(BindingKind::Http { verb }) => match verb.to_ascii_uppercase().as_str() {
            "GET" => Ok(Protocol::HttpGet),
            "POST" => Ok(Protocol::HttpPost),
            _ => Err(format!("its HTTP verb is `{verb}`, neither GET nor POST")),
        },
        None => Err("its binding is neither SOAP nor HTTP".to_owned()),
    }
}

/// Without any service, or where none names a binding that is there, each binding is a port without an address of a
/// service named after its port type.
fn unserved(documents: &Documents, lookup: &Lookup<'_>, judge: &mut Judge<'_>) -> Vec<Service> {
    let mut services: Vec<Service> = Vec::new();
    let bindings = documents.definitions.iter().flat_map(|definitions| {
        definitions.bindings.iter().map(move |item| Found {
            item,
            definitions,
            name: QName::new(definitions.target_namespace.as_str(), item.name.as_str()),
        })
    });
    for binding in bindings {
        let Some(port_type) = &binding.item.port_type else {
            continue;
        };
        let name = &port_type.name;
        let at = services.iter().position(|service| service.name == *name);
        let at = at.unwrap_or_else(|| {
            services.push(Service {
                name: name.clone(),
                documentation: binding.definitions.documentation.clone(),
                interfaces: Vec::new(),
                declares_operations: false,
                span: binding.item.span.clone(),
            });
            services.len() - 1
        });
        let endpoint = Endpoint {
            name: &binding.item.name,
            address: None,
            requirements: [None, None],
            span: &binding.item.span,
        };
        add_binding(&mut services[at], endpoint, &binding, lookup, judge);
    }
    if services.is_empty() {
        for definitions in &documents.definitions {
            if let Some(port_type) = definitions.port_types.first() {
                judge.note(
                    "wsdl-binding",
                    &port_type.span,
                    "the WSDL has no binding, so nothing says how to call it: only types are generated",
                );
            }
        }
    }
    services
}
