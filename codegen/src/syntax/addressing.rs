//! What WS-Addressing adds to WSDLs.

use super::policy::is_required;
use crate::diagnostic::Span;
use crate::document::Node;

/// The namespaces that WS-Addressing has had for what it says in WSDLs.
const NAMESPACES: [&str; 4] = [
    "http://www.w3.org/2007/05/addressing/metadata",
    "http://www.w3.org/2006/05/addressing/wsdl",
    "http://www.w3.org/2006/02/addressing/wsdl",
    "http://schemas.xmlsoap.org/ws/2004/08/addressing",
];

/// The action that an operation's message is given by an attribute (WS-Addressing Metadata, section 4.4.1).
pub(super) fn action(node: Node<'_>) -> Option<String> {
    let action = NAMESPACES
        .iter()
        .find_map(|namespace| node.attribute_ns(namespace, "Action"));
    action.map(str::to_owned)
}

/// Whether an extension says something of WS-Addressing alone.
pub(super) fn is_addressing(node: Node<'_>) -> bool {
    NAMESPACES.contains(&node.namespace())
        && matches!(node.local(), "UsingAddressing" | "Addressing" | "Anonymous")
}

/// Whether an element is the extension or the assertion that messages carry WS-Addressing.
pub(super) fn is_assertion(node: Node<'_>) -> bool {
    is_addressing(node) && node.local() != "Anonymous"
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
    /// Adds what an extension declares, which has this level by itself or by its policy.
    pub(super) fn add(&mut self, node: Node<'_>, level: Level) {
        self.is_used |= level > Level::Unused;
        if level == Level::Required && self.required.is_none() {
            self.required = Some(node.span());
        }
    }
}

/// The degree to which messages carry WS-Addressing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    #[default]
    Unused,
    Used,
    Required,
}

impl Level {
    /// Returns the level of an extension that isn't a policy.
    pub(super) fn of_extension(node: Node<'_>) -> Self {
        match (is_assertion(node), is_required(node)) {
            (false, _) => Self::Unused,
            (true, false) => Self::Used,
            (true, true) => Self::Required,
        }
    }
}
