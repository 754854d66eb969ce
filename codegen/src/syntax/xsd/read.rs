//! Reads an `xs:schema` element: its directives, globals, elements, groups and attributes.

use std::sync::Arc;

use super::grammar;
use super::values::{count, is_space, words};
use super::*;
use crate::document::Node;
use crate::loader::DocumentSet;
use crate::severity::Judge;
use crate::syntax::documentation::documentation;
use crate::syntax::namespaces::{XSD, XSI};
use crate::syntax::reference::reference;

/// Reads the `xs:schema` element `node` of the document at this index of the set.
pub(crate) fn read(
    set: &DocumentSet,
    document: usize,
    node: Node<'_>,
    judge: &mut Judge<'_>,
) -> Schema {
    grammar::check(node, judge);
    let target_namespace = node.attribute("targetNamespace").map(str::trim);
    if target_namespace == Some("") {
        judge.violation_with_help(
            "s4s-att-invalid-value",
            &node.attribute_span("targetNamespace"),
            "targetNamespace is empty",
            "leave it out for a schema of names without a namespace",
        );
    }
    if target_namespace == Some(XSI) {
        judge.violation(
            "no-xsi",
            &node.attribute_span("targetNamespace"),
            "no schema may declare names of the XMLSchema-instance namespace",
        );
    }
    let mut reader = Reader {
        set,
        judge,
        qualified_elements: node.attribute("elementFormDefault").map(str::trim)
            == Some("qualified"),
        qualified_attributes: node.attribute("attributeFormDefault").map(str::trim)
            == Some("qualified"),
        block_default: node.attribute("blockDefault"),
        final_default: node.attribute("finalDefault"),
        schema: Schema {
            document,
            span: node.span(),
            target_namespace: target_namespace
                .filter(|uri| !uri.is_empty())
                .map(Arc::from),
            directives: Vec::new(),
            globals: Vec::new(),
            types: Vec::new(),
            elements: Vec::new(),
            groups: Vec::new(),
            attribute_groups: Vec::new(),
            attributes: Vec::new(),
            notations: Vec::new(),
            places: Vec::new(),
        },
    };
    reader.place(node, Part::Schema);
    for child in node.children().filter(|child| child.namespace() == XSD) {
        match child.local() {
            "include" | "import" | "redefine" => reader.directive(child),
            _ => {
                if let Some(global) = reader.global(child) {
                    reader.schema.globals.push(global);
                }
            }
        }
    }
    reader.schema
}

/// Reads one schema.
pub(super) struct Reader<'r, 'j, 'a> {
    set: &'a DocumentSet,
    pub(super) judge: &'r mut Judge<'j>,
    pub(super) schema: Schema,
    pub(super) qualified_elements: bool,
    pub(super) qualified_attributes: bool,
    pub(super) block_default: Option<&'a str>,
    pub(super) final_default: Option<&'a str>,
}

impl<'a> Reader<'_, '_, 'a> {
    /// Notes the place of a part.
    pub(super) fn place(&mut self, node: Node<'_>, part: Part) {
        let extent = node.extent();
        self.schema.places.push(Place { extent, part });
    }

    fn directive(&mut self, node: Node<'a>) {
        let kind = match node.local() {
            "include" => DirectiveKind::Include,
            "import" => {
                let namespace = node.attribute("namespace").map(str::trim);
                self.check_import(node, namespace);
                DirectiveKind::Import(namespace.filter(|uri| !uri.is_empty()).map(Arc::from))
            }
            _ => DirectiveKind::Redefine(
                children(node)
                    .filter_map(|child| self.global(child))
                    .collect(),
            ),
        };
        self.schema.directives.push(Directive {
            kind,
            target: self.set.target(self.schema.document, node),
            span: node.span(),
        });
    }

    fn check_import(&mut self, node: Node<'_>, namespace: Option<&str>) {
        let own = self.schema.target_namespace.as_deref();
        if namespace.is_none() && own.is_none() {
            self.judge.violation(
                "src-import.1.2",
                &node.span(),
                "an import without a namespace needs a schema that has a targetNamespace",
            );
        } else if namespace.is_some() && namespace == own {
            self.judge.violation_with_help(
                "src-import.1.1",
                &node.attribute_span("namespace"),
                "a schema imports its own namespace",
                "use xs:include for documents of one namespace",
            );
        }
    }

    fn global(&mut self, node: Node<'a>) -> Option<Global> {
        Some(match node.local() {
            "simpleType" => Global::Type(self.simple_type(node, true)),
            "complexType" => Global::Type(self.complex_type(node, true)),
            "element" => Global::Element(self.element(node, true)?),
            "attribute" => {
                let declaration = self.attribute_declaration(node, true)?;
                let position = self.schema.attributes.len();
                self.schema.attributes.push(declaration);
                self.place(node, Part::Attribute(position as u32));
                Global::Attribute(position)
            }
            "group" => Global::Group(self.group(node)?),
            "attributeGroup" => {
                let group = AttributeGroupDefinition {
                    name: self.name(node)?,
                    attributes: self.attributes(node),
                    span: node.span(),
                };
                let position = self.schema.attribute_groups.len();
                self.schema.attribute_groups.push(group);
                self.place(node, Part::AttributeGroup(position as u32));
                Global::AttributeGroup(position)
            }
            "notation" => {
                self.check_notation(node);
                let notation = Notation {
                    name: self.name(node)?,
                    span: node.span(),
                };
                self.schema.notations.push(notation);
                Global::Notation(self.schema.notations.len() - 1)
            }
            _ => return None,
        })
    }

    fn check_notation(&mut self, node: Node<'_>) {
        if node.attribute("public").is_none() && node.attribute("system").is_none() {
            self.judge.violation(
                "s4s-att-must-appear",
                &node.span(),
                "xs:notation must have a public or a system identifier",
            );
        }
    }

    /// The `name` of a definition; one that is missing has been reported by the grammar.
    pub(super) fn name(&mut self, node: Node<'_>) -> Option<Arc<str>> {
        node.attribute("name")
            .map(|name| Arc::from(name.trim_matches(is_space)))
    }

    /// The name in the attribute `local`, where it is there.
    pub(super) fn reference(&mut self, node: Node<'_>, local: &str) -> Option<Reference> {
        reference(node, local, "src-resolve", self.judge)
    }

    pub(super) fn is_true(&self, node: Node<'_>, local: &str) -> bool {
        matches!(node.attribute(local).map(str::trim), Some("true" | "1"))
    }

    pub(super) fn value_constraint(
        &mut self,
        node: Node<'_>,
        code: &'static str,
    ) -> Option<ValueConstraint> {
        let (default, fixed) = (node.attribute("default"), node.attribute("fixed"));
        if default.is_some() && fixed.is_some() {
            self.judge.violation(
                code,
                &node.span(),
                "`default` and `fixed` exclude each other",
            );
        }
        match (default, fixed) {
            (_, Some(fixed)) => Some(ValueConstraint::Fixed(fixed.to_owned())),
            (Some(default), None) => Some(ValueConstraint::Default(default.to_owned())),
            (None, None) => None,
        }
    }

    /// Whether a local declaration is in the target namespace.
    pub(super) fn qualified(&self, node: Node<'_>, default: bool) -> bool {
        match node.attribute("form").map(str::trim) {
            Some(form) => form == "qualified",
            None => default,
        }
    }

    /// The type of an element or attribute: by name or in place.
    pub(super) fn type_of(&mut self, node: Node<'a>, code: &'static str) -> Option<TypeReference> {
        let named = self.reference(node, "type").map(TypeReference::Named);
        let mut inline = None;
        for child in children(node) {
            match child.local() {
                "simpleType" => inline = Some(self.simple_type(child, false)),
                "complexType" => inline = Some(self.complex_type(child, false)),
                _ => {}
            }
        }
        if named.is_some() && inline.is_some() {
            self.judge.violation(
                code,
                &node.attribute_span("type"),
                "a type is named and another one is written in place",
            );
        }
        named.or(inline.map(TypeReference::Inline))
    }

    fn group(&mut self, node: Node<'a>) -> Option<usize> {
        let name = self.name(node)?;
        let body = children(node).find_map(|child| Some((child, compositor(child.local())?)));
        let (compositor, particles) = match body {
            Some((child, compositor)) => (compositor, self.particles(child)),
            None => (Compositor::Sequence, Vec::new()),
        };
        self.schema.groups.push(GroupDefinition {
            name,
            documentation: documentation(node),
            compositor,
            particles,
            span: node.span(),
        });
        let position = self.schema.groups.len() - 1;
        self.place(node, Part::Group(position as u32));
        Some(position)
    }

    fn particles(&mut self, group: Node<'a>) -> Vec<Particle> {
        let in_all = group.local() == "all";
        let is_choice = group.local() == "choice" && children(group).nth(1).is_some();
        let mut particles = Vec::new();
        for child in children(group) {
            let Some(particle) = self.particle(child, is_choice) else {
                continue;
            };
            if in_all && particle.max.is_none_or(|max| max > 1) {
                self.judge.violation(
                    "cos-all-limited.2",
                    &child.span(),
                    "an element of xs:all occurs once at most",
                );
            }
            particles.push(particle);
        }
        particles
    }

    /// The particle that an element of a content model writes, if it is one; `is_choice` if it is one of several.
    pub(super) fn particle(&mut self, node: Node<'a>, is_choice: bool) -> Option<Particle> {
        let occurs = |local| node.attribute(local).map(str::trim);
        let min = occurs("minOccurs").and_then(count).unwrap_or(1);
        let required = min > 0 && !is_choice;
        self.place(node, Part::Particle { required });
        let term = match node.local() {
            "element" => self.local_element(node)?,
            "group" => Term::GroupReference(self.reference(node, "ref")?),
            "any" => Term::Any(wildcard(node)),
            name => Term::Group(compositor(name)?, self.particles(node)),
        };
        let max = match occurs("maxOccurs") {
            Some("unbounded") => None,
            Some(max) => Some(count(max).unwrap_or(1)),
            None => Some(1),
        };
        if max.is_some_and(|max| min > max) {
            self.judge.violation(
                "p-props-correct.2.1",
                &node.span(),
                "minOccurs is greater than maxOccurs",
            );
        }
        Some(Particle {
            min,
            max,
            term,
            span: node.span(),
        })
    }
}

/// The children that belong to XML Schema.
pub(super) fn children<'a>(node: Node<'a>) -> impl Iterator<Item = Node<'a>> {
    node.children().filter(|child| child.namespace() == XSD)
}

/// The compositor of this element name.
pub(super) fn compositor(name: &str) -> Option<Compositor> {
    Some(match name {
        "sequence" => Compositor::Sequence,
        "choice" => Compositor::Choice,
        "all" => Compositor::All,
        _ => return None,
    })
}

/// A `block` or `final`, absent where nothing is in the set.
pub(super) fn derivations(written: Option<&str>) -> DerivationSet {
    let written = written.unwrap_or_default().trim();
    let has = |method| written == "#all" || words(written).any(|word| word == method);
    DerivationSet {
        extension: has("extension"),
        restriction: has("restriction"),
        substitution: has("substitution"),
    }
}

pub(super) fn wildcard(node: Node<'_>) -> Wildcard {
    let namespaces = match node.attribute("namespace").map(str::trim) {
        None | Some("##any") => Namespaces::Any,
        Some("##other") => Namespaces::Other,
        Some(list) => Namespaces::List(
            words(list)
                .map(|word| match word {
                    "##targetNamespace" => NamespaceItem::Target,
                    "##local" => NamespaceItem::Local,
                    uri => NamespaceItem::Uri(Arc::from(uri)),
                })
                .collect(),
        ),
    };
    let process = match node.attribute("processContents").map(str::trim) {
        Some("lax") => ProcessContents::Lax,
        Some("skip") => ProcessContents::Skip,
        _ => ProcessContents::Strict,
    };
    Wildcard {
        namespaces,
        process,
        span: node.span(),
    }
}
