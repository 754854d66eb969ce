//! The components that operations use, because their messages consist of them. They take names
//! before what nothing uses. A type that nothing refers to has no constant.

use std::collections::HashSet;

use super::messages::header_blocks;
use crate::schema::components::{
    Content, Derivation, ElementId, GroupId, Particle, Schema, Term, TypeId, TypeKind, Variety,
};
use crate::service::{PartContent, Service};

/// The components that operations use.
#[derive(Debug, Default)]
pub(in crate::lower) struct Used {
    pub(in crate::lower) types: HashSet<TypeId>,
    pub(in crate::lower) elements: HashSet<ElementId>,
    pub(in crate::lower) groups: HashSet<GroupId>,
    /// The types that there are values of, in whose place those derived from them may stand.
    values: HashSet<TypeId>,
}

impl Used {
    /// Returns what the operations of services use.
    pub(super) fn by(services: &[Service], schema: &Schema) -> Self {
        let mut search = Search::new(schema);
        let interfaces = services.iter().flat_map(|service| &service.interfaces);
        for operation in interfaces.flat_map(|interface| &interface.operations) {
            let messages = operation.input.iter().chain(&operation.output);
            let bodies = messages.flat_map(|message| &message.body);
            let faults = operation.faults.iter().map(|fault| &fault.part);
            let parts = bodies.chain(faults).map(|part| part.content);
            let headers = header_blocks(operation).map(|(block, _)| block.content);
            for content in parts.chain(headers) {
                match content {
                    PartContent::Element(id) => search.element(id),
                    PartContent::Type(id) => search.value(id),
                }
            }
        }
        search.finish()
    }
}

/// Returns the types that any component of the schema refers to.
pub(super) fn referred(schema: &Schema) -> HashSet<TypeId> {
    let mut search = Search::new(schema);
    for id in (0..).map(TypeId).take(schema.types.len()) {
        search.content(id);
    }
    for element in &schema.elements {
        search.ty(element.ty);
    }
    for attribute in schema.global_attributes.values() {
        search.ty(attribute.ty);
    }
    search.used.types
}

/// A search through the components that others refer to.
struct Search<'s> {
    schema: &'s Schema,
    used: Used,
    /// The types and groups whose content is still to be searched.
    left: Vec<Left>,
}

/// Something that refers to others.
enum Left {
    Type(TypeId),
    Group(GroupId),
}

impl<'s> Search<'s> {
    fn new(schema: &'s Schema) -> Self {
        Self {
            schema,
            used: Used::default(),
            left: Vec::new(),
        }
    }

    fn finish(mut self) -> Used {
        while let Some(left) = self.left.pop() {
            match left {
                Left::Type(id) => self.content(id),
                Left::Group(id) => self.particles(&self.schema.group(id).particles),
            }
        }
        self.used
    }

    /// Adds a type that there are values of.
    fn value(&mut self, id: TypeId) {
        let mut derived = vec![id];
        while let Some(id) = derived.pop() {
            if !self.used.values.insert(id) {
                continue;
            }
            self.ty(id);
            // Every type is derived from `xs:anyType`, which has no base, and many simple types from
            // the built-in ones.
            let ty = self.schema.ty(id);
            if ty.base.is_some() && matches!(ty.kind, TypeKind::Complex(_)) {
                derived.extend(self.schema.derived.get(&id).into_iter().flatten());
            }
        }
    }

    fn ty(&mut self, id: TypeId) {
        if self.used.types.insert(id) {
            self.left.push(Left::Type(id));
        }
    }

    /// Adds an element and those that may stand in for it.
    fn element(&mut self, id: ElementId) {
        let mut members = vec![id];
        while let Some(id) = members.pop() {
            if self.used.elements.insert(id) {
                self.value(self.schema.element(id).ty);
                members.extend(self.schema.substitutions.get(&id).into_iter().flatten());
            }
        }
    }

    fn content(&mut self, id: TypeId) {
        let ty = self.schema.ty(id);
        if let Some(base) = ty.base {
            self.ty(base);
        }
        match &ty.kind {
            TypeKind::Simple(simple) => match &simple.variety {
                Variety::List(item) => self.ty(*item),
                Variety::Union(members) => members.iter().for_each(|&member| self.ty(member)),
                Variety::Any | Variety::Atomic(_) => {}
            },
            TypeKind::Complex(complex) => {
                for used in &complex.attributes {
                    self.ty(used.attribute.ty);
                }
                if let Some(array) = &complex.soap_array {
                    self.value(array.item);
                }
                match &complex.content {
                    Content::Empty => {}
                    Content::Simple(of) => self.ty(*of),
                    // The base's content is searched with the base.
                    Content::Elements(_) | Content::Mixed(_)
                        if ty.derivation == Derivation::Extension =>
                    {
                        self.particles(complex.added.as_slice());
                    }
                    Content::Elements(particle) | Content::Mixed(particle) => {
                        self.particles(std::slice::from_ref(particle));
                    }
                }
            }
        }
    }

    fn particles(&mut self, particles: &[Particle]) {
        for particle in particles {
            match &particle.term {
                Term::Element(id) => self.element(*id),
                Term::Group(_, particles) => self.particles(particles),
                Term::Reference(id) => {
                    if self.used.groups.insert(*id) {
                        self.left.push(Left::Group(*id));
                    }
                }
                Term::Any(_) => {}
            }
        }
    }
}
