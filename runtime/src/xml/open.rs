//! What wildcards and `xs:anyType` leave open, held in Strict against what the schema declares (XSD Part 1, section
//! 3.10.4): elements that are read as trees, and attributes without names.
//!
//! What the schema declares is known where the document is read as the generated `Root`, which has a variant for each
//! global element.

use std::borrow::Cow;

use super::builtin::Key;
use super::namespaces::{XML_NAMESPACE, XSI_NAMESPACE};
use super::parser::{RawAttribute, Token};
use super::reader::Reader;
use super::shape::{Attribute, Field, Process, Shape, Term};
use super::{Error, ErrorKind, Facets};
use crate::value::QName;

/// The global elements and attributes of a schema.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Declarations {
    /// A choice of the elements, with the attributes.
    pub(crate) roots: &'static Shape,
    /// Reads one of the elements.
    pub(crate) read: fn(&mut Reader<'_>) -> Result<(), Error>,
}

impl Reader<'_> {
    /// Says what the schema of the document declares: the fields of `roots` are its global elements, one of which
    /// `read` reads, and the attributes of `roots` its global attributes.
    pub fn declare(
        &mut self,
        roots: &'static Shape,
        read: fn(&mut Reader<'_>) -> Result<(), Error>,
    ) {
        self.declarations = Some(Declarations { roots, read });
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
    fn check_by(&mut self, declarations: Declarations, field: &Field) -> Result<bool, Error> {
        match (&field.term, field.process) {
            (Term::Any(_), Process::Skip) | (Term::Group(_), _) => return Ok(false),
            (Term::Any(_), process) => self.check_declared(declarations, process)?,
            // Of `xs:anyType`, whose content is a lax wildcard.
            (Term::Element, _) => self.check_children(declarations)?,
        }
        Ok(true)
    }

    /// Reads the element started last as what the schema declares it to be.
    fn check_declared(
        &mut self,
        declarations: Declarations,
        process: Process,
    ) -> Result<(), Error> {
        let tag = self.parser.tag();
        let (namespace, local) = (self.parser.namespace(tag), tag.local);
        if declarations.roots.contains(namespace, local) {
            self.arrive_by(None);
            return (declarations.read)(self).map_err(|error| error.within(local));
        }
        match process {
            // What is not declared may name its type instead.
            Process::Strict if self.type_name()?.is_none() => {
                Err(Error::new(ErrorKind::Unexpected {
                    expected: "an element that the schema declares".to_owned(),
                    found: format!("<{}>", QName::new(namespace, local)),
                })
                .at(tag.offset))
            }
            _ => self.check_children(declarations),
        }
    }

    /// Reads through the element started last, whose type is not known.
    fn check_children(&mut self, declarations: Declarations) -> Result<(), Error> {
        let step = self.parser.tag().local;
        self.check_open_attributes(&[], Process::Lax)
            .map_err(|error| error.within(step))?;
        loop {
            match self.parser.next()? {
                Token::End => return Ok(()),
                Token::Text(_) => {}
                Token::Start => self
                    .check_declared(declarations, Process::Lax)
                    .map_err(|error| error.within(step))?,
            }
        }
    }

    /// Checks the attributes of the element started last that are not `named`.
    pub(super) fn check_open_attributes(
        &mut self,
        named: &[Attribute],
        process: Process,
    ) -> Result<(), Error> {
        if self.declarations.is_none() && !self.keys.is_active() {
            return Ok(());
        }
        let tag = *self.parser.tag();
        let is_open = |attribute: &RawAttribute<'_>| {
            !matches!(&*attribute.namespace, XSI_NAMESPACE | XML_NAMESPACE)
                && !named.iter().any(|named| is(named, attribute))
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
        let declared = declarations.and_then(|known| {
            let all = known.roots.attributes;
            all.iter().find(|declared| is(declared, attribute))
        });
        let name = (&*attribute.namespace, attribute.local);
        match declared {
            Some(declared) => {
                let text = Cow::Borrowed(&*attribute.value);
                let text = declared.white_space.treat(text);
                let demands = [&Facets::ANY, declared.facets];
                self.check_value(&text, demands, declared.value, Some(declared), offset)
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

fn is(declared: &Attribute, attribute: &RawAttribute<'_>) -> bool {
    declared.local == attribute.local && declared.namespace == attribute.namespace
}
