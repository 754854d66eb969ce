//! Wrapper types: elements that hold one repeated element.

use super::Facts;
use crate::schema::components::{Compositor, Content, Derivation, Particle, Term, TypeId};

impl<'s> Facts<'s> {
    /// Whether a type is nothing but a wrapper around one repeated element.
    pub(in crate::lower) fn is_wrapper(&self, id: TypeId) -> bool {
        let repeats = |(particle, item): (Particle, TypeId)| {
            particle.max != Some(1)
                && !self.schema.derived.contains_key(&id)
                && !self.holds(item, id)
        };
        let ask = || self.is_soap_array(id) || self.item(id).is_some_and(repeats);
        self.wrappers.ask(id, ask)
    }

    /// The one element particle of a type without attributes that is derived from nothing, with its
    /// type.
    pub(in crate::lower) fn item(&self, id: TypeId) -> Option<(Particle, TypeId)> {
        let complex = self.complex(id)?;
        let ty = self.schema.ty(id);
        let is_plain = complex.attributes.is_empty()
            && complex.any_attribute.is_none()
            && !complex.is_abstract
            && complex.soap_array.is_none()
            && (ty.derivation != Derivation::Extension)
            && ty
                .base
                .is_none_or(|base| self.schema.ty(base).base.is_none());
        let Content::Elements(particle) = &complex.content else {
            return None;
        };
        let Term::Group(Compositor::Sequence, particles) = &particle.term else {
            return None;
        };
        let [item] = &particles[..] else { return None };
        let Term::Element(element) = item.term else {
            return None;
        };
        (is_plain
            && particle.min == 1
            && particle.max == Some(1)
            && !self.schema.substitutions.contains_key(&element))
        .then(|| (item.clone(), self.schema.element(element).ty))
    }

    /// Whether a wrapper's item is, through wrappers alone, that wrapper again.
    fn holds(&self, item: TypeId, wrapper: TypeId) -> bool {
        let mut at = item;
        let mut steps = 0;
        while let Some((_, inner)) = self.item(at) {
            if at == wrapper {
                return true;
            }
            at = inner;
            steps += 1;
            // Deeper than this nobody nests arrays; what does is a circle without the wrapper in
            // it.
            if steps > 8 {
                return true;
            }
        }
        at == wrapper
    }
}
