//! The schema of schemas, as a table: which attributes and children each `xs:` element may have.
//!
//! A schema document is held against this table once, before it is read, so that reading can take what it
//! needs and need not look for what does not belong.

mod rules;

use std::collections::HashSet;

use self::rules::{Inside, Rule, SCHEMA, Step, rule_of};
use super::values::Lexical::{Id, Language};
use crate::document::{Content, Node, XML};
use crate::severity::Judge;
use crate::syntax::namespaces::XSD;

/// Holds the `xs:schema` element against the table.
pub(super) fn check(schema: Node<'_>, judge: &mut Judge<'_>) {
    let mut ids = HashSet::new();
    let mut open = vec![(schema, &SCHEMA)];
    while let Some((node, rule)) = open.pop() {
        check_attributes(node, rule, &mut ids, judge);
        if rule.inside == Inside::Free {
            continue;
        }
        let first = open.len();
        check_children(node, rule, &mut open, judge);
        open[first..].reverse();
    }
}

fn check_attributes<'a>(
    node: Node<'a>,
    rule: &Rule,
    ids: &mut HashSet<&'a str>,
    judge: &mut Judge<'_>,
) {
    for ((namespace, local), value) in node.attributes() {
        let known = rule.attributes.iter().find(|(name, _)| *name == local);
        match (namespace, known) {
            ("", Some((_, lexical))) => {
                if !lexical.accepts(value) {
                    judge.violation(
                        "s4s-att-invalid-value",
                        &node.attribute_span(local),
                        format!(
                            "`{value}` is not a value of {local} on xs:{}: {} is expected",
                            node.local(),
                            lexical.expected()
                        ),
                    );
                } else if *lexical == Id && !ids.insert(value.trim()) {
                    judge.violation(
                        "cvc-id.2",
                        &node.attribute_span(local),
                        format!("the id `{}` is there twice", value.trim()),
                    );
                }
            }
            ("" | XSD, _) => judge.violation(
                "s4s-att-not-allowed",
                &node.attribute_span(local),
                format!("xs:{} has no attribute `{local}` here", node.local()),
            ),
            // Empty, it takes back what was said around it (XML 1.0, section 2.12).
            (XML, _) if local == "lang" && !value.is_empty() && !Language.accepts(value) => judge
                .violation(
                    "s4s-att-invalid-value",
                    &node.attribute_span(local),
                    format!("`{value}` is not {}", Language.expected()),
                ),
            _ => {}
        }
    }
    for name in rule.required {
        if node.attribute(name).is_none() {
            judge.violation(
                "s4s-att-must-appear",
                &node.span(),
                format!("xs:{} must have the attribute `{name}` here", node.local()),
            );
        }
    }
}

fn check_children<'a>(
    node: Node<'a>,
    rule: &'static Rule,
    open: &mut Vec<(Node<'a>, &'static Rule)>,
    judge: &mut Judge<'_>,
) {
    if has_text(node) {
        judge.violation(
            "s4s-elt-character",
            &node.span(),
            format!(
                "xs:{} holds text, which belongs into an annotation",
                node.local()
            ),
        );
    }
    let mut step = 0;
    let mut taken = 0;
    for child in node.children() {
        let name = child.local();
        let place = child.namespace() == XSD && advance(rule.content, &mut step, &mut taken, name);
        if !place {
            let written = if child.namespace() == XSD {
                format!("xs:{name}")
            } else {
                format!("`{name}`, which is not an element of XML Schema,")
            };
            judge.violation(
                "s4s-elt-must-match.1",
                &child.span(),
                format!("{written} may not stand here in xs:{}", node.local()),
            );
        }
        if child.namespace() == XSD
            && let Some(rule) = rule_of(name, rule.inside)
        {
            open.push((child, rule));
        }
    }
    let missing = |step: &Step, taken: usize| match step {
        Step::One(names) | Step::Some(names) if taken == 0 => Some(*names),
        _ => None,
    };
    let rest = rule.content.iter().enumerate().skip(step);
    for (at, one) in rest {
        if let Some(names) = missing(one, if at == step { taken } else { 0 }) {
            judge.violation(
                "s4s-elt-must-match.2",
                &node.span(),
                format!(
                    "xs:{} misses its xs:{}",
                    node.local(),
                    names.join(" or xs:")
                ),
            );
        }
    }
}

fn has_text(node: Node<'_>) -> bool {
    node.content()
        .any(|piece| matches!(piece, Content::Text(text) if !text.trim_ascii().is_empty()))
}

/// Finds the step that takes the next child, from the step reached on; false where there is none.
fn advance(content: &[Step], step: &mut usize, taken: &mut usize, name: &str) -> bool {
    let (mut at, mut count) = (*step, *taken);
    while let Some(one) = content.get(at) {
        let (names, full) = match one {
            Step::Optional(names) | Step::One(names) | Step::Alone(names) => (names, count > 0),
            Step::Many(names) | Step::Some(names) => (names, false),
        };
        if !full && names.contains(&name) {
            (*step, *taken) = (at, count + 1);
            return true;
        }
        let stuck = match one {
            Step::Alone(_) => count > 0,
            Step::One(_) | Step::Some(_) => count == 0,
            Step::Optional(_) | Step::Many(_) => false,
        };
        if stuck {
            return false;
        }
        at += 1;
        count = 0;
    }
    false
}
