//! The field of a shape that an element belongs to.

use std::ops::Range;

use super::{At, GroupState, Reader, unexpected};
use crate::xml::Error;
use crate::xml::characters::is_white_space;
use crate::xml::parser::{Prefix, Token};
use crate::xml::shape::{Kind, Particle, Shape, Term};

/// The place of an element in a shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Field(usize),
    /// A field that was passed already.
    Passed,
    /// None of the fields.
    Nowhere,
}

impl Reader<'_> {
    /// Whether the next child belongs to the particle at the cursor, whose values are of this
    /// shape.
    #[inline]
    pub(super) fn is_at(
        &mut self,
        particle: Particle,
        shape: &'static Shape,
    ) -> Result<bool, Error> {
        if self.element.index.is_some() {
            return self.is_at_indexed(particle);
        }
        if self.group.at.is_none() {
            // The common case first: the child is the field at the cursor, and of the shape's
            // namespace.
            let is_element = matches!(particle.term(), Term::Element);
            let is_usual = is_element && particle.field.namespace.is_none();
            if self.at != At::Child {
                if is_usual
                    && !self.element.ended
                    && let Some(prefix) = self.group.prefix
                    && (self.parser).expect(prefix, particle.local, self.may_be_leaf(shape))?
                {
                    self.at = At::Child;
                    return Ok(true);
                }
                if !self.advance()? {
                    return Ok(false);
                }
            }
            let tag = self.parser.tag();
            let group = &self.group;
            if is_element
                && tag.local == particle.local
                && ((is_usual
                    && group
                        .prefix
                        .is_some_and(|prefix| tag.binding == prefix.binding))
                    || self.parser.namespace(tag) == group.shape.namespace_of(particle))
            {
                return Ok(true);
            }
        }
        Ok(self.place()? == Some(Place::Field(self.group.cursor)))
    }

    /// Whether an element of this shape may be read as a whole: nothing but its value is looked at.
    #[inline]
    fn may_be_leaf(&self, shape: &'static Shape) -> bool {
        shape.is_simple() && !self.strict && self.encoded.is_none()
    }

    /// Goes to the next child's start tag; `false` at the end of the element.
    #[inline]
    fn advance(&mut self) -> Result<bool, Error> {
        if self.element.ended {
            return Ok(false);
        }
        loop {
            match self.parser.next()? {
                Token::Start => {
                    self.at = At::Child;
                    return Ok(true);
                }
                Token::End => {
                    self.element.ended = true;
                    return Ok(false);
                }
                Token::Text(text) => {
                    if self.strict && !self.admits_text(&text) {
                        return Err(unexpected("an element", "text", self.offset()));
                    }
                }
            }
        }
    }

    #[cold]
    fn admits_text(&self, text: &str) -> bool {
        let shape = self.element.shape;
        shape.kind == Kind::Mixed || is_white_space(text) && !shape.is_empty()
    }

    /// The place of the next child in the shape at hand, `None` at the end of the element. Unknown
    /// elements are passed over.
    pub(super) fn place(&mut self) -> Result<Option<Place>, Error> {
        loop {
            if self.at != At::Child && !self.advance()? {
                return Ok(None);
            }
            if let Some(place) = self.group.at {
                return Ok(Some(place));
            }
            let tag = self.parser.tag();
            let (namespace, local) = self.child_name();
            let place = self.group.find(namespace, local);
            let is_known = place != Place::Nowhere || self.element.shape.contains(namespace, local);
            if is_known {
                self.group.at = Some(place);
                return Ok(Some(place));
            }
            if self.strict {
                return Err(unexpected(
                    "an element of the schema",
                    tag.local,
                    tag.offset,
                ));
            }
            self.element.has_near_miss |= self.element.shape.namespace_by_local(local).is_some();
            self.element.has_unknown = true;
            self.at = At::Inside;
            self.parser.skip()?;
        }
    }

    /// Returns the name that the shape has for the child at hand.
    #[inline]
    pub(super) fn child_name(&self) -> (&str, &str) {
        let tag = self.parser.tag();
        let name = (self.parser.namespace(tag), tag.local);
        match &self.encoded {
            Some(encoded) => {
                let (shape, depth) = (self.element.shape, self.element.depth);
                encoded.known_as(name, shape, depth, self.group.cursor == 0)
            }
            None => name,
        }
    }

    fn is_at_indexed(&mut self, particle: Particle) -> Result<bool, Error> {
        if self.at == At::Child {
            return Ok(true);
        }
        let shape = self.group.shape;
        let Some(index) = &mut self.element.index else {
            return Ok(false);
        };
        if let Term::Group(_) = particle.term() {
            return Ok(index.has(shape, particle));
        }
        let Some(offset) = index.take(shape, particle) else {
            return Ok(false);
        };
        self.parser.seek(offset, self.element.depth);
        self.parser.next()?;
        self.at = At::Child;
        Ok(true)
    }

    pub(super) fn indexed(&self, particle: Particle) -> bool {
        self.element
            .index
            .as_ref()
            .is_some_and(|index| index.has(self.group.shape, particle))
    }
}

impl<'a> GroupState<'a> {
    pub(super) fn new(shape: &'static Shape, prefix: Option<Prefix<'a>>) -> Self {
        Self {
            shape,
            prefix,
            cursor: 0,
            at: None,
        }
    }

    /// The field that an element belongs to: one that it may begin, rather than one that merely has
    /// it.
    pub(super) fn find(&self, namespace: &str, local: &str) -> Place {
        let shape = self.shape;
        let begins = |at: &usize| shape.begins(shape.fields.at(*at), namespace, local);
        let admits = |at: &usize| shape.admits(shape.fields.at(*at), namespace, local);
        let fields = match shape.kind {
            Kind::Choice => 0..shape.fields.len(),
            _ => self.cursor..shape.fields.len(),
        };
        let found = self.nearest(fields.clone(), begins);
        match found.or_else(|| self.nearest(fields.clone(), admits)) {
            Some(at) => Place::Field(at),
            None if (0..fields.start).any(|at| admits(&at)) => Place::Passed,
            None => Place::Nowhere,
        }
    }

    /// The first of these fields that takes an element by its name, unless a wildcard before that
    /// has to be there; else a wildcard.
    fn nearest(&self, fields: Range<usize>, takes: impl Fn(&usize) -> bool) -> Option<usize> {
        let shape = self.shape;
        let is_named = |&at: &usize| !matches!(shape.fields.at(at).term(), Term::Any(_));
        let is_due = |&at: &usize| shape.kind != Kind::Choice && shape.fields.at(at).min > 0;
        let first = fields.clone().find(&takes)?;
        if is_named(&first) || is_due(&first) {
            return Some(first);
        }
        let mut named = fields.filter(is_named);
        Some(named.find(takes).unwrap_or(first))
    }
}
