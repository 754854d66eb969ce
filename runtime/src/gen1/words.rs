//! The words in which generated code describes types and operations, imported as they are:
//!
//! ```
//! use sapo::gen1::{self, words::*};
//!
//! const SHAPE: gen1::Shape = named("http://example.org/", "Point").model("X Y Label?");
//! # assert!(format!("{SHAPE:?}").contains("Label"));
//! ```

pub use super::{IntoNillable as _, IntoOptional as _};
use crate::soap::Operation;
use crate::xml::{Array, Attribute, Content, Facets, Field, Shape, Wildcard};

/// The content of the type of this name: fields that follow one another, to be listed by [`Shape::model`] or
/// [`Shape::fields`]. They are of the type's namespace, unless [`Shape::fields_in`] says otherwise.
pub const fn named(namespace: &'static str, local: &'static str) -> Shape {
    sequence(namespace).of_type(namespace, local)
}

/// [`Shape::sequence`]: the content of a type that has no name.
pub const fn sequence(namespace: &'static str) -> Shape {
    Shape::sequence(namespace)
}

/// [`Shape::choice`]
pub const fn choice(namespace: &'static str) -> Shape {
    Shape::choice(namespace)
}

/// [`Shape::derived`]
pub const fn derived(namespace: &'static str) -> Shape {
    Shape::derived(namespace)
}

/// The content of the type of this name, which is empty for an anonymous one: a value as text.
pub const fn text(namespace: &'static str, local: &'static str) -> Shape {
    of_type(Shape::text(namespace), namespace, local)
}

/// The content of the type of this name, which is empty for an anonymous one: text and elements mixed.
/// Strict reads the elements by its fields.
pub const fn mixed(namespace: &'static str, local: &'static str) -> Shape {
    of_type(Shape::mixed(namespace), namespace, local)
}

/// [`Field::within_group`]
pub const fn within(shape: &'static Shape) -> Field {
    Field::within_group(shape)
}

const fn of_type(shape: Shape, namespace: &'static str, local: &'static str) -> Shape {
    if local.is_empty() {
        shape
    } else {
        shape.of_type(namespace, local)
    }
}

/// [`Field::one`]
pub const fn one(local: &'static str) -> Field {
    Field::one(local)
}

/// [`Field::optional`]
pub const fn optional(local: &'static str) -> Field {
    Field::optional(local)
}

/// [`Field::part`]
pub const fn part(local: &'static str) -> Field {
    Field::part(local)
}

/// [`Field::many`]
pub const fn many(local: &'static str) -> Field {
    Field::many(local)
}

/// [`Field::group`]
pub const fn group<T: Content>() -> Field {
    Field::group::<T>()
}

/// [`Field::any`]
pub const fn any(wildcard: Wildcard) -> Field {
    Field::any(wildcard)
}

/// [`Attribute::new`]
pub const fn attribute(local: &'static str) -> Attribute {
    Attribute::new(local)
}

/// [`Attribute::qualified`]
pub const fn qualified(local: &'static str) -> Attribute {
    Attribute::qualified(local)
}

/// [`Array::of`]
pub const fn array(shape: &'static Shape) -> Array {
    Array::of(shape)
}

/// [`Operation::new`]
pub const fn operation<Q, R>(name: &'static str) -> Operation<Q, R> {
    Operation::new(name)
}

/// A decimal number of so many digits, of which so many are fractional.
pub const fn decimal(total_digits: u32, fraction_digits: u32) -> Facets {
    Facets::DECIMAL
        .total_digits(total_digits)
        .fraction_digits(fraction_digits)
}
