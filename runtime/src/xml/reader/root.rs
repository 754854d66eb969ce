//! The root element of a document.

use super::{At, Reader};
use crate::value::QName;
use crate::xml::content::Content;
use crate::xml::shape::Shape;
use crate::xml::{Error, ErrorKind};

impl Reader<'_> {
    /// Goes to the root element.
    pub fn root(&mut self) -> Result<(), Error> {
        self.parser.root()?;
        self.at = At::Element;
        self.field = None;
        Ok(())
    }

    /// Checks that nothing follows the root element, which has been read.
    pub fn finish(&mut self) -> Result<(), Error> {
        self.parser.finish()?;
        self.check_references()
    }

    /// Reads the document as a `T` that has the root as its only field.
    pub(crate) fn document<T: Content>(&mut self) -> Result<T, Error> {
        let outer = self.enter(Shape::of::<T>());
        let value = T::read(self);
        // Nothing is left to close: the only end here is that of the document.
        (self.element, self.group) = outer;
        self.settled(value)
    }

    /// Returns which element of a choice is at hand, for
    /// [`Read::read_root`](crate::xml::Read::read_root) of an enum of documents.
    pub fn root_of(&mut self, roots: &'static Shape) -> Option<usize> {
        let at = {
            let (namespace, local) = self.name();
            let admits = |field| roots.admits(field, namespace, local);
            roots.fields.iter().position(admits)
        }?;
        self.field = Some(roots.fields.at(at).field);
        Some(at)
    }

    /// Returns the error of a root that isn't one of those `expected`.
    pub fn unexpected_root(&self, expected: &str) -> Error {
        let (namespace, local) = self.name();
        Error::new(ErrorKind::Unexpected {
            expected: expected.to_owned(),
            found: QName::new(namespace, local).to_string(),
        })
        .at(0)
    }
}
