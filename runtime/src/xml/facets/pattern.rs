//! The regular expressions of XML Schema (XSD Part 2, appendix F).
//!
//! Their syntax has classes that others have not, and lacks what others take for granted (there are no anchors:
//! `^` is a character, and a pattern always matches the whole text). So a pattern is parsed here, into the
//! representation that the engine of the `regex` crate starts from. Without the feature `strict` there is no
//! engine, and every text matches.

/// Whether a text matches a pattern. One that is compiled first is kept for the life of the program.
#[cfg(feature = "strict")]
pub(super) fn is_match(pattern: &'static str, text: &str) -> bool {
    compiled::is_match(pattern, text)
}

#[cfg(not(feature = "strict"))]
pub(super) fn is_match(_: &'static str, _: &str) -> bool {
    true
}

#[cfg(feature = "strict")]
mod compiled {
    use std::collections::HashMap;
    use std::sync::{LazyLock, PoisonError, RwLock};

    use regex_automata::meta::Regex;

    /// The patterns met so far; `None` for one that the engine does not take, because it is too large.
    static PATTERNS: LazyLock<RwLock<HashMap<&'static str, Option<Regex>>>> =
        LazyLock::new(RwLock::default);

    pub(super) fn is_match(pattern: &'static str, text: &str) -> bool {
        let matches = |regex: &Option<Regex>| {
            // What cannot be checked is not refused.
            regex.as_ref().is_none_or(|regex| regex.is_match(text))
        };
        let known = PATTERNS.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(regex) = known.get(pattern) {
            return matches(regex);
        }
        drop(known);
        let regex = compile(pattern);
        let result = matches(&regex);
        let mut known = PATTERNS.write().unwrap_or_else(PoisonError::into_inner);
        known.insert(pattern, regex);
        result
    }

    fn compile(pattern: &str) -> Option<Regex> {
        /// In bytes: enough for a class of all letters that repeats a few hundred times.
        const SIZE: usize = 64 << 20;
        let config = Regex::config().nfa_size_limit(Some(SIZE));
        Regex::builder()
            .configure(config)
            .build_from_hir(&super::syntax::parse(pattern)?)
            .ok()
    }
}

#[cfg(feature = "strict")]
mod syntax {
    use std::iter::Peekable;
    use std::mem::take;
    use std::str::Chars;

    use regex_syntax::hir::{
        Class, ClassUnicode, ClassUnicodeRange, Hir, HirKind, Look, Repetition,
    };

    use crate::xml::facets::blocks::block;

    /// Parses a pattern, which the generator has found well-formed; `None` where it is not after all.
    pub(super) fn parse(pattern: &str) -> Option<Hir> {
        let mut parser = Parser {
            rest: pattern.chars().peekable(),
        };
        let whole = parser.expression()?;
        Some(Hir::concat(vec![
            Hir::look(Look::Start),
            whole,
            Hir::look(Look::End),
        ]))
    }

    struct Parser<'p> {
        rest: Peekable<Chars<'p>>,
    }

    /// An expression whose end was not seen yet.
    #[derive(Default)]
    struct Open {
        /// The branches that are complete.
        branches: Vec<Hir>,
        /// The pieces of the one that is not.
        pieces: Vec<Hir>,
    }

    impl Open {
        fn end_branch(&mut self) {
            let pieces = take(&mut self.pieces);
            self.branches.push(Hir::concat(pieces));
        }

        fn end(mut self) -> Hir {
            self.end_branch();
            Hir::alternation(self.branches)
        }
    }

    impl Parser<'_> {
        /// Production 1, without recursion however deep groups nest.
        fn expression(&mut self) -> Option<Hir> {
            let mut outer: Vec<Open> = Vec::new();
            let mut open = Open::default();
            while let Some(c) = self.rest.next() {
                let piece = match c {
                    '(' => {
                        outer.push(take(&mut open));
                        continue;
                    }
                    ')' => std::mem::replace(&mut open, outer.pop()?).end(),
                    '|' => {
                        open.end_branch();
                        continue;
                    }
                    '?' => repeat(open.pieces.pop()?, 0, Some(1)),
                    '*' => repeat(open.pieces.pop()?, 0, None),
                    '+' => repeat(open.pieces.pop()?, 1, None),
                    '{' => {
                        let (min, max) = self.quantity()?;
                        repeat(open.pieces.pop()?, min, max)
                    }
                    '[' => of_class(self.class()?),
                    '\\' => of_class(self.escape()?),
                    '.' => of_class(not(&['\n', '\r'])),
                    c => of_class(one(c)),
                };
                open.pieces.push(piece);
            }
            outer.is_empty().then(|| open.end())
        }

        /// What follows `{`.
        fn quantity(&mut self) -> Option<(u32, Option<u32>)> {
            let text: String = self.rest.by_ref().take_while(|&c| c != '}').collect();
            match text.split_once(',') {
                Some((min, "")) => Some((min.parse().ok()?, None)),
                Some((min, max)) => Some((min.parse().ok()?, Some(max.parse().ok()?))),
                None => {
                    let number = text.parse().ok()?;
                    Some((number, Some(number)))
                }
            }
        }

        /// What follows `[`, and the class that is subtracted at its end.
        fn class(&mut self) -> Option<ClassUnicode> {
            let negated = self.rest.next_if_eq(&'^').is_some();
            let mut class = ClassUnicode::empty();
            let mut subtracted = None;
            loop {
                let from = match self.rest.next()? {
                    ']' => break,
                    '-' if self.rest.next_if_eq(&'[').is_some() => {
                        subtracted = Some(self.class()?);
                        continue;
                    }
                    '\\' => match single(self.rest.peek().copied()?) {
                        Some(c) => {
                            self.rest.next();
                            c
                        }
                        None => {
                            class.union(&self.escape()?);
                            continue;
                        }
                    },
                    c => c,
                };
                let to = self.range_end()?.unwrap_or(from);
                class.push(ClassUnicodeRange::new(from, to));
            }
            if negated {
                class.negate();
            }
            if let Some(subtracted) = subtracted {
                class.difference(&subtracted);
            }
            Some(class)
        }

        /// The last character of a range, where one follows its first.
        #[allow(clippy::option_option)] // the outer one: not well-formed
        fn range_end(&mut self) -> Option<Option<char>> {
            let mut ahead = self.rest.clone();
            if ahead.next() != Some('-') || matches!(ahead.peek()?, ']' | '[') {
                return Some(None);
            }
            // `a--[b]`: a hyphen of its own, and a subtraction.
            if ahead.next() == Some('-') && ahead.next() == Some('[') {
                return Some(None);
            }
            self.rest.next();
            match self.rest.next()? {
                '\\' => Some(Some(single(self.rest.next()?)?)),
                c => Some(Some(c)),
            }
        }

        /// What follows `\`.
        fn escape(&mut self) -> Option<ClassUnicode> {
            let c = self.rest.next()?;
            let mut class = match c.to_ascii_lowercase() {
                _ if single(c).is_some() => return single(c).map(one),
                's' => of(&[' ', '\t', '\n', '\r']),
                'i' => ranges(NAME_START),
                'c' => {
                    let mut class = ranges(NAME_START);
                    class.union(&ranges(NAME_PART));
                    class
                }
                'd' => category("Nd")?,
                'w' => {
                    let mut class = category("P")?;
                    class.union(&category("Z")?);
                    class.union(&category("C")?);
                    class.negate();
                    class
                }
                'p' => self.property()?,
                _ => return None,
            };
            if c.is_ascii_uppercase() {
                class.negate();
            }
            Some(class)
        }

        /// What follows `\p`.
        fn property(&mut self) -> Option<ClassUnicode> {
            self.rest.next_if_eq(&'{')?;
            let name: String = self.rest.by_ref().take_while(|&c| c != '}').collect();
            match name.strip_prefix("Is") {
                // No text has surrogates.
                Some("HighSurrogates" | "HighPrivateUseSurrogates" | "LowSurrogates") => {
                    Some(ClassUnicode::empty())
                }
                Some(name) => Some(ranges(&[block(name)?])),
                None => category(&name),
            }
        }
    }

    /// The character that an escape stands for, where it stands for one.
    fn single(escaped: char) -> Option<char> {
        match escaped {
            'n' => Some('\n'),
            'r' => Some('\r'),
            't' => Some('\t'),
            '\\' | '|' | '.' | '?' | '*' | '+' | '(' | ')' | '{' | '}' | '-' | '[' | ']' | '^' => {
                Some(escaped)
            }
            _ => None,
        }
    }

    fn category(name: &str) -> Option<ClassUnicode> {
        // A class of one character would come as that character, so the others are asked for.
        let others = regex_syntax::parse(&format!(r"\P{{{name}}}")).ok()?;
        match others.into_kind() {
            HirKind::Class(Class::Unicode(mut class)) => {
                class.negate();
                Some(class)
            }
            _ => None,
        }
    }

    fn of_class(class: ClassUnicode) -> Hir {
        Hir::class(Class::Unicode(class))
    }

    fn one(c: char) -> ClassUnicode {
        of(&[c])
    }

    fn of(characters: &[char]) -> ClassUnicode {
        ClassUnicode::new(characters.iter().map(|&c| ClassUnicodeRange::new(c, c)))
    }

    fn not(characters: &[char]) -> ClassUnicode {
        let mut class = of(characters);
        class.negate();
        class
    }

    fn ranges(ranges: &[(char, char)]) -> ClassUnicode {
        ClassUnicode::new(
            ranges
                .iter()
                .map(|&(from, to)| ClassUnicodeRange::new(from, to)),
        )
    }

    fn repeat(piece: Hir, min: u32, max: Option<u32>) -> Hir {
        Hir::repetition(Repetition {
            min,
            max,
            greedy: true,
            sub: Box::new(piece),
        })
    }

    /// `\i` (XML 1.0, production 4).
    #[rustfmt::skip]
    const NAME_START: &[(char, char)] = &[
        (':', ':'), ('A', 'Z'), ('_', '_'), ('a', 'z'), ('\u{C0}', '\u{D6}'), ('\u{D8}', '\u{F6}'),
        ('\u{F8}', '\u{2FF}'), ('\u{370}', '\u{37D}'), ('\u{37F}', '\u{1FFF}'), ('\u{200C}', '\u{200D}'),
        ('\u{2070}', '\u{218F}'), ('\u{2C00}', '\u{2FEF}'), ('\u{3001}', '\u{D7FF}'),
        ('\u{F900}', '\u{FDCF}'), ('\u{FDF0}', '\u{FFFD}'), ('\u{10000}', '\u{EFFFF}'),
    ];

    /// What `\c` has besides (production 4a).
    #[rustfmt::skip]
    const NAME_PART: &[(char, char)] = &[
        ('-', '-'), ('.', '.'), ('0', '9'), ('\u{B7}', '\u{B7}'), ('\u{300}', '\u{36F}'), ('\u{203F}', '\u{2040}'),
    ];
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
