//! The texts of types, compared with those that strict reading accepts.

use std::rc::Rc;

use sapo::gen1::{Facets, Scope, Simple, ValueError, WhiteSpace, Writer, checked_from_str};

use sapo::xml::builtin::BuiltIn;

use crate::diff::values::language::Languages;
use crate::diff::values::space::{Bound, Listed, Space};

/// Texts of the types below, and of none.
const TEXTS: [&str; 41] = [
    "",
    "a",
    "b",
    "ab",
    " a",
    "a ",
    "a  b",
    "a\tb",
    "A1",
    "1",
    "01",
    "+1",
    "-1",
    "0",
    "5",
    "6",
    "10",
    "99",
    "100",
    "1.0",
    "1.5",
    "1.25",
    "100.5",
    "true",
    "false",
    "none",
    "1 2",
    "1 2 3",
    " 1  2 ",
    "true 1",
    "2024-05-31",
    "2024-05-31Z",
    "2023-12-31",
    "0aFF",
    "YWI=",
    "9223372036854775807",
    "9223372036854775808",
    "INF",
    "NaN",
    "1e1",
    "a:b",
];

/// Compares facets of strict reading with the values of a type, text by text.
macro_rules! compare {
    ($($facets:expr => $space:expr;)*) => {$({
        #[derive(Debug)]
        struct Text;
        impl Simple for Text {
            const WHITE_SPACE: WhiteSpace = WhiteSpace::Preserve;
            const FACETS: &'static Facets = &$facets;
            fn parse(_: &str, _: &Scope<'_>) -> Result<Self, ValueError> {
                Ok(Self)
            }
            fn placeholder() -> Self {
                Self
            }
            fn format(&self, _: &mut Writer) {}
        }
        let space: Space = $space;
        let languages = Languages::default();
        for text in TEXTS {
            let is_read = checked_from_str::<Text>(text).is_ok();
            let is_of = space.read(text, &languages).is_some();
            assert_eq!(is_of, is_read, "{text:?} of {}", stringify!($facets));
        }
    })*};
}

fn union(members: &[BuiltIn]) -> Space {
    let members = members.iter().map(|&ty| Rc::new(Space::built_in(ty)));
    Space::union(members.collect())
}

fn listing(texts: &[&str]) -> Option<Rc<Listed>> {
    let texts = texts.iter().map(|text| (*text).to_owned()).collect();
    Some(Rc::new(Listed::new(texts)))
}

#[test]
fn a_type_has_the_texts_that_strict_reading_accepts() {
    use BuiltIn as B;
    let of = Space::built_in;
    let exclusive = |value: &str| Bound {
        is_inclusive: false,
        ..Bound::inclusive(value)
    };
    compare! {
        Facets::STRING => of(B::String);
        Facets::TOKEN.max_length(2) => Space { length: (0, Some(2)), ..of(B::Token) };
        Facets::NCNAME => of(B::NcName);
        Facets::ANY_URI => of(B::AnyUri);
        Facets::LONG => of(B::Long);
        Facets::NON_NEGATIVE_INTEGER => of(B::NonNegativeInteger);
        Facets::INT.min_exclusive("1").max_inclusive("99") => Space {
            least: vec![exclusive("1")],
            greatest: vec![Bound::inclusive("99")],
            ..of(B::Int)
        };
        Facets::DECIMAL.total_digits(3).fraction_digits(1) => Space {
            total_digits: Some(3),
            fraction_digits: Some(1),
            ..of(B::Decimal)
        };
        Facets::DOUBLE.max_inclusive("10") => Space {
            greatest: vec![Bound::inclusive("10")],
            ..of(B::Double)
        };
        Facets::DATE.min_inclusive("2024-01-01") => Space {
            least: vec![Bound::inclusive("2024-01-01")],
            ..of(B::Date)
        };
        Facets::HEX_BINARY.length(2) => Space { length: (2, Some(2)), ..of(B::HexBinary) };
        Facets::BASE64_BINARY => of(B::Base64Binary);
        Facets::DECIMAL.values(&["1.00", "5"]) => Space { listed: listing(&["1.00", "5"]), ..of(B::Decimal) };
        Facets::STRING.patterns(&["[a-z]+", ".{1,2}"]) => Space {
            patterns: vec!["[a-z]+".to_owned(), ".{1,2}".to_owned()],
            ..of(B::String)
        };
        Facets::union(&[&Facets::INT, &Facets::BOOLEAN]).patterns(&["[0-9]{2}|true"]) => Space {
            patterns: vec!["[0-9]{2}|true".to_owned()],
            ..union(&[B::Int, B::Boolean])
        };
        Facets::union(&[&Facets::BOOLEAN, &Facets::INT]).values(&["1", "5"]) => Space {
            listed: listing(&["1", "5"]),
            ..union(&[B::Boolean, B::Int])
        };
        Facets::list(&Facets::INT).max_length(2) => Space {
            length: (0, Some(2)),
            ..Space::list(&Rc::new(of(B::Int)))
        };
        Facets::list(&Facets::STRING).min_length(1) => Space {
            length: (1, None),
            ..Space::list(&Rc::new(of(B::String)))
        };
    }
}
