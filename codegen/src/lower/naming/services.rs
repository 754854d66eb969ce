//! The names of clients, server traits, and of what their operations need.

use super::Namer;
use super::pinned::check_pinned;
use super::rules::{constant_name, header_words, type_name};
use crate::lower::facts::messages::Form;
use crate::lower::facts::messages::header_blocks;
use crate::model::{ModuleId, ServerNames};
use crate::qname::QName;
use crate::schema::components::{ElementId, TypeId};
use crate::service::{self, Interface, Protocol};

/// Names that the configuration pins for an interface, taken before all others.
#[derive(Debug, Clone, Default)]
pub(super) struct PinnedService {
    client: Option<String>,
    server: Option<ServerNames>,
}

/// The names of a service's items.
#[derive(Debug)]
pub(in crate::lower) struct ServiceNames<'s> {
    pub(in crate::lower) client: String,
    pub(in crate::lower) server: Option<ServerNames>,
    /// The name of the description; until all others have names, the one it would like.
    pub(in crate::lower) constant: String,
    /// By operation.
    pub(in crate::lower) operations: Vec<OperationNames<'s>>,
    /// The constants of the header blocks.
    pub(in crate::lower) headers: Vec<(service::Block, String)>,
}

#[derive(Debug, Default)]
pub(in crate::lower) struct OperationNames<'s> {
    /// The method's, where the configuration pins it.
    pub(in crate::lower) method: Option<&'s str>,
    pub(in crate::lower) constant: String,
    /// The names of the structs of messages that the schema has no types for.
    pub(in crate::lower) request: String,
    pub(in crate::lower) response: String,
    pub(in crate::lower) faults: Option<FaultNames>,
}

/// The names of what an operation's faults hold.
#[derive(Debug)]
pub(in crate::lower) struct FaultNames {
    /// The name of the enum.
    pub(in crate::lower) shared: String,
    /// The operation's own name for it.
    pub(in crate::lower) own: String,
}

impl<'s> Namer<'_, 's> {
    /// Takes the names that the configuration pins for an interface, `at` its number within its
    /// service.
    pub(super) fn pin_interface(
        &mut self,
        service: &service::Service,
        at: usize,
        interface: &Interface,
    ) -> PinnedService {
        let mut before = service.interfaces[..at].iter();
        let is_first = interface.speaks_soap() && !before.any(Interface::speaks_soap);
        let is_bound_twice =
            |other: &Interface| other.name == interface.name && other.speaks_soap();
        if !interface.speaks_soap() && service.interfaces.iter().any(is_bound_twice) {
            return PinnedService::default();
        }
        let (client, server) = self
            .facts
            .pinned_service(&service.name, &interface.name, is_first);
        let server = server.filter(|_| self.facts.config.server);
        let mut take = |what: &str, name: &str| {
            let taken = self.names.modules.take_in_root(name.to_owned());
            let what = format!("{what} of `{}`", service.name.local);
            check_pinned(self.facts, &what, name, &taken);
            taken
        };
        PinnedService {
            client: client.map(|name| take("the client", name)),
            server: server.map(|name| ServerNames {
                r#trait: take("the server trait", name),
                server: take("the server", &format!("{name}Server")),
            }),
        }
    }

    /// Names what an interface becomes, `at` its number within its service; `None` where it becomes
    /// nothing.
    pub(super) fn name_interface(
        &mut self,
        service: &service::Service,
        at: usize,
        interface: &Interface,
        pinned: PinnedService,
    ) -> Option<ServiceNames<'s>> {
        let service_name = &service.name.local;
        // The first interface is the service; others add the name of their port type, or how they
        // do without SOAP.
        let mut before = service.interfaces[..at].iter();
        let wanted = match interface.protocol()? {
            protocol if !protocol.is_soap() => {
                type_name(&format!("{service_name} {}", protocol.name()))
            }
            _ if before.any(Interface::speaks_soap) => {
                type_name(&format!("{service_name} {}", interface.name.local))
            }
            _ => type_name(service_name),
        };
        let stem = wanted.trim_end_matches('_');
        let constant = constant_name(stem);
        Some(ServiceNames {
            client: match pinned.client {
                Some(pinned) => pinned,
                None => self.names.modules.take_in_root(format!("{stem}Client")),
            },
            server: match pinned.server {
                None if self.facts.config.server => Some(ServerNames {
                    r#trait: self.names.modules.take_in_root(wanted.clone()),
                    server: self.names.modules.take_in_root(format!("{stem}Server")),
                }),
                pinned => pinned,
            },
            constant,
            operations: interface
                .operations
                .iter()
                .map(|operation| match interface.protocol() {
                    // A client can't call it, so it becomes nothing.
                    _ if operation.input.is_none() => OperationNames::default(),
                    Some(protocol) if !protocol.is_soap() => {
                        self.name_http_operation(service, interface, operation, protocol)
                    }
                    _ => self.name_operation(service, interface, operation),
                })
                .collect(),
            headers: self.name_headers(interface),
        })
    }

    fn name_operation(
        &mut self,
        service: &service::Service,
        interface: &Interface,
        operation: &service::Operation,
    ) -> OperationNames<'s> {
        self.name_simple_messages(operation);
        let method = self
            .facts
            .pinned_method(&service.name, &interface.name, operation);
        let constant = constant_name(&operation.name);
        let mut name = |message: Option<&service::Message>, wanted: &str| match message
            .map(|message| self.facts.form(operation.style, message))
        {
            Some(Form::Rpc | Form::Empty | Form::Parts) => {
                self.names.modules.take_in_root(type_name(wanted))
            }
            Some(Form::Element(_) | Form::Type(_)) | None => String::new(),
        };
        let response = format!("{}Response", operation.name);
        OperationNames {
            method,
            request: name(operation.input.as_ref(), &operation.name),
            response: name(operation.output.as_ref(), &response),
            constant: self.names.modules.take_constant(ModuleId(0), constant),
            faults: self.name_faults(operation),
        }
    }

    /// An operation without SOAP is most often one with it too, whose names these leave alone.
    fn name_http_operation(
        &mut self,
        service: &service::Service,
        interface: &Interface,
        operation: &service::Operation,
        protocol: Protocol,
    ) -> OperationNames<'s> {
        let method = self
            .facts
            .pinned_method(&service.name, &interface.name, operation);
        let mut name = |message: Option<&service::Message>| match message {
            Some(message) => self
                .names
                .modules
                .take_in_root(type_name(&message.name.local)),
            None => String::new(),
        };
        OperationNames {
            method,
            request: name(operation.input.as_ref()),
            response: name(operation.output.as_ref()),
            constant: {
                let wanted = constant_name(&format!("{} {}", operation.name, protocol.name()));
                self.names.modules.take_constant(ModuleId(0), wanted)
            },
            faults: None,
        }
    }

    /// Names the structs of what is sent by itself and has a simple type, which is none.
    fn name_simple_messages(&mut self, operation: &service::Operation) {
        let messages = operation.input.iter().chain(&operation.output);
        let bodies: Vec<ElementId> = messages
            .filter_map(|message| match self.facts.form(operation.style, message) {
                Form::Element(id) => Some(id),
                _ => None,
            })
            .collect();
        for id in bodies {
            let element = self.facts.schema.element(id);
            if self.facts.complex(element.ty).is_none() {
                self.name_simple_message(&element.name, element.ty);
            }
        }
        for (block, _) in header_blocks(operation) {
            let ty = block.content.ty(self.facts.schema);
            if self.facts.needs_codec(ty) {
                self.name_simple_message(&block.name, ty);
            }
        }
    }

    fn name_simple_message(&mut self, element: &QName, ty: TypeId) {
        let key = (element.clone(), ty);
        if !self.names.simple_messages.contains_key(&key) {
            let name = self.names.modules.take_in_root(type_name(&element.local));
            self.names.simple_messages.insert(key, name);
        }
    }

    fn name_headers(&mut self, interface: &Interface) -> Vec<(service::Block, String)> {
        let mut named: Vec<(service::Block, String)> = Vec::new();
        let operations = interface.operations.iter();
        for (block, _) in operations.flat_map(header_blocks) {
            if !named.iter().any(|(known, _)| known == block) {
                let constant = constant_name(&header_words(&block.name.local));
                let constant = self.names.modules.take_constant(ModuleId(0), constant);
                named.push((block.clone(), constant));
            }
        }
        named
    }
}
