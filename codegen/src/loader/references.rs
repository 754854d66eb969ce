//! What a document refers to.

use crate::document::Node;

/// The namespace of WSDL 1.1.
pub(super) const WSDL: &str = "http://schemas.xmlsoap.org/wsdl/";
/// The namespace of XML Schema.
pub(super) const XSD: &str = "http://www.w3.org/2001/XMLSchema";

/// The kinds of reference; they differ in what it means that there is nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// `wsdl:import`
    Wsdl,
    /// `xs:import`
    Import,
    /// `xs:include`
    Include,
    /// `xs:redefine`
    Redefine,
}

impl Kind {
    /// The code of the rule that such a reference is under.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Wsdl => "wsdl-import",
            Self::Import => "src-import",
            Self::Include => "src-include",
            Self::Redefine => "src-redefine",
        }
    }

    /// The name of the attribute that says where.
    pub(super) fn attribute(self) -> &'static str {
        match self {
            Self::Wsdl => "location",
            _ => "schemaLocation",
        }
    }
}

/// A reference from one document to another.
pub(super) struct Reference<'a> {
    pub(super) node: Node<'a>,
    pub(super) kind: Kind,
    /// The namespace it is for.
    pub(super) namespace: Option<&'a str>,
    /// Where it says that the document is.
    pub(super) location: Option<&'a str>,
}

/// The references of a WSDL or a schema, in document order; `None` where the document is neither.
pub(super) fn references(root: Node<'_>) -> Option<Vec<Reference<'_>>> {
    let mut found = Vec::new();
    if root.is(XSD, "schema") {
        of_schema(root, &mut found);
    } else if root.is(WSDL, "definitions") {
        for child in root.children().filter(|child| child.namespace() == WSDL) {
            if child.local() == "import" || child.local() == "include" {
                found.push(reference(child, Kind::Wsdl));
            }
        }
        schemas(root).for_each(|schema| of_schema(schema, &mut found));
    } else {
        return None;
    }
    Some(found)
}

/// The schemas of a document: the root, or those within `wsdl:types`.
pub(super) fn schemas(root: Node<'_>) -> impl Iterator<Item = Node<'_>> {
    let own = root.is(XSD, "schema").then_some(root);
    let inline = root
        .children()
        .filter(|child| child.is(WSDL, "types"))
        .flat_map(Node::children)
        .filter(|child| child.is(XSD, "schema"));
    own.into_iter().chain(inline)
}

fn of_schema<'a>(schema: Node<'a>, found: &mut Vec<Reference<'a>>) {
    for child in schema.children().filter(|child| child.namespace() == XSD) {
        let kind = match child.local() {
            "import" => Kind::Import,
            "include" => Kind::Include,
            "redefine" => Kind::Redefine,
            _ => continue,
        };
        found.push(reference(child, kind));
    }
}

fn reference(node: Node<'_>, kind: Kind) -> Reference<'_> {
    Reference {
        node,
        kind,
        namespace: node.attribute("namespace"),
        location: node
            .attribute(kind.attribute())
            .filter(|location| !location.trim().is_empty()),
    }
}

/// The namespaces that the names in a document refer to, each perhaps many times: those of attributes
/// whose values are qualified names.
pub(super) fn named_namespaces<'a>(root: Node<'a>, found: &mut dyn FnMut(&'a str)) {
    for ((namespace, local), value) in root.attributes() {
        let to_type = match namespace {
            "" => matches!(local, "type" | "base" | "itemType" | "memberTypes"),
            WSDL => local == "arrayType",
            _ => false,
        };
        let refers = to_type
            || namespace.is_empty()
                && matches!(local, "ref" | "element" | "substitutionGroup" | "message");
        if refers && matches!(root.namespace(), XSD | WSDL) {
            for name in value.split_ascii_whitespace() {
                let (prefix, local) = name.split_once(':').unwrap_or(("", name));
                // A part that is an element of XML Schema is a schema; else a built-in type is meant.
                let to_type = to_type || root.is(WSDL, "part") && local != "schema";
                match root.resolve_prefix(prefix) {
                    // The built-in types need no schema.
                    Some(XSD) if to_type => {}
                    Some(namespace) => found(namespace),
                    None => {}
                }
            }
        }
    }
    for child in root.children() {
        named_namespaces(child, found);
    }
}
