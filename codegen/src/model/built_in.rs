//! Built-in types in Rust.

use super::{Codec, RustType, Value};
use crate::schema::components::BuiltIn;

/// The one table from built-in types to Rust.
pub(crate) fn atomic(built_in: BuiltIn) -> Value {
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

/// Returns the built-in type whose values a Rust type holds if nothing narrows them further.
pub(crate) fn widest(ty: &RustType, codec: &Codec) -> Option<BuiltIn> {
    // A type that others are derived from comes before them.
    BuiltIn::all().find(|&one| {
        let value = atomic(one);
        value.ty == *ty && (value.codec == *codec || *codec == Codec::Item)
    })
}

fn octets() -> RustType {
    RustType::Vec(Box::new(RustType::Std("u8")))
}
