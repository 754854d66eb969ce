//! Content models: particles and named groups.

use super::components::*;
use super::names::Names;
use super::order::CHAIN;
use super::sources::{Source, Sources};
use super::wildcards::wildcard;
use crate::qname::QName;
use crate::severity::Judge;
use crate::syntax::reference::Reference;
use crate::syntax::xsd;

/// Builds particles where one schema writes them.
pub(super) struct ParticleBuilder<'b, 's, 'j> {
    pub(super) source: &'b Source<'s>,
    pub(super) names: &'b mut Names<'s>,
    pub(super) judge: &'b mut Judge<'j>,
    /// Within the redefinition of a group: its name, and what it means there.
    pub(super) redefined: Option<(QName, GroupId)>,
}

impl ParticleBuilder<'_, '_, '_> {
    /// The particle; `None` where it never occurs or refers to nothing.
    pub(super) fn particle(&mut self, written: &xsd::Particle) -> Option<Particle> {
        let term = match &written.term {
            xsd::Term::Element(position) => Term::Element(self.source.element_id(*position)),
            xsd::Term::ElementReference(reference) => {
                Term::Element(self.names.element(self.source, reference, self.judge)?)
            }
            xsd::Term::Group(compositor, particles) => {
                Term::Group(*compositor, self.particles(particles))
            }
            xsd::Term::GroupReference(reference) => Term::Reference(self.group(reference)?),
            xsd::Term::Any(any) => Term::Any(wildcard(any, &self.source.namespace)),
        };
        let min = match &term {
            // What arrives may be a branch that refers to nothing.
            Term::Group(Compositor::Choice, built) if self.misses(&written.term, built) => 0,
            _ => written.min,
        };
        (written.max != Some(0)).then_some(Particle {
            min,
            max: written.max,
            term,
        })
    }

    /// Whether a group inside a WSDL has fewer particles than are written.
    fn misses(&self, written: &xsd::Term, built: &[Particle]) -> bool {
        let xsd::Term::Group(_, written) = written else {
            return false;
        };
        let written = written.iter().filter(|one| one.max != Some(0));
        self.judge.is_of_wsdl() && !built.is_empty() && built.len() < written.count()
    }

    pub(super) fn particles(&mut self, written: &[xsd::Particle]) -> Vec<Particle> {
        written
            .iter()
            .filter_map(|particle| self.particle(particle))
            .collect()
    }

    fn group(&mut self, reference: &Reference) -> Option<GroupId> {
        match &self.redefined {
            Some((name, original)) if *name == self.source.name(&reference.name) => Some(*original),
            _ => self.names.group(self.source, reference, self.judge),
        }
    }
}

/// All named groups.
pub(super) fn groups<'s>(
    sources: &Sources<'s>,
    names: &mut Names<'s>,
    judge: &mut Judge<'_>,
) -> Vec<Group> {
    let mut groups = Vec::new();
    for index in 0..names.all_groups.len() {
        let written = &names.all_groups[index];
        let source = &sources.all[written.source];
        let definition = written.definition;
        let original = names.redefined_groups.get(&GroupId(index as u32)).copied();
        let redefined = written.redefines.clone().zip(original);
        let mut builder = ParticleBuilder {
            source,
            names,
            judge,
            redefined,
        };
        groups.push(Group {
            name: source.own(&definition.name, true),
            documentation: definition.documentation.clone(),
            compositor: definition.compositor,
            particles: builder.particles(&definition.particles),
            span: definition.span.clone(),
        });
    }
    cut_circles(&mut groups, judge);
    groups
}

/// Refuses groups that contain themselves, or others too deeply for what walks over them; takes the reference away
/// that closes the circle.
fn cut_circles(groups: &mut [Group], judge: &mut Judge<'_>) {
    let references: Vec<Vec<GroupId>> = groups
        .iter()
        .map(|group| references(&group.particles))
        .collect();
    let mut state = vec![0u8; groups.len()]; // 0: new, 1: open, 2: done
    let mut depths = vec![0usize; groups.len()];
    for first in 0..groups.len() {
        let mut open = vec![(first, 0)];
        while let Some((at, next)) = open.pop() {
            if next == 0 {
                if state[at] != 0 {
                    continue;
                }
                state[at] = 1;
            }
            let Some(&GroupId(target)) = references[at].get(next) else {
                state[at] = 2;
                let within = references[at].iter().map(|inner| depths[inner.0 as usize]);
                depths[at] = within.max().unwrap_or(0) + 1;
                if depths[at] > CHAIN {
                    let group = &mut groups[at];
                    judge.violation(
                        "limit",
                        &group.span,
                        format!("groups refer to others more than {CHAIN} levels deep"),
                    );
                    group.particles.clear();
                    depths[at] = 0;
                }
                continue;
            };
            open.push((at, next + 1));
            match state[target as usize] {
                0 => open.push((target as usize, 0)),
                1 => {
                    let group = &mut groups[at];
                    judge.violation(
                        "mg-props-correct.2",
                        &group.span,
                        format!("the group `{}` contains itself", group.name),
                    );
                    drop_references(&mut group.particles, GroupId(target));
                }
                _ => {}
            }
        }
    }
}

/// The groups that particles refer to.
pub(super) fn references(particles: &[Particle]) -> Vec<GroupId> {
    let mut found = Vec::new();
    for particle in particles {
        match &particle.term {
            Term::Reference(id) => found.push(*id),
            Term::Group(_, inner) => found.extend(references(inner)),
            Term::Element(_) | Term::Any(_) => {}
        }
    }
    found
}

fn drop_references(particles: &mut Vec<Particle>, target: GroupId) {
    particles.retain(|particle| !matches!(particle.term, Term::Reference(id) if id == target));
    for particle in particles {
        if let Term::Group(_, inner) = &mut particle.term {
            drop_references(inner, target);
        }
    }
}
