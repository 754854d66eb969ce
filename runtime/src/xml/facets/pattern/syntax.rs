//! The syntax of patterns.
//!
//! Nothing here recurses, so a pattern may nest as deeply as it likes.

use std::str::Chars;

use super::blocks::block;
use super::tokens::{Group, Item, Kind, Set, Token};

/// A regular expression of XML Schema, taken apart.
#[derive(Debug)]
pub struct Pattern<'p> {
    #[cfg_attr(
        not(feature = "strict"),
        expect(dead_code, reason = "only the engine reads them")
    )]
    pub(super) tokens: Vec<Token<'p>>,
}

/// An escape.
enum Escape<'p> {
    /// One character.
    Character(char),
    /// Any of several.
    Set(Set<'p>),
}

impl<'p> Pattern<'p> {
    /// Parses a pattern.
    ///
    /// # Errors
    /// The first thing that is wrong with it.
    pub fn parse(pattern: &'p str) -> Result<Self, String> {
        let mut parser = Parser::new(pattern);
        let read = parser.expression();
        match parser.problem.or(read.err()) {
            Some(problem) => Err(problem),
            None => Ok(Self {
                tokens: parser.tokens,
            }),
        }
    }

    /// Parses a pattern that may break rules, as those of published WSDLs do, if it can only mean
    /// one thing: a hyphen in the middle of a class is a hyphen.
    #[cfg(feature = "strict")]
    #[doc(hidden)]
    pub fn parse_leniently(pattern: &'p str) -> Option<Self> {
        let mut parser = Parser::new(pattern);
        parser.expression().ok()?;
        Some(Self {
            tokens: parser.tokens,
        })
    }
}

struct Parser<'p> {
    rest: Chars<'p>,
    tokens: Vec<Token<'p>>,
    /// The first rule that was broken without leaving the meaning in doubt.
    problem: Option<String>,
}

impl<'p> Parser<'p> {
    fn new(pattern: &'p str) -> Self {
        Self {
            rest: pattern.chars(),
            tokens: Vec::new(),
            problem: None,
        }
    }

    fn note(&mut self, problem: impl Into<String>) {
        self.problem.get_or_insert_with(|| problem.into());
    }

    fn peek(&self) -> Option<char> {
        self.rest.clone().next()
    }

    fn next_if(&mut self, c: char) -> bool {
        let is_next = self.peek() == Some(c);
        if is_next {
            self.rest.next();
        }
        is_next
    }

    /// Reads production 1.
    fn expression(&mut self) -> Result<(), String> {
        let mut open = 0usize;
        // Whether a quantifier may follow.
        let mut is_atom = false;
        while let Some(c) = self.rest.next() {
            let was_atom = std::mem::replace(
                &mut is_atom,
                !matches!(c, '(' | '|' | '?' | '*' | '+' | '{'),
            );
            let token = match c {
                '(' => {
                    open += 1;
                    Token::Open
                }
                ')' => {
                    open = open.checked_sub(1).ok_or("a `)` closes nothing")?;
                    Token::Close
                }
                '|' => Token::Or,
                '?' | '*' | '+' | '{' => {
                    if !was_atom {
                        self.note(format!("`{c}` has nothing to repeat"));
                    }
                    match c {
                        '?' => Token::Repeat("0", Some("1")),
                        '*' => Token::Repeat("0", None),
                        '+' => Token::Repeat("1", None),
                        _ => self.quantity()?,
                    }
                }
                '[' => Token::Class(self.class()?),
                ']' | '}' => {
                    self.note(format!("`{c}` closes nothing: write `\\{c}`"));
                    Token::Character(c)
                }
                '\\' => match self.escape()? {
                    Escape::Character(c) => Token::Character(c),
                    Escape::Set(set) => Token::Set(set),
                },
                '.' => Token::Any,
                c => Token::Character(c),
            };
            self.tokens.push(token);
        }
        if open > 0 {
            return Err("a `(` is not closed".to_owned());
        }
        Ok(())
    }

    /// Reads what follows `{`: `n}`, `n,}` or `n,m}`.
    fn quantity(&mut self) -> Result<Token<'p>, String> {
        let rest = self.rest.as_str();
        let is_part = |c: char| c.is_ascii_digit() || c == ',';
        let text = &rest[..rest.find(|c| !is_part(c)).unwrap_or(rest.len())];
        let Some(rest) = rest[text.len()..].strip_prefix('}') else {
            return Err("a `{` starts a number of repetitions, or is written `\\{`".to_owned());
        };
        self.rest = rest.chars();
        let (least, most) = text.split_once(',').unwrap_or((text, text));
        if least.is_empty() || most.contains(',') {
            return Err(format!("`{{{text}}}` is not a number of repetitions"));
        }
        let most = Some(most).filter(|most| !most.is_empty());
        let size = |digits: &'p str| {
            let digits = digits.trim_start_matches('0');
            (digits.len(), digits)
        };
        if most.is_some_and(|most| size(least) > size(most)) {
            return Err(format!(
                "`{{{text}}}` repeats at least more often than at most"
            ));
        }
        Ok(Token::Repeat(least, most))
    }

    /// Reads what follows `\`.
    fn escape(&mut self) -> Result<Escape<'p>, String> {
        let c = self.rest.next().ok_or("a `\\` ends the pattern")?;
        let kind = match c.to_ascii_lowercase() {
            _ if r"\|.?*+(){}-[]^".contains(c) => return Ok(Escape::Character(c)),
            'n' if c == 'n' => return Ok(Escape::Character('\n')),
            'r' if c == 'r' => return Ok(Escape::Character('\r')),
            't' if c == 't' => return Ok(Escape::Character('\t')),
            's' => Kind::Space,
            'i' => Kind::NameStart,
            'c' => Kind::NameCharacter,
            'd' => Kind::Digit,
            'w' => Kind::Word,
            'p' => self.property()?,
            _ => return Err(format!("`\\{c}` is not an escape")),
        };
        let is_negated = c.is_ascii_uppercase();
        Ok(Escape::Set(Set { kind, is_negated }))
    }

    /// Reads what follows `\p`.
    fn property(&mut self) -> Result<Kind<'p>, String> {
        if self.rest.next() != Some('{') {
            return Err("`\\p` is followed by `{`".to_owned());
        }
        let (name, rest) = (self.rest.as_str().split_once('}')).ok_or("a `\\p{` is not closed")?;
        self.rest = rest.chars();
        let problem = || format!("`{name}` is neither a category nor a block of Unicode");
        match name.strip_prefix("Is") {
            Some("HighSurrogates" | "HighPrivateUseSurrogates" | "LowSurrogates") => {
                Ok(Kind::Block(None))
            }
            Some(known) => Ok(Kind::Block(Some(block(known).ok_or_else(problem)?))),
            None => {
                if !CATEGORIES.contains(&name) {
                    self.note(problem());
                }
                Ok(Kind::Category(name))
            }
        }
    }

    /// Reads what follows `[`, up to its `]`, with the classes that are subtracted.
    fn class(&mut self) -> Result<Vec<Group<'p>>, String> {
        let mut outer = Vec::new();
        let mut group = self.group();
        loop {
            let c = self.rest.next().ok_or("a `[` is not closed")?;
            let is_first = group.items.is_empty();
            let item = match c {
                ']' if is_first => return Err("a class `[]` has no character".to_owned()),
                ']' => break,
                '-' if self.peek() == Some('[') => {
                    if is_first {
                        return Err("there is nothing to subtract from".to_owned());
                    }
                    self.rest.next();
                    outer.push(std::mem::replace(&mut group, self.group()));
                    continue;
                }
                '-' => {
                    if !is_first && !self.ends_group() {
                        self.note("`-` in a class is first, last, or written `\\-`");
                    }
                    Item::Range('-', '-')
                }
                '\\' => match self.escape()? {
                    Escape::Character(c) => self.range(c)?,
                    Escape::Set(set) => {
                        if self.is_in_range() {
                            self.note(NO_CHARACTER);
                        }
                        Item::Set(set)
                    }
                },
                c => {
                    if c == '[' {
                        self.note("`[` in a class is written `\\[`");
                    }
                    self.range(c)?
                }
            };
            group.items.push(item);
        }
        // After a subtracted class the one around it ends too.
        for _ in &outer {
            if self.rest.next() != Some(']') {
                return Err("a subtracted class is the last of its class".to_owned());
            }
        }
        outer.push(group);
        Ok(outer)
    }

    /// Begins a group, which may be negated.
    fn group(&mut self) -> Group<'p> {
        Group {
            is_negated: self.next_if('^'),
            items: Vec::new(),
        }
    }

    /// Returns whether the characters of a class end here: its `]` follows, or a class that is
    /// subtracted.
    fn ends_group(&self) -> bool {
        ends_group(self.rest.as_str())
    }

    /// Returns whether a hyphen follows that makes a range.
    fn is_in_range(&self) -> bool {
        let rest = self.rest.as_str();
        !ends_group(rest) && rest.strip_prefix('-').is_some_and(|to| !ends_group(to))
    }

    /// Reads the rest of a range, if one follows the character `from`.
    fn range(&mut self, from: char) -> Result<Item<'p>, String> {
        if !self.is_in_range() {
            return Ok(Item::Range(from, from));
        }
        self.rest.next();
        let to = match self.rest.next().ok_or("a `[` is not closed")? {
            '\\' => match self.escape()? {
                Escape::Character(c) => c,
                Escape::Set(_) => return Err(NO_CHARACTER.to_owned()),
            },
            c => {
                if c == '-' {
                    self.note("`-` at the end of a range is written `\\-`");
                }
                c
            }
        };
        if from > to {
            return Err(format!("the range `{from}-{to}` is empty"));
        }
        Ok(Item::Range(from, to))
    }
}

const NO_CHARACTER: &str = "a range starts and ends with single characters";

fn ends_group(rest: &str) -> bool {
    rest.starts_with(']') || rest.starts_with("-[")
}

/// The categories of Unicode.
const CATEGORIES: [&str; 36] = [
    "L", "Lu", "Ll", "Lt", "Lm", "Lo", "M", "Mn", "Mc", "Me", "N", "Nd", "Nl", "No", "P", "Pc",
    "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Z", "Zs", "Zl", "Zp", "S", "Sm", "Sc", "Sk", "So", "C",
    "Cc", "Cf", "Co", "Cn",
];

#[cfg(test)]
mod tests {
    use super::Pattern;

    #[test]
    fn patterns_are_told_apart_by_their_syntax() {
        for good in [
            "",
            "a|b",
            "(a(b)*)+",
            "a{2}",
            "a{0,}",
            "a{2,3}",
            "[a-z-[aeiou]]",
            "[a-z--[b]]",
            "[a--[b]]",
            "[^\\-a]",
            "[-a]",
            "[a-]",
            "\\p{Lu}\\P{IsGreek}",
            "[\\d.]",
            "\\c\\i",
            "^$",
            "[\\n-\\r]",
            "a||b",
            "[a^]",
        ] {
            assert!(Pattern::parse(good).is_ok(), "{good}");
        }
        for bad in [
            "(", ")", "*a", "a**", "a{,2}", "a{3,2}", "a{x}", "[]", "[a", "[z-a]", "[a-\\d]",
            "[a-[b]c]", "\\q", "\\", "\\p{Xx}", "\\pL", "[[]", "]", "[a-b-c]", "(a", "{1}",
            "a{2}{3}",
        ] {
            assert!(Pattern::parse(bad).is_err(), "{bad}");
        }
    }
}
