//! The fields of a type, in the order of its shape.

use std::fmt::Debug;

use super::Writer;
use crate::value::{Nillable, QName};
use crate::xml::codec::{Item, Nil, TextCodec};
use crate::xml::content::{Codec, Content, Own};
use crate::xml::shape::{Attribute, Field, Particle, Shape, Term};
use crate::xml::simple::Simple;

impl Writer {
    /// The next field, which occurs once.
    pub fn one<T: Content>(&mut self, value: &T) {
        self.one_as(value, Own);
    }

    /// The next field, which may be absent.
    pub fn optional<T: Content>(&mut self, value: &Option<T>) {
        self.optional_as(value, Own);
    }

    /// The next field, which may be absent or nil.
    pub fn nillable<T: Content>(&mut self, value: &Nillable<T>) {
        self.nillable_as(value, Own);
    }

    /// The next field, which may repeat.
    pub fn many<T: Content>(&mut self, values: &[T]) {
        self.many_as(values, Own);
    }

    /// [`one`](Self::one) by a codec.
    pub fn one_as<T: Debug, C: Codec<T>>(&mut self, value: &T, codec: C) {
        if let Some(particle) = self.next_particle(value) {
            self.occurrence(particle, value, codec);
        }
    }

    /// [`optional`](Self::optional) by a codec.
    pub fn optional_as<T: Debug, C: Codec<T>>(&mut self, value: &Option<T>, codec: C) {
        if let Some(particle) = self.next_particle(value)
            && let Some(value) = value
        {
            self.occurrence(particle, value, codec);
        }
    }

    /// [`nillable`](Self::nillable) by a codec.
    pub fn nillable_as<T: Debug, C: Codec<T>>(&mut self, value: &Nillable<T>, codec: C) {
        let Some(particle) = self.next_particle(value) else {
            return;
        };
        match value {
            Nillable::Absent => {}
            Nillable::Nil => self.occurrence(particle, &None::<T>, Nil(codec)),
            Nillable::Value(value) => self.occurrence(particle, value, codec),
        }
    }

    /// [`many`](Self::many) by a codec.
    pub fn many_as<T: Debug, C: Codec<T> + Copy>(&mut self, values: &[T], codec: C) {
        let Some(particle) = self.next_particle(&values) else {
            return;
        };
        for value in values {
            self.occurrence(particle, value, codec);
        }
    }

    /// Goes to a field of a choice, to be written next.
    pub fn branch(&mut self, field: usize) -> &mut Self {
        self.cursor = field;
        self
    }

    /// Names one of the types of `T`'s [derived](Shape::derived) shape in `xsi:type`, unless it is the first and what is
    /// written is literal.
    pub fn derived<T: Content>(&mut self, ty: usize) -> &mut Self {
        let names_type = std::mem::take(&mut self.names_type);
        if ty > 0 || self.is_encoded() || names_type {
            let shape = Shape::of::<T>();
            let ty = shape.fields.at(ty);
            self.xsi_type(shape.namespace_of(ty), ty.local);
        }
        self
    }

    /// The next attribute of the shape, which may be absent.
    pub fn attribute<T: Simple>(&mut self, value: &Option<T>) {
        self.attribute_as(value, Item);
    }

    /// The next attribute of the shape, which is always there.
    pub fn required_attribute<T: Simple>(&mut self, value: &T) {
        self.required_attribute_as(value, Item);
    }

    /// [`required_attribute`](Self::required_attribute) by a codec.
    pub fn required_attribute_as<T: Debug, C: TextCodec<T>>(&mut self, value: &T, codec: C) {
        if let Some(attribute) = self.next_attribute(value) {
            self.attribute_value(attribute, value, codec);
        }
    }

    /// [`attribute`](Self::attribute) by a codec.
    pub fn attribute_as<T: Debug, C: TextCodec<T>>(&mut self, value: &Option<T>, codec: C) {
        if let Some(attribute) = self.next_attribute(value)
            && let Some(value) = value
        {
            self.attribute_value(attribute, value, codec);
        }
    }

    #[inline]
    fn attribute_value<T, C: TextCodec<T>>(&mut self, attribute: Attribute, value: &T, codec: C) {
        codec.declare(value, self);
        self.start_attribute(
            self.shape.namespace_of_attribute(&attribute),
            attribute.local,
        );
        let start = self.out.len();
        codec.format(value, self);
        if attribute.is_reviewed || C::FACETS.restricts_forms() {
            self.review_attribute(&attribute, C::FACETS, start);
        }
        self.end_attribute();
    }

    /// Attributes that the shape does not name.
    pub fn any_attributes(&mut self, attributes: &[(QName, String)]) {
        for (name, value) in attributes {
            self.open_attribute(name.namespace(), name.local(), value);
        }
    }

    /// Goes to the next field; `None` if its value is noted instead of written.
    #[inline]
    fn next_particle(&mut self, value: &dyn Debug) -> Option<Particle> {
        let particle = self.shape.fields.at(self.cursor);
        self.cursor += 1;
        if self.notes.is_some() {
            self.note_content(particle.local, value);
            return None;
        }
        Some(particle)
    }

    /// Goes to the next attribute; `None` if its value is noted instead of written.
    #[inline]
    fn next_attribute(&mut self, value: &dyn Debug) -> Option<Attribute> {
        let attribute = self.shape.attributes.at(self.attribute);
        self.attribute += 1;
        if self.notes.is_some() {
            self.note_attribute(attribute.local, value);
            return None;
        }
        Some(attribute)
    }

    /// Writes the content of an element, which was opened, as its declaration demands.
    #[inline]
    pub(in crate::xml) fn field_content<T, C: Codec<T>>(
        &mut self,
        field: &'static Field,
        value: &T,
        codec: C,
    ) {
        if field.is_reviewed || codec.facets().restricts_forms() {
            self.reviewed_content(field, value, codec);
        } else {
            self.element_content(value, codec);
        }
    }

    #[inline]
    fn occurrence<T, C: Codec<T>>(&mut self, particle: Particle, value: &T, codec: C) {
        match particle.term() {
            Term::Element => {
                if self.is_encoded() {
                    self.start_accessor(particle, codec.shape());
                } else {
                    self.start(self.shape.namespace_of(particle), particle.local);
                }
                self.field_content(particle.field, value, codec);
                self.end_of(particle.local);
            }
            Term::Group(_) => self.element_content(value, codec),
            Term::Any(wildcard) => {
                self.wildcard = Some(wildcard);
                codec.write(value, self);
                self.wildcard = None;
            }
        }
    }
}
