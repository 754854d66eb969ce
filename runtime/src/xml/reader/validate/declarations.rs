//! The global components of a schema.

use crate::xml::reader::Reader;
use crate::xml::shape::{Attribute, Particle, Shape};
use crate::xml::{Error, Read};

/// The global elements, attributes and types of a schema.
#[derive(Debug)]
pub struct Declarations {
    roots: &'static Shape,
    types: &'static Shape,
    read: fn(&mut Reader<'_>) -> Result<(), Error>,
}

impl Declarations {
    /// Declares a schema whose documents are read as `R`: the fields of `roots` are its elements,
    /// the attributes of `roots` its attributes, and the fields of `types` the types that
    /// `xsi:type` may name.
    pub const fn of<R: Read>(roots: &'static Shape, types: &'static Shape) -> Self {
        Self {
            roots: roots.listed(),
            types: types.listed(),
            read: |r| R::read_root(r).map(drop),
        }
    }

    /// Returns the type of this name.
    pub(super) fn ty(&self, namespace: &str, local: &str) -> Option<Particle> {
        let mut types = self.types.fields.iter();
        types.find(|ty| ty.local == local && self.types.namespace_of(*ty) == namespace)
    }

    /// Returns the attribute of this name.
    pub(super) fn attribute(&self, namespace: &str, local: &str) -> Option<Attribute> {
        self.roots.attribute(namespace, local)
    }

    /// Returns whether there is an element of this name.
    pub(super) fn has_element(&self, namespace: &str, local: &str) -> bool {
        self.roots.contains(namespace, local)
    }

    /// Reads the element at hand, which is one of these, without keeping its value.
    pub(super) fn read(&self, r: &mut Reader<'_>) -> Result<(), Error> {
        (self.read)(r)
    }
}
