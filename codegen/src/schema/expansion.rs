//! How large a schema is once everything stands wherever it is referred to or inherited: what a small document can make
//! of itself.

use super::components::*;
use crate::diagnostic::Span;
use crate::severity::Judge;

/// The most attributes, particles and listed values that all types may have together, those of their bases and
/// groups included. Published schemas stay below a tenth of it.
const MOST: usize = 1_000_000;

/// So much text counts like one part.
const LETTERS: usize = 100;

fn weight(documentation: &Documentation) -> usize {
    documentation.as_ref().map_or(0, String::len) / LETTERS
}

/// Counts what types have.
#[derive(Debug, Default)]
pub(super) struct Expansion {
    count: usize,
}

impl Expansion {
    /// Whether there was too much; what is left is not worth looking at then.
    pub(super) fn is_exceeded(&self) -> bool {
        self.count > MOST
    }

    /// Counts more, and reports at `span` if that is too much.
    pub(super) fn add(&mut self, count: usize, span: &Span, judge: &mut Judge<'_>) {
        if self.is_exceeded() {
            return;
        }
        self.count = self.count.saturating_add(count);
        if self.is_exceeded() {
            let message = format!(
                "with all that types take from their bases and groups, the schema has more than {MOST} parts"
            );
            judge.violation("limit", span, message);
        }
    }

    /// Counts what a type has, groups not followed.
    pub(super) fn add_type(&mut self, kind: &TypeKind, span: &Span, judge: &mut Judge<'_>) {
        let count = match kind {
            TypeKind::Simple(simple) => {
                let patterns = simple.facets.patterns.iter().flatten();
                let letters: usize = patterns.map(String::len).sum();
                let members = match &simple.variety {
                    Variety::Union(members) => members.len(),
                    _ => 0,
                };
                let values = simple.facets.enumeration.iter();
                let values = values.map(|one| 1 + weight(&one.documentation));
                values.sum::<usize>() + letters / LETTERS + members
            }
            TypeKind::Complex(complex) => {
                let attributes = complex.attributes.iter();
                let attributes = attributes.map(|one| 1 + weight(&one.attribute.documentation));
                attributes.sum::<usize>() + content(complex, &mut |_| 0)
            }
        };
        self.add(count, span, judge);
    }

    /// Counts what types have by referring to groups, and what may stand in for their elements.
    pub(super) fn add_references(&mut self, schema: &Schema, judge: &mut Judge<'_>) {
        let mut sizes = vec![None; schema.groups.len()];
        for ty in &schema.types {
            let (TypeKind::Complex(complex), Some(span)) = (&ty.kind, &ty.span) else {
                continue;
            };
            let count = content(complex, &mut |id| group(schema, id, &mut sizes));
            self.add(count, span, judge);
        }
        for (&head, members) in &schema.substitutions {
            self.add(members.len(), &schema.element(head).span, judge);
        }
    }
}

fn content(complex: &ComplexType, group: &mut dyn FnMut(GroupId) -> usize) -> usize {
    match &complex.content {
        Content::Elements(of) | Content::Mixed(of) => particle(of, group),
        Content::Empty | Content::Simple(_) => 0,
    }
}

fn particle(of: &Particle, group: &mut dyn FnMut(GroupId) -> usize) -> usize {
    let within = match &of.term {
        Term::Element(_) | Term::Any(_) => 0,
        Term::Group(_, particles) => {
            let sizes = particles.iter().map(|of| particle(of, group));
            sizes.fold(0, usize::saturating_add)
        }
        Term::Reference(id) => group(*id),
    };
    within.saturating_add(1)
}

fn group(schema: &Schema, id: GroupId, sizes: &mut Vec<Option<usize>>) -> usize {
    let at = id.0 as usize;
    if let Some(known) = sizes[at] {
        return known;
    }
    // Whoever refers to itself has been reported; it ends here.
    sizes[at] = Some(0);
    let particles = schema.group(id).particles.iter();
    let size = particles.map(|of| particle(of, &mut |id| group(schema, id, sizes)));
    let size = size.fold(0, usize::saturating_add);
    sizes[at] = Some(size);
    size
}
