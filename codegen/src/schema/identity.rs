//! The identity constraints of elements, as components.

use std::collections::HashSet;

use super::components::{Element, IdentityConstraint, IdentityKind};
use super::sources::Source;
use crate::syntax::xsd;

/// Those of a declaration. What is wrong with one has been reported; it is left out.
pub(super) fn constraints(
    written: &xsd::ElementDeclaration,
    source: &Source<'_>,
) -> Vec<IdentityConstraint> {
    let one = |constraint: &xsd::IdentityConstraint| {
        let is_whole = !constraint.selector.is_empty()
            && !constraint.fields.is_empty()
            && constraint.fields.iter().all(|field| !field.is_empty());
        Some(IdentityConstraint {
            name: source.own(&constraint.name, true),
            kind: match &constraint.kind {
                xsd::IdentityKind::Unique => IdentityKind::Unique,
                xsd::IdentityKind::Key => IdentityKind::Key,
                xsd::IdentityKind::KeyReference(key) => {
                    IdentityKind::KeyReference(source.name(&key.as_ref()?.name))
                }
            },
            selector: constraint.selector.clone(),
            fields: constraint.fields.clone(),
            namespaces: constraint.namespaces.clone(),
        })
        .filter(|_| is_whole)
    };
    written.identities.iter().filter_map(one).collect()
}

/// Leaves out references to keys that are nowhere, which have been reported too: no document could satisfy them.
pub(super) fn drop_unresolved(elements: &mut [Element]) {
    let all = elements.iter().flat_map(|element| &element.identities);
    let keys: HashSet<_> = all
        .filter(|one| !matches!(one.kind, IdentityKind::KeyReference(_)))
        .map(|one| one.name.clone())
        .collect();
    for element in elements {
        element.identities.retain(|one| match &one.kind {
            IdentityKind::KeyReference(key) => keys.contains(key),
            IdentityKind::Unique | IdentityKind::Key => true,
        });
    }
}
