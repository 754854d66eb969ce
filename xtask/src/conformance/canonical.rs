//! Whether two documents say the same, by their schema.
//!
//! Immaterial are prefixes, comments, processing instructions, white space between elements, the order of attributes,
//! how a value is spelled in its type's lexical space, and whether a default value is written out.

use roxmltree::Node;
use sapo_codegen::qname::QName;
use sapo_codegen::schema::components::{Content, ProcessContents, Schema, TypeId, TypeKind};

use super::declared::{Declared, Lookup, XSI, name};
use super::value;

/// Compares documents of a schema.
pub(super) struct Comparison<'s> {
    schema: &'s Schema,
    lookup: Lookup<'s>,
}

impl<'s> Comparison<'s> {
    pub(super) fn new(schema: &'s Schema) -> Self {
        Self {
            schema,
            lookup: Lookup::new(schema),
        }
    }

    /// The first difference between two documents, with its path.
    pub(super) fn difference(&self, before: &str, after: &str) -> Result<(), String> {
        let options = || roxmltree::ParsingOptions {
            allow_dtd: true,
            ..Default::default()
        };
        let parse = |text| roxmltree::Document::parse_with_options(text, options());
        let before =
            parse(before).map_err(|error| format!("the original cannot be judged: {error}"))?;
        let after = parse(after)
            .map_err(|error| format!("what was written is not well-formed: {error}"))?;
        let (before, after) = (before.root_element(), after.root_element());
        self.elements(before, after, self.lookup.global(before))
            .map_err(|error| format!("{}{error}", before.tag_name().name()))
    }

    fn elements(
        &self,
        before: Node<'_, '_>,
        after: Node<'_, '_>,
        declared: Declared<'s>,
    ) -> Result<(), String> {
        let (was, is) = (name(before), name(after));
        if was != is {
            return Err(format!(": the element is {is} and not {was}"));
        }
        let ty = self.lookup.actual(before, declared.ty);
        if ty != self.lookup.actual(after, declared.ty) {
            return Err(": the type is another".to_owned());
        }
        let nil = is_nil(before);
        if nil != is_nil(after) {
            return Err(": only one of the elements is nil".to_owned());
        }
        self.attributes(before, after, ty)?;
        if nil {
            return Ok(());
        }
        match ty.map(|ty| (ty, &self.schema.ty(ty).kind)) {
            Some((ty, TypeKind::Simple(_))) => self.simple(before, after, ty, &declared.defaults),
            Some((id, TypeKind::Complex(ty))) => match &ty.content {
                Content::Empty => self.children(before, after, id, Spaces::Immaterial),
                Content::Simple(ty) => self.simple(before, after, *ty, &declared.defaults),
                Content::Elements(_) => self.children(before, after, id, Spaces::Immaterial),
                Content::Mixed(_) => self.mixed(before, after, id, &declared.defaults),
            },
            None => self.nodes(before, after, &|_| Declared::default(), Spaces::Kept),
        }
    }

    fn mixed(
        &self,
        before: Node<'_, '_>,
        after: Node<'_, '_>,
        ty: TypeId,
        defaults: &[&str],
    ) -> Result<(), String> {
        let is_default = defaults.iter().any(|default| text(after) == **default);
        if before.first_child().is_none() && is_default {
            return Ok(());
        }
        self.children(before, after, ty, Spaces::Kept)
    }

    fn children(
        &self,
        before: Node<'_, '_>,
        after: Node<'_, '_>,
        ty: TypeId,
        spaces: Spaces,
    ) -> Result<(), String> {
        self.nodes(before, after, &|child| self.lookup.child(ty, child), spaces)
    }

    fn nodes(
        &self,
        before: Node<'_, '_>,
        after: Node<'_, '_>,
        known: &dyn Fn(Node<'_, '_>) -> Declared<'s>,
        spaces: Spaces,
    ) -> Result<(), String> {
        let (before, after) = (parts(before, spaces), parts(after, spaces));
        let mut counts = std::collections::HashMap::new();
        for (at, one) in before.iter().enumerate() {
            match (one, after.get(at)) {
                (Part::Text(one), Some(Part::Text(other))) if one == other => {}
                (Part::Text(one), Some(Part::Text(other))) => {
                    return Err(format!(": text {other:?} and not {one:?}"));
                }
                (Part::Element(one), Some(Part::Element(other))) => {
                    let name = one.tag_name().name();
                    let count = counts.entry(name.to_owned()).or_insert(0);
                    *count += 1;
                    self.elements(*one, *other, known(*one))
                        .map_err(|error| format!("/{name}[{count}]{error}"))?;
                }
                (one, None) => return Err(format!(": {one} is lost")),
                (one, Some(other)) => return Err(format!(": {other} and not {one}")),
            }
        }
        match after.get(before.len()) {
            Some(more) => Err(format!(": {more} is added")),
            None => Ok(()),
        }
    }

    fn simple(
        &self,
        before: Node<'_, '_>,
        after: Node<'_, '_>,
        ty: TypeId,
        defaults: &[&str],
    ) -> Result<(), String> {
        if let Some(child) = before
            .children()
            .chain(after.children())
            .find(Node::is_element)
        {
            return Err(format!(
                "/{}: an element in a simple value",
                child.tag_name().name()
            ));
        }
        // An empty element has a default value.
        let spellings = |text: &str| -> Vec<String> {
            let defaults = defaults.iter().filter(|_| text.is_empty());
            [text]
                .into_iter()
                .chain(defaults.copied())
                .map(str::to_owned)
                .collect()
        };
        let (one, other) = (text(before), text(after));
        let (ones, others) = (spellings(&one), spellings(&other));
        let same = |a: &String, b: &String| value::same(self.schema, ty, (a, before), (b, after));
        if ones.iter().any(|a| others.iter().any(|b| same(a, b))) {
            Ok(())
        } else {
            Err(format!(": the value is {other:?} and not {one:?}"))
        }
    }

    fn attributes(
        &self,
        before: Node<'_, '_>,
        after: Node<'_, '_>,
        ty: Option<TypeId>,
    ) -> Result<(), String> {
        let complex = ty.and_then(|ty| match &self.schema.ty(ty).kind {
            TypeKind::Complex(complex) => Some(complex),
            TypeKind::Simple(_) => None,
        });
        let mut names: Vec<_> = before
            .attributes()
            .chain(after.attributes())
            .filter(|one| one.namespace() != Some(XSI))
            .map(|one| (one.namespace().unwrap_or_default(), one.name()))
            .collect();
        names.sort_unstable();
        names.dedup();
        for (namespace, local) in names {
            let key = (namespace, local);
            let of = |node: Node<'_, '_>| {
                node.attributes()
                    .find(|one| (one.namespace().unwrap_or_default(), one.name()) == key)
                    .map(|one| one.value().to_owned())
            };
            let used = complex.and_then(|complex| {
                complex
                    .attributes
                    .iter()
                    .find(|used| used.attribute.name.is(namespace, local))
            });
            let declared = match used {
                Some(used) => Some(&used.attribute),
                None => complex
                    .and_then(|complex| complex.any_attribute.as_ref())
                    .filter(|wildcard| wildcard.process != ProcessContents::Skip)
                    .and_then(|_| {
                        self.schema
                            .global_attributes
                            .get(&QName::new(namespace, local))
                    }),
            };
            let default = used
                .and_then(|used| used.attribute.value.as_ref())
                .map(|value| value.value().to_owned());
            let equal = match (
                of(before).or_else(|| default.clone()),
                of(after).or(default),
            ) {
                (Some(one), Some(other)) => match declared {
                    Some(declared) => {
                        value::same(self.schema, declared.ty, (&one, before), (&other, after))
                    }
                    None => one == other,
                },
                _ => false,
            };
            if !equal {
                return Err(format!(
                    "/@{local}: {:?} and not {:?}",
                    of(after),
                    of(before)
                ));
            }
        }
        Ok(())
    }
}

/// White space between elements.
#[derive(Clone, Copy, PartialEq)]
enum Spaces {
    Kept,
    Immaterial,
}

/// An element or a run of text, comments and processing instructions passed over.
enum Part<'a, 'input> {
    Element(Node<'a, 'input>),
    Text(String),
}

impl std::fmt::Display for Part<'_, '_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Element(node) => write!(f, "<{}>", node.tag_name().name()),
            Self::Text(text) => write!(f, "text {text:?}"),
        }
    }
}

fn parts<'a, 'input>(node: Node<'a, 'input>, spaces: Spaces) -> Vec<Part<'a, 'input>> {
    let mut parts = Vec::new();
    for child in node.children() {
        if child.is_element() {
            parts.push(Part::Element(child));
        } else if child.is_text() {
            match (parts.last_mut(), child.text().unwrap_or_default()) {
                (Some(Part::Text(before)), more) => before.push_str(more),
                (_, text) => parts.push(Part::Text(text.to_owned())),
            }
        }
    }
    parts.retain(|part| match part {
        Part::Element(_) => true,
        Part::Text(text) => spaces == Spaces::Kept || !text.trim().is_empty(),
    });
    parts
}

fn text(node: Node<'_, '_>) -> String {
    node.children()
        .filter(Node::is_text)
        .filter_map(|child| child.text())
        .collect()
}

fn is_nil(node: Node<'_, '_>) -> bool {
    node.attribute((XSI, "nil"))
        .is_some_and(|nil| matches!(nil.trim(), "true" | "1"))
}

#[cfg(test)]
mod tests {
    use sapo_codegen::Generator;
    use sapo_codegen::diagnostic::Report;

    use super::*;
    use crate::workspace;

    /// The difference between two documents of one of the generator's cases.
    fn difference(case: &str, before: &str, after: &str) -> Result<(), String> {
        let input = workspace().join(format!("codegen/tests/cases/{case}/input.xsd"));
        let (_, resolved) = Generator::new().xsd(input).resolve(&mut Report::new());
        Comparison::new(&resolved.schema).difference(before, after)
    }

    #[track_caller]
    fn differs(case: &str, before: &str, after: &str, expected: &str) {
        assert_eq!(difference(case, before, after).unwrap_err(), expected);
    }

    #[test]
    fn prefixes_spellings_and_defaults_are_immaterial() {
        let before = r#"<settings xmlns="urn:fixed"> <version>2</version> <!-- one --> <retries/></settings>"#;
        let after = r#"<f:settings xmlns:f="urn:fixed"><f:version>02.0</f:version><f:retries>3</f:retries></f:settings>"#;
        difference("fixed", before, after).unwrap();
    }

    #[test]
    fn values_names_and_order_are_not() {
        let before =
            r#"<settings xmlns="urn:fixed"><version>2</version><retries>3</retries></settings>"#;
        let with = |content: &str| format!(r#"<settings xmlns="urn:fixed">{content}</settings>"#);
        for (content, expected) in [
            (
                "<version>2</version><retries>4</retries>",
                r#"settings/retries[1]: the value is "4" and not "3""#,
            ),
            ("<version>2</version>", "settings: <retries> is lost"),
            (
                "<version>2</version><retries>3</retries><mode/>",
                "settings: <mode> is added",
            ),
            (
                "<retries>3</retries><version>2</version>",
                "settings/version[1]: the element is {urn:fixed}retries and not {urn:fixed}version",
            ),
            (
                r#"<version xmlns="">2</version><retries>3</retries>"#,
                "settings/version[1]: the element is version and not {urn:fixed}version",
            ),
        ] {
            differs("fixed", before, &with(content), expected);
        }
    }

    #[test]
    fn types_and_nil_are_not() {
        let with = |attributes: &str| {
            format!(
                r#"<settings xmlns="urn:any-simple" xmlns:xsi="{XSI}" xmlns:xsd="http://www.w3.org/2001/XMLSchema"><value {attributes}/></settings>"#
            )
        };
        let typed = with(r#"xsi:type="xsd:token""#);
        difference("any-simple", &typed, &typed).unwrap();
        let expected = "settings/value[1]: the type is another";
        differs("any-simple", &typed, &with(""), expected);
        let expected = "settings/value[1]: only one of the elements is nil";
        differs(
            "any-simple",
            &with(r#"xsi:nil="true""#),
            &with(""),
            expected,
        );
    }

    #[test]
    fn white_space_in_mixed_content_is_not() {
        let letter = |text: &str| {
            format!(r#"<letter xmlns="urn:mixed">Dear{text}<name>Kari</name></letter>"#)
        };
        difference("mixed", &letter(" "), &letter(" ")).unwrap();
        differs(
            "mixed",
            &letter(" "),
            &letter("\n"),
            r#"letter: text "Dear\n" and not "Dear ""#,
        );
    }
}
