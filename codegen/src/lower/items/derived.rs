//! Types that others are derived from, as enums over `xsi:type`.

use crate::lower::Lowering;
use crate::lower::items::encoded::is_built_in;
use crate::lower::naming::rules::variant_name;
use crate::model::Scope;
use crate::model::{Derived, DerivedVariant, Docs, ElementName, Item, RustType};
use crate::schema::builtin::ANY_TYPE;
use crate::schema::components::{Derivation, DerivationSet, TypeId, TypeKind};

/// The variant that keeps a value of a type which the schema does not have.
const OTHER: &str = "Other";

impl Lowering<'_> {
    /// Whether a complex type has named types derived from it, so that `xsi:type` may name one of them.
    pub(in crate::lower) fn has_variants(&self, id: TypeId) -> bool {
        matches!(self.schema.ty(id).kind, TypeKind::Complex(_))
            && self.schema.ty(id).base.is_some()
            && !self.schema.ty(id).name.as_ref().is_some_and(is_built_in)
            && self
                .complex(id)
                .is_some_and(|complex| complex.soap_array.is_none())
            && !self.all_derived(id).is_empty()
    }

    /// The named types derived from a type, each before those derived from it in turn.
    pub(in crate::lower) fn all_derived(&self, id: TypeId) -> Vec<TypeId> {
        let mut found = Vec::new();
        let mut left: Vec<TypeId> = vec![id];
        let mut seen = std::collections::HashSet::from([id]);
        while let Some(base) = left.pop() {
            for &ty in self
                .schema
                .derived
                .get(&base)
                .map_or(&[][..], Vec::as_slice)
            {
                if seen.insert(ty) {
                    if self.schema.ty(ty).name.is_some() {
                        found.push(ty);
                    }
                    left.push(ty);
                }
            }
        }
        found.sort_by_key(|ty| ty.0);
        found
    }

    /// The local names of the types that an element's `block` keeps from standing in for its own.
    pub(in crate::lower) fn blocked(&self, base: TypeId, block: DerivationSet) -> Vec<String> {
        if !(block.extension || block.restriction) {
            return Vec::new();
        }
        let is_named = self.names.derived.contains_key(&base);
        let is_simple = matches!(self.schema.ty(base).kind, TypeKind::Simple(_));
        // What is not an enum over its derived types is checked by the declarations.
        match is_simple || base == ANY_TYPE {
            true if !self.config.roots => return Vec::new(),
            // All simple types are restrictions, and so is whatever does not extend `xs:anyType` itself.
            true if block.restriction => return vec!["*".to_owned()],
            true if is_simple => return Vec::new(),
            false if !is_named => return Vec::new(),
            _ => {}
        }
        let mut types = self.all_derived(base);
        types.retain(|&ty| self.is_blocked(ty, base, block));
        let names = types
            .iter()
            .filter_map(|&ty| self.schema.ty(ty).name.as_ref());
        names.map(|name| name.local.to_string()).collect()
    }

    /// Whether `block` keeps a type from standing in for its base.
    fn is_blocked(&self, derived: TypeId, base: TypeId, block: DerivationSet) -> bool {
        let mut at = derived;
        while at != base {
            let ty = self.schema.ty(at);
            let is_blocked = match ty.derivation {
                Derivation::Extension => block.extension,
                _ => block.restriction,
            };
            match ty.base {
                _ if is_blocked => return true,
                Some(of) => at = of,
                None => return false,
            }
        }
        false
    }

    /// Adds the enum of a type and those derived from it.
    pub(in crate::lower) fn push_derived(&mut self, id: TypeId) {
        let Some(path) = self.names.derived.get(&id).cloned() else {
            return;
        };
        let schema = self.schema;
        let is_abstract = |id: TypeId| matches!(&schema.ty(id).kind, TypeKind::Complex(complex) if complex.is_abstract);
        let mut scope = Scope::with([OTHER]);
        let mut variants = Vec::new();
        let has_base = !is_abstract(id);
        let block = self
            .complex(id)
            .map(|complex| complex.block)
            .unwrap_or_default();
        let derived = self.all_derived(id);
        let is_allowed = self.fields.take(derived.len()) && self.fields.allows(derived.len());
        self.fields.at(schema.ty(id).span.as_ref());
        let derived = derived.into_iter().filter(|_| is_allowed);
        for ty in std::iter::once(id).chain(derived) {
            let Some(name) = schema.ty(ty).name.as_ref() else {
                continue;
            };
            if is_abstract(ty) {
                continue;
            }
            self.names.needed.insert(ty);
            let mut value = self.struct_value(ty);
            if let Some(path) = self.mapped(ty) {
                value.ty = RustType::Extern(path.to_owned());
            }
            variants.push(DerivedVariant {
                name: scope.take(variant_name(&name.local)),
                value,
                type_name: name.into(),
                is_blocked: self.is_blocked(ty, id, block),
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
        self.modules.push(
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
            }),
        );
    }
}
