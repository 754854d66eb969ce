//! A version as it is compared: its model, and the names and places of everything in it.
//!
//! The other files add methods that make things: `items` of types, `services` of clients, `content`
//! of the values that these hold.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::iter;

use crate::diagnostic::Span;
use crate::model::graph::paths;
use crate::model::{
    BodyContent, Choice, Derived, ElementName, Field, Item, Model, Operation, Path, RustType, Term,
    Traffic,
};
use crate::schema::components::Type;

use super::matching::{Entry, Names};
use super::places::Places;
use super::property::Property;
use super::things::{Kind, Thing};
use super::values::Types;

/// Makes things of a version's items.
pub(super) struct Surface<'m> {
    pub(super) model: &'m Model,
    pub(super) names: &'m Names<'m>,
    pub(super) places: Places<'m>,
    traffic: HashMap<Path, Traffic>,
    /// The names in XML of types, and of the enums over types that others are derived from.
    pub(super) type_names: HashMap<&'m Path, &'m ElementName>,
    /// The enums over types that others are derived from.
    pub(super) derived: HashMap<&'m Path, &'m Derived>,
    /// The groups, whose elements are children of the element around them, with what contains them.
    pub(super) groups: HashMap<&'m Path, &'m Entry<'m>>,
    /// The enums of faults.
    pub(super) faults: HashMap<&'m Path, &'m Choice>,
    pub(super) types: Types<'m>,
    /// The local names of the elements around the parts of rpc messages, by the struct of the parts.
    pub(super) wrappers: HashMap<&'m Path, &'m str>,
    /// The elements and attributes whose values are of an item.
    users: OnceCell<HashMap<Path, &'m Span>>,
    pub(super) entries: &'m [Entry<'m>],
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
        let faults_of = |entry: &'m Entry<'m>| match entry.item {
            Item::Choice(item) if item.is_fault => Some((&entry.path, item)),
            _ => None,
        };
        let derived_of = |entry: &'m Entry<'m>| match entry.item {
            Item::Derived(item) => Some((&entry.path, item)),
            _ => None,
        };
        Self {
            model,
            names,
            places,
            traffic: model.traffic(),
            type_names: entries.iter().filter_map(names_of).collect(),
            derived: entries.iter().filter_map(derived_of).collect(),
            groups: groups(entries),
            faults: entries.iter().filter_map(faults_of).collect(),
            types: Types::new(names, entries),
            wrappers: wrappers(model),
            users: OnceCell::new(),
            entries,
        }
    }

    /// Returns the directions in which values of an item go.
    ///
    /// A type that nothing sends or receives by name may still go both ways, as `xsi:type` may name
    /// it.
    pub(super) fn traffic(&self, path: &Path) -> Traffic {
        self.traffic.get(path).copied().unwrap_or(Traffic::BOTH)
    }

    /// Returns what a group is part of, from the inside out.
    fn around(&self, group: &Path) -> impl Iterator<Item = &'m Entry<'m>> {
        let around = |path: &Path| self.groups.get(path).copied();
        iter::successors(around(group), move |entry| around(&entry.path))
    }

    /// Returns the names of groups, with those of the types whose content they are part of.
    pub(super) fn types_of_groups(&self) -> HashMap<String, String> {
        let groups = self.groups.keys().filter_map(|path| {
            let outermost = self.around(path).last()?;
            Some((self.names.shown(path), self.names.shown(&outermost.path)))
        });
        groups.collect()
    }

    /// Returns the type whose content a group is part of.
    pub(super) fn owner_of_group(&self, path: &Path) -> Option<&'m Type> {
        self.around(path).find_map(|entry| match entry.item {
            Item::Struct(item) => self.places.owner_of(item),
            _ => None,
        })
    }

    /// Returns the place of the first element or attribute whose value is of an item: that of an
    /// anonymous type, which has none by itself.
    pub(super) fn user(&self, path: &Path) -> Option<&'m Span> {
        let users = self.users.get_or_init(|| {
            let mut users = HashMap::new();
            let structs = self.entries.iter().filter_map(|entry| match entry.item {
                Item::Struct(item) => Some(item),
                _ => None,
            });
            for item in structs {
                let owner = self.places.owner_of(item);
                let places = self.places.fields(owner);
                for field in &item.fields {
                    let name = element_name(field, &item.namespace);
                    if let Some(span) = self.places.field(&places, &name) {
                        for path in paths([&field.value]) {
                            users.entry(path).or_insert(span);
                        }
                    }
                }
                for attribute in &item.attributes {
                    let (namespace, local) = (&attribute.namespace, &attribute.local);
                    if let Some(span) = self.places.attribute(owner, namespace, local) {
                        for path in paths([&attribute.value]) {
                            users.entry(path).or_insert(span);
                        }
                    }
                }
            }
            users
        });
        users.get(path).copied()
    }

    /// Returns a thing within another, whose place it has until a better one is known.
    pub(super) fn member(&self, kind: Kind, name: &str, of: &Thing) -> Thing {
        let mut member = Thing::new(kind, format!("{}::{name}", of.name), name.to_owned());
        member.traffic = of.traffic;
        member.span.clone_from(&of.span);
        member
    }

    /// Returns the Rust type of a thing.
    pub(super) fn ty(&self, ty: &RustType) -> Property {
        Property::Type(self.names.ty(ty))
    }
}

/// Returns the name of a field's element.
pub(super) fn element_name(field: &Field, namespace: &str) -> ElementName {
    let particle = &field.particle;
    ElementName {
        namespace: particle
            .namespace
            .as_deref()
            .unwrap_or(namespace)
            .to_owned(),
        local: particle.local.clone(),
    }
}

fn wrappers(model: &Model) -> HashMap<&Path, &str> {
    let services = model.items().filter_map(|(_, item)| match item {
        Item::Service(service) => Some(service),
        _ => None,
    });
    let messages = services
        .flat_map(|service| &service.operations)
        .flat_map(Operation::messages);
    messages
        .filter_map(|message| match (&message.value.ty, &message.body) {
            (RustType::Generated(path), BodyContent::Element(wrapper)) => {
                Some((path, wrapper.local.as_str()))
            }
            _ => None,
        })
        .collect()
}

/// Returns the groups, with the items that contain them.
fn groups<'m>(entries: &'m [Entry<'m>]) -> HashMap<&'m Path, &'m Entry<'m>> {
    let mut groups = HashMap::new();
    for entry in entries {
        let fields = match entry.item {
            Item::Struct(item) => &item.fields[..],
            Item::Choice(item) => &item.variants[..],
            _ => &[],
        };
        for field in fields {
            if let Term::Group(path) = &field.particle.term {
                groups.insert(path, entry);
            }
        }
    }
    groups
}
