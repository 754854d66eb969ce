//! The built-in simple types of XML Schema: which they are, which texts are theirs, and how their values compare
//! (XSD Part 2, section 3).
//!
//! Reading in Strict rests on this, and the generator, which checks what schemas say of values.

mod decimal;
mod value;

pub use decimal::Decimal;
pub(crate) use value::name_in_full;
pub use value::{Key, Value};

use super::{WhiteSpace, is_nc_name};

/// A built-in type whose values are atomic: all but `xs:anySimpleType` and the lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)] // each variant is the type of its own name
pub enum BuiltIn {
    String,
    Boolean,
    Decimal,
    Float,
    Double,
    Duration,
    DateTime,
    Time,
    Date,
    GYearMonth,
    GYear,
    GMonthDay,
    GDay,
    GMonth,
    HexBinary,
    Base64Binary,
    AnyUri,
    QName,
    Notation,
    NormalizedString,
    Token,
    Language,
    NmToken,
    Name,
    NcName,
    Id,
    IdRef,
    Entity,
    Integer,
    NonPositiveInteger,
    NegativeInteger,
    Long,
    Int,
    Short,
    Byte,
    NonNegativeInteger,
    UnsignedLong,
    UnsignedInt,
    UnsignedShort,
    UnsignedByte,
    PositiveInteger,
}

use BuiltIn as B;

/// Each type with its name, and the type it is derived from, in the order of the enum; primitive types have none.
#[rustfmt::skip]
const TABLE: [(BuiltIn, &str, Option<BuiltIn>); 41] = [
    (B::String, "xs:string", None),
    (B::Boolean, "xs:boolean", None),
    (B::Decimal, "xs:decimal", None),
    (B::Float, "xs:float", None),
    (B::Double, "xs:double", None),
    (B::Duration, "xs:duration", None),
    (B::DateTime, "xs:dateTime", None),
    (B::Time, "xs:time", None),
    (B::Date, "xs:date", None),
    (B::GYearMonth, "xs:gYearMonth", None),
    (B::GYear, "xs:gYear", None),
    (B::GMonthDay, "xs:gMonthDay", None),
    (B::GDay, "xs:gDay", None),
    (B::GMonth, "xs:gMonth", None),
    (B::HexBinary, "xs:hexBinary", None),
    (B::Base64Binary, "xs:base64Binary", None),
    (B::AnyUri, "xs:anyURI", None),
    (B::QName, "xs:QName", None),
    (B::Notation, "xs:NOTATION", None),
    (B::NormalizedString, "xs:normalizedString", Some(B::String)),
    (B::Token, "xs:token", Some(B::NormalizedString)),
    (B::Language, "xs:language", Some(B::Token)),
    (B::NmToken, "xs:NMTOKEN", Some(B::Token)),
    (B::Name, "xs:Name", Some(B::Token)),
    (B::NcName, "xs:NCName", Some(B::Name)),
    (B::Id, "xs:ID", Some(B::NcName)),
    (B::IdRef, "xs:IDREF", Some(B::NcName)),
    (B::Entity, "xs:ENTITY", Some(B::NcName)),
    (B::Integer, "xs:integer", Some(B::Decimal)),
    (B::NonPositiveInteger, "xs:nonPositiveInteger", Some(B::Integer)),
    (B::NegativeInteger, "xs:negativeInteger", Some(B::NonPositiveInteger)),
    (B::Long, "xs:long", Some(B::Integer)),
    (B::Int, "xs:int", Some(B::Long)),
    (B::Short, "xs:short", Some(B::Int)),
    (B::Byte, "xs:byte", Some(B::Short)),
    (B::NonNegativeInteger, "xs:nonNegativeInteger", Some(B::Integer)),
    (B::UnsignedLong, "xs:unsignedLong", Some(B::NonNegativeInteger)),
    (B::UnsignedInt, "xs:unsignedInt", Some(B::UnsignedLong)),
    (B::UnsignedShort, "xs:unsignedShort", Some(B::UnsignedInt)),
    (B::UnsignedByte, "xs:unsignedByte", Some(B::UnsignedShort)),
    (B::PositiveInteger, "xs:positiveInteger", Some(B::NonNegativeInteger)),
];

impl BuiltIn {
    /// All of them, each behind the type it is derived from.
    pub fn all() -> impl ExactSizeIterator<Item = Self> {
        TABLE.iter().map(|(ty, ..)| *ty)
    }

    /// The type of this local name.
    pub fn named(local: &str) -> Option<Self> {
        Self::all().find(|one| one.name() == local)
    }

    /// The type's local name.
    pub const fn name(self) -> &'static str {
        self.prefixed_name().split_at("xs:".len()).1
    }

    /// The type's name with the usual prefix, for messages.
    pub(crate) const fn prefixed_name(self) -> &'static str {
        TABLE[self as usize].1
    }

    /// The type it is derived from; `None` for a primitive type.
    pub fn base(self) -> Option<Self> {
        TABLE[self as usize].2
    }

    /// The primitive type that it is, or is derived from.
    pub fn primitive(self) -> Self {
        let mut primitive = self;
        while let Some(base) = primitive.base() {
            primitive = base;
        }
        primitive
    }

    /// The least and the greatest value of an integer type, themselves allowed.
    pub const fn bounds(self) -> (Option<&'static str>, Option<&'static str>) {
        match self {
            B::NonPositiveInteger => (None, Some("0")),
            B::NegativeInteger => (None, Some("-1")),
            B::Long => (Some("-9223372036854775808"), Some("9223372036854775807")),
            B::Int => (Some("-2147483648"), Some("2147483647")),
            B::Short => (Some("-32768"), Some("32767")),
            B::Byte => (Some("-128"), Some("127")),
            B::NonNegativeInteger => (Some("0"), None),
            B::UnsignedLong => (Some("0"), Some("18446744073709551615")),
            B::UnsignedInt => (Some("0"), Some("4294967295")),
            B::UnsignedShort => (Some("0"), Some("65535")),
            B::UnsignedByte => (Some("0"), Some("255")),
            B::PositiveInteger => (Some("1"), None),
            _ => (None, None),
        }
    }

    /// How white space is treated before the text is looked at.
    pub const fn white_space(self) -> WhiteSpace {
        match self {
            B::String => WhiteSpace::Preserve,
            B::NormalizedString => WhiteSpace::Replace,
            _ => WhiteSpace::Collapse,
        }
    }

    /// Whether a text is of this type, one whose values are text.
    fn is_text(self, text: &str) -> bool {
        match self {
            B::Language => is_language(text),
            B::NmToken => !text.is_empty() && is_name(&format!("_{text}")),
            B::Name => is_name(text),
            B::NcName | B::Id | B::IdRef | B::Entity => is_nc_name(text),
            B::AnyUri => is_uri(text),
            _ => true,
        }
    }
}

/// XML 1.0, production 5: a name that may have colons.
fn is_name(text: &str) -> bool {
    is_nc_name(&text.replace(':', "_"))
}

/// RFC 3066: parts of one to eight letters, digits too behind the first.
fn is_language(text: &str) -> bool {
    text.split('-').enumerate().all(|(at, part)| {
        (1..=8).contains(&part.len())
            && part
                .bytes()
                .all(|byte| byte.is_ascii_alphabetic() || at > 0 && byte.is_ascii_digit())
    })
}

/// What the recommendation asks of a URI is little: that it becomes one of RFC 2396 once what is not allowed in
/// one is escaped. So percent signs introduce two digits, and there is one fragment at most.
fn is_uri(text: &str) -> bool {
    let is_hex = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_hexdigit);
    let bytes = text.as_bytes();
    let are_escapes = memchr::memchr_iter(b'%', bytes)
        .all(|at| is_hex(bytes.get(at + 1)) && is_hex(bytes.get(at + 2)));
    are_escapes && memchr::memchr_iter(b'#', bytes).count() <= 1 && !has_wrong_scheme(text)
}

/// Whether there is something in the place of a scheme that is none, though all its characters might be of one: what
/// comes first and has a colon is a scheme (RFC 2396, sections 3.1 and 5).
fn has_wrong_scheme(text: &str) -> bool {
    let end = memchr::memchr3(b'/', b'?', b'#', text.as_bytes()).unwrap_or(text.len());
    let Some((scheme, _)) = text[..end].split_once(':') else {
        return false;
    };
    let may_be_in_one = |byte: u8| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte);
    scheme.bytes().all(may_be_in_one) && !scheme.starts_with(|c: char| c.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::{BuiltIn, TABLE};

    #[test]
    fn what_has_a_colon_begins_with_a_scheme() {
        for good in ["urn:a", "a/1:b", "?1:b", "#1:b", "C:\\a", "in words: b", ""] {
            assert!(super::is_uri(good), "{good}");
        }
        for bad in [":a", "1a:b", "-:b"] {
            assert!(!super::is_uri(bad), "{bad}");
        }
    }

    #[test]
    fn the_table_is_in_the_order_of_the_enum() {
        for (at, (ty, ..)) in TABLE.iter().enumerate() {
            assert_eq!(*ty as usize, at, "{ty:?}");
        }
        assert_eq!(BuiltIn::UnsignedByte.primitive(), BuiltIn::Decimal);
        assert_eq!(BuiltIn::GMonthDay.name(), "gMonthDay");
    }
}
