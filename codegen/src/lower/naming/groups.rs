//! The parts that a content is divided into: fields, and groups that are types of their own.

use super::budget::{Budget, weight};
use super::choices::choice_names;
use super::modules::Modules;
use super::rules::variant_name;
use crate::lower::facts::Facts;
use crate::lower::facts::groups::live;
use crate::model::{ModuleId, Path};
use crate::schema::components::{
    Compositor, ElementId, GroupId, Particle, Term, Wildcard as Allowed,
};

/// A part of a content that becomes one field, or one variant.
#[derive(Debug)]
pub(in crate::lower) struct Part<'s> {
    pub(in crate::lower) min: u32,
    pub(in crate::lower) max: Option<u32>,
    pub(in crate::lower) kind: PartKind<'s>,
}

#[derive(Debug)]
pub(in crate::lower) enum PartKind<'s> {
    Element(ElementId),
    Any(&'s Allowed),
    /// A named group that is a type of its own wherever it is referred to.
    Named(GroupId),
    /// One of several: an enum.
    Choice(Path, GroupNames, Vec<Part<'s>>),
    /// Several that come together: a struct.
    Together(Path, GroupNames, Vec<Part<'s>>),
}

/// The names that the field or the variant of a group could have, the best first. A sequence that is
/// a branch of a choice is named after its first element.
pub(in crate::lower) type GroupNames = Vec<String>;

/// Divides particles into parts, and names the groups.
#[derive(Debug)]
pub(super) struct Grouping<'m, 's> {
    pub(super) facts: &'m Facts<'s>,
    pub(super) modules: &'m mut Modules<'s>,
    /// Groups that refer to others twice double at each step.
    pub(super) budget: &'m mut Budget,
}

impl<'s> Grouping<'_, 's> {
    /// The parts of a type's content. `owner` is the struct that they are for.
    pub(super) fn parts(&mut self, content: &'s Particle, owner: &Path) -> Vec<Part<'s>> {
        let mut parts = Vec::new();
        self.add(&content.term, content.min, content.max, owner, &mut parts);
        self.budget.allows(parts.len());
        parts
    }

    /// Returns a named group of several particles as a type of its own called `path`: the branches
    /// of a choice, or parts that come together.
    pub(super) fn named(&mut self, id: GroupId, path: &Path) -> Option<PartKind<'s>> {
        if !self.holds_several(id) {
            return None;
        }
        let group = self.facts.schema.group(id);
        let particles = live(&group.particles);
        Some(match group.compositor {
            Compositor::Choice => {
                let parts = self.branches(&particles, false, path).parts;
                PartKind::Choice(path.clone(), Vec::new(), parts)
            }
            Compositor::Sequence | Compositor::All => {
                PartKind::Together(path.clone(), Vec::new(), self.each(&particles, path))
            }
        })
    }

    fn add(
        &mut self,
        term: &'s Term,
        min: u32,
        max: Option<u32>,
        owner: &Path,
        parts: &mut Vec<Part<'s>>,
    ) {
        if max == Some(0) || !self.budget.take(self.weight(term)) {
            return;
        }
        if let Term::Reference(id) = *term
            && self.is_named(id, max, false)
        {
            let is_choice = self.facts.schema.group(id).compositor == Compositor::Choice;
            // As of a choice in place: a branch that may be empty is the absence of the choice.
            let min = if is_choice && self.facts.group_may_be_empty(id) {
                0
            } else {
                min
            };
            let kind = PartKind::Named(id);
            parts.push(Part { min, max, kind });
            return;
        }
        match self.opened(term) {
            Opened::Leaf(kind) => parts.push(Part { min, max, kind }),
            Opened::Group(compositor, particles) => match (compositor, &particles[..]) {
                (_, []) => {}
                // What holds one thing is that thing, as often as both say.
                (_, [only]) => {
                    let (min, max) = times(min, max, only);
                    self.add(&only.term, min, max, owner, parts);
                }
                (Compositor::Choice, _) => {
                    parts.push(self.choice(&particles, min, max, owner));
                }
                (Compositor::Sequence | Compositor::All, _) if max == Some(1) => {
                    for particle in particles {
                        // Within a group that need not be there, nothing need be.
                        let least = if min == 0 { 0 } else { particle.min };
                        self.add(&particle.term, least, particle.max, owner, parts);
                    }
                }
                (Compositor::Sequence | Compositor::All, _) => {
                    let first = particles.first().map(|first| self.first_name(&first.term));
                    let more = format!("{} group", first.unwrap_or_default());
                    let names = vec!["group".to_owned(), more];
                    parts.push(self.together(&particles, names, min, max, owner));
                }
            },
        }
    }

    fn choice(
        &mut self,
        particles: &[&'s Particle],
        min: u32,
        max: Option<u32>,
        owner: &Path,
    ) -> Part<'s> {
        let names = choice_names(&self.labels(particles, max.is_none()));
        let path = self.take(owner, names.iter().map(|name| name.suffix_of(owner.stem())));
        let names = names.into_iter().map(|name| name.field).collect();
        let branches = self.branches(particles, max.is_none(), &path);
        Part {
            // A branch that may be empty is the absence of the choice.
            min: if branches.may_be_empty { 0 } else { min },
            max,
            kind: PartKind::Choice(path, names, branches.parts),
        }
    }

    fn branches(
        &mut self,
        particles: &[&'s Particle],
        repeats: bool,
        owner: &Path,
    ) -> Branches<'s> {
        let mut branches = Branches {
            repeats,
            may_be_empty: false,
            parts: Vec::new(),
        };
        for particle in particles {
            let Particle { term, min, max } = particle;
            self.branch(term, *min, *max, owner, &mut branches);
        }
        self.budget.allows(branches.parts.len());
        branches
    }

    /// Adds a branch of a choice; choices within it are branches of its own.
    fn branch(
        &mut self,
        term: &'s Term,
        min: u32,
        max: Option<u32>,
        owner: &Path,
        branches: &mut Branches<'s>,
    ) {
        if max == Some(0) || !self.budget.take(self.weight(term)) {
            return;
        }
        branches.may_be_empty |= min == 0;
        let (least, often) = occurrences(min, max, branches.repeats);
        let kind = match self.opened_branch(term, min, max, often) {
            Branch::Empty => {
                branches.may_be_empty = true;
                return;
            }
            Branch::Only(term, min, max) => return self.branch(term, min, max, owner, branches),
            Branch::More(particles) => {
                for particle in particles {
                    let Particle { term, min, max } = particle;
                    self.branch(term, *min, *max, owner, branches);
                }
                return;
            }
            Branch::Named(id) => {
                branches.may_be_empty |= self.facts.group_may_be_empty(id);
                PartKind::Named(id)
            }
            Branch::Leaf(kind) => kind,
            Branch::Choice(particles) => {
                let part = self.choice(&particles, least, often, owner);
                branches.may_be_empty |= part.min == 0;
                let min = part.min.max(1);
                branches.parts.push(Part { min, ..part });
                return;
            }
            Branch::Together(particles) => {
                branches.may_be_empty |= self.facts.may_be_empty(term);
                let names = vec![self.first_name(&particles[0].term)];
                let part = self.together(&particles, names, least, often, owner);
                branches.parts.push(part);
                return;
            }
        };
        branches.parts.push(Part {
            min: least,
            max: often,
            kind,
        });
    }

    /// Opens a particle of a choice.
    pub(super) fn opened_branch(
        &self,
        term: &'s Term,
        min: u32,
        max: Option<u32>,
        often: Option<u32>,
    ) -> Branch<'s> {
        if let Term::Reference(id) = *term
            && self.is_named(id, often, true)
        {
            return Branch::Named(id);
        }
        match self.opened(term) {
            Opened::Leaf(kind) => Branch::Leaf(kind),
            Opened::Group(compositor, particles) => match (compositor, &particles[..]) {
                (_, []) => Branch::Empty,
                (_, [only]) => {
                    let (min, max) = times(min, max, only);
                    Branch::Only(&only.term, min, max)
                }
                (Compositor::Choice, _) if often == Some(1) => Branch::More(particles),
                (Compositor::Choice, _) => Branch::Choice(particles),
                (Compositor::Sequence | Compositor::All, _) => Branch::Together(particles),
            },
        }
    }

    fn together(
        &mut self,
        particles: &[&'s Particle],
        names: GroupNames,
        min: u32,
        max: Option<u32>,
        owner: &Path,
    ) -> Part<'s> {
        let suffixes: Vec<String> = names.iter().map(|name| variant_name(name)).collect();
        let path = self.take(owner, suffixes.iter().map(String::as_str));
        let parts = self.each(particles, &path);
        Part {
            min,
            max,
            kind: PartKind::Together(path, names, parts),
        }
    }

    fn each(&mut self, particles: &[&'s Particle], owner: &Path) -> Vec<Part<'s>> {
        let mut parts = Vec::new();
        for particle in particles {
            let Particle { term, min, max } = particle;
            self.add(term, *min, *max, owner, &mut parts);
        }
        self.budget.allows(parts.len());
        parts
    }

    fn weight(&self, term: &Term) -> usize {
        match term {
            Term::Element(id) => weight(self.facts.schema.element(*id).documentation.as_deref()),
            _ => 1,
        }
    }

    /// Whether a named group is more than the one thing in it.
    fn holds_several(&self, id: GroupId) -> bool {
        live(&self.facts.schema.group(id).particles).len() > 1
    }

    /// Whether a reference to this group is a field, or a branch, of the group's own type: a
    /// sequence that does not repeat is the fields in it, and a choice within a choice more
    /// branches of that.
    fn is_named(&self, id: GroupId, max: Option<u32>, is_branch: bool) -> bool {
        let is_choice = self.facts.schema.group(id).compositor == Compositor::Choice;
        self.holds_several(id) && (is_choice != is_branch || max != Some(1))
    }

    fn opened(&self, term: &'s Term) -> Opened<'s> {
        let (compositor, particles) = match term {
            Term::Element(id) => return Opened::Leaf(PartKind::Element(*id)),
            Term::Any(wildcard) => return Opened::Leaf(PartKind::Any(wildcard)),
            Term::Group(compositor, particles) => (*compositor, particles),
            Term::Reference(id) => {
                let group = self.facts.schema.group(*id);
                (group.compositor, &group.particles)
            }
        };
        Opened::Group(compositor, live(particles))
    }

    /// Returns the name in XML that a branch takes from its first element.
    pub(super) fn first_name(&self, term: &Term) -> String {
        match term {
            Term::Element(id) => self.facts.schema.element(*id).name.local.to_string(),
            Term::Group(_, particles) => match particles.first() {
                Some(first) => self.first_name(&first.term),
                None => "group".to_owned(),
            },
            Term::Reference(id) => self.facts.schema.group(*id).name.local.to_string(),
            Term::Any(_) => "any".to_owned(),
        }
    }

    /// Takes the name of a group's type: that of its owner, followed by the first of these that is
    /// free.
    fn take<'n>(&mut self, owner: &Path, suffixes: impl Iterator<Item = &'n str>) -> Path {
        let module: ModuleId = owner.module;
        let names = suffixes.map(|suffix| format!("{}{suffix}", owner.stem()));
        let name = self.modules.take_first(module, names);
        Path { module, name }
    }
}

struct Branches<'s> {
    /// Whether the choice is made any number of times.
    repeats: bool,
    may_be_empty: bool,
    parts: Vec<Part<'s>>,
}

/// A particle of a choice.
pub(super) enum Branch<'s> {
    /// Nothing, which may stand for the choice.
    Empty,
    /// The one thing that a group holds.
    Only(&'s Term, u32, Option<u32>),
    /// Branches of the outer choice.
    More(Vec<&'s Particle>),
    Named(GroupId),
    Leaf(PartKind<'s>),
    Choice(Vec<&'s Particle>),
    Together(Vec<&'s Particle>),
}

/// A term, references followed.
enum Opened<'s> {
    Leaf(PartKind<'s>),
    Group(Compositor, Vec<&'s Particle>),
}

/// Returns how often a branch occurs. In a choice that is made any number of times, a branch that
/// repeats is one that is taken again.
pub(super) fn occurrences(min: u32, max: Option<u32>, repeats: bool) -> (u32, Option<u32>) {
    match min {
        0 | 1 if repeats => (1, Some(1)),
        _ => (min.max(1), max),
    }
}

/// Returns the occurrences of the only particle of a group that itself occurs this often.
fn times(min: u32, max: Option<u32>, only: &Particle) -> (u32, Option<u32>) {
    let max = match (max, only.max) {
        (Some(outer), Some(inner)) => Some(outer.saturating_mul(inner)),
        _ => None,
    };
    (min.saturating_mul(only.min), max)
}
