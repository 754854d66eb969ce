//! Definitions that are there several times: which of them are copies of an earlier one.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::namespaces::{WSDL, XSD};
use crate::document::Node;
use crate::qname::QName;
use crate::severity::Setting;

/// The attributes of a schema that its components take defaults from.
const DEFAULTS: [&str; 4] = [
    "elementFormDefault",
    "attributeFormDefault",
    "blockDefault",
    "finalDefault",
];

/// Returns the places of the definitions that are equal to an earlier one of their kind and name, and so is all that they
/// refer to. The schemas of one document that stand alone have no copies: there, nothing may be declared twice.
pub(super) fn copies(containers: &[Node<'_>], setting: Setting) -> HashSet<(Arc<str>, usize)> {
    let mut known: HashMap<_, Vec<(Node<'_>, Node<'_>)>> = HashMap::new();
    let mut copies: Vec<(QName, Node<'_>)> = Vec::new();
    // The names whose definitions differ.
    let mut different: Vec<QName> = Vec::new();
    for &container in containers {
        let namespace = container.attribute("targetNamespace");
        for node in container.children() {
            let (Some(kind), Some(name)) = (kind(node), node.attribute("name")) else {
                continue;
            };
            let earlier = known.entry((kind, namespace, name.trim())).or_default();
            let is_copy = earlier.iter().any(|(around, other)| {
                let is_elsewhere = !std::ptr::eq(other.document(), node.document());
                (setting == Setting::Wsdl || is_elsewhere)
                    && DEFAULTS
                        .iter()
                        .all(|name| around.attribute(name) == container.attribute(name))
                    && is_equal(*other, node)
            });
            let name = || QName::new(namespace.unwrap_or_default(), name.trim());
            match is_copy {
                true => copies.push((name(), node)),
                false if earlier.is_empty() => earlier.push((container, node)),
                false => {
                    different.push(name());
                    earlier.push((container, node));
                }
            }
        }
    }
    // What refers to something different is different too.
    let mut users: HashMap<QName, Vec<usize>> = HashMap::new();
    if !different.is_empty() {
        for (at, (_, node)) in copies.iter().enumerate() {
            refer(*node, &mut |name| users.entry(name).or_default().push(at));
        }
    }
    let mut is_copy = vec![true; copies.len()];
    while let Some(name) = different.pop() {
        for at in users.remove(&name).unwrap_or_default() {
            if std::mem::replace(&mut is_copy[at], false) {
                different.push(copies[at].0.clone());
            }
        }
    }
    let copies = copies.into_iter().zip(is_copy);
    copies
        .filter(|(_, is_copy)| *is_copy)
        .map(|((_, node), _)| (node.document().uri().clone(), node.span().start))
        .collect()
}

/// Finds the names that a definition refers to.
fn refer(node: Node<'_>, found: &mut dyn FnMut(QName)) {
    for ((_, local), value) in node.attributes() {
        if is_named(local) {
            names(node, value).flatten().for_each(&mut *found);
        }
    }
    node.children().for_each(|child| refer(child, found));
}

/// The kind of what a node defines; types are of one kind.
fn kind(node: Node<'_>) -> Option<&str> {
    match (node.namespace(), node.local()) {
        (XSD, "simpleType" | "complexType") => Some("type"),
        (XSD, "include" | "import" | "redefine" | "annotation") => None,
        (XSD, kind) | (WSDL, kind @ ("message" | "portType" | "binding")) => Some(kind),
        _ => None,
    }
}

/// Whether two elements say the same, except for their annotations.
fn is_equal(a: Node<'_>, b: Node<'_>) -> bool {
    fn parts(node: Node<'_>) -> impl Iterator<Item = Node<'_>> {
        let is_comment = |child: &Node<'_>| matches!(child.local(), "annotation" | "documentation");
        node.children().filter(move |child| !is_comment(child))
    }
    let mut of_b = parts(b);
    a.namespace() == b.namespace()
        && a.local() == b.local()
        && a.attributes().count() == b.attributes().count()
        && a.attributes().all(|((namespace, local), value)| {
            let other = b.attribute_ns(namespace, local);
            other.is_some_and(|other| match is_named(local) {
                true => names(a, value).eq(names(b, other)),
                false => value.trim() == other.trim(),
            })
        })
        && parts(a).all(|part| of_b.next().is_some_and(|other| is_equal(part, other)))
        && of_b.next().is_none()
}

/// Whether the values of an attribute are qualified names.
fn is_named(attribute: &str) -> bool {
    matches!(
        attribute,
        "type"
            | "base"
            | "ref"
            | "itemType"
            | "memberTypes"
            | "substitutionGroup"
            | "refer"
            | "element"
            | "message"
            | "binding"
            | "arrayType"
    )
}

fn names<'a>(node: Node<'a>, value: &'a str) -> impl Iterator<Item = Option<QName>> {
    value.split_whitespace().map(move |name| node.resolve(name))
}
