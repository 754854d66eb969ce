//! An element from its start tag to its end, read again by an index if its children came out of
//! order.

use super::{At, ElementState, GroupState, Reader, unexpected};
use crate::xml::content::{Codec, Content, Own};
use crate::xml::index::Index;
use crate::xml::shape::{Kind, Particle, Shape, Term};
use crate::xml::{Error, ErrorKind};

/// The outcome of leaving an element.
pub(super) enum Left {
    Done,
    /// The fields have to be read once more, by the index.
    Again,
}

impl<'a> Reader<'a> {
    /// Reads the element at hand as a `T`.
    ///
    /// # Errors
    /// The element doesn't fit the type.
    pub fn read<T: Content>(&mut self) -> Result<T, Error> {
        let value = self.content();
        self.settled(value)
    }

    /// [`read`](Self::read) by a codec.
    ///
    /// # Errors
    /// The element doesn't fit the codec.
    pub fn read_as<T, C: Codec<T>>(&mut self, codec: C) -> Result<T, Error> {
        if self.strict {
            self.check_nil(codec.is_nillable())?;
        }
        let value = self.element_content(&codec);
        self.settled(value)
    }

    /// Reads the element at hand as a `T`, within a codec.
    pub fn content<T: Content>(&mut self) -> T {
        self.element_content(&Own)
    }

    /// Reads the element at hand, or the one that it stands for.
    #[inline]
    pub(super) fn element_content<T, C: Codec<T>>(&mut self, codec: &C) -> T {
        if self.has_failed() {
            return self.instead(codec);
        }
        match self.encoded {
            // A tree keeps the name of the element that refers to it.
            Some(_) if codec.shape().kind != Kind::Tree => self.content_elsewhere(codec),
            _ => self.own_content(codec),
        }
    }

    /// Reads the element at hand, which may refer to another one.
    fn content_elsewhere<T, C: Codec<T>>(&mut self, codec: &C) -> T {
        match self.follow() {
            Ok(None) => self.own_content(codec),
            Ok(Some(outside)) => {
                let value = self.own_content(codec);
                let has_succeeded = !self.has_failed();
                if let Err(error) = self.come_back(*outside, has_succeeded) {
                    self.fail(error);
                }
                value
            }
            Err(error) => self.give_up(error, codec),
        }
    }

    #[inline]
    fn own_content<T, C: Codec<T>>(&mut self, codec: &C) -> T {
        let shape = codec.shape();
        match shape.kind {
            Kind::Simple | Kind::Opaque | Kind::Tree | Kind::Derived => codec.read(self),
            Kind::Sequence | Kind::Choice | Kind::Text | Kind::Mixed => {
                if self.strict
                    && let Err(error) = self.begin(shape)
                {
                    return self.give_up(error, codec);
                }
                let outer = self.enter(shape);
                if self.indexed.is_some() && shape.kind == Kind::Sequence && self.may_be_unordered()
                {
                    self.attempt(Self::index_children);
                }
                let value = loop {
                    let value = codec.read(self);
                    match self.leave() {
                        Left::Done => break value,
                        Left::Again => {}
                    }
                };
                if self.strict {
                    let depth = self.element.depth;
                    self.attempt(|r| r.keys.end(depth));
                }
                (self.element, self.group) = outer;
                value
            }
        }
    }

    /// Reads a group, whose elements are children of the element that is being read.
    pub(super) fn group_content<T, C: Codec<T>>(&mut self, codec: &C) -> T {
        let (shape, outer) = (codec.shape(), self.group);
        // The declarations of a child that was read ahead are no measure of those here.
        let prefix = match shape.namespace == outer.shape.namespace {
            true => outer.prefix,
            false => None,
        };
        self.group = GroupState::new(shape, prefix);
        let value = codec.read(self);
        self.group = GroupState { at: None, ..outer };
        value
    }

    pub(super) fn enter(&mut self, shape: &'static Shape) -> (ElementState<'a>, GroupState<'a>) {
        self.parser.open_leaf();
        let inner = ElementState {
            tag: self.tag().copied(),
            shape,
            ended: false,
            start: self.parser.offset(),
            depth: self.parser.depth(),
            attribute: 0,
            index: None,
            has_unknown: false,
            has_near_miss: false,
            absent: None,
        };
        self.at = At::Inside;
        let prefix = match self.group.prefix {
            Some(prefix)
                if shape.is_in_namespace_of(self.group.shape)
                    && prefix.is_of(self.parser.tag()) =>
            {
                Some(prefix)
            }
            _ => self.parser.likely_prefix(shape.namespace),
        };
        (
            std::mem::replace(&mut self.element, inner),
            std::mem::replace(&mut self.group, GroupState::new(shape, prefix)),
        )
    }

    /// Reads the rest of the element, through its end tag.
    pub(super) fn leave(&mut self) -> Left {
        match self.try_leave(self.has_failed()) {
            Ok(Left::Done) => Left::Done,
            Ok(Left::Again) => {
                // A field that was missing may be among those that come now.
                self.error = None;
                Left::Again
            }
            Err(error) => {
                self.error = Some(error);
                Left::Done
            }
        }
    }

    fn try_leave(&mut self, failed: bool) -> Result<Left, Error> {
        let left = self.read_rest(failed)?;
        let Some((shape, number)) = self.element.absent.filter(|_| !failed) else {
            return Ok(left);
        };
        let particle = shape.fields.at(number);
        // A child that no field has read may hold the value. A part can have any name on the wire;
        // another element keeps its local name, and at most its namespace is wrong.
        let may_be_misnamed = match particle.field.is_part {
            true => self.element.has_unknown,
            false => self.element.has_near_miss,
        };
        match left {
            Left::Done if may_be_misnamed => Err(self.missing(particle)),
            left => Ok(left),
        }
    }

    fn read_rest(&mut self, failed: bool) -> Result<Left, Error> {
        // A field that is missing may come later; what else fails will fail again.
        let is_final = failed && self.missing_in.take() != Some(self.element.depth);
        if self.element.ended || is_final {
            return Ok(Left::Done);
        }
        if self.element.index.is_some() {
            return if failed {
                Ok(Left::Done)
            } else {
                self.leave_index()
            };
        }
        // Past the last field: whatever comes is unknown, or came too late.
        self.group = GroupState {
            cursor: self.element.shape.fields.len(),
            at: None,
            ..self.group
        };
        // White space is no content of an element that has to be empty.
        let is_plain = self.at == At::Inside && !(self.strict && self.element.shape.is_empty());
        let next = match is_plain && self.parser.expect_end()? {
            true => None,
            false => self.place()?,
        };
        match next {
            None => {
                self.element.ended = true;
                Ok(Left::Done)
            }
            Some(_) if self.may_be_unordered() => {
                self.parser.seek(self.element.start, self.element.depth);
                self.index_children()?;
                Ok(Left::Again)
            }
            // What was wrong before tells more than what follows from it.
            Some(_) if failed => Ok(Left::Done),
            Some(_) => Err(self.out_of_place()),
        }
    }

    /// Whether the element's children may come in another order than its fields.
    fn may_be_unordered(&self) -> bool {
        let shape = self.element.shape;
        (!self.strict || shape.any_order) && shape.is_unordered()
    }

    /// Reads through the element from its start, so that its fields can be taken in any order.
    fn index_children(&mut self) -> Result<(), Error> {
        // Elements within one another may each be indexed; what that costs in all is bounded.
        const AGAIN: usize = 32;
        let (shape, depth) = (self.element.shape, self.element.depth);
        let encoded = self.encoded.as_deref();
        let index = Index::build(&mut self.parser, shape, &|name, is_first| match encoded {
            Some(encoded) => encoded.known_as(name, shape, depth, is_first),
            None => name,
        })?;
        let indexed = self.indexed.unwrap_or(0) + index.end() - self.element.start;
        self.indexed = Some(indexed);
        if indexed > AGAIN.saturating_mul(self.parser.input().len()) {
            return Err(Error::new(ErrorKind::Limit {
                what: "number of times that elements out of order are read again",
                limit: AGAIN,
            }));
        }
        self.keys.rewind(self.element.depth);
        self.at = At::Inside;
        self.element.ended = false;
        self.element.attribute = 0;
        self.element.has_unknown = index.unknown().is_some();
        self.element.has_near_miss = index.has_near_miss();
        self.element.absent = None;
        self.element.index = Some(Box::new(index));
        self.group = GroupState::new(self.element.shape, self.group.prefix);
        Ok(())
    }

    fn leave_index(&mut self) -> Result<Left, Error> {
        let Some(index) = self.element.index.take() else {
            return Ok(Left::Done);
        };
        let unknown = index.unknown().filter(|_| self.strict);
        if let Some(offset) = index.first_left().or(unknown) {
            self.parser.seek(offset, self.element.depth);
            self.parser.next()?;
            return Err(self.out_of_place());
        }
        self.parser.seek(index.end(), self.element.depth - 1);
        Ok(Left::Done)
    }

    #[cold]
    pub(super) fn missing(&mut self, particle: Particle) -> Error {
        self.missing_in = Some(self.element.depth);
        let name = match particle.term() {
            Term::Any(_) => "an element",
            _ => particle.local,
        };
        Error::new(ErrorKind::Missing(name.to_owned())).at(self.offset())
    }

    #[cold]
    fn out_of_place(&self) -> Error {
        let tag = self.parser.tag();
        unexpected("the end of the element", tag.local, tag.offset)
    }
}
