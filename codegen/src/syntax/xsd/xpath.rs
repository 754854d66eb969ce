//! The paths that `xs:selector` and `xs:field` may have (XSD 1.0 Part 1, section 3.11.6).

use super::values::is_space;
use crate::qname::is_ncname;

/// Checks a path; `is_bound` says whether a prefix is declared.
pub(super) fn check(
    path: &str,
    is_field: bool,
    is_bound: impl Fn(&str) -> bool,
) -> Result<(), String> {
    for alternative in path.split('|') {
        let tokens = tokens(alternative)?;
        for token in &tokens {
            if let Token::Name(name) = token
                && let Some((prefix, _)) = name.split_once(':')
                && !is_bound(prefix)
            {
                return Err(format!("the prefix `{prefix}` is not declared"));
            }
        }
        steps(&tokens, is_field)?;
    }
    Ok(())
}

#[derive(Debug, PartialEq)]
enum Token<'p> {
    /// `.`, `/`, `//` or `@`
    Sign(&'static str),
    /// An axis with its `::`.
    Axis(&'p str),
    /// A name, `*` or `prefix:*`.
    Name(&'p str),
}

fn tokens(path: &str) -> Result<Vec<Token<'_>>, String> {
    let mut tokens = Vec::new();
    let mut rest = path.trim_start_matches(is_space);
    while !rest.is_empty() {
        let sign = ["//", "/", "@", "."]
            .into_iter()
            .find(|sign| rest.starts_with(sign));
        if let Some(sign) = sign {
            tokens.push(Token::Sign(sign));
            rest = &rest[sign.len()..];
        } else {
            let end = rest
                .find(|c| is_space(c) || "/@|".contains(c))
                .unwrap_or(rest.len());
            let end = rest.find("::").map_or(end, |axis| end.min(axis));
            let (word, after) = rest.split_at(end);
            if let Some(after) = after.trim_start_matches(is_space).strip_prefix("::") {
                tokens.push(Token::Axis(word));
                rest = after;
            } else {
                let is_test = |local: &str| local == "*" || is_ncname(local);
                let (prefix, local) = word.split_once(':').unwrap_or(("a", word));
                if !is_ncname(prefix) || !is_test(local) {
                    return Err(format!("`{word}` is not a name"));
                }
                tokens.push(Token::Name(word));
                rest = after;
            }
        }
        rest = rest.trim_start_matches(is_space);
    }
    Ok(tokens)
}

fn steps(tokens: &[Token<'_>], is_field: bool) -> Result<(), String> {
    let mut rest = match tokens {
        [Token::Sign("."), Token::Sign("//"), rest @ ..] => rest,
        all => all,
    };
    loop {
        let (is_attribute, after) = match rest {
            [Token::Sign("."), after @ ..] => (false, after),
            [
                Token::Sign("@") | Token::Axis("attribute"),
                Token::Name(_),
                after @ ..,
            ] => (true, after),
            [Token::Axis("child"), Token::Name(_), after @ ..] | [Token::Name(_), after @ ..] => {
                (false, after)
            }
            _ => return Err("a step is `.`, or a name, or child:: and a name".to_owned()),
        };
        if is_attribute && (!is_field || !after.is_empty()) {
            return Err("an attribute is the last step of a field".to_owned());
        }
        match after {
            [] => return Ok(()),
            [Token::Sign("/"), after @ ..] => rest = after,
            _ => return Err("steps are separated by `/`".to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn paths_are_the_subset_that_the_recommendation_allows() {
        let ok = |path, is_field| check(path, is_field, |prefix| prefix == "p").is_ok();
        for good in [".//p:a", "a/b | c", ". // a", "child::a/*", "p:*", "."] {
            assert!(ok(good, false), "{good}");
        }
        for bad in [
            "", "/a", "a//b", "@a", "q:a", "a|", "self::a", "a[1]", "p : *", ".//",
        ] {
            assert!(!ok(bad, false), "{bad}");
        }
        assert!(ok("a/@b", true) && ok("attribute::p:b", true) && !ok("@b/a", true));
    }
}
