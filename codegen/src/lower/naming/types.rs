//! The names of types, and of what is anonymous within them.

use super::Namer;
use super::groups::Grouping;
use super::pinned::check_pinned;
use super::rules::{constant_name, type_name};
use super::slots::Constant;
use crate::lower::facts::built_in::atomic;
use crate::lower::facts::encoding::is_built_in;
use crate::lower::facts::named::NamedAs;
use crate::model::{Path, RustType};
use crate::qname::QName;
use crate::schema::components::{
    Content, Declarer, Derivation, Owner, Particle, Term, TypeId, TypeKind, Variety,
};

impl<'s> Namer<'_, 's> {
    /// Names a type that needs one; `name` is its own or that of the component it belongs to,
    /// `wanted` what to make the Rust name of.
    pub(super) fn name_type(&mut self, id: TypeId, name: &QName, wanted: &str) {
        let is_complex = matches!(self.facts.schema.ty(id).kind, TypeKind::Complex(_));
        let named_as = self.facts.named_as(id);
        if self.names.types.contains_key(&id)
            || self.names.simple.contains_key(&id)
            || !(is_complex || self.facts.is_enum(id) || named_as.is_some())
            || self.facts.mapped(id).is_some()
            || self
                .facts
                .schema
                .ty(id)
                .name
                .as_ref()
                .is_some_and(is_built_in)
        {
            return;
        }
        let module = self.names.modules.of(&name.namespace);
        let pinned = self.facts.pinned(&[name]);
        let wanted_name = pinned.map_or_else(|| type_name(wanted), str::to_owned);
        if named_as == Some(NamedAs::Alias) && self.is_name_of_values(id, &wanted_name) {
            return;
        }
        let taken = self.names.modules.take(module, wanted_name);
        if let Some(pinned) = pinned {
            check_pinned(
                self.facts,
                &format!("the type `{}`", name.local),
                pinned,
                &taken,
            );
        }
        let path = Path {
            module,
            name: taken,
        };
        if !is_complex {
            match named_as {
                Some(NamedAs::Alias) => drop(self.names.aliases.insert(id, path)),
                Some(NamedAs::Newtype) => {
                    self.facts.note_newtype(name);
                    self.names.simple.insert(id, path);
                }
                None => drop(self.names.simple.insert(id, path)),
            }
            return;
        }
        if self.facts.is_wrapper(id)
            && (self.facts.held.contains(&id) || self.facts.is_soap_array(id))
        {
            let constant = (Constant::Array(id), module, constant_name(wanted));
            self.constants.push(constant);
        }
        self.name_groups(id, &path);
        self.names.types.insert(id, path);
    }

    /// Whether the Rust type of a simple type's values has this name already: `Decimal`, `String`.
    fn is_name_of_values(&self, id: TypeId, name: &str) -> bool {
        let variety = self.facts.simple(id).map(|simple| &simple.variety);
        match variety {
            Some(Variety::Any) => name == "String",
            Some(Variety::Atomic(built_in)) => match atomic(*built_in).ty {
                RustType::Std(values) | RustType::Sapo(values) => name == values,
                _ => false,
            },
            _ => false,
        }
    }

    pub(super) fn grouping(&mut self) -> Grouping<'_, 's> {
        Grouping {
            facts: self.facts,
            modules: &mut self.names.modules,
            budget: self.budget,
        }
    }

    /// Names the groups within a type that become types of their own.
    fn name_groups(&mut self, id: TypeId, path: &Path) {
        let is_elements = |complex: &crate::schema::components::ComplexType| {
            matches!(complex.content, Content::Elements(_))
        };
        if !self.facts.complex(id).is_some_and(is_elements) {
            return;
        }
        if let Some(particle) = self.facts.own_particle(id) {
            let parts = self.grouping().parts(particle, path);
            self.budget.at(self.facts.schema.ty(id).span.as_ref());
            self.names.parts.insert(id, parts);
        }
    }

    /// Names the facets of a global type, where it has any that are its own.
    pub(super) fn name_facets(&mut self, id: TypeId, local: &str, namespace: &str) {
        let Some(simple) = self.facts.simple(id) else {
            return;
        };
        if self.facts.is_foreign(id)
            || self.names.simple.contains_key(&id)
            || self.facts.same_as(id, simple).is_some()
            || !self.facts.is_referred(id)
        {
            return;
        }
        // Unions are named whatever they add, as unions of unions would double at each step.
        let is_union = matches!(simple.variety, Variety::Union(_));
        if !is_union && self.facts.own_steps(simple).is_empty() {
            return;
        }
        let module = self.names.modules.of(namespace);
        let constant = (Constant::Facets(id), module, constant_name(local));
        self.constants.push(constant);
    }

    /// Names the anonymous types written within a type; `context` is what the owner is called in
    /// XML, nesting joined.
    pub(super) fn name_within(&mut self, id: TypeId, owner: &QName, context: &str) {
        if self.facts.is_soap_array(id) {
            return;
        }
        let schema = self.facts.schema;
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

    /// Whether what is written in the type `by` is a part of `id`: the same type, or one that it
    /// redefines.
    fn writes_for(&self, by: TypeId, id: TypeId) -> bool {
        let name = |id| self.facts.schema.ty(id).name.as_ref();
        by == id || name(by).is_some() && name(by) == name(id)
    }

    /// The particle that a type itself writes, where it adds to its base that alone.
    fn written_particle(&self, id: TypeId) -> Option<&'s Particle> {
        let complex = self.facts.complex(id)?;
        let ty = self.facts.schema.ty(id);
        let redefines = ty.base.is_some_and(|base| self.writes_for(base, id));
        if ty.derivation == Derivation::Extension && !redefines {
            return complex.added.as_ref();
        }
        match &complex.content {
            Content::Elements(particle) | Content::Mixed(particle) => Some(particle),
            Content::Empty | Content::Simple(_) => None,
        }
    }

    pub(super) fn name_in_particle(&mut self, particle: &Particle, owner: &QName, context: &str) {
        match &particle.term {
            Term::Element(id) => {
                let element = self.facts.schema.element(*id);
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

    pub(super) fn name_anonymous(&mut self, id: TypeId, owner: &QName, wanted: &str) {
        let schema = self.facts.schema;
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
        let schema = self.facts.schema;
        let is_written_here = |part: TypeId| matches!(schema.ty(part).owner, Some(Owner::SimpleType(by, _)) if by == id);
        let ty = schema.ty(id);
        // A restriction's base that is written in place has no name, but what is written in that
        // may have.
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
