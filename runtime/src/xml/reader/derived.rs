//! Types that stand for the types that they are derived from.

use super::Reader;
use crate::xml::Error;
use crate::xml::content::Content;
use crate::xml::shape::Shape;
use crate::xml::tree::Any;

impl Reader<'_> {
    /// Returns which type of `T`'s [derived](crate::xml::Shape::derived) shape `xsi:type` names:
    /// the first if it is absent, `None` if it names another.
    pub fn derived<T: Content>(&mut self) -> Option<usize> {
        self.attempt(|r| r.find_derived::<T>()).flatten()
    }

    fn find_derived<T: Content>(&self) -> Result<Option<usize>, Error> {
        let shape = Shape::of::<T>();
        let Some((namespace, local)) = self.type_name()? else {
            return Ok(Some(0));
        };
        let found = shape
            .fields
            .iter()
            .position(|ty| ty.local == local && shape.namespace_of(ty) == namespace);
        match found {
            None if self.is_generic_type(namespace) => Ok(Some(0)),
            Some(at) if self.strict && self.is_blocked(shape.fields.at(at)) => {
                Err(self.refused_type())
            }
            found => Ok(found),
        }
    }

    /// Reads the value of a type that a [derived](crate::xml::Shape::derived) shape does not have.
    pub fn unknown_type(&mut self) -> Any {
        if self.strict {
            let error = self.refused_type();
            self.fail(error);
        }
        self.any()
    }
}
