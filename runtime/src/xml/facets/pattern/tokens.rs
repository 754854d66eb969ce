//! The parts of a pattern.

/// A part of a pattern, in the order of the text.
#[derive(Debug)]
#[cfg_attr(
    not(feature = "strict"),
    expect(dead_code, reason = "only the engine reads it")
)]
pub(super) enum Token<'p> {
    /// `(`
    Open,
    /// `)`
    Close,
    /// `|`
    Or,
    /// The least and the greatest number of repetitions of what is before, as it is written: in
    /// digits, of which there may be any number.
    Repeat(&'p str, Option<&'p str>),
    /// `.`
    Any,
    Character(char),
    Set(Set<'p>),
    /// A class in brackets, followed by the one that is subtracted from it, and so on.
    Class(Vec<Group<'p>>),
}

/// The part of a class that has no other class in it.
#[derive(Debug)]
#[cfg_attr(
    not(feature = "strict"),
    expect(dead_code, reason = "only the engine reads it")
)]
pub(super) struct Group<'p> {
    pub(super) is_negated: bool,
    pub(super) items: Vec<Item<'p>>,
}

/// An item of a class.
#[derive(Debug, Clone, Copy)]
#[cfg_attr(
    not(feature = "strict"),
    expect(dead_code, reason = "only the engine reads it")
)]
pub(super) enum Item<'p> {
    Range(char, char),
    Set(Set<'p>),
}

/// The characters that an escape stands for.
#[derive(Debug, Clone, Copy)]
#[cfg_attr(
    not(feature = "strict"),
    expect(dead_code, reason = "only the engine reads it")
)]
pub(super) struct Set<'p> {
    pub(super) kind: Kind<'p>,
    pub(super) is_negated: bool,
}

#[derive(Debug, Clone, Copy)]
#[cfg_attr(
    not(feature = "strict"),
    expect(dead_code, reason = "only the engine reads it")
)]
pub(super) enum Kind<'p> {
    /// `\s`
    Space,
    /// `\i`
    NameStart,
    /// `\c`
    NameCharacter,
    /// `\d`
    Digit,
    /// `\w`
    Word,
    /// A category of Unicode.
    Category(&'p str),
    /// A block of Unicode, by its first and last character; `None` if it has surrogates, which no
    /// text has.
    Block(Option<(char, char)>),
}
