//! Content models as a whole: where `xs:all` may stand, and that elements of one name are of one type
//! (XSD 1.0 Part 1, section 3.8.6).

use std::collections::HashMap;

use super::content::{Node, NodeTerm, expand};
use crate::qname::QName;
use crate::schema::components::*;
use crate::severity::Judge;

/// Checks groups and the content of types.
pub(super) fn check(schema: &Schema, judge: &mut Judge<'_>) {
    for group in &schema.groups {
        if group
            .particles
            .iter()
            .any(|particle| has_all(schema, particle))
        {
            judge.violation("cos-all-limited.1.2", &group.span, ALL_WITHIN);
        }
    }
    for ty in &schema.types {
        let (TypeKind::Complex(complex), Some(span)) = (&ty.kind, &ty.span) else {
            continue;
        };
        let (Content::Elements(particle) | Content::Mixed(particle)) = &complex.content else {
            continue;
        };
        let within = match &particle.term {
            Term::Group(_, particles) => particles.iter().any(|inner| has_all(schema, inner)),
            _ => has_all(schema, particle) && particle.max != Some(1),
        };
        if within {
            judge.violation("cos-all-limited.1.2", span, ALL_WITHIN);
        }
        if let Some(node) = expand(schema, particle)
            && let Some(name) = inconsistent(schema, &node, &mut HashMap::new())
        {
            judge.violation(
                "cos-element-consistent",
                span,
                format!("two elements `{name}` of one content have different types"),
            );
        }
    }
}

const ALL_WITHIN: &str =
    "xs:all is the whole content of a type, once, and not a part of another group";

/// Whether a particle is `xs:all`, or has one within.
fn has_all(schema: &Schema, particle: &Particle) -> bool {
    match &particle.term {
        Term::Group(Compositor::All, _) => true,
        Term::Group(_, particles) => particles.iter().any(|inner| has_all(schema, inner)),
        Term::Reference(id) => schema.group(*id).compositor == Compositor::All,
        Term::Element(_) | Term::Any(_) => false,
    }
}

/// A name that two elements of different types have.
fn inconsistent<'s>(
    schema: &'s Schema,
    node: &Node<'s>,
    seen: &mut HashMap<&'s QName, TypeId>,
) -> Option<&'s QName> {
    match &node.term {
        NodeTerm::Element(id) => {
            let members = schema.substitutions.get(id).into_iter().flatten();
            for &id in std::iter::once(id).chain(members) {
                let element = schema.element(id);
                if *seen.entry(&element.name).or_insert(element.ty) != element.ty {
                    return Some(&element.name);
                }
            }
            None
        }
        NodeTerm::Any(_) => None,
        NodeTerm::Group(_, nodes) => nodes
            .iter()
            .find_map(|inner| inconsistent(schema, inner, seen)),
    }
}
