//! The words of a content model.

use super::field::{Attribute, UNBOUNDED};

/// The words of a model, found by one pass that costs the compiler little.
pub(super) struct Words {
    pub(super) count: usize,
    /// How many of them are elements, which come first.
    pub(super) elements: usize,
    pub(super) all: [Word; Words::MOST],
}

/// A word of a model: where its name begins in the bits from 0, where it ends in those from 16, and its kind in those
/// from 32. The compiler copies and checks numbers faster than anything else.
pub(super) type Word = u64;

const OPTIONAL: u64 = 1;
const REPEATED: u64 = 2;
const QUALIFIED: u64 = 4;

impl Words {
    /// The most words that a model may have.
    pub(super) const MOST: usize = 128;

    /// Finds the words of a model.
    ///
    /// # Panics
    /// There are more than [`MOST`](Self::MOST), an element is behind an attribute, or the model is longer than 65,535 bytes.
    /// The compiler refuses the shape then.
    pub(super) const fn of(model: &str) -> Self {
        let bytes = model.as_bytes();
        assert!(bytes.len() <= 0xFFFF, "the model is too long");
        let mut words = Self {
            count: 0,
            elements: 0,
            all: [0; Self::MOST],
        };
        let mut at = 0;
        loop {
            // White space is below what names consist of.
            while at < bytes.len() && bytes[at] <= b' ' {
                at += 1;
            }
            if at == bytes.len() {
                return words;
            }
            let mut begin = at as u64;
            let mut kind = 0;
            if bytes[at] == b'@' {
                begin += 1;
                if bytes[at + 1] == b':' {
                    begin += 1;
                    kind = QUALIFIED;
                }
            } else {
                assert!(
                    words.elements == words.count,
                    "an element of the model is behind an attribute"
                );
                words.elements += 1;
            }
            while at < bytes.len() && bytes[at] > b' ' {
                at += 1;
            }
            let occurrence = match bytes[at - 1] {
                b'?' => OPTIONAL,
                b'*' => OPTIONAL | REPEATED,
                b'+' => REPEATED,
                _ => 0,
            };
            let end = if occurrence == 0 { at } else { at - 1 } as u64;
            assert!(words.count < Self::MOST, "the model has too many words");
            words.all[words.count] = begin | end << 16 | (kind | occurrence) << 32;
            words.count += 1;
        }
    }

    /// Returns the words in a smaller array, if it holds them all.
    pub(super) const fn few<const N: usize>(&self) -> [Word; N] {
        let mut few = [0; N];
        let mut at = 0;
        while self.count <= N && at < self.count {
            few[at] = self.all[at];
            at += 1;
        }
        few
    }
}

/// The name that a word of a model stands for.
#[inline]
pub(super) fn name(word: Word, model: &'static str) -> &'static str {
    &model[(word & 0xFFFF) as usize..(word >> 16 & 0xFFFF) as usize]
}

/// How often the element that a word stands for occurs, at least and at most.
#[inline]
pub(super) fn occurrence(word: Word) -> (u32, u32) {
    let kind = word >> 32;
    let min = u32::from(kind & OPTIONAL == 0);
    match kind & REPEATED {
        0 => (min, 1),
        _ => (min, UNBOUNDED),
    }
}

/// The attribute that a word stands for.
#[inline]
pub(super) fn attribute(word: Word, model: &'static str) -> Attribute {
    match word >> 32 & QUALIFIED {
        0 => Attribute::new(name(word, model)),
        _ => Attribute::qualified(name(word, model)),
    }
}
