//! Reads `xs:element` and its identity constraints.

use sapo::xml::XPath;

use super::read::{Reader, children, derivations};
use super::*;
use crate::document::Node;
use crate::syntax::documentation::documentation;

impl<'a> Reader<'_, '_, 'a> {
    /// Reads a declaration; its position.
    pub(super) fn element(&mut self, node: Node<'a>, is_global: bool) -> Option<usize> {
        let name = self.name(node)?;
        let value = self.value_constraint(node, "src-element.1");
        let ty = self.type_of(node, "src-element.3");
        let mut identities = Vec::new();
        for child in children(node) {
            if let Some(constraint) = self.identity(child) {
                identities.push(constraint);
            }
        }
        let declaration = ElementDeclaration {
            name,
            qualified: is_global || self.qualified(node, self.qualified_elements),
            is_global,
            ty,
            documentation: documentation(node),
            nillable: self.is_true(node, "nillable"),
            is_abstract: self.is_true(node, "abstract"),
            value,
            substitution_group: self.reference(node, "substitutionGroup"),
            block: derivations(node.attribute("block").or(self.block_default)),
            is_final: derivations(node.attribute("final").or(self.final_default)),
            expected_content_types: node
                .attribute_ns("http://www.w3.org/2005/05/xmlmime", "expectedContentTypes")
                .map(str::to_owned),
            identities,
            span: node.span(),
        };
        self.schema.elements.push(declaration);
        let position = self.schema.elements.len() - 1;
        self.place(node, Part::Element(position as u32));
        Some(position)
    }

    fn identity(&mut self, node: Node<'_>) -> Option<IdentityConstraint> {
        let kind = match node.local() {
            "unique" => IdentityKind::Unique,
            "key" => IdentityKind::Key,
            "keyref" => IdentityKind::KeyReference(self.reference(node, "refer")),
            _ => return None,
        };
        let mut constraint = IdentityConstraint {
            name: self.name(node)?,
            kind,
            selector: String::new(),
            fields: Vec::new(),
            namespaces: BTreeMap::new(),
            span: node.span(),
        };
        for child in children(node) {
            let is_field = match child.local() {
                "selector" => false,
                "field" => true,
                _ => continue,
            };
            let path = self.path(child, is_field, &mut constraint.namespaces);
            match is_field {
                true => constraint.fields.push(path),
                false => constraint.selector = path,
            }
        }
        Some(constraint)
    }

    /// Reads a path, and adds the namespaces of its prefixes.
    fn path(
        &mut self,
        node: Node<'_>,
        is_field: bool,
        namespaces: &mut BTreeMap<String, String>,
    ) -> String {
        let path = node.attribute("xpath").unwrap_or_default().trim();
        let resolved = XPath::parse(path, is_field).and_then(|paths| {
            paths
                .iter()
                .flat_map(XPath::prefixes)
                .try_for_each(|prefix| {
                    let namespace = node.resolve_prefix(prefix);
                    let namespace = namespace
                        .ok_or_else(|| format!("the prefix `{prefix}` is not declared"))?;
                    namespaces.insert(prefix.to_owned(), namespace.to_owned());
                    Ok(())
                })
        });
        if let Err(problem) = resolved {
            let code = if is_field {
                "c-fields-xpaths"
            } else {
                "c-selector-xpath"
            };
            let message = format!("`{path}` is not a path that is allowed here: {problem}");
            self.judge
                .violation(code, &node.attribute_span("xpath"), message);
            return String::new();
        }
        path.to_owned()
    }

    /// An element in a content model: a declaration, or the name of a global one.
    pub(super) fn local_element(&mut self, node: Node<'a>) -> Option<Term> {
        let named = node.attribute("name").is_some();
        if node.attribute("ref").is_none() {
            if !named {
                self.judge.violation(
                    "src-element.2.1",
                    &node.span(),
                    "an element has neither name nor ref",
                );
            }
            return self.element(node, false).map(Term::Element);
        }
        if named {
            self.judge.violation(
                "src-element.2.1",
                &node.span(),
                "`name` and `ref` exclude each other",
            );
        }
        let attributes = ["nillable", "default", "fixed", "form", "block", "type"];
        let what = attributes
            .into_iter()
            .find(|name| node.attribute(name).is_some())
            .or_else(|| {
                children(node)
                    .map(|child| child.local())
                    .find(|name| *name != "annotation")
            });
        if let Some(what) = what {
            self.judge.violation(
                "src-element.2.2",
                &node.span(),
                format!("an element with `ref` has `{what}`, which belongs to the declaration"),
            );
        }
        self.reference(node, "ref").map(Term::ElementReference)
    }
}
