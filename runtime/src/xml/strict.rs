//! What reading in Strict checks besides the order of elements: values, attributes, references.

use super::facets::Facets;
use super::reader::Reader;
use super::shape::Value;
use super::{Error, ErrorKind, ValueError};

impl Reader<'_> {
    /// Checks a text, its white space treated, against what its type and its field or attribute demand.
    #[cold]
    pub(super) fn check_value(
        &mut self,
        text: &str,
        demands: [&'static Facets; 2],
        given: Option<Value>,
    ) -> Result<(), Error> {
        let scope = self.parser.scope();
        let refused = |what| Err(Error::from(ValueError::new(what, text)).at(self.parser.offset()));
        for facets in demands.into_iter().filter(|facets| !facets.is_any()) {
            if let Err(what) = facets.check(text, &scope, &mut self.identities) {
                return refused(what);
            }
        }
        let [own, facets] = demands;
        let facets = if facets.is_any() { own } else { facets };
        match given {
            Some(Value::Fixed(fixed)) if !facets.same(text, fixed, &scope) => {
                refused("value: the schema fixes another")
            }
            _ => Ok(()),
        }
    }

    /// Checks that each `xs:IDREF` of the document is some element's `xs:ID`.
    pub(super) fn check_references(&self) -> Result<(), Error> {
        match self.identities.unresolved() {
            Some(id) => Err(Error::new(ErrorKind::Missing(format!(
                "an element with the ID {id:?}"
            )))),
            None => Ok(()),
        }
    }
}
