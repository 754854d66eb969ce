//! The children of an element by name, for elements whose children come in an order of their own.

use std::collections::{HashMap, VecDeque};

use super::Error;
use super::parser::Parser;
use super::shape::{Particle, Shape, Term};

/// Where the children of an element begin.
#[derive(Debug, Default)]
pub(crate) struct Index {
    /// The children that fields name: by namespace and local name, offsets in document order.
    named: HashMap<(String, String), VecDeque<usize>>,
    /// The others that a wildcard admits, with their namespaces.
    others: VecDeque<(String, usize)>,
    /// The first child that the shape does not know.
    unknown: Option<usize>,
    /// Whether an unknown child has the local name of a field, in another namespace.
    has_near_miss: bool,
    /// Where the end tag ends.
    end: usize,
}

/// Gives the name, namespace and local, by which a shape knows a child; it is told whether all children before it were
/// unknown.
pub(crate) type KnownAs<'k> = dyn for<'n> Fn(Name<'n>, bool) -> Name<'n> + 'k;

type Name<'n> = (&'n str, &'n str);

impl Index {
    /// Reads through the children of the element just started, which stays open. Of those that the shape does
    /// not know, the first is remembered for Strict.
    pub(crate) fn build(
        parser: &mut Parser<'_>,
        shape: &Shape,
        known_as: &KnownAs<'_>,
    ) -> Result<Self, Error> {
        let mut index = Self::default();
        index.end = parser.survey(|parser| {
            let tag = parser.tag();
            let is_first = index.named.is_empty();
            let (namespace, local) = known_as((parser.namespace(tag), tag.local), is_first);
            if shape.names(namespace, local) {
                let key = (namespace.to_owned(), local.to_owned());
                index.named.entry(key).or_default().push_back(tag.offset);
            } else if shape.contains(namespace, local) {
                index.others.push_back((namespace.to_owned(), tag.offset));
            } else {
                index.unknown.get_or_insert(tag.offset);
                index.has_near_miss |= shape.namespace_by_local(local).is_some();
            }
        })?;
        Ok(index)
    }

    /// Whether a child is left that the particle admits.
    pub(crate) fn has(&self, shape: &Shape, particle: Particle) -> bool {
        match particle.term() {
            Term::Element => self
                .named
                .get(&key(shape, particle))
                .is_some_and(|offsets| !offsets.is_empty()),
            Term::Group(group) => group.fields.iter().any(|within| self.has(group, within)),
            Term::Any(wildcard) => self
                .others
                .iter()
                .any(|(namespace, _)| wildcard.admits(namespace)),
        }
    }

    /// Takes the first child left that the particle admits.
    pub(crate) fn take(&mut self, shape: &Shape, particle: Particle) -> Option<usize> {
        match particle.term() {
            Term::Element => self.named.get_mut(&key(shape, particle))?.pop_front(),
            Term::Group(_) => None,
            Term::Any(wildcard) => {
                let at = self
                    .others
                    .iter()
                    .position(|(namespace, _)| wildcard.admits(namespace))?;
                self.others.remove(at).map(|(_, offset)| offset)
            }
        }
    }

    /// The first child that no field has taken.
    pub(crate) fn first_left(&self) -> Option<usize> {
        let named = self.named.values().filter_map(VecDeque::front);
        named
            .chain(self.others.iter().map(|(_, offset)| offset))
            .min()
            .copied()
    }

    /// The first child that the shape does not know.
    pub(crate) fn unknown(&self) -> Option<usize> {
        self.unknown
    }

    /// Whether an unknown child has the local name of a field, in another namespace.
    pub(crate) fn has_near_miss(&self) -> bool {
        self.has_near_miss
    }

    /// Where the end tag ends.
    pub(crate) fn end(&self) -> usize {
        self.end
    }
}

fn key(shape: &Shape, particle: Particle) -> (String, String) {
    (
        shape.namespace_of(particle).to_owned(),
        particle.local.to_owned(),
    )
}
