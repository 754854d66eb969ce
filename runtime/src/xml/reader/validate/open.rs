//! Elements that wildcards and `xs:anyType` leave open (XSD Part 1, section 3.10.4), checked
//! against the schema's declarations although they are read as trees.
//!
//! The declarations are known if the document is read as the generated `Root`, which has a variant
//! for each global element.

use super::Declarations;
use super::named::NamedType;
use crate::value::QName;
use crate::xml::facets::Facets;
use crate::xml::parser::Token;
use crate::xml::reader::Reader;
use crate::xml::shape::{Field, Process, Shape, Term};
use crate::xml::{Error, ErrorKind, Nil};

impl Reader<'_> {
    /// Makes the declarations of the document's schema known.
    pub fn declare(&mut self, declarations: &'static Declarations) {
        self.declarations = Some(declarations);
    }

    /// Checks the element at hand, which is to be read as a tree. If nothing is kept, it is passed
    /// over.
    pub(in crate::xml::reader) fn check_open(&mut self) -> Result<(), Error> {
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

    /// Reads the element at hand by what the schema allows in the place of `field`; `false` if it
    /// allows anything.
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

    /// Reads the element started last by its declaration.
    fn check_declared(
        &mut self,
        declarations: &Declarations,
        process: Process,
    ) -> Result<(), Error> {
        let tag = self.parser.tag();
        let (namespace, local) = (self.parser.namespace(tag), tag.local);
        if declarations.has_element(namespace, local) {
            self.arrive_by(None);
            return declarations.read(self).map_err(|error| error.within(local));
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

    /// Reads the element started last by the type that `xsi:type` names.
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
                self.arrive_by(Some(ty.field));
                self.read_as::<Option<()>, _>(Nil(check)).map(drop)
            }
        }
    }

    /// Reads through the element started last, whose type isn't known.
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

    /// Reads the element at hand as of this simple type.
    fn check_simple(&mut self, facets: &Facets) -> Result<(), Error> {
        self.begin(&Shape::SIMPLE)?;
        if self.names_nil()? {
            return self.pass_empty();
        }
        let offset = self.parser.tag().offset;
        let text = self.element_text(None)?;
        let text = facets.treatment().treat(text);
        self.check_facets(facets, &text, None, offset)
    }
}
