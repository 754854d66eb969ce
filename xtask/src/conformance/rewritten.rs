//! Rewrites a WSDL or a schema so that it means the same: with other prefixes, attributes in another
//! order, comments, documentation, groups in the place of references to them, and inline schemas in
//! documents of their own.

use std::collections::BTreeMap;
use std::fmt::Write;

use roxmltree::{Document, Node, NodeType};

const WSDL: &str = "http://schemas.xmlsoap.org/wsdl/";
const XSD: &str = "http://www.w3.org/2001/XMLSchema";
const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// Attributes whose values are names with prefixes, or lists of them.
const NAMES: &[&str] = &[
    "base",
    "binding",
    "element",
    "itemType",
    "memberTypes",
    "message",
    "ref",
    "refer",
    "substitutionGroup",
    "type",
];

/// The components that may begin with an annotation.
const ANNOTATED: &[&str] = &[
    "all",
    "any",
    "anyAttribute",
    "attribute",
    "attributeGroup",
    "choice",
    "complexType",
    "element",
    "enumeration",
    "extension",
    "group",
    "maxLength",
    "pattern",
    "restriction",
    "sequence",
    "simpleType",
    "union",
];

/// Returns the text of a document that means the same, and the names and texts of documents that it
/// needs beside it; nothing, if the document can't be read.
///
/// `stem` begins the names of the other documents. The seed decides what is rewritten.
pub(super) fn rewritten(
    text: &str,
    stem: &str,
    seed: u64,
) -> Option<(String, Vec<(String, String)>)> {
    // A document type declaration is nothing that roxmltree takes.
    let document = Document::parse(text).ok()?;
    let mut prefixes = BTreeMap::new();
    for node in document.descendants() {
        let namespaces = node.namespaces().map(|one| one.uri());
        for namespace in namespaces.filter(|uri| !uri.is_empty() && *uri != XML) {
            let next = format!("rewritten{}", prefixes.len());
            prefixes.entry(namespace.to_owned()).or_insert(next);
        }
    }
    let mut rewriter = Rewriter {
        prefixes,
        stem,
        seed,
        out: String::new(),
        others: Vec::new(),
        inlined: 0,
    };
    rewriter.node(document.root_element(), None);
    Some((rewriter.out, rewriter.others))
}

struct Rewriter<'r> {
    /// A new prefix for each namespace.
    prefixes: BTreeMap<String, String>,
    stem: &'r str,
    seed: u64,
    out: String,
    others: Vec<(String, String)>,
    /// The number of groups around the node at hand that are in the place of a reference.
    inlined: usize,
}

impl Rewriter<'_> {
    /// Tosses a coin, which falls the same way for the same node.
    fn coin(&self, node: Node<'_, '_>, of: u64) -> bool {
        let mut mixed = self.seed ^ (node.range().start as u64) << 8 ^ of;
        mixed = mixed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        mixed >> 63 == 1
    }

    /// Writes a node. `occurs` is the reference that a group is in the place of.
    fn node(&mut self, node: Node<'_, '_>, occurs: Option<Node<'_, '_>>) {
        match node.node_type() {
            NodeType::Element => self.element(node, occurs),
            NodeType::Text => {
                let text = node.text().unwrap_or_default();
                self.out += &escaped(text);
            }
            NodeType::Root | NodeType::Comment | NodeType::PI => {}
        }
    }

    fn element(&mut self, node: Node<'_, '_>, occurs: Option<Node<'_, '_>>) {
        if let Some(group) = self.group(node) {
            self.inlined += 1;
            self.node(group, Some(node));
            self.inlined -= 1;
            return;
        }
        let is_inline = is(node, XSD, "schema") && node.parent_element().is_some();
        if is_inline && node.has_children() && self.coin(node, 1) {
            self.divide(node);
            return;
        }
        if let Some(ty) = self.anonymous(node) {
            self.split_type(node, ty);
            return;
        }
        let name = self.start(node, occurs);
        self.children(node);
        write!(self.out, "</{name}>").expect("strings hold any text");
    }

    /// Returns the anonymous type of a global element, if it can have the element's name.
    fn anonymous<'a, 'i>(&self, node: Node<'a, 'i>) -> Option<Node<'a, 'i>> {
        let schema = node.parent_element()?;
        if !is(node, XSD, "element") || !is(schema, XSD, "schema") || !self.coin(node, 6) {
            return None;
        }
        let target = schema.attribute("targetNamespace")?;
        let name = node.attribute("name");
        let has_name = |one: &Node<'_, '_>| {
            let is_type = is(*one, XSD, "complexType") || is(*one, XSD, "simpleType");
            is_type && one.attribute("name") == name
        };
        let others = node.document();
        let is_free =
            self.prefixes.contains_key(target) && !others.descendants().any(|one| has_name(&one));
        let ty = node
            .children()
            .find(|child| is(*child, XSD, "complexType"))?;
        let holds_nothing_else = node.children().filter(Node::is_element).count() == 1;
        (is_free && holds_nothing_else).then_some(ty)
    }

    /// Writes an element and its type side by side.
    fn split_type(&mut self, element: Node<'_, '_>, ty: Node<'_, '_>) {
        let target = element
            .parent_element()
            .and_then(|schema| schema.attribute("targetNamespace"));
        let local = element.attribute("name").unwrap_or_default();
        let name = self.start(element, None);
        // Within the tag.
        self.out.pop();
        self.out += &format!(" type=\"{}\"></{name}>", self.name(target, local));
        let name = self.start(ty, None);
        self.out.pop();
        self.out += &format!(" name=\"{}\">", escaped(local));
        self.children(ty);
        write!(self.out, "</{name}>").expect("strings hold any text");
    }

    /// Writes a start tag; returns its name.
    fn start(&mut self, node: Node<'_, '_>, occurs: Option<Node<'_, '_>>) -> String {
        let name = self.name(node.tag_name().namespace(), node.tag_name().name());
        self.out += &format!("<{name}");
        let is_outermost = node.parent_element().is_none();
        if is_outermost {
            for (namespace, prefix) in &self.prefixes {
                self.out += &format!(" xmlns:{prefix}=\"{}\"", escaped(namespace));
            }
        }
        // Values that aren't rewritten need the old prefixes.
        self.declare(node, is_outermost || self.inlined > 0);
        let mut attributes: Vec<(String, String)> = node
            .attributes()
            .map(|one| {
                let value = match is_name(node, one.name()) && one.namespace().is_none() {
                    true => self.names(node, one.value()),
                    false => one.value().to_owned(),
                };
                (self.name(one.namespace(), one.name()), value)
            })
            .collect();
        for name in ["minOccurs", "maxOccurs"] {
            let value = occurs.and_then(|reference| reference.attribute(name));
            attributes.extend(value.map(|value| (name.to_owned(), value.to_owned())));
        }
        if self.coin(node, 2) {
            attributes.reverse();
        }
        for (name, value) in attributes {
            self.out += &format!(" {name}=\"{}\"", escaped(&value));
        }
        self.out.push('>');
        name
    }

    fn children(&mut self, node: Node<'_, '_>) {
        let namespace = node.tag_name().namespace();
        let name = node.tag_name().name();
        let is_schema = namespace == Some(XSD);
        let is_text = matches!(name, "documentation" | "appinfo");
        let is_known = (is_schema || namespace == Some(WSDL)) && !is_text;
        let has_annotation = node.children().any(|child| is(child, XSD, "annotation"));
        if is_schema && ANNOTATED.contains(&name) && !has_annotation && self.coin(node, 3) {
            let annotation = self.name(namespace, "annotation");
            let documentation = self.name(namespace, "documentation");
            self.out += &format!(
                "<{annotation}><{documentation}>Rewritten.</{documentation}></{annotation}>"
            );
        }
        for child in node.children() {
            if is_known && child.is_element() && self.coin(child, 4) {
                self.out += "<!-- rewritten -->";
            }
            self.node(child, None);
        }
    }

    /// Writes the namespaces that a node declares, or all that are in scope.
    fn declare(&mut self, node: Node<'_, '_>, all: bool) {
        for namespace in node.namespaces() {
            let is_new = node.parent_element().is_none_or(|parent| {
                parent.lookup_namespace_uri(namespace.name()) != Some(namespace.uri())
            });
            if !(is_new || all) || namespace.uri() == XML {
                continue;
            }
            let uri = escaped(namespace.uri());
            self.out += &match namespace.name() {
                Some(prefix) => format!(" xmlns:{prefix}=\"{uri}\""),
                None => format!(" xmlns=\"{uri}\""),
            };
        }
    }

    /// Returns a name with the new prefix of its namespace.
    fn name(&self, namespace: Option<&str>, local: &str) -> String {
        match namespace {
            None => local.to_owned(),
            Some(XML) => format!("xml:{local}"),
            Some(namespace) => format!("{}:{local}", self.prefixes[namespace]),
        }
    }

    /// Returns a list of names with new prefixes.
    fn names(&self, node: Node<'_, '_>, value: &str) -> String {
        let names = value.split_whitespace().map(|name| {
            let (prefix, local) = match name.split_once(':') {
                Some((prefix, local)) => (Some(prefix), local),
                None => (None, name),
            };
            match node.lookup_namespace_uri(prefix) {
                Some("") | None => name.to_owned(),
                namespace => self.name(namespace, local),
            }
        });
        names.collect::<Vec<_>>().join(" ")
    }

    /// Returns the content of the group that a node refers to, if it can be in its place.
    fn group<'a, 'i>(&mut self, node: Node<'a, 'i>) -> Option<Node<'a, 'i>> {
        let name = node.attribute("ref").filter(|_| is(node, XSD, "group"))?;
        // A group that holds itself can't be written out; a repeated one is a struct of its own.
        let is_once = node.attribute("maxOccurs").is_none_or(|most| most == "1");
        if self.inlined > 3 || !is_once || !self.coin(node, 5) {
            return None;
        }
        let (prefix, local) = match name.split_once(':') {
            Some((prefix, local)) => (Some(prefix), local),
            None => (None, name),
        };
        let schema = node.ancestors().find(|one| is(*one, XSD, "schema"))?;
        let target = schema.attribute("targetNamespace");
        if node
            .lookup_namespace_uri(prefix)
            .filter(|uri| !uri.is_empty())
            != target
        {
            return None;
        }
        let mut groups = schema.children().filter(|child| is(*child, XSD, "group"));
        let group = groups.find(|group| group.attribute("name") == Some(local))?;
        let is_compositor = |child: &Node<'_, '_>| {
            ["sequence", "choice"]
                .iter()
                .any(|name| is(*child, XSD, name))
        };
        group.children().find(is_compositor)
    }

    /// Puts an inline schema into a document of its own, and includes that.
    fn divide(&mut self, schema: Node<'_, '_>) {
        let outer = std::mem::take(&mut self.out);
        let inlined = std::mem::replace(&mut self.inlined, 1);
        // Everything that is in scope is declared where the document begins.
        let name = self.start(schema, None);
        let begin = format!("<{name}");
        let declarations = self.prefixes.iter();
        let declarations: String = declarations
            .map(|(namespace, prefix)| format!(" xmlns:{prefix}=\"{}\"", escaped(namespace)))
            .collect();
        self.out.insert_str(begin.len(), &declarations);
        self.inlined = inlined;
        self.children(schema);
        write!(self.out, "</{name}>").expect("strings hold any text");
        let text = std::mem::replace(&mut self.out, outer);
        let file = format!("{}-rewritten-{}.xsd", self.stem, self.others.len());
        let target = schema.attribute("targetNamespace");
        let target = target.map(|uri| format!(" targetNamespace=\"{}\"", escaped(uri)));
        let include = self.name(Some(XSD), "include");
        self.out += &format!(
            "<{name}{}><{include} schemaLocation=\"{file}\"/></{name}>",
            target.unwrap_or_default()
        );
        self.others.push((file, text));
    }
}

fn is(node: Node<'_, '_>, namespace: &str, name: &str) -> bool {
    node.is_element()
        && node.tag_name().namespace() == Some(namespace)
        && node.tag_name().name() == name
}

/// Returns whether the values of an attribute are names with prefixes.
fn is_name(node: Node<'_, '_>, name: &str) -> bool {
    let namespace = node.tag_name().namespace().unwrap_or_default();
    (namespace == XSD || namespace.starts_with(WSDL)) && NAMES.contains(&name)
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out += "&amp;",
            '<' => out += "&lt;",
            '>' => out += "&gt;",
            '"' => out += "&quot;",
            // In the text of an element, they may as well be as they are.
            '\t' | '\n' | '\r' => write!(out, "&#{};", c as u32).expect("strings hold any text"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::rewritten;

    const TEXT: &str = r#"<w:definitions xmlns:w="http://schemas.xmlsoap.org/wsdl/" xmlns:t="urn:t">
<w:types><x:schema xmlns:x="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:t" elementFormDefault="qualified">
<x:element name="e" type="t:T" default="a&#10;b &amp; c"/>
<x:complexType name="T"><x:group ref="t:G" minOccurs="0"/></x:complexType>
<x:element name="own"><x:complexType><x:attribute name="b"/></x:complexType></x:element>
<x:group name="G"><x:sequence><x:element name="a" type="x:int"/></x:sequence></x:group>
</x:schema></w:types></w:definitions>"#;

    #[test]
    fn everything_is_rewritten_by_some_seed() {
        let all: Vec<String> = (0..40)
            .map(|seed| {
                let (text, others) = rewritten(TEXT, "t", seed).unwrap();
                others.into_iter().fold(text, |all, (_, text)| all + &text)
            })
            .collect();
        for part in [
            "<!-- rewritten -->",
            ":documentation>Rewritten.</",
            ":include schemaLocation=\"t-rewritten-0.xsd\"/>",
            // The group is there twice, once in the place of the reference.
            "xmlns:t=\"urn:t\" minOccurs=\"0\">",
            "ref=\"rewritten",
            "default=\"a&#10;b &amp; c\" type=",
            "name=\"e\" type=",
            "<rewritten2:complexType name=\"own\">",
        ] {
            let is_there = all.iter().any(|text| text.contains(part));
            assert!(is_there, "{part}\n{}", all[0]);
        }
        for text in all {
            assert!(!text.contains("\"t:") && !text.contains("<w:"), "{text}");
        }
    }

    #[test]
    fn a_document_that_cannot_be_read_is_left_alone() {
        assert!(rewritten("<!DOCTYPE a []><a/>", "t", 0).is_none());
    }
}
