//! Named groups as types of their own, one for all that refer to it.

use std::collections::BTreeSet;

use crate::lower::Lowering;
use crate::lower::items::fields::Place;
use crate::lower::naming::groups::Part;
use crate::model::{Choice, Item, Struct};

impl Lowering<'_> {
    /// Adds the types of the named groups that something refers to.
    pub(in crate::lower) fn push_groups(&mut self) {
        let mut pushed = BTreeSet::new();
        while let Some(&id) = self.names.used_groups.difference(&pushed).next() {
            pushed.insert(id);
            let Some(kind) = self.names.group_parts.remove(&id) else {
                continue;
            };
            let group = self.schema.group(id);
            let module = self.names.group(id).module;
            let namespace = self.modules.namespace(module).to_owned();
            let place = Place {
                xml: &group.name,
                namespace: &namespace,
            };
            let outer = std::mem::take(&mut self.nested);
            let (min, max) = (1, Some(1));
            self.part(&Part { min, max, kind }, &place);
            let mut items = std::mem::replace(&mut self.nested, outer);
            if let Some(documentation) = &group.documentation
                && let Some(Item::Choice(Choice { docs, .. }) | Item::Struct(Struct { docs, .. })) =
                    items.first_mut()
            {
                docs.text = Some(documentation.clone());
            }
            for item in items {
                self.modules.push(module, item);
            }
        }
    }
}
