//! `xs:integer` and what is derived from it (XSD Part 2, sections 3.3.13 to 3.3.25).

use std::fmt;
use std::str::FromStr;

use num_bigint::BigInt;

use crate::xml::builtin::BuiltIn;
use crate::xml::{ErrorKind, Facets, Scope, Simple, ValueError, Writer};

macro_rules! sized {
    ($($type:ty, $built_in:ident;)*) => {$(
        impl Simple for $type {
            const REFUSES_SPACE: bool = true;
            const XSD_TYPE: Option<&'static str> = Some(BuiltIn::$built_in.name());
            const FACETS: &'static Facets = &Facets::built_in(BuiltIn::$built_in);

            // Rust reads what XML Schema writes: digits with any number of leading zeros behind an optional sign.
            fn parse(text: &str, _: &Scope<'_>) -> Result<Self, ValueError> {
                text.parse()
                    .or_else(|_| if is_negative_zero(text) { Ok(0) } else { Err(ValueError::new(BuiltIn::$built_in.prefixed_name(), text)) })
            }

            fn placeholder() -> Self {
                0
            }

            fn format(&self, w: &mut Writer) {
                w.plain(itoa::Buffer::new().format(*self));
            }
        }
    )*};
}

sized! {
    i8, Byte;
    i16, Short;
    i32, Int;
    i64, Long;
    u8, UnsignedByte;
    u16, UnsignedShort;
    u32, UnsignedInt;
    u64, UnsignedLong;
}

/// Whether this is the one negative number that is no less than zero, which Rust refuses in unsigned types.
#[cold]
fn is_negative_zero(text: &str) -> bool {
    text.strip_prefix('-')
        .is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|digit| digit == b'0'))
}

/// An integer that may exceed the range of Rust's own: `xs:integer`, and `xs:nonNegativeInteger` and
/// the like (XSD Part 2, section 3.3.13).
///
/// It is read and written with up to [10,000 digits](Self::MAX_DIGITS). A longer text is an error,
/// and so is writing a longer value that a program made itself, in XML or with serde.
///
/// It converts to and from [`BigInt`](num_bigint::BigInt), and with `try_from` to Rust's own integers. serde
/// writes it as a string of digits, because many readers of JSON take numbers for floating point, and reads
/// numbers too.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Integer(BigInt);

impl Integer {
    /// The most digits that an integer is read or written with, leading zeros aside.
    ///
    /// Converting between digits and a number takes time that grows with the square of their count.
    /// Without a limit, one element of a hostile document could keep a processor busy for hours.
    pub const MAX_DIGITS: usize = 10_000;

    /// Returns the digits, after a minus sign if the integer is negative.
    ///
    /// # Errors
    /// There are more than [`MAX_DIGITS`](Self::MAX_DIGITS).
    fn digits(&self) -> Result<String, ValueError> {
        // A digit holds more than three bits, so text that is much too long is never made.
        if self.0.bits() <= 4 * Self::MAX_DIGITS as u64 {
            let text = self.0.to_string();
            if text.trim_start_matches('-').len() <= Self::MAX_DIGITS {
                return Ok(text);
            }
        }
        Err(too_long("").redacted())
    }

    /// The integer as one that can be calculated with.
    pub fn as_big(&self) -> &BigInt {
        &self.0
    }
}

impl FromStr for Integer {
    type Err = ValueError;

    /// Reads the lexical form, without white space around it.
    fn from_str(text: &str) -> Result<Self, ValueError> {
        let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
        // BigInt alone would let underscores pass.
        if unsigned.is_empty() || !unsigned.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(ValueError::new("xs:integer", text));
        }
        let digits = unsigned.trim_start_matches('0');
        if digits.len() > Self::MAX_DIGITS {
            return Err(too_long(text));
        }
        let value: BigInt = match digits {
            "" => BigInt::ZERO,
            _ => digits
                .parse()
                .map_err(|_| ValueError::new("xs:integer", text))?,
        };
        Ok(Self(if text.starts_with('-') { -value } else { value }))
    }
}

/// Returns the error for a number of more than [`Integer::MAX_DIGITS`] digits.
fn too_long(text: &str) -> ValueError {
    ValueError::new("xs:integer of at most 10,000 digits", text)
}

/// Writes all digits, however many there are, in a time that grows with the square of their count.
impl fmt::Display for Integer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Simple for Integer {
    const XSD_TYPE: Option<&'static str> = Some(BuiltIn::Integer.name());
    const FACETS: &'static Facets = &Facets::built_in(BuiltIn::Integer);

    fn parse(text: &str, _: &Scope<'_>) -> Result<Self, ValueError> {
        text.parse()
    }

    fn placeholder() -> Self {
        Self::default()
    }

    fn format(&self, w: &mut Writer) {
        match self.digits() {
            Ok(digits) => w.plain(&digits),
            Err(error) => w.fail(ErrorKind::Value(error)),
        }
    }
}

impl From<BigInt> for Integer {
    fn from(value: BigInt) -> Self {
        Self(value)
    }
}

impl From<Integer> for BigInt {
    fn from(value: Integer) -> Self {
        value.0
    }
}

macro_rules! converts {
    ($($type:ty)*) => {$(
        impl From<$type> for Integer {
            fn from(value: $type) -> Self {
                Self(value.into())
            }
        }

        /// Fails for an integer out of range.
        impl TryFrom<&Integer> for $type {
            type Error = std::num::TryFromIntError;

            fn try_from(value: &Integer) -> Result<Self, Self::Error> {
                // The error of a conversion that cannot succeed, as that of BigInt is a type of its own.
                Self::try_from(&value.0).or_else(|_| Self::try_from(i128::MAX))
            }
        }
    )*};
}

converts!(i8 i16 i32 i64 u8 u16 u32 u64);

#[cfg(feature = "serde")]
mod serde {
    use std::fmt;

    use serde::{Deserialize, Deserializer, Serialize, Serializer, de, ser};

    use super::Integer;

    impl Serialize for Integer {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.serialize_str(&self.digits().map_err(ser::Error::custom)?)
        }
    }

    impl<'de> Deserialize<'de> for Integer {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            deserializer.deserialize_any(Visitor)
        }
    }

    struct Visitor;

    impl de::Visitor<'_> for Visitor {
        type Value = Integer;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an integer, or a string of its digits")
        }

        fn visit_str<E: de::Error>(self, text: &str) -> Result<Integer, E> {
            text.parse().map_err(E::custom)
        }

        fn visit_i64<E: de::Error>(self, value: i64) -> Result<Integer, E> {
            Ok(value.into())
        }

        fn visit_u64<E: de::Error>(self, value: u64) -> Result<Integer, E> {
            Ok(value.into())
        }
    }
}
