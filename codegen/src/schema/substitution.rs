//! Who may stand in for whom: substitution groups and types derived from types.

use std::collections::HashSet;

use indexmap::IndexMap;

use super::builtin;
use super::components::*;
use super::order::CHAIN;

/// For each head, the elements that may stand in for it (XSD 1.0 Part 1, section 3.3.6).
pub(super) fn substitutions(
    elements: &[Element],
    global: impl Iterator<Item = ElementId>,
    types: &[Type],
) -> IndexMap<ElementId, Vec<ElementId>> {
    let mut found: IndexMap<ElementId, Vec<ElementId>> = IndexMap::new();
    for id in global {
        let member = &elements[id.0 as usize];
        let mut next = member.substitution_group;
        for _ in 0..CHAIN {
            let Some(head_id) = next else { break };
            let head = &elements[head_id.0 as usize];
            if head_id == id {
                break;
            }
            let members = found.entry(head_id).or_default();
            if !member.is_abstract && !is_blocked(member, head, types) {
                members.push(id);
            }
            next = head.substitution_group;
        }
    }
    found.retain(|_, members| !members.is_empty());
    found
}

fn is_blocked(member: &Element, head: &Element, types: &[Type]) -> bool {
    if head.block.substitution {
        return true;
    }
    let mut block = head.block;
    let mut used = DerivationSet::default();
    let mut at = member.ty;
    if let TypeKind::Complex(complex) = &types[head.ty.0 as usize].kind {
        block.extension |= complex.block.extension;
        block.restriction |= complex.block.restriction;
    }
    while at != head.ty {
        let ty = &types[at.0 as usize];
        used.extension |= ty.derivation == Derivation::Extension;
        used.restriction |= ty.derivation != Derivation::Extension;
        let Some(base) = ty.base else { break };
        if base != head.ty
            && let TypeKind::Complex(complex) = &types[base.0 as usize].kind
        {
            block.extension |= complex.block.extension;
            block.restriction |= complex.block.restriction;
        }
        at = base;
    }
    (block.extension && used.extension) || (block.restriction && used.restriction)
}

/// For each type, the named types derived from it. A type that was redefined has no name any more that could be
/// used, so what redefines it counts as derived from its base.
pub(super) fn derived(types: &[Type], global: Vec<TypeId>) -> IndexMap<TypeId, Vec<TypeId>> {
    let named: HashSet<TypeId> = global.iter().copied().collect();
    let is_named = |id: TypeId| id.0 < builtin::COUNT || named.contains(&id);
    let mut derived: IndexMap<TypeId, Vec<TypeId>> = IndexMap::new();
    for id in global {
        let mut base = types[id.0 as usize].base;
        while let Some(next) = base.filter(|&base| !is_named(base)) {
            base = types[next.0 as usize].base;
        }
        if let Some(base) = base {
            derived.entry(base).or_default().push(id);
        }
    }
    derived
}
