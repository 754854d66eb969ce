//! The components of WSDLs that can be removed, and the references to them.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

use roxmltree::{Document, Node};

const WSDL: &str = "http://schemas.xmlsoap.org/wsdl/";
const XSD: &str = "http://www.w3.org/2001/XMLSchema";

/// A document with one piece replaced.
#[derive(Debug, Clone)]
pub(super) struct Mutant {
    /// The kind of what is removed.
    pub(super) kind: &'static str,
    /// Its local name; the location of an import.
    pub(super) name: String,
    /// Its file.
    pub(super) file: PathBuf,
    range: Range<usize>,
    with: String,
    /// Whether anything else refers to it.
    pub(super) is_used: bool,
}

impl Mutant {
    /// Returns the document without what is removed.
    pub(super) fn text(&self, original: &str) -> String {
        let Range { start, end } = self.range;
        [&original[..start], &self.with, &original[end..]].concat()
    }
}

/// A name that a component is known by: its kind, namespace, and local name.
type Key = (&'static str, String, String);

/// A component or a reference, and its place.
type Found = (Key, PathBuf, Range<usize>);

/// Returns all mutants of a set of documents, by kind.
pub(super) fn mutants(files: &[(PathBuf, String)]) -> BTreeMap<&'static str, Vec<Mutant>> {
    let mut components: Vec<Found> = Vec::new();
    let mut references: Vec<Found> = Vec::new();
    let mut mutants: BTreeMap<&'static str, Vec<Mutant>> = BTreeMap::new();
    for (path, text) in files {
        // A document type declaration is nothing that roxmltree takes.
        let Ok(document) = Document::parse(text) else {
            continue;
        };
        for node in document.descendants().filter(Node::is_element) {
            components.extend(component(node).map(|key| (key, path.clone(), node.range())));
            referred(node, path, &mut references);
            if let Some((name, range)) = location(node) {
                mutants.entry("import").or_default().push(Mutant {
                    kind: "import",
                    with: format!("gone/{name}"),
                    name,
                    file: path.clone(),
                    range,
                    is_used: false,
                });
            }
        }
    }
    for (key, path, range) in &components {
        let is_within = |file: &Path, at: &Range<usize>| {
            file == path && at.start >= range.start && at.end <= range.end
        };
        let of_key = |found: &&Found| found.0 == *key;
        let mut uses = references.iter().filter(of_key);
        let is_used = uses.any(|(_, file, at)| !is_within(file, at))
            && components.iter().filter(of_key).count() == 1;
        let (kind, _, name) = key.clone();
        mutants.entry(kind).or_default().push(Mutant {
            kind,
            name,
            file: path.clone(),
            range: range.clone(),
            with: String::new(),
            is_used,
        });
    }
    mutants
}

/// What a node declares.
fn component(node: Node<'_, '_>) -> Option<Key> {
    let parent = node.parent_element()?;
    let name = node.attribute("name")?.trim().to_owned();
    let tag = (node.tag_name().namespace()?, node.tag_name().name());
    let around = (parent.tag_name().namespace()?, parent.tag_name().name());
    let kind = match (around, tag) {
        ((WSDL, "definitions"), (WSDL, "message")) => "message",
        ((WSDL, "definitions"), (WSDL, "binding")) => "binding",
        ((WSDL, "message"), (WSDL, "part")) => "part",
        ((WSDL, "portType"), (WSDL, "operation")) => "operation",
        ((XSD, "schema"), (XSD, "simpleType" | "complexType")) => "type",
        ((XSD, "schema"), (XSD, "element")) => "element",
        ((XSD, "schema"), (XSD, "group")) => "group",
        ((XSD, "schema"), (XSD, "attribute")) => "attribute",
        ((XSD, "schema"), (XSD, "attributeGroup")) => "attribute group",
        _ => return None,
    };
    // What is in parts of a WSDL is known by its own name alone.
    let namespace = match kind {
        "part" | "operation" => "",
        _ => parent.attribute("targetNamespace").unwrap_or_default(),
    };
    Some((kind, namespace.to_owned(), name))
}

/// Finds what the attributes of a node refer to.
fn referred(node: Node<'_, '_>, path: &Path, found: &mut Vec<Found>) {
    let tag = node.tag_name().name();
    let parent = node.parent_element().map(|parent| parent.tag_name().name());
    for attribute in node.attributes() {
        let kind = match (tag, attribute.name()) {
            ("binding", "type") => continue,
            ("attribute", "ref") => "attribute",
            ("attributeGroup", "ref") => "attribute group",
            ("group", "ref") => "group",
            (_, "ref" | "element" | "substitutionGroup") => "element",
            (_, "type" | "base" | "itemType" | "memberTypes" | "arrayType") => "type",
            (_, "message") => "message",
            (_, "binding") => "binding",
            (_, "part" | "parts") => "part",
            ("operation", "name") if parent == Some("binding") => "operation",
            _ => continue,
        };
        for name in attribute.value().split_whitespace() {
            let name = name.split('[').next().unwrap_or_default();
            let (prefix, local) = match name.split_once(':') {
                Some((prefix, local)) => (Some(prefix), local),
                None => (None, name),
            };
            let namespace = match kind {
                "part" | "operation" => "",
                _ => node.lookup_namespace_uri(prefix).unwrap_or_default(),
            };
            let key = (kind, namespace.to_owned(), local.to_owned());
            found.push((key, path.to_owned(), attribute.range()));
        }
    }
}

/// The location of an import or include, and its place.
fn location(node: Node<'_, '_>) -> Option<(String, Range<usize>)> {
    let name = match (node.tag_name().namespace()?, node.tag_name().name()) {
        (WSDL, "import") => "location",
        (XSD, "import" | "include") => "schemaLocation",
        _ => return None,
    };
    let attribute = node.attribute_node(name)?;
    Some((attribute.value().to_owned(), attribute.range_value()))
}
