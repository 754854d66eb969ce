//! The fields of a type, in the order of its shape.

use super::place::Place;
use super::{At, Reader};
use crate::value::Nillable;
use crate::xml::codec::Nil;
use crate::xml::content::{Codec, Content, Own};
use crate::xml::shape::{Particle, Shape, Term, UNBOUNDED};
use crate::xml::{Error, ErrorKind};

impl Reader<'_> {
    /// The next field, which occurs exactly once.
    pub fn one<T: Content>(&mut self) -> T {
        self.one_as(Own)
    }

    /// The next field, which may be absent.
    pub fn optional<T: Content>(&mut self) -> Option<T> {
        self.optional_as(Own)
    }

    /// The next field, which may be absent or nil.
    pub fn nillable<T: Content>(&mut self) -> Nillable<T> {
        self.nillable_as(Own)
    }

    /// The next field, which may repeat.
    pub fn many<T: Content>(&mut self) -> Vec<T> {
        self.many_as(Own)
    }

    /// [`one`](Self::one) by a codec.
    pub fn one_as<T, C: Codec<T>>(&mut self, codec: C) -> T {
        if self.has_failed() {
            return self.instead(&codec);
        }
        let particle = self.next_particle();
        let value = match self.is_at(particle, codec.shape()) {
            Ok(is_there) if is_there || self.may_be_empty(particle) => {
                self.occurrence(particle, 0, &codec)
            }
            Ok(_) if codec.is_nillable() && (!self.strict || self.encoded.is_some()) => {
                self.note_absent();
                self.absent(&codec)
            }
            Ok(_) => {
                let error = self.missing(particle);
                self.give_up(error, &codec)
            }
            Err(error) => self.give_up(error, &codec),
        };
        self.group.cursor += 1;
        value
    }

    /// [`optional`](Self::optional) by a codec.
    pub fn optional_as<T, C: Codec<T>>(&mut self, codec: C) -> Option<T> {
        if self.has_failed() {
            return None;
        }
        let particle = self.next_particle();
        let value = match self.finds(particle, &codec) {
            Ok(true) => Some(self.occurrence(particle, 0, &codec)),
            Ok(false) => None,
            Err(error) => {
                self.fail(error);
                None
            }
        };
        self.group.cursor += 1;
        value
    }

    /// Notes that the field at the cursor is absent.
    fn note_absent(&mut self) {
        let absent = (self.group.shape, self.group.cursor);
        self.element.absent.get_or_insert(absent);
    }

    /// Goes to the value of a field that may be absent, if it is there.
    #[inline]
    fn finds<T, C: Codec<T>>(&mut self, particle: Particle, codec: &C) -> Result<bool, Error> {
        if !self.is_at(particle, codec.shape())? {
            if particle.field.is_part {
                self.note_absent();
            }
            return Ok(false);
        }
        let is_passed = match codec.drops_nil() {
            true => self.pass_dropped(particle)?,
            // A tree keeps that it is nil.
            false => self.pass_nil(particle, codec.is_nillable() || codec.shape().is_tree())?,
        };
        Ok(!is_passed)
    }

    /// [`nillable`](Self::nillable) by a codec.
    pub fn nillable_as<T, C: Codec<T>>(&mut self, codec: C) -> Nillable<T> {
        match self.optional_as(Nil(codec)) {
            None => Nillable::Absent,
            Some(None) => Nillable::Nil,
            Some(Some(value)) => Nillable::Value(value),
        }
    }

    /// [`many`](Self::many) by a codec.
    pub fn many_as<T, C: Codec<T>>(&mut self, codec: C) -> Vec<T> {
        let mut values = Vec::new();
        self.attempt(|r| r.add_items(&codec, &mut values));
        values
    }

    /// Reads the occurrences of the next field.
    fn add_items<T, C: Codec<T>>(&mut self, codec: &C, values: &mut Vec<T>) -> Result<(), Error> {
        let particle = self.next_particle();
        // Items that are nil and dropped are occurrences all the same.
        let mut dropped = 0;
        loop {
            let is_full = particle.max != UNBOUNDED
                && values.len().saturating_add(dropped) >= particle.max as usize;
            if is_full && (self.strict || !self.is_own(particle)?) {
                break;
            }
            if !self.is_at(particle, codec.shape())? {
                break;
            }
            if codec.drops_nil() && self.pass_dropped(particle)? {
                dropped += 1;
                continue;
            }
            values.push(self.occurrence(particle, values.len() + dropped + 1, codec));
            if self.has_failed() {
                return Ok(());
            }
        }
        if self.strict && values.len() + dropped < particle.min as usize {
            if !self.may_be_empty(particle) {
                return Err(self.missing(particle));
            }
            // An occurrence that is empty is one as well, where the group allows that. What repeats
            // within may be that of several.
            if values.is_empty() || !particle.repeats_within() {
                self.occurrence(particle, values.len() + 1, codec);
            }
        }
        self.group.cursor += 1;
        Ok(())
    }

    /// Whether the next child can belong to no field but the one at the cursor, even if the schema
    /// allows no further occurrence of it. A vector holds any number.
    #[cold]
    fn is_own(&mut self, particle: Particle) -> Result<bool, Error> {
        let (shape, cursor) = (self.group.shape, self.group.cursor);
        // The occurrence of a group around it may end here, and another begin.
        if !std::ptr::eq(shape, self.element.shape) {
            return Ok(false);
        }
        let mut others = (0..shape.fields.len()).filter(|at| *at != cursor);
        if self.element.index.is_some() {
            let is_any = |at| matches!(shape.fields.at(at).term(), Term::Any(_));
            return Ok(!matches!(particle.term(), Term::Any(_)) || !others.any(is_any));
        }
        if self.place()? != Some(Place::Field(cursor)) {
            return Ok(false);
        }
        let (namespace, local) = self.child_name();
        if others.any(|at| shape.admits(shape.fields.at(at), namespace, local)) {
            self.group.at = None;
            return Ok(false);
        }
        Ok(true)
    }

    /// Returns which field of a choice is there. That field is read next.
    pub fn branch(&mut self) -> usize {
        let shape = self.group.shape;
        match self.attempt(|r| r.find_branch(shape)) {
            Some(branch) => {
                self.group.cursor = branch;
                branch
            }
            None => shape.placeholder,
        }
    }

    fn find_branch(&mut self, shape: &Shape) -> Result<usize, Error> {
        let found = if self.element.index.is_some() {
            (0..shape.fields.len()).find(|&at| self.indexed(shape.fields.at(at)))
        } else {
            match self.place()? {
                Some(Place::Field(at)) => Some(at),
                _ => None,
            }
        };
        found.or(shape.empty_branch).ok_or_else(|| {
            let expected: Vec<&str> = shape.fields.iter().map(|field| field.told()).collect();
            Error::new(ErrorKind::Missing(format!(
                "one of {}",
                expected.join(", ")
            )))
            .at(self.offset())
        })
    }

    /// Passes over the child at hand if it is nil although only a value may be. Servers write that
    /// for an absent element: in SOAP encoding both are the same, elsewhere the schema forbids it.
    #[inline]
    fn pass_nil(&mut self, particle: Particle, keeps_nil: bool) -> Result<bool, Error> {
        if keeps_nil
            || self.strict && self.encoded.is_none()
            || !matches!(particle.term(), Term::Element)
        {
            return Ok(false);
        }
        let is_nil = self.says_nil(self.parser.tag())?;
        if is_nil {
            self.at = At::Inside;
            self.group.at = None;
            self.parser.skip()?;
        }
        Ok(is_nil)
    }

    /// Passes over the child at hand if it is nil, which the schema allows and the Rust type has no
    /// value for.
    fn pass_dropped(&mut self, particle: Particle) -> Result<bool, Error> {
        let is_nil = self.says_nil(self.parser.tag())?;
        if is_nil {
            self.take_child();
            self.field = Some(particle.field);
            self.pass_empty()
                .map_err(|error| step(error, particle, 0))?;
        }
        Ok(is_nil)
    }

    #[inline]
    fn next_particle(&self) -> Particle {
        self.group.shape.fields.at(self.group.cursor)
    }

    /// Reads one occurrence of a field; `number` counts those of a repeated one from 1.
    fn occurrence<T, C: Codec<T>>(&mut self, particle: Particle, number: usize, codec: &C) -> T {
        if let Term::Group(_) = particle.term() {
            return self.group_content(codec);
        }
        self.take_child();
        self.field = Some(particle.field);
        // Of what a wildcard admits, the declaration tells.
        if self.strict && !matches!(particle.term(), Term::Any(_)) {
            self.attempt(|r| r.check_nil(codec.is_nillable()));
        }
        let value = self.element_content(codec);
        self.parser.forget_leaf();
        self.place_error(|error| step(error, particle, number));
        value
    }

    /// Makes the child that [`is_at`](Self::is_at) has found the element at hand.
    #[inline]
    fn take_child(&mut self) {
        self.at = At::Element;
        self.group.at = None;
    }

    /// Whether a field need not be there although it must occur: a group that may be empty.
    fn may_be_empty(&self, particle: Particle) -> bool {
        matches!(particle.term(), Term::Group(_))
    }
}

/// Adds the field in which an error arose to its path.
#[cold]
fn step(error: Error, particle: Particle, number: usize) -> Error {
    let name = match particle.term() {
        Term::Any(_) => "*",
        _ => particle.local,
    };
    match number {
        0 => error.within(name),
        number => error.within(format!("{name}[{number}]")),
    }
}
