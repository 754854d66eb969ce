//! Whether a type may stand where another is expected (XSD 1.0 Part 1, sections 3.4.6 and 3.14.6).

use crate::schema::builtin::{ANY_SIMPLE_TYPE, ANY_TYPE};
use crate::schema::components::*;

/// Whether `ty` is derived from `base` (or is it) without a step that `forbidden` names.
pub(super) fn is_derived(
    schema: &Schema,
    ty: TypeId,
    base: TypeId,
    forbidden: DerivationSet,
) -> bool {
    // A member of a union may stand in for it, and a member of a member.
    let mut bases = vec![base];
    let mut next = 0;
    while let Some(&base) = bases.get(next) {
        if is_derived_plainly(schema, ty, base, forbidden) {
            return true;
        }
        if let TypeKind::Simple(SimpleType {
            variety: Variety::Union(members),
            facets,
            ..
        }) = &schema.ty(base).kind
            && facets.enumeration.is_empty()
            && facets.patterns.is_empty()
        {
            let new: Vec<_> = members
                .iter()
                .filter(|member| !bases.contains(member))
                .collect();
            bases.extend(new);
        }
        next += 1;
    }
    false
}

fn is_derived_plainly(schema: &Schema, ty: TypeId, base: TypeId, forbidden: DerivationSet) -> bool {
    let mut at = ty;
    while at != base {
        let current = schema.ty(at);
        let is_forbidden = match current.derivation {
            Derivation::Extension => forbidden.extension,
            Derivation::Restriction => forbidden.restriction,
            Derivation::List | Derivation::Union => {
                // These are restrictions of the simple ur-type.
                return matches!(base, ANY_SIMPLE_TYPE | ANY_TYPE);
            }
        };
        match current.base {
            Some(next) if !is_forbidden => at = next,
            _ => return false,
        }
    }
    true
}

/// Whether two texts are the same value of a type.
pub(super) fn same_value(schema: &Schema, a: &str, b: &str, ty: TypeId) -> bool {
    match (schema.value(a, ty), schema.value(b, ty)) {
        (Some(a), Some(b)) => a == b,
        _ => a == b,
    }
}
