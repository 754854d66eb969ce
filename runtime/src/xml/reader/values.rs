//! Simple values, in elements and as the content of types with attributes.

use std::borrow::Cow;

use super::Reader;
use super::validate::Holder;
use crate::xml::builtin::BuiltIn;
use crate::xml::codec::{Base64, Item, TextCodec};
use crate::xml::facets::Facets;
use crate::xml::shape::{Shape, Value};
use crate::xml::simple::{Simple, WhiteSpace};
use crate::xml::{Error, ValueError};

impl<'a> Reader<'a> {
    /// Reads the text of an element that has attributes as well.
    pub fn value<T: Simple>(&mut self) -> T {
        self.value_as(Item)
    }

    /// [`value`](Self::value) by a codec.
    pub fn value_as<T, C: TextCodec<T>>(&mut self, codec: C) -> T {
        let value = self.attempt(|r| {
            let text = r.element_text(C::BINARY)?;
            r.element.ended = true;
            r.parse(text, &codec, r.element.shape.facets, Holder::Content)
        });
        value.unwrap_or_else(|| codec.placeholder())
    }

    /// [`value`](Self::value) of an element that may be nil.
    pub fn nillable_value<T: Simple>(&mut self) -> Option<T> {
        self.nillable_value_as(Item)
    }

    /// [`nillable_value`](Self::nillable_value) by a codec.
    pub fn nillable_value_as<T, C: TextCodec<T>>(&mut self, codec: C) -> Option<T> {
        match self.nil(&Shape::SIMPLE) {
            true => None,
            false => Some(self.value_as(codec)),
        }
    }

    /// Reads the element at hand as a simple value.
    #[inline]
    pub fn simple<T: Simple>(&mut self) -> T {
        if self.encoded.is_some() && T::XSD_TYPE == Some(BuiltIn::String.name()) {
            let text = self.attempt(Self::encoded_text);
            return text.unwrap_or_else(T::placeholder);
        }
        self.simple_as(&Item)
    }

    pub(crate) fn simple_as<T, C: TextCodec<T>>(&mut self, codec: &C) -> T {
        let value = self.attempt(|r| r.read_simple(codec));
        value.unwrap_or_else(|| codec.placeholder())
    }

    fn read_simple<T, C: TextCodec<T>>(&mut self, codec: &C) -> Result<T, Error> {
        let facets = self.field.map_or(&Facets::ANY, |field| field.facets);
        if self.strict {
            self.begin(&Shape::SIMPLE)?;
        }
        let text = self.element_text(C::BINARY)?;
        self.parse(text, codec, facets, Holder::Element)
    }

    /// Reads the element at hand as a text. Perl's SOAP::Lite sends one that isn't ASCII as
    /// `xsi:type="xsd:base64Binary"`.
    #[cold]
    fn encoded_text<T: Simple>(&mut self) -> Result<T, Error> {
        if self.named_built_in()? != Some(BuiltIn::Base64Binary) {
            return self.read_simple(&Item);
        }
        let text: String = self
            .read_simple(&Item)
            .map_err(|error| error.redacted_if(T::IS_SECRET))?;
        let octets = Base64
            .parse(&text.replace(char::is_whitespace, ""), &self.parser.scope())
            .ok();
        match octets.and_then(|octets| String::from_utf8(octets).ok()) {
            Some(text) => T::take(text.into(), &self.parser.scope()),
            None => Err(ValueError::new("text in xs:base64Binary", &text).redacted()),
        }
        .map_err(|error| self.invalid(error))
    }

    /// Parses a text that belongs to the element at hand.
    #[inline]
    fn parse<T, C: TextCodec<T>>(
        &mut self,
        text: Cow<'_, str>,
        codec: &C,
        facets: &'static Facets,
        holder: Holder<'_>,
    ) -> Result<T, Error> {
        if C::REFUSES_SPACE
            && !self.checks_values
            && let Ok(value) = codec.parse(&text, &self.parser.scope())
        {
            return Ok(value);
        }
        let white_space = match self.field {
            Some(field) => C::WHITE_SPACE.max(field.white_space),
            None => C::WHITE_SPACE,
        };
        let declared = self.declared_value(&holder);
        // White space alone is the empty value if it collapses, but not to Strict (XSD Part 1,
        // section 3.3.4, Element Locally Valid).
        let is_empty = || {
            let collapses = !self.checks_values && white_space == WhiteSpace::Collapse;
            text.is_empty() || collapses && text.trim_ascii().is_empty()
        };
        let given = match declared {
            Some(value) if is_empty() => Cow::Borrowed(value.text()),
            _ => text,
        };
        let text = white_space.max(facets.treatment()).treat(given);
        if self.checks_values {
            self.check_value(
                &text,
                [C::FACETS, facets],
                declared,
                holder,
                self.parser.tag().offset,
            )
            .map_err(|error| error.redacted_if(C::IS_SECRET))?;
        }
        codec
            .take(text, &self.parser.scope())
            .map_err(|error| self.invalid(error).redacted_if(C::IS_SECRET))
    }
    /// The default or fixed value of the element at hand: that of the field it is in, or of the
    /// element that its type is for.
    #[inline]
    fn declared_value(&self, holder: &Holder<'_>) -> Option<Value> {
        let of_field = self.field.and_then(|field| field.value);
        match holder {
            Holder::Content => of_field.or(self.element.shape.value),
            _ => of_field,
        }
    }
}
