//! Joins services, ports, bindings, port types and messages.

use super::interface::operations;
use super::lookup::{Found, Lookup};
use super::{Interface, Port, Protocol, Service};
use crate::diagnostic::{Report, Span};
use crate::qname::QName;
use crate::schema::components::Schema;
use crate::severity::Judge;
use crate::syntax::Documents;
use crate::syntax::policy::Addressing;
use crate::syntax::soap::BindingKind;
use crate::syntax::wsdl::{self, Binding, Definitions};

/// Resolves all services of the set. What is understood but not generated is a warning; what refers to nothing is an
/// error, and left out.
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
            };
            for port in &written.ports {
                is_bound |= add_port(&mut service, port, definitions, &lookup, &mut judge);
            }
            services.push(service);
        }
    }
    if !is_bound {
        services = unserved(documents, &lookup, &mut judge);
    }
    services
}

/// Adds a port to its service, and says whether there is the binding that it names.
fn add_port(
    service: &mut Service,
    port: &wsdl::Port,
    definitions: &Definitions,
    lookup: &Lookup<'_>,
    judge: &mut Judge<'_>,
) -> bool {
    let Some(reference) = &port.binding else {
        return false;
    };
    let Some(binding) = lookup.binding(reference, definitions, "wsdl-port", judge) else {
        return false;
    };
    let address = port.address.clone().filter(|address| !address.is_empty());
    let endpoint = Endpoint {
        name: &port.name,
        address,
        addressing: &port.addressing,
        span: &port.span,
    };
    add_binding(service, endpoint, &binding, lookup, judge);
    true
}

/// The properties of a port apart from its binding.
struct Endpoint<'p> {
    name: &'p str,
    address: Option<String>,
    addressing: &'p Addressing,
    span: &'p Span,
}

fn add_binding<'s>(
    service: &mut Service,
    endpoint: Endpoint<'_>,
    binding: &Found<'s, Binding>,
    lookup: &Lookup<'s>,
    judge: &mut Judge<'_>,
) {
    let Some(reference) = &binding.item.port_type else {
        return;
    };
    let Some(port_type) = lookup.port_type(reference, binding.definitions, judge) else {
        return;
    };
    let name = endpoint.name;
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
    let mut operations = operations(lookup, &port_type, binding, judge);
    for operation in &mut operations {
        operation.is_addressed |= endpoint.addressing.is_used;
    }
    let bound = binding.item.operations.iter();
    let mut addressing = [endpoint.addressing, &binding.item.addressing]
        .into_iter()
        .chain(bound.map(|operation| &operation.addressing));
    let port = Port {
        name: name.to_owned(),
        binding: binding.name.clone(),
        protocol,
        address: endpoint.address,
        required_addressing: addressing.find_map(|one| one.required.clone()),
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
            });
            services.len() - 1
        });
        let endpoint = Endpoint {
            name: &binding.item.name,
            address: None,
            addressing: &binding.item.addressing,
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
