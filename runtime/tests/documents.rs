//! What the parser makes of documents, beside what roxmltree makes of them.

use proptest::prelude::*;
use sapo::xml::tree::{Element, XMLNode};
use sapo::xml::{Any, Error, Limits, Reader};

/// Names with namespaces, sorted attributes and merged text; comments and processing instructions are no part of it.
#[derive(Debug, PartialEq)]
enum Node {
    Text(String),
    Element(String, Vec<(String, String)>, Vec<Node>),
}

fn name_of(namespace: Option<&str>, local: &str) -> String {
    match namespace {
        None | Some("") => local.to_owned(),
        Some(namespace) => format!("{{{namespace}}}{local}"),
    }
}

fn element(name: String, mut attributes: Vec<(String, String)>, children: Vec<Node>) -> Node {
    attributes.sort();
    let mut merged: Vec<Node> = Vec::new();
    for child in children {
        match (merged.last_mut(), child) {
            (Some(Node::Text(text)), Node::Text(more)) => text.push_str(&more),
            (_, child) => merged.push(child),
        }
    }
    merged.retain(|child| !matches!(child, Node::Text(text) if text.is_empty()));
    Node::Element(name, attributes, merged)
}

fn ours(document: &str) -> Result<Node, Error> {
    fn convert(of: &Element) -> Node {
        let attributes = of.attributes.iter();
        let children = of.children.iter().filter_map(|child| match child {
            XMLNode::Element(child) => Some(convert(child)),
            XMLNode::Text(text) => Some(Node::Text(text.clone())),
            _ => None,
        });
        element(
            name_of(of.namespace.as_deref(), &of.name),
            attributes
                .map(|(key, value)| (key.clone(), value.clone()))
                .collect(),
            children.collect(),
        )
    }
    let mut reader = Reader::new(document, &Limits::default())?;
    reader.root()?;
    let tree = reader.read::<Any>()?;
    reader.finish()?;
    Ok(convert(tree.as_element()))
}

fn theirs(document: &str) -> Result<Node, roxmltree::Error> {
    fn convert(of: roxmltree::Node<'_, '_>) -> Node {
        let attributes = of
            .attributes()
            .map(|a| (name_of(a.namespace(), a.name()), a.value().to_owned()));
        let children = of.children().filter_map(|child| {
            if child.is_element() {
                Some(convert(child))
            } else if child.is_text() {
                child.text().map(|text| Node::Text(text.to_owned()))
            } else {
                None
            }
        });
        let name = of.tag_name();
        element(
            name_of(name.namespace(), name.name()),
            attributes.collect(),
            children.collect(),
        )
    }
    roxmltree::Document::parse(document).map(|document| convert(document.root_element()))
}

/// Pieces of which documents are made, whole elements among them.
fn pieces() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        prop::sample::select(vec![
            "text",
            "é\u{FEFF}",
            " ",
            "\n",
            "\r\n",
            "\t",
            "&amp;",
            "&lt;x&gt;",
            "&#13;",
            "&#xE9;",
            "a > b",
            "\u{FFFD}",
            "<!-- a <b> & -->",
            "<![CDATA[ <b> & ]]>",
            "<![CDATA[\r\n]]>",
            "<?pi <b> ?>",
            "<e/>",
            "<e />",
            "<p:e/>",
            "<e></e>",
            "<e>1</e>",
            "<e >2</e >",
            "<e\n>3</e>",
            "<e>x&amp;y</e>",
            "<e>x\r\ny</e>",
            "<e a='1'>4</e>",
            "<e xmlns=''>5</e>",
            "<e a='&lt;\r\n\t &#10;' p:a=\"'\"/>",
            "<q:e xmlns:q='urn:q' q:a='1'>6</q:e>",
            "<e xmlns='urn:e'><f>7</f></e>",
            "<a.b-c_1>8</a.b-c_1>",
            "<é>9</é>",
            "<e><!-- -->10</e>",
            "<e>11<?pi?></e>",
        ])
        .prop_map(str::to_owned),
        "[a-z ]{0,40}",
    ];
    leaf.prop_recursive(5, 40, 6, |inner| {
        let tags = prop::sample::select(vec![
            ("<g>", "</g>"),
            ("<g b='2'>", "</g>"),
            ("<p:g>", "</p:g>"),
            ("<g xmlns='urn:g' xmlns:p='urn:other'>", "</g>"),
            ("<g>", "</g\n>"),
        ]);
        (tags, prop::collection::vec(inner, 0..6))
            .prop_map(|((start, end), parts)| format!("{start}{}{end}", parts.concat()))
    })
}

/// What breaks documents, and some that does not.
const NOISE: [&str; 21] = [
    "<g>",
    "</g>",
    "</p:g>",
    "<",
    ">",
    "&",
    "&none;",
    "&#0;",
    "<>",
    "</>",
    "< g>",
    "<x:e/>",
    "<:e/>",
    "<e a='1' a='2'/>",
    "<e a=1/>",
    "<e a='<'/>",
    "<!DOCTYPE g>",
    "\u{1}",
    "<![CDATA[",
    "<!--",
    "<?xml version='1.0'?>",
];

fn document(parts: &[String]) -> String {
    format!("<r xmlns='urn:r' xmlns:p='urn:p'>{}</r>", parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) })]

    #[test]
    fn well_formed_documents_are_read_alike(parts in prop::collection::vec(pieces(), 0..8)) {
        let document = document(&parts);
        prop_assert_eq!(ours(&document).unwrap(), theirs(&document).unwrap(), "{}", document);
    }

    #[test]
    fn what_is_broken_is_refused(
        parts in prop::collection::vec(pieces(), 1..6),
        noise in prop::sample::select(NOISE.to_vec()),
        at: prop::sample::Index,
    ) {
        let mut document = document(&parts);
        let mut at = at.index(document.len());
        while !document.is_char_boundary(at) {
            at -= 1;
        }
        document.insert_str(at, noise);
        match (ours(&document), theirs(&document)) {
            (Ok(ours), Ok(theirs)) => prop_assert_eq!(ours, theirs, "{}", document),
            // roxmltree takes some names and references that are none.
            (Err(_), _) => {}
            (ours, theirs) => prop_assert!(false, "{}: {:?} and {:?}", document, ours, theirs),
        }
    }
}
