//! What generated types implement: one short function per direction, which the shape explains.

use std::fmt::Debug;

use super::reader::Reader;
use super::shape::Shape;
use super::simple::Simple;
use super::writer::Writer;
use super::{Any, Facets};

/// A type that stands between the tags of an element (or, for a group, among its children).
///
/// [`read`](Self::read) and [`write`](Self::write) visit the fields of [`SHAPE`](Self::SHAPE) in its
/// order; the reader and the writer take names, namespaces and occurrence from there.
pub trait Content: Debug + Sized {
    /// What the content is made of.
    const SHAPE: Shape;

    /// Whether an element that holds it may be nil.
    const IS_NILLABLE: bool = false;

    /// What the text has to satisfy in Strict if this is a simple type.
    const TEXT_FACETS: &'static Facets = &Facets::ANY;

    /// Reads the content. What goes wrong is kept by the reader, which reports it in the end;
    /// visits return values of no meaning from then on, and nobody sees the one that comes of them.
    fn read(r: &mut Reader<'_>) -> Self;

    /// Writes the content. What goes wrong is kept by the writer, which reports it in the end.
    fn write(&self, w: &mut Writer);
}

impl<T: Simple> Content for T {
    const SHAPE: Shape = Shape::simple(T::XSD_TYPE);
    const TEXT_FACETS: &'static Facets = T::FACETS;

    #[inline]
    fn read(r: &mut Reader<'_>) -> Self {
        r.simple()
    }

    #[inline]
    fn write(&self, w: &mut Writer) {
        w.simple(self);
    }
}

/// A value that may be nil: `None` is `xsi:nil`.
impl<T: Content> Content for Option<T> {
    const SHAPE: Shape = T::SHAPE;
    const IS_NILLABLE: bool = true;
    const TEXT_FACETS: &'static Facets = T::TEXT_FACETS;

    fn read(r: &mut Reader<'_>) -> Self {
        match r.nil(Shape::of::<T>()) {
            true => None,
            false => Some(T::read(r)),
        }
    }

    fn write(&self, w: &mut Writer) {
        match self {
            Some(value) => value.write(w),
            None => w.nil(),
        }
    }
}

impl Content for Any {
    const SHAPE: Shape = Shape::TREE;

    fn read(r: &mut Reader<'_>) -> Self {
        r.any()
    }

    fn write(&self, w: &mut Writer) {
        w.any(self);
    }
}

/// Another way to read and write a `T` than the type's own, for types that several schema types share.
pub trait Codec<T> {
    /// What the content is made of.
    fn shape(&self) -> &'static Shape;

    /// Whether an element that holds it may be nil.
    fn is_nillable(&self) -> bool {
        false
    }

    /// Whether an element that is nil counts as absent, because the values have no nil.
    fn drops_nil(&self) -> bool {
        false
    }

    /// What the text has to satisfy in Strict if the type is a simple one.
    fn facets(&self) -> &'static Facets {
        &Facets::ANY
    }

    /// Reads the content, as [`Content::read`] does.
    fn read(&self, r: &mut Reader<'_>) -> T;

    /// Writes the content.
    fn write(&self, value: &T, w: &mut Writer);
}

/// The type's own way.
#[derive(Debug, Clone, Copy)]
pub struct Own;
