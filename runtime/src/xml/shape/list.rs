//! The fields of a shape, listed one by one or written as a content model.

use super::Kind;
use super::field::{Field, Term, UNBOUNDED};

/// The fields of a shape.
#[derive(Debug, Clone, Copy)]
pub(crate) enum FieldList {
    /// Names as [`Shape::model`](super::Shape::model) takes them. They stay as they are: to make a [`Field`] of each costs
    /// the compiler far more.
    Model(&'static [&'static str]),
    Listed(&'static [Field]),
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

impl FieldList {
    #[inline]
    pub(crate) const fn len(&self) -> usize {
        match self {
            Self::Model(models) => models.len(),
            Self::Listed(fields) => fields.len(),
        }
    }

    pub(crate) const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the field of this number.
    #[inline]
    pub(crate) fn at(&self, number: usize) -> Particle {
        match self {
            Self::Model(models) => Particle::of_model(models[number]),
            Self::Listed(fields) => Particle::of_field(&fields[number]),
        }
    }

    pub(crate) fn first(&self) -> Option<Particle> {
        (!self.is_empty()).then(|| self.at(0))
    }

    pub(crate) fn iter(self) -> impl Iterator<Item = Particle> + Clone {
        (0..self.len()).map(move |number| self.at(number))
    }
}

impl Particle {
    #[inline]
    fn of_model(model: &'static str) -> Self {
        const PLAIN: &Field = &Field::one("");
        let (min, max) = match model.as_bytes().last() {
            Some(b'?') => (0, 1),
            Some(b'*') => (0, UNBOUNDED),
            Some(b'+') => (1, UNBOUNDED),
            _ => (1, 1),
        };
        let local = match (min, max) {
            (1, 1) => model,
            _ => &model[..model.len() - 1],
        };
        Self {
            local,
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
