//! Choices and substitution groups as enums.

use super::fields::{Place, group_field, wildcard_field};
use super::lower::Lowering;
use super::names::{Scope, variant_name};
use super::{Access, Choice, Docs, Field, Item, Path, RustType};
use crate::schema::components::{Compositor, ElementId, Particle, Term};

impl Lowering<'_> {
    /// The field of a choice, whose enum is added to the module of `place`.
    pub(super) fn choice_field(
        &mut self,
        branches: &[&Particle],
        min: u32,
        max: Option<u32>,
        place: &Place<'_>,
    ) -> Field {
        let module = place.path.module;
        let name = self
            .modules
            .take(module, format!("{}Choice", place.path.stem()));
        let path = Path { module, name };
        let repeats = max != Some(1);
        let mut variants = Vec::new();
        let mut may_be_empty = false;
        let within = Place {
            path: &path,
            ..*place
        };
        // What is nested in it comes behind it.
        let at = self.nested.len();
        self.branches(branches, repeats, &within, &mut variants, &mut may_be_empty);
        let choice = self.choice(
            &path,
            Docs {
                text: Some(format!("One of the elements of {}.", place.xml.local)),
                notes: Vec::new(),
            },
            variants,
        );
        self.nested.insert(at, Item::Choice(choice));
        // A branch that may be empty is the absence of the choice.
        let min = if may_be_empty { 0 } else { min };
        group_field("choice", path, min, max)
    }

    pub(super) fn choice(&self, path: &Path, docs: Docs, mut variants: Vec<Field>) -> Choice {
        let mut scope = Scope::default();
        for variant in &mut variants {
            variant.name = scope.take(std::mem::take(&mut variant.name));
            variant.default = None;
            // Variants of very different sizes would waste memory, so what is large is on the heap.
            variant.boxed = variant.access == Access::One
                && matches!(
                    variant.value.ty,
                    RustType::Generated(_) | RustType::Sapo("Any")
                );
        }
        let namespace = self.shape_namespace(path.module, &mut variants);
        Choice {
            name: path.name.clone(),
            docs,
            namespace,
            variants,
            is_fault: false,
        }
    }

    /// Lowers the branches of a choice; choices within it are branches of its own.
    fn branches(
        &mut self,
        branches: &[&Particle],
        repeats: bool,
        place: &Place<'_>,
        variants: &mut Vec<Field>,
        may_be_empty: &mut bool,
    ) {
        for branch in branches {
            if branch.max == Some(0) {
                continue;
            }
            *may_be_empty |= branch.min == 0;
            // In a choice that repeats, a branch that repeats is one that is taken again.
            let max = if repeats { Some(1) } else { branch.max };
            let (compositor, particles) = match &branch.term {
                Term::Element(id) => {
                    let mut field = self.element_field(*id, 1, max, place);
                    let xml = &self.schema.element(*id).name.local;
                    field.name = variant_name(xml);
                    variants.push(field);
                    continue;
                }
                Term::Any(wildcard) => {
                    let mut field = wildcard_field(&wildcard.namespaces, 1, max);
                    field.name = "Any".to_owned();
                    variants.push(field);
                    continue;
                }
                Term::Group(compositor, particles) => (*compositor, &particles[..]),
                Term::Reference(id) => {
                    let group = self.schema.group(*id);
                    (group.compositor, &group.particles[..])
                }
            };
            let particles: Vec<&Particle> = particles
                .iter()
                .filter(|particle| particle.max != Some(0))
                .collect();
            match (compositor, &particles[..]) {
                (_, []) => *may_be_empty = true,
                (_, [only]) => {
                    let times = Particle {
                        min: branch.min.saturating_mul(only.min),
                        max: match (branch.max, only.max) {
                            (Some(outer), Some(inner)) => Some(outer.saturating_mul(inner)),
                            _ => None,
                        },
                        term: only.term.clone(),
                    };
                    self.branches(&[&times], repeats, place, variants, may_be_empty);
                }
                (Compositor::Choice, _) if max == Some(1) => {
                    self.branches(&particles, repeats, place, variants, may_be_empty);
                }
                (Compositor::Choice, _) => {
                    let mut field = self.choice_field(&particles, 1, max, place);
                    field.name = "Choice".to_owned();
                    variants.push(field);
                }
                (Compositor::Sequence | Compositor::All, _) => {
                    *may_be_empty |= particles.iter().all(|particle| particle.min == 0);
                    let name = self.first_name(&particles[0].term);
                    let path = self.group_struct(&particles, &name, place);
                    variants.push(group_field(&name, path, 1, max));
                }
            }
        }
    }

    /// What a branch that is a sequence is called after: its first element.
    fn first_name(&self, term: &Term) -> String {
        match term {
            Term::Element(id) => variant_name(&self.schema.element(*id).name.local),
            Term::Group(_, particles) => match particles.first() {
                Some(first) => self.first_name(&first.term),
                None => "Group".to_owned(),
            },
            Term::Reference(id) => variant_name(&self.schema.group(*id).name.local),
            Term::Any(_) => "Any".to_owned(),
        }
    }

    /// Adds the enum of a substitution group: its head, unless that is abstract, and its members.
    pub(super) fn push_substitutions(&mut self, head: ElementId) {
        let schema = self.schema;
        let Some(path) = self.names.substitutions.get(&head).cloned() else {
            return;
        };
        let element = schema.element(head);
        let namespace = self.modules.namespace(path.module).to_owned();
        let members = schema
            .substitutions
            .get(&head)
            .map_or(&[][..], Vec::as_slice);
        let own = (!element.is_abstract).then_some(head);
        let mut variants = Vec::new();
        for id in own.into_iter().chain(members.iter().copied()) {
            let place = Place {
                path: &path,
                xml: &element.name,
                namespace: &namespace,
            };
            // The member itself, not the group that it may head in turn.
            let nested = self.names.substitutions.remove(&id);
            let mut field = self.element_field(id, 1, Some(1), &place);
            if let Some(nested) = nested {
                self.names.substitutions.insert(id, nested);
            }
            field.name = variant_name(&schema.element(id).name.local);
            variants.push(field);
        }
        let docs = Docs {
            text: element.documentation.clone().or_else(|| {
                Some(format!(
                    "The element {}, or one that stands in for it.",
                    element.name.local
                ))
            }),
            notes: Vec::new(),
        };
        let choice = self.choice(&path, docs, variants);
        self.modules.push(path.module, Item::Choice(choice));
    }
}
