//! The lexical forms of the built-in types, as patterns.

use sapo::xml::builtin::BuiltIn;

/// The texts of a built-in type, once its white space is treated, and bounds aside.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lexical {
    /// Every text of the type matches.
    pub(super) outer: &'static str,
    /// Every text that matches is of the type.
    pub(super) inner: Option<&'static str>,
    /// Every text that bindings write matches, unless a pattern of the type asks for another form.
    pub(super) written: &'static str,
}

const TEXT: &str = r"[\s\S]*";
/// What line ends and tabs have been replaced in.
pub(super) const REPLACED: &str = r"[^\t\n\r]*";
/// What has single spaces between words alone.
pub(super) const COLLAPSED: &str = r"(\S+( \S+)*)?";
const NMTOKEN: &str = r"\c+";
const NAME: &str = r"\i\c*";
const NCNAME: &str = r"[\i-[:]][\c-[:]]*";
const QNAME: &str = r"([\i-[:]][\c-[:]]*:)?[\i-[:]][\c-[:]]*";
const LANGUAGE: &str = "[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*";
const URI: &str = r"([a-zA-Z][a-zA-Z0-9+.\-]*:)?[^\s%:#]*(#[^\s%:#]*)?";
const BOOLEAN: &str = "true|false|1|0";
const INTEGER: &str = r"[+\-]?[0-9]+";
const DECIMAL: &str = r"[+\-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)";
const FLOAT: &str = r"[+\-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+\-]?[0-9]+)?|-?INF|NaN";
const DURATION: &str = r"-?P[0-9YMDTHS.]+";
const DATE_TIME: &str =
    r"-?[0-9]{4,}-[0-9]{2}-[0-9]{2}T[0-9:]{8}(\.[0-9]+)?(Z|[+\-][0-9]{2}:[0-9]{2})?";
const TIME: &str = r"[0-9:]{8}(\.[0-9]+)?(Z|[+\-][0-9]{2}:[0-9]{2})?";
const DATE: &str = r"-?[0-9]{4,}-[0-9]{2}-[0-9]{2}(Z|[+\-][0-9]{2}:[0-9]{2})?";
const YEAR_MONTH: &str = r"-?[0-9]{4,}-[0-9]{2}(Z|[+\-][0-9]{2}:[0-9]{2})?";
const YEAR: &str = r"-?[0-9]{4,}(Z|[+\-][0-9]{2}:[0-9]{2})?";
const MONTH_DAY: &str = r"--[0-9]{2}-[0-9]{2}(Z|[+\-][0-9]{2}:[0-9]{2})?";
const DAY: &str = r"---[0-9]{2}(Z|[+\-][0-9]{2}:[0-9]{2})?";
const MONTH: &str = r"--[0-9]{2}(--)?(Z|[+\-][0-9]{2}:[0-9]{2})?";
const HEX: &str = "([0-9a-fA-F]{2})*";
const BASE64: &str = r"[A-Za-z0-9+/=\s]*";

/// Returns the texts of a built-in type.
pub(super) fn lexical(built_in: BuiltIn) -> Lexical {
    use BuiltIn as B;
    let exact = |pattern| Lexical {
        outer: pattern,
        inner: Some(pattern),
        written: pattern,
    };
    let written = |pattern, written| Lexical {
        written,
        ..exact(pattern)
    };
    // There is more to them than their characters, such as the length of a month.
    let rough = |pattern| Lexical {
        inner: None,
        ..exact(pattern)
    };
    match built_in {
        B::String => exact(TEXT),
        B::NormalizedString => exact(REPLACED),
        B::Token => exact(COLLAPSED),
        B::Language => exact(LANGUAGE),
        B::NmToken => exact(NMTOKEN),
        B::Name => exact(NAME),
        B::NcName | B::Id | B::IdRef | B::Entity => exact(NCNAME),
        B::AnyUri => Lexical {
            inner: Some(URI),
            ..exact(COLLAPSED)
        },
        B::QName | B::Notation => rough(QNAME),
        B::Boolean => written(BOOLEAN, "true|false"),
        B::Decimal => written(DECIMAL, r"-?[0-9]+(\.[0-9]+)?"),
        B::Float | B::Double => written(FLOAT, r"-?[0-9]+(\.[0-9]+)?([eE]-?[0-9]+)?|-?INF|NaN"),
        B::Duration => rough(DURATION),
        B::DateTime => rough(DATE_TIME),
        B::Time => rough(TIME),
        B::Date => rough(DATE),
        B::GYearMonth => rough(YEAR_MONTH),
        B::GYear => rough(YEAR),
        B::GMonthDay => rough(MONTH_DAY),
        B::GDay => rough(DAY),
        B::GMonth => rough(MONTH),
        B::HexBinary => written(HEX, "([0-9A-F]{2})*"),
        B::Base64Binary => Lexical {
            written: "[A-Za-z0-9+/=]*",
            ..rough(BASE64)
        },
        B::Integer
        | B::NonPositiveInteger
        | B::NegativeInteger
        | B::Long
        | B::Int
        | B::Short
        | B::Byte
        | B::NonNegativeInteger
        | B::UnsignedLong
        | B::UnsignedInt
        | B::UnsignedShort
        | B::UnsignedByte
        | B::PositiveInteger => written(INTEGER, "0|-?[1-9][0-9]*"),
    }
}

#[cfg(test)]
mod tests {
    use sapo::xml::builtin::{BuiltIn, Value};

    use super::lexical;
    use crate::diff::values::language::Languages;

    /// Texts of all types, and of none.
    const TEXTS: [&str; 44] = [
        "",
        "a",
        "a b",
        "a  b",
        " a",
        "a\tb",
        "1",
        "-1",
        "+01",
        "0",
        "-0",
        "1.5",
        ".5",
        "5.",
        "1e5",
        "1E-5",
        "INF",
        "-INF",
        "NaN",
        "true",
        "false",
        "P1D",
        "PT1.5S",
        "-P1Y2M",
        "2024-02-29",
        "2024-02-29Z",
        "2024-02-29T12:00:00",
        "2024-02-29T12:00:00.5+01:00",
        "12:00:00",
        "2024-02",
        "2024",
        "--02-29",
        "---29",
        "--02",
        "0aFF",
        "YWI=",
        "a:b",
        "_a-1",
        "-a",
        "en-GB",
        "urn:a#b",
        "%zz",
        "1:b",
        "é",
    ];

    #[test]
    fn the_patterns_enclose_the_texts() {
        let languages = Languages::default();
        for ty in BuiltIn::all() {
            let forms = lexical(ty);
            for text in TEXTS {
                let treated = ty.white_space().treat(text.into());
                let is_of = treated == text && Value::parse(text, ty, None).is_some();
                let is_match = |pattern| languages.is_match(pattern, text);
                assert!(!is_of || is_match(forms.outer), "{text:?} of {ty:?}");
                if let Some(inner) = forms.inner {
                    assert!(is_of || !is_match(inner), "{text:?} of {ty:?}");
                }
            }
        }
    }

    #[test]
    fn bindings_write_the_forms_that_are_written() {
        use sapo::gen1::lexical as text;
        use sapo::{Date, DateTime, Decimal, Duration, Integer, Time};

        let languages = Languages::default();
        let check = |ty, text: String| {
            let written = lexical(ty).written;
            assert!(languages.is_match(written, &text), "{text} of {ty:?}");
        };
        for value in [
            0.0,
            -0.0,
            1.5,
            1e300,
            -1e-300,
            f64::MAX,
            f64::MIN_POSITIVE,
            f64::INFINITY,
            f64::NAN,
        ] {
            check(BuiltIn::Double, text(&value));
            check(BuiltIn::Float, text(&(value as f32)));
        }
        for value in [i64::MIN, -1, 0, 1, i64::MAX] {
            check(BuiltIn::Long, text(&value));
        }
        for value in ["+007", "-0", "123456789012345678901234567890123456789012"] {
            check(BuiltIn::Integer, text(&value.parse::<Integer>().unwrap()));
        }
        for value in [
            "1.50",
            "-0.0",
            "0.0000000000000000000000000001",
            "79228162514264337593543950335",
        ] {
            check(BuiltIn::Decimal, text(&value.parse::<Decimal>().unwrap()));
        }
        check(BuiltIn::Boolean, text(&true));
        check(
            BuiltIn::Date,
            text(&"-0044-03-15+02:00".parse::<Date>().unwrap()),
        );
        check(
            BuiltIn::DateTime,
            text(&"12024-03-15T24:00:00.000Z".parse::<DateTime>().unwrap()),
        );
        check(
            BuiltIn::Time,
            text(&"12:00:00.123456789".parse::<Time>().unwrap()),
        );
        check(
            BuiltIn::Duration,
            text(&"-P1Y2M3DT4H5M6.789S".parse::<Duration>().unwrap()),
        );
    }
}
