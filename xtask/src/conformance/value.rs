//! Whether two spellings are the same value of a simple type.

use roxmltree::Node;
use sapo_codegen::qname::QName;
use sapo_codegen::schema::components::{
    BuiltIn, Schema, SimpleType, TypeId, TypeKind, Variety, WhiteSpace,
};

/// Whether the spellings are the same value; each with the element whose namespace declarations are in scope.
pub(super) fn same(
    schema: &Schema,
    ty: TypeId,
    one: (&str, Node<'_, '_>),
    other: (&str, Node<'_, '_>),
) -> bool {
    let simple = match &schema.ty(ty).kind {
        TypeKind::Simple(simple) => simple,
        TypeKind::Complex(_) => return one.0 == other.0,
    };
    let (a, b) = (white_space(simple, one.0), white_space(simple, other.0));
    if a == b
        && !matches!(
            simple.variety,
            Variety::Atomic(BuiltIn::QName | BuiltIn::Notation)
        )
    {
        return true;
    }
    match &simple.variety {
        Variety::Any => false,
        Variety::Atomic(built_in) => {
            let form = |text: &str, node| form(*built_in, text, node);
            matches!((form(&a, one.1), form(&b, other.1)), (Some(a), Some(b)) if a == b)
        }
        Variety::List(item) => {
            let (a, b): (Vec<_>, Vec<_>) = (
                a.split_whitespace().collect(),
                b.split_whitespace().collect(),
            );
            a.len() == b.len()
                && a.iter()
                    .zip(&b)
                    .all(|(a, b)| same(schema, *item, (a, one.1), (b, other.1)))
        }
        Variety::Union(members) => members
            .iter()
            .any(|&member| same(schema, member, (&a, one.1), (&b, other.1))),
    }
}

/// The name that a prefixed one stands for.
pub(super) fn qname(text: &str, node: Node<'_, '_>) -> Option<QName> {
    let text = text.trim();
    let (prefix, local) = match text.split_once(':') {
        Some((prefix, local)) => (Some(prefix), local),
        None => (None, text),
    };
    let namespace = node.lookup_namespace_uri(prefix);
    if prefix.is_some() && namespace.is_none() {
        return None;
    }
    Some(QName::new(namespace.unwrap_or_default(), local))
}

fn white_space(simple: &SimpleType, text: &str) -> String {
    let space = |c| matches!(c, '\t' | '\n' | '\r' | ' ');
    match simple.facets.white_space {
        WhiteSpace::Preserve => text.to_owned(),
        WhiteSpace::Replace => text.replace(space, " "),
        WhiteSpace::Collapse => text
            .split(space)
            .filter(|word| !word.is_empty())
            .collect::<Vec<_>>()
            .join(" "),
    }
}

/// The one spelling of a value that stands for all; `None` where the text is no value.
fn form(built_in: BuiltIn, text: &str, node: Node<'_, '_>) -> Option<String> {
    use BuiltIn as B;
    match built_in {
        B::Boolean => match text {
            "true" | "1" => Some("true".to_owned()),
            "false" | "0" => Some("false".to_owned()),
            _ => None,
        },
        B::Float => float::<f32>(text).map(|value| value.to_string()),
        B::Double => float::<f64>(text).map(|value| value.to_string()),
        B::Duration => duration(text),
        B::DateTime
        | B::Time
        | B::Date
        | B::GYearMonth
        | B::GYear
        | B::GMonthDay
        | B::GDay
        | B::GMonth => Some(date(text)),
        B::HexBinary => Some(text.to_ascii_uppercase()),
        B::Base64Binary => Some(text.split_whitespace().collect()),
        B::QName | B::Notation => qname(text, node).map(|name| name.to_string()),
        B::AnyUri
        | B::String
        | B::NormalizedString
        | B::Token
        | B::Language
        | B::NmToken
        | B::Name
        | B::NcName
        | B::Id
        | B::IdRef
        | B::Entity => Some(text.to_owned()),
        _ => decimal(text),
    }
}

fn float<T: std::str::FromStr>(text: &str) -> Option<T> {
    match text {
        "INF" => "inf".parse().ok(),
        "-INF" => "-inf".parse().ok(),
        _ => text.parse().ok(),
    }
}

/// Without a plus, leading zeros and zeros after the last digit of the fraction.
fn decimal(text: &str) -> Option<String> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    if digits.is_empty() || !digits.chars().all(|c| c.is_ascii_digit() || c == '.') {
        return None;
    }
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let (whole, fraction) = (
        whole.trim_start_matches('0'),
        fraction.trim_end_matches('0'),
    );
    let sign = if whole.is_empty() && fraction.is_empty() {
        ""
    } else {
        sign
    };
    Some(format!("{sign}{whole}.{fraction}"))
}

/// Without zeros at the end of a fraction of a second, and UTC spelled `Z`.
fn date(text: &str) -> String {
    let zone = ["Z", "+00:00", "-00:00"]
        .iter()
        .find_map(|zone| text.strip_suffix(zone));
    let (text, zone) = match zone {
        Some(text) => (text, "Z"),
        None => text.find('.').map_or((text, ""), |point| {
            let end = text[point + 1..]
                .find(|c: char| !c.is_ascii_digit())
                .map_or(text.len(), |end| point + 1 + end);
            text.split_at(end)
        }),
    };
    let text = if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.')
    } else {
        text
    };
    format!("{text}{zone}")
}

/// Months and seconds, which is all that a duration is.
fn duration(text: &str) -> Option<String> {
    let (sign, text) = match text.strip_prefix('-') {
        Some(text) => (-1, text),
        None => (1, text),
    };
    let (days, time) = text
        .strip_prefix('P')?
        .split_once('T')
        .unwrap_or((&text[1..], ""));
    let (mut months, mut seconds, mut fraction) = (0_i128, 0_i128, String::new());
    for (part, is_time) in [(days, false), (time, true)] {
        let mut number = String::new();
        for c in part.chars() {
            if c.is_ascii_digit() || c == '.' {
                number.push(c);
                continue;
            }
            let (whole, rest) = number.split_once('.').unwrap_or((&number, ""));
            let whole: i128 = whole.parse().ok()?;
            rest.trim_end_matches('0').clone_into(&mut fraction);
            match (c, is_time) {
                ('Y', false) => months += whole * 12,
                ('M', false) => months += whole,
                ('D', false) => seconds += whole * 86_400,
                ('H', true) => seconds += whole * 3_600,
                ('M', true) => seconds += whole * 60,
                ('S', true) => seconds += whole,
                _ => return None,
            }
            number.clear();
        }
    }
    Some(format!("{} {} {fraction}", sign * months, sign * seconds))
}

#[cfg(test)]
mod tests {
    use sapo_codegen::schema::builtin;

    use super::*;

    fn is_same(ty: BuiltIn, one: &str, other: &str) -> bool {
        let schema = Schema {
            types: builtin::types(),
            ..Schema::default()
        };
        let document = roxmltree::Document::parse(r#"<a xmlns="urn:d" xmlns:p="urn:p"/>"#).unwrap();
        let node = document.root_element();
        same(&schema, TypeId::of(ty), (one, node), (other, node))
    }

    #[test]
    fn spellings_of_one_value_are_the_same() {
        use BuiltIn as B;
        for (ty, one, other) in [
            (B::Boolean, "true", " 1 "),
            (B::Decimal, "+01.50", "1.5"),
            (B::Decimal, "-0", "0.0"),
            (B::Integer, "007", "7"),
            (B::Double, "1E2", "100"),
            (B::Double, "INF", "INF"),
            (B::Duration, "P1Y", "P12M"),
            (B::Duration, "PT1.50S", "PT1.5S"),
            (
                B::DateTime,
                "2024-05-31T12:00:00.500+00:00",
                "2024-05-31T12:00:00.5Z",
            ),
            (B::HexBinary, "0aff", "0AFF"),
            (B::Base64Binary, "YW Jj", "YWJj"),
            (B::Token, " a  b ", "a b"),
        ] {
            assert!(is_same(ty, one, other), "{one} and {other}");
        }
    }

    #[test]
    fn other_values_are_not() {
        use BuiltIn as B;
        for (ty, one, other) in [
            (B::Boolean, "true", "0"),
            (B::Decimal, "1.5", "1.50001"),
            (B::Integer, "7", "-7"),
            (B::Duration, "P1M", "P30D"),
            (B::DateTime, "2024-05-31T12:00:00", "2024-05-31T12:00:00Z"),
            (
                B::DateTime,
                "2024-05-31T12:00:00Z",
                "2024-05-31T14:00:00+02:00",
            ),
            (B::String, "a b", "a  b"),
            (B::QName, "p:a", "a"),
            (B::QName, "q:a", "q:a"),
            (B::Int, "one", "two"),
        ] {
            assert!(!is_same(ty, one, other), "{one} and {other}");
        }
    }
}
