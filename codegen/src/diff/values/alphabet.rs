//! The characters that patterns tell apart, as the letters of a small alphabet.
//!
//! A class of Unicode has thousands of characters, and an automaton over their bytes is large. But
//! all characters that are in the same classes of some patterns are the same to these.

use std::cmp::Ordering;
use std::collections::{BTreeSet, HashMap};

use regex_syntax::hir::{Class, ClassBytes, ClassBytesRange, Hir, HirKind, Repetition};

/// The first and last characters of the ranges of a class.
type Ranges = Vec<(char, char)>;

/// The characters that some patterns tell apart. A letter is a byte.
#[derive(Debug)]
pub(super) struct Alphabet {
    /// A character for each letter.
    characters: Vec<char>,
    /// The letters of each class.
    classes: HashMap<Ranges, Vec<u8>>,
    /// The letters, those first that people read best.
    letters: Vec<u8>,
}

impl Alphabet {
    /// Returns the alphabet of patterns; `None` if they tell too many characters apart.
    pub(super) fn new(expressions: &[&Hir]) -> Option<Self> {
        let mut classes = BTreeSet::new();
        for expression in expressions {
            add_classes(expression, &mut classes);
        }
        // Where a class starts or ends, the characters are others.
        let mut starts = BTreeSet::from([0]);
        for (start, end) in classes.iter().flatten() {
            starts.extend([u32::from(*start), u32::from(*end) + 1]);
        }
        let characters = starts.into_iter().map(|start| match start {
            // There are no characters between, and those behind are the same as those before.
            0xd800..=0xdfff => Some('\u{e000}'),
            start => char::from_u32(start),
        });
        let mut kinds: HashMap<Vec<bool>, u8> = HashMap::new();
        let mut alphabet = Self {
            characters: Vec::new(),
            classes: HashMap::new(),
            letters: Vec::new(),
        };
        for character in readable().chain(characters.flatten()) {
            let kind: Vec<bool> = classes
                .iter()
                .map(|class| is_in(character, class))
                .collect();
            if kinds.contains_key(&kind) {
                continue;
            }
            let letter = u8::try_from(alphabet.characters.len()).ok()?;
            alphabet.characters.push(character);
            alphabet.letters.push(letter);
            for (class, is_in) in classes.iter().zip(&kind) {
                let letters = alphabet.classes.entry(class.clone()).or_default();
                letters.extend(is_in.then_some(letter));
            }
            kinds.insert(kind, letter);
        }
        Some(alphabet)
    }

    /// Returns the letters, those first that people read best.
    pub(super) fn letters(&self) -> impl Iterator<Item = u8> + use<> {
        self.letters.clone().into_iter()
    }

    /// Returns a character of a letter.
    pub(super) fn character(&self, letter: u8) -> char {
        self.characters[usize::from(letter)]
    }

    /// Returns a pattern in this alphabet.
    pub(super) fn rewritten(&self, expression: &Hir) -> Hir {
        match expression.kind() {
            HirKind::Empty | HirKind::Look(_) => expression.clone(),
            HirKind::Literal(literal) => {
                let text = String::from_utf8_lossy(&literal.0);
                Hir::concat(text.chars().map(|c| self.class(&[(c, c)])).collect())
            }
            HirKind::Class(class) => self.class(&ranges(class)),
            HirKind::Repetition(repetition) => Hir::repetition(Repetition {
                sub: Box::new(self.rewritten(&repetition.sub)),
                ..*repetition
            }),
            HirKind::Capture(capture) => self.rewritten(&capture.sub),
            HirKind::Concat(all) => {
                Hir::concat(all.iter().map(|one| self.rewritten(one)).collect())
            }
            HirKind::Alternation(all) => {
                Hir::alternation(all.iter().map(|one| self.rewritten(one)).collect())
            }
        }
    }

    fn class(&self, class: &[(char, char)]) -> Hir {
        let letters = self.classes.get(class).into_iter().flatten();
        let ranges = letters.map(|&letter| ClassBytesRange::new(letter, letter));
        Hir::class(Class::Bytes(ClassBytes::new(ranges)))
    }
}

/// Characters that people read, those first that they read best.
fn readable() -> impl Iterator<Item = char> {
    let words = ('0'..='9').chain('A'..='Z').chain('a'..='z');
    words.chain('!'..='~').chain([' '])
}

/// Returns the first and last characters of the ranges of a class.
fn ranges(class: &Class) -> Ranges {
    match class {
        Class::Unicode(class) => {
            let ranges = class.ranges().iter();
            ranges.map(|range| (range.start(), range.end())).collect()
        }
        Class::Bytes(class) => {
            let ranges = class.ranges().iter();
            let ends = |range: &ClassBytesRange| (range.start().into(), range.end().into());
            ranges.map(ends).collect()
        }
    }
}

fn is_in(character: char, class: &[(char, char)]) -> bool {
    let place = class.binary_search_by(|&(start, end)| match character {
        _ if end < character => Ordering::Less,
        _ if start > character => Ordering::Greater,
        _ => Ordering::Equal,
    });
    place.is_ok()
}

fn add_classes(expression: &Hir, classes: &mut BTreeSet<Ranges>) {
    match expression.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => {
            let text = String::from_utf8_lossy(&literal.0);
            classes.extend(text.chars().map(|c| vec![(c, c)]));
        }
        HirKind::Class(class) => {
            classes.insert(ranges(class));
        }
        HirKind::Repetition(repetition) => add_classes(&repetition.sub, classes),
        HirKind::Capture(capture) => add_classes(&capture.sub, classes),
        HirKind::Concat(all) | HirKind::Alternation(all) => {
            all.iter().for_each(|one| add_classes(one, classes));
        }
    }
}
