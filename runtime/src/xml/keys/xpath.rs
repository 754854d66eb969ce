//! The paths that `xs:selector` and `xs:field` may have (XSD Part 1, section 3.11.6).

use crate::xml::is_nc_name;

/// A path from an element to others, or to attributes of theirs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct XPath<'p> {
    /// It begins at every element within, not only at the one itself.
    pub anywhere: bool,
    /// What each child on the way is called.
    pub children: Vec<NameTest<'p>>,
    /// What the attribute of the last of them is called.
    pub attribute: Option<NameTest<'p>>,
}

/// What a step of a path admits. A name without a prefix is in no namespace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameTest<'p> {
    /// Every name.
    Any,
    /// The names of the namespace of a prefix.
    Namespace(&'p str),
    /// A prefix, empty where there is none, and a local name.
    Name(&'p str, &'p str),
}

impl<'p> XPath<'p> {
    /// Reads the alternatives of a selector or a field; the error says what is wrong with it.
    pub fn parse(path: &'p str, is_field: bool) -> Result<Vec<Self>, String> {
        path.split('|')
            .map(|alternative| steps(&tokens(alternative)?, is_field))
            .collect()
    }

    /// The prefixes in it.
    pub fn prefixes(&self) -> impl Iterator<Item = &'p str> {
        let tests = self.children.iter().chain(&self.attribute);
        tests.filter_map(|test| match *test {
            NameTest::Namespace(prefix) => Some(prefix),
            NameTest::Name(prefix, _) if !prefix.is_empty() => Some(prefix),
            NameTest::Any | NameTest::Name(..) => None,
        })
    }
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

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r')
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
                let is_test = |local: &str| local == "*" || is_nc_name(local);
                let (prefix, local) = word.split_once(':').unwrap_or(("a", word));
                if !is_nc_name(prefix) || !is_test(local) {
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

fn steps<'p>(tokens: &[Token<'p>], is_field: bool) -> Result<XPath<'p>, String> {
    let (anywhere, mut rest) = match tokens {
        [Token::Sign("."), Token::Sign("//"), rest @ ..] => (true, rest),
        all => (false, all),
    };
    let mut path = XPath {
        anywhere,
        children: Vec::new(),
        attribute: None,
    };
    loop {
        let after = match rest {
            [Token::Sign("."), after @ ..] => after,
            [
                Token::Sign("@") | Token::Axis("attribute"),
                Token::Name(name),
                after @ ..,
            ] => {
                if !is_field || !after.is_empty() {
                    return Err("an attribute is the last step of a field".to_owned());
                }
                path.attribute = Some(test(name));
                after
            }
            [Token::Axis("child"), Token::Name(name), after @ ..]
            | [Token::Name(name), after @ ..] => {
                path.children.push(test(name));
                after
            }
            _ => return Err("a step is `.`, or a name, or child:: and a name".to_owned()),
        };
        match after {
            [] => return Ok(path),
            [Token::Sign("/"), after @ ..] => rest = after,
            _ => return Err("steps are separated by `/`".to_owned()),
        }
    }
}

fn test(name: &str) -> NameTest<'_> {
    match name.split_once(':') {
        None if name == "*" => NameTest::Any,
        None => NameTest::Name("", name),
        Some((prefix, "*")) => NameTest::Namespace(prefix),
        Some((prefix, local)) => NameTest::Name(prefix, local),
    }
}

#[cfg(test)]
mod tests {
    use super::{NameTest, XPath};

    #[test]
    fn paths_are_the_subset_that_the_recommendation_allows() {
        let ok = |path, is_field| XPath::parse(path, is_field).is_ok();
        for good in [
            ".//p:a",
            "a/b | c",
            ". // a",
            "child::a/*",
            "p:*",
            ".",
            "./a/.",
        ] {
            assert!(ok(good, false), "{good}");
        }
        for bad in [
            "", "/a", "a//b", "@a", "a|", "self::a", "a[1]", "p : *", ".//",
        ] {
            assert!(!ok(bad, false), "{bad}");
        }
        assert!(ok("a/@b", true) && ok("attribute::p:b", true) && !ok("@b/a", true));
    }

    #[test]
    fn paths_are_read_step_by_step() {
        let paths = XPath::parse(".//p:a/*/@b | ./q:*", true).unwrap();
        let expected = [
            XPath {
                anywhere: true,
                children: vec![NameTest::Name("p", "a"), NameTest::Any],
                attribute: Some(NameTest::Name("", "b")),
            },
            XPath {
                anywhere: false,
                children: vec![NameTest::Namespace("q")],
                attribute: None,
            },
        ];
        assert_eq!(paths, expected);
        assert!(paths.iter().flat_map(XPath::prefixes).eq(["p", "q"]));
    }
}
