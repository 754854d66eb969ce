//! The fields and the attributes of a shape, listed one by one or written as a content model.

use super::Kind;
use super::field::{Attribute, Field, Term};
use super::words::{self, Word};

/// The fields or the attributes of a shape: as words of its model, or else listed.
#[derive(Debug)]
pub(crate) struct List<T: 'static> {
    model: &'static str,
    /// They stay words: to make a [`Field`] of each costs the compiler far more.
    words: &'static [Word],
    listed: &'static [T],
}

/// A field, and how often it occurs.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Particle {
    pub(crate) local: &'static str,
    pub(crate) min: u32,
    pub(crate) max: u32,
    /// All else that there is to say. Its own name and occurrence don't count.
    pub(crate) field: &'static Field,
}

impl<T> List<T> {
    pub(crate) const fn of(listed: &'static [T]) -> Self {
        Self {
            model: "",
            words: &[],
            listed,
        }
    }

    pub(super) const fn of_words(model: &'static str, words: &'static [Word]) -> Self {
        Self {
            model,
            words,
            listed: &[],
        }
    }

    #[inline]
    pub(crate) const fn len(&self) -> usize {
        self.words.len() + self.listed.len()
    }

    pub(crate) const fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl List<Field> {
    /// Returns the field of this number.
    #[inline]
    pub(crate) fn at(&self, number: usize) -> Particle {
        match self.words.get(number) {
            Some(word) => Particle::of_word(*word, self.model),
            None => Particle::of_field(&self.listed[number]),
        }
    }

    pub(crate) fn first(&self) -> Option<Particle> {
        (!self.is_empty()).then(|| self.at(0))
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = Particle> + Clone + use<> {
        let model = self.model;
        let words = self.words.iter();
        let words = words.map(move |word| Particle::of_word(*word, model));
        words.chain(self.listed.iter().map(Particle::of_field))
    }
}

impl List<Attribute> {
    /// Returns the attribute of this number.
    #[inline]
    pub(crate) fn at(&self, number: usize) -> Attribute {
        match self.words.get(number) {
            Some(word) => words::attribute(*word, self.model),
            None => self.listed[number],
        }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = Attribute> + use<> {
        let model = self.model;
        let words = self.words.iter();
        let words = words.map(move |word| words::attribute(*word, model));
        words.chain(self.listed.iter().copied())
    }
}

impl Particle {
    #[inline]
    fn of_word(word: Word, model: &'static str) -> Self {
        const PLAIN: &Field = &Field::one("");
        let (min, max) = words::occurrence(word);
        Self {
            local: words::name(word, model),
            min,
            max,
            field: PLAIN,
        }
    }

    #[inline]
    fn of_field(field: &'static Field) -> Self {
        Self {
            local: field.local,
            min: field.min,
            max: field.max,
            field,
        }
    }

    pub(crate) fn term(&self) -> &'static Term {
        &self.field.term
    }

    /// What messages call it: its name, or that of what a group begins with.
    pub(crate) fn told(&self) -> &'static str {
        match self.term() {
            Term::Element => self.local,
            Term::Group(group) => group.fields.first().map_or("nothing", |field| field.told()),
            Term::Any(_) => "another element",
        }
    }

    /// Whether nothing at all may stand for it.
    pub(super) fn may_be_empty(&self) -> bool {
        self.min == 0
            || match self.term() {
                Term::Group(group) if group.kind == Kind::Choice => {
                    group.empty_branch.is_some()
                        || group.fields.iter().any(|field| field.may_be_empty())
                }
                Term::Group(group) => group.fields.iter().all(|field| field.may_be_empty()),
                Term::Element | Term::Any(_) => false,
            }
    }

    /// Whether it is a group in which something repeats.
    pub(crate) fn repeats_within(&self) -> bool {
        match self.term() {
            Term::Group(group) => group.fields.iter().any(|field| field.max > 1),
            Term::Element | Term::Any(_) => false,
        }
    }
}
