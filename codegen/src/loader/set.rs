//! The documents that were read, and how they hang together.

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::sync::Arc;

use crate::document::{Document, Node};

use super::references::WSDL;

/// Documents, closed over imports as far as these could be followed.
#[derive(Debug, Default)]
pub struct DocumentSet {
    pub(super) documents: Vec<Document>,
    pub(super) roots: Vec<usize>,
    pub(super) targets: HashMap<(usize, u32), usize>,
    pub(super) missing: HashSet<(usize, u32)>,
    pub(super) bundled: HashSet<usize>,
    pub(super) files: Vec<PathBuf>,
}

impl DocumentSet {
    /// All documents: the inputs in the order given, then what they import in the order in which it was reached.
    pub fn documents(&self) -> &[Document] {
        &self.documents
    }

    /// Indices of the inputs.
    pub fn roots(&self) -> &[usize] {
        &self.roots
    }

    /// The document that an `xs:import`, `xs:include`, `xs:redefine` or `wsdl:import` of the document with this index
    /// leads to. `None` where the reference gives no location: then whatever is loaded for its namespace is meant;
    /// and where the document could not be had: then [`is_missing`](Self::is_missing) too.
    pub fn target(&self, document: usize, reference: Node<'_>) -> Option<usize> {
        self.targets.get(&(document, reference.index())).copied()
    }

    /// Whether the document that this reference leads to could not be had, and nothing else defines its namespace. The report
    /// says so already: as an error for a WSDL, for a schema as a warning, since a location is a hint as long as nothing is
    /// missing (XML Schema Part 1, section 4.3.2).
    pub fn is_missing(&self, document: usize, reference: Node<'_>) -> bool {
        self.missing.contains(&(document, reference.index()))
    }

    /// Whether any document is a WSDL.
    pub fn has_wsdl(&self) -> bool {
        let mut roots = self.documents.iter().map(Document::root);
        roots.any(|root| root.is(WSDL, "definitions"))
    }

    /// Whether this document is one of ours, for a namespace that everyone knows, and not of the user's.
    pub fn is_bundled(&self, document: usize) -> bool {
        self.bundled.contains(&document)
    }

    /// The names of all documents, each after those it imports or includes (but for circles, which begin where they are
    /// first met): the order that one long document would have in their stead.
    pub fn reading_order(&self) -> Vec<Arc<str>> {
        let names = self.walk().into_iter();
        names
            .map(|(_, at)| self.documents[at].uri().clone())
            .collect()
    }

    /// Of each document, the input that leads to it first, by number.
    pub fn inputs(&self) -> Vec<usize> {
        let mut inputs = vec![usize::MAX; self.documents.len()];
        for (input, at) in self.walk() {
            inputs[at] = input;
        }
        inputs
    }

    /// The documents in the order of reading, each with the number of the input that led to it.
    fn walk(&self) -> Vec<(usize, usize)> {
        let mut references: Vec<Vec<(u32, usize)>> = vec![Vec::new(); self.documents.len()];
        for (&(document, node), &target) in &self.targets {
            references[document].push((node, target));
        }
        for targets in &mut references {
            targets.sort_unstable();
        }
        let mut order = Vec::with_capacity(self.documents.len());
        let mut met = vec![false; self.documents.len()];
        // Whatever no input leads to, our own schemas for instance, comes last.
        let starts = self.roots.iter().copied().chain(0..self.documents.len());
        for (input, first) in starts.enumerate() {
            let mut open = vec![(first, 0)];
            while let Some((at, next)) = open.pop() {
                if next == 0 && std::mem::replace(&mut met[at], true) {
                    continue;
                }
                match references[at].get(next) {
                    Some(&(_, target)) => open.extend([(at, next + 1), (target, 0)]),
                    None => order.push((input, at)),
                }
            }
        }
        order
    }

    /// All files that were read, catalogs included: what the result depends on.
    pub fn files(&self) -> &[PathBuf] {
        &self.files
    }
}
