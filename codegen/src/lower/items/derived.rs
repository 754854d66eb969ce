//! Types that others are derived from, as enums over `xsi:type`.

use super::Items;
use crate::lower::naming::rules::variant_name;
use crate::model::{Derived, DerivedVariant, Docs, ElementName, Item, RustType, Scope};
use crate::schema::components::{TypeId, TypeKind};

/// The variant that keeps a value of a type which the schema does not have.
const OTHER: &str = "Other";

impl Items<'_, '_> {
    /// Adds the enum of a type and those derived from it.
    pub(super) fn push_derived(&mut self, id: TypeId) {
        let Some(path) = self.names.derived.get(&id).cloned() else {
            return;
        };
        let schema = self.facts.schema;
        let is_abstract = |id: TypeId| matches!(&schema.ty(id).kind, TypeKind::Complex(complex) if complex.is_abstract);
        let mut scope = Scope::with([OTHER]);
        let mut variants = Vec::new();
        let has_base = !is_abstract(id);
        let block = self
            .facts
            .complex(id)
            .map(|complex| complex.block)
            .unwrap_or_default();
        let derived = self.facts.all_derived(id);
        let is_allowed = self.budget.take(derived.len()) && self.budget.allows(derived.len());
        self.budget.at(schema.ty(id).span.as_ref());
        let derived = derived.into_iter().filter(|_| is_allowed);
        for ty in std::iter::once(id).chain(derived) {
            let Some(name) = schema.ty(ty).name.as_ref() else {
                continue;
            };
            if is_abstract(ty) {
                continue;
            }
            self.used.structs.insert(ty);
            let mut value = self.struct_value(ty);
            if let Some(path) = self.facts.mapped(ty) {
                value.ty = RustType::Extern(path.to_owned());
            }
            variants.push(DerivedVariant {
                name: scope.take(variant_name(&name.local)),
                value,
                type_name: name.into(),
                is_blocked: self.facts.is_blocked(ty, id, block),
            });
        }
        let base = schema
            .ty(id)
            .name
            .as_ref()
            .map(ElementName::from)
            .unwrap_or(ElementName {
                namespace: String::new(),
                local: String::new(),
            });
        self.add_item(
            path.module,
            Item::Derived(Derived {
                docs: Docs {
                    text: Some(format!("{}, or a type derived from it.", base.local)),
                    notes: Vec::new(),
                },
                name: path.name,
                variants,
                has_base,
                base,
                has_default: false,
                failures: Vec::new(),
            }),
        );
    }
}
