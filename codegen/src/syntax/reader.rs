//! What the readers of all parts of a WSDL share: names, references, extensions that are not known.

use std::collections::HashSet;

use super::addressing::is_addressing;
use super::namespaces::WSDL;
use super::policy::{self, Policies};
use super::reference::{Reference, reference};
use crate::document::Node;
use crate::severity::Judge;

/// Reads one `wsdl:definitions`, whose parts are read where they are declared.
pub(super) struct Reader<'r, 'j, 'd> {
    pub(super) judge: &'r mut Judge<'j>,
    /// The policies that are attached by reference.
    pub(super) policies: Policies<'d>,
    /// The extensions that were told of already: once for each name is enough.
    told: HashSet<(String, String)>,
    /// Whether what is read stands in a binding or a service.
    pub(super) is_of_binding: bool,
}

impl<'r, 'j, 'd> Reader<'r, 'j, 'd> {
    pub(super) fn new(definitions: Node<'d>, judge: &'r mut Judge<'j>) -> Self {
        Self {
            judge,
            policies: Policies::of(definitions),
            told: HashSet::new(),
            is_of_binding: false,
        }
    }

    /// The attribute `name`, empty and reported where it is missing.
    pub(super) fn name(&mut self, node: Node<'_>) -> String {
        if node.attribute("name").is_none() {
            self.judge.violation(
                "wsdl-structure",
                &node.span(),
                format!("wsdl:{} has no name", node.local()),
            );
        }
        optional_name(node).unwrap_or_default()
    }

    pub(super) fn reference(&mut self, node: Node<'_>, local: &str) -> Option<Reference> {
        reference(node, local, "wsdl-resolve", self.judge)
    }

    /// The attribute `local`, which must be there; `code` says what it means that it is not.
    pub(super) fn required_reference(
        &mut self,
        node: Node<'_>,
        local: &str,
        code: &'static str,
    ) -> Option<Reference> {
        if node.attribute(local).is_none() {
            self.judge.violation(
                code,
                &node.span(),
                format!("wsdl:{} has no `{local}`", node.local()),
            );
        }
        self.reference(node, local)
    }

    /// An element that is not WSDL's, or not here: told, and refused where it must be understood. What bindings and ports
    /// demand is of messages on the wire, to which a caller can add it; what others do changes what the WSDL means.
    pub(super) fn unknown(&mut self, node: Node<'_>) {
        let (namespace, local) = (node.namespace(), node.local());
        if node.is(WSDL, "documentation") || is_addressing(node) {
            return;
        }
        if policy::is_policy(namespace) {
            // What others require is told with the ports that they are attached to.
            if policy::is_required(node) && !self.is_of_binding {
                self.judge.note(
                    "wsdl-policy",
                    &node.span(),
                    "this policy isn't attached to a port: what it requires of messages is up to you",
                );
            }
        } else if policy::is_required(node) {
            let message =
                format!("`{local}` of {namespace} must be understood (wsdl:required), and is not");
            match self.is_of_binding {
                true => self.judge.note(
                    "wsdl-required",
                    &node.span(),
                    message + ": what it demands of messages is the caller's part",
                ),
                false => self.judge.violation("wsdl-required", &node.span(), message),
            }
        } else if self.told.insert((namespace.to_owned(), local.to_owned())) {
            if namespace == WSDL {
                self.judge.note(
                    "wsdl-structure",
                    &node.span(),
                    format!("wsdl:{local} may not stand here and is passed over"),
                );
            } else {
                self.judge.note(
                    "wsdl-extension",
                    &node.span(),
                    format!(
                        "the extension `{local}` of {namespace} is not known and is passed over"
                    ),
                );
            }
        }
    }
}

pub(super) fn optional_name(node: Node<'_>) -> Option<String> {
    node.attribute("name").map(|name| name.trim().to_owned())
}
