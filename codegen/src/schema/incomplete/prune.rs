//! Takes lost components out of a schema, and out of the content that can do without them.

use std::collections::HashSet;

use super::needs::Lost;
use super::placeholder;
use crate::diagnostic::Span;
use crate::qname::QName;
use crate::schema::builtin::{ANY_TYPE, COUNT};
use crate::schema::components::*;

/// A part of a component that is left out of it.
pub(super) struct Pruned {
    /// The part, as users call it.
    pub(super) what: String,
    /// The component.
    pub(super) of: String,
    /// The place to report.
    pub(super) span: Span,
}

/// Takes out what is lost. Returns what was taken out of components that stay, except for elements that a violation
/// costs by itself (`direct`).
pub(super) fn prune(schema: &mut Schema, lost: &Lost, direct: &[bool]) -> Vec<Pruned> {
    let mut pruned = Vec::new();
    // The attributes that are reported, which derived types have too.
    let mut told = HashSet::new();
    let names: Vec<QName> = schema
        .groups
        .iter()
        .map(|group| group.name.clone())
        .collect();
    let mut types = std::mem::take(&mut schema.types);
    let mut groups = std::mem::take(&mut schema.groups);
    for (at, ty) in types.iter_mut().enumerate().skip(COUNT as usize) {
        if lost.ty(TypeId(at as u32)).is_some() {
            let is_simple = matches!(ty.kind, TypeKind::Simple(_));
            let (base, derivation, kind) = placeholder(is_simple);
            *ty = Type {
                name: None,
                owner: None,
                documentation: None,
                base: Some(base),
                derivation,
                kind,
                span: ty.span.take(),
            };
            continue;
        }
        let of = described(schema, ty);
        let TypeKind::Complex(complex) = &mut ty.kind else {
            continue;
        };
        let Some(span) = &ty.span else { continue };
        let mut pruner = Pruner {
            schema,
            names: &names,
            lost,
            direct,
            of: &of,
            span,
            pruned: &mut pruned,
            is_told: ty.derivation == Derivation::Extension,
        };
        match &mut complex.content {
            Content::Elements(content) => {
                if pruner.is_nothing(content) {
                    complex.content = Content::Empty;
                }
            }
            Content::Mixed(content) => {
                if pruner.is_nothing(content) {
                    content.term = Term::Group(Compositor::Sequence, Vec::new());
                }
            }
            Content::Empty | Content::Simple(_) => {}
        }
        // The base tells what is left out of its content.
        pruner.is_told = false;
        if let Some(added) = &mut complex.added
            && pruner.is_nothing(added)
        {
            complex.added = None;
        }
        complex.attributes.retain(|one| {
            let is_lost = lost.attribute(one).is_some();
            let span = one.attribute.span.as_ref().unwrap_or(span);
            let place = (span.document.clone(), span.start);
            if is_lost && !lost.uses.contains_key(&place) && told.insert(place) {
                let what = format!("the attribute `{}`", one.attribute.name);
                pruner.pruned.push(Pruned {
                    what,
                    of: of.clone(),
                    span: span.clone(),
                });
            }
            !is_lost
        });
    }
    for (at, group) in groups.iter_mut().enumerate() {
        if lost.group(GroupId(at as u32)).is_some() {
            group.particles.clear();
            continue;
        }
        let of = format!("the group `{}`", group.name);
        let span = &group.span;
        let mut pruner = Pruner {
            schema,
            names: &names,
            lost,
            direct,
            of: &of,
            span,
            pruned: &mut pruned,
            is_told: false,
        };
        let count = group.particles.len();
        pruner.particles(&mut group.particles);
        if group.compositor == Compositor::Choice && group.particles.len() < count {
            let rest = std::mem::take(&mut group.particles);
            group.compositor = Compositor::Sequence;
            group.particles.push(Particle {
                min: 0,
                max: Some(1),
                term: Term::Group(Compositor::Choice, rest),
            });
        }
    }
    schema.types = types;
    schema.groups = groups;
    forget(schema, lost);
    pruned
}

/// Removes what is lost from all that leads to components.
fn forget(schema: &mut Schema, lost: &Lost) {
    for (at, element) in schema.elements.iter_mut().enumerate() {
        let head = element.substitution_group;
        if head.is_some_and(|head| lost.element(head).is_some()) {
            element.substitution_group = None;
        }
        // Only its own type may be given in another way.
        if lost.elements[at].is_some() || lost.ty(element.ty).is_some() {
            element.ty = ANY_TYPE;
            element.value = None;
            element.identities.clear();
        }
    }
    let (left, elements) = (&mut schema.left_out, &mut schema.global_elements);
    elements.retain(|name, id| {
        let stays = lost.element(*id).is_none();
        if !stays {
            left.elements.insert(name.clone());
        }
        stays
    });
    schema.global_types.retain(|name, id| {
        let stays = lost.ty(*id).is_none();
        if !stays {
            left.types.insert(name.clone());
        }
        stays
    });
    schema
        .other_elements
        .retain(|(_, id)| lost.element(*id).is_none());
    schema
        .own_elements
        .retain(|_, id| lost.element(*id).is_none());
    schema.other_types.retain(|(_, id)| lost.ty(*id).is_none());
    schema.own_types.retain(|_, id| lost.ty(*id).is_none());
    schema.global_attributes.retain(|name, attribute| {
        !lost.attributes.contains_key(name) && lost.ty(attribute.ty).is_none()
    });
    for members in schema.substitutions.values_mut() {
        members.retain(|&member| lost.element(member).is_none());
    }
    schema
        .substitutions
        .retain(|&head, members| lost.element(head).is_none() && !members.is_empty());
    for derived in schema.derived.values_mut() {
        derived.retain(|&one| lost.ty(one).is_none());
    }
    schema
        .derived
        .retain(|&base, derived| lost.ty(base).is_none() && !derived.is_empty());
}

struct Pruner<'p> {
    schema: &'p Schema,
    /// The names of the groups.
    names: &'p [QName],
    lost: &'p Lost,
    direct: &'p [bool],
    of: &'p str,
    span: &'p Span,
    pruned: &'p mut Vec<Pruned>,
    /// Whether what is left out is reported elsewhere.
    is_told: bool,
}

impl Pruner<'_> {
    /// Takes out what is lost; whether nothing is left.
    fn is_nothing(&mut self, particle: &mut Particle) -> bool {
        if self.lost.term(&particle.term).is_some() {
            self.report(&particle.term);
            return true;
        }
        let Term::Group(compositor, particles) = &mut particle.term else {
            return false;
        };
        let count = particles.len();
        self.particles(particles);
        if *compositor == Compositor::Choice && particles.len() < count {
            // What arrives may be the branch that is lost.
            particle.min = 0;
        }
        particles.is_empty() && count > 0
    }

    fn particles(&mut self, particles: &mut Vec<Particle>) {
        particles.retain_mut(|particle| !self.is_nothing(particle));
    }

    /// Reports the part of a term that is lost.
    fn report(&mut self, term: &Term) {
        if self.is_told {
            return;
        }
        let (name, kind, span) = match term {
            Term::Element(id) => {
                let element = self.schema.element(*id);
                if self.direct[id.0 as usize] && !element.is_global {
                    return;
                }
                let span = match element.is_global {
                    true => self.span,
                    false => &element.span,
                };
                (element.name.to_string(), "element", span)
            }
            Term::Group(_, particles) => {
                let lost = particles
                    .iter()
                    .find(|one| self.lost.particle(one).is_some());
                if let Some(particle) = lost {
                    self.report(&particle.term);
                }
                return;
            }
            Term::Reference(id) => (self.names[id.0 as usize].to_string(), "group", self.span),
            Term::Any(_) => return,
        };
        self.pruned.push(Pruned {
            what: format!("the {kind} `{name}`"),
            of: self.of.to_owned(),
            span: span.clone(),
        });
    }
}

/// What users call a type.
fn described(schema: &Schema, ty: &Type) -> String {
    let (kind, name): (_, &QName) = match (&ty.name, &ty.owner) {
        (Some(name), _) => ("type", name),
        (None, Some(Owner::Element(id))) => ("element", &schema.element(*id).name),
        _ => return "a type without a name".to_owned(),
    };
    format!("the {kind} `{name}`")
}
