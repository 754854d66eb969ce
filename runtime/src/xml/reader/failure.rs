//! The first error, which the reader keeps until its driver takes it.
//!
//! Codecs give a value in any case, so that a type's `read` is nothing but the list of its fields.
//! After an error each visit ends at once with a value that nobody sees: `None`, no items, the
//! [placeholder](crate::xml::Simple::placeholder) of a simple type, the branch of a choice that
//! [its shape names](crate::xml::Shape::placeholder_branch). Whoever began to read gets the error
//! instead of the value.

use super::{GroupState, Reader};
use crate::xml::Error;
use crate::xml::content::Codec;

impl Reader<'_> {
    /// Gives up: what is being read is wrong in this way. The first error counts.
    #[cold]
    pub fn fail(&mut self, error: Error) {
        self.error.get_or_insert(error);
    }

    /// Whether reading has failed, so that values no longer matter.
    #[inline]
    pub(crate) fn has_failed(&self) -> bool {
        self.error.is_some()
    }

    /// Reads by a function that may fail. Returns `None` if it does, or if reading has failed
    /// before.
    #[inline]
    pub fn attempt<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T, Error>) -> Option<T> {
        if self.has_failed() {
            return None;
        }
        match read(self) {
            Ok(value) => Some(value),
            Err(error) => {
                self.fail(error);
                None
            }
        }
    }

    /// Returns a value that codecs have read, or the error that they met.
    #[inline]
    pub(super) fn settled<T>(&mut self, value: T) -> Result<T, Error> {
        match self.error.take() {
            None => Ok(value),
            Some(error) => Err(error),
        }
    }

    /// Gives up, and returns a value for the place of the one that can't be read.
    #[cold]
    pub(super) fn give_up<T, C: Codec<T>>(&mut self, error: Error, codec: &C) -> T {
        self.fail(error);
        self.instead(codec)
    }

    /// Returns a value for the place of one that isn't read any more.
    #[cold]
    pub(super) fn instead<T, C: Codec<T>>(&mut self, codec: &C) -> T {
        let outer = std::mem::replace(&mut self.group, GroupState::new(codec.shape(), None));
        let value = codec.read(self);
        self.group = outer;
        value
    }

    /// Reads by a codec whose errors must not show the text of a value.
    pub(crate) fn secretly<T>(&mut self, read: impl FnOnce(&mut Self) -> T) -> T {
        if self.has_failed() {
            return read(self);
        }
        let value = read(self);
        self.place_error(|error| error.redacted_if(true));
        value
    }

    /// Adds to the error, if there is one: a step of its path, say.
    #[inline]
    pub(super) fn place_error(&mut self, place: impl FnOnce(Error) -> Error) {
        if let Some(error) = self.error.take() {
            self.error = Some(place(error));
        }
    }
}
