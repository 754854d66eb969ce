//! Content models as texts, which are taken apart while the compiler makes the code of a type.
//!
//! A text costs the compiler least: it stays one when bindings are checked. Only code that reads or writes a `T` asks
//! for [`Shape::of`], and by the time it runs the words are constants.

use std::marker::PhantomData;

use super::Shape;
use super::list::List;
use super::words::Words;
use crate::xml::content::Content;

/// The shape of a type, with its model taken apart.
struct Resolved<T>(PhantomData<T>);

impl Shape {
    /// The shape of a type, in which nothing is left to be taken apart.
    #[inline]
    pub(crate) const fn of<T: Content>() -> &'static Self {
        const { &Resolved::<T>::SHAPE }
    }
}

impl<T: Content> Resolved<T> {
    const SHAPE: Shape = match T::SHAPE.model.is_empty() {
        true => T::SHAPE,
        false => {
            let (elements, attributes) = Self::ALL.split_at(Self::WORDS.elements);
            Shape {
                model: "",
                fields: match elements {
                    [] => T::SHAPE.fields,
                    words => List::of_words(words),
                },
                attributes: match attributes {
                    [] => T::SHAPE.attributes,
                    words => List::of_words(words),
                },
                ..T::SHAPE
            }
        }
    };

    const WORDS: Words = Words::of(T::SHAPE.model);

    /// The words, in the smallest of these arrays that holds them: the size of a constant can't depend on a value.
    const ALL: &'static [&'static str] = match Self::WORDS.len() {
        0..=8 => Self::UP_TO_8.split_at(Self::WORDS.len()).0,
        9..=32 => Self::UP_TO_32.split_at(Self::WORDS.len()).0,
        _ => Self::ANY.split_at(Self::WORDS.len()).0,
    };
    const UP_TO_8: [&'static str; 8] = Self::WORDS.list();
    const UP_TO_32: [&'static str; 32] = Self::WORDS.list();
    const ANY: [&'static str; Words::MOST] = Self::WORDS.list();
}
