//! What WS-Addressing and WS-Policy add to WSDLs.

use crate::document::Node;

/// The namespaces that WS-Addressing has had for what it says in WSDLs.
const ADDRESSING: [&str; 3] = [
    "http://www.w3.org/2007/05/addressing/metadata",
    "http://www.w3.org/2006/05/addressing/wsdl",
    "http://schemas.xmlsoap.org/ws/2004/08/addressing",
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

/// Whether an extension of a binding says that messages carry WS-Addressing (Metadata, section 3): by itself, by a
/// policy within, or by one that it refers to in the same document.
pub(super) fn demands_addressing(node: Node<'_>) -> bool {
    let demands = |node: Node<'_>| {
        is_addressing(node) && matches!(node.local(), "UsingAddressing" | "Addressing")
    };
    if demands(node) {
        return true;
    }
    if !is_policy(node.namespace()) {
        return false;
    }
    let mut open = vec![node];
    let reference = node
        .attribute("URI")
        .and_then(|uri| uri.trim().strip_prefix('#'));
    if let Some(id) = reference {
        open.extend(node.document().root().children().filter(|child| {
            is_policy(child.namespace()) && child.attribute_ns(UTILITY, "Id") == Some(id)
        }));
    }
    while let Some(node) = open.pop() {
        if demands(node) {
            return true;
        }
        open.extend(node.children());
    }
    false
}

pub(super) fn is_policy(namespace: &str) -> bool {
    matches!(
        namespace,
        "http://schemas.xmlsoap.org/ws/2004/09/policy"
            | "http://schemas.xmlsoap.org/ws/2002/12/policy"
            | "http://www.w3.org/2006/07/ws-policy"
            | "http://www.w3.org/ns/ws-policy"
    )
}
