//! Arrays.

use std::fmt::Debug;

use super::{Coordinates, Grid};
use crate::xml::codec::Nil;
use crate::xml::content::{Codec, Own};
use crate::xml::{Reader, Shape, Writer};

/// An array of SOAP encoding: a `Vec` whose items may be nil, or a [`Grid`] where it has several dimensions.
///
/// Items are read whatever their elements are called, in a place of their own where they say so (sparse arrays) or where the
/// array does (partial ones); places that are passed over are `None`. An array that has fewer items than it claims is as
/// long as what it has, one that has more is refused. A `Grid` has the sizes that it claims, what is not there being `None`.
///
/// The memory for places that the arrays of a document leave out is limited to four times the size of the document, or
/// to 1 MiB if that is more.
#[derive(Debug, Clone, Copy)]
pub struct SoapArray<C = Own> {
    shape: &'static Shape,
    item: C,
    /// The brackets of items that are arrays themselves: `[]` for `xsd:int[][]`.
    inner: &'static str,
}

impl SoapArray {
    /// The array whose items are described by the one field of `shape`.
    pub const fn of(shape: &'static Shape) -> Self {
        Self::with(shape, Own)
    }
}

impl<C> SoapArray<C> {
    /// The array of items that have a codec of their own.
    pub const fn with(shape: &'static Shape, item: C) -> Self {
        Self {
            shape: shape.listed(),
            item,
            inner: "",
        }
    }

    /// Says that the items are arrays, with these brackets.
    pub const fn of_arrays(mut self, inner: &'static str) -> Self {
        self.inner = inner;
        self
    }

    /// Leaves out the items that are nil.
    pub const fn without_nil(self) -> DenseSoapArray<C>
    where
        C: Copy,
    {
        DenseSoapArray(self)
    }
}

impl<C: Copy> SoapArray<C> {
    /// Reads the items, each in its place, and the sizes that the array claims.
    fn items<T>(
        &self,
        r: &mut Reader<'_>,
        item: impl Codec<Option<T>> + Copy,
    ) -> (Vec<Option<T>>, Option<Coordinates>) {
        let mut items = Vec::new();
        let claimed = r.attempt(|r| {
            r.array_items(self.shape, size_of::<Option<T>>(), &mut |r, place| {
                let item = r.read_as(item)?;
                set(&mut items, place, item);
                Ok(())
            })
        });
        (items, claimed.flatten())
    }

    /// Writes an array of these sizes.
    fn write_items<T: Debug>(&self, sizes: Vec<usize>, items: &[T], w: &mut Writer)
    where
        C: Codec<T>,
    {
        w.array(self.shape, self.inner, &Coordinates(sizes));
        w.many_as(items, self.item);
    }
}

impl<T: Debug, C: Codec<Option<T>> + Copy> Codec<Vec<Option<T>>> for SoapArray<C> {
    fn shape(&self) -> &'static Shape {
        self.shape
    }

    fn read(&self, r: &mut Reader<'_>) -> Vec<Option<T>> {
        let (items, _) = self.items(r, self.item);
        items
    }

    fn write(&self, value: &Vec<Option<T>>, w: &mut Writer) {
        self.write_items(vec![value.len()], value, w);
    }
}

/// A [`SoapArray`] of one dimension whose values have no nil: items that are nil, and places that
/// are passed over, are left out.
#[derive(Debug, Clone, Copy)]
pub struct DenseSoapArray<C>(SoapArray<C>);

impl<T: Debug, C: Codec<T> + Copy> Codec<Vec<T>> for DenseSoapArray<C> {
    fn shape(&self) -> &'static Shape {
        self.0.shape
    }

    fn read(&self, r: &mut Reader<'_>) -> Vec<T> {
        let (items, _) = self.0.items(r, Nil(self.0.item));
        items.into_iter().flatten().collect()
    }

    fn write(&self, value: &Vec<T>, w: &mut Writer) {
        self.0.write_items(vec![value.len()], value, w);
    }
}

impl<T: Debug, C: Codec<Option<T>> + Copy> Codec<Grid<Option<T>>> for SoapArray<C> {
    fn shape(&self) -> &'static Shape {
        self.shape
    }

    fn read(&self, r: &mut Reader<'_>) -> Grid<Option<T>> {
        let (mut items, claimed) = self.items(r, self.item);
        let sizes = r.attempt(|r| r.grid_sizes(claimed, items.len(), size_of::<Option<T>>()));
        let Some(sizes) = sizes else {
            return Grid::default();
        };
        let count = sizes.iter().product();
        if items.len() < count {
            items.resize_with(count, || None);
        }
        Grid::of(sizes, items)
    }

    fn write(&self, value: &Grid<Option<T>>, w: &mut Writer) {
        self.write_items(value.sizes().to_vec(), value.items(), w);
    }
}

/// Puts an item in its place; how far that may lie ahead is the reader's to bound.
fn set<T>(items: &mut Vec<Option<T>>, place: usize, item: Option<T>) {
    if place >= items.len() {
        items.resize_with(place + 1, || None);
    }
    items[place] = item;
}
