//! Identity constraints in the model: which elements Strict tells apart, and by what.

use super::ElementName;
use super::lower::Lowering;
use crate::schema::components::{self as schema, ElementId, Owner, TypeId};

/// An identity constraint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// Its name.
    pub name: ElementName,
    /// Which of them.
    pub kind: IdentityKind,
    /// The path to the elements.
    pub selector: String,
    /// The paths to the values.
    pub fields: Vec<String>,
    /// The prefixes in these paths, with their namespaces.
    pub namespaces: Vec<(String, String)>,
}

/// The kinds of identity constraint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IdentityKind {
    /// `xs:unique`
    Unique,
    /// `xs:key`
    Key,
    /// `xs:keyref` to the constraint of this name.
    KeyReference(ElementName),
}

impl Lowering<'_> {
    /// The constraints that a field of the element has to name: none where its type belongs to it alone, whose shape
    /// has them.
    pub(super) fn identities_of_field(&self, id: ElementId) -> Vec<Identity> {
        match self.is_of_its_own_type(id) {
            true => Vec::new(),
            false => self.identities(id),
        }
    }

    /// The constraints of the one element that is of an anonymous type.
    pub(super) fn identities_of_type(&self, id: TypeId) -> Vec<Identity> {
        match self.schema.ty(id).owner {
            Some(Owner::Element(element)) if self.is_of_its_own_type(element) => {
                self.identities(element)
            }
            _ => Vec::new(),
        }
    }

    fn is_of_its_own_type(&self, id: ElementId) -> bool {
        let ty = self.schema.element(id).ty;
        self.complex(ty).is_some() && self.schema.ty(ty).owner == Some(Owner::Element(id))
    }

    fn identities(&self, id: ElementId) -> Vec<Identity> {
        let constraints = &self.schema.element(id).identities;
        let one = |constraint: &schema::IdentityConstraint| Identity {
            name: (&constraint.name).into(),
            kind: match &constraint.kind {
                schema::IdentityKind::Unique => IdentityKind::Unique,
                schema::IdentityKind::Key => IdentityKind::Key,
                schema::IdentityKind::KeyReference(key) => IdentityKind::KeyReference(key.into()),
            },
            selector: constraint.selector.clone(),
            fields: constraint.fields.clone(),
            namespaces: constraint.namespaces.clone().into_iter().collect(),
        };
        constraints.iter().map(one).collect()
    }
}
