//! Which services, ports and operations are generated: a part of the configuration.

use std::collections::HashSet;
use std::fmt;

use serde::Deserialize;

use crate::diagnostic::{Diagnostic, Report, Span};
use crate::service::{Interface, Port, Service};

/// So many names are listed where none of them was meant.
const MOST_NAMES: usize = 40;

/// What is generated of the documents: all of it where nothing is named, else what is named, and the types that it reaches.
///
/// Names do not depend on what is selected: an item is called the same, and reads the same, in the subset and in the whole.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub struct Selection {
    /// Services.
    pub services: Vec<Pattern>,
    /// Ports; the services have these alone.
    pub ports: Vec<Pattern>,
    /// Operations.
    pub operations: Vec<Pattern>,
    /// Whether a type reaches those that are derived from it, any of which may come in its place. Without them, a value of a
    /// type that nothing else reaches is kept as a tree.
    pub derived_types: bool,
}

impl Default for Selection {
    fn default() -> Self {
        Self {
            services: Vec::new(),
            ports: Vec::new(),
            operations: Vec::new(),
            derived_types: true,
        }
    }
}

impl Selection {
    /// Whether nothing is left out.
    pub fn is_whole(&self) -> bool {
        self.services.is_empty() && self.ports.is_empty() && self.operations.is_empty()
    }

    /// Returns this selection, with the names of another for the kinds that this one names nothing of.
    pub(crate) fn or(self, other: Self) -> Self {
        let or = |own: Vec<Pattern>, other| match own.is_empty() {
            true => other,
            false => own,
        };
        Self {
            services: or(self.services, other.services),
            ports: or(self.ports, other.ports),
            operations: or(self.operations, other.operations),
            derived_types: self.derived_types && other.derived_types,
        }
    }

    /// Whether any of an interface is generated: one without SOAP beside others that speak it only where ports are named.
    pub(crate) fn has(&self, service: &Service, interface: &Interface) -> bool {
        is_among(&self.services, &service.name.local)
            && interface.ports.iter().any(|port| self.has_port(port))
            && !(self.ports.is_empty() && is_beside_soap(service, interface))
    }

    /// Reports the ports of a selected service that are left out because others of it speak SOAP.
    pub(crate) fn report_left_out(&self, service: &Service, report: &mut Report) {
        if !self.ports.is_empty() || !is_among(&self.services, &service.name.local) {
            return;
        }
        let beside = service.interfaces.iter();
        let beside = beside.filter(|interface| is_beside_soap(service, interface));
        for port in beside.flat_map(|interface| &interface.ports) {
            let message = format!(
                "the port `{}` is left out: it speaks {} without SOAP, which other ports of the service speak",
                port.name,
                port.protocol.name()
            );
            let help = "ports that are named are generated, and no others: by `--port`, or `ports` under `[select]`";
            let span = port.span.clone();
            report.push(Diagnostic::warning("http-port", span, message).with_help(help));
        }
    }

    /// Reports the selected services of which no operation is left: as errors, unless another service can be called.
    pub(crate) fn report_uncallable(
        &self,
        services: &[Service],
        callable: &HashSet<&Span>,
        report: &mut Report,
    ) {
        // Of a service whose ports or operations are selected, others may well be there.
        if !self.ports.is_empty() || !self.operations.is_empty() {
            return;
        }
        let selected = services
            .iter()
            .filter(|service| is_among(&self.services, &service.name.local));
        for service in selected.filter(|service| service.declares_operations) {
            if callable.contains(&service.span) {
                continue;
            }
            let message = format!(
                "the service `{}` is left without any operation",
                service.name.local
            );
            let span = service.span.clone();
            report.push(match callable.is_empty() {
                true => Diagnostic::error("wsdl-service", span, message).with_help(
                    "the warnings say what is missing; `--types-only` generates the types alone",
                ),
                false => Diagnostic::warning("wsdl-service", span, message + ": it has no client"),
            });
        }
    }

    /// Whether a port of a selected service is generated.
    pub(crate) fn has_port(&self, port: &Port) -> bool {
        is_among(&self.ports, &port.name)
    }

    /// Whether an operation of a selected interface is generated.
    pub(crate) fn has_operation(&self, name: &str) -> bool {
        is_among(&self.operations, name)
    }

    /// Reports what is named and not there, as errors.
    pub(crate) fn check(&self, services: &[Service], report: &mut Report) {
        let names = services.iter().map(|service| &*service.name.local);
        check("services", &self.services, names, report);
        let of_services = || {
            services
                .iter()
                .filter(|service| is_among(&self.services, &service.name.local))
                .flat_map(|service| service.interfaces.iter().map(move |one| (service, one)))
        };
        let ports = of_services().flat_map(|(_, interface)| &interface.ports);
        check("ports", &self.ports, ports.map(|port| &*port.name), report);
        let operations = of_services()
            .filter(|(service, interface)| self.has(service, interface))
            .flat_map(|(_, interface)| &interface.operations);
        let names = operations.map(|operation| &*operation.name);
        check("operations", &self.operations, names, report);
    }
}

fn is_beside_soap(service: &Service, interface: &Interface) -> bool {
    !interface.speaks_soap() && service.interfaces.iter().any(Interface::speaks_soap)
}

fn is_among(patterns: &[Pattern], name: &str) -> bool {
    patterns.is_empty() || patterns.iter().any(|pattern| pattern.matches(name))
}

fn check<'n>(
    kind: &str,
    patterns: &[Pattern],
    names: impl Iterator<Item = &'n str>,
    report: &mut Report,
) {
    let names: Vec<&str> = names.collect();
    for pattern in patterns {
        if names.iter().any(|name| pattern.matches(name)) {
            continue;
        }
        let help = match &names[..] {
            [] => format!("there are no {kind} to select"),
            [..] if names.len() > MOST_NAMES => format!(
                "the {kind} are {} and {} more",
                names[..MOST_NAMES].join(", "),
                names.len() - MOST_NAMES
            ),
            [..] => format!("the {kind} are {}", names.join(", ")),
        };
        let message = format!("no {kind} match `{pattern}`");
        report.push(Diagnostic::error("select", None, message).with_help(help));
    }
}

/// A name in XML, in which `*` stands for any characters.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(with = "String"))]
#[serde(from = "String")]
pub struct Pattern(String);

impl Pattern {
    /// Whether this name is meant.
    pub fn matches(&self, name: &str) -> bool {
        let mut parts = self.0.split('*');
        let Some(mut rest) = parts.next().and_then(|first| name.strip_prefix(first)) else {
            return false;
        };
        let parts: Vec<&str> = parts.collect();
        let Some((last, between)) = parts.split_last() else {
            return rest.is_empty();
        };
        for part in between {
            let Some((_, after)) = rest.split_once(part) else {
                return false;
            };
            rest = after;
        }
        rest.ends_with(last)
    }
}

impl From<String> for Pattern {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::Pattern;

    #[test]
    fn asterisks_stand_for_any_characters() {
        for (pattern, name, expected) in [
            ("Get", "Get", true),
            ("Get", "GetAll", false),
            ("Get*", "GetAll", true),
            ("Get*", "Get", true),
            ("*All", "GetAll", true),
            ("G*A*l", "GetAll", true),
            ("*e*e*", "GetAll", false),
            ("Get*tAll", "GetAll", false),
            ("*", "", true),
            ("**", "x", true),
            ("", "x", false),
        ] {
            let matches = Pattern::from(pattern.to_owned()).matches(name);
            assert_eq!(matches, expected, "{pattern} {name}");
        }
    }
}
