//! Arrays of several dimensions.

/// An array of several dimensions: `xsd:int[2,3]`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Grid<T> {
    sizes: Vec<usize>,
    items: Vec<T>,
}

impl<T> Grid<T> {
    /// The array of these sizes, outermost first, whose items are given row by row: the last coordinate changes fastest.
    ///
    /// `None` where there are not as many items as the sizes say.
    pub fn new(sizes: impl Into<Vec<usize>>, items: impl Into<Vec<T>>) -> Option<Self> {
        let (sizes, items) = (sizes.into(), items.into());
        let count = sizes
            .iter()
            .try_fold(1usize, |count, size| count.checked_mul(*size));
        (count == Some(items.len())).then_some(Self { sizes, items })
    }

    /// [`new`](Self::new) of items that are known to be as many.
    pub(super) fn of(sizes: Vec<usize>, items: Vec<T>) -> Self {
        debug_assert_eq!(sizes.iter().product::<usize>(), items.len());
        Self { sizes, items }
    }

    /// Its size in each dimension, outermost first.
    pub fn sizes(&self) -> &[usize] {
        &self.sizes
    }

    /// Its items row by row.
    pub fn items(&self) -> &[T] {
        &self.items
    }

    /// The item at these coordinates, each counted from 0; `None` outside of the array.
    pub fn get(&self, coordinates: &[usize]) -> Option<&T> {
        if coordinates.len() != self.sizes.len() {
            return None;
        }
        let mut at = 0;
        for (coordinate, size) in coordinates.iter().zip(&self.sizes) {
            if coordinate >= size {
                return None;
            }
            at = at * size + coordinate;
        }
        self.items.get(at)
    }

    /// Gives the items away, row by row.
    pub fn into_items(self) -> Vec<T> {
        self.items
    }
}

/// An array without items, in no dimensions but one.
impl<T> Default for Grid<T> {
    fn default() -> Self {
        Self {
            sizes: vec![0],
            items: Vec::new(),
        }
    }
}

#[cfg(feature = "serde")]
mod serde {
    use ::serde::de::Error;
    use ::serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::Grid;

    #[derive(Serialize, Deserialize)]
    struct Form<S, I> {
        sizes: S,
        items: I,
    }

    /// A map of `sizes` and `items`.
    impl<T: Serialize> Serialize for Grid<T> {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let form = Form {
                sizes: &self.sizes,
                items: &self.items,
            };
            form.serialize(serializer)
        }
    }

    impl<'de, T: Deserialize<'de>> Deserialize<'de> for Grid<T> {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            let form: Form<Vec<usize>, Vec<T>> = Form::deserialize(deserializer)?;
            Self::new(form.sizes, form.items)
                .ok_or_else(|| D::Error::custom("not as many items as the sizes say"))
        }
    }
}
