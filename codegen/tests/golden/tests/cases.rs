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
    echo_of(case, path, &fs::read(path).unwrap(), strict)
}

/// [`echo`] of a file that holds this document.
fn echo_of(case: &Case, path: &Path, document: &[u8], strict: bool) -> Result<String, String> {
    if !is_envelope(path) {
        let echo = case.echo.expect("documents need a Root");
        return echo(document, strict).map_err(|error| error.to_string());
    }
    let file = fs::read(path).unwrap();
    let text = String::from_utf8_lossy(&file);
    let mut result = Err(format!("{} has no such message", case.name));
    for message in case.messages {
        // Overloaded operations have elements of the same name.
        if result.is_err() && text.contains(&format!("{}>", message.local)) {
            let echoed = (message.echo)(message, document, strict);
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

/// Plain tags are read by the names that are expected, others are parsed; both have to give the same.
#[test]
fn the_form_of_tags_changes_nothing() {
    let spaced = |tag: &str| match tag.strip_suffix("/>") {
        Some(tag) => format!("{tag} />"),
        None => format!("{} >", tag.trim_end_matches('>')),
    };
    let forms: [&dyn Fn(&str) -> String; 3] =
        [&spaced, &|tag| format!("<!-- before -->{tag}"), &|tag| {
            format!("{tag}<!-- behind -->")
        }];
    for case in CASES {
        for prefix in ["valid", "invalid", "hostile"] {
            for path in documents(case.name, prefix) {
                let Ok(document) = fs::read_to_string(&path) else {
                    continue;
                };
                for (strict, form) in [false, true]
                    .into_iter()
                    .flat_map(|strict| forms.iter().map(move |form| (strict, form)))
                {
                    let other = with_tags(&document, form);
                    let expected = echo(case, &path, strict);
                    let found = echo_of(case, &path, other.as_bytes(), strict);
                    match (expected, found) {
                        // Errors have other offsets.
                        (Err(_), Err(_)) => {}
                        (expected, found) => assert_eq!(expected, found, "{}", path.display()),
                    }
                }
            }
        }
    }
}

/// A document in which each tag is put in another form.
fn with_tags(document: &str, form: &dyn Fn(&str) -> String) -> String {
    let mut other = String::new();
    let mut rest = document;
    while let Some(start) = rest.find('<') {
        let (before, tag) = rest.split_at(start);
        other.push_str(before);
        let (is_tag, end) = match tag {
            _ if tag.starts_with("<!--") => (false, "-->"),
            _ if tag.starts_with("<![CDATA[") => (false, "]]>"),
            _ if tag.starts_with("<?") => (false, "?>"),
            _ if tag.starts_with("<!") => return document.to_owned(),
            _ => (true, ">"),
        };
        let Some(len) = tag.find(end) else { break };
        let (tag, behind) = tag.split_at(len + end.len());
        match is_tag {
            true => other.push_str(&form(tag)),
            false => other.push_str(tag),
        }
        rest = behind;
    }
    other + rest
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
