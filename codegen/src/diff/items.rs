//! Types as things.

use crate::diagnostic::Span;
use crate::model::{
    Access, Alias, Array, AttributeField, Choice, Construction, Derived, ElementName, Enumeration,
    Field, Item, Layout, Newtype, Path, Root, RustType, Struct, Term, Union,
};
use crate::schema::components::Type;

use super::allowed::Allowed;
use super::matching::Entry;
use super::names::{Name, TypeName};
use super::places::Fields;
use super::property::{Form, Property};
use super::surface::Surface;
use super::things::{Kind, Thing};

impl<'m> Surface<'m> {
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
            Item::Alias(item) => self.alias(item, path, &mut thing),
            Item::Newtype(item) => self.newtype(item, path, &mut thing),
            Item::Facets(item) => {
                thing.kind = Kind::Private;
                thing.name.clone_from(&item.type_name);
                thing.allowed = Allowed::new(&item.facets, &self.facets);
                let namespace = &self.model.modules[path.module.0].namespace;
                thing.span = self.places.ty(namespace, &item.type_name).cloned();
            }
            Item::Service(_) | Item::Operation(_) | Item::Header(_) => {}
        }
        thing
    }

    fn structure(&self, item: &Struct, thing: &mut Thing) {
        thing.add(Property::Form(Form::Struct));
        thing.has_base_value = true;
        match &item.construction {
            Construction::Derived | Construction::Given => thing.add(Property::HasDefault),
            Construction::New(_) => {
                let parameters = item.parameters().into_iter();
                let types = parameters.map(|(_, ty)| self.names.ty(&ty));
                thing.add(Property::New(types.collect()));
            }
        }
        if let Some(element) = &item.element {
            thing.add(Property::DocumentElement(self.names.element(element)));
        }
        let any_order = match &item.layout {
            Layout::All => true,
            Layout::Mixed { in_any_order, .. } => *in_any_order,
            Layout::Sequence | Layout::Text(..) => false,
        };
        thing.is_ordered = !any_order;
        if any_order {
            thing.add(Property::AnyOrder);
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
                member.add(self.ty(&value.ty));
                thing.members.push(member);
            }
            Layout::Mixed { name, .. } => {
                let mut member = self.member(Kind::Attribute, name, thing);
                member.add(Property::Type(TypeName::Path(Name::same("Vec<Node>"))));
                let admitted = self.admitted(&item.admitted, &item.namespace);
                member.add(Property::Mixed(admitted));
                member.occurs = (0, None);
                thing.members.push(member);
            }
            Layout::Sequence | Layout::All => {}
        }
        if !item.failures.is_empty() {
            thing.add(Property::MayFail);
        }
        for constant in &item.element_names {
            let mut member = self.member(Kind::Constant, &constant.name, thing);
            member.add(Property::WireName(Name::same(&constant.local)));
            thing.members.push(member);
        }
        for attribute in &item.attributes {
            let member = self.attribute(attribute, owner, thing);
            thing.members.push(member);
        }
        if let Some((name, wildcard, process)) = &item.any_attribute {
            let mut member = self.member(Kind::Attribute, name, thing);
            member.add(Property::Type(TypeName::Path(Name::same(
                "Vec<(QName, String)>",
            ))));
            member.occurs = (0, None);
            member.add(Property::Wildcard(self.admits(wildcard, *process)));
            thing.members.push(member);
        }
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
            member.add(Property::WireName(self.names.element(&name)));
            member.xml = Some(self.names.matched_element(&name));
            if let Some(span) = self.places.field(places, &name) {
                member.span = Some(span.clone());
            }
        }
        member.add(self.ty(&field.ty()));
        self.value(&mut member, &field.value);
        member.occurs = match field.access {
            Access::Many => (particle.min, particle.max),
            Access::One => (1, Some(1)),
            Access::Optional => (0, Some(1)),
        };
        if field.nillable {
            member.add(Property::Nil);
        }
        self.constraint(&mut member, particle.value.as_ref());
        if let Some(name) = &particle.type_name {
            member.add(Property::WireType(self.names.element(name)));
        }
        if let Term::Any(wildcard, process) = &particle.term {
            member.add(Property::Wildcard(self.admits(wildcard, *process)));
        }
        member
    }

    fn attribute(&self, attribute: &AttributeField, owner: Option<&'m Type>, of: &Thing) -> Thing {
        let mut member = self.member(Kind::Attribute, &attribute.name, of);
        let name = ElementName {
            namespace: attribute.namespace.clone(),
            local: attribute.local.clone(),
        };
        member.add(Property::WireName(self.names.element(&name)));
        member.xml = Some(format!("@{}", self.names.matched_element(&name)));
        if let Some(span) = self.places.attribute(owner, &name.namespace, &name.local) {
            member.span = Some(span.clone());
        }
        let ty = match attribute.required {
            true => attribute.value.ty.clone(),
            false => RustType::Option(Box::new(attribute.value.ty.clone())),
        };
        member.add(self.ty(&ty));
        self.value(&mut member, &attribute.value);
        member.occurs = (u32::from(attribute.required), Some(1));
        self.constraint(&mut member, attribute.constraint.as_ref());
        member
    }

    /// Another name of an enum of faults is that enum to whoever uses it. The enum is called after
    /// the first operation, so which of the names is its own may change.
    fn alias(&self, item: &Alias, path: &Path, thing: &mut Thing) {
        let local = item.type_name.as_deref();
        thing.span = local.and_then(|local| self.simple(path, local));
        let faults = match &item.target {
            RustType::Generated(path) => self.faults.get(path),
            _ => None,
        };
        match faults {
            Some(faults) => self.choice(faults, thing),
            None => {
                thing.add(Property::Form(Form::Alias));
                thing.add(self.ty(&item.target));
            }
        }
    }

    fn newtype(&self, item: &Newtype, path: &Path, thing: &mut Thing) {
        thing.add(Property::Form(Form::Newtype));
        thing.add(self.ty(&item.value.ty));
        self.value(thing, &item.value);
        thing.allowed = Allowed::new(&item.facets, &self.facets);
        thing.span = self.simple(path, &item.type_name);
    }

    fn choice(&self, item: &Choice, thing: &mut Thing) {
        thing.add(Property::Form(Form::Enum));
        let places = Fields::new();
        for variant in &item.variants {
            let member = self.field(variant, Kind::Variant, &item.namespace, &places, thing);
            thing.members.push(member);
        }
        if !item.failures.is_empty() {
            thing.add(Property::MayFail);
        }
        // It is not written by itself; what it holds is.
        thing.span = thing.members.iter().find_map(|one| one.span.clone());
    }

    fn derived(&self, item: &Derived, thing: &mut Thing) {
        thing.add(Property::Form(Form::Enum));
        thing.has_base_value = item.has_default;
        if item.has_default {
            thing.add(Property::HasDefault);
        }
        if !item.failures.is_empty() {
            thing.add(Property::MayFail);
        }
        let place = |name: &ElementName| self.places.ty(&name.namespace, &name.local).cloned();
        thing.span = place(&item.base);
        for variant in &item.variants {
            let mut member = self.member(Kind::Variant, &variant.name, thing);
            member.add(self.ty(&variant.value.ty));
            member.add(Property::WireType(self.names.element(&variant.type_name)));
            member.xml = Some(self.names.matched_element(&variant.type_name));
            member.span = place(&variant.type_name).or(member.span);
            thing.members.push(member);
        }
    }

    fn enumeration(&self, item: &Enumeration, path: &Path, thing: &mut Thing) {
        thing.add(Property::Form(Form::Enumeration));
        thing.allowed = Allowed::new(&item.facets, &self.facets);
        thing.span = self.simple(path, &item.type_name);
        for value in &item.values {
            let mut member = self.member(Kind::Value, &value.name, thing);
            member.add(Property::ListedValue(value.value.clone()));
            member.xml = Some(value.value.clone());
            thing.members.push(member);
        }
    }

    fn union(&self, item: &Union, path: &Path, thing: &mut Thing) {
        thing.add(Property::Form(Form::Enum));
        thing.span = self.simple(path, &item.type_name);
        for one in &item.members {
            let mut member = self.member(Kind::Variant, &one.name, thing);
            member.add(self.ty(&one.value.ty));
            self.value(&mut member, &one.value);
            thing.members.push(member);
        }
    }

    fn simple(&self, path: &Path, local: &str) -> Option<Span> {
        let namespace = &self.model.modules[path.module.0].namespace;
        self.places.ty(namespace, local).cloned()
    }

    fn root(&self, item: &Root, thing: &mut Thing) {
        thing.add(Property::Form(Form::Documents));
        for variant in &item.variants {
            let mut member = self.member(Kind::Document, &variant.name, thing);
            member.add(Property::WireName(self.names.element(&variant.element)));
            member.xml = Some(self.names.matched_element(&variant.element));
            member.add(self.ty(&variant.field.ty()));
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
