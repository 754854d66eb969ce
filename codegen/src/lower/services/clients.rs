//! Services as clients and server traits, and their operations.

use crate::lower::facts::messages::header_blocks;
use crate::lower::naming::pinned::check_pinned;
use std::collections::HashSet;

use super::Clients;
use super::headers::header_names;
use super::messages::Body;
use super::methods::result;
use crate::config::Soap12Action;
use crate::diagnostic::{Diagnostic, Report, Span};
use crate::lower::facts::encoding::is_encoded;
use crate::lower::naming::rules::{RESERVED_METHODS, method_name, reserved_method};
use crate::lower::naming::services::{OperationNames, ServiceNames};
use crate::model::{
    Docs, ElementName, HeaderField, Http, HttpParameters, Item, ModuleId, Operation, Path,
    ResultKind, Scope, Service, Version,
};
use crate::service::{self, HttpInput, Interface, Protocol};
use crate::visible::code;

/// The reason for leaving out an operation with such an input or output.
const UNWRAPPED: &str =
    "is in SOAP encoding, and has no element around its parts that could say so";

impl Clients<'_, '_, '_> {
    /// Lowers services.
    pub(super) fn services(
        &mut self,
        services: &[service::Service],
        report: &mut Report,
    ) -> Vec<Item> {
        let interfaces = services.iter().flat_map(|service| {
            service
                .interfaces
                .iter()
                .map(move |interface| (service, interface))
        });
        for service in services {
            self.facts.config.select.report_left_out(service, report);
        }
        let mut items = Vec::new();
        // The places of the services that can be called.
        let mut callable: HashSet<&Span> = HashSet::new();
        for ((service, interface), names) in interfaces.zip(&self.names.services) {
            let Some(names) = names else { continue };
            let is_selected = self.facts.config.select.has(service, interface);
            if !is_selected && !interface.speaks_soap() {
                continue;
            }
            let mut unsaid = Report::new();
            let report = if is_selected {
                &mut *report
            } else {
                &mut unsaid
            };
            let lowered = self.service(service, interface, names, report);
            let is_whole = self.facts.config.select.is_whole() && !service.declares_operations;
            if is_selected && (is_whole || !lowered.operations.is_empty()) {
                callable.insert(&service.span);
                items.push(Item::Service(lowered));
            }
        }
        self.facts
            .config
            .select
            .report_uncallable(services, &callable, report);
        items
    }

    fn service(
        &mut self,
        service: &service::Service,
        interface: &Interface,
        names: &ServiceNames<'_>,
        report: &mut Report,
    ) -> Service {
        let mut methods = Scope::with(RESERVED_METHODS);
        let operations = interface.operations.iter().zip(&names.operations);
        for (operation, pinned) in operations.filter_map(|(of, own)| Some((of, own.method?))) {
            let taken = methods.take(pinned.to_owned());
            check_pinned(
                self.facts,
                &format!("the method of `{}`", operation.name),
                pinned,
                &taken,
            );
        }
        let ports: Vec<(usize, Option<Version>, String)> = interface
            .ports
            .iter()
            .enumerate()
            .filter(|(_, port)| self.facts.config.select.has_port(port))
            .map(|(at, port)| {
                let address = port.address.clone().unwrap_or_default();
                let version = match port.protocol {
                    Protocol::Soap11 => Some(Version::Soap11),
                    Protocol::Soap12 => Some(Version::Soap12),
                    Protocol::HttpGet | Protocol::HttpPost => None,
                };
                (at, version, address)
            })
            .collect();
        let mut operations = Vec::new();
        let mut headers: Vec<HeaderField> = Vec::new();
        let mut selected_headers: HashSet<ElementName> = HashSet::new();
        for (operation, own) in interface.operations.iter().zip(&names.operations) {
            // What is not selected has its names all the same, and nothing is said of it.
            let is_selected = self.facts.config.select.has_operation(&operation.name);
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
            self.headers(operation, &names.headers, &mut headers, report);
            if is_selected {
                let blocks = header_blocks(operation);
                selected_headers.extend(blocks.map(|(block, _)| ElementName::from(&block.name)));
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
            client: names.client.clone(),
            server: names.server.clone(),
            docs: Docs {
                text: interface
                    .documentation
                    .clone()
                    .or_else(|| service.documentation.clone()),
                notes: Vec::new(),
            },
            requirements: self.requirements(interface, report),
            constant: names.constant.clone(),
            ports: ports
                .into_iter()
                .map(|(_, version, address)| (version, address))
                .collect(),
            headers,
            operations,
            secrets: Vec::new(),
            is_divided: false,
        }
    }

    fn operation(
        &mut self,
        operation: &service::Operation,
        names: &OperationNames<'_>,
        ports: &[(usize, Option<Version>, String)],
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
        let bodies = self.request(operation, input, names.request.clone());
        let bodies = bodies.and_then(|request| match &operation.output {
            None => Ok((request, None)),
            Some(output) => {
                let response = self.response(operation, output, names.response.clone())?;
                Ok((request, Some(response)))
            }
        });
        let (request, response) = match bodies {
            Ok(bodies) => bodies,
            Err(why) => {
                report.push(refused(&why));
                return None;
            }
        };
        let method = match names.method {
            Some(pinned) => pinned.to_owned(),
            None => {
                let wanted = method_name(&operation.name);
                if let Some(reserved) = reserved_method(&wanted) {
                    report.push(renamed(operation, &wanted, reserved));
                }
                methods.take(wanted)
            }
        };
        let parameters = self.method_parameters(&request, operation);
        let result = match &response {
            None => ResultKind::OneWay,
            Some(response) => result(response),
        };
        let action = |wanted: Version| {
            ports
                .iter()
                .find(|(_, version, _)| *version == Some(wanted))
                .and_then(|(at, ..)| operation.actions.get(*at))
        };
        // A fault without SOAP is a text.
        let faults = match operation.http {
            Some(_) => None,
            None => self.faults(operation, names.faults.as_ref(), report),
        };
        let (soap11, soap12) = (action(Version::Soap11), action(Version::Soap12));
        let action11 = soap11
            .or(soap12)
            .map_or("", |action| &action.uri)
            .to_owned();
        let is_required = soap12.is_some_and(|action| action.is_required);
        let addressing = addressing(operation, input, &action11);
        Some(Operation {
            xml_name: match &operation.input_name {
                Some(input) if self.is_overloaded(operation, input) => {
                    format!("{}:{input}", operation.name)
                }
                _ => operation.name.clone(),
            },
            method,
            constant: names.constant.clone(),
            docs: Docs {
                text: operation.documentation.clone(),
                notes: notes(operation, faults.as_deref()),
            },
            soap12_action: soap12
                .map(|action| &action.uri)
                .filter(|action| **action != action11)
                .cloned(),
            is_action_required: is_required
                && self.facts.config.soap12_action == Soap12Action::Required,
            action: action11,
            is_encoded,
            http: operation.http.as_ref().map(|http| Http {
                is_post: http.is_post,
                location: http.location.clone(),
                parameters: match http.input {
                    HttpInput::Path => HttpParameters::Path,
                    HttpInput::Form => HttpParameters::Form,
                    HttpInput::Document => HttpParameters::Document,
                    HttpInput::Query | HttpInput::Other(_) => HttpParameters::Query,
                },
            }),
            addressing,
            request: request.message,
            response: response.map(|response| response.message),
            faults: faults.map(|name| Path {
                module: ModuleId(0),
                name,
            }),
            parameters,
            result,
            request_headers: header_names(Some(input)),
            response_headers: header_names(operation.output.as_ref()),
            feature: None,
        })
    }

    fn request(
        &mut self,
        operation: &service::Operation,
        message: &service::Message,
        name: String,
    ) -> Result<Body, String> {
        match &operation.http {
            Some(http) => self.http_request(operation, http, message, name),
            None => self
                .body(operation.style, message, &operation.name, name)
                .ok_or_else(|| format!("its input {UNWRAPPED}")),
        }
    }

    fn response(
        &mut self,
        operation: &service::Operation,
        message: &service::Message,
        name: String,
    ) -> Result<Body, String> {
        let wrapper = format!("{}Response", operation.name);
        match &operation.http {
            Some(http) => self.http_response(operation, http, message, name),
            None => self
                .answer(operation.style, message, &wrapper, name)
                .ok_or_else(|| format!("its output {UNWRAPPED}")),
        }
    }

    /// Whether the input's name is neither what the operation's name alone gives (WSDL 1.1, section
    /// 2.4.5) nor what some write instead.
    fn is_overloaded(&self, operation: &service::Operation, input: &str) -> bool {
        let more = input.strip_prefix(&*operation.name);
        !more.is_some_and(|more| matches!(more, "" | "Request" | "Input"))
    }
}

/// Returns the warning that an operation's method has another name than it should.
fn renamed(operation: &service::Operation, method: &str, reserved: &str) -> Diagnostic {
    let name = &operation.name;
    let message = format!(
        "the operation `{name}` becomes the method `{method}`: clients have a method `{reserved}`"
    );
    let help = format!(
        "to choose another name, add `\"{name}\" = \"…\"` under `[methods]` in `sapo.toml`"
    );
    Diagnostic::warning("method-name", operation.span.clone(), message).with_help(help)
}

/// Returns the notes on an operation beside its documentation.
fn notes(operation: &service::Operation, faults: Option<&str>) -> Vec<String> {
    let beside = |message: Option<&service::Message>, what: &str| {
        let parts = &message?.attachments;
        let names: Vec<String> = parts.iter().map(|part| code(part)).collect();
        (!names.is_empty()).then(|| format!("Attachments of the {what}: {}.", names.join(", ")))
    };
    let faults = faults.map(|faults| format!("Faults: [`{faults}`]."));
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
