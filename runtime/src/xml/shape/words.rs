//! The words of a content model.

/// The words of a model, elements before attributes.
pub(super) struct Words {
    model: &'static str,
    count: usize,
    /// How many of them are elements.
    pub(super) elements: usize,
    /// Their offsets in the model, and those of what is behind them.
    places: [(u16, u16); Words::MOST],
}

impl Words {
    /// The most words that a model may have.
    pub(super) const MOST: usize = 128;

    /// Finds the words of a model.
    ///
    /// # Panics
    /// There are more than [`MOST`](Self::MOST), or the model is longer than 65,535 bytes, which makes the compiler refuse the
    /// shape.
    pub(super) const fn of(model: &'static str) -> Self {
        assert!(
            model.len() <= u16::MAX as usize,
            "the model is too long: list its fields"
        );
        let mut words = Self {
            model,
            count: 0,
            elements: 0,
            places: [(0, 0); Self::MOST],
        };
        let bytes = model.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let begin = at;
            while at < bytes.len() && !bytes[at].is_ascii_whitespace() {
                at += 1;
            }
            if begin < at {
                assert!(
                    words.count < Self::MOST,
                    "the model has too many words: list its fields"
                );
                words.places[words.count] = (begin as u16, at as u16);
                words.count += 1;
                if bytes[begin] != b'@' {
                    words.elements = words.count;
                }
            }
            at += 1;
        }
        words
    }

    pub(super) const fn len(&self) -> usize {
        self.count
    }

    /// Returns the words in an array, or an array of nothing if it can't hold them all.
    pub(super) const fn list<const N: usize>(&self) -> [&'static str; N] {
        let mut list = [""; N];
        let mut at = 0;
        while self.count <= N && at < self.count {
            list[at] = self.word(at);
            at += 1;
        }
        list
    }

    pub(super) const fn word(&self, number: usize) -> &'static str {
        let (begin, end) = self.places[number];
        let (word, _) = self.model.split_at(end as usize);
        word.split_at(begin as usize).1
    }
}
