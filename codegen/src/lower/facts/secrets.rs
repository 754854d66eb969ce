//! The values that are secret: those that the configuration names, and by default those whose name
//! says so.

use sapo::value::is_secret_name;

use super::Facts;
use super::built_in::atomic;
use crate::model::RustType;
use crate::qname::QName;
use crate::schema::components::{Content, SimpleType, TypeId, TypeKind, ValueConstraint, Variety};

impl Facts<'_> {
    /// Returns whether the name of the element, attribute, or part at this path says that it holds
    /// a secret, and its type can hold one.
    ///
    /// A value that the schema fixes is none, because everyone who has the schema knows it. Neither
    /// is a value whose Rust type the configuration gives: that type decides itself.
    pub(in crate::lower) fn is_secret_by_name(
        &self,
        path: &[&QName],
        ty: TypeId,
        constraint: Option<&ValueConstraint>,
    ) -> bool {
        path.last().is_some_and(|name| is_secret_name(&name.local))
            && self.config.secrets.defaults
            && !self.is_excepted(path)
            && !matches!(constraint, Some(ValueConstraint::Fixed(_)))
            && self.replaced(path).is_none()
            && self.can_be_secret(ty)
    }

    /// Returns whether a type holds text, octets, or whole numbers that aren't listed: a boolean, a
    /// date, or one of the values of an enumeration tells nothing that can be used.
    fn can_be_secret(&self, id: TypeId) -> bool {
        match &self.schema.ty(id).kind {
            TypeKind::Simple(simple) => self.is_unlisted(simple),
            TypeKind::Complex(complex) => match complex.content {
                Content::Simple(text) => self.can_be_secret(text),
                _ => false,
            },
        }
    }

    fn is_unlisted(&self, simple: &SimpleType) -> bool {
        simple.facets.enumeration.is_empty()
            && match &simple.variety {
                Variety::Any => true,
                Variety::Atomic(built_in) => match atomic(*built_in).ty {
                    RustType::Std(name) => !matches!(name, "bool" | "f32" | "f64"),
                    RustType::Sapo(name) => name == "Integer",
                    _ => true,
                },
                Variety::List(item) => self.can_be_secret(*item),
                Variety::Union(members) => members.iter().any(|one| self.can_be_secret(*one)),
            }
    }
}
