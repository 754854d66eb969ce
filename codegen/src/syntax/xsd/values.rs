//! The kinds of value that the attributes of schema documents have.

use sapo::xml::builtin::{BuiltIn, Value};

use crate::qname::is_ncname;
use crate::syntax::reference::is_qname;

/// What an attribute's value must look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lexical {
    Any,
    AnyUri,
    Id,
    /// `xml:lang`
    Language,
    NcName,
    QName,
    QNames,
    Boolean,
    NonNegative,
    NonNegativeOrUnbounded,
    Positive,
    ZeroOrOne,
    One,
    Form,
    Use,
    ProcessContents,
    WhiteSpace,
    NamespaceList,
    /// `block` of elements.
    Block,
    /// `final`, and `block` of types.
    Derivations,
    SimpleFinal,
    FinalDefault,
}

impl Lexical {
    /// Whether `value`, white space around it aside, is of this kind.
    pub(super) fn accepts(self, value: &str) -> bool {
        let value = value.trim_matches(is_space);
        match self {
            Self::Any => true,
            Self::AnyUri => is_uri(value),
            Self::Language => Value::parse(value, BuiltIn::Language, None).is_some(),
            Self::Id | Self::NcName => is_ncname(value),
            Self::QName => is_qname(value),
            Self::QNames => words(value).all(is_qname),
            Self::Boolean => matches!(value, "true" | "false" | "1" | "0"),
            Self::NonNegative => is_count(value),
            Self::NonNegativeOrUnbounded => value == "unbounded" || is_count(value),
            Self::Positive => is_count(value) && value.contains(|c| ('1'..='9').contains(&c)),
            Self::ZeroOrOne => matches!(value, "0" | "1"),
            Self::One => value == "1",
            Self::Form => matches!(value, "qualified" | "unqualified"),
            Self::Use => matches!(value, "optional" | "required" | "prohibited"),
            Self::ProcessContents => matches!(value, "strict" | "lax" | "skip"),
            Self::WhiteSpace => matches!(value, "preserve" | "replace" | "collapse"),
            Self::NamespaceList => {
                matches!(value, "##any" | "##other")
                    || words(value).all(|word| {
                        matches!(word, "##targetNamespace" | "##local")
                            || !word.starts_with("##") && is_uri(word)
                    })
            }
            Self::Block => is_all_or(value, &["extension", "restriction", "substitution"]),
            Self::Derivations => is_all_or(value, &["extension", "restriction"]),
            Self::SimpleFinal => is_all_or(value, &["restriction", "list", "union"]),
            Self::FinalDefault => is_all_or(value, &["extension", "restriction", "list", "union"]),
        }
    }

    /// What is expected, in words.
    pub(super) fn expected(self) -> &'static str {
        match self {
            Self::Any => "any text",
            Self::AnyUri => "a URI",
            Self::Language => "a language",
            Self::Id | Self::NcName => "a name without a colon",
            Self::QName => "a name",
            Self::QNames => "names",
            Self::Boolean => "true or false",
            Self::NonNegative => "a number from 0",
            Self::NonNegativeOrUnbounded => "a number from 0, or unbounded",
            Self::Positive => "a number from 1",
            Self::ZeroOrOne => "0 or 1",
            Self::One => "1",
            Self::Form => "qualified or unqualified",
            Self::Use => "optional, required or prohibited",
            Self::ProcessContents => "strict, lax or skip",
            Self::WhiteSpace => "preserve, replace or collapse",
            Self::NamespaceList => "##any, ##other, or URIs, ##targetNamespace and ##local",
            Self::Block => "#all, or extension, restriction and substitution",
            Self::Derivations => "#all, or extension and restriction",
            Self::SimpleFinal => "#all, or restriction, list and union",
            Self::FinalDefault => "#all, or extension, restriction, list and union",
        }
    }
}

/// White space as XML has it.
pub(super) fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r')
}

/// The items of a list.
pub(super) fn words(value: &str) -> impl Iterator<Item = &str> {
    value.split(is_space).filter(|word| !word.is_empty())
}

fn is_all_or(value: &str, allowed: &[&str]) -> bool {
    value == "#all" || words(value).all(|word| allowed.contains(&word))
}

/// A `xs:nonNegativeInteger`: a sign is allowed where it changes nothing.
fn is_count(value: &str) -> bool {
    match value.strip_prefix('-') {
        Some(zeros) => !zeros.is_empty() && zeros.bytes().all(|b| b == b'0'),
        None => {
            let digits = value.strip_prefix('+').unwrap_or(value);
            !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
        }
    }
}

/// A `xs:nonNegativeInteger`, one that is too great taken for the greatest.
pub(super) fn count(value: &str) -> Option<u32> {
    let value = value.trim_matches(is_space);
    is_count(value).then(|| {
        value
            .trim_start_matches(['+', '-'])
            .parse()
            .unwrap_or(u32::MAX)
    })
}

/// Refuses only what no escaping would make a URI: `xs:anyURI` takes nearly everything.
pub(crate) fn is_uri(value: &str) -> bool {
    Value::parse(value, BuiltIn::AnyUri, None).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_may_have_a_sign() {
        assert!(Lexical::NonNegative.accepts(" +07 "));
        assert!(Lexical::NonNegative.accepts("-0"));
        assert!(!Lexical::NonNegative.accepts("-1"));
        assert!(!Lexical::NonNegative.accepts("+-0"));
        assert_eq!(count("4294967296"), Some(u32::MAX));
    }

    #[test]
    fn wildcards_do_not_mix_any_with_others() {
        assert!(Lexical::NamespaceList.accepts("##local http://x"));
        assert!(!Lexical::NamespaceList.accepts("##any ##local"));
    }
}
