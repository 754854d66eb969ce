//! The attributes of an element: those of its type, and those that a wildcard admits.

use std::borrow::Cow;

use super::Holder;
use crate::value::QName;
use crate::xml::builtin::Key;
use crate::xml::namespaces::{XML_NAMESPACE, XSI_NAMESPACE};
use crate::xml::parser::RawAttribute;
use crate::xml::reader::Reader;
use crate::xml::shape::{Process, Shape};
use crate::xml::{Error, ErrorKind, Facets};

/// The attributes that every element may have (XSD Part 1, section 2.6).
const ON_EVERY_ELEMENT: [&str; 4] = ["type", "nil", "schemaLocation", "noNamespaceSchemaLocation"];

/// The namespaces of the attributes that SOAP puts on elements in envelopes (SOAP 1.1, section 4;
/// SOAP 1.2 Part 1, section 5).
const SOAP_NAMESPACES: [&str; 2] = [
    "http://schemas.xmlsoap.org/soap/envelope/",
    "http://www.w3.org/2003/05/soap-envelope",
];

impl Reader<'_> {
    /// Checks that the element at hand has no attributes but those of its type.
    pub(in crate::xml::reader) fn check_attributes(&self, shape: &Shape) -> Result<(), Error> {
        let Some(tag) = self.tag() else {
            return Ok(());
        };
        if shape.is_abstract || !shape.is_simple() && !self.is_of_type(shape)? {
            return Err(self.refused_type());
        }
        for attribute in self.parser.attributes(tag) {
            let attribute = attribute?;
            let (namespace, local) = (&*attribute.namespace, attribute.local);
            let is_known = shape.attribute(namespace, local).is_some()
                || match shape.any_attribute {
                    Some(wildcard) => wildcard.admits(namespace),
                    None => false,
                }
                || namespace == XSI_NAMESPACE && ON_EVERY_ELEMENT.contains(&local)
                // An element that no field has led to stands in an envelope.
                || self.field.is_none() && SOAP_NAMESPACES.contains(&namespace);
            if !is_known {
                return Err(Error::new(ErrorKind::Unexpected {
                    expected: "an attribute of the schema".to_owned(),
                    found: format!("@{}", QName::new(namespace, local)),
                })
                .at(tag.offset));
            }
        }
        Ok(())
    }

    /// Checks the attributes of the element started last that its shape does not name.
    pub(super) fn check_open_attributes(
        &mut self,
        shape: &Shape,
        process: Process,
    ) -> Result<(), Error> {
        if self.declarations.is_none() && !self.keys.is_active() {
            return Ok(());
        }
        let tag = *self.parser.tag();
        let is_open = |attribute: &RawAttribute<'_>| {
            !matches!(&*attribute.namespace, XSI_NAMESPACE | XML_NAMESPACE)
                && (shape.attribute(&attribute.namespace, attribute.local)).is_none()
        };
        let attributes: Vec<_> = self.parser.attributes(&tag).collect::<Result<_, _>>()?;
        for attribute in attributes.into_iter().filter(is_open) {
            self.check_open_attribute(&attribute, process, tag.offset)
                .map_err(|error| error.within(format!("@{}", attribute.local)))?;
        }
        Ok(())
    }

    fn check_open_attribute(
        &mut self,
        attribute: &RawAttribute<'_>,
        process: Process,
        offset: usize,
    ) -> Result<(), Error> {
        let declarations = self.declarations.filter(|_| process != Process::Skip);
        let name = (&*attribute.namespace, attribute.local);
        let declared = declarations.and_then(|known| known.attribute(name.0, name.1));
        match declared {
            Some(declared) => {
                let text = Cow::Borrowed(&*attribute.value);
                let text = declared.white_space.treat(text);
                let demands = [&Facets::ANY, declared.facets];
                let holder = Holder::Attribute(name.0, name.1);
                self.check_value(&text, demands, declared.value, holder, offset)
            }
            None if declarations.is_some() && process == Process::Strict => {
                Err(Error::new(ErrorKind::Unexpected {
                    expected: "an attribute that the schema declares".to_owned(),
                    found: QName::new(name.0, name.1).to_string(),
                })
                .at(offset))
            }
            None => {
                self.keys.value(Some(name), &Key::text(&*attribute.value));
                Ok(())
            }
        }
    }
}
