//! What wildcards and `xs:anyType` leave open, held in Strict against what the schema declares (XSD Part 1, section
//! 3.10.4): elements that are read as trees, and attributes without names.
//!
//! What the schema declares is known where the document is read as the generated `Root`, which has a variant for each
//! global element.

use std::borrow::Cow;

use super::builtin::Key;
use super::named::NamedType;
use super::namespaces::{XML_NAMESPACE, XSI_NAMESPACE};
use super::parser::{RawAttribute, Token};
use super::reader::Reader;
use super::shape::{Process, Shape, Term};
use super::strict::Holder;
use super::{Error, ErrorKind, Facets};
use super::{Field, Nil, Read};
use crate::value::QName;

/// The global elements, attributes and types of a schema.
#[derive(Debug)]
pub struct Declarations {
    roots: &'static Shape,
    types: &'static Shape,
    read: fn(&mut Reader<'_>) -> Result<(), Error>,
}

impl Declarations {
    /// What a schema declares whose documents are read as `R`: the fields of `roots` are its elements, the attributes of
    /// `roots` its attributes, and the fields of `types` what `xsi:type` may name.
    pub const fn of<R: Read>(roots: &'static Shape, types: &'static Shape) -> Self {
        Self {
            roots,
            types,
            read: |r| R::read_root(r).map(drop),
        }
    }

    /// The type of this name.
    pub(super) fn ty(&self, namespace: &str, local: &str) -> Option<&'static Field> {
        let mut types = self.types.fields.iter();
        types.find(|ty| ty.local == local && self.types.namespace_of(ty) == namespace)
    }
}

impl Reader<'_> {
    /// Says what the schema of the document declares.
    pub fn declare(&mut self, declarations: &'static Declarations) {
        self.declarations = Some(declarations);
    }

    /// Checks the element at hand, which is to be read as a tree; where nothing is kept, it is passed over.
    pub(super) fn check_open(&mut self) -> Result<(), Error> {
        let start = (self.parser.tag().offset, self.parser.depth());
        let field = self.field;
        let is_read = match (self.declarations, field) {
            (Some(declarations), Some(field)) => {
                self.checking(|r| r.check_by(declarations, field))?
            }
            _ => false,
        };
        match self.is_checking {
            true if is_read => {}
            true => self.skip()?,
            false if is_read => {
                self.back_to(start)?;
                self.arrive_by(field);
            }
            false => {}
        }
        Ok(())
    }

    /// Reads the element at hand as what may stand where `field` does, if that is for the schema to say.
    fn check_by(&mut self, declarations: &Declarations, field: &Field) -> Result<bool, Error> {
        match (&field.term, field.process) {
            (Term::Any(_), Process::Skip) | (Term::Group(_), _) => return Ok(false),
            (Term::Any(_), process) => self.check_declared(declarations, process)?,
            // Of `xs:anyType`, whose content is a lax wildcard.
            (Term::Element, _) => {
                let named = self.named_type()?;
                if matches!(named, NamedType::Unknown) || self.is_blocked_by_name()? {
                    return Err(self.refused_type());
                }
                match named {
                    NamedType::None | NamedType::Any if self.names_nil()? => {
                        self.check_open_attributes(&Shape::OPAQUE, Process::Lax)?;
                        self.check_empty()?;
                    }
                    named => self.check_named(declarations, named)?,
                }
            }
        }
        Ok(true)
    }

    /// Reads the element started last as what the schema declares it to be.
    fn check_declared(
        &mut self,
        declarations: &Declarations,
        process: Process,
    ) -> Result<(), Error> {
        let tag = self.parser.tag();
        let (namespace, local) = (self.parser.namespace(tag), tag.local);
        if declarations.roots.contains(namespace, local) {
            self.arrive_by(None);
            return (declarations.read)(self).map_err(|error| error.within(local));
        }
        // What is not declared may name its type instead.
        match self.named_type()? {
            NamedType::None | NamedType::Unknown if process == Process::Strict => {
                Err(Error::new(ErrorKind::Unexpected {
                    expected: "an element that the schema declares".to_owned(),
                    found: format!("<{}>", QName::new(namespace, local)),
                })
                .at(tag.offset))
            }
            named => self
                .check_named(declarations, named)
                .map_err(|error| error.within(local)),
        }
    }

    /// Reads the element started last as what `xsi:type` says it is.
    fn check_named(&mut self, declarations: &Declarations, named: NamedType) -> Result<(), Error> {
        match named {
            NamedType::None | NamedType::Any | NamedType::Unknown => {
                self.check_children(declarations)
            }
            NamedType::Simple(facets) => {
                self.arrive_by(None);
                self.check_simple(&facets)
            }
            NamedType::Complex(ty, check) => {
                self.arrive_by(Some(ty));
                self.content_as::<Option<()>, _>(Nil(check)).map(drop)
            }
        }
    }

    /// Reads through the element started last, whose type is not known.
    fn check_children(&mut self, declarations: &Declarations) -> Result<(), Error> {
        self.check_open_attributes(&Shape::OPAQUE, Process::Lax)?;
        loop {
            match self.parser.next()? {
                Token::End => return Ok(()),
                Token::Text(_) => {}
                Token::Start => self.check_declared(declarations, Process::Lax)?,
            }
        }
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
        let declared = declarations.and_then(|known| known.roots.attribute(name.0, name.1));
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
