//! Values: what their types, fields and attributes require of them.

use crate::xml::facets::{Facets, Identities};
use crate::xml::reader::Reader;
use crate::xml::shape::Value;
use crate::xml::{Error, ErrorKind, ValueError};

/// The holder of a value.
#[derive(Debug, Clone, Copy)]
pub(in crate::xml::reader) enum Holder<'h> {
    /// An element of a simple type.
    Element,
    /// One of a complex type.
    Content,
    /// An attribute of this name.
    Attribute(&'h str, &'h str),
}

impl Reader<'_> {
    /// Checks a text, its white space treated, against the requirements of its type and its field
    /// or attribute; `offset` is that of the element's start tag.
    #[cold]
    pub(in crate::xml::reader) fn check_value(
        &mut self,
        text: &str,
        demands: [&'static Facets; 2],
        given: Option<Value>,
        holder: Holder<'_>,
        offset: usize,
    ) -> Result<(), Error> {
        // The facets of a field include those of its type.
        let [own, facets] = demands;
        let facets = if facets.is_any() { own } else { facets };
        let named = match holder {
            // What is encoded names types of the encoding's own.
            Holder::Element if self.strict => self.named_simple(facets)?,
            Holder::Element | Holder::Content | Holder::Attribute(..) => None,
        };
        let attribute = match holder {
            Holder::Attribute(namespace, local) => Some((namespace, local)),
            Holder::Element | Holder::Content => None,
        };
        if named.is_some()
            && let Err(what) = facets.check(text, &self.parser.scope(), &mut Identities::default())
        {
            return Err(self.refused_value(what, text));
        }
        self.check_facets(named.as_ref().unwrap_or(facets), text, attribute, offset)?;
        match given {
            // A fixed name can't be compared if its prefix is bound in the schema alone.
            Some(Value::Fixed(fixed))
                if !facets.same(text, fixed, &self.parser.scope())
                    && facets.accepts(fixed, &self.parser.scope()) =>
            {
                Err(self.refused_value("value: the schema fixes another", text))
            }
            _ => Ok(()),
        }
    }

    /// Checks a text, its white space treated, against facets, and shows its value to the identity
    /// constraints.
    pub(super) fn check_facets(
        &mut self,
        facets: &Facets,
        text: &str,
        attribute: Option<(&str, &str)>,
        offset: usize,
    ) -> Result<(), Error> {
        let scope = self.parser.scope();
        self.identities.of_element(offset);
        if let Err(what) = facets.check(text, &scope, &mut self.identities) {
            return Err(self.refused_value(what, text));
        }
        if self.keys.is_active() {
            self.keys.value(attribute, &facets.key(text, &scope));
        }
        Ok(())
    }

    fn refused_value(&self, what: &'static str, text: &str) -> Error {
        Error::from(ValueError::new(what, text)).at(self.parser.offset())
    }

    /// Checks that each `xs:IDREF` of the document is some element's `xs:ID`.
    pub(in crate::xml::reader) fn check_references(&self) -> Result<(), Error> {
        match self.identities.unresolved() {
            Some(id) => Err(Error::new(ErrorKind::Missing(format!(
                "an element with the ID {id:?}"
            )))),
            None => Ok(()),
        }
    }
}
