//! What a schema says of the elements of a document.

use roxmltree::Node;
use sapo_codegen::qname::QName;
use sapo_codegen::schema::components::{
    Content, Element, Namespaces, Particle, ProcessContents, Schema, Term, Type, TypeId, TypeKind,
    ValueConstraint,
};

use super::value;

pub(super) const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";
const XSD: &str = "http://www.w3.org/2001/XMLSchema";

/// What is known of an element.
#[derive(Debug, Clone, Default)]
pub(super) struct Declared<'s> {
    pub(super) ty: Option<TypeId>,
    /// The default values of all declarations that may be its: in one content, those of one name have the same type,
    /// but not the same default.
    pub(super) defaults: Vec<&'s str>,
}

/// Finds declarations.
#[derive(Debug)]
pub(super) struct Lookup<'s> {
    schema: &'s Schema,
}

impl<'s> Lookup<'s> {
    pub(super) fn new(schema: &'s Schema) -> Self {
        Self { schema }
    }

    /// The type of an element: the declared one, or that which `xsi:type` names.
    pub(super) fn actual(&self, node: Node<'_, '_>, declared: Option<TypeId>) -> Option<TypeId> {
        let Some(named) = node.attribute((XSI, "type")) else {
            return declared;
        };
        let name = value::qname(named, node)?;
        let global = self.schema.global_types.get(&name).copied();
        global.or_else(|| self.built_in(&name)).or(declared)
    }

    fn built_in(&self, name: &QName) -> Option<TypeId> {
        if &*name.namespace != XSD {
            return None;
        }
        let is = |ty: &Type| ty.name.as_ref() == Some(name);
        let at = self.schema.types.iter().position(is)?;
        u32::try_from(at).ok().map(TypeId)
    }

    /// What an element is by itself.
    pub(super) fn global(&self, node: Node<'_, '_>) -> Declared<'s> {
        let id = self.schema.global_elements.get(&name(node));
        declared(id.map(|&id| self.schema.element(id)).into_iter())
    }

    /// What an element is in content of a type.
    pub(super) fn child(&self, ty: TypeId, node: Node<'_, '_>) -> Declared<'s> {
        let TypeKind::Complex(complex) = &self.schema.ty(ty).kind else {
            return Declared::default();
        };
        let (Content::Elements(particle) | Content::Mixed(particle)) = &complex.content else {
            return Declared::default();
        };
        let mut found = Found::default();
        self.find(particle, &name(node), &mut found);
        if found.elements.is_empty() && found.is_open {
            return self.global(node);
        }
        declared(found.elements.into_iter())
    }

    fn find(&self, particle: &'s Particle, name: &QName, found: &mut Found<'s>) {
        let particles = match &particle.term {
            Term::Element(head) => {
                let members = self
                    .schema
                    .substitutions
                    .get(head)
                    .map_or(&[][..], Vec::as_slice);
                let all = std::iter::once(head)
                    .chain(members)
                    .map(|&id| self.schema.element(id));
                found
                    .elements
                    .extend(all.filter(|element| element.name == *name));
                return;
            }
            Term::Any(wildcard) => {
                found.is_open |= wildcard.process != ProcessContents::Skip
                    && allows(&wildcard.namespaces, &name.namespace);
                return;
            }
            Term::Group(_, particles) => particles,
            Term::Reference(group) => &self.schema.group(*group).particles,
        };
        particles
            .iter()
            .for_each(|particle| self.find(particle, name, found));
    }
}

/// What a name may be of.
#[derive(Default)]
struct Found<'s> {
    elements: Vec<&'s Element>,
    /// A wildcard admits it.
    is_open: bool,
}

fn declared<'s>(elements: impl Iterator<Item = &'s Element>) -> Declared<'s> {
    let mut declared = Declared::default();
    for element in elements {
        declared.ty = declared.ty.or(Some(element.ty));
        declared
            .defaults
            .extend(element.value.as_ref().map(ValueConstraint::value));
    }
    declared
}

/// The name of an element.
pub(super) fn name(node: Node<'_, '_>) -> QName {
    QName::new(
        node.tag_name().namespace().unwrap_or_default(),
        node.tag_name().name(),
    )
}

fn allows(namespaces: &Namespaces, namespace: &str) -> bool {
    match namespaces {
        Namespaces::Any => true,
        Namespaces::Other(not) => !namespace.is_empty() && namespace != not,
        Namespaces::List(list) => list.iter().any(|one| one == namespace),
    }
}
