//! Identity constraints: their names, and what a keyref refers to (XSD 1.0 Part 1, section 3.11.6).

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use crate::qname::QName;
use crate::schema::sources::Sources;
use crate::severity::Judge;
use crate::syntax::xsd::{IdentityConstraint, IdentityKind};

/// Checks all identity constraints of the set.
pub(in crate::schema) fn check(sources: &Sources<'_>, judge: &mut Judge<'_>) {
    let all = || {
        sources.all.iter().flat_map(|source| {
            let elements = source.schema.elements.iter();
            elements
                .flat_map(move |element| element.identities.iter().map(move |one| (source, one)))
        })
    };
    let mut names: HashMap<QName, &IdentityConstraint> = HashMap::new();
    for (source, constraint) in all() {
        let name = source.own(&constraint.name, true);
        match names.entry(name) {
            Entry::Occupied(known) => judge.violation(
                "sch-props-correct.2",
                &constraint.span,
                format!(
                    "the identity constraint `{}` is declared twice",
                    known.key()
                ),
            ),
            Entry::Vacant(vacant) => {
                vacant.insert(constraint);
            }
        }
    }
    for (source, constraint) in all() {
        let IdentityKind::KeyReference(Some(reference)) = &constraint.kind else {
            continue;
        };
        let name = source.name(&reference.name);
        if !source.sees(&name.namespace) {
            judge.violation(
                match name.namespace.is_empty() {
                    true => "src-resolve.4.1",
                    false => "src-resolve.4.2",
                },
                &reference.span,
                format!("the key `{name}` is of a namespace that this schema does not import"),
            );
        }
        match names.get(&name) {
            Some(key) if !matches!(key.kind, IdentityKind::KeyReference(_)) => {
                if key.fields.len() != constraint.fields.len() {
                    judge.violation(
                        "c-props-correct.2",
                        &constraint.span,
                        format!("`{name}` has another number of fields"),
                    );
                }
            }
            _ => judge.violation(
                "src-resolve",
                &reference.span,
                format!("there is no key `{name}`"),
            ),
        }
    }
}
