//! Content that is read by its shape without keeping values: mixed content and wildcards are
//! checked this way before they become trees.

use std::fmt;
use std::marker::PhantomData;

use crate::xml::content::{Codec, Content, Own};
use crate::xml::reader::Reader;
use crate::xml::reader::element::Left;
use crate::xml::shape::{Kind, Particle, Shape, Term};
use crate::xml::writer::Writer;
use crate::xml::{Any, Error, ErrorKind, Node, ValueError};

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

    fn read(&self, r: &mut Reader<'_>) {
        self.0.read(r);
    }

    fn write(&self, (): &(), _: &mut Writer) {}
}

/// A codec for elements whose values aren't kept.
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

    fn read(&self, r: &mut Reader<'_>) {
        self.0.read(r);
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

    fn read(&self, r: &mut Reader<'_>) {
        r.check_fields(self.0);
    }

    fn write(&self, (): &(), _: &mut Writer) {}
}

impl Reader<'_> {
    /// Reads the content of the element at hand as the fields of its shape, through its end tag.
    #[cold]
    pub(in crate::xml::reader) fn check_content(&mut self) -> Result<(), Error> {
        let outer = self.enter(self.element.shape);
        loop {
            self.check_fields(self.element.shape);
            match self.leave() {
                Left::Done => break,
                Left::Again => {}
            }
        }
        (self.element, self.group) = outer;
        self.settled(())
    }

    /// Reads the next fields by the shape.
    fn check_fields(&mut self, shape: &'static Shape) {
        match shape.kind {
            Kind::Choice => {
                let branch = self.branch();
                self.check_field(shape.fields.at(branch));
            }
            _ => shape
                .fields
                .iter()
                .for_each(|field| self.check_field(field)),
        }
    }

    fn check_field(&mut self, particle: Particle) {
        // What nobody keeps needs no value in its place.
        if self.has_failed() {
            return;
        }
        match (particle.term(), particle.field.check) {
            (_, Some(check)) => self.check_occurrences(particle, check),
            (Term::Group(group), None) => self.check_occurrences(particle, Fields(group.shape())),
            (Term::Element | Term::Any(_), None) => {
                self.check_occurrences(particle, Check::of::<Any>())
            }
        }
    }

    fn check_occurrences<C: Codec<()>>(&mut self, particle: Particle, codec: C) {
        match (particle.min, particle.max) {
            (1, 1) => self.one_as(codec),
            (0, 1) => drop(self.optional_as(codec)),
            _ => drop(self.many_as(codec)),
        }
    }

    /// Reads on by `check` alone. Nothing within is kept, so nothing within has to be read again.
    pub(in crate::xml::reader) fn checking<T>(
        &mut self,
        check: impl FnOnce(&mut Self) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let outer = std::mem::replace(&mut self.is_checking, true);
        let checked = check(self);
        self.is_checking = outer;
        checked
    }

    /// Goes back to the start of an element's content, given by the offset of its start tag and the
    /// depth within.
    pub(in crate::xml::reader) fn back_to(
        &mut self,
        (start, depth): (usize, usize),
    ) -> Result<(), Error> {
        self.parser.seek(start, depth - 1);
        self.parser.next().map(drop)
    }

    /// Checks the mixed content of the element at hand against its fixed value (XSD Part 1, section
    /// 3.3.4).
    #[cold]
    pub(in crate::xml::reader) fn check_fixed(
        &self,
        nodes: &[Node],
        fixed: &str,
    ) -> Result<(), Error> {
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
