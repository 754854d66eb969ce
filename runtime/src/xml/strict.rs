//! What reading in Strict checks besides the order of elements: values, attributes, references.

use super::facets::{Facets, Identities};
use super::keys::Identity;
use super::namespaces::XSI_NAMESPACE;
use super::parser::Token;
use super::reader::Reader;
use super::shape::{Field, Kind, Shape, Value};
use super::{Error, ErrorKind, ValueError};
use crate::value::QName;

/// What every element may have (XSD Part 1, section 2.6).
const ON_EVERY_ELEMENT: [&str; 4] = ["type", "nil", "schemaLocation", "noNamespaceSchemaLocation"];

/// What SOAP puts on the elements in envelopes (SOAP 1.1, section 4; SOAP 1.2 Part 1, section 5).
const SOAP_NAMESPACES: [&str; 2] = [
    "http://schemas.xmlsoap.org/soap/envelope/",
    "http://www.w3.org/2003/05/soap-envelope",
];

/// What holds a value.
#[derive(Debug, Clone, Copy)]
pub(super) enum Holder<'h> {
    /// An element of a simple type.
    Element,
    /// One of a complex type.
    Content,
    /// An attribute of this name.
    Attribute(&'h str, &'h str),
}

impl Reader<'_> {
    /// Begins an element of this shape: checks that it has no attributes but those of its type, and brings its
    /// identity constraints into force.
    #[cold]
    pub(super) fn begin(&mut self, shape: &Shape) -> Result<(), Error> {
        self.check_attributes(shape)?;
        let has_value = matches!(shape.kind, Kind::Simple | Kind::Text);
        // There is nothing within a simple value to be told apart.
        let field = self.field.filter(|_| !shape.is_simple());
        self.enter_keys(shape.identities, field, has_value)?;
        match shape.any_attribute {
            Some(_) => self.check_open_attributes(shape, shape.attribute_process),
            None => Ok(()),
        }
    }

    /// Shows the element that was started last to the identity constraints in force, and to its own.
    #[cold]
    pub(super) fn enter_keys(
        &mut self,
        of_type: &'static [Identity],
        field: Option<&'static Field>,
        has_value: bool,
    ) -> Result<(), Error> {
        let of_field = field.map_or(&[][..], |field| field.identities);
        if !self.keys.is_active() && of_type.is_empty() && of_field.is_empty() {
            return Ok(());
        }
        let tag = self.parser.tag();
        let name = (self.parser.namespace(tag), tag.local);
        let place = (self.parser.depth(), tag.offset);
        let identities = of_type.iter().chain(of_field);
        // No document has more elements than bytes; what many constraints select again and again is bounded.
        let limit = self.parser.input().len();
        self.keys.enter(name, place, has_value, identities, limit)
    }

    /// Checks that the element at hand has no attributes but those of its type.
    pub(super) fn check_attributes(&self, shape: &Shape) -> Result<(), Error> {
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
                // What no field has led to stands in an envelope.
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

    /// Whether an `xsi:type` of the element at hand, if there is one, names the type of this shape; what is derived
    /// from that has another shape.
    fn is_of_type(&self, shape: &Shape) -> Result<bool, Error> {
        let Some((namespace, local)) = self.type_name()? else {
            return Ok(true);
        };
        Ok(shape
            .type_name
            .is_some_and(|known| (namespace, &*local) == known))
    }

    /// Checks `xsi:nil` of the element at hand (XSD Part 1, section 3.3.4).
    #[cold]
    pub(super) fn check_nil(&mut self, is_nillable: bool) -> Result<(), Error> {
        self.keys.reach(is_nillable);
        let Some(nil) = self.attribute_named(XSI_NAMESPACE, "nil")? else {
            return Ok(());
        };
        let refused = |what| Err(Error::from(ValueError::new(what, &nil)).at(self.offset()));
        match nil.trim() {
            _ if !is_nillable => refused("xsi:nil of an element that may not be nil"),
            "true" | "1" => match self.field.and_then(|field| field.value) {
                Some(Value::Fixed(_)) => refused("xsi:nil of an element whose value is fixed"),
                _ => Ok(()),
            },
            "false" | "0" => Ok(()),
            _ => refused("xs:boolean"),
        }
    }

    /// Reads the end tag of an element that has to be empty.
    #[cold]
    pub(super) fn check_empty(&mut self) -> Result<(), Error> {
        match self.parser.next()? {
            Token::End => Ok(()),
            Token::Text(_) | Token::Start => Err(Error::new(ErrorKind::Unexpected {
                expected: "nothing in an element that is nil".to_owned(),
                found: "content".to_owned(),
            })
            .at(self.offset())),
        }
    }

    /// Whether a derived type may not stand in for that of the element at hand, by the `block` of the one or the
    /// other.
    pub(super) fn is_blocked(&self, ty: &Field) -> bool {
        ty.max == 0 || self.field.is_some_and(|field| field.blocks(ty.local))
    }

    /// The error of an `xsi:type` that may not stand here.
    #[cold]
    pub(super) fn refused_type(&self) -> Error {
        let named = self
            .parser
            .attribute(self.parser.tag(), XSI_NAMESPACE, "type");
        let found = match named {
            Ok(Some(name)) => format!("xsi:type {:?}", name.trim()),
            _ => "an abstract type".to_owned(),
        };
        let expected = "a type derived from that of the element".to_owned();
        Error::new(ErrorKind::Unexpected { expected, found }).at(self.offset())
    }

    /// Checks a text, its white space treated, against what its type and its field or attribute demand; `offset` is
    /// that of the element's start tag.
    #[cold]
    pub(super) fn check_value(
        &mut self,
        text: &str,
        demands: [&'static Facets; 2],
        given: Option<Value>,
        holder: Holder<'_>,
        offset: usize,
    ) -> Result<(), Error> {
        // What a field demands takes in what its type does.
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
            Some(Value::Fixed(fixed)) if !facets.same(text, fixed, &self.parser.scope()) => {
                Err(self.refused_value("value: the schema fixes another", text))
            }
            _ => Ok(()),
        }
    }

    /// Checks a text, its white space treated, against facets, and shows its value to the identity constraints.
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
    pub(super) fn check_references(&self) -> Result<(), Error> {
        match self.identities.unresolved() {
            Some(id) => Err(Error::new(ErrorKind::Missing(format!(
                "an element with the ID {id:?}"
            )))),
            None => Ok(()),
        }
    }
}
