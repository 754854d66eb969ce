//! What WSDLs require of requests and clients don't do by themselves: warnings, and documentation of
//! the client.

use super::Clients;
use crate::diagnostic::{Diagnostic, Report};
use crate::service::{Interface, Port};

/// Instructions for making a client send WS-Addressing.
const ADDRESSED: &str = "call `sapo::Service::configured` on the client with \
     `|client| client.with_interceptor(sapo::soap::addressing::Addressing::new())`";

/// Instructions for satisfying a policy.
const SECURED: &str = "for a user name, enable the feature `security` of `sapo`, and call \
     `sapo::Service::configured` on the client with `|client| client.with_interceptor(\
     sapo::soap::security::Security::new().with_password_text(user, password))`; HTTPS follows from \
     the endpoint; sapo doesn't sign or encrypt messages";

impl Clients<'_, '_, '_> {
    /// Returns the requirements in words, and warns of them.
    pub(super) fn requirements(&self, interface: &Interface, report: &mut Report) -> Vec<String> {
        if !interface.speaks_soap() {
            return Vec::new();
        }
        let ports = interface.ports.iter();
        let ports = ports.filter(|port| self.facts.config.select.has_port(port));
        let ports: Vec<&Port> = ports.collect();
        let addressing = addressing(&ports, report);
        addressing
            .into_iter()
            .chain(policies(&ports, report))
            .collect()
    }
}

fn addressing(ports: &[&Port], report: &mut Report) -> Option<String> {
    let mut names = Vec::new();
    for port in ports {
        let Some(span) = &port.required_addressing else {
            continue;
        };
        names.push(port.name.as_str());
        let message = format!(
            "the port `{}` requires WS-Addressing, which the generated client doesn't send by default",
            port.name
        );
        let warning = Diagnostic::warning("wsdl-addressing", span.clone(), message);
        report.push(warning.with_help(format!(
            "enable the feature `addressing` of `sapo`, and {ADDRESSED}"
        )));
    }
    let whose = whose(&names, ports)?;
    Some(format!(
        "{whose} WS-Addressing: with the feature `addressing` of `sapo`, {ADDRESSED}."
    ))
}

/// Ports that have the same policy, mostly of several versions of SOAP, are told together.
fn policies(ports: &[&Port], report: &mut Report) -> Vec<String> {
    let mut told: Vec<(String, Vec<&str>)> = Vec::new();
    for port in ports {
        let Some((_, span)) = port.required_assertions.first() else {
            continue;
        };
        let texts: Vec<&str> = port
            .required_assertions
            .iter()
            .map(|(text, _)| text.as_str())
            .collect();
        let texts = listed(&texts);
        let message = format!(
            "the policy of the port `{}` requires {texts}, which the generated client doesn't do by itself",
            port.name
        );
        let warning = Diagnostic::warning("wsdl-policy", span.clone(), message);
        report.push(warning.with_help(SECURED));
        match told.iter_mut().find(|(known, _)| *known == texts) {
            Some((_, names)) => names.push(&port.name),
            None => told.push((texts, vec![&port.name])),
        }
    }
    let told = told.into_iter();
    told.filter_map(|(texts, names)| {
        let whose = whose(&names, ports)?;
        let how = capitalized(SECURED);
        Some(format!("{whose} {texts} by policy. {how}."))
    })
    .collect()
}

/// Returns the beginning of a sentence about the requirements of these ports.
fn whose(names: &[&str], all: &[&Port]) -> Option<String> {
    Some(match names {
        [] => return None,
        names if names.len() == all.len() => "This service requires".to_owned(),
        [name] => format!("The port `{name}` requires"),
        names => format!("The ports `{}` require", names.join("`, `")),
    })
}

fn capitalized(text: &str) -> String {
    let (first, rest) = text.split_at(1);
    first.to_uppercase() + rest
}

fn listed(texts: &[&str]) -> String {
    match texts {
        [rest @ .., last] if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        texts => texts.concat(),
    }
}
