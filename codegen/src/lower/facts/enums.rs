//! Simple types that become enums.

use super::Facts;
use super::built_in::is_text;
use crate::schema::components::{TypeId, TypeKind, Variety};

impl<'s> Facts<'s> {
    /// Whether a simple type becomes an enum of its own.
    pub(in crate::lower) fn is_enum(&self, id: TypeId) -> bool {
        self.enums.ask(id, || self.would_be_enum(id))
    }

    fn would_be_enum(&self, id: TypeId) -> bool {
        let TypeKind::Simple(simple) = &self.schema.ty(id).kind else {
            return false;
        };
        match &simple.variety {
            Variety::Atomic(built_in) => {
                // The values of other types are compared as values, so listing their lexical forms
                // says little.
                !simple.facets.enumeration.is_empty()
                    && is_text(*built_in)
                    && !self.inherits_enumeration(id)
            }
            Variety::Union(members) => {
                let mut kinds: Vec<String> = Vec::new();
                for &member in members {
                    let kind = self.member_kind(member);
                    if !kinds.contains(&kind) {
                        kinds.push(kind);
                    }
                }
                kinds.len() > 1
            }
            Variety::Any | Variety::List(_) => false,
        }
    }

    /// Whether a type restricts nothing of the values that its base, an enumeration, lists.
    fn inherits_enumeration(&self, id: TypeId) -> bool {
        let own = self.listed(id);
        match self.schema.ty(id).base {
            Some(base) => self.is_enum(base) && self.listed(base) == own,
            None => false,
        }
    }

    pub(in crate::lower) fn listed(&self, id: TypeId) -> Vec<&str> {
        match &self.schema.ty(id).kind {
            TypeKind::Simple(simple) => {
                let values = &simple.facets.enumeration;
                values.iter().map(|value| value.value.as_str()).collect()
            }
            TypeKind::Complex(_) => Vec::new(),
        }
    }

    /// Returns a key that differs if the Rust types of union members do.
    fn member_kind(&self, id: TypeId) -> String {
        let ty = self.schema.ty(id);
        let TypeKind::Simple(simple) = &ty.kind else {
            return String::new();
        };
        if self.is_enum(id) {
            return format!("enum {}", id.0);
        }
        match &simple.variety {
            Variety::Any => "text".to_owned(),
            Variety::Atomic(built_in) if is_text(*built_in) => match &ty.base {
                Some(base) if self.is_enum(*base) => self.member_kind(*base),
                _ => "text".to_owned(),
            },
            Variety::Atomic(built_in) => format!("{built_in:?}"),
            Variety::List(item) => format!("list of {}", self.member_kind(*item)),
            Variety::Union(members) => match members.first() {
                Some(&member) => self.member_kind(member),
                None => "text".to_owned(),
            },
        }
    }

    pub(in crate::lower) fn is_enumeration(&self, id: TypeId) -> bool {
        let ty = self.schema.ty(id);
        match &ty.kind {
            TypeKind::Simple(simple) => match simple.variety {
                Variety::Atomic(_) if self.is_enum(id) => true,
                Variety::Atomic(_) => ty.base.is_some_and(|base| self.is_enumeration(base)),
                _ => false,
            },
            TypeKind::Complex(_) => false,
        }
    }
}
