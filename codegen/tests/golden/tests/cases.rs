//! What each case's golden file makes of its documents.

use std::fs;
use std::path::{Path, PathBuf};

use sapo::xml::Any;
use sapo_golden::{CASES, Case};

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

fn is_envelope(path: &Path) -> bool {
    path.to_string_lossy().contains("-envelope")
}

/// The body of an envelope.
fn body(envelope: &[u8]) -> Any {
    let mut envelope = tree(envelope);
    let children = &mut envelope.as_element_mut().children;
    let body = children
        .iter()
        .rposition(|node| node.as_element().is_some_and(|child| child.name == "Body"));
    children.swap(0, body.unwrap());
    children.truncate(1);
    envelope
}

/// Reads a file of a case and writes it: a document, or an envelope with a message.
fn echo(case: &Case, path: &Path, strict: bool) -> Result<String, String> {
    let document = fs::read(path).unwrap();
    if !is_envelope(path) {
        let echo = case.echo.expect("documents need a Root");
        return echo(&document, strict).map_err(|error| error.to_string());
    }
    let text = String::from_utf8_lossy(&document);
    let mut result = Err(format!("{} has no such message", case.name));
    for message in case.messages {
        // Overloaded operations have elements of the same name.
        if result.is_err() && text.contains(&format!("{}>", message.local)) {
            let echoed = (message.echo)(message, &document, strict);
            result = echoed.map_err(|error| error.to_string());
        }
    }
    result
}

#[test]
fn valid_documents_are_written_as_they_were_read() {
    for case in CASES {
        for path in documents(case.name, "valid") {
            for strict in [false, true] {
                let written = echo(case, &path, strict).unwrap_or_else(|error| {
                    panic!("{} (strict: {strict}): {error}", path.display())
                });
                let before = fs::read(&path).unwrap();
                let (before, after) = match is_envelope(&path) {
                    true => (body(&before), body(written.as_bytes())),
                    false => (tree(&before), tree(written.as_bytes())),
                };
                assert_eq!(before, after, "{}", path.display());
            }
        }
    }
}

/// Documents that are `invalid*` are refused in Strict, those that are `hostile*` always, and `refused.txt` says of each
/// why. `SAPO_BLESS=1` writes what is said now.
#[test]
fn other_documents_are_refused_for_what_is_wrong_with_them() {
    let bless = std::env::var_os("SAPO_BLESS").is_some();
    let mut wrong = String::new();
    for case in CASES {
        let mut found = String::new();
        for (prefix, strict) in [("hostile", false), ("invalid", true)] {
            for path in documents(case.name, prefix) {
                let name = path.file_name().unwrap().display();
                match echo(case, &path, strict) {
                    Ok(written) => {
                        wrong += &format!("{}/{name} is accepted as {written}\n", case.name)
                    }
                    Err(error) => found += &format!("{name}: {}\n", error.replace('\n', " ")),
                }
            }
        }
        let path = folder(case.name).join("refused.txt");
        let expected = fs::read_to_string(&path).unwrap_or_default();
        if expected.replace("\r\n", "\n") == found {
            continue;
        }
        match bless {
            true => fs::write(&path, found).unwrap(),
            false => {
                wrong += &format!(
                    "{}: what is said is not as in refused.txt:\n{found}",
                    case.name
                )
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// A document without the white space between elements.
fn tree(document: &[u8]) -> Any {
    let mut any: Any = sapo::xml::from_slice(document).unwrap();
    trim(any.as_element_mut());
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
