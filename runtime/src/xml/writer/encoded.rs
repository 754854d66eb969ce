//! Writing in SOAP encoding: accessors without namespaces that name their types, arrays.

use super::Writer;
use crate::value::QName;
use crate::xml::Name;
use crate::xml::encoded::{Coordinates, Encoding};
use crate::xml::namespaces::XSI_NAMESPACE;
use crate::xml::shape::{Kind, Particle, Shape};
use crate::xml::simple::Simple as _;

impl Writer {
    /// Writes what follows in SOAP encoding.
    pub(crate) fn encoded(&mut self, encoding: Encoding) {
        self.encoding = Some(encoding);
    }

    /// Writes what follows as the schema has it again.
    pub(crate) fn literal(&mut self) {
        self.encoding = None;
    }

    /// Whether what is written is in SOAP encoding, in which every value names its type.
    pub(super) fn is_encoded(&self) -> bool {
        self.encoding.is_some()
    }

    /// Opens the element of a field (SOAP 1.1, section 5.1, rule 2).
    #[cold]
    pub(super) fn start_accessor(&mut self, particle: Particle, shape: &'static Shape) {
        self.start("", particle.local);
        self.name_type(particle.field.type_name.copied(), shape);
    }

    /// Names the type of the element opened last: the one that is given, else that of the shape.
    pub(crate) fn name_type(&mut self, given: Option<Name>, shape: &Shape) {
        // Trees, arrays and types that others are derived from name their types themselves.
        let names_itself = match shape.kind {
            Kind::Opaque => shape.type_name.is_none(),
            Kind::Derived | Kind::Tree => true,
            _ => false,
        };
        if names_itself {
            return;
        }
        if let Some((namespace, local)) = given.or(shape.type_name) {
            self.xsi_type(namespace, local);
        }
    }

    /// Has the content of the element opened last name its type, in literal messages too.
    pub(in crate::xml) fn name_content_type(&mut self, shape: &Shape) {
        // Of several types, the value alone knows which one it is.
        self.names_type = shape.kind == Kind::Derived;
        self.name_type(None, shape);
    }

    /// Says of the element opened last that it is an array of these sizes, whose items `shape` describes; they are arrays
    /// themselves where `inner` has their brackets.
    pub(in crate::xml) fn array(&mut self, shape: &Shape, inner: &str, sizes: &Coordinates) {
        let encoding = self.encoding.unwrap_or(Encoding::Soap11);
        let namespace = encoding.namespace();
        self.prefix(encoding.prefix(), namespace);
        if self.is_encoded() {
            self.xsi_type(namespace, "Array");
        }
        let item = shape.fields.first().and_then(|item| item.field.type_name);
        let item = item.map(|&(namespace, local)| QName::new(namespace, local));
        match encoding {
            Encoding::Soap11 => {
                let Some(item) = item else { return };
                item.declare(self);
                self.start_attribute(namespace, "arrayType");
                item.format(self);
                let sizes = sizes.join(',');
                self.plain(&format!("{inner}[{sizes}]"));
                self.end_attribute();
            }
            Encoding::Soap12 => {
                let item = match inner {
                    "" => item,
                    _ => Some(QName::new(namespace, "Array")),
                };
                if let Some(item) = item {
                    item.declare(self);
                    self.start_attribute(namespace, "itemType");
                    item.format(self);
                    self.end_attribute();
                }
                self.attribute_text(namespace, "arraySize", &sizes.join(' '));
            }
        }
    }

    /// Adds `xsi:type` to the element opened last.
    pub fn xsi_type(&mut self, namespace: &str, local: &str) {
        let name = QName::new(namespace, local);
        name.declare(self);
        self.start_attribute(XSI_NAMESPACE, "type");
        name.format(self);
        self.end_attribute();
    }
}
