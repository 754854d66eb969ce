//! Types as things.

use std::collections::{HashMap, HashSet};

use crate::diagnostic::Span;
use crate::model::{
    Access, Array, AttributeField, Choice, Constraint, Derived, ElementName, Enumeration, Facets,
    Field, Item, Layout, Model, Path, Root, RustType, Struct, Term, Traffic, Union, Value,
};
use crate::schema::components::Type;

use super::allowed::Allowed;
use super::content::codec_text;
use super::names::{Called, Entry, Names, type_text};
use super::places::{Fields, Places};
use super::things::{Aspect, Kind, Thing};

/// Makes things of a version's items.
pub(super) struct Surface<'m> {
    pub(super) model: &'m Model,
    pub(super) names: &'m Names<'m>,
    pub(super) places: Places<'m>,
    pub(super) traffic: HashMap<Path, Traffic>,
    /// What types are called in XML; the enums over those that others are derived from, like these.
    pub(super) type_names: HashMap<&'m Path, &'m ElementName>,
    /// The enums over types that others are derived from.
    derived: HashSet<&'m Path>,
    /// The demands that have a name.
    pub(super) facets: HashMap<&'m Path, &'m Facets>,
}

impl<'m> Surface<'m> {
    pub(super) fn new(
        model: &'m Model,
        names: &'m Names<'m>,
        places: Places<'m>,
        entries: &'m [Entry<'m>],
    ) -> Self {
        let names_of = |entry: &'m Entry<'m>| match entry.item {
            Item::Struct(item) => Some((&entry.path, item.type_name.as_ref()?)),
            Item::Derived(item) => Some((&entry.path, &item.base)),
            _ => None,
        };
        let is_derived = |entry: &&Entry<'_>| matches!(entry.item, Item::Derived(_));
        let derived = entries.iter().filter(is_derived);
        Self {
            model,
            names,
            places,
            traffic: model.traffic(),
            type_names: entries.iter().filter_map(names_of).collect(),
            derived: derived.map(|entry| &entry.path).collect(),
            facets: entries
                .iter()
                .filter_map(|entry| match entry.item {
                    Item::Facets(item) => Some((&entry.path, &item.facets)),
                    _ => None,
                })
                .collect(),
        }
    }

    /// An item as a thing.
    pub(super) fn item(&self, entry: &Entry<'m>) -> Thing {
        let path = &entry.path;
        let mut thing = Thing::new(Kind::Type, self.names.shown(path), self.names.matched(path));
        thing.traffic = self.traffic(path);
        match entry.item {
            Item::Struct(item) => self.structure(item, &mut thing),
            Item::Choice(item) => self.choice(item, &mut thing),
            Item::Derived(item) => self.derived(item, &mut thing),
            Item::Enumeration(item) => self.enumeration(item, path, &mut thing),
            Item::Union(item) => self.union(item, path, &mut thing),
            Item::Root(item) => self.root(item, &mut thing),
            Item::Array(item) => self.array(item, &mut thing),
            Item::Alias(item) => {
                thing.fact(Aspect::Form, "another name of a type");
                self.refer_type(&mut thing, &item.target);
            }
            Item::Facets(item) => {
                thing.kind = Kind::Private;
                thing.name.clone_from(&item.type_name);
                thing.allowed = Some(Allowed::new(&item.facets, self));
                let namespace = &self.model.modules[path.module.0].namespace;
                thing.span = self.places.ty(namespace, &item.type_name).cloned();
            }
            Item::Service(_) | Item::Operation(_) | Item::Header(_) => {}
        }
        thing
    }

    /// Returns the directions in which values of an item go.
    ///
    /// A type that nothing sends or receives by name may still go both ways, as `xsi:type` may name it.
    fn traffic(&self, path: &Path) -> Traffic {
        self.traffic.get(path).copied().unwrap_or(Traffic::BOTH)
    }

    /// Adds a fact that holds names of items.
    pub(super) fn refer(
        &self,
        thing: &mut Thing,
        aspect: Aspect,
        text: &dyn Fn(Called<'_>) -> String,
    ) {
        let key = text(&|path| self.names.matched(path));
        let shown = text(&|path| self.names.shown(path));
        thing.named(aspect, key, shown);
    }

    pub(super) fn refer_type(&self, thing: &mut Thing, ty: &RustType) {
        self.refer(thing, Aspect::Type, &|path| type_text(ty, path));
    }

    /// Adds a fact that is a name in XML.
    pub(super) fn element_fact(&self, thing: &mut Thing, aspect: Aspect, name: &ElementName) {
        let shown = super::names::qualified(&name.namespace, &name.local);
        thing.named(aspect, self.names.element(name), shown);
    }

    fn structure(&self, item: &Struct, thing: &mut Thing) {
        thing.fact(Aspect::Form, "a struct");
        thing.has_default = item.has_default;
        if item.has_default {
            thing.fact(Aspect::Default, "");
        }
        if let Some(element) = &item.element {
            self.element_fact(thing, Aspect::DocumentElement, element);
        }
        let any_order = match &item.layout {
            Layout::All => true,
            Layout::Mixed { in_any_order, .. } => *in_any_order,
            Layout::Sequence | Layout::Text(..) => false,
        };
        thing.is_ordered = !any_order;
        if any_order {
            thing.fact(Aspect::AnyOrder, "");
        }
        let owner = self
            .places
            .owner(item.type_name.as_ref(), item.element.as_ref());
        thing.span = match (&item.type_name, &item.element) {
            (None, Some(element)) => self.places.element(element).cloned(),
            _ => owner.and_then(|ty| ty.span.clone()),
        };
        let places = self.places.fields(owner);
        for field in &item.fields {
            let member = self.field(field, Kind::Field, &item.namespace, &places, thing);
            thing.members.push(member);
        }
        match &item.layout {
            Layout::Text(name, value) => {
                let mut member = self.member(Kind::Attribute, name, thing);
                self.value(&mut member, value);
                self.refer_type(&mut member, &value.ty);
                thing.members.push(member);
            }
            Layout::Mixed { name, .. } => {
                let mut member = self.member(Kind::Attribute, name, thing);
                member.fact(Aspect::Type, "Vec<Node>");
                let admitted = self.admitted(&item.admitted, &item.namespace);
                member.fact(Aspect::Mixed, admitted);
                member.occurs = (0, None);
                thing.members.push(member);
            }
            Layout::Sequence | Layout::All => {}
        }
        for attribute in &item.attributes {
            let member = self.attribute(attribute, owner, thing);
            thing.members.push(member);
        }
        if let Some((name, wildcard, process)) = &item.any_attribute {
            let mut member = self.member(Kind::Attribute, name, thing);
            member.fact(Aspect::Type, "Vec<(QName, String)>");
            member.occurs = (0, None);
            self.wildcard(&mut member, wildcard, *process);
            thing.members.push(member);
        }
    }

    /// A thing within another.
    pub(super) fn member(&self, kind: Kind, name: &str, of: &Thing) -> Thing {
        let mut member = Thing::new(kind, format!("{}::{name}", of.name), name.to_owned());
        member.traffic = of.traffic;
        // Where nothing better is known.
        member.span.clone_from(&of.span);
        member
    }

    fn field(
        &self,
        field: &Field,
        kind: Kind,
        namespace: &str,
        places: &Fields<'m>,
        of: &Thing,
    ) -> Thing {
        let mut member = self.member(kind, &field.name, of);
        let particle = &field.particle;
        if particle.local.is_empty() {
            member.xml = None;
        } else {
            let name = ElementName {
                namespace: particle
                    .namespace
                    .as_deref()
                    .unwrap_or(namespace)
                    .to_owned(),
                local: particle.local.clone(),
            };
            self.element_fact(&mut member, Aspect::WireName, &name);
            member.xml = Some(self.names.element(&name));
            if let Some(span) = self.places.field(places, &name) {
                member.span = Some(span.clone());
            }
        }
        self.refer_type(&mut member, &field.ty());
        self.value(&mut member, &field.value);
        member.occurs = match field.access {
            Access::Many => (particle.min, particle.max),
            Access::One => (1, Some(1)),
            Access::Optional => (0, Some(1)),
        };
        if field.nillable {
            member.fact(Aspect::Nil, "");
        }
        self.constraint(&mut member, particle.value.as_ref());
        if let Some(name) = &particle.type_name {
            self.element_fact(&mut member, Aspect::WireType, name);
        }
        if let Term::Any(wildcard, process) = &particle.term {
            self.wildcard(&mut member, wildcard, *process);
        }
        member
    }

    fn attribute(&self, attribute: &AttributeField, owner: Option<&'m Type>, of: &Thing) -> Thing {
        let mut member = self.member(Kind::Attribute, &attribute.name, of);
        let name = ElementName {
            namespace: attribute.namespace.clone(),
            local: attribute.local.clone(),
        };
        self.element_fact(&mut member, Aspect::WireName, &name);
        member.xml = Some(format!("@{}", self.names.element(&name)));
        if let Some(span) = self.places.attribute(owner, &name.namespace, &name.local) {
            member.span = Some(span.clone());
        }
        let ty = match attribute.required {
            true => attribute.value.ty.clone(),
            false => RustType::Option(Box::new(attribute.value.ty.clone())),
        };
        self.refer_type(&mut member, &ty);
        self.value(&mut member, &attribute.value);
        member.occurs = (u32::from(attribute.required), Some(1));
        self.constraint(&mut member, attribute.constraint.as_ref());
        member
    }

    /// What is to be known of the value that a thing holds.
    pub(super) fn value(&self, thing: &mut Thing, value: &Value) {
        self.refer(thing, Aspect::Encoding, &|path| {
            codec_text(&value.codec, path)
        });
        if let Some(facets) = &value.facets {
            thing.allowed = Some(Allowed::new(facets, self));
        }
        thing.is_derived = self.is_derived(&value.ty);
    }

    fn is_derived(&self, ty: &RustType) -> bool {
        match ty {
            RustType::Generated(path) => self.derived.contains(path),
            RustType::Vec(ty)
            | RustType::Option(ty)
            | RustType::Boxed(ty)
            | RustType::Nillable(ty) => self.is_derived(ty),
            _ => false,
        }
    }

    fn constraint(&self, thing: &mut Thing, constraint: Option<&Constraint>) {
        match constraint {
            Some(Constraint::Default(value)) => thing.fact(Aspect::DefaultValue, value),
            Some(Constraint::Fixed(value)) => thing.fact(Aspect::FixedValue, value),
            None => {}
        }
    }

    fn choice(&self, item: &Choice, thing: &mut Thing) {
        thing.fact(Aspect::Form, "an enum");
        let places = Fields::new();
        for variant in &item.variants {
            let member = self.field(variant, Kind::Variant, &item.namespace, &places, thing);
            thing.members.push(member);
        }
        // It is not written by itself; what it holds is.
        thing.span = thing.members.iter().find_map(|one| one.span.clone());
    }

    fn derived(&self, item: &Derived, thing: &mut Thing) {
        thing.fact(Aspect::Form, "an enum");
        thing.has_default = item.has_default;
        if item.has_default {
            thing.fact(Aspect::Default, "");
        }
        let place = |name: &ElementName| self.places.ty(&name.namespace, &name.local).cloned();
        thing.span = place(&item.base);
        for variant in &item.variants {
            let mut member = self.member(Kind::Variant, &variant.name, thing);
            self.refer_type(&mut member, &variant.value.ty);
            self.element_fact(&mut member, Aspect::WireType, &variant.type_name);
            member.xml = Some(self.names.element(&variant.type_name));
            member.span = place(&variant.type_name).or(member.span);
            thing.members.push(member);
        }
    }

    fn enumeration(&self, item: &Enumeration, path: &Path, thing: &mut Thing) {
        thing.fact(Aspect::Form, "an enum of listed values");
        thing.allowed = Some(Allowed::new(&item.facets, self));
        thing.span = self.simple(path, &item.type_name);
        for value in &item.values {
            let mut member = self.member(Kind::Value, &value.name, thing);
            member.fact(Aspect::WireName, &value.value);
            member.xml = Some(value.value.clone());
            thing.members.push(member);
        }
    }

    fn union(&self, item: &Union, path: &Path, thing: &mut Thing) {
        thing.fact(Aspect::Form, "an enum");
        thing.span = self.simple(path, &item.type_name);
        for one in &item.members {
            let mut member = self.member(Kind::Variant, &one.name, thing);
            self.refer_type(&mut member, &one.value.ty);
            self.value(&mut member, &one.value);
            thing.members.push(member);
        }
    }

    fn simple(&self, path: &Path, local: &str) -> Option<Span> {
        let namespace = &self.model.modules[path.module.0].namespace;
        self.places.ty(namespace, local).cloned()
    }

    fn root(&self, item: &Root, thing: &mut Thing) {
        thing.fact(Aspect::Form, "the enum of all documents");
        for variant in &item.variants {
            let mut member = self.member(Kind::Document, &variant.name, thing);
            self.element_fact(&mut member, Aspect::WireName, &variant.element);
            member.xml = Some(self.names.element(&variant.element));
            self.refer_type(&mut member, &variant.field.ty());
            member.span = self.places.element(&variant.element).cloned();
            thing.members.push(member);
        }
    }

    fn array(&self, item: &Array, thing: &mut Thing) {
        thing.kind = Kind::Private;
        if let Some(name) = &item.type_name {
            thing.name.clone_from(&name.local);
            thing.span = self.places.ty(&name.namespace, &name.local).cloned();
        }
        let owner = self.places.owner(item.type_name.as_ref(), None);
        let places = self.places.fields(owner);
        let mut member = self.field(&item.field, Kind::Field, &item.namespace, &places, thing);
        // It has no field in Rust: there is one item, whatever it is called.
        member.name = format!("{}/{}", thing.name, item.field.particle.local);
        member.key = "item".to_owned();
        thing.members.push(member);
    }
}
