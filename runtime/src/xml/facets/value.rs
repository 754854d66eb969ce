//! Values of the built-in types, and how two compare (XSD Part 2, section 3.2).

use std::cmp::Ordering;

use super::builtin::BuiltIn;
use super::decimal::Decimal;
use crate::value::{Date, DateTime, Duration, GDay, GMonth, GMonthDay, GYear, GYearMonth, Time};
use crate::xml::is_nc_name;
use crate::xml::{Base64, Hex, Scope, Simple, TextCodec};

/// A value of a primitive type.
#[derive(Debug)]
pub(super) enum Value<'t> {
    Text(&'t str),
    Boolean(bool),
    Decimal(Decimal<'t>),
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
    Octets(Vec<u8>),
    /// Namespace and local name.
    Name(&'t str, &'t str),
}

impl<'t> Value<'t> {
    /// The value that `text`, its white space treated already, is of this type.
    pub(super) fn parse(text: &'t str, ty: BuiltIn, scope: &Scope<'t>) -> Option<Self> {
        use BuiltIn as B;
        Some(match ty {
            B::Boolean => Self::Boolean(bool::parse(text, scope).ok()?),
            B::Integer if text.contains('.') => return None,
            B::Integer | B::Decimal => Self::Decimal(Decimal::parse(text)?),
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
            B::HexBinary => Self::Octets(Hex.parse(text, scope).ok()?),
            B::Base64Binary => Self::Octets(Base64.parse(text, scope).ok()?),
            B::QName => {
                let (prefix, local) = text.split_once(':').unwrap_or(("", text));
                let is_name = is_nc_name(local) && (local == text || is_nc_name(prefix));
                let namespace = scope.resolve_prefix(prefix).filter(|_| is_name)?;
                Self::Name(namespace, local)
            }
            _ if ty.is_text(text) => Self::Text(text),
            _ => return None,
        })
    }

    /// The value that the schema gives as `text`, in which names are written `{namespace}local`.
    pub(super) fn given(text: &'t str, ty: BuiltIn, scope: &Scope<'t>) -> Option<Self> {
        match text
            .strip_prefix('{')
            .and_then(|rest| rest.rsplit_once('}'))
        {
            Some((namespace, local)) if ty == BuiltIn::QName => Some(Self::Name(namespace, local)),
            _ => Self::parse(text, ty, scope),
        }
    }

    /// How two values of one type compare; `None` where they have no order, or none that is certain.
    pub(super) fn compare(&self, other: &Self) -> Option<Ordering> {
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

    /// Whether they are the same value.
    pub(super) fn equals(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Boolean(a), Self::Boolean(b)) => a == b,
            (Self::Octets(a), Self::Octets(b)) => a == b,
            (Self::Text(a), Self::Text(b)) => a == b,
            (Self::Name(a, b), Self::Name(c, d)) => (a, b) == (c, d),
            _ => self.compare(other) == Some(Ordering::Equal),
        }
    }

    /// Its length in characters or octets; `None` where it has none.
    pub(super) fn length(&self) -> Option<usize> {
        match self {
            Self::Text(text) => Some(text.chars().count()),
            Self::Octets(octets) => Some(octets.len()),
            _ => None,
        }
    }
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
