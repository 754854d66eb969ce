//! The types that something holds a value of: a field, a part, an item. A type that is only ever a
//! whole message or document isn't held, so a wrapper type that is nothing else is never read as a
//! vector.

use std::collections::HashSet;

use crate::schema::components::{Content, Particle, Schema, Term, TypeId, TypeKind};
use crate::service::{PartContent, Service, Style};

/// Returns the types of which something holds a value.
pub(super) fn types(schema: &Schema, services: &[Service]) -> HashSet<TypeId> {
    let mut held = HashSet::new();
    for ty in &schema.types {
        let TypeKind::Complex(complex) = &ty.kind else {
            continue;
        };
        held.extend(complex.soap_array.as_ref().map(|array| array.item));
        if let Content::Elements(particle) | Content::Mixed(particle) = &complex.content {
            hold(particle, schema, &mut held);
        }
    }
    for particle in schema.groups.iter().flat_map(|group| &group.particles) {
        hold(particle, schema, &mut held);
    }
    let members = schema.substitutions.iter();
    let members = members.flat_map(|(head, members)| members.iter().chain([head]));
    held.extend(members.map(|&id| schema.element(id).ty));

    let interfaces = services.iter().flat_map(|service| &service.interfaces);
    for operation in interfaces.flat_map(|interface| &interface.operations) {
        for message in operation.input.iter().chain(&operation.output) {
            // A lone element is the message itself, except without SOAP.
            let is_whole = operation.style == Style::Document
                && operation.http.is_none()
                && message.body.len() == 1;
            let parts = message.body.iter().map(|part| part.content);
            let parts = parts.filter(|part| !is_whole || matches!(part, PartContent::Type(_)));
            held.extend(parts.map(|part| part.ty(schema)));
        }
        let faults = operation.faults.iter();
        held.extend(faults.map(|fault| fault.part.content.ty(schema)));
    }
    held
}

pub(super) fn hold(particle: &Particle, schema: &Schema, held: &mut HashSet<TypeId>) {
    match &particle.term {
        Term::Element(id) => drop(held.insert(schema.element(*id).ty)),
        Term::Group(_, particles) => particles.iter().for_each(|one| hold(one, schema, held)),
        // A named group is looked at by itself.
        Term::Reference(_) | Term::Any(_) => {}
    }
}
