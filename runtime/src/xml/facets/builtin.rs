//! The built-in simple types (XSD Part 2, section 3), and which texts are of those whose values are text.

use super::{Facets, Variety};
use crate::xml::WhiteSpace;
use crate::xml::is_nc_name;

/// A built-in type, as far as it differs from others by more than bounds and white space.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BuiltIn {
    String,
    Boolean,
    Decimal,
    Integer,
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
    Language,
    NmToken,
    Name,
    NcName,
    Id,
    IdRef,
}

const fn atomic(built_in: BuiltIn) -> Facets {
    Facets::new(Variety::Atomic(built_in), WhiteSpace::Collapse)
}

#[allow(missing_docs)] // each is the type of its own name
impl Facets {
    pub const STRING: Self = Self::new(Variety::Atomic(BuiltIn::String), WhiteSpace::Preserve);
    pub const NORMALIZED_STRING: Self = Self::STRING.white_space(WhiteSpace::Replace);
    pub const TOKEN: Self = atomic(BuiltIn::String);
    pub const LANGUAGE: Self = atomic(BuiltIn::Language);
    pub const NMTOKEN: Self = atomic(BuiltIn::NmToken);
    pub const NMTOKENS: Self = Self::list(&Self::NMTOKEN).min_length(1);
    pub const NAME: Self = atomic(BuiltIn::Name);
    pub const NCNAME: Self = atomic(BuiltIn::NcName);
    pub const ID: Self = atomic(BuiltIn::Id);
    pub const IDREF: Self = atomic(BuiltIn::IdRef);
    pub const IDREFS: Self = Self::list(&Self::IDREF).min_length(1);
    pub const ENTITIES: Self = Self::list(&Self::NCNAME).min_length(1);
    pub const ANY_URI: Self = atomic(BuiltIn::AnyUri);
    pub const QNAME: Self = atomic(BuiltIn::QName);
    pub const BOOLEAN: Self = atomic(BuiltIn::Boolean);
    pub const FLOAT: Self = atomic(BuiltIn::Float);
    pub const DOUBLE: Self = atomic(BuiltIn::Double);
    pub const DECIMAL: Self = atomic(BuiltIn::Decimal);
    pub const INTEGER: Self = atomic(BuiltIn::Integer);
    pub const NON_POSITIVE_INTEGER: Self = Self::INTEGER.max_inclusive("0");
    pub const NEGATIVE_INTEGER: Self = Self::INTEGER.max_inclusive("-1");
    pub const NON_NEGATIVE_INTEGER: Self = Self::INTEGER.min_inclusive("0");
    pub const POSITIVE_INTEGER: Self = Self::INTEGER.min_inclusive("1");
    pub const LONG: Self = Self::INTEGER
        .min_inclusive("-9223372036854775808")
        .max_inclusive("9223372036854775807");
    pub const INT: Self = Self::INTEGER
        .min_inclusive("-2147483648")
        .max_inclusive("2147483647");
    pub const SHORT: Self = Self::INTEGER.min_inclusive("-32768").max_inclusive("32767");
    pub const BYTE: Self = Self::INTEGER.min_inclusive("-128").max_inclusive("127");
    pub const UNSIGNED_LONG: Self =
        Self::NON_NEGATIVE_INTEGER.max_inclusive("18446744073709551615");
    pub const UNSIGNED_INT: Self = Self::NON_NEGATIVE_INTEGER.max_inclusive("4294967295");
    pub const UNSIGNED_SHORT: Self = Self::NON_NEGATIVE_INTEGER.max_inclusive("65535");
    pub const UNSIGNED_BYTE: Self = Self::NON_NEGATIVE_INTEGER.max_inclusive("255");
    pub const DURATION: Self = atomic(BuiltIn::Duration);
    pub const DATE_TIME: Self = atomic(BuiltIn::DateTime);
    pub const TIME: Self = atomic(BuiltIn::Time);
    pub const DATE: Self = atomic(BuiltIn::Date);
    pub const G_YEAR_MONTH: Self = atomic(BuiltIn::GYearMonth);
    pub const G_YEAR: Self = atomic(BuiltIn::GYear);
    pub const G_MONTH_DAY: Self = atomic(BuiltIn::GMonthDay);
    pub const G_DAY: Self = atomic(BuiltIn::GDay);
    pub const G_MONTH: Self = atomic(BuiltIn::GMonth);
    pub const HEX_BINARY: Self = atomic(BuiltIn::HexBinary);
    pub const BASE64_BINARY: Self = atomic(BuiltIn::Base64Binary);
}

impl BuiltIn {
    /// The type's name, for messages.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::String => "xs:string",
            Self::Boolean => "xs:boolean",
            Self::Decimal => "xs:decimal",
            Self::Integer => "xs:integer",
            Self::Float => "xs:float",
            Self::Double => "xs:double",
            Self::Duration => "xs:duration",
            Self::DateTime => "xs:dateTime",
            Self::Time => "xs:time",
            Self::Date => "xs:date",
            Self::GYearMonth => "xs:gYearMonth",
            Self::GYear => "xs:gYear",
            Self::GMonthDay => "xs:gMonthDay",
            Self::GDay => "xs:gDay",
            Self::GMonth => "xs:gMonth",
            Self::HexBinary => "xs:hexBinary",
            Self::Base64Binary => "xs:base64Binary",
            Self::AnyUri => "xs:anyURI",
            Self::QName => "xs:QName",
            Self::Language => "xs:language",
            Self::NmToken => "xs:NMTOKEN",
            Self::Name => "xs:Name",
            Self::NcName => "xs:NCName",
            Self::Id => "xs:ID",
            Self::IdRef => "xs:IDREF",
        }
    }

    /// Whether a text is of this type, one whose values are text.
    pub(super) fn is_text(self, text: &str) -> bool {
        match self {
            Self::Language => is_language(text),
            Self::NmToken => !text.is_empty() && is_name(&format!("_{text}")),
            Self::Name => is_name(text),
            Self::NcName | Self::Id | Self::IdRef => is_nc_name(text),
            Self::AnyUri => is_uri(text),
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
    are_escapes && memchr::memchr_iter(b'#', bytes).count() <= 1 && !text.starts_with(':')
}
