//! What elements demand beyond their types: identity constraints, default and fixed values.

use super::Items;
use crate::model::{Constraint, Identity, IdentityKind};
use crate::schema::components::{self as schema, ElementId, Owner, TypeId};

impl Items<'_, '_> {
    /// The constraints that a field of the element has to name: none where its type belongs to it
    /// alone, whose shape has them.
    pub(super) fn identities_of_field(&self, id: ElementId) -> Vec<Identity> {
        match self.is_of_its_own_type(id) {
            true => Vec::new(),
            false => self.identities(id),
        }
    }

    /// The constraints of the one element that is of an anonymous type.
    pub(super) fn identities_of_type(&self, id: TypeId) -> Vec<Identity> {
        let element = self.only_element(id);
        element.map_or_else(Vec::new, |element| self.identities(element))
    }

    /// The default or fixed value of the one element that is of an anonymous type.
    pub(super) fn value_of_type(&self, id: TypeId) -> Option<Constraint> {
        self.facts
            .schema
            .element(self.only_element(id)?)
            .value
            .clone()
    }

    fn only_element(&self, id: TypeId) -> Option<ElementId> {
        match self.facts.schema.ty(id).owner {
            Some(Owner::Element(element)) if self.is_of_its_own_type(element) => Some(element),
            _ => None,
        }
    }

    fn is_of_its_own_type(&self, id: ElementId) -> bool {
        let ty = self.facts.schema.element(id).ty;
        self.facts.complex(ty).is_some()
            && self.facts.schema.ty(ty).owner == Some(Owner::Element(id))
    }

    fn identities(&self, id: ElementId) -> Vec<Identity> {
        let constraints = &self.facts.schema.element(id).identities;
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
