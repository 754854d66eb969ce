//! Which item takes which name.
//!
//! Names are given in document order, each where that is written which it is for: a type's where the type is, then those of
//! the groups and of the anonymous types within it; that of the enum over a type and those derived from it where the first
//! of these is; a client's and its messages' where the service is. So what comes later takes a suffix and changes no name
//! before it. Names that the configuration pins are taken before all others.
//!
//! Constants that callers cannot name (the descriptions of services, wrappers, facets) are named after all others, in
//! document order again. So a wrapper that something uses for the first time renames no operation.

use crate::lower::Lowering;
use crate::lower::items::encoded::is_built_in;
use crate::lower::naming::groups::Grouping;
use crate::lower::naming::order::{Global, Place, Places};
use crate::lower::naming::rules::{constant_name, type_name};
use crate::lower::naming::services::{PinnedService, ServiceNames};
use crate::model::{ModuleId, Path};
use crate::qname::QName;
use crate::schema::components::{
    Content, Declarer, Derivation, ElementId, GroupId, Owner, Particle, Term, TypeId, TypeKind,
    Variety,
};
use crate::service;

/// What needs a name, or several.
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
pub(in crate::lower) enum Constant {
    /// How a wrapper type is read and written.
    Array(TypeId),
    /// What a simple type allows.
    Facets(TypeId),
    /// The description of a service, by the number of the interface.
    Description(usize),
}

impl<'s> Lowering<'s> {
    /// Names everything that is going to be written. What is returned is by the numbers of the interfaces.
    pub(in crate::lower) fn name_all(
        &mut self,
        globals: &[(Place, QName, Global)],
        services: &[service::Service],
    ) -> Vec<Option<ServiceNames<'s>>> {
        let interfaces: Vec<_> = services
            .iter()
            .flat_map(|service| {
                let numbered = service.interfaces.iter().enumerate();
                numbered.map(move |(at, interface)| (service, at, interface))
            })
            .collect();
        let mut names: Vec<Option<ServiceNames<'s>>> = Vec::new();
        names.resize_with(interfaces.len(), || None);
        let pinned: Vec<PinnedService> = interfaces
            .iter()
            .map(|&(service, number, interface)| self.pin_interface(service, number, interface))
            .collect();
        for (_, subject) in self.subjects(globals, &interfaces) {
            match subject {
                Subject::Global(global) => self.name_global(global),
                Subject::AttributeType(id) => self.name_attribute_type(id),
                Subject::Derived(id) => {
                    let name = self.owner_name(id);
                    let path = self.take_path(&name, "Any", "");
                    self.names.derived.insert(id, path);
                }
                Subject::Substitutions(id) => {
                    let name = self.schema.element(id).name.clone();
                    let path = self.take_path(&name, "", "Element");
                    self.names.substitutions.insert(id, path);
                }
                Subject::Interface(at) => {
                    let (service, number, interface) = interfaces[at];
                    let pinned = pinned[at].clone();
                    names[at] = self.name_interface(service, number, interface, pinned);
                    if let Some(named) = &names[at] {
                        let wanted = named.constant.clone();
                        self.name_later(Constant::Description(at), ModuleId(0), wanted);
                    }
                }
            }
        }
        for (constant, module, wanted) in std::mem::take(&mut self.names.constants) {
            let name = self.modules.take_constant(module, wanted);
            match constant {
                Constant::Array(id) => drop(self.names.arrays.insert(id, Path { module, name })),
                Constant::Facets(id) => drop(self.names.facets.insert(id, Path { module, name })),
                Constant::Description(at) => {
                    if let Some(named) = &mut names[at] {
                        named.constant = name;
                    }
                }
            }
        }
        names
    }

    /// Leaves a constant that callers cannot name until all others have their names.
    pub(in crate::lower) fn name_later(
        &mut self,
        constant: Constant,
        module: ModuleId,
        wanted: String,
    ) {
        self.names.constants.push((constant, module, wanted));
    }

    /// What needs names, in the order in which it is given them.
    fn subjects(
        &self,
        globals: &[(Place, QName, Global)],
        interfaces: &[(&service::Service, usize, &service::Interface)],
    ) -> Vec<((bool, Place), Subject)> {
        let schema = self.schema;
        let places = Places::new(schema);
        let mut subjects = Vec::new();
        for (place, name, global) in globals {
            let is_pinned = match global {
                Global::Type(_) | Global::Element(_) => self.pinned(&[name]).is_some(),
                Global::Group(_) => false,
            };
            subjects.push(((!is_pinned, *place), Subject::Global(*global)));
            // An enum comes into being with the second of what it is over, so it is named there.
            let first = match *global {
                Global::Type(id) if self.has_variants(id) => {
                    let derived = self.all_derived(id).into_iter();
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
            subjects.extend(first.map(|(first, enum_)| ((true, first.max(*place)), enum_)));
        }
        for (at, ty) in schema.types.iter().enumerate() {
            if let Some(Owner::Attribute(_, Declarer::Schema | Declarer::Group(_))) = ty.owner {
                let place = (true, places.of(ty.span.as_ref()));
                subjects.push((place, Subject::AttributeType(TypeId(at as u32))));
            }
        }
        for (at, (_, _, interface)) in interfaces.iter().enumerate() {
            let port = interface.ports.first().map(|port| &port.span);
            subjects.push(((true, places.of(port)), Subject::Interface(at)));
        }
        // Sorting keeps the order of what is at one place: a type before the enum over it.
        subjects.sort_by_key(|(place, _)| *place);
        subjects
    }

    fn take_path(&mut self, name: &QName, before: &str, behind: &str) -> Path {
        let module = self.modules.of(&name.namespace);
        let wanted = match self.pinned(&[name]) {
            Some(pinned) => pinned.to_owned(),
            None => type_name(&name.local),
        };
        let wanted = format!("{before}{}{behind}", wanted.trim_end_matches('_'));
        let name = self.modules.take(module, wanted);
        Path { module, name }
    }

    fn name_global(&mut self, global: Global) {
        match global {
            Global::Type(id) => {
                let Some(name) = self.schema.ty(id).name.clone() else {
                    return;
                };
                self.name_type(id, &name, &name.local);
                self.name_facets(id, &name.local, &name.namespace);
                self.name_within(id, &name, &name.local);
            }
            Global::Element(id) => {
                let element = self.schema.element(id);
                if matches!(self.schema.ty(element.ty).owner, Some(Owner::Element(of)) if of == id)
                {
                    self.name_type(element.ty, &element.name, &element.name.local);
                    self.name_within(element.ty, &element.name, &element.name.local);
                }
            }
            Global::Group(id) => {
                self.name_group(id);
                let group = self.schema.group(id);
                for particle in &group.particles {
                    self.name_in_particle(particle, &group.name, &group.name.local);
                }
            }
        }
    }

    fn name_attribute_type(&mut self, id: TypeId) {
        match &self.schema.ty(id).owner {
            Some(Owner::Attribute(name, Declarer::Group(group))) => {
                let wanted = format!("{} {}", group.local, name.local);
                self.name_anonymous(id, group, &wanted);
            }
            Some(Owner::Attribute(name, _)) => self.name_anonymous(id, name, &name.local),
            _ => {}
        }
    }

    /// Names a type that needs one; `name` is its own or that of the component it belongs to, `wanted` what to
    /// make the Rust name of.
    fn name_type(&mut self, id: TypeId, name: &QName, wanted: &str) {
        let is_complex = matches!(self.schema.ty(id).kind, TypeKind::Complex(_));
        if self.names.types.contains_key(&id)
            || self.names.simple.contains_key(&id)
            || !(is_complex || self.is_enum(id))
            || self.mapped(id).is_some()
            || self.schema.ty(id).name.as_ref().is_some_and(is_built_in)
        {
            return;
        }
        let module = self.modules.of(&name.namespace);
        let pinned = self.pinned(&[name]);
        let wanted_name = pinned.map_or_else(|| type_name(wanted), str::to_owned);
        let taken = self.modules.take(module, wanted_name);
        if let Some(pinned) = pinned {
            self.check_pinned(&format!("the type `{}`", name.local), pinned, &taken);
        }
        let path = Path {
            module,
            name: taken,
        };
        if !is_complex {
            self.names.simple.insert(id, path);
            return;
        }
        if self.is_wrapper(id) && (self.held.contains(&id) || self.is_soap_array(id)) {
            self.name_later(Constant::Array(id), module, constant_name(wanted));
        }
        self.name_groups(id, &path);
        self.names.types.insert(id, path);
    }

    pub(in crate::lower) fn grouping(&mut self) -> Grouping<'_, 's> {
        Grouping {
            schema: self.schema,
            modules: &mut self.modules,
            fields: &mut self.fields,
            empty: &mut self.names.empty_groups,
        }
    }

    /// Names the type that a named group becomes where it is not a part of what refers to it, and the groups within.
    fn name_group(&mut self, id: GroupId) {
        let path = self.take_path(&self.schema.group(id).name, "", "Group");
        let part = self.grouping().named(id, &path);
        self.fields.at(Some(&self.schema.group(id).span));
        if let Some(part) = part {
            self.names.groups.insert(id, path);
            self.names.group_parts.insert(id, part);
        }
    }

    /// Names the groups within a type that become types of their own.
    fn name_groups(&mut self, id: TypeId, path: &Path) {
        let is_elements = |complex: &crate::schema::components::ComplexType| {
            matches!(complex.content, Content::Elements(_))
        };
        if !self.complex(id).is_some_and(is_elements) {
            return;
        }
        if let Some(particle) = self.own_particle(id) {
            let parts = self.grouping().parts(particle, path);
            self.fields.at(self.schema.ty(id).span.as_ref());
            self.names.parts.insert(id, parts);
        }
    }

    /// Names the anonymous types written within a type; `context` is what the owner is called in XML, nesting joined.
    fn name_within(&mut self, id: TypeId, owner: &QName, context: &str) {
        if self.is_soap_array(id) {
            return;
        }
        let schema = self.schema;
        match &schema.ty(id).kind {
            TypeKind::Simple(_) => self.name_simple_parts(id, owner, context),
            TypeKind::Complex(complex) => {
                for attribute in &complex.attributes {
                    let attribute = &attribute.attribute;
                    let ty = schema.ty(attribute.ty);
                    if let Some(Owner::Attribute(_, Declarer::Type(by))) = ty.owner
                        && self.writes_for(by, id)
                    {
                        let wanted = format!("{context} {}", attribute.name.local);
                        self.name_anonymous(attribute.ty, owner, &wanted);
                    }
                }
                if let Content::Simple(ty) = complex.content
                    && let Some(Owner::SimpleType(by, _)) = schema.ty(ty).owner
                    && self.writes_for(by, id)
                {
                    self.name_anonymous(ty, owner, &format!("{context} value"));
                }
                if let Some(particle) = self.written_particle(id) {
                    self.name_in_particle(particle, owner, context);
                }
            }
        }
    }

    /// Whether what is written in the type `by` is a part of `id`: the same type, or one that it redefines.
    fn writes_for(&self, by: TypeId, id: TypeId) -> bool {
        let name = |id| self.schema.ty(id).name.as_ref();
        by == id || name(by).is_some() && name(by) == name(id)
    }

    /// The particle that a type itself writes, where it adds to its base that alone.
    fn written_particle(&self, id: TypeId) -> Option<&'s Particle> {
        let complex = self.complex(id)?;
        let ty = self.schema.ty(id);
        let redefines = ty.base.is_some_and(|base| self.writes_for(base, id));
        if ty.derivation == Derivation::Extension && !redefines {
            return complex.added.as_ref();
        }
        match &complex.content {
            Content::Elements(particle) | Content::Mixed(particle) => Some(particle),
            Content::Empty | Content::Simple(_) => None,
        }
    }

    fn name_in_particle(&mut self, particle: &Particle, owner: &QName, context: &str) {
        match &particle.term {
            Term::Element(id) => {
                let element = self.schema.element(*id);
                if !element.is_global {
                    let wanted = format!("{context} {}", element.name.local);
                    self.name_anonymous(element.ty, owner, &wanted);
                }
            }
            Term::Group(_, particles) => {
                for particle in particles {
                    self.name_in_particle(particle, owner, context);
                }
            }
            // Named with the group itself.
            Term::Reference(_) | Term::Any(_) => {}
        }
    }

    fn name_anonymous(&mut self, id: TypeId, owner: &QName, wanted: &str) {
        let schema = self.schema;
        if schema.ty(id).name.is_some()
            || self.names.types.contains_key(&id)
            || self.names.simple.contains_key(&id)
        {
            return;
        }
        self.name_type(id, &QName::new(owner.namespace.clone(), wanted), wanted);
        self.name_within(id, owner, wanted);
    }

    fn name_simple_parts(&mut self, id: TypeId, owner: &QName, context: &str) {
        let schema = self.schema;
        let is_written_here = |part: TypeId| matches!(schema.ty(part).owner, Some(Owner::SimpleType(by, _)) if by == id);
        let ty = schema.ty(id);
        // A restriction's base that is written in place has no name, but what is written in that may have.
        if ty.derivation == Derivation::Restriction
            && let Some(base) = ty.base.filter(|&base| is_written_here(base))
        {
            self.name_simple_parts(base, owner, context);
        }
        let TypeKind::Simple(simple) = &ty.kind else {
            return;
        };
        match &simple.variety {
            Variety::List(item) if is_written_here(*item) => {
                self.name_anonymous(*item, owner, &format!("{context} item"));
            }
            Variety::Union(members) => {
                for &member in members.iter().filter(|&&member| is_written_here(member)) {
                    self.name_anonymous(member, owner, &format!("{context} member"));
                }
            }
            Variety::List(_) | Variety::Any | Variety::Atomic(_) => {}
        }
    }
}
