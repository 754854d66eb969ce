//! The places in the documents that items come from.

use std::collections::{HashMap, HashSet};

use crate::diagnostic::Span;
use crate::model::{Constraint, ElementName, Struct, Version};
use crate::pipeline::Resolved;
use crate::qname::QName;
use crate::schema::components::{
    Content, ElementId, FacetKind, FacetPlace, Namespaces, Particle, Schema, Term, Type, TypeKind,
    Wildcard,
};
use crate::service::{self, PartContent, Protocol, Style};

/// The places of the particles of a type.
#[derive(Debug, Default)]
pub(super) struct Fields<'r> {
    /// The elements, by namespace and local name.
    elements: HashMap<(&'r str, &'r str), &'r Span>,
    wildcards: Vec<&'r Wildcard>,
}

impl<'r> Fields<'r> {
    /// Returns the place of the first wildcard for these namespaces.
    pub(super) fn wildcard(&self, namespaces: &Namespaces) -> Option<&'r Span> {
        let mut wildcards = self.wildcards.iter();
        let found = wildcards.find(|one| one.namespaces == *namespaces)?;
        found.span.as_ref()
    }
}

/// The places of what is in a set of documents.
#[derive(Debug)]
pub(super) struct Places<'r> {
    resolved: &'r Resolved,
    /// The elements that are declared once under their name.
    elements: HashMap<(&'r str, &'r str), Option<&'r Span>>,
}

impl<'r> Places<'r> {
    pub(super) fn new(resolved: &'r Resolved) -> Self {
        let mut elements = HashMap::new();
        for element in &resolved.schema.elements {
            let name = (&*element.name.namespace, &*element.name.local);
            elements
                .entry(name)
                .and_modify(|span| *span = None)
                .or_insert(Some(&element.span));
        }
        Self { resolved, elements }
    }

    pub(super) fn schema(&self) -> &'r Schema {
        &self.resolved.schema
    }

    /// A type that has a name.
    pub(super) fn ty(&self, namespace: &str, local: &str) -> Option<&'r Span> {
        self.named(namespace, local)?.span.as_ref()
    }

    /// An element that is global, or declared once.
    pub(super) fn element(&self, name: &ElementName) -> Option<&'r Span> {
        match self.global(name) {
            Some(id) => Some(&self.schema().element(id).span),
            None => *self.elements.get(&(&*name.namespace, &*name.local))?,
        }
    }

    /// The type that a struct is of: one that has a name, or that of a global element.
    pub(super) fn owner(
        &self,
        type_name: Option<&ElementName>,
        element: Option<&ElementName>,
    ) -> Option<&'r Type> {
        match (type_name, element) {
            (Some(name), _) => self.named(&name.namespace, &name.local),
            (None, Some(name)) => {
                let id = self.global(name)?;
                Some(self.schema().ty(self.schema().element(id).ty))
            }
            (None, None) => None,
        }
    }

    /// The type that a struct is of.
    pub(super) fn owner_of(&self, item: &Struct) -> Option<&'r Type> {
        self.owner(item.type_name.as_ref(), item.element.as_ref())
    }

    /// The elements within a type, by name.
    pub(super) fn fields(&self, owner: Option<&'r Type>) -> Fields<'r> {
        let mut fields = Fields::default();
        if let Some(TypeKind::Complex(complex)) = owner.map(|ty| &ty.kind)
            && let Content::Elements(particle) | Content::Mixed(particle) = &complex.content
        {
            self.add_fields(particle, &mut fields);
        }
        fields
    }

    /// An element among those within a type; one that is declared once, where it is not among them.
    pub(super) fn field(&self, fields: &Fields<'r>, name: &ElementName) -> Option<&'r Span> {
        let name_of = (&*name.namespace, &*name.local);
        let within = fields.elements.get(&name_of).copied();
        within.or_else(|| self.element(name))
    }

    /// An attribute of a type.
    pub(super) fn attribute(
        &self,
        owner: Option<&'r Type>,
        namespace: &str,
        local: &str,
    ) -> Option<&'r Span> {
        let TypeKind::Complex(complex) = &owner?.kind else {
            return None;
        };
        let mut attributes = complex.attributes.iter().map(|one| &one.attribute);
        let found = attributes
            .find(|one| &*one.name.local == local && &*one.name.namespace == namespace)?;
        found.span.as_ref()
    }

    /// The wildcard of a type for attributes.
    pub(super) fn any_attribute(&self, owner: Option<&'r Type>) -> Option<&'r Span> {
        match &owner?.kind {
            TypeKind::Complex(complex) => complex.any_attribute.as_ref()?.span.as_ref(),
            TypeKind::Simple(_) => None,
        }
    }

    /// A value that a simple type lists, or the type from which it has that.
    pub(super) fn listed(&self, namespace: &str, local: &str, value: &str) -> Option<&'r Span> {
        let mut ty = self.named(namespace, local);
        while let Some(Type {
            kind: TypeKind::Simple(simple),
            base,
            ..
        }) = ty
        {
            let is_it =
                |one: &&FacetPlace| one.kind == FacetKind::Enumeration && one.value == value;
            if let Some(found) = simple.places.iter().find(is_it) {
                return Some(&found.span);
            }
            ty = base.map(|id| self.schema().ty(id));
        }
        None
    }

    /// The default or fixed value of a global element.
    pub(super) fn constraint(&self, name: &ElementName) -> Option<&'r Constraint> {
        let id = self.global(name)?;
        self.schema().element(id).value.as_ref()
    }

    /// An operation of a service, by its name in XML.
    pub(super) fn operation(
        &self,
        service: &str,
        operation: &str,
    ) -> Option<&'r service::Operation> {
        let name = operation.split(':').next().unwrap_or_default();
        let is_it = |one: &&service::Operation| one.name == name;
        let mut operations = self
            .interfaces(service)
            .flat_map(|interface| &interface.operations);
        operations.find(is_it)
    }

    /// A fault of an operation, by the local name of its element.
    pub(super) fn fault(&self, service: &str, operation: &str, local: &str) -> Option<&'r Span> {
        let mut faults = self.operation(service, operation)?.faults.iter();
        let found = faults.find(|fault| match fault.part.content {
            PartContent::Element(id) => *self.schema().element(id).name.local == *local,
            PartContent::Type(_) => fault.part.name == local,
        })?;
        Some(&found.span)
    }

    /// The parts of a message of the style rpc, by the name of its wrapper element.
    pub(super) fn parts(&self, wrapper: &str) -> Fields<'r> {
        let mut fields = Fields::default();
        let services = self.resolved.services.iter();
        let operations = services
            .flat_map(|service| &service.interfaces)
            .flat_map(|interface| &interface.operations)
            .filter(|operation| operation.style == Style::Rpc);
        for operation in operations {
            let message = match wrapper.strip_prefix(operation.name.as_str()) {
                Some("") => operation.input.as_ref(),
                Some("Response") => operation.output.as_ref(),
                _ => None,
            };
            for part in message.into_iter().flat_map(|message| &message.body) {
                fields.elements.insert(("", &part.name), &part.span);
            }
        }
        fields
    }

    /// A port of a service, by what it speaks and its endpoint.
    pub(super) fn port(
        &self,
        service: &str,
        version: Option<Version>,
        endpoint: &str,
    ) -> Option<&'r service::Port> {
        let mut ports = self.interfaces(service).flat_map(|one| &one.ports);
        ports.find(|port| {
            let speaks = match port.protocol {
                Protocol::Soap11 => Some(Version::Soap11),
                Protocol::Soap12 => Some(Version::Soap12),
                Protocol::HttpGet | Protocol::HttpPost => None,
            };
            speaks == version && port.address.as_deref().unwrap_or_default() == endpoint
        })
    }

    /// A service, by its local name.
    pub(super) fn service(&self, service: &str) -> Option<&'r service::Service> {
        let mut services = self.resolved.services.iter();
        services.find(|one| &*one.name.local == service)
    }

    fn interfaces(&self, service: &str) -> impl Iterator<Item = &'r service::Interface> {
        let found = self.service(service).into_iter();
        found.flat_map(|one| &one.interfaces)
    }

    fn named(&self, namespace: &str, local: &str) -> Option<&'r Type> {
        let id = self
            .schema()
            .global_types
            .get(&QName::new(namespace, local))?;
        Some(self.schema().ty(*id))
    }

    fn global(&self, name: &ElementName) -> Option<ElementId> {
        let name = QName::new(&*name.namespace, &*name.local);
        self.schema().global_elements.get(&name).copied()
    }

    fn add_fields(&self, particle: &'r Particle, fields: &mut Fields<'r>) {
        let schema = self.schema();
        let mut left = vec![particle];
        let mut groups = HashSet::new();
        while let Some(particle) = left.pop() {
            match &particle.term {
                Term::Element(id) => {
                    let element = schema.element(*id);
                    let name = (&*element.name.namespace, &*element.name.local);
                    fields.elements.insert(name, &element.span);
                }
                Term::Group(_, particles) => left.extend(particles.iter().rev()),
                Term::Reference(id) if groups.insert(*id) => {
                    left.extend(schema.group(*id).particles.iter().rev());
                }
                Term::Any(wildcard) => fields.wildcards.push(wildcard),
                Term::Reference(_) => {}
            }
        }
    }
}
