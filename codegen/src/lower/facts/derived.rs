//! Types that others are derived from.

use super::Facts;
use super::encoding::is_built_in;
use crate::schema::builtin::ANY_TYPE;
use crate::schema::components::{Derivation, DerivationSet, TypeId, TypeKind};

impl<'s> Facts<'s> {
    /// Whether a complex type has named types derived from it, so that `xsi:type` may name one of
    /// them.
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

    /// Whether `block` keeps a type from standing in for its base.
    pub(in crate::lower) fn is_blocked(
        &self,
        derived: TypeId,
        base: TypeId,
        block: DerivationSet,
    ) -> bool {
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

    /// The local names of the types that an element's `block` keeps from standing in for its own;
    /// `is_enum` if there is an enum over that and those derived from it.
    pub(in crate::lower) fn blocked(
        &self,
        base: TypeId,
        block: DerivationSet,
        is_enum: bool,
    ) -> Vec<String> {
        if !(block.extension || block.restriction) {
            return Vec::new();
        }
        let is_simple = matches!(self.schema.ty(base).kind, TypeKind::Simple(_));
        // What is not an enum over its derived types is checked by the declarations.
        match is_simple || base == ANY_TYPE {
            true if !self.config.roots => return Vec::new(),
            // All simple types are restrictions, and so is whatever does not extend `xs:anyType`
            // itself.
            true if block.restriction => return vec!["*".to_owned()],
            true if is_simple => return Vec::new(),
            false if !is_enum => return Vec::new(),
            _ => {}
        }
        let mut types = self.all_derived(base);
        types.retain(|&ty| self.is_blocked(ty, base, block));
        let names = types
            .iter()
            .filter_map(|&ty| self.schema.ty(ty).name.as_ref());
        names.map(|name| name.local.to_string()).collect()
    }
}
