//! Simple values, and text.

use super::Writer;
use crate::xml::codec::{Item, TextCodec};
use crate::xml::simple::Simple;

impl Writer {
    /// The text of an element that has attributes as well.
    pub fn value<T: Simple>(&mut self, value: &T) {
        self.value_as(value, Item);
    }

    /// [`value`](Self::value) by a codec.
    pub fn value_as<T, C: TextCodec<T>>(&mut self, value: &T, codec: C) {
        self.simple_as(value, &codec);
        self.review_value(C::FACETS);
    }

    /// [`value`](Self::value) of an element that may be nil.
    pub fn nillable_value<T: Simple>(&mut self, value: &Option<T>) {
        self.nillable_value_as(value, Item);
    }

    /// [`nillable_value`](Self::nillable_value) by a codec.
    pub fn nillable_value_as<T, C: TextCodec<T>>(&mut self, value: &Option<T>, codec: C) {
        match value {
            Some(value) => self.value_as(value, codec),
            None => self.nil(),
        }
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
