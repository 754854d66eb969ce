//! Types as things.

use crate::diagnostic::Span;
use crate::model::{
    Absence, Access, Alias, Array, AttributeField, Choice, Construction, Derived, ElementName,
    Enumeration, Field, Item, Layout, Newtype, Path, Root, RustType, Struct, Term, Union,
};
use crate::qname::QName;
use crate::schema::components::Type;

use super::admitted::{Admitted, AdmittedTerm};
use super::calls::{Arguments, Parameter};
use super::content_models::ContentModel;
use super::matching::Entry;
use super::names::{Name, TypeName};
use super::places::Fields;
use super::property::{Form, Property};
use super::surface::{Surface, element_name};
use super::things::{Kind, Thing};

impl<'m> Surface<'m> {
    /// An item as a thing.
    pub(super) fn item(&self, entry: &Entry<'m>) -> Thing {
        let path = &entry.path;
        let mut thing = Thing::new(Kind::Type, self.names.shown(path), self.names.matched(path));
        thing.traffic = self.traffic(path);
        match entry.item {
            Item::Struct(item) => self.structure(item, path, &mut thing),
            Item::Choice(item) => self.choice(item, path, &mut thing),
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
                thing.allowed = Some(self.types.of(&item.facets));
                let namespace = &self.model.modules[path.module.0].namespace;
                thing.span = self.places.ty(namespace, &item.type_name).cloned();
            }
            Item::Service(_) | Item::Operation(_) | Item::Header(_) => {}
        }
        thing.span = thing.span.or_else(|| self.user(path).cloned());
        self.note_limits(path, &mut thing);
        for member in &mut thing.members {
            member.span = member.span.take().or_else(|| thing.span.clone());
        }
        thing
    }

    /// Notes which fields bindings don't read more of than their schema allows: an element beyond
    /// that may be of another occurrence of the group, or of a wildcard.
    fn note_limits(&self, path: &Path, thing: &mut Thing) {
        let is_wildcard = |thing: &Thing| {
            let found = thing.find(|property| matches!(property, Property::Wildcard(_)));
            thing.kind == Kind::Field && found.is_some()
        };
        let is_group = self.groups.contains_key(path);
        let wildcards = thing.members.iter().filter(|one| is_wildcard(one)).count();
        for member in &mut thing.members {
            let others = wildcards - usize::from(is_wildcard(member));
            member.is_limited = is_group || others > 0;
        }
    }

    fn structure(&self, item: &Struct, path: &Path, thing: &mut Thing) {
        thing.add(Property::Form(Form::Struct));
        if item.is_abstract {
            thing.add(Property::Abstract);
        }
        self.identities(thing, &item.identities);
        thing.has_base_value = true;
        match &item.construction {
            Construction::Derived | Construction::Given => thing.add(Property::HasDefault),
            Construction::New(_) => {
                let parameters = item.parameters().into_iter();
                let parameters = parameters.map(|(name, ty)| Parameter {
                    name: name.to_owned(),
                    ty: self.names.ty(&ty),
                    absence: Absence::Never,
                    is_converted: false,
                });
                thing.add(Property::New(Arguments(parameters.collect())));
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
        let own = self.places.owner_of(item);
        let name = |name: &QName| self.names.matched_element(&name.into());
        thing.content_model =
            own.and_then(|own| ContentModel::of(own, self.places.schema(), &name));
        let owner = own.or_else(|| self.owner_of_group(path));
        thing.span = match (&item.type_name, &item.element) {
            (None, Some(element)) => self.places.element(element).cloned(),
            _ => owner.and_then(|ty| ty.span.clone()),
        };
        let places = match (owner, self.wrappers.get(path)) {
            (None, Some(wrapper)) => self.places.parts(wrapper),
            (owner, _) => self.places.fields(owner),
        };
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
            Layout::Mixed { name, in_any_order } => {
                let mut member = self.member(Kind::Attribute, name, thing);
                member.add(Property::Type(TypeName::Path(Name::same("Vec<Node>"))));
                let admitted = self.admitted(&item.admitted, &item.namespace);
                member.add(Property::Mixed(Admitted {
                    term: match in_any_order {
                        true => AdmittedTerm::All(admitted),
                        false => AdmittedTerm::Sequence(admitted),
                    },
                    occurs: (1, Some(1)),
                }));
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
            member.span = self.places.any_attribute(owner).cloned().or(member.span);
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
            let name = element_name(field, namespace);
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
            // One that would contain itself is optional in Rust alone.
            Access::Optional => (particle.min.min(1), Some(1)),
        };
        // Only for these does the type not tell whether `None` is nil.
        if field.access == Access::One && field.keeps_nil() {
            member.add(Property::Nil);
        }
        let constraint = particle.value.clone().map(Property::Constraint);
        member.properties.extend(constraint);
        self.identities(&mut member, &particle.identities);
        if !particle.blocked.is_empty() {
            member.add(Property::Blocked(particle.blocked.clone()));
        }
        if let Some(name) = &particle.type_name {
            member.add(Property::WireType(self.names.element(name)));
        }
        if let Term::Any(wildcard, process) = &particle.term {
            member.add(Property::Wildcard(self.admits(wildcard, *process)));
            member.span = places.wildcard(wildcard).cloned().or(member.span);
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
        let constraint = attribute.constraint.clone().map(Property::Constraint);
        member.properties.extend(constraint);
        member
    }

    /// Another name of an enum of faults is that enum to whoever uses it. The enum is called after
    /// the first operation, so which of the names is its own may change.
    fn alias(&self, item: &Alias, path: &Path, thing: &mut Thing) {
        let local = item.type_name.as_deref();
        thing.span = local.and_then(|local| self.simple(path, local));
        let faults = match &item.target {
            RustType::Generated(path) => self.faults.get(path).map(|faults| (faults, path)),
            _ => None,
        };
        match faults {
            Some((faults, path)) => self.choice(faults, path, thing),
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
        thing.allowed = Some(self.types.of(&item.facets));
        thing.span = self.simple(path, &item.type_name);
    }

    fn choice(&self, item: &Choice, path: &Path, thing: &mut Thing) {
        thing.add(Property::Form(Form::Enum));
        let places = self.places.fields(self.owner_of_group(path));
        for variant in &item.variants {
            let mut member = self.field(variant, Kind::Variant, &item.namespace, &places, thing);
            if item.is_fault {
                let place = self.fault(path, &variant.particle.local);
                member.span = place.cloned().or(member.span);
            }
            thing.members.push(member);
        }
        if !item.failures.is_empty() {
            thing.add(Property::MayFail);
        }
        // It is not written by itself; what it holds is.
        thing.span = thing.members.iter().find_map(|one| one.span.clone());
    }

    /// The declaration of the fault with this element, among those of an enum of faults.
    fn fault(&self, path: &Path, local: &str) -> Option<&'m Span> {
        let services = self.model.items().filter_map(|(_, item)| match item {
            Item::Service(service) => Some(service),
            _ => None,
        });
        let mut operations = services.flat_map(|service| {
            let own = service.operations.iter();
            own.map(move |operation| (service, operation))
        });
        let (service, operation) =
            operations.find(|(_, operation)| operation.faults.as_ref() == Some(path))?;
        self.places
            .fault(&service.xml_name, &operation.xml_name, local)
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
            member.derived = vec![variant.type_name.local.clone()];
            if variant.is_blocked {
                member.add(Property::Blocked(member.derived.clone()));
            }
            member.xml = Some(self.names.matched_element(&variant.type_name));
            member.span = place(&variant.type_name).or(member.span);
            thing.members.push(member);
        }
    }

    fn enumeration(&self, item: &Enumeration, path: &Path, thing: &mut Thing) {
        thing.add(Property::Form(Form::Enumeration));
        thing.allowed = Some(self.types.of_enumeration(item));
        thing.span = self.simple(path, &item.type_name);
        let namespace = &self.model.modules[path.module.0].namespace;
        for value in &item.values {
            let mut member = self.member(Kind::Value, &value.name, thing);
            member.add(Property::ListedValue(value.value.clone()));
            member.xml = Some(value.value.clone());
            let place = self.places.listed(namespace, &item.type_name, &value.value);
            member.span = place.cloned().or(member.span);
            thing.members.push(member);
        }
    }

    fn union(&self, item: &Union, path: &Path, thing: &mut Thing) {
        thing.add(Property::Form(Form::Enum));
        thing.allowed = Some(self.types.of(&item.facets));
        thing.span = self.simple(path, &item.type_name);
        for one in &item.members {
            let mut member = self.member(Kind::Variant, &one.name, thing);
            member.add(self.ty(&one.value.ty));
            self.value(&mut member, &one.value);
            // What a member takes depends on the others, so the union is compared as a whole.
            member.allowed = None;
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
