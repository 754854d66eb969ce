//! Content models: which elements of a type may be there together.
//!
//! Fields don't tell that. `b?, c?` and `(b, c)?` are the same two fields, but a request with `b`
//! alone is valid by the first only. A content model becomes a pattern over characters, one for each
//! name, and the decision is that on patterns of simple types. How often an element occurs is told
//! by itself, so a pattern has only whether it must be there, and whether it repeats.

use std::collections::HashMap;

use crate::qname::QName;
use crate::schema::components::{
    Compositor, Content, GroupId, Particle, Schema, Term, Type, TypeKind,
};

use super::values::{Found, Languages};

/// A content model, or a part of one.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ContentModel {
    pub(super) term: ModelTerm,
    pub(super) is_optional: bool,
    pub(super) is_repeated: bool,
}

/// What a part of a content model is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum ModelTerm {
    /// An element of this name.
    Element(String),
    /// An element that a wildcard admits.
    Any,
    Sequence(Vec<ContentModel>),
    Choice(Vec<ContentModel>),
    /// Each part, in any order.
    All(Vec<ContentModel>),
}

impl ContentModel {
    /// Returns the content model of a type, if its content is elements; `name` gives their names.
    pub(super) fn of(ty: &Type, schema: &Schema, name: &impl Fn(&QName) -> String) -> Option<Self> {
        let TypeKind::Complex(complex) = &ty.kind else {
            return None;
        };
        match &complex.content {
            Content::Elements(particle) => Self::part(particle, schema, name, &mut Vec::new()),
            _ => None,
        }
    }

    /// Returns the part for a particle; `around` are the named groups that it is in.
    fn part(
        particle: &Particle,
        schema: &Schema,
        name: &impl Fn(&QName) -> String,
        around: &mut Vec<GroupId>,
    ) -> Option<Self> {
        let group = |compositor, particles: &[Particle], around: &mut Vec<GroupId>| {
            let particles = particles.iter().filter(|one| one.max != Some(0));
            let parts = particles.map(|one| Self::part(one, schema, name, around));
            let parts = parts.collect::<Option<_>>()?;
            Some(match compositor {
                Compositor::Sequence => ModelTerm::Sequence(parts),
                Compositor::Choice => ModelTerm::Choice(parts),
                Compositor::All => ModelTerm::All(parts),
            })
        };
        let term = match &particle.term {
            Term::Element(id) => ModelTerm::Element(name(&schema.element(*id).name)),
            Term::Any(_) => ModelTerm::Any,
            Term::Group(compositor, particles) => group(*compositor, particles, around)?,
            Term::Reference(id) if around.contains(id) => return None,
            Term::Reference(id) => {
                let named = schema.group(*id);
                around.push(*id);
                let term = group(named.compositor, &named.particles, around)?;
                around.pop();
                term
            }
        };
        Some(Self {
            term,
            is_optional: particle.min == 0,
            is_repeated: particle.max.is_none_or(|max| max > 1),
        })
    }

    /// Finds content that is valid by this model and not by a newer one: the names of its elements.
    ///
    /// Without groups in either model, the fields tell all. So do models that are too large: their
    /// groups are compared as types, and what is in them as fields.
    pub(super) fn lost(&self, newer: &Self, languages: &Languages) -> Option<Vec<String>> {
        if self == newer || self.is_flat() && newer.is_flat() {
            return None;
        }
        let mut characters = Characters::default();
        let older = characters.pattern(self, false)?;
        let newer = characters.pattern(newer, true)?;
        match languages.find(&[older], &[vec![newer]]) {
            Found::Text(text) => Some(text.chars().map(|c| characters.name(c)).collect()),
            Found::Nothing | Found::TooLarge => None,
        }
    }

    /// Whether it is one element after another.
    fn is_flat(&self) -> bool {
        let is_single = |part: &Self| matches!(part.term, ModelTerm::Element(_) | ModelTerm::Any);
        match &self.term {
            ModelTerm::Sequence(parts) | ModelTerm::All(parts) => {
                !self.is_optional && !self.is_repeated && parts.iter().all(is_single)
            }
            _ => false,
        }
    }

    /// Returns the name of its first element.
    fn first(&self) -> Option<&str> {
        match &self.term {
            ModelTerm::Element(name) => Some(name),
            ModelTerm::Any => None,
            ModelTerm::Sequence(parts) | ModelTerm::Choice(parts) | ModelTerm::All(parts) => {
                parts.iter().find_map(Self::first)
            }
        }
    }
}

/// The characters that stand for names.
#[derive(Default)]
struct Characters {
    known: HashMap<String, char>,
}

/// The character that stands for an element of a wildcard.
const ANY: char = '*';

impl Characters {
    fn character(&mut self, name: &str) -> Option<char> {
        // Characters for private use mean nothing in a pattern.
        const FIRST: u32 = 0xe000;
        const LAST: u32 = 0xf8ff;
        if let Some(known) = self.known.get(name) {
            return Some(*known);
        }
        let number = FIRST + u32::try_from(self.known.len()).ok()?;
        let character = char::from_u32(number).filter(|_| number <= LAST)?;
        self.known.insert(name.to_owned(), character);
        Some(character)
    }

    fn name(&self, character: char) -> String {
        let mut known = self.known.iter();
        let found = known.find(|(_, one)| **one == character);
        found.map_or_else(|| "*".to_owned(), |(name, _)| name.clone())
    }

    /// Returns the pattern of a model. Older bindings write the elements of `xs:all` in the order of
    /// their schema, so a newer model has them in that order, in which they became known.
    fn pattern(&mut self, model: &ContentModel, is_newer: bool) -> Option<String> {
        let term = match &model.term {
            ModelTerm::Element(name) => self.character(name)?.to_string(),
            ModelTerm::Any => format!("\\{ANY}"),
            ModelTerm::Sequence(parts) => self.patterns(parts.iter(), is_newer)?.concat(),
            ModelTerm::Choice(parts) => self.patterns(parts.iter(), is_newer)?.join("|"),
            ModelTerm::All(parts) => {
                let mut parts: Vec<&ContentModel> = parts.iter().collect();
                if is_newer {
                    parts.sort_by_key(|part| self.known.get(part.first()?));
                }
                self.patterns(parts.into_iter(), is_newer)?.concat()
            }
        };
        let occurs = match (model.is_optional, model.is_repeated) {
            (false, false) => "",
            (true, false) => "?",
            (false, true) => "+",
            (true, true) => "*",
        };
        Some(format!("({term}){occurs}"))
    }

    fn patterns<'p>(
        &mut self,
        parts: impl Iterator<Item = &'p ContentModel>,
        is_newer: bool,
    ) -> Option<Vec<String>> {
        parts.map(|part| self.pattern(part, is_newer)).collect()
    }
}
