//! Whether two documents say the same, by their schema.
//!
//! Immaterial are prefixes, comments, processing instructions, white space between elements, the order of attributes,
//! how a value is spelled in its type's lexical space, and whether a default value is written out.

use roxmltree::Node;
use sapo_codegen::qname::QName;
use sapo_codegen::schema::components::{
    Content, Element, Namespaces, Particle, ProcessContents, Schema, Term, Type, TypeId, TypeKind,
    ValueConstraint, Wildcard,
};

use super::value;

const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";
const XSD: &str = "http://www.w3.org/2001/XMLSchema";

/// What is known of an element by the schema.
#[derive(Clone, Copy, Default)]
struct Known<'s> {
    ty: Option<TypeId>,
    element: Option<&'s Element>,
}

/// Compares documents of a schema.
pub(super) struct Comparison<'s> {
    schema: &'s Schema,
}

impl<'s> Comparison<'s> {
    pub(super) fn new(schema: &'s Schema) -> Self {
        Self { schema }
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
        self.elements(before, after, self.global(before))
            .map_err(|error| format!("{}{error}", before.tag_name().name()))
    }

    fn elements(
        &self,
        before: Node<'_, '_>,
        after: Node<'_, '_>,
        declared: Known<'s>,
    ) -> Result<(), String> {
        let (was, is) = (name(before), name(after));
        if was != is {
            return Err(format!(": the element is {is} and not {was}"));
        }
        let ty = self.actual(before, declared.ty);
        if ty != self.actual(after, declared.ty) {
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
            Some((ty, TypeKind::Simple(_))) => self.simple(before, after, ty, declared.element),
            Some((id, TypeKind::Complex(ty))) => match &ty.content {
                Content::Empty => self.children(before, after, id, Spaces::Immaterial),
                Content::Simple(ty) => self.simple(before, after, *ty, declared.element),
                Content::Elements(_) => self.children(before, after, id, Spaces::Immaterial),
                Content::Mixed(_) => self.mixed(before, after, id, declared.element),
            },
            None => self.nodes(before, after, &|_| Known::default(), Spaces::Kept),
        }
    }

    fn mixed(
        &self,
        before: Node<'_, '_>,
        after: Node<'_, '_>,
        ty: TypeId,
        element: Option<&Element>,
    ) -> Result<(), String> {
        let default = element
            .and_then(|element| element.value.as_ref())
            .map(ValueConstraint::value);
        match default {
            Some(default) if before.first_child().is_none() && text(after) == default => Ok(()),
            _ => self.children(before, after, ty, Spaces::Kept),
        }
    }

    fn children(
        &self,
        before: Node<'_, '_>,
        after: Node<'_, '_>,
        ty: TypeId,
        spaces: Spaces,
    ) -> Result<(), String> {
        self.nodes(before, after, &|child| self.child(ty, child), spaces)
    }

    fn nodes(
        &self,
        before: Node<'_, '_>,
        after: Node<'_, '_>,
        known: &dyn Fn(Node<'_, '_>) -> Known<'s>,
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
        element: Option<&Element>,
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
        let default = element
            .and_then(|element| element.value.as_ref())
            .map(ValueConstraint::value);
        let of = |node| {
            let text = text(node);
            if text.is_empty() {
                default.map_or(text, str::to_owned)
            } else {
                text
            }
        };
        let (one, other) = (of(before), of(after));
        if value::same(self.schema, ty, (&one, before), (&other, after)) {
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

    /// The type of an element: the declared one, or that which `xsi:type` names.
    fn actual(&self, node: Node<'_, '_>, declared: Option<TypeId>) -> Option<TypeId> {
        let Some(named) = node.attribute((XSI, "type")) else {
            return declared;
        };
        let name = value::qname(named, node)?;
        let global = self.schema.global_types.get(&name).copied();
        global.or_else(|| self.built_in(&name)).or(declared)
    }

    fn built_in(&self, name: &QName) -> Option<TypeId> {
        let is = |ty: &Type| ty.name.as_ref() == Some(name);
        let at = (&*name.namespace == XSD).then(|| self.schema.types.iter().position(is))??;
        u32::try_from(at).ok().map(TypeId)
    }

    fn global(&self, node: Node<'_, '_>) -> Known<'s> {
        let id = self.schema.global_elements.get(&name(node));
        id.map_or_else(Known::default, |&id| self.known(self.schema.element(id)))
    }

    fn known(&self, element: &'s Element) -> Known<'s> {
        Known {
            ty: Some(element.ty),
            element: Some(element),
        }
    }

    /// What an element is in content of a type. All elements of one name in a content have the same type.
    fn child(&self, ty: TypeId, node: Node<'_, '_>) -> Known<'s> {
        let TypeKind::Complex(complex) = &self.schema.ty(ty).kind else {
            return Known::default();
        };
        let (Content::Elements(particle) | Content::Mixed(particle)) = &complex.content else {
            return Known::default();
        };
        match self.find(particle, &name(node)) {
            Some(Found::Element(element)) => self.known(element),
            Some(Found::Any(wildcard)) if wildcard.process != ProcessContents::Skip => {
                self.global(node)
            }
            _ => Known::default(),
        }
    }

    fn find(&self, particle: &'s Particle, name: &QName) -> Option<Found<'s>> {
        match &particle.term {
            Term::Element(head) => {
                let members = self
                    .schema
                    .substitutions
                    .get(head)
                    .map_or(&[][..], Vec::as_slice);
                let mut all = std::iter::once(head)
                    .chain(members)
                    .map(|&id| self.schema.element(id));
                all.find(|element| element.name == *name)
                    .map(Found::Element)
            }
            Term::Group(_, particles) => self.find_among(particles, name),
            Term::Reference(group) => self.find_among(&self.schema.group(*group).particles, name),
            Term::Any(wildcard) => {
                allows(&wildcard.namespaces, &name.namespace).then_some(Found::Any(wildcard))
            }
        }
    }

    /// A declaration before a wildcard.
    fn find_among(&self, particles: &'s [Particle], name: &QName) -> Option<Found<'s>> {
        let mut wildcard = None;
        for particle in particles {
            match self.find(particle, name) {
                Some(Found::Any(found)) => wildcard = Some(Found::Any(found)),
                Some(found) => return Some(found),
                None => {}
            }
        }
        wildcard
    }
}

enum Found<'s> {
    Element(&'s Element),
    Any(&'s Wildcard),
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

fn name(node: Node<'_, '_>) -> QName {
    QName::new(
        node.tag_name().namespace().unwrap_or_default(),
        node.tag_name().name(),
    )
}

fn is_nil(node: Node<'_, '_>) -> bool {
    node.attribute((XSI, "nil"))
        .is_some_and(|nil| matches!(nil.trim(), "true" | "1"))
}

fn allows(namespaces: &Namespaces, namespace: &str) -> bool {
    match namespaces {
        Namespaces::Any => true,
        Namespaces::Other(not) => !namespace.is_empty() && namespace != not,
        Namespaces::List(list) => list.iter().any(|one| one == namespace),
    }
}
