//! Documents as written: WSDL 1.1 and XML Schema 1.0 without anything looked up.

pub mod addressing;
mod copies;
pub mod documentation;
mod given;
pub mod namespaces;
pub mod policy;
mod reader;
pub mod reference;
pub mod soap;
pub mod wsdl;
pub mod xsd;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Report, Span};
use crate::document::Node;
use crate::loader::DocumentSet;
use crate::severity::{Judge, Setting};

use self::namespaces::{WSDL, XSD, XSI};
use self::xsd::DirectiveKind;

/// All that a document set says.
#[derive(Debug)]
pub struct Documents {
    /// WSDLs, or schemas alone.
    pub setting: Setting,
    /// Every `xs:schema`, by document.
    pub schemas: Vec<xsd::Schema>,
    /// Every `wsdl:definitions`: those of the first input and what it imports, then the next one's.
    pub definitions: Vec<wsdl::Definitions>,
    /// The schemas of the inputs, in document order.
    pub roots: Vec<usize>,
    /// The names of all documents, each after those it imports or includes.
    pub reading_order: Vec<Arc<str>>,
    /// The violations that cost a component.
    pub costs: Vec<Diagnostic>,
    /// The places of definitions that are copies of earlier ones: document and first byte.
    pub copies: HashSet<(Arc<str>, usize)>,
    /// Of each document, the input that leads to it first.
    pub inputs: Vec<usize>,
    /// The schemas of each document.
    by_document: HashMap<usize, Vec<usize>>,
}

/// Reads all documents of a set. Problems go to the report; what could be read is returned nevertheless.
pub fn read(set: &DocumentSet, report: &mut Report) -> Documents {
    let is_wsdl = |root: Node<'_>| root.is(WSDL, "definitions");
    let any_wsdl = set
        .documents()
        .iter()
        .any(|document| is_wsdl(document.root()));
    let setting = if any_wsdl {
        Setting::Wsdl
    } else {
        Setting::Standalone
    };
    let mut judge = Judge::new(report, setting);
    let mut documents = Documents {
        setting,
        schemas: Vec::new(),
        definitions: Vec::new(),
        roots: Vec::new(),
        reading_order: set.reading_order(),
        costs: Vec::new(),
        copies: HashSet::new(),
        inputs: set.inputs(),
        by_document: HashMap::new(),
    };
    let mut containers = Vec::new();
    for (index, document) in set.documents().iter().enumerate() {
        let root = document.root();
        containers.push(root);
        if let Some(span) = document.draft() {
            judge.note(
                "xsd-draft",
                span,
                "the namespace of a draft of XML Schema is taken for that of the recommendation",
            );
        }
        if is_wsdl(root) {
            let types = root.children().filter(|child| child.is(WSDL, "types"));
            for node in types.flat_map(Node::children) {
                if node.is(XSD, "schema") {
                    containers.push(node);
                    documents.add(set, index, node, &mut judge);
                } else if !node.is(WSDL, "documentation") {
                    judge.note(
                        "wsdl-extension",
                        &node.span(),
                        format!("`{}` is not a schema and is passed over", node.local()),
                    );
                }
            }
            let input = documents.inputs[index];
            let definitions = wsdl::read(index, input, root, &mut judge);
            documents.definitions.push(definitions);
        } else if root.is(XSD, "schema") {
            documents.add(set, index, root, &mut judge);
        }
    }
    documents.copies = copies::copies(&containers, setting);
    documents.costs = judge.take_costs();
    // What an input imports comes with it, before the next input.
    documents
        .definitions
        .sort_by_key(|definitions| definitions.input);
    let roots = set
        .roots()
        .iter()
        .filter_map(|root| documents.by_document.get(root));
    documents.roots = roots.flatten().copied().collect();
    documents
}

impl Documents {
    fn add(&mut self, set: &DocumentSet, document: usize, node: Node<'_>, judge: &mut Judge<'_>) {
        if node.attribute("targetNamespace") == Some(XSI) && judge.is_of_wsdl() {
            let message = "no schema may declare names of the XMLSchema-instance namespace: the schema is left out";
            judge.note("no-xsi", &node.attribute_span("targetNamespace"), message);
            return;
        }
        let position = self.schemas.len();
        self.by_document.entry(document).or_default().push(position);
        self.schemas.push(xsd::read(set, document, node, judge));
    }

    /// Whether a definition is a copy of an earlier one.
    pub fn is_copy(&self, span: &Span) -> bool {
        !self.copies.is_empty() && self.copies.contains(&(span.document.clone(), span.start))
    }

    /// The schemas that a directive leads to.
    pub fn targets(&self, directive: &xsd::Directive) -> &[usize] {
        directive
            .target
            .and_then(|document| self.by_document.get(&document))
            .map_or(&[], Vec::as_slice)
    }

    /// The schemas without a target namespace that take one from a schema that includes them.
    pub fn chameleons(&self) -> HashSet<usize> {
        let mut found = HashSet::new();
        for schema in self
            .schemas
            .iter()
            .filter(|schema| schema.target_namespace.is_some())
        {
            for directive in &schema.directives {
                if !matches!(directive.kind, DirectiveKind::Import(_)) {
                    let targets = self.targets(directive).iter().copied();
                    found.extend(targets.filter(|&at| self.schemas[at].target_namespace.is_none()));
                }
            }
        }
        found
    }
}
