//! What WS-Addressing and WS-Policy add to WSDLs.

use super::namespaces::WSDL;
use crate::diagnostic::Span;
use crate::document::Node;

/// The namespaces that WS-Addressing has had for what it says in WSDLs.
const ADDRESSING: [&str; 4] = [
    "http://www.w3.org/2007/05/addressing/metadata",
    "http://www.w3.org/2006/05/addressing/wsdl",
    "http://www.w3.org/2006/02/addressing/wsdl",
    "http://schemas.xmlsoap.org/ws/2004/08/addressing",
];

/// The namespaces that WS-Policy has had.
const POLICY: [&str; 4] = [
    "http://www.w3.org/ns/ws-policy",
    "http://www.w3.org/2006/07/ws-policy",
    "http://schemas.xmlsoap.org/ws/2004/09/policy",
    "http://schemas.xmlsoap.org/ws/2002/12/policy",
];

/// WS-Security's utility namespace, whose `Id` names policies.
const UTILITY: &str =
    "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";

/// The action that an operation's message is given by an attribute (WS-Addressing Metadata, section 4.4.1).
pub(super) fn action(node: Node<'_>) -> Option<String> {
    let action = ADDRESSING
        .iter()
        .find_map(|namespace| node.attribute_ns(namespace, "Action"));
    action.map(str::to_owned)
}

/// Whether an extension says something of WS-Addressing alone.
pub(super) fn is_addressing(node: Node<'_>) -> bool {
    ADDRESSING.contains(&node.namespace())
        && matches!(node.local(), "UsingAddressing" | "Addressing" | "Anonymous")
}

/// The use of WS-Addressing by a binding, one of its operations or a port (WS-Addressing Metadata,
/// section 3).
#[derive(Debug, Default)]
pub struct Addressing {
    /// Whether messages may carry it.
    pub is_used: bool,
    /// The extension by which requests must carry it.
    pub required: Option<Span>,
}

impl Addressing {
    /// Adds what an extension declares: by itself, by a policy within, or by one that it refers to
    /// in the same document.
    pub(super) fn add(&mut self, node: Node<'_>) {
        let level = match is_policy(node.namespace()) {
            true => referenced(node).map_or(level(node), |policy| level(policy).max(level(node))),
            false if is_assertion(node) => match is_required(node) {
                true => Level::Required,
                false => Level::Used,
            },
            false => Level::Unused,
        };
        self.is_used |= level > Level::Unused;
        if level == Level::Required && self.required.is_none() {
            self.required = Some(node.span());
        }
    }
}

/// The degree to which messages carry WS-Addressing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Unused,
    Used,
    Required,
}

/// The use of WS-Addressing that a policy, or a part of one, asserts (WS-Policy 1.5 Framework,
/// section 4).
fn level(node: Node<'_>) -> Level {
    if is_assertion(node) {
        return match is_optional(node) {
            true => Level::Used,
            false => Level::Required,
        };
    }
    let levels: Vec<Level> = node.children().map(level).collect();
    let most = levels.iter().copied().max().unwrap_or(Level::Unused);
    match (is_policy(node.namespace()), node.local()) {
        (true, "Policy" | "All") if !is_optional(node) => most,
        // Each child is an alternative.
        (true, "ExactlyOne") if levels.iter().min() == Some(&Level::Required) => Level::Required,
        // A policy nested in another assertion qualifies that assertion.
        _ => most.min(Level::Used),
    }
}

/// Whether an element is the extension or the assertion that messages carry WS-Addressing.
fn is_assertion(node: Node<'_>) -> bool {
    is_addressing(node) && node.local() != "Anonymous"
}

fn is_optional(node: Node<'_>) -> bool {
    POLICY
        .iter()
        .any(|namespace| is_true(node.attribute_ns(namespace, "Optional")))
}

/// The policy of the same document that a `wsp:PolicyReference` refers to.
fn referenced(node: Node<'_>) -> Option<Node<'_>> {
    let id = node.attribute("URI")?.trim().strip_prefix('#')?;
    let mut policies = node.document().root().children();
    policies
        .find(|child| is_policy(child.namespace()) && child.attribute_ns(UTILITY, "Id") == Some(id))
}

/// Whether an extension must be understood (WSDL 1.1, section 2.1.3).
pub(super) fn is_required(node: Node<'_>) -> bool {
    is_true(node.attribute_ns(WSDL, "required"))
}

fn is_true(boolean: Option<&str>) -> bool {
    matches!(boolean.map(str::trim), Some("true" | "1"))
}

pub(super) fn is_policy(namespace: &str) -> bool {
    POLICY.contains(&namespace)
}
