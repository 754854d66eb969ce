//! Reads `xs:simpleType` and `xs:complexType`.

use super::read::{Reader, children, compositor, derivations};
use super::values::words;
use super::*;
use crate::document::Node;
use crate::syntax::documentation::documentation;
use crate::syntax::namespaces::XSD;
use crate::syntax::reference::resolve;

impl<'a> Reader<'_, '_, 'a> {
    /// Reads a simple type; its position.
    pub(super) fn simple_type(&mut self, node: Node<'a>, is_global: bool) -> usize {
        let name = if is_global { self.name(node) } else { None };
        let body = children(node).find(|child| child.local() != "annotation");
        let derivation = match body.map(|body| (body, body.local())) {
            Some((body, "list")) => self.list(body),
            Some((body, "union")) => self.union(body),
            Some((body, _)) => SimpleDerivation::Restriction {
                base: self.simple_base(body),
                facets: self.facets(body),
            },
            None => SimpleDerivation::Restriction {
                base: None,
                facets: Vec::new(),
            },
        };
        let written = node
            .attribute("final")
            .or(self.final_default)
            .unwrap_or_default()
            .trim();
        let has = |method| written == "#all" || words(written).any(|word| word == method);
        self.push(
            node,
            TypeDefinition {
                name,
                documentation: documentation(node),
                body: TypeBody::Simple(SimpleType {
                    is_final: SimpleFinal {
                        extension: has("extension"),
                        restriction: has("restriction"),
                        list: has("list"),
                        union: has("union"),
                    },
                    derivation,
                }),
                span: node.span(),
            },
        )
    }

    fn push(&mut self, node: Node<'_>, definition: TypeDefinition) -> usize {
        let position = self.schema.types.len();
        self.schema.types.push(definition);
        self.place(node, Part::Type(position as u32));
        position
    }

    /// The simple types written in place among the children of `node`.
    fn inline_simple_types(&mut self, node: Node<'a>) -> Vec<usize> {
        children(node)
            .filter(|child| child.local() == "simpleType")
            .map(|child| self.simple_type(child, false))
            .collect()
    }

    fn simple_base(&mut self, node: Node<'a>) -> Option<TypeReference> {
        if self.judge.is_of_wsdl()
            && let Some((span, why)) = restricts_anything(node)
        {
            let message = format!("{why}: the base is taken to be xs:string");
            self.judge.note("src-simple-type.2", &span, message);
            let name = QName::new(XSD, "string");
            return Some(TypeReference::Named(Reference { name, span }));
        }
        self.one_of(
            node,
            "base",
            "src-simple-type.2",
            "xs:restriction has either `base` or an xs:simpleType in place",
        )
    }

    fn list(&mut self, node: Node<'a>) -> SimpleDerivation {
        // gSOAP publishes its bit masks without the simple type around the restriction.
        if children(node).any(|child| child.local() == "restriction") {
            return SimpleDerivation::List(Some(TypeReference::Inline(
                self.simple_type(node, false),
            )));
        }
        SimpleDerivation::List(self.one_of(
            node,
            "itemType",
            "src-simple-type.3",
            "xs:list has either `itemType` or an xs:simpleType in place",
        ))
    }

    fn one_of(
        &mut self,
        node: Node<'a>,
        attribute: &str,
        code: &'static str,
        message: &str,
    ) -> Option<TypeReference> {
        let inline = self.inline_simple_types(node).pop();
        if node.attribute(attribute).is_some() == inline.is_some() {
            self.judge.violation(code, &node.span(), message);
        }
        let named = self.reference(node, attribute).map(TypeReference::Named);
        named.or(inline.map(TypeReference::Inline))
    }

    fn union(&mut self, node: Node<'a>) -> SimpleDerivation {
        let mut members = Vec::new();
        for name in words(node.attribute("memberTypes").unwrap_or_default()) {
            let span = node.attribute_span("memberTypes");
            let name = resolve(node, name, &span, "src-resolve", self.judge);
            members.extend(name.map(|name| TypeReference::Named(Reference { name, span })));
        }
        let inline = self.inline_simple_types(node);
        members.extend(inline.into_iter().map(TypeReference::Inline));
        if members.is_empty()
            && node
                .attribute("memberTypes")
                .is_none_or(|m| m.trim().is_empty())
        {
            self.judge.violation(
                "src-union-memberTypes-or-simpleTypes",
                &node.span(),
                "xs:union has neither memberTypes nor an xs:simpleType in place",
            );
        }
        SimpleDerivation::Union(members)
    }

    fn facets(&mut self, node: Node<'a>) -> Vec<Facet> {
        let facet = |child: Node<'_>| {
            let kind = FacetKind::of(child.local())?;
            let value = child.attribute("value")?.to_owned();
            Some(Facet {
                kind,
                names: match kind {
                    FacetKind::Enumeration => resolve_items(child, &value),
                    _ => Vec::new(),
                },
                value,
                fixed: self.is_true(child, "fixed"),
                documentation: documentation(child),
                span: child.span(),
            })
        };
        children(node).filter_map(facet).collect()
    }

    /// Reads a complex type; its position.
    pub(super) fn complex_type(&mut self, node: Node<'a>, is_global: bool) -> usize {
        let name = if is_global { self.name(node) } else { None };
        let content = children(node)
            .find(|child| matches!(child.local(), "simpleContent" | "complexContent"));
        let body = content.and_then(|content| {
            children(content).find(|child| matches!(child.local(), "extension" | "restriction"))
        });
        let mut mixed = self.is_true(node, "mixed");
        let is_simple = content.is_some_and(|content| content.local() == "simpleContent");
        if let Some(content) = content.filter(|content| content.attribute("mixed").is_some()) {
            mixed = self.is_true(content, "mixed");
        }
        let derivation = match body {
            None => ComplexDerivation::None,
            Some(body) => {
                let extension = body.local() == "extension";
                let base = self.reference(body, "base");
                match (is_simple, extension) {
                    (false, _) => ComplexDerivation::Complex { extension, base },
                    (true, true) => ComplexDerivation::SimpleExtension(base),
                    (true, false) => ComplexDerivation::SimpleRestriction {
                        base,
                        content: self.inline_simple_types(body).pop(),
                        facets: self.facets(body),
                    },
                }
            }
        };
        let holder = if content.is_some() { body } else { Some(node) };
        let particle = holder.filter(|_| !is_simple).and_then(|holder| {
            let written = children(holder)
                .find(|child| child.local() == "group" || compositor(child.local()).is_some());
            self.particle(written?, false)
        });
        let attributes = holder
            .map(|holder| self.attributes(holder))
            .unwrap_or_default();
        let (block_default, final_default) = (self.block_default, self.final_default);
        self.push(
            node,
            TypeDefinition {
                name,
                documentation: documentation(node),
                body: TypeBody::Complex(Box::new(ComplexType {
                    is_abstract: self.is_true(node, "abstract"),
                    mixed: mixed && !is_simple,
                    block: derivations(node.attribute("block").or(block_default)),
                    is_final: derivations(node.attribute("final").or(final_default)),
                    derivation,
                    particle,
                    attributes,
                })),
                span: node.span(),
            },
        )
    }
}

/// The reason why a restriction of a simple type narrows nothing, as 1C and others publish it, and its place.
fn restricts_anything(node: Node<'_>) -> Option<(Span, &'static str)> {
    match node.attribute("base") {
        Some(base) => {
            let base = node.resolve(base)?;
            let span = node.attribute_span("base");
            let why = "a simple type can restrict neither xs:anyType nor xs:anySimpleType";
            let is_any = base.is(XSD, "anyType") || base.is(XSD, "anySimpleType");
            is_any.then_some((span, why))
        }
        None => {
            let has_type = children(node).any(|child| child.local() == "simpleType");
            (!has_type).then(|| (node.span(), "xs:restriction has no base"))
        }
    }
}

/// Resolves each item of a list, or the one item of an atomic value, as a QName.
fn resolve_items(node: Node<'_>, value: &str) -> Vec<QName> {
    let items = value.split_ascii_whitespace();
    let names: Option<_> = items.map(|item| node.resolve(item)).collect();
    names.unwrap_or_default()
}
