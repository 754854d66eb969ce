//! Values of the built-in types, and how two compare (XSD Part 2, section 3.2).

use std::cmp::Ordering;

use super::{BuiltIn, Decimal};
use crate::value::{Date, DateTime, Duration, GDay, GMonth, GMonthDay, GYear, GYearMonth, Time};
use crate::xml::{Base64, Hex, Scope, Simple, TextCodec, is_nc_name};

/// A value of a built-in type, in the value space of the primitive type behind it.
#[derive(Debug)]
#[allow(missing_docs)] // each variant is the primitive type of its own name, but for those that say more
pub enum Value<'t> {
    /// Of `xs:string` or `xs:anyURI`, or a name whose prefix is not resolved.
    Text(&'t str),
    Boolean(bool),
    Decimal(Decimal<'t>),
    /// Of `xs:float` or `xs:double`.
    Float(f64),
    Duration(Duration),
    DateTime(DateTime),
    Time(Time),
    Date(Date),
    GYearMonth(GYearMonth),
    GYear(GYear),
    GMonthDay(GMonthDay),
    GDay(GDay),
    GMonth(GMonth),
    /// Of `xs:hexBinary` or `xs:base64Binary`.
    Octets(Vec<u8>),
    /// Of `xs:QName` or `xs:NOTATION`: namespace and local name.
    Name(&'t str, &'t str),
}

/// A value by which values of all simple types can be told apart: two are equal where the values are.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Key {
    /// A value of this primitive type. Values of two primitive types are never equal.
    Atomic(BuiltIn, String),
    /// The items of a list.
    List(Vec<Key>),
}

impl Key {
    /// That of a text whose type is not known.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Atomic(BuiltIn::String, text.into())
    }
}

impl<'t> Value<'t> {
    /// The value that `text`, its white space treated already, is of this type; bounds aside.
    ///
    /// Without a scope, names keep their prefixes.
    pub fn parse(text: &'t str, ty: BuiltIn, scope: Option<&Scope<'t>>) -> Option<Self> {
        use BuiltIn as B;
        let nowhere = &Scope::EMPTY;
        Some(match ty.primitive() {
            B::Boolean => Self::Boolean(bool::parse(text, nowhere).ok()?),
            B::Decimal if ty != B::Decimal && text.contains('.') => return None,
            B::Decimal => Self::Decimal(Decimal::parse(text)?),
            // The value space of the one is no part of the other's: 0.1 is less precise as a float.
            B::Float => Self::Float(float(text)?.parse::<f32>().ok()?.into()),
            B::Double => Self::Float(float(text)?.parse().ok()?),
            B::Duration => Self::Duration(text.parse().ok()?),
            B::DateTime => Self::DateTime(text.parse().ok()?),
            B::Time => Self::Time(text.parse().ok()?),
            B::Date => Self::Date(text.parse().ok()?),
            B::GYearMonth => Self::GYearMonth(text.parse().ok()?),
            B::GYear => Self::GYear(text.parse().ok()?),
            B::GMonthDay => Self::GMonthDay(text.parse().ok()?),
            B::GDay => Self::GDay(text.parse().ok()?),
            B::GMonth => Self::GMonth(text.parse().ok()?),
            B::HexBinary => Self::Octets(Hex.parse(text, nowhere).ok()?),
            B::Base64Binary => Self::Octets(Base64.parse(text, nowhere).ok()?),
            B::QName | B::Notation => {
                let (prefix, local) = text.split_once(':').unwrap_or(("", text));
                if !is_nc_name(local) || !(local == text || is_nc_name(prefix)) {
                    return None;
                }
                match scope {
                    Some(scope) => Self::Name(scope.resolve_prefix(prefix)?, local),
                    None => Self::Text(text),
                }
            }
            _ if ty.is_text(text) => Self::Text(text),
            _ => return None,
        })
    }

    /// The value that the schema gives as `text`, in which names are written `{namespace}local`.
    pub(crate) fn given(text: &'t str, ty: BuiltIn, scope: &Scope<'t>) -> Option<Self> {
        match name_in_full(text) {
            Some((namespace, local)) if ty == BuiltIn::QName => Some(Self::Name(namespace, local)),
            _ => Self::parse(text, ty, Some(scope)),
        }
    }

    /// How two values of one type compare; `None` where they have no order, or none that is certain.
    pub fn compare(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Decimal(a), Self::Decimal(b)) => Some(a.cmp(b)),
            // NaN equals itself here (section 3.2.4.1).
            (Self::Float(a), Self::Float(b)) if a.is_nan() && b.is_nan() => Some(Ordering::Equal),
            (Self::Float(a), Self::Float(b)) => a.partial_cmp(b),
            (Self::Duration(a), Self::Duration(b)) => a.compare(b),
            (Self::DateTime(a), Self::DateTime(b)) => a.compare(b),
            (Self::Time(a), Self::Time(b)) => a.compare(b),
            (Self::Date(a), Self::Date(b)) => a.compare(b),
            (Self::GYearMonth(a), Self::GYearMonth(b)) => a.compare(b),
            (Self::GYear(a), Self::GYear(b)) => a.compare(b),
            (Self::GMonthDay(a), Self::GMonthDay(b)) => a.compare(b),
            (Self::GDay(a), Self::GDay(b)) => a.compare(b),
            (Self::GMonth(a), Self::GMonth(b)) => a.compare(b),
            _ => None,
        }
    }

    /// Whether two values of one type are the same.
    pub fn equals(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Boolean(a), Self::Boolean(b)) => a == b,
            (Self::Octets(a), Self::Octets(b)) => a == b,
            (Self::Text(a), Self::Text(b)) => a == b,
            (Self::Name(a, b), Self::Name(c, d)) => (a, b) == (c, d),
            _ => self.compare(other) == Some(Ordering::Equal),
        }
    }

    /// Its length in characters or octets; `None` where it has none.
    pub fn length(&self) -> Option<usize> {
        match self {
            Self::Text(text) => Some(text.chars().count()),
            Self::Octets(octets) => Some(octets.len()),
            _ => None,
        }
    }

    /// What tells it apart from other values; `ty` is its type.
    pub fn key(&self, ty: BuiltIn) -> Key {
        let text = match self {
            Self::Text(text) => (*text).to_owned(),
            Self::Boolean(value) => value.to_string(),
            Self::Decimal(number) => number.to_string(),
            // There is one zero.
            Self::Float(number) => (number + 0.0).to_string(),
            Self::Duration(value) => value.to_string(),
            Self::DateTime(value) => value.point().to_string(),
            Self::Time(value) => value.point().to_string(),
            Self::Date(value) => value.point().to_string(),
            Self::GYearMonth(value) => value.point().to_string(),
            Self::GYear(value) => value.point().to_string(),
            Self::GMonthDay(value) => value.point().to_string(),
            Self::GDay(value) => value.point().to_string(),
            Self::GMonth(value) => value.point().to_string(),
            Self::Octets(octets) => hex::encode(octets),
            Self::Name(namespace, local) => format!("{{{namespace}}}{local}"),
        };
        Key::Atomic(ty.primitive(), text)
    }
}

/// Takes `{namespace}local` apart.
pub(crate) fn name_in_full(name: &str) -> Option<(&str, &str)> {
    name.strip_prefix('{')?.rsplit_once('}')
}

/// The text of a float in the form that Rust reads; `None` where XML Schema has no such number.
fn float(text: &str) -> Option<&str> {
    match text {
        "INF" => return Some("inf"),
        "-INF" => return Some("-inf"),
        "NaN" => return Some("NaN"),
        _ => {}
    }
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let is_whole = !exponent.contains('.') && Decimal::parse(exponent).is_some();
    (is_whole && Decimal::parse(mantissa).is_some()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::{BuiltIn as B, Key, Value};

    fn key(text: &str, ty: B) -> Option<Key> {
        Value::parse(text, ty, None).map(|value| value.key(ty))
    }

    #[test]
    fn texts_are_values_or_not() {
        let is = |text, ty| key(text, ty).is_some();
        assert!(is("-INF", B::Float) && !is("inf", B::Float) && !is("1e", B::Double));
        assert!(is("1E5", B::Double) && !is("1.0", B::Integer) && is("+1", B::Integer));
        assert!(is("en-GB", B::Language) && !is("1en", B::Language));
        assert!(is("a:b", B::Name) && !is("a:b", B::NcName) && is("-a", B::NmToken));
        assert!(is("YWI=", B::Base64Binary) && !is("YWJ=", B::Base64Binary));
        assert!(!is("0aF", B::HexBinary) && is("0aFf", B::HexBinary));
        assert!(is("a:b", B::QName) && !is("a:b:c", B::QName) && !is(":b", B::Notation));
        assert!(!is("--13", B::GMonth) && !is("--05--", B::GMonth));
    }

    #[test]
    fn keys_are_equal_where_values_are() {
        let same = [
            ("1", B::Int, "01.00", B::Decimal),
            ("-0", B::Integer, "0", B::UnsignedByte),
            ("-0.0", B::Double, "0E3", B::Double),
            (
                "2024-05-31T12:00:00Z",
                B::DateTime,
                "2024-05-31T14:00:00+02:00",
                B::DateTime,
            ),
            ("P1D", B::Duration, "PT24H", B::Duration),
            ("0aFf", B::HexBinary, "0AFF", B::HexBinary),
            ("a", B::String, "a", B::Id),
            ("1", B::Boolean, "true", B::Boolean),
        ];
        for (a, of_a, b, of_b) in same {
            assert_eq!(key(a, of_a).unwrap(), key(b, of_b).unwrap(), "{a} and {b}");
        }
        let different = [
            ("1", B::String, "1", B::Int),
            ("1", B::Float, "1", B::Double),
            ("0.1", B::Decimal, "1", B::Decimal),
            ("2024-05-31", B::Date, "2024-05-31Z", B::Date),
            ("a", B::String, "a", B::AnyUri),
        ];
        for (a, of_a, b, of_b) in different {
            assert_ne!(key(a, of_a).unwrap(), key(b, of_b).unwrap(), "{a} and {b}");
        }
    }
}
