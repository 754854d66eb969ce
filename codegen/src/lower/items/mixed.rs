//! The elements of mixed content, for validation alone: the content itself is kept as trees.

use super::Items;
use super::fields::{Place, term_field, wildcard_field};
use crate::model::{Field, Inner, ModuleId, RustType, Term as ShapedTerm, Value};
use crate::schema::components::{Compositor, Particle, Term};

impl<'s> Items<'_, 's> {
    /// The elements of mixed content, within groups as they are written.
    pub(super) fn admitted(
        &mut self,
        content: &'s Particle,
        module: ModuleId,
        place: &Place<'_>,
    ) -> Vec<Field> {
        let Particle { term, min, max } = content;
        let is_one = (*min, *max) == (1, Some(1));
        match self.inner(term) {
            Some((Compositor::Sequence, particles)) if is_one => {
                self.admit_all(particles, module, place)
            }
            Some((Compositor::All, particles)) => {
                let mut fields = self.admit_all(particles, module, place);
                // Of an `xs:all` that need not be there, nothing need be.
                for field in fields.iter_mut().filter(|_| *min == 0) {
                    field.particle.min = 0;
                }
                fields
            }
            _ => self.admit(content, module, place).into_iter().collect(),
        }
    }

    fn admit_all(
        &mut self,
        particles: &'s [Particle],
        module: ModuleId,
        place: &Place<'_>,
    ) -> Vec<Field> {
        let fields = particles
            .iter()
            .filter_map(|particle| self.admit(particle, module, place))
            .collect::<Vec<_>>();
        self.budget.allows(fields.len());
        fields
    }

    /// The field of a particle; `None` for what never occurs.
    fn admit(
        &mut self,
        particle: &'s Particle,
        module: ModuleId,
        place: &Place<'_>,
    ) -> Option<Field> {
        let Particle { term, min, max } = particle;
        if *max == Some(0) || !self.budget.take(1) {
            return None;
        }
        let (compositor, particles) = match term {
            Term::Element(id) => return Some(self.element_field(*id, *min, *max, place)),
            Term::Any(wildcard) => return Some(wildcard_field(wildcard, *min, *max)),
            Term::Group(..) | Term::Reference(_) => self.inner(term)?,
        };
        let is_choice = compositor == Compositor::Choice;
        // A branch that may be empty is the absence of the choice.
        let min = match is_choice && self.facts.may_be_empty(term) {
            true => 0,
            false => *min,
        };
        let mut fields = self.admit_all(particles, module, place);
        match &fields[..] {
            [] => None,
            [_] if (min, *max) == (1, Some(1)) => fields.pop(),
            _ => {
                let namespace = self.shape_namespace(module, &mut fields);
                let inner = Inner {
                    is_choice,
                    namespace,
                    fields,
                };
                Some(inner_field(inner, min, *max))
            }
        }
    }

    fn inner(&self, term: &'s Term) -> Option<(Compositor, &'s [Particle])> {
        match term {
            Term::Group(compositor, particles) => Some((*compositor, particles)),
            Term::Reference(id) => {
                let group = self.facts.schema.group(*id);
                Some((group.compositor, &group.particles))
            }
            Term::Element(_) | Term::Any(_) => None,
        }
    }
}

fn inner_field(inner: Inner, min: u32, max: Option<u32>) -> Field {
    let nothing = Value::own(RustType::Std("()"));
    term_field("", nothing, ShapedTerm::Inner(inner), min, max)
}
