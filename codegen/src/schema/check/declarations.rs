//! Element and attribute declarations: their values, and substitution groups (XSD 1.0 Part 1, sections 3.2.6 and 3.3.6).

use super::content::expand;
use super::derivation::is_derived;
use crate::diagnostic::Span;
use crate::qname::QName;
use crate::schema::components::*;
use crate::severity::Judge;

/// Checks all declarations; `finals` holds `final` of each element.
pub(super) fn check(schema: &Schema, finals: &[DerivationSet], judge: &mut Judge<'_>) {
    for (element, is_final) in schema.elements.iter().zip(finals) {
        element_value(schema, element, judge);
        is_listed(schema, element.ty, &element.name, &element.span, judge);
        let head = element
            .substitution_group
            .map(|head| (schema.element(head), head));
        if let Some((head, ElementId(at))) = head {
            let forbidden = finals.get(at as usize).copied().unwrap_or(*is_final);
            if !is_derived(schema, element.ty, head.ty, forbidden) {
                judge.violation(
                    "e-props-correct.4",
                    &element.span,
                    format!(
                        "the type of `{}` is not derived from that of `{}`, or that is forbidden",
                        element.name, head.name
                    ),
                );
            }
        }
    }
    for attribute in schema.global_attributes.values() {
        check_attribute(schema, attribute, judge);
    }
    for ty in &schema.types {
        let (TypeKind::Complex(complex), Some(span)) = (&ty.kind, &ty.span) else {
            continue;
        };
        for one in &complex.attributes {
            check_attribute(schema, &one.attribute, judge);
        }
        let ids = complex
            .attributes
            .iter()
            .filter(|one| is_id(schema, one.attribute.ty));
        if ids.count() > 1 {
            judge.violation(
                "ct-props-correct.5",
                span,
                "a type has one attribute of type xs:ID at most",
            );
        }
    }
}

fn is_id(schema: &Schema, ty: TypeId) -> bool {
    matches!(
        &schema.ty(ty).kind,
        TypeKind::Simple(SimpleType {
            variety: Variety::Atomic(BuiltIn::Id),
            ..
        })
    )
}

/// That what is of type xs:NOTATION lists the notations that it may name (XSD Part 2, section 3.2.19).
fn is_listed(schema: &Schema, ty: TypeId, name: &QName, span: &Span, judge: &mut Judge<'_>) {
    if let TypeKind::Simple(SimpleType {
        variety: Variety::Atomic(BuiltIn::Notation),
        facets,
        ..
    }) = &schema.ty(ty).kind
        && facets.enumeration.is_empty()
    {
        judge.violation(
            "enumeration-required-notation",
            span,
            format!(
                "`{name}` is of type xs:NOTATION, which must list the notations that are allowed"
            ),
        );
    }
}

fn element_value(schema: &Schema, element: &Element, judge: &mut Judge<'_>) {
    let Some(value) = &element.value else { return };
    let simple = match &schema.ty(element.ty).kind {
        TypeKind::Simple(_) => Some(element.ty),
        TypeKind::Complex(complex) => match &complex.content {
            Content::Simple(ty) => Some(*ty),
            Content::Mixed(particle) => {
                if expand(schema, particle).is_some_and(|node| !node.is_emptiable()) {
                    no_value(element, "its content must have elements", judge);
                }
                None
            }
            Content::Empty | Content::Elements(_) => {
                no_value(element, "its type has no text", judge);
                None
            }
        },
    };
    let Some(ty) = simple else { return };
    if is_id(schema, ty) {
        judge.violation(
            "e-props-correct.5",
            &element.span,
            format!(
                "`{}` is of type xs:ID, which has neither default nor fixed value",
                element.name
            ),
        );
    } else if schema.value(value.value(), ty).is_none() {
        judge.violation(
            "e-props-correct.2",
            &element.span,
            format!(
                "`{}` is not a value of the type of `{}`",
                value.value(),
                element.name
            ),
        );
    }
}

fn no_value(element: &Element, why: &str, judge: &mut Judge<'_>) {
    judge.violation(
        "e-props-correct.2",
        &element.span,
        format!(
            "`{}` cannot have a default or fixed value: {why}",
            element.name
        ),
    );
}

fn check_attribute(schema: &Schema, attribute: &Attribute, judge: &mut Judge<'_>) {
    let Some(span) = &attribute.span else { return };
    if let TypeKind::Complex(_) = schema.ty(attribute.ty).kind {
        judge.violation(
            "src-resolve",
            span,
            format!(
                "the type of the attribute `{}` is not a simple type",
                attribute.name
            ),
        );
        return;
    }
    is_listed(schema, attribute.ty, &attribute.name, span, judge);
    let Some(value) = &attribute.value else {
        return;
    };
    if is_id(schema, attribute.ty) {
        judge.violation(
            "a-props-correct.3",
            span,
            format!(
                "`{}` is of type xs:ID, which has neither default nor fixed value",
                attribute.name
            ),
        );
    } else if schema.value(value.value(), attribute.ty).is_none() {
        invalid(attribute, value.value(), span, judge);
    }
}

fn invalid(attribute: &Attribute, value: &str, span: &Span, judge: &mut Judge<'_>) {
    judge.violation(
        "a-props-correct.2",
        span,
        format!(
            "`{value}` is not a value of the type of `{}`",
            attribute.name
        ),
    );
}
