//! The facets of the built-in types, by the names that generated code calls them by.

use super::{Bound, Facets, Variety};
use crate::xml::builtin::BuiltIn;

impl Facets {
    /// Those of a built-in type.
    pub(crate) const fn built_in(ty: BuiltIn) -> Self {
        let mut facets = Self::new(Variety::Atomic(ty), ty.white_space());
        facets.has_forms = ty.has_forms();
        let (least, greatest) = ty.bounds();
        if let Some(least) = least {
            facets.least = Bound::Inclusive(least);
        }
        if let Some(greatest) = greatest {
            facets.greatest = Bound::Inclusive(greatest);
        }
        facets
    }
}

#[allow(missing_docs)] // each is the type of its own name
#[rustfmt::skip]
impl Facets {
    pub const STRING: Self = Self::built_in(BuiltIn::String);
    pub const NORMALIZED_STRING: Self = Self::built_in(BuiltIn::NormalizedString);
    pub const TOKEN: Self = Self::built_in(BuiltIn::Token);
    pub const LANGUAGE: Self = Self::built_in(BuiltIn::Language);
    pub const NMTOKEN: Self = Self::built_in(BuiltIn::NmToken);
    pub const NMTOKENS: Self = Self::list(&Self::NMTOKEN).min_length(1);
    pub const NAME: Self = Self::built_in(BuiltIn::Name);
    pub const NCNAME: Self = Self::built_in(BuiltIn::NcName);
    pub const ID: Self = Self::built_in(BuiltIn::Id);
    pub const IDREF: Self = Self::built_in(BuiltIn::IdRef);
    pub const IDREFS: Self = Self::list(&Self::IDREF).min_length(1);
    pub const ENTITIES: Self = Self::list(&Self::NCNAME).min_length(1);
    pub const ANY_URI: Self = Self::built_in(BuiltIn::AnyUri);
    pub const QNAME: Self = Self::built_in(BuiltIn::QName);
    pub const BOOLEAN: Self = Self::built_in(BuiltIn::Boolean);
    pub const FLOAT: Self = Self::built_in(BuiltIn::Float);
    pub const DOUBLE: Self = Self::built_in(BuiltIn::Double);
    pub const DECIMAL: Self = Self::built_in(BuiltIn::Decimal);
    pub const INTEGER: Self = Self::built_in(BuiltIn::Integer);
    pub const NON_POSITIVE_INTEGER: Self = Self::built_in(BuiltIn::NonPositiveInteger);
    pub const NEGATIVE_INTEGER: Self = Self::built_in(BuiltIn::NegativeInteger);
    pub const NON_NEGATIVE_INTEGER: Self = Self::built_in(BuiltIn::NonNegativeInteger);
    pub const POSITIVE_INTEGER: Self = Self::built_in(BuiltIn::PositiveInteger);
    pub const LONG: Self = Self::built_in(BuiltIn::Long);
    pub const INT: Self = Self::built_in(BuiltIn::Int);
    pub const SHORT: Self = Self::built_in(BuiltIn::Short);
    pub const BYTE: Self = Self::built_in(BuiltIn::Byte);
    pub const UNSIGNED_LONG: Self = Self::built_in(BuiltIn::UnsignedLong);
    pub const UNSIGNED_INT: Self = Self::built_in(BuiltIn::UnsignedInt);
    pub const UNSIGNED_SHORT: Self = Self::built_in(BuiltIn::UnsignedShort);
    pub const UNSIGNED_BYTE: Self = Self::built_in(BuiltIn::UnsignedByte);
    pub const DURATION: Self = Self::built_in(BuiltIn::Duration);
    pub const DATE_TIME: Self = Self::built_in(BuiltIn::DateTime);
    pub const TIME: Self = Self::built_in(BuiltIn::Time);
    pub const DATE: Self = Self::built_in(BuiltIn::Date);
    pub const G_YEAR_MONTH: Self = Self::built_in(BuiltIn::GYearMonth);
    pub const G_YEAR: Self = Self::built_in(BuiltIn::GYear);
    pub const G_MONTH_DAY: Self = Self::built_in(BuiltIn::GMonthDay);
    pub const G_DAY: Self = Self::built_in(BuiltIn::GDay);
    pub const G_MONTH: Self = Self::built_in(BuiltIn::GMonth);
    pub const HEX_BINARY: Self = Self::built_in(BuiltIn::HexBinary);
    pub const BASE64_BINARY: Self = Self::built_in(BuiltIn::Base64Binary);
}
