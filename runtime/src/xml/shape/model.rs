//! Content models as texts, which are taken apart while the compiler makes the code of a type.
//!
//! A text costs the compiler least: it stays one when bindings are checked. Only code that reads or writes a `T` asks
//! for [`Shape::of`], and by the time it runs the words are constants.

use std::marker::PhantomData;

use super::Shape;
use super::list::List;
use super::words::{Word, Words};
use crate::xml::content::Content;

/// The shape of a type, with its model taken apart.
struct Resolved<T>(PhantomData<T>);

impl Shape {
    /// The shape of a type, in which nothing is left to be taken apart.
    #[inline]
    pub(crate) fn of<T: Content>() -> &'static Self {
        const { &Resolved::<T>::SHAPE }
    }
}

impl<T: Content> Resolved<T> {
    const SHAPE: Shape = {
        let model = T::SHAPE.model;
        let words: &[Word] = match Self::WORDS.count {
            0..=16 => &Self::UP_TO_16,
            _ => &Self::WORDS.all,
        };
        let (words, _) = words.split_at(Self::WORDS.count);
        let (elements, attributes) = words.split_at(Self::WORDS.elements);
        Shape {
            model: "",
            fields: match elements {
                [] => T::SHAPE.fields,
                words => List::of_words(model, words),
            },
            attributes: match attributes {
                [] => T::SHAPE.attributes,
                words => List::of_words(model, words),
            },
            ..T::SHAPE
        }
    };

    const WORDS: Words = Words::of(T::SHAPE.model);

    /// Most types have few words, so that most programs needn't hold an array for many.
    const UP_TO_16: [Word; 16] = Self::WORDS.few();
}
