//! Whether a complex type that restricts another one does (XSD 1.0 Part 1, section 3.4.6).

use super::content::expand;
use super::derivation::{is_derived, same_value};
use super::restriction::Restriction;
use crate::diagnostic::Span;
use crate::schema::builtin::ANY_TYPE;
use crate::schema::components::*;
use crate::severity::Judge;

/// derivation-ok-restriction, for every complex type that restricts another.
pub(super) fn check(schema: &Schema, judge: &mut Judge<'_>) {
    for ty in &schema.types {
        let (TypeKind::Complex(complex), Some(span), Some(base)) = (&ty.kind, &ty.span, ty.base)
        else {
            continue;
        };
        if ty.derivation != Derivation::Restriction || base == ANY_TYPE {
            continue;
        }
        let TypeKind::Complex(base) = &schema.ty(base).kind else {
            continue;
        };
        let own = (&complex.attributes[..], complex.any_attribute.as_ref());
        let inherited = (&base.attributes[..], base.any_attribute.as_ref());
        attributes(schema, own, inherited, span, judge);
        if !content_restricts(schema, complex, base) {
            judge.violation(
                "derivation-ok-restriction.5",
                span,
                "the content is not a restriction of the base's: it allows what the base does not",
            );
        }
    }
}

/// That attributes, uses and wildcard, restrict those of a base.
pub(super) fn attributes(
    schema: &Schema,
    (uses, any): (&[AttributeUse], Option<&Wildcard>),
    (base_uses, base_any): (&[AttributeUse], Option<&Wildcard>),
    span: &Span,
    judge: &mut Judge<'_>,
) {
    for one in uses {
        let own = &one.attribute;
        let span = own.span.as_ref().unwrap_or(span);
        let inherited = base_uses
            .iter()
            .find(|known| known.attribute.name == own.name);
        let Some(inherited) = inherited else {
            if !base_any.is_some_and(|any| any.namespaces.allows(&own.name.namespace)) {
                judge.violation(
                    "derivation-ok-restriction.2.2",
                    span,
                    format!("the base does not allow the attribute `{}`", own.name),
                );
            }
            continue;
        };
        if inherited.required && !one.required {
            judge.violation(
                "derivation-ok-restriction.2.1.1",
                span,
                format!("the base requires the attribute `{}`", own.name),
            );
        }
        let only_restriction = DerivationSet {
            extension: true,
            ..DerivationSet::default()
        };
        if !is_derived(schema, own.ty, inherited.attribute.ty, only_restriction) {
            judge.violation(
                "derivation-ok-restriction.2.1.2",
                span,
                format!(
                    "the type of `{}` is not derived from that in the base",
                    own.name
                ),
            );
        }
        if let Some(ValueConstraint::Fixed(fixed)) = &inherited.attribute.value {
            let same = match &own.value {
                Some(ValueConstraint::Fixed(value)) => {
                    same_value(schema, value, fixed, inherited.attribute.ty)
                }
                _ => false,
            };
            if !same {
                judge.violation(
                    "derivation-ok-restriction.2.1.3",
                    span,
                    format!("the base fixes `{}` to `{fixed}`", own.name),
                );
            }
        }
    }
    for inherited in base_uses.iter().filter(|inherited| inherited.required) {
        let name = &inherited.attribute.name;
        if !uses.iter().any(|one| one.attribute.name == *name) {
            judge.violation(
                "derivation-ok-restriction.3",
                span,
                format!("the base requires the attribute `{name}`"),
            );
        }
    }
    if let Some(own) = any {
        let within = base_any.is_some_and(|any| {
            own.namespaces.is_within(&any.namespaces) && own.process >= any.process
        });
        if !within {
            judge.violation(
                "derivation-ok-restriction.4",
                span,
                "the wildcard for attributes allows more than that of the base",
            );
        }
    }
}

fn content_restricts(schema: &Schema, complex: &ComplexType, base: &ComplexType) -> bool {
    let (own, inherited, mixed) = match (&complex.content, &base.content) {
        (Content::Simple(_), Content::Elements(_) | Content::Empty) => return false,
        (Content::Simple(_), Content::Mixed(inherited)) => {
            return expand(schema, inherited).is_none_or(|node| node.is_emptiable());
        }
        (Content::Simple(own), Content::Simple(inherited)) => {
            let any = DerivationSet::default();
            return is_derived(schema, *own, *inherited, any);
        }
        (_, Content::Simple(_)) => return false,
        (Content::Empty, Content::Empty) => return true,
        (Content::Empty, Content::Elements(inherited) | Content::Mixed(inherited)) => {
            return expand(schema, inherited).is_none_or(|node| node.is_emptiable());
        }
        (Content::Elements(_) | Content::Mixed(_), Content::Empty) => return false,
        (Content::Elements(own), Content::Elements(inherited) | Content::Mixed(inherited)) => {
            (own, inherited, false)
        }
        (Content::Mixed(own), Content::Elements(inherited)) => (own, inherited, true),
        (Content::Mixed(own), Content::Mixed(inherited)) => (own, inherited, false),
    };
    if mixed {
        return false;
    }
    let (Some(own), Some(inherited)) = (expand(schema, own), expand(schema, inherited)) else {
        return true; // too large to tell
    };
    Restriction::new(schema).holds(&own, &inherited)
}
