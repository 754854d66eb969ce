//! The policies that WSDLs attach to what they describe (WS-Policy 1.5, Framework and Attachment).

use std::collections::HashMap;

use super::addressing::{Addressing, Level, is_addressing, is_assertion};
use super::namespaces::WSDL;
use crate::diagnostic::Span;
use crate::document::Node;
use crate::visible::code;

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

/// The tokens of WS-SecurityPolicy 1.2 (section 5.4).
const TOKENS: [&str; 11] = [
    "HttpsToken",
    "IssuedToken",
    "KerberosToken",
    "KeyValueToken",
    "RelToken",
    "SamlToken",
    "SecureConversationToken",
    "SecurityContextToken",
    "SpnegoContextToken",
    "UsernameToken",
    "X509Token",
];

/// The greatest number of policies that refer to one another in a row.
const MOST_REFERENCES: usize = 64;

/// The greatest number of assertions that are told.
const MOST_ASSERTIONS: usize = 32;

/// The greatest length of alternatives that are told in full. Policies that refer to others twice would
/// double it at each step.
const LONGEST_ALTERNATIVES: usize = 300;

/// The requirements that a service, a port, a binding, an operation, or a message has for requests.
#[derive(Debug, Default)]
pub struct Requirements {
    /// The use of WS-Addressing.
    pub addressing: Addressing,
    /// The other assertions of policies, in words, each with the policy that is attached.
    pub assertions: Vec<(String, Span)>,
}

impl Requirements {
    /// Returns those that the extensions of an element declare, and its attribute `PolicyURIs`.
    pub(super) fn of<'d>(node: Node<'d>, policies: &mut Policies<'d>) -> Self {
        let mut requirements = Self::default();
        requirements.add(node, policies);
        requirements
    }

    /// Adds those of another element, such as a message of an operation.
    pub(super) fn add<'d>(&mut self, node: Node<'d>, policies: &mut Policies<'d>) {
        for child in node.children() {
            let summary = match is_policy(child.namespace()) {
                true => policies.summary(child),
                false => Summary {
                    level: Level::of_extension(child),
                    required: Vec::new(),
                },
            };
            self.merge(child, summary);
        }
        let lists = POLICY.iter();
        let lists = lists.filter_map(|namespace| node.attribute_ns(namespace, "PolicyURIs"));
        for uri in lists.flat_map(str::split_whitespace) {
            let summary = policies.referenced(uri);
            self.merge(node, summary);
        }
    }

    fn merge(&mut self, node: Node<'_>, summary: Summary) {
        self.addressing.add(node, summary.level);
        for text in summary.required {
            if self.assertions.len() < MOST_ASSERTIONS
                && !self.assertions.iter().any(|(known, _)| *known == text)
            {
                self.assertions.push((text, node.span()));
            }
        }
    }
}

/// The policies of a document that have an id, and what is known of them.
#[derive(Debug)]
pub(super) struct Policies<'d> {
    by_id: HashMap<&'d str, Node<'d>>,
    known: HashMap<&'d str, Summary>,
    /// The number of references that are being followed.
    depth: usize,
}

/// The requirements of a policy, or of a part of one.
#[derive(Debug, Clone, Default)]
struct Summary {
    level: Level,
    /// The assertions that aren't WS-Addressing's.
    required: Vec<String>,
}

impl<'d> Policies<'d> {
    /// Finds the policies among the children of `wsdl:definitions`.
    pub(super) fn of(definitions: Node<'d>) -> Self {
        let policies = definitions.children();
        let policies = policies.filter(|child| is_policy(child.namespace()));
        // The first of a name counts.
        let mut by_id = HashMap::new();
        for policy in policies {
            if let Some(id) = policy.attribute_ns(UTILITY, "Id") {
                by_id.entry(id).or_insert(policy);
            }
        }
        Self {
            by_id,
            known: HashMap::new(),
            depth: 0,
        }
    }

    /// Summarizes the policy of this URI. A policy that refers to itself adds nothing there.
    fn referenced(&mut self, uri: &str) -> Summary {
        let found = uri
            .trim()
            .strip_prefix('#')
            .and_then(|id| self.by_id.get_key_value(id));
        let Some((&id, &policy)) = found else {
            return Summary {
                level: Level::Unused,
                required: vec![format!("the policy {} (not in the document)", code(uri))],
            };
        };
        if let Some(known) = self.known.get(id) {
            return known.clone();
        }
        if self.depth == MOST_REFERENCES {
            return Summary::default();
        }
        self.known.insert(id, Summary::default());
        self.depth += 1;
        let summary = self.summary(policy);
        self.depth -= 1;
        self.known.insert(id, summary.clone());
        summary
    }

    /// Summarizes a policy, or a part of one (WS-Policy 1.5 Framework, section 4).
    fn summary(&mut self, node: Node<'d>) -> Summary {
        if is_assertion(node) {
            return Summary {
                level: match is_optional(node) {
                    true => Level::Used,
                    false => Level::Required,
                },
                required: Vec::new(),
            };
        }
        let is_operator = is_policy(node.namespace());
        let summary = match (is_operator, node.local()) {
            (true, "PolicyReference") => self.referenced(node.attribute("URI").unwrap_or_default()),
            (true, "Policy" | "All") => self.all(node),
            (true, "ExactlyOne") => self.exactly_one(node),
            _ => {
                // A policy nested in another assertion qualifies that assertion.
                let nested = self.all(node);
                Summary {
                    level: nested.level.min(Level::Used),
                    required: match is_operator || is_addressing(node) {
                        true => Vec::new(),
                        false => vec![told(node)],
                    },
                }
            }
        };
        match is_optional(node) {
            true => Summary {
                level: summary.level.min(Level::Used),
                required: Vec::new(),
            },
            false => summary,
        }
    }

    /// Summarizes an element of which all children apply.
    fn all(&mut self, node: Node<'d>) -> Summary {
        let mut all = Summary::default();
        for child in node.children() {
            let summary = self.summary(child);
            all.level = all.level.max(summary.level);
            for text in summary.required {
                if all.required.len() < MOST_ASSERTIONS && !all.required.contains(&text) {
                    all.required.push(text);
                }
            }
        }
        all
    }

    /// Summarizes an element whose children are alternatives.
    fn exactly_one(&mut self, node: Node<'d>) -> Summary {
        let alternatives: Vec<Summary> = node.children().map(|child| self.summary(child)).collect();
        let levels = || alternatives.iter().map(|one| one.level);
        let level = match levels().min() {
            Some(Level::Required) => Level::Required,
            _ => levels().max().unwrap_or_default().min(Level::Used),
        };
        let mut texts: Vec<String> = Vec::new();
        for alternative in &alternatives {
            let text = alternative.required.join(" and ");
            if !texts.contains(&text) {
                texts.push(text);
            }
        }
        let required = match (&alternatives[..], &texts[..]) {
            ([only], _) => only.required.clone(),
            // An alternative without requirements leaves the choice to callers.
            (_, texts) if texts.iter().any(String::is_empty) => Vec::new(),
            (_, []) => Vec::new(),
            (_, texts) => {
                let length: usize = texts.iter().map(String::len).sum();
                vec![match length <= LONGEST_ALTERNATIVES {
                    true => texts.join(", or "),
                    false => format!("one of {} alternatives", texts.len()),
                }]
            }
        };
        Summary { level, required }
    }
}

/// Names an assertion, with the tokens that the policies nested in it ask for.
fn told(assertion: Node<'_>) -> String {
    let mut tokens = Vec::new();
    let mut left: Vec<Node<'_>> = vec![assertion];
    while let Some(node) = left.pop() {
        for child in node.children() {
            match TOKENS.iter().find(|token| **token == child.local()) {
                Some(token) if !tokens.contains(token) => tokens.push(*token),
                Some(_) => {}
                None => left.push(child),
            }
        }
    }
    tokens.sort_unstable();
    let name = code(assertion.local());
    match &tokens[..] {
        [] => name,
        tokens => format!("{name} (`{}`)", tokens.join("`, `")),
    }
}

fn is_optional(node: Node<'_>) -> bool {
    POLICY
        .iter()
        .any(|namespace| is_true(node.attribute_ns(namespace, "Optional")))
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
