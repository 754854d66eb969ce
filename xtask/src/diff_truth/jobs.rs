//! The messages that both versions of an edit exchange, as jobs of the runner.

use std::collections::BTreeSet;

use sapo_codegen::Generator;
use sapo_codegen::diagnostic::Report;
use sapo_codegen::qname::QName;
use sapo_codegen::schema::components::Schema;
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
    /// The versions of SOAP that the older service speaks.
    versions: Vec<&'static str>,
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

    fn versions(&self) -> Vec<&'static str> {
        let interfaces = self.services.iter().flat_map(|service| &service.interfaces);
        let ports = interfaces.flat_map(|interface| &interface.ports);
        ports.map(|port| port.protocol.name()).collect()
    }

    fn operation(&self, name: &str) -> Option<&Operation> {
        self.operations().find(|operation| operation.name == name)
    }
}

/// Returns the jobs of an edit.
pub(super) fn jobs(versions: &Versions, edit: &Edit) -> Vec<Job> {
    let (old, new) = versions.of_edit(edit);
    let (old, new) = (Side::of(versions, old), Side::of(versions, new));
    let pool = Pool::of(&edit.samples, [&old.schema, &new.schema]);
    let exchange = |is_request| {
        let (sender, receiver) = if is_request {
            (&old, &new)
        } else {
            (&new, &old)
        };
        Exchange {
            sender,
            receiver,
            pool: &pool,
            is_request,
            versions: old.versions(),
        }
    };
    let [requests, responses] = [true, false].map(exchange);
    let bodies = requests.bodies().chain(responses.bodies());
    let blocks = requests.blocks().into_iter().chain(responses.blocks());
    bodies.chain(blocks).collect()
}

/// The messages in one direction.
struct Exchange<'e> {
    sender: &'e Side,
    receiver: &'e Side,
    pool: &'e Pool,
    is_request: bool,
    versions: Vec<&'static str>,
}

impl Exchange<'_> {
    fn bodies(&self) -> impl Iterator<Item = Job> {
        self.sender.operations().filter_map(|operation| {
            let message = self.message_of(operation)?;
            let other = self.receiver.operation(&operation.name);
            // Callers don't receive what they don't call.
            if other.is_none() && !self.is_request {
                return None;
            }
            let write = |side: &Side, operation: &Operation, message: &Message| {
                proposals(&side.schema, self.pool, |instance| {
                    envelope(instance, operation, message, self.is_request);
                })
            };
            let known =
                other.and_then(|other| Some(write(self.receiver, other, self.message_of(other)?)));
            let subject = if self.is_request {
                "request"
            } else {
                "response"
            };
            Some(Job {
                sender: self.sender.number,
                receiver: self.receiver.number,
                operation: operation.name.clone(),
                is_request: self.is_request,
                versions: self.versions.clone(),
                messages: write(self.sender, operation, message),
                known: known.unwrap_or_default(),
                subject: format!("the {subject} of {}", operation.name),
            })
        })
    }

    /// Returns the jobs of the header blocks and faults that both sides have.
    fn blocks(&self) -> Vec<Job> {
        let names = |side: &Side| -> BTreeSet<QName> {
            let operations = side.operations();
            operations
                .flat_map(|operation| self.blocks_of(side, operation))
                .collect()
        };
        let both = &names(self.sender) & &names(self.receiver);
        let job = |name: &QName| {
            let write = |side: &Side| {
                let id = side.schema.global_elements.get(name).copied();
                let all = id
                    .map(|id| proposals(&side.schema, self.pool, |instance| instance.element(id)));
                all.unwrap_or_default()
            };
            Job {
                sender: self.sender.number,
                receiver: self.receiver.number,
                operation: String::new(),
                is_request: self.is_request,
                versions: Vec::new(),
                messages: write(self.sender),
                known: write(self.receiver),
                subject: format!("the element {}", name.local),
            }
        };
        both.iter().map(job).collect()
    }

    fn blocks_of(&self, side: &Side, operation: &Operation) -> Vec<QName> {
        let headers = self
            .message_of(operation)
            .into_iter()
            .flat_map(|message| &message.headers);
        let headers = headers.map(|header| header.block.name.clone());
        let faults = operation.faults.iter().filter(|_| !self.is_request);
        let faults = faults.filter_map(|fault| match fault.part.content {
            PartContent::Element(id) => Some(side.schema.element(id).name.clone()),
            PartContent::Type(_) => None,
        });
        headers.chain(faults).collect()
    }

    fn message_of<'o>(&self, operation: &'o Operation) -> Option<&'o Message> {
        match self.is_request {
            true => operation.input.as_ref(),
            false => operation.output.as_ref(),
        }
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
