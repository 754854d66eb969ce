//! Values of the built-in types: which texts are one, and how two compare (XSD 1.0 Part 2, section 3.2).

use std::cmp::Ordering;

use sapo::value::{Date, DateTime, Duration, GDay, GMonth, GMonthDay, GYear, GYearMonth, Time};

use crate::qname::is_ncname;
use crate::schema::components::{BuiltIn, WhiteSpace};
use crate::syntax::xsd::values::is_uri;

/// A value of a primitive type, or a list of them.
#[derive(Debug, Clone)]
pub(super) enum Value {
    Boolean(bool),
    Decimal(Decimal),
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
    Text(String),
    List(Vec<Value>),
}

impl Value {
    /// The value that `text`, its white space treated already, is of this type.
    pub(super) fn parse(text: &str, ty: BuiltIn) -> Option<Self> {
        use BuiltIn as B;
        Some(match ty.primitive() {
            B::Boolean => Self::Boolean(match text {
                "true" | "1" => true,
                "false" | "0" => false,
                _ => return None,
            }),
            B::Decimal => {
                let is_integer = ty != B::Decimal;
                if is_integer && text.contains('.') {
                    return None;
                }
                Self::Decimal(Decimal::parse(text)?)
            }
            B::Float => Self::Float(f64::from(float(text)?.parse::<f32>().ok()?)),
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
            B::HexBinary => Self::Octets(hex(text)?),
            B::Base64Binary => Self::Octets(base64(text)?),
            _ if is_text(text, ty) => Self::Text(text.to_owned()),
            _ => return None,
        })
    }

    /// How two values of one type compare; `None` where they have no order, or none that is certain.
    pub(super) fn compare(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Decimal(a), Self::Decimal(b)) => Some(a.cmp(b)),
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
            (Self::List(a), Self::List(b)) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.equals(b))
            }
            _ => self.compare(other) == Some(Ordering::Equal),
        }
    }

    /// Its length: characters, octets or items; `None` where it has none.
    pub(super) fn length(&self) -> Option<u64> {
        match self {
            Self::Text(text) => Some(text.chars().count() as u64),
            Self::Octets(octets) => Some(octets.len() as u64),
            Self::List(items) => Some(items.len() as u64),
            _ => None,
        }
    }
}

/// A decimal number of any size.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Decimal {
    negative: bool,
    /// Without zeros before it.
    integer: String,
    /// Without zeros after it.
    fraction: String,
}

impl Decimal {
    fn parse(text: &str) -> Option<Self> {
        let (negative, digits) = match text.as_bytes().first()? {
            b'-' => (true, &text[1..]),
            b'+' => (false, &text[1..]),
            _ => (false, text),
        };
        let (integer, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let all_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        if integer.len() + fraction.len() == 0 || !all_digits(integer) || !all_digits(fraction) {
            return None;
        }
        let integer = integer.trim_start_matches('0').to_owned();
        let fraction = fraction.trim_end_matches('0').to_owned();
        Some(Self {
            negative: negative && integer.len() + fraction.len() > 0,
            integer,
            fraction,
        })
    }

    /// Digits that count: all but zeros before and after the number.
    pub(super) fn total_digits(&self) -> u64 {
        (self.integer.len() + self.fraction.len()) as u64
    }

    /// Digits after the point.
    pub(super) fn fraction_digits(&self) -> u64 {
        self.fraction.len() as u64
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let size = |a: &Self, b: &Self| {
            (a.integer.len().cmp(&b.integer.len()))
                .then_with(|| a.integer.cmp(&b.integer))
                .then_with(|| a.fraction.cmp(&b.fraction))
        };
        match (self.negative, other.negative) {
            (false, false) => size(self, other),
            (true, true) => size(other, self),
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
        }
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
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
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (text, None),
    };
    let whole = |number: &str| !number.contains('.') && Decimal::parse(number).is_some();
    (Decimal::parse(mantissa).is_some() && exponent.is_none_or(whole)).then_some(text)
}

fn hex(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| (byte as char).to_digit(16);
    if !text.len().is_multiple_of(2) {
        return None;
    }
    text.as_bytes()
        .chunks(2)
        .map(|pair| Some((digit(pair[0])? * 16 + digit(pair[1])?) as u8))
        .collect()
}

fn base64(text: &str) -> Option<Vec<u8>> {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let compact: Vec<u8> = text.bytes().filter(|byte| *byte != b' ').collect();
    if !compact.len().is_multiple_of(4) {
        return None;
    }
    let padding = compact
        .iter()
        .rev()
        .take_while(|byte| **byte == b'=')
        .count();
    if padding > 2 {
        return None;
    }
    let mut octets = Vec::with_capacity(compact.len() / 4 * 3);
    let (mut bits, mut count) = (0u32, 0);
    for byte in &compact[..compact.len() - padding] {
        let six = ALPHABET.iter().position(|known| known == byte)? as u32;
        bits = bits << 6 | six;
        count += 6;
        if count >= 8 {
            count -= 8;
            octets.push((bits >> count) as u8);
            bits &= (1 << count) - 1;
        }
    }
    // What is left over of the last character must be zeros.
    (bits == 0).then_some(octets)
}

/// Whether `text` is in the lexical space of a type whose values are text.
fn is_text(text: &str, ty: BuiltIn) -> bool {
    use BuiltIn as B;
    let is_name_char = |c: char| c == ':' || is_ncname(&format!("_{c}"));
    match ty {
        B::Language => text.split('-').enumerate().all(|(at, part)| {
            (1..=8).contains(&part.len())
                && part
                    .bytes()
                    .all(|byte| byte.is_ascii_alphabetic() || at > 0 && byte.is_ascii_digit())
        }),
        B::NmToken => !text.is_empty() && text.chars().all(is_name_char),
        B::Name => {
            text.starts_with(|c: char| c == ':' || is_ncname(c.encode_utf8(&mut [0; 4])))
                && text.chars().all(is_name_char)
        }
        B::NcName | B::Id | B::IdRef | B::Entity => is_ncname(text),
        B::QName | B::Notation => match text.split_once(':') {
            Some((prefix, local)) => is_ncname(prefix) && is_ncname(local),
            None => is_ncname(text),
        },
        B::AnyUri => is_uri(text),
        _ => true,
    }
}

/// `text` with its white space treated.
pub(super) fn normalized(text: &str, white_space: WhiteSpace) -> String {
    let is_space = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r');
    match white_space {
        WhiteSpace::Preserve => text.to_owned(),
        WhiteSpace::Replace => text.replace(is_space, " "),
        WhiteSpace::Collapse => {
            let words: Vec<&str> = text
                .split(is_space)
                .filter(|word| !word.is_empty())
                .collect();
            words.join(" ")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_compare_by_value() {
        let less = |a: &str, b: &str| Decimal::parse(a).unwrap() < Decimal::parse(b).unwrap();
        assert!(less("-10", "-9.5"));
        assert!(less("-0.1", "0.0"));
        assert!(less("0.09", "0.1"));
        assert!(less(
            "99999999999999999999999999999999",
            "100000000000000000000000000000000"
        ));
        assert_eq!(Decimal::parse("-0"), Decimal::parse("+00.00"));
        assert_eq!(Decimal::parse("1."), Decimal::parse("1"));
        assert!(Decimal::parse(".").is_none());
        assert_eq!(Decimal::parse("010.50").unwrap().total_digits(), 3);
    }

    #[test]
    fn texts_are_values_or_not() {
        use BuiltIn as B;
        let is = |text, ty| Value::parse(text, ty).is_some();
        assert!(is("-INF", B::Float) && !is("inf", B::Float) && !is("1e", B::Double));
        assert!(is("1E5", B::Double) && !is("1.0", B::Integer) && is("+1", B::Integer));
        assert!(is("en-GB", B::Language) && !is("1en", B::Language));
        assert!(is("a:b", B::Name) && !is("a:b", B::NcName) && is("-a", B::NmToken));
        assert!(is("YWI=", B::Base64Binary) && !is("YWJ=", B::Base64Binary));
        assert!(!is("0aF", B::HexBinary) && is("0aFf", B::HexBinary));
        assert!(!is("--13", B::GMonth));
    }
}
