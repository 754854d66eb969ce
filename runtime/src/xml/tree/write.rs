//! Writes a tree as text, declaring what its names and its content need.

use std::fmt::{self, Write};

use super::{Element, Namespace, XML_NAMESPACE, XMLNode, attributes};

/// Writes `element` as a document of its own: its own prefixes where they still fit, new ones where not.
pub(super) fn write_element(element: &Element, out: &mut impl Write) -> fmt::Result {
    write_within(element, &Namespace::empty(), out)
}

fn write_within(element: &Element, around: &Namespace, out: &mut impl Write) -> fmt::Result {
    let mut scope = around.clone();
    if let Some(declared) = &element.namespaces {
        // What was taken back within the tree: only the default namespace can be (Namespaces in XML 1.0).
        if !declared.contains("") {
            scope.0.remove("");
        }
        for (prefix, uri) in declared {
            scope.force_put(prefix, uri);
        }
    }
    let namespace = element.namespace.as_deref().unwrap_or_default();
    let prefix = element_prefix(
        &mut scope,
        element.prefix.as_deref().unwrap_or_default(),
        namespace,
    );
    let mut names = Vec::with_capacity(element.attributes.len());
    for (namespace, local, value) in attributes(element) {
        names.push((attribute_prefix(&mut scope, namespace), local, value));
    }

    out.write_char('<')?;
    write_name(&prefix, &element.name, out)?;
    write_declarations(&scope, around, out)?;
    for (prefix, local, value) in names {
        out.write_char(' ')?;
        write_name(&prefix, local, out)?;
        out.write_str("=\"")?;
        escape(value, true, out)?;
        out.write_char('"')?;
    }
    if element.children.is_empty() {
        return out.write_str("/>");
    }
    out.write_char('>')?;
    for node in &element.children {
        match node {
            XMLNode::Element(child) => write_within(child, &scope, out)?,
            XMLNode::Text(text) | XMLNode::CData(text) => escape(text, false, out)?,
            XMLNode::Comment(_) | XMLNode::ProcessingInstruction(..) => {}
        }
    }
    out.write_str("</")?;
    write_name(&prefix, &element.name, out)?;
    out.write_char('>')
}

fn write_declarations(scope: &Namespace, around: &Namespace, out: &mut impl Write) -> fmt::Result {
    if around.contains("") && !scope.contains("") {
        out.write_str(" xmlns=\"\"")?;
    }
    for (prefix, uri) in scope {
        if around.get(prefix) == Some(uri) || uri == XML_NAMESPACE {
            continue;
        }
        out.write_str(if prefix.is_empty() {
            " xmlns"
        } else {
            " xmlns:"
        })?;
        out.write_str(prefix)?;
        out.write_str("=\"")?;
        escape(uri, true, out)?;
        out.write_char('"')?;
    }
    Ok(())
}

fn write_name(prefix: &str, local: &str, out: &mut impl Write) -> fmt::Result {
    if !prefix.is_empty() {
        out.write_str(prefix)?;
        out.write_char(':')?;
    }
    out.write_str(local)
}

/// The prefix to write an element with; binds it where it is not bound to its namespace yet.
fn element_prefix(scope: &mut Namespace, wanted: &str, namespace: &str) -> String {
    if namespace == XML_NAMESPACE {
        return "xml".to_owned();
    }
    if namespace.is_empty() {
        scope.0.remove("");
        return String::new();
    }
    if scope.get(wanted) != Some(namespace) {
        scope.force_put(wanted, namespace);
    }
    wanted.to_owned()
}

/// The prefix to write an attribute with: one that is bound to its namespace, or a new one.
fn attribute_prefix(scope: &mut Namespace, namespace: &str) -> String {
    if namespace.is_empty() {
        return String::new();
    }
    if namespace == XML_NAMESPACE {
        return "xml".to_owned();
    }
    let bound = scope
        .iter()
        .find(|(prefix, uri)| !prefix.is_empty() && *uri == namespace)
        .map(|(prefix, _)| prefix.to_owned());
    bound.unwrap_or_else(|| {
        let prefix = (1..)
            .map(|number| format!("ns{number}"))
            .find(|prefix| !scope.contains(prefix))
            .unwrap_or_default();
        scope.force_put(prefix.as_str(), namespace);
        prefix
    })
}

/// Escapes what would be read as markup, and the white space that reading would change.
fn escape(text: &str, attribute: bool, out: &mut impl Write) -> fmt::Result {
    let mut rest = text;
    while let Some(at) = rest.find(|c| match c {
        '<' | '>' | '&' | '\r' => true,
        '"' | '\t' | '\n' => attribute,
        _ => false,
    }) {
        out.write_str(&rest[..at])?;
        out.write_str(match rest.as_bytes()[at] {
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'&' => "&amp;",
            b'"' => "&quot;",
            b'\r' => "&#13;",
            b'\t' => "&#9;",
            _ => "&#10;",
        })?;
        rest = &rest[at + 1..];
    }
    out.write_str(rest)
}
