//! The messages that both versions of an edit exchange, as jobs of the runner.

use anyhow::Result;
use sapo_codegen::Generator;
use sapo_codegen::diagnostic::Report;
use sapo_codegen::qname::QName;
use sapo_codegen::schema::components::{ElementId, Schema};
use sapo_codegen::service::{Message, Operation, PartContent, Service, Style};
use serde::{Deserialize, Serialize};

use super::instances::{Instance, proposals};
use super::table::Edit;
use super::values::Pool;
use super::versions::Versions;

/// Messages that one version writes and the other reads.
#[derive(Debug, Serialize)]
pub(super) struct Job {
    sender: usize,
    receiver: usize,
    /// The operation, or nothing if these are documents: header blocks and faults.
    operation: String,
    is_request: bool,
    messages: Vec<String>,
    /// Messages of the receiver's own, which show the names that it knows.
    known: Vec<String>,
    /// The messages, in words.
    #[serde(skip)]
    pub(super) subject: String,
}

/// The outcome of a job.
#[derive(Debug, Deserialize)]
pub(super) struct Outcome {
    /// The number of messages that the sender could write.
    pub(super) crossed: usize,
    pub(super) breaks: Option<String>,
    pub(super) error: Option<String>,
}

/// A version, resolved.
struct Side {
    number: usize,
    schema: Schema,
    services: Vec<Service>,
}

impl Side {
    fn of(versions: &Versions, number: usize) -> Self {
        let generator = Generator::new().wsdl(versions.wsdl(number));
        let (_, resolved) = generator.resolve(&mut Report::new());
        Self {
            number,
            schema: resolved.schema,
            services: resolved.services,
        }
    }

    fn operations(&self) -> impl Iterator<Item = &Operation> {
        let interfaces = self.services.iter().flat_map(|service| &service.interfaces);
        interfaces.flat_map(|interface| &interface.operations)
    }

    fn operation(&self, name: &str) -> Option<&Operation> {
        self.operations().find(|operation| operation.name == name)
    }
}

/// Returns the jobs of an edit.
pub(super) fn jobs(versions: &Versions, edit: &Edit) -> Result<Vec<Job>> {
    let (old, new) = versions.of_edit(edit);
    let (old, new) = (Side::of(versions, old), Side::of(versions, new));
    let pool = Pool::of(&edit.samples, [&old.schema, &new.schema]);
    let mut jobs = Vec::new();
    let mut blocks: Vec<(bool, QName)> = Vec::new();
    for (is_request, from, to) in [(true, &old, &new), (false, &new, &old)] {
        for operation in from.operations() {
            let Some(message) = message_of(operation, is_request) else {
                continue;
            };
            let other = to.operation(&operation.name);
            // Callers don't receive what they don't call.
            if other.is_none() && !is_request {
                continue;
            }
            let write = |side: &Side, operation: &Operation, message: &Message| {
                proposals(&side.schema, &pool, |instance| {
                    envelope(instance, operation, message, is_request)
                })
            };
            let known =
                other.and_then(|other| Some(write(to, other, message_of(other, is_request)?)));
            let subject = if is_request { "request" } else { "response" };
            jobs.push(Job {
                sender: from.number,
                receiver: to.number,
                operation: operation.name.clone(),
                is_request,
                messages: write(from, operation, message),
                known: known.unwrap_or_default(),
                subject: format!("the {subject} of {}", operation.name),
            });
            let Some(other) = other else { continue };
            let declared =
                message_of(other, is_request).map_or(&[][..], |message| &message.headers);
            for header in &message.headers {
                if declared
                    .iter()
                    .any(|one| one.block.name == header.block.name)
                {
                    blocks.push((is_request, header.block.name.clone()));
                }
            }
            if !is_request {
                let elements = operation
                    .faults
                    .iter()
                    .filter_map(|fault| element_of(fault.part.content));
                let names = elements.map(|id| from.schema.element(id).name.clone());
                let known = |name: &QName| {
                    let mut elements = other
                        .faults
                        .iter()
                        .filter_map(|fault| element_of(fault.part.content));
                    elements.any(|id| to.schema.element(id).name == *name)
                };
                blocks.extend(names.filter(known).map(|name| (false, name)));
            }
        }
    }
    blocks.dedup();
    for (is_request, name) in blocks {
        let (from, to) = if is_request {
            (&old, &new)
        } else {
            (&new, &old)
        };
        let write = |side: &Side| {
            let id = side.schema.global_elements.get(&name).copied();
            let all = id.map(|id| proposals(&side.schema, &pool, |instance| instance.element(id)));
            all.unwrap_or_default()
        };
        jobs.push(Job {
            sender: from.number,
            receiver: to.number,
            operation: String::new(),
            is_request,
            messages: write(from),
            known: write(to),
            subject: format!("the element {}", name.local),
        });
    }
    Ok(jobs)
}

fn element_of(content: PartContent) -> Option<ElementId> {
    match content {
        PartContent::Element(id) => Some(id),
        PartContent::Type(_) => None,
    }
}

fn message_of(operation: &Operation, is_request: bool) -> Option<&Message> {
    match is_request {
        true => operation.input.as_ref(),
        false => operation.output.as_ref(),
    }
}

fn envelope(
    instance: &mut Instance<'_>,
    operation: &Operation,
    message: &Message,
    is_request: bool,
) {
    instance.raw("<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns:t=\"urn:names\"><e:Body>");
    let wrapper = match operation.style {
        Style::Rpc => {
            let suffix = if is_request { "" } else { "Response" };
            Some(format!("{}{suffix}", operation.name))
        }
        Style::Document => None,
    };
    if let Some(name) = &wrapper {
        let namespace = message.namespace.as_deref().unwrap_or_default();
        instance.raw(&format!("<w:{name} xmlns:w=\"{namespace}\">"));
    }
    for part in &message.body {
        match part.content {
            PartContent::Element(id) => instance.element(id),
            PartContent::Type(ty) => instance.named(&QName::new("", part.name.as_str()), ty, false),
        }
    }
    if let Some(name) = &wrapper {
        instance.raw(&format!("</w:{name}>"));
    }
    instance.raw("</e:Body></e:Envelope>");
}
