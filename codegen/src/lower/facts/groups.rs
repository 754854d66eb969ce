//! The content of groups.

use super::Facts;
use crate::schema::components::{Compositor, GroupId, Particle, Term};

impl<'s> Facts<'s> {
    /// Whether nothing at all may stand for one occurrence of a named group.
    pub(in crate::lower) fn group_may_be_empty(&self, id: GroupId) -> bool {
        let group = self.schema.group(id);
        let ask = || self.all_may_be_empty(group.compositor, &group.particles);
        self.empty_groups.ask(id, ask)
    }

    /// Whether nothing at all may stand for one occurrence.
    pub(in crate::lower) fn may_be_empty(&self, term: &'s Term) -> bool {
        match term {
            Term::Element(_) | Term::Any(_) => false,
            Term::Group(compositor, inner) => self.all_may_be_empty(*compositor, inner),
            Term::Reference(id) => self.group_may_be_empty(*id),
        }
    }

    fn all_may_be_empty(&self, compositor: Compositor, particles: &'s [Particle]) -> bool {
        let mut empty = live(particles)
            .into_iter()
            .map(|particle| particle.min == 0 || self.may_be_empty(&particle.term));
        match compositor {
            Compositor::Choice => empty.len() == 0 || empty.any(|empty| empty),
            Compositor::Sequence | Compositor::All => empty.all(|empty| empty),
        }
    }
}

/// The particles that can occur at all.
pub(in crate::lower) fn live(particles: &[Particle]) -> Vec<&Particle> {
    let live = particles.iter().filter(|particle| particle.max != Some(0));
    live.collect()
}
