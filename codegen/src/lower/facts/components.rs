//! Components of the schema as they are written.

use super::Facts;
use crate::model::ElementName;
use crate::qname::QName;
use crate::schema::components::{
    ComplexType, Compositor, Content, Derivation, ElementId, Owner, Particle, SimpleType, Term,
    TypeId, TypeKind,
};

impl<'s> Facts<'s> {
    pub(in crate::lower) fn complex(&self, id: TypeId) -> Option<&'s ComplexType> {
        match &self.schema.ty(id).kind {
            TypeKind::Complex(complex) => Some(complex),
            TypeKind::Simple(_) => None,
        }
    }

    /// The particle that a type itself adds: all of it, or what it extends its base by.
    pub(in crate::lower) fn own_particle(&self, id: TypeId) -> Option<&'s Particle> {
        let complex = self.complex(id)?;
        if self.extends(id).is_some() {
            return complex.added.as_ref();
        }
        match &complex.content {
            Content::Elements(particle) | Content::Mixed(particle) => Some(particle),
            Content::Empty | Content::Simple(_) => None,
        }
    }

    /// The base that a type extends with elements.
    pub(in crate::lower) fn extends(&self, id: TypeId) -> Option<TypeId> {
        let ty = self.schema.ty(id);
        let base = ty.base?;
        let has_elements = |id| {
            self.complex(id).is_some_and(|complex| {
                matches!(complex.content, Content::Elements(_) | Content::Empty)
            })
        };
        // A base that no name leads to is what a redefinition has replaced: its content is this
        // type's own.
        let is_global = |name| self.schema.is_global(name, base);
        (ty.derivation == Derivation::Extension
            && self.schema.ty(base).name.as_ref().is_some_and(is_global)
            && self.schema.ty(base).base.is_some()
            && has_elements(id)
            && has_elements(base))
        .then_some(base)
    }

    /// Whether the elements of a content come in any order.
    pub(in crate::lower) fn is_all(&self, content: &Content) -> bool {
        let (Content::Elements(mut particle) | Content::Mixed(mut particle)) = content.clone()
        else {
            return false;
        };
        loop {
            let (compositor, particles) = match &particle.term {
                Term::Group(compositor, particles) => (*compositor, particles),
                Term::Reference(id) => {
                    let group = self.schema.group(*id);
                    (group.compositor, &group.particles)
                }
                Term::Element(_) | Term::Any(_) => return false,
            };
            match &particles[..] {
                _ if compositor == Compositor::All => return true,
                [only] => particle = only.clone(),
                _ => return false,
            }
        }
    }

    pub(in crate::lower) fn simple(&self, id: TypeId) -> Option<&'s SimpleType> {
        match &self.schema.ty(id).kind {
            TypeKind::Simple(simple) => Some(simple),
            TypeKind::Complex(_) => None,
        }
    }

    /// The name of a type, or of the element that an anonymous one belongs to: what its members are
    /// configured by.
    pub(in crate::lower) fn owner_name(&self, id: TypeId) -> QName {
        let ty = self.schema.ty(id);
        match (&ty.name, &ty.owner) {
            (Some(name), _) => name.clone(),
            (None, Some(Owner::Element(element))) => self.schema.element(*element).name.clone(),
            (None, Some(Owner::Attribute(name, _))) => name.clone(),
            (None, _) => QName::new("", "value"),
        }
    }

    /// Returns the name of a type in messages.
    pub(in crate::lower) fn xml_type_name(&self, id: TypeId) -> String {
        self.owner_name(id).local.to_string()
    }

    /// The name of a type in XML, unless it is anonymous.
    pub(in crate::lower) fn type_name(&self, id: TypeId) -> Option<ElementName> {
        let name = self.schema.ty(id).name.as_ref()?;
        Some(name.into())
    }

    pub(in crate::lower) fn element_name(&self, id: ElementId) -> ElementName {
        (&self.schema.element(id).name).into()
    }
}
