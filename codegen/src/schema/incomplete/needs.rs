//! Which components need which, and what is lost with those that can't be had.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::Arc;

use super::Component;
use crate::qname::QName;
use crate::schema::builtin::COUNT;
use crate::schema::components::*;
use crate::schema::names::AttributeGroupId;

/// The components that are left out, each with the number of the violation that it is lost by.
#[derive(Debug, Default)]
pub(super) struct Lost {
    pub(super) types: Vec<Option<usize>>,
    pub(super) elements: Vec<Option<usize>>,
    pub(super) groups: Vec<Option<usize>>,
    pub(super) attribute_groups: HashMap<AttributeGroupId, usize>,
    /// Global attributes, by name.
    pub(super) attributes: HashMap<QName, usize>,
    /// Attributes of types and attribute groups, by their places.
    pub(super) uses: HashMap<(Arc<str>, usize), usize>,
}

impl Lost {
    pub(super) fn new(schema: &Schema) -> Self {
        Self {
            types: vec![None; schema.types.len()],
            elements: vec![None; schema.elements.len()],
            groups: vec![None; schema.groups.len()],
            ..Self::default()
        }
    }

    pub(super) fn ty(&self, TypeId(id): TypeId) -> Option<usize> {
        self.types[id as usize]
    }

    pub(super) fn element(&self, ElementId(id): ElementId) -> Option<usize> {
        self.elements[id as usize]
    }

    pub(super) fn group(&self, GroupId(id): GroupId) -> Option<usize> {
        self.groups[id as usize]
    }

    /// The violation that an attribute of a type is lost by.
    pub(super) fn attribute(&self, one: &AttributeUse) -> Option<usize> {
        let Attribute { name, ty, span, .. } = &one.attribute;
        let place = span
            .as_ref()
            .map(|span| (span.document.clone(), span.start));
        let by_place = place.and_then(|place| self.uses.get(&place));
        let by_name = by_place.or_else(|| self.attributes.get(name));
        self.ty(*ty).or(by_name.copied())
    }

    /// The violation by which a particle can't be what it must be.
    pub(super) fn particle(&self, particle: &Particle) -> Option<usize> {
        if particle.min == 0 {
            return None;
        }
        self.term(&particle.term)
    }

    /// The violation by which a term can't occur.
    pub(super) fn term(&self, term: &Term) -> Option<usize> {
        match term {
            Term::Element(id) => self.element(*id),
            Term::Reference(id) => self.group(*id),
            Term::Group(compositor, particles) => self.content(*compositor, particles),
            Term::Any(_) => None,
        }
    }

    /// The violation by which a group can't occur: all branches of a choice are lost by some, or any other particle is.
    fn content(&self, compositor: Compositor, particles: &[Particle]) -> Option<usize> {
        let mut lost = particles.iter().map(|particle| self.particle(particle));
        match (compositor, particles) {
            // All its branches referred to nothing.
            (Compositor::Choice, []) => Some(0),
            (Compositor::Choice, _) => lost.try_fold(0, |_, cause| cause),
            _ => lost.flatten().next(),
        }
    }

    /// The violation that a type is lost by, if what it needs is.
    fn of_type(&self, ty: &Type) -> Option<usize> {
        let base = ty.base.and_then(|base| self.ty(base));
        base.or_else(|| match &ty.kind {
            TypeKind::Simple(simple) => match &simple.variety {
                Variety::List(item) => self.ty(*item),
                Variety::Union(members) => members.iter().find_map(|&member| self.ty(member)),
                Variety::Any | Variety::Atomic(_) => None,
            },
            TypeKind::Complex(complex) => {
                let content = match &complex.content {
                    Content::Empty => None,
                    Content::Simple(ty) => self.ty(*ty),
                    Content::Elements(particle) | Content::Mixed(particle) => {
                        self.particle(particle)
                    }
                };
                let mut attributes = complex.attributes.iter().filter(|one| one.required);
                content
                    .or_else(|| attributes.find_map(|one| self.attribute(one)))
                    .or_else(|| self.ty(complex.soap_array.as_ref()?.item))
            }
        })
    }
}

/// Who must be looked at when a component is lost.
struct Users {
    of_types: Vec<Vec<Component>>,
    of_elements: Vec<Vec<Component>>,
    of_groups: Vec<Vec<Component>>,
}

impl Users {
    fn new(schema: &Schema) -> Self {
        let mut users = Self {
            of_types: vec![Vec::new(); schema.types.len()],
            of_elements: vec![Vec::new(); schema.elements.len()],
            of_groups: vec![Vec::new(); schema.groups.len()],
        };
        for (at, ty) in schema.types.iter().enumerate().skip(COUNT as usize) {
            let user = Component::Type(TypeId(at as u32));
            ty.base.into_iter().for_each(|id| users.ty(id, &user));
            match &ty.kind {
                TypeKind::Simple(simple) => match &simple.variety {
                    Variety::List(item) => users.ty(*item, &user),
                    Variety::Union(members) => {
                        members.iter().for_each(|&member| users.ty(member, &user));
                    }
                    Variety::Any | Variety::Atomic(_) => {}
                },
                TypeKind::Complex(complex) => {
                    match &complex.content {
                        Content::Empty => {}
                        Content::Simple(ty) => users.ty(*ty, &user),
                        Content::Elements(particle) | Content::Mixed(particle) => {
                            users.particle(particle, &user);
                        }
                    }
                    let attributes = complex.attributes.iter().filter(|one| one.required);
                    attributes.for_each(|one| users.ty(one.attribute.ty, &user));
                    if let Some(array) = &complex.soap_array {
                        users.ty(array.item, &user);
                    }
                }
            }
        }
        for (at, element) in schema.elements.iter().enumerate() {
            users.ty(element.ty, &Component::Element(ElementId(at as u32)));
        }
        for (at, group) in schema.groups.iter().enumerate() {
            let user = Component::Group(GroupId(at as u32));
            let particles = group.particles.iter();
            particles.for_each(|particle| users.particle(particle, &user));
        }
        users
    }

    fn ty(&mut self, TypeId(id): TypeId, user: &Component) {
        if id >= COUNT {
            self.of_types[id as usize].push(user.clone());
        }
    }

    fn particle(&mut self, particle: &Particle, user: &Component) {
        if particle.min == 0 {
            return;
        }
        match &particle.term {
            Term::Element(ElementId(id)) => self.of_elements[*id as usize].push(user.clone()),
            Term::Reference(GroupId(id)) => self.of_groups[*id as usize].push(user.clone()),
            Term::Group(_, particles) => {
                particles.iter().for_each(|one| self.particle(one, user));
            }
            Term::Any(_) => {}
        }
    }
}

/// Adds what needs something that is lost, until nothing does. What `is_given` has another type than the schema's, so
/// nothing that it needs is missed.
pub(super) fn spread(schema: &Schema, lost: &mut Lost, is_given: impl Fn(&Component) -> bool) {
    let users = Users::new(schema);
    let types = (0..schema.types.len()).map(|at| Component::Type(TypeId(at as u32)));
    let groups = (0..schema.groups.len()).map(|at| Component::Group(GroupId(at as u32)));
    let elements = (0..schema.elements.len()).map(|at| Component::Element(ElementId(at as u32)));
    let mut done = HashSet::new();
    // All are looked at once, and again when something that they need is lost.
    let mut open: VecDeque<Component> = types.chain(groups).chain(elements).collect();
    while let Some(component) = open.pop_front() {
        let (known, cause) = match &component {
            Component::Type(id) => (lost.ty(*id), lost.of_type(schema.ty(*id))),
            Component::Element(id) => (lost.element(*id), lost.ty(schema.element(*id).ty)),
            Component::Group(id) => {
                let group = schema.group(*id);
                (
                    lost.group(*id),
                    lost.content(group.compositor, &group.particles),
                )
            }
            _ => continue,
        };
        let Some(cause) = known.or(cause).filter(|_| !is_given(&component)) else {
            continue;
        };
        if !done.insert(component.clone()) {
            continue;
        }
        let (slot, users) = match component {
            Component::Type(TypeId(id)) => {
                (&mut lost.types[id as usize], &users.of_types[id as usize])
            }
            Component::Element(ElementId(id)) => {
                let users = &users.of_elements[id as usize];
                (&mut lost.elements[id as usize], users)
            }
            Component::Group(GroupId(id)) => {
                (&mut lost.groups[id as usize], &users.of_groups[id as usize])
            }
            _ => continue,
        };
        *slot = Some(cause);
        let users = users.iter().filter(|user| !done.contains(*user));
        open.extend(users.cloned());
    }
}
