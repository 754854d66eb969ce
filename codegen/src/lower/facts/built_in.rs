//! Built-in types in Rust.

use super::Facts;
use crate::model::RustType;
pub(in crate::lower) use crate::model::built_in::atomic;
use crate::schema::components::{BuiltIn, TypeId, TypeKind, Variety};

/// The namespace of the types that ASP.NET adds to XML Schema's own.
pub(in crate::lower) const MICROSOFT_TYPES: &str = "http://microsoft.com/wsdl/types/";

impl<'s> Facts<'s> {
    /// Whether a simple type's values are of a Rust type that the schema does not tell: ASP.NET's,
    /// or one that the configuration names.
    pub(in crate::lower) fn is_foreign(&self, id: TypeId) -> bool {
        let ty = self.schema.ty(id);
        let is_simple = matches!(&ty.kind, TypeKind::Simple(simple) if matches!(simple.variety, Variety::Atomic(_)));
        let is_microsofts = |name: &crate::qname::QName| &*name.namespace == MICROSOFT_TYPES;
        let own = ty.name.as_ref().is_some_and(is_microsofts) || self.mapped(id).is_some();
        own || is_simple && ty.base.is_some_and(|base| self.is_foreign(base))
    }
}

/// Whether values of a built-in type are text and nothing else.
pub(super) fn is_text(built_in: BuiltIn) -> bool {
    atomic(built_in).ty == RustType::Std("String")
}
