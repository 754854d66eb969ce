//! What Strict reads as the schema has it and nothing keeps: the elements of mixed content, which become trees.

use std::fmt;
use std::marker::PhantomData;

use super::content::{Codec, Content, Own};
use super::reader::Reader;
use super::shape::{Field, Kind, Shape, Term};
use super::writer::Writer;
use super::{Any, Error, ErrorKind, Node, ValueError};

/// A codec without its value.
pub struct Checked<T, C>(C, PhantomData<fn() -> T>);

impl<T, C> Checked<T, C> {
    /// Reads a `T` by a codec.
    pub const fn by(codec: C) -> Self {
        Self(codec, PhantomData)
    }
}

impl<T, C: Codec<T>> Codec<()> for Checked<T, C> {
    fn shape(&self) -> &'static Shape {
        self.0.shape()
    }

    fn is_nillable(&self) -> bool {
        self.0.is_nillable()
    }

    fn read(&self, r: &mut Reader<'_>) -> Result<(), Error> {
        self.0.read(r).map(drop)
    }

    fn write(&self, (): &(), _: &mut Writer) {}
}

/// How an element is read whose value nothing keeps.
#[derive(Clone, Copy)]
pub(crate) struct Check(&'static (dyn Codec<()> + Sync));

impl Check {
    pub(crate) const fn by(codec: &'static (dyn Codec<()> + Sync)) -> Self {
        Self(codec)
    }

    pub(crate) const fn of<T: Content + 'static>() -> Self {
        Self(const { &Checked::<T, Own>::by(Own) })
    }
}

impl fmt::Debug for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Check").field(self.0.shape()).finish()
    }
}

impl Codec<()> for Check {
    fn shape(&self) -> &'static Shape {
        self.0.shape()
    }

    fn is_nillable(&self) -> bool {
        self.0.is_nillable()
    }

    fn read(&self, r: &mut Reader<'_>) -> Result<(), Error> {
        self.0.read(r)
    }

    fn write(&self, (): &(), _: &mut Writer) {}
}

/// The fields of a group that is no type.
#[derive(Clone, Copy)]
struct Fields(&'static Shape);

impl Codec<()> for Fields {
    fn shape(&self) -> &'static Shape {
        self.0
    }

    fn read(&self, r: &mut Reader<'_>) -> Result<(), Error> {
        r.check_fields(self.0)
    }

    fn write(&self, (): &(), _: &mut Writer) {}
}

impl Reader<'_> {
    /// Reads the next fields as the shape has them.
    pub(super) fn check_fields(&mut self, shape: &'static Shape) -> Result<(), Error> {
        match shape.kind {
            Kind::Choice => {
                let branch = self.branch()?;
                self.check_field(&shape.fields[branch])
            }
            _ => (shape.fields.iter()).try_for_each(|field| self.check_field(field)),
        }
    }

    fn check_field(&mut self, field: &'static Field) -> Result<(), Error> {
        match (&field.term, field.check) {
            (_, Some(check)) => self.check_occurrences(field, check),
            (Term::Group(shape), None) => self.check_occurrences(field, Fields(shape)),
            (Term::Element | Term::Any(_), None) => {
                self.check_occurrences(field, Check::of::<Any>())
            }
        }
    }

    fn check_occurrences<C: Codec<()>>(&mut self, field: &Field, codec: C) -> Result<(), Error> {
        match (field.min, field.max) {
            (1, 1) => self.one_as(codec),
            (0, 1) => self.optional_as(codec).map(drop),
            _ => self.many_as(codec).map(drop),
        }
    }

    /// Reads on by `check` alone: of what is within, nothing is kept, so that nothing need be read once more.
    pub(super) fn checking<T>(
        &mut self,
        check: impl FnOnce(&mut Self) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let outer = std::mem::replace(&mut self.is_checking, true);
        let checked = check(self);
        self.is_checking = outer;
        checked
    }

    /// Goes back to where the content of an element begins that was read through: its start tag's offset, and the depth
    /// within.
    pub(super) fn back_to(&mut self, (start, depth): (usize, usize)) -> Result<(), Error> {
        self.parser.seek(start, depth - 1);
        self.parser.next().map(drop)
    }

    /// Checks what is mixed in the element at hand against what the schema fixes for it (XSD Part 1, section 3.3.4).
    #[cold]
    pub(super) fn check_fixed(&self, nodes: &[Node], fixed: &str) -> Result<(), Error> {
        match nodes {
            [Node::Text(text)] if text == fixed => Ok(()),
            [Node::Text(text)] => Err(Error::from(ValueError::new(
                "value: the schema fixes another",
                text,
            ))),
            _ => Err(Error::new(ErrorKind::Unexpected {
                expected: format!("{fixed:?}, which the schema fixes"),
                found: "elements".to_owned(),
            })),
        }
        .map_err(|error| error.at(self.offset()))
    }
}
