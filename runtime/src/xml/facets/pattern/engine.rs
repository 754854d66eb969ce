//! The engine that matches patterns.

use std::collections::HashMap;
use std::mem::take;
use std::sync::{LazyLock, PoisonError, RwLock};

use regex_automata::meta::Regex;
use regex_syntax::hir::{Class, ClassUnicode, ClassUnicodeRange, Hir, HirKind, Look, Repetition};

use super::Pattern;
use super::tokens::{Group, Item, Kind, Set, Token};

/// The patterns met so far; `None` for one that the engine does not accept, because it is too
/// large.
static PATTERNS: LazyLock<RwLock<HashMap<&'static str, Option<Regex>>>> =
    LazyLock::new(RwLock::default);

/// Returns whether a text matches a pattern. One that is compiled first is kept for the life of the
/// program.
pub(in crate::xml::facets) fn is_match(pattern: &'static str, text: &str) -> bool {
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
    Pattern::parse_leniently(pattern)?.engine()
}

impl Pattern<'_> {
    /// Returns the expression of a whole text, for tools that compare patterns; `None` if it repeats
    /// something more often than the engine counts.
    #[doc(hidden)]
    pub fn expression(&self) -> Option<Hir> {
        Some(Hir::concat(vec![
            Hir::look(Look::Start),
            expression(&self.tokens)?,
            Hir::look(Look::End),
        ]))
    }

    /// Returns the engine by which strict reading matches; `None` for a pattern that is too large.
    #[doc(hidden)]
    pub fn engine(&self) -> Option<Regex> {
        /// In bytes: enough for a class of all letters that repeats a few hundred times.
        const SIZE: usize = 64 << 20;
        let config = Regex::config().nfa_size_limit(Some(SIZE));
        Regex::builder()
            .configure(config)
            .build_from_hir(&self.expression()?)
            .ok()
    }
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

/// Returns the expression of a pattern, without recursion however deep groups nest.
fn expression(tokens: &[Token<'_>]) -> Option<Hir> {
    let mut outer: Vec<Open> = Vec::new();
    let mut open = Open::default();
    for token in tokens {
        let piece = match token {
            Token::Open => {
                outer.push(take(&mut open));
                continue;
            }
            Token::Close => std::mem::replace(&mut open, outer.pop()?).end(),
            Token::Or => {
                open.end_branch();
                continue;
            }
            Token::Repeat(min, max) => {
                let max = match max {
                    Some(max) => Some(max.parse().ok()?),
                    None => None,
                };
                repeat(open.pieces.pop()?, min.parse().ok()?, max)
            }
            Token::Any => of_class(not(&['\n', '\r'])),
            Token::Character(c) => of_class(of(&[*c])),
            Token::Set(characters) => of_class(set(*characters)?),
            Token::Class(groups) => of_class(class(groups)?),
        };
        open.pieces.push(piece);
    }
    Some(open.end())
}

/// Returns the first of these groups, without what the others have after subtracting from each
/// other.
fn class(groups: &[Group<'_>]) -> Option<ClassUnicode> {
    let mut subtracted = ClassUnicode::empty();
    for group in groups.iter().rev() {
        let mut class = ClassUnicode::empty();
        for item in &group.items {
            match *item {
                Item::Range(from, to) => class.push(ClassUnicodeRange::new(from, to)),
                Item::Set(characters) => class.union(&set(characters)?),
            }
        }
        if group.is_negated {
            class.negate();
        }
        class.difference(&subtracted);
        subtracted = class;
    }
    Some(subtracted)
}

fn set(set: Set<'_>) -> Option<ClassUnicode> {
    let mut class = match set.kind {
        Kind::Space => of(&[' ', '\t', '\n', '\r']),
        Kind::NameStart => ranges(NAME_START),
        Kind::NameCharacter => {
            let mut class = ranges(NAME_START);
            class.union(&ranges(NAME_PART));
            class
        }
        Kind::Digit => category("Nd")?,
        Kind::Word => {
            let mut class = category("P")?;
            class.union(&category("Z")?);
            class.union(&category("C")?);
            class.negate();
            class
        }
        Kind::Category(name) => category(name)?,
        Kind::Block(None) => ClassUnicode::empty(),
        Kind::Block(Some(block)) => ranges(&[block]),
    };
    if set.is_negated {
        class.negate();
    }
    Some(class)
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

/// The characters that `\c` has besides (production 4a).
#[rustfmt::skip]
const NAME_PART: &[(char, char)] = &[
    ('-', '-'), ('.', '.'), ('0', '9'), ('\u{B7}', '\u{B7}'), ('\u{300}', '\u{36F}'), ('\u{203F}', '\u{2040}'),
];
