//! `final` of types, and what simple types may be made of (XSD 1.0 Part 1, sections 3.4.6 and 3.14.6).

use std::collections::HashSet;

use crate::schema::builtin::COUNT;
use crate::schema::components::*;
use crate::schema::order::Order;
use crate::schema::sources::Sources;
use crate::severity::Judge;
use crate::syntax::xsd::{SimpleFinal, TypeBody};

/// Checks every written type against the `final` of what it is made from.
pub(in crate::schema) fn check(
    schema: &Schema,
    sources: &Sources<'_>,
    order: &Order,
    judge: &mut Judge<'_>,
) {
    let is_final = |TypeId(id): TypeId| match id.checked_sub(COUNT) {
        Some(_) if id < sources.type_count() => match &sources.type_definition(TypeId(id)).1.body {
            TypeBody::Simple(simple) => simple.is_final,
            TypeBody::Complex(complex) => SimpleFinal {
                extension: complex.is_final.extension,
                restriction: complex.is_final.restriction,
                ..SimpleFinal::default()
            },
        },
        _ => SimpleFinal::default(),
    };
    for &id in &order.sorted {
        let ty = schema.ty(id);
        let (_, definition) = sources.type_definition(id);
        let links = order.of(id);
        let base = is_final(links.base);
        let parts = || links.parts.iter().map(|&part| is_final(part));
        let is_complex = matches!(ty.kind, TypeKind::Complex(_));
        let (code, broken) = match ty.derivation {
            Derivation::Extension => ("cos-ct-extends.1.1", base.extension),
            Derivation::Restriction if is_complex => {
                ("derivation-ok-restriction.1", base.restriction)
            }
            Derivation::Restriction => ("st-props-correct.3", base.restriction),
            Derivation::List => ("cos-st-restricts.2.3.1.1", parts().any(|part| part.list)),
            Derivation::Union => ("cos-st-restricts.3.3.1.1", parts().any(|part| part.union)),
        };
        if broken {
            judge.violation(
                code,
                &definition.span,
                "what this type is made from is final: it forbids that",
            );
        }
        if ty.derivation == Derivation::List
            && links
                .parts
                .iter()
                .any(|&part| has_list(schema, part, &mut HashSet::new()))
        {
            judge.violation(
                "cos-st-restricts.2.1",
                &definition.span,
                "the items of a list cannot be lists themselves",
            );
        }
    }
}

/// Whether values of a simple type may be lists.
fn has_list(schema: &Schema, ty: TypeId, seen: &mut HashSet<TypeId>) -> bool {
    if !seen.insert(ty) {
        return false;
    }
    match &schema.ty(ty).kind {
        TypeKind::Simple(simple) => match &simple.variety {
            Variety::List(_) => true,
            Variety::Union(members) => members.iter().any(|&member| has_list(schema, member, seen)),
            Variety::Any | Variety::Atomic(_) => false,
        },
        TypeKind::Complex(_) => false,
    }
}
