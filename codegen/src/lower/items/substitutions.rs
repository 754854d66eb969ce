//! Substitution groups as enums.

use super::Items;
use super::fields::Place;
use crate::lower::naming::rules::variant_name;
use crate::model::{Docs, Item};
use crate::schema::components::ElementId;

impl Items<'_, '_> {
    /// Adds the enum of a substitution group: its head, unless that is abstract, and its members.
    pub(super) fn push_substitutions(&mut self, head: ElementId) {
        let schema = self.facts.schema;
        let Some(path) = self.names.substitutions.get(&head).cloned() else {
            return;
        };
        let element = schema.element(head);
        let namespace = self.names.namespace(path.module).to_owned();
        let members = schema
            .substitutions
            .get(&head)
            .map_or(&[][..], Vec::as_slice);
        let is_allowed = self.budget.take(members.len()) && self.budget.allows(members.len());
        self.budget.at(Some(&element.span));
        let members = if is_allowed { members } else { &[] };
        let own = (!element.is_abstract).then_some(head);
        let mut variants = Vec::new();
        for id in own.into_iter().chain(members.iter().copied()) {
            let place = Place {
                xml: &element.name,
                namespace: &namespace,
            };
            // The member itself, not the group that it may head in turn.
            let mut field = self.own_field(id, 1, Some(1), &place);
            field.name = variant_name(&schema.element(id).name.local);
            variants.push(field);
        }
        let docs = Docs {
            text: element.documentation.clone().or_else(|| {
                Some(format!(
                    "The element {}, or one that stands in for it.",
                    element.name.local
                ))
            }),
            notes: Vec::new(),
        };
        let choice = self.choice(&path, docs, variants);
        self.add_item(path.module, Item::Choice(choice));
    }
}
