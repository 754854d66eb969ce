//! The order in which items take names.
//!
//! Components that operations use take names before components that nothing uses. Within both,
//! names are given in document order. A type takes its name at its own place, followed by the groups
//! and the anonymous types within it; the enum of a type and its extensions at the place of the
//! first extension; a client and its messages at the place of the service. So what comes later takes
//! a suffix and changes no name before it. Names that the configuration pins are taken first.
//!
//! Constants that callers cannot name (the descriptions of services, wrappers, facets) are named
//! after all others, in document order again. So a wrapper that something uses for the first time
//! renames no operation.

use super::Namer;
use super::groups::Part;
use super::order::{Global, Place, Places};
use super::rules::type_name;
use super::services::PinnedService;
use crate::model::{ModuleId, Path};
use crate::qname::QName;
use crate::schema::components::{Declarer, ElementId, GroupId, Owner, TypeId};
use crate::service;

/// The turn in which a subject takes its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Turn {
    Pinned,
    Used,
    Unused,
}

/// A subject that needs a name, or several.
#[derive(Debug, Clone, Copy)]
enum Subject {
    Global(Global),
    /// The anonymous type of an attribute that is global or in an attribute group.
    AttributeType(TypeId),
    /// The enum of a type and those derived from it.
    Derived(TypeId),
    /// The enum of a substitution group.
    Substitutions(ElementId),
    /// A service's interface, by its number among those of all services.
    Interface(usize),
}

/// A constant that callers cannot name.
#[derive(Debug, Clone, Copy)]
pub(super) enum Constant {
    /// The shape of a wrapper type.
    Array(TypeId),
    /// The facets of a simple type.
    Facets(TypeId),
    /// The description of a service, by the number of the interface.
    Description(usize),
}

impl<'s> Namer<'_, 's> {
    /// Names everything.
    pub(super) fn name_all(
        &mut self,
        globals: &[(Place, QName, Global)],
        services: &[service::Service],
    ) {
        let interfaces: Vec<_> = services
            .iter()
            .flat_map(|service| {
                let numbered = service.interfaces.iter().enumerate();
                numbered.map(move |(at, interface)| (service, at, interface))
            })
            .collect();
        self.names.services.resize_with(interfaces.len(), || None);
        let pinned: Vec<PinnedService> = interfaces
            .iter()
            .map(|&(service, number, interface)| self.pin_interface(service, number, interface))
            .collect();
        for (_, subject) in self.subjects(globals, &interfaces) {
            match subject {
                Subject::Global(global) => self.name_global(global),
                Subject::AttributeType(id) => self.name_attribute_type(id),
                Subject::Derived(id) => {
                    let name = self.facts.owner_name(id);
                    let path = self.take_path(&name, "Any", "");
                    self.names.derived.insert(id, path);
                }
                Subject::Substitutions(id) => {
                    let name = self.facts.schema.element(id).name.clone();
                    let path = self.take_path(&name, "", "Element");
                    self.names.substitutions.insert(id, path);
                }
                Subject::Interface(at) => {
                    let (service, number, interface) = interfaces[at];
                    let pinned = pinned[at].clone();
                    let named = self.name_interface(service, number, interface, pinned);
                    if let Some(named) = &named {
                        let wanted = named.constant.clone();
                        self.name_later(Constant::Description(at), ModuleId(0), wanted);
                    }
                    self.names.services[at] = named;
                }
            }
        }
        for (constant, module, wanted) in std::mem::take(&mut self.constants) {
            let name = self.names.modules.take_constant(module, wanted);
            match constant {
                Constant::Array(id) => drop(self.names.arrays.insert(id, Path { module, name })),
                Constant::Facets(id) => drop(self.names.facets.insert(id, Path { module, name })),
                Constant::Description(at) => {
                    if let Some(named) = &mut self.names.services[at] {
                        named.constant = name;
                    }
                }
            }
        }
    }

    /// Leaves a constant that callers cannot name until all others have their names.
    pub(super) fn name_later(&mut self, constant: Constant, module: ModuleId, wanted: String) {
        self.constants.push((constant, module, wanted));
    }

    /// Returns the subjects in the order in which they are named, with their turns.
    fn subjects(
        &self,
        globals: &[(Place, QName, Global)],
        interfaces: &[(&service::Service, usize, &service::Interface)],
    ) -> Vec<((Turn, Place), Subject)> {
        let schema = self.facts.schema;
        let places = Places::new(schema);
        let mut subjects = Vec::new();
        for (place, name, global) in globals {
            let is_pinned = match global {
                Global::Type(_) | Global::Element(_) => self.facts.pinned(&[name]).is_some(),
                Global::Group(_) => false,
            };
            let used = self.turn(*global);
            let turn = if is_pinned { Turn::Pinned } else { used };
            subjects.push(((turn, *place), Subject::Global(*global)));
            // An enum comes into being with the second of what it is over, so it is named there.
            let first = match *global {
                Global::Type(id) if self.facts.has_variants(id) => {
                    let derived = self.facts.all_derived(id).into_iter();
                    let first = derived.map(|id| places.of(schema.ty(id).span.as_ref()));
                    first.min().zip(Some(Subject::Derived(id)))
                }
                Global::Element(id) => {
                    let members = schema.substitutions.get(&id).into_iter().flatten();
                    let first = members.map(|&id| places.of(Some(&schema.element(id).span)));
                    first.min().zip(Some(Subject::Substitutions(id)))
                }
                _ => None,
            };
            subjects.extend(first.map(|(first, enum_)| ((used, first.max(*place)), enum_)));
        }
        for (at, ty) in schema.types.iter().enumerate() {
            if let Some(Owner::Attribute(_, Declarer::Schema | Declarer::Group(_))) = ty.owner {
                let id = TypeId(at as u32);
                let place = (self.turn(Global::Type(id)), places.of(ty.span.as_ref()));
                subjects.push((place, Subject::AttributeType(id)));
            }
        }
        for (at, (_, _, interface)) in interfaces.iter().enumerate() {
            let port = interface.ports.first().map(|port| &port.span);
            subjects.push(((Turn::Used, places.of(port)), Subject::Interface(at)));
        }
        // Sorting keeps the order of what is at one place: a type before the enum over it.
        subjects.sort_by_key(|(place, _)| *place);
        subjects
    }

    /// The turn of what has no pinned name.
    fn turn(&self, global: Global) -> Turn {
        let used = &self.facts.used;
        let is_used = match global {
            Global::Type(id) => used.types.contains(&id),
            Global::Element(id) => used.elements.contains(&id),
            Global::Group(id) => used.groups.contains(&id),
        };
        if is_used { Turn::Used } else { Turn::Unused }
    }

    fn take_path(&mut self, name: &QName, before: &str, behind: &str) -> Path {
        let module = self.names.modules.of(&name.namespace);
        let wanted = match self.facts.pinned(&[name]) {
            Some(pinned) => pinned.to_owned(),
            None => type_name(&name.local),
        };
        let wanted = format!("{before}{}{behind}", wanted.trim_end_matches('_'));
        let name = self.names.modules.take(module, wanted);
        Path { module, name }
    }

    fn name_global(&mut self, global: Global) {
        match global {
            Global::Type(id) => {
                let Some(name) = self.facts.schema.ty(id).name.clone() else {
                    return;
                };
                self.name_type(id, &name, &name.local);
                self.name_facets(id, &name.local, &name.namespace);
                self.name_within(id, &name, &name.local);
            }
            Global::Element(id) => {
                let element = self.facts.schema.element(id);
                if matches!(self.facts.schema.ty(element.ty).owner, Some(Owner::Element(of)) if of == id)
                {
                    self.name_type(element.ty, &element.name, &element.name.local);
                    self.name_within(element.ty, &element.name, &element.name.local);
                }
            }
            Global::Group(id) => {
                self.name_group(id);
                let group = self.facts.schema.group(id);
                for particle in &group.particles {
                    self.name_in_particle(particle, &group.name, &group.name.local);
                }
            }
        }
    }

    fn name_attribute_type(&mut self, id: TypeId) {
        match &self.facts.schema.ty(id).owner {
            Some(Owner::Attribute(name, Declarer::Group(group))) => {
                let wanted = format!("{} {}", group.local, name.local);
                self.name_anonymous(id, group, &wanted);
            }
            Some(Owner::Attribute(name, _)) => self.name_anonymous(id, name, &name.local),
            _ => {}
        }
    }

    /// Names the type that a named group becomes where it is not a part of what refers to it, and
    /// the groups within.
    fn name_group(&mut self, id: GroupId) {
        let path = self.take_path(&self.facts.schema.group(id).name, "", "Group");
        let part = self.grouping().named(id, &path);
        self.budget.at(Some(&self.facts.schema.group(id).span));
        if let Some(part) = part {
            self.names.groups.insert(id, path);
            let (min, max) = (1, Some(1));
            let kind = part;
            self.names.group_parts.insert(id, Part { min, max, kind });
        }
    }
}
