//! Simple values, and text.

use std::fmt::Debug;

use super::Writer;
use crate::xml::codec::{Item, TextCodec};
use crate::xml::simple::Simple;

impl Writer {
    /// The text of an element that has attributes as well.
    pub fn value<T: Simple>(&mut self, value: &T) {
        self.value_as(value, Item);
    }

    /// [`value`](Self::value) by a codec.
    pub fn value_as<T: Debug, C: TextCodec<T>>(&mut self, value: &T, codec: C) {
        if !self.notes_text(value) {
            self.reviewed_text(value, codec);
        }
    }

    /// [`value`](Self::value) of an element that may be nil.
    pub fn nillable_value<T: Simple>(&mut self, value: &Option<T>) {
        self.nillable_value_as(value, Item);
    }

    /// [`nillable_value`](Self::nillable_value) by a codec.
    pub fn nillable_value_as<T: Debug, C: TextCodec<T>>(&mut self, value: &Option<T>, codec: C) {
        if self.notes_text(value) {
            return;
        }
        match value {
            Some(value) => self.reviewed_text(value, codec),
            None => self.nil(),
        }
    }

    /// Whether the text is noted instead of written.
    #[inline]
    fn notes_text(&mut self, value: &dyn Debug) -> bool {
        let is_noted = self.notes.is_some();
        if is_noted {
            self.note_content("value", value);
        }
        is_noted
    }

    #[inline]
    fn reviewed_text<T, C: TextCodec<T>>(&mut self, value: &T, codec: C) {
        if self.shape.value.is_some() {
            self.expect_fixed();
        }
        self.simple_as(value, &codec);
        self.review_value(C::FACETS);
    }

    /// A simple value as the content of the element opened last.
    #[inline]
    pub fn simple<T: Simple>(&mut self, value: &T) {
        value.declare(self);
        self.close_tag();
        value.format(self);
    }

    pub(crate) fn simple_as<T, C: TextCodec<T>>(&mut self, value: &T, codec: &C) {
        codec.declare(value, self);
        // A fixed value stays in the document, since it is compared there.
        if self.fixed.is_none() && codec.put_beside(value, self) {
            return;
        }
        self.close_tag();
        codec.format(value, self);
    }

    /// Text, escaped as an attribute or the content of an element demands.
    #[inline]
    pub fn text(&mut self, text: &str) {
        if !self.in_attribute && !text.is_empty() {
            self.close_tag();
        }
        self.escape(text, self.in_attribute);
    }

    /// Text in which there is nothing to escape.
    #[inline]
    pub fn plain(&mut self, text: &str) {
        if !self.in_attribute {
            self.close_tag();
        }
        self.out.push_str(text);
    }
}
