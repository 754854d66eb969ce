//! Built-in types in Rust.

use super::Facts;
use crate::model::{Codec, RustType, Value};
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

/// The one table from built-in types to Rust.
pub(in crate::lower) fn atomic(built_in: BuiltIn) -> Value {
    use BuiltIn as B;
    let ty = match built_in {
        B::Boolean => RustType::Std("bool"),
        B::Byte => RustType::Std("i8"),
        B::Short => RustType::Std("i16"),
        B::Int => RustType::Std("i32"),
        B::Long => RustType::Std("i64"),
        B::UnsignedByte => RustType::Std("u8"),
        B::UnsignedShort => RustType::Std("u16"),
        B::UnsignedInt => RustType::Std("u32"),
        B::UnsignedLong => RustType::Std("u64"),
        B::Float => RustType::Std("f32"),
        B::Double => RustType::Std("f64"),
        B::Integer
        | B::NonPositiveInteger
        | B::NegativeInteger
        | B::NonNegativeInteger
        | B::PositiveInteger => RustType::Sapo("Integer"),
        B::Decimal => RustType::Sapo("Decimal"),
        B::Duration => RustType::Sapo("Duration"),
        B::DateTime => RustType::Sapo("DateTime"),
        B::Time => RustType::Sapo("Time"),
        B::Date => RustType::Sapo("Date"),
        B::GYearMonth => RustType::Sapo("GYearMonth"),
        B::GYear => RustType::Sapo("GYear"),
        B::GMonthDay => RustType::Sapo("GMonthDay"),
        B::GDay => RustType::Sapo("GDay"),
        B::GMonth => RustType::Sapo("GMonth"),
        B::QName | B::Notation => RustType::Sapo("QName"),
        B::HexBinary => return Value::new(octets(), Codec::Hex),
        B::Base64Binary => return Value::new(octets(), Codec::Base64),
        B::String
        | B::AnyUri
        | B::NormalizedString
        | B::Token
        | B::Language
        | B::NmToken
        | B::Name
        | B::NcName
        | B::Id
        | B::IdRef
        | B::Entity => RustType::Std("String"),
    };
    Value::own(ty)
}

/// Whether values of a built-in type are text and nothing else.
pub(super) fn is_text(built_in: BuiltIn) -> bool {
    atomic(built_in).ty == RustType::Std("String")
}

fn octets() -> RustType {
    RustType::Vec(Box::new(RustType::Std("u8")))
}
