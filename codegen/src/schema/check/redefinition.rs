//! Redefined groups: they extend what they redefine by referring to it, or restrict it (XSD 1.0 Part 1,
//! section 4.2.2).

use super::complex::attributes;
use super::content::expand;
use super::restriction::Restriction;
use crate::diagnostic::Span;
use crate::schema::attributes::AttributeSet;
use crate::schema::components::*;
use crate::severity::Judge;

/// The groups that redefine others.
#[derive(Default)]
pub(in crate::schema) struct Redefined {
    /// Each model group with what it redefines.
    pub(in crate::schema) groups: Vec<(GroupId, GroupId)>,
    /// Each attribute group that does not refer to itself, its place, and what it redefines.
    pub(in crate::schema) attribute_groups: Vec<(AttributeSet, Span, AttributeSet)>,
}

impl Redefined {
    pub(super) fn check(&self, schema: &Schema, judge: &mut Judge<'_>) {
        for &(own, original) in &self.groups {
            let group = schema.group(own);
            let mut uses = Vec::new();
            add_uses(original, &group.particles, &mut uses);
            if let [only] = &uses[..] {
                if (only.min, only.max) != (1, Some(1)) {
                    judge.violation(
                        "src-redefine.6.1.2",
                        &group.span,
                        "a redefined group refers to itself as occurring once",
                    );
                }
                continue;
            }
            if !uses.is_empty() {
                judge.violation(
                    "src-redefine.6.1.1",
                    &group.span,
                    "a redefined group refers to itself only once",
                );
                continue;
            }
            let (own, original) = (reference(own), reference(original));
            if let (Some(own), Some(original)) = (expand(schema, &own), expand(schema, &original))
                && !Restriction::new(schema).holds(&own, &original)
            {
                judge.violation(
                    "src-redefine.6.2.2",
                    &group.span,
                    "a redefined group refers to itself or restricts what it was",
                );
            }
        }
        for (own, span, original) in &self.attribute_groups {
            attributes(
                schema,
                (&own.uses, own.any.as_ref()),
                (&original.uses, original.any.as_ref()),
                span,
                judge,
            );
        }
    }
}

/// Adds the particles that refer to a group.
fn add_uses<'p>(id: GroupId, particles: &'p [Particle], uses: &mut Vec<&'p Particle>) {
    for particle in particles {
        match &particle.term {
            Term::Reference(of) if *of == id => uses.push(particle),
            Term::Group(_, inner) => add_uses(id, inner, uses),
            Term::Reference(_) | Term::Element(_) | Term::Any(_) => {}
        }
    }
}

fn reference(id: GroupId) -> Particle {
    Particle {
        min: 1,
        max: Some(1),
        term: Term::Reference(id),
    }
}
