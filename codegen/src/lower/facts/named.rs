//! What becomes of the name of a simple type.

use sapo::value::is_secret_name;

use super::Facts;
use super::built_in::{MICROSOFT_TYPES, atomic};
use super::encoding::is_built_in;
use crate::model::{Codec, RustType};
use crate::qname::QName;
use crate::schema::components::{BuiltIn, TypeId, Variety};

/// The item by which a named simple type keeps its name, if it isn't an enum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::lower) enum NamedAs {
    /// An alias of the Rust type of its values.
    Alias,
    /// A newtype, which checks the values that programs make.
    Newtype,
}

impl Facts<'_> {
    /// Returns the item by which a simple type keeps its name; `None` if it has none, is an enum, or
    /// is a Rust type that the schema doesn't tell.
    pub(in crate::lower) fn named_as(&self, id: TypeId) -> Option<NamedAs> {
        let ty = self.schema.ty(id);
        let name = ty.name.as_ref()?;
        let is_declared = ty.span.is_some()
            && !is_built_in(name)
            && &*name.namespace != MICROSOFT_TYPES
            && self.simple(id).is_some();
        if !is_declared || self.is_enum(id) || self.mapped(id).is_some() {
            return None;
        }
        // Newtypes show their values.
        let is_newtype =
            self.wants_newtype(name) && !self.is_secret_type(name) && self.can_be_newtype(id);
        Some(match is_newtype {
            true => NamedAs::Newtype,
            false => NamedAs::Alias,
        })
    }

    /// Whether the name of a type says that its values are secret.
    fn is_secret_type(&self, name: &QName) -> bool {
        self.config.secrets.defaults && is_secret_name(&name.local) && !self.is_excepted(&[name])
    }

    /// Whether the values of a simple type are texts, numbers, dates and the like, or lists of
    /// values. Enums are types of their own already, names need the prefixes of their document, and
    /// octets can travel beside it.
    fn can_be_newtype(&self, id: TypeId) -> bool {
        let Some(simple) = self.simple(id).filter(|_| !self.is_foreign(id)) else {
            return false;
        };
        let base = self.schema.ty(id).base;
        !self.is_enum(id)
            && match &simple.variety {
                Variety::Any => true,
                Variety::Atomic(built_in) => {
                    let value = atomic(*built_in);
                    value.codec == Codec::Own
                        && value.ty != RustType::Sapo("QName")
                        && base.is_none_or(|base| self.can_be_newtype(base))
                }
                Variety::List(item) => !self.holds_names(*item),
                Variety::Union(members) => members
                    .first()
                    .is_none_or(|&first| self.can_be_newtype(first)),
            }
    }

    /// Whether the values of a simple type are or hold qualified names.
    pub(super) fn holds_names(&self, id: TypeId) -> bool {
        let Some(simple) = self.simple(id) else {
            return false;
        };
        match &simple.variety {
            Variety::Any => false,
            Variety::Atomic(built_in) => matches!(built_in, BuiltIn::QName | BuiltIn::Notation),
            Variety::List(item) => self.holds_names(*item),
            Variety::Union(members) => self.named_values.ask(id, || {
                members.iter().any(|&member| self.holds_names(member))
            }),
        }
    }
}
