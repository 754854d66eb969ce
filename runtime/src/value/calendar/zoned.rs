//! What all types of this module but durations have in common.

/// Gives a type with a field `offset`, a `point` and a pair of `scan` and `Display` the rest of its interface; the
/// fields are those of a placeholder. A function may read more from documents than the lexical form.
macro_rules! zoned {
    ($type:ident { $($field:ident: $value:expr),* }) => {
        zoned!($type { $($field: $value),* }, str::parse::<$type>);
    };
    ($type:ident { $($field:ident: $value:expr),* }, $read:expr) => {
        impl $type {
            /// The offset from UTC, if one is given.
            pub fn offset(&self) -> Option<Offset> {
                self.offset
            }

            /// The same fields at another offset, or at none. This does not convert: it is another moment.
            #[must_use]
            pub fn with_offset(self, offset: impl Into<Option<Offset>>) -> Self {
                Self {
                    offset: offset.into(),
                    ..self
                }
            }

            /// Which of two comes first on the time line (XSD Part 2, section 3.2.7.4).
            ///
            /// Values with different offsets that mean the same moment are `Equal` here, though `==` tells them
            /// apart. `None` where one has no offset and the order depends on what it would be.
            pub fn compare(&self, other: &Self) -> Option<Ordering> {
                self.point().compare(other.point())
            }
        }

        impl std::str::FromStr for $type {
            type Err = ValueError;

            /// Reads the lexical form, without white space around it.
            fn from_str(text: &str) -> Result<Self, ValueError> {
                let name = crate::xml::builtin::BuiltIn::$type.prefixed_name();
                Self::scan(&mut Scanner::new(text)).ok_or_else(|| ValueError::new(name, text))
            }
        }

        crate::value::lexical::lexical!($type, $type { $($field: $value,)* offset: None }, $read);
    };
}

/// Writes the offset that ends a lexical form, if there is one.
pub(super) fn write_offset(
    f: &mut std::fmt::Formatter<'_>,
    offset: Option<super::Offset>,
) -> std::fmt::Result {
    offset.map_or(Ok(()), |offset| offset.fmt(f))
}

use std::fmt::Display as _;
pub(super) use zoned;
