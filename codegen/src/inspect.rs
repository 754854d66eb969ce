//! What documents hold, for people and programs that want to know before they generate.

use std::fmt;

use indexmap::IndexMap;
use serde::Serialize;

use crate::diagnostic::{Located, Report};
use crate::loader::DocumentSet;
use crate::pipeline::Resolved;
use crate::qname::QName;
use crate::schema::components::{Schema, TypeKind};
use crate::service::{Interface, Message, Operation, PartContent};

/// An overview of a set of documents.
#[derive(Debug, Serialize)]
pub struct Inspection<'a> {
    /// The documents, in the order of loading.
    pub documents: Vec<DocumentOverview<'a>>,
    /// The services.
    pub services: Vec<ServiceOverview<'a>>,
    /// What is defined at the top of schemas, by namespace.
    pub namespaces: Vec<NamespaceOverview<'a>>,
    /// What is understood and left out.
    pub ignored: Vec<Located<'a>>,
    /// What keeps anything from being generated.
    pub refused: Vec<Located<'a>>,
}

/// A document.
#[derive(Debug, Serialize)]
pub struct DocumentOverview<'a> {
    /// Its file or URL; its namespace for one of ours.
    pub name: &'a str,
    /// Its target namespace.
    pub namespace: Option<&'a str>,
    /// It is one that comes with sapo.
    pub bundled: bool,
}

/// A service.
#[derive(Debug, Serialize)]
pub struct ServiceOverview<'a> {
    /// Its name.
    pub name: &'a str,
    /// What its documentation says.
    pub documentation: Option<&'a str>,
    /// Its ports.
    pub ports: Vec<PortOverview<'a>>,
    /// Its operations.
    pub operations: Vec<OperationOverview<'a>>,
}

/// A port.
#[derive(Debug, Serialize)]
pub struct PortOverview<'a> {
    /// Its name.
    pub name: &'a str,
    /// `SOAP 1.1`, `SOAP 1.2`, `HTTP GET` or `HTTP POST`.
    pub protocol: &'static str,
    /// The endpoint.
    pub address: Option<&'a str>,
}

/// An operation.
#[derive(Debug, Serialize)]
pub struct OperationOverview<'a> {
    /// Its name.
    pub name: &'a str,
    /// What its documentation says.
    pub documentation: Option<&'a str>,
    /// The elements or types of the request's parts; `None` where there is no request.
    pub input: Option<Vec<String>>,
    /// The elements or types of the answer's parts; `None` where there is no answer.
    pub output: Option<Vec<String>>,
    /// The parts that are headers of the request or the answer.
    pub headers: Vec<String>,
    /// The declared faults.
    pub faults: Vec<String>,
}

/// What is defined in a namespace.
#[derive(Debug, Default, Serialize)]
pub struct NamespaceOverview<'a> {
    /// The namespace, empty for none.
    pub namespace: &'a str,
    /// Global elements.
    pub elements: Vec<&'a str>,
    /// Complex types with a name.
    pub complex_types: Vec<&'a str>,
    /// Simple types with a name.
    pub simple_types: Vec<&'a str>,
}

impl<'a> Inspection<'a> {
    /// The overview of a set and what it resolved to.
    pub fn new(documents: &'a DocumentSet, resolved: &'a Resolved, report: &'a Report) -> Self {
        let (refused, ignored) = report.located().partition(|at| at.severity == "error");
        let schema = &resolved.schema;
        Self {
            documents: documents
                .documents()
                .iter()
                .enumerate()
                .map(|(index, document)| DocumentOverview {
                    name: document.uri(),
                    namespace: document.root().attribute("targetNamespace"),
                    bundled: documents.is_bundled(index),
                })
                .collect(),
            services: resolved
                .services
                .iter()
                .map(|service| ServiceOverview {
                    name: &service.name.local,
                    documentation: service.documentation.as_deref(),
                    ports: service.interfaces.iter().flat_map(ports).collect(),
                    operations: service
                        .interfaces
                        .iter()
                        .flat_map(|interface| &interface.operations)
                        .map(|operation| self::operation(operation, schema))
                        .collect(),
                })
                .collect(),
            namespaces: namespaces(schema),
            ignored,
            refused,
        }
    }
}

fn ports(interface: &Interface) -> impl Iterator<Item = PortOverview<'_>> {
    interface.ports.iter().map(|port| PortOverview {
        name: &port.name,
        protocol: port.protocol.name(),
        address: port.address.as_deref(),
    })
}

fn operation<'a>(operation: &'a Operation, schema: &Schema) -> OperationOverview<'a> {
    let body = |message: &Message| -> Vec<String> {
        let parts = message.body.iter();
        parts.map(|part| content(part.content, schema)).collect()
    };
    let messages = operation.input.iter().chain(&operation.output);
    OperationOverview {
        name: &operation.name,
        documentation: operation.documentation.as_deref(),
        input: operation.input.as_ref().map(body),
        output: operation.output.as_ref().map(body),
        headers: messages
            .flat_map(|message| &message.headers)
            .map(|header| header.block.name.local.to_string())
            .collect(),
        faults: operation
            .faults
            .iter()
            .map(|fault| content(fault.part.content, schema))
            .collect(),
    }
}

fn content(content: PartContent, schema: &Schema) -> String {
    match content {
        PartContent::Element(id) => schema.element(id).name.local.to_string(),
        PartContent::Type(id) => match &schema.ty(id).name {
            Some(name) => name.local.to_string(),
            None => "anonymous type".to_owned(),
        },
    }
}

fn namespaces(schema: &Schema) -> Vec<NamespaceOverview<'_>> {
    let mut found: IndexMap<&str, NamespaceOverview<'_>> = IndexMap::new();
    for name in schema.global_elements.keys() {
        overview(&mut found, name).elements.push(&name.local);
    }
    for (name, &id) in &schema.global_types {
        let overview = overview(&mut found, name);
        match schema.ty(id).kind {
            TypeKind::Simple(_) => overview.simple_types.push(&name.local),
            TypeKind::Complex(_) => overview.complex_types.push(&name.local),
        }
    }
    found.into_values().collect()
}

fn overview<'f, 'a>(
    found: &'f mut IndexMap<&'a str, NamespaceOverview<'a>>,
    name: &'a QName,
) -> &'f mut NamespaceOverview<'a> {
    found
        .entry(&name.namespace)
        .or_insert_with(|| NamespaceOverview {
            namespace: &name.namespace,
            ..NamespaceOverview::default()
        })
}

impl fmt::Display for Inspection<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "documents")?;
        for document in &self.documents {
            let namespace = document.namespace.unwrap_or("no namespace");
            match document.bundled {
                true => writeln!(f, "  {} (comes with sapo)", document.name)?,
                false => writeln!(f, "  {} ({namespace})", document.name)?,
            }
        }
        for service in &self.services {
            write!(f, "\n{service}")?;
        }
        for overview in &self.namespaces {
            let namespace = match overview.namespace {
                "" => "no namespace",
                namespace => namespace,
            };
            writeln!(f, "\nnamespace {namespace}")?;
            names(f, "element", &overview.elements)?;
            names(f, "complex type", &overview.complex_types)?;
            names(f, "simple type", &overview.simple_types)?;
        }
        problems(f, "ignored", &self.ignored)?;
        problems(f, "refused", &self.refused)
    }
}

impl fmt::Display for ServiceOverview<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "service {}{}", self.name, summary(self.documentation))?;
        for port in &self.ports {
            let address = port.address.unwrap_or("no address");
            writeln!(f, "  port {}: {}, {address}", port.name, port.protocol)?;
        }
        for operation in &self.operations {
            writeln!(f, "  {operation}")?;
        }
        Ok(())
    }
}

/// `Login(Login) -> LoginResponse`, then what else there is to it.
impl fmt::Display for OperationOverview<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let input = self.input.as_deref().unwrap_or_default().join(", ");
        write!(f, "{}({input})", self.name)?;
        if let Some(output) = &self.output {
            write!(
                f,
                " -> {}",
                if output.is_empty() {
                    "()".to_owned()
                } else {
                    output.join(", ")
                }
            )?;
        }
        for (what, parts) in [("headers", &self.headers), ("faults", &self.faults)] {
            if !parts.is_empty() {
                write!(f, ", {what}: {}", parts.join(", "))?;
            }
        }
        f.write_str(&summary(self.documentation))
    }
}

/// The first sentence of a documentation.
fn summary(documentation: Option<&str>) -> String {
    let first = documentation
        .and_then(|text| text.lines().find(|line| !line.trim().is_empty()))
        .unwrap_or_default();
    let sentence = match first.find(". ") {
        Some(end) => &first[..=end],
        None => first,
    };
    match sentence {
        "" => String::new(),
        sentence => format!(" — {}", sentence.trim()),
    }
}

fn names(f: &mut fmt::Formatter<'_>, title: &str, names: &[&str]) -> fmt::Result {
    if names.is_empty() {
        return Ok(());
    }
    let plural = if names.len() == 1 { "" } else { "s" };
    writeln!(f, "  {} {title}{plural}: {}", names.len(), names.join(", "))
}

fn problems(f: &mut fmt::Formatter<'_>, title: &str, problems: &[Located<'_>]) -> fmt::Result {
    if problems.is_empty() {
        return Ok(());
    }
    writeln!(f, "\n{title}")?;
    for problem in problems {
        writeln!(f, "  {problem}")?;
    }
    Ok(())
}
