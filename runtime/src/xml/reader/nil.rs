//! Elements that are nil, and absent ones that count as nil.

use super::{At, Reader};
use crate::xml::Error;
use crate::xml::content::Codec;
use crate::xml::namespaces::XSI_NAMESPACE;
use crate::xml::parser::Tag;
use crate::xml::shape::{Kind, Shape};

impl<'a> Reader<'a> {
    /// Passes over the element at hand if it is nil, with nothing else about it that a value of
    /// this shape would keep; returns whether it is.
    pub(crate) fn nil(&mut self, shape: &Shape) -> bool {
        let is_nil = self.attempt(|r| {
            let is_nil = r.is_nil(shape)?;
            if is_nil {
                r.pass_empty()?;
            }
            Ok(is_nil)
        });
        is_nil.unwrap_or(true)
    }

    fn is_nil(&mut self, shape: &Shape) -> Result<bool, Error> {
        if self.at == At::Absent {
            return Ok(true);
        }
        // A type with fields has its start tag kept with the element, a value is still at hand.
        let Some(tag) = self.tag().or(self.element.tag.as_ref()) else {
            return Ok(false);
        };
        let is_nil = self.says_nil(tag)?;
        if is_nil && self.strict && shape.is_simple() {
            self.check_attributes(shape)?;
        }
        if !is_nil || shape.kind != Kind::Tree {
            return Ok(is_nil);
        }
        // A tree keeps attributes, `xsi:nil` and `xsi:type` among them.
        for attribute in self.parser.attributes(tag) {
            let attribute = attribute?;
            if attribute.namespace != XSI_NAMESPACE || attribute.local == "type" {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Whether a start tag says that its element is nil.
    #[inline]
    pub(super) fn says_nil(&self, tag: &Tag<'a>) -> Result<bool, Error> {
        if !tag.has_attributes() {
            return Ok(false);
        }
        let nil = self.parser.attribute(tag, XSI_NAMESPACE, "nil")?;
        Ok(nil.is_some_and(|nil| matches!(nil.trim(), "true" | "1")))
    }

    /// Passes over a nil element, which has to be empty.
    pub(super) fn pass_empty(&mut self) -> Result<(), Error> {
        if self.at == At::Absent {
            return Ok(());
        }
        let is_read = self.at != At::Element;
        if is_read && self.element.index.is_some() {
            // The index has passed over the content, and knows whether there was any.
            return Ok(());
        }
        self.element.ended |= is_read;
        self.at = At::Inside;
        if self.strict {
            return self.check_empty();
        }
        self.parser.skip()
    }

    /// Reads an element that may be nil and is absent as if it were nil.
    ///
    /// Servers mix the two up, and in SOAP encoding they are the same (SOAP 1.1, section 5.1, rule
    /// 9).
    pub(super) fn absent<T, C: Codec<T>>(&mut self, codec: &C) -> T {
        let at = std::mem::replace(&mut self.at, At::Absent);
        let value = codec.read(self);
        self.at = at;
        value
    }
}
