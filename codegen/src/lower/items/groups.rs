//! Named groups as types of their own, one for all that refer to it.

use std::collections::BTreeSet;

use super::Items;
use super::fields::Place;
use crate::model::{Choice, Item, Struct};

impl Items<'_, '_> {
    /// Adds the types of the named groups that something refers to.
    pub(super) fn push_groups(&mut self) {
        let mut pushed = BTreeSet::new();
        while let Some(&id) = self.used.groups.difference(&pushed).next() {
            pushed.insert(id);
            let Some(part) = self.names.group_parts.get(&id) else {
                continue;
            };
            let group = self.facts.schema.group(id);
            let module = self.names.group(id).module;
            let namespace = self.names.namespace(module).to_owned();
            let place = Place {
                xml: &group.name,
                namespace: &namespace,
            };
            let (_, mut items) = self.part(part, &place);
            if let Some(documentation) = &group.documentation
                && let Some(Item::Choice(Choice { docs, .. }) | Item::Struct(Struct { docs, .. })) =
                    items.first_mut()
            {
                docs.text = Some(documentation.clone());
            }
            for item in items {
                self.add_item(module, item);
            }
        }
    }
}
