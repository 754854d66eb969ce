//! Choices and substitution groups as enums.

use super::Items;
use super::fields::{Place, name_apart};
use crate::lower::naming::groups::{Part, PartKind};
use crate::lower::naming::rules::variant_name;
use crate::model::{Choice, Docs, Field, Item, Path, Scope};
use crate::visible::code;

impl Items<'_, '_> {
    /// Returns the enum of a choice, and behind it the types of the groups within it.
    pub(super) fn choice_enum(
        &mut self,
        path: &Path,
        branches: &[Part<'_>],
        place: &Place<'_>,
    ) -> Vec<Item> {
        let (mut variants, nested) = self.parts(branches, place);
        for (variant, branch) in variants.iter_mut().zip(branches) {
            variant.name = match &branch.kind {
                PartKind::Element(id) => variant_name(&self.facts.schema.element(*id).name.local),
                PartKind::Named(id) => variant_name(&self.facts.schema.group(*id).name.local),
                PartKind::Any(_) | PartKind::Choice(..) | PartKind::Together(..) => {
                    variant_name(&variant.name)
                }
            };
        }
        name_apart(&mut variants, branches, &[], variant_name);
        let choice = self.choice(
            path,
            Docs {
                text: None,
                notes: vec![format!(
                    "One of the elements of {}.",
                    code(&place.xml.local)
                )],
            },
            variants,
        );
        std::iter::once(Item::Choice(choice))
            .chain(nested)
            .collect()
    }

    pub(in crate::lower) fn choice(
        &self,
        path: &Path,
        docs: Docs,
        mut variants: Vec<Field>,
    ) -> Choice {
        let mut scope = Scope::default();
        for variant in &mut variants {
            variant.name = scope.take(std::mem::take(&mut variant.name));
            variant.given = None;
        }
        let namespace = self.shape_namespace(path.module, &mut variants);
        Choice {
            name: path.name.clone(),
            docs,
            namespace,
            variants,
            placeholder: 0,
            is_fault: false,
            failures: Vec::new(),
        }
    }
}
