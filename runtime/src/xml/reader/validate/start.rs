//! An element at its start tag.

use crate::xml::keys::Identity;
use crate::xml::namespaces::XSI_NAMESPACE;
use crate::xml::parser::Token;
use crate::xml::reader::Reader;
use crate::xml::shape::{Field, Kind, Shape, Value};
use crate::xml::{Error, ErrorKind, ValueError};

impl Reader<'_> {
    /// Begins an element of this shape: checks that it has no attributes but those of its type, and
    /// brings its identity constraints into force.
    #[cold]
    pub(in crate::xml::reader) fn begin(&mut self, shape: &Shape) -> Result<(), Error> {
        self.check_attributes(shape)?;
        let has_value = matches!(shape.kind, Kind::Simple | Kind::Text);
        // A simple value has nothing within to tell apart.
        let field = self.field.filter(|_| !shape.is_simple());
        self.enter_keys(shape.identities, field, has_value)?;
        match shape.any_attribute {
            Some(_) => self.check_open_attributes(shape, shape.attribute_process),
            None => Ok(()),
        }
    }

    /// Shows the element that was started last to the identity constraints in force, and to its
    /// own.
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
        // No document has more elements than bytes; what many constraints select again and again is
        // bounded.
        let limit = self.parser.input().len();
        self.keys.enter(name, place, has_value, identities, limit)
    }

    /// Checks `xsi:nil` of the element at hand (XSD Part 1, section 3.3.4).
    #[cold]
    pub(in crate::xml::reader) fn check_nil(&mut self, is_nillable: bool) -> Result<(), Error> {
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
    pub(in crate::xml::reader) fn check_empty(&mut self) -> Result<(), Error> {
        match self.parser.next()? {
            Token::End => Ok(()),
            Token::Text(_) | Token::Start => Err(Error::new(ErrorKind::Unexpected {
                expected: "nothing in an element that is nil".to_owned(),
                found: "content".to_owned(),
            })
            .at(self.offset())),
        }
    }
}
