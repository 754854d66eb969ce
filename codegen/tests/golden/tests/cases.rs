//! What each case's golden file makes of its documents.

use std::fs;
use std::path::{Path, PathBuf};

use sapo::xml::{Any, Error, Read, Reader};
use sapo_golden::CASES;

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../cases")
        .join(name)
}

/// The files of a case whose names begin with `prefix`.
fn documents(name: &str, prefix: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder(name)).unwrap();
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            let name = path.file_name().unwrap().to_str().unwrap();
            name.starts_with(prefix) && name.ends_with(".xml")
        })
        .collect();
    files.sort();
    files
}

#[test]
fn valid_documents_are_written_as_they_were_read() {
    for case in CASES {
        for path in documents(case.name, "valid") {
            let echo = case.echo.expect("documents need a Root");
            let document = fs::read(&path).unwrap();
            for strict in [false, true] {
                let written = echo(&document, strict).unwrap_or_else(|error| {
                    panic!("{} (strict: {strict}): {error}", path.display())
                });
                let (before, after) = (tree(&document), tree(written.as_bytes()));
                assert_eq!(before, after, "{}", path.display());
            }
        }
    }
}

#[test]
fn invalid_documents_are_refused_when_read_strictly() {
    for case in CASES {
        for path in documents(case.name, "invalid") {
            let echo = case.echo.expect("documents need a Root");
            let document = fs::read(&path).unwrap();
            if let Ok(written) = echo(&document, true) {
                panic!("{} was accepted as {written}", path.display());
            }
        }
    }
}

#[test]
fn hostile_documents_are_refused() {
    for case in CASES {
        for path in documents(case.name, "hostile") {
            let echo = case.echo.expect("documents need a Root");
            let document = fs::read(&path).unwrap();
            if let Ok(written) = echo(&document, false) {
                panic!("{} was accepted as {written}", path.display());
            }
        }
    }
}

/// A document as a tree, for comparison by namespaces.
struct Tree(Any);

impl Read for Tree {
    fn read_root(r: &mut Reader<'_>) -> Result<Self, Error> {
        r.any().map(Self)
    }
}

/// A document without the white space between elements.
fn tree(document: &[u8]) -> Any {
    let Tree(mut any) = sapo::xml::from_slice(document).unwrap();
    trim(any.element_mut());
    any
}

fn trim(element: &mut sapo::xml::tree::Element) {
    use sapo::xml::tree::XMLNode;
    let has_elements = element
        .children
        .iter()
        .any(|node| node.as_element().is_some());
    if has_elements {
        let is_blank = |node: &XMLNode| node.as_text().is_some_and(|text| text.trim().is_empty());
        element.children.retain(|node| !is_blank(node));
    }
    for node in &mut element.children {
        if let XMLNode::Element(child) = node {
            trim(child);
        }
    }
}
