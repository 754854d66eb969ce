//! The regular expressions of XML Schema (XSD Part 2, appendix F).
//!
//! Their syntax has classes that others lack, and lacks what others have: there are no anchors (`^`
//! is a character, and a pattern always matches the whole text). So it has a parser of its own, which
//! the generator's check uses as well. Without the feature `strict` there is no engine, and every text
//! matches.
//!
//! | file | subject |
//! | --- | --- |
//! | `syntax` | the parser, from a text to tokens |
//! | `tokens` | the parts of a pattern |
//! | `blocks` | the blocks of Unicode |
//! | `engine` | from tokens to the representation that the engine of the `regex` crate starts from |

mod blocks;
#[cfg(feature = "strict")]
mod engine;
mod syntax;
mod tokens;

#[cfg(feature = "strict")]
pub(super) use engine::is_match;
pub use syntax::Pattern;

/// Returns whether a text matches a pattern.
#[cfg(not(feature = "strict"))]
pub(super) fn is_match(_: &'static str, _: &str) -> bool {
    true
}

#[cfg(all(test, feature = "strict"))]
mod tests {
    use super::is_match;

    #[test]
    fn patterns_match_whole_texts() {
        let cases: &[(&str, &[&str], &[&str])] = &[
            (
                r"\d{3}-[A-Z]{2}",
                &["926-AA"],
                &["926-AAA", "926-aa", " 926-AA"],
            ),
            ("[a-z-[aeiou]]+", &["xyz"], &["xayz", "-"]),
            ("[^a-c-[x]]", &["d", "y"], &["a", "x"]),
            ("[a--[b]]", &["a", "-"], &["b"]),
            ("^a$|b", &["^a$", "b"], &["a"]),
            ("", &[""], &["a"]),
            ("a|", &["a", ""], &["b"]),
            ("(a(b|c)*){2,}", &["aa", "abcab"], &["abc"]),
            (r"\i\c*", &["a:b-1", "é"], &["1a", "-"]),
            (r"\p{Lu}\P{IsGreek}", &["Éa"], &["éa", "Aα"]),
            (r"\p{IsGreek}+", &["αβγ"], &["abc"]),
            (r"[\p{L}\s\-]+", &["a b-c"], &["1"]),
            (r"[\W]", &["!"], &["a"]),
            ("[+-]?.", &["+1", "1"], &["\n", "12"]),
            (r"\w{1,300}", &["word"], &["two words"]),
            (r"\P{Zl}*", &["a"], &["\u{2028}"]),
            (r"[\n-\r]", &["\n", "\u{b}"], &["a"]),
        ];
        for (pattern, good, bad) in cases {
            for text in *good {
                assert!(is_match(pattern, text), "{pattern} matches {text:?}");
            }
            for text in *bad {
                assert!(
                    !is_match(pattern, text),
                    "{pattern} does not match {text:?}"
                );
            }
        }
    }
}
