//! The type that `xsi:type` names, where Rust types do not tell which types may stand there: on elements of simple types,
//! and where the schema leaves open what an element is.

use super::Error;
use super::builtin::BuiltIn;
use super::check::Check;
use super::facets::Facets;
use super::namespaces::{XSD_NAMESPACE, XSI_NAMESPACE};
use super::reader::Reader;
use super::shape::{Field, Shape};

/// What `xsi:type` names.
#[derive(Debug, Clone, Copy)]
pub(crate) enum NamedType {
    /// Nothing: it is not there.
    None,
    /// `xs:anyType`
    Any,
    /// A simple type.
    Simple(Facets),
    /// A complex type of the schema.
    Complex(&'static Field, Check),
    /// Nothing that is known, or an abstract type.
    Unknown,
}

impl Reader<'_> {
    /// The type that `xsi:type` of the element started last names.
    pub(super) fn named_type(&self) -> Result<NamedType, Error> {
        let Some((namespace, local)) = self.type_name()? else {
            return Ok(NamedType::None);
        };
        if namespace == XSD_NAMESPACE {
            return Ok(match &*local {
                "anyType" => NamedType::Any,
                local => Facets::of_built_in(local).map_or(NamedType::Unknown, NamedType::Simple),
            });
        }
        let known = self
            .declarations
            .and_then(|known| known.ty(namespace, &local));
        Ok(match known {
            Some(ty) => match ty.check {
                Some(check) => NamedType::Complex(ty, check),
                None => NamedType::Simple(*ty.facets),
            },
            None => NamedType::Unknown,
        })
    }

    /// The simple type that `xsi:type` of the element started last names, where `declared` is what the schema says.
    pub(super) fn named_simple(&self, declared: &Facets) -> Result<Option<Facets>, Error> {
        let named = match self.named_type()? {
            NamedType::None => return Ok(None),
            // It may be of a schema that is not known here.
            NamedType::Unknown if self.declarations.is_none() => return Ok(None),
            NamedType::Simple(named) => named,
            NamedType::Any | NamedType::Complex(..) | NamedType::Unknown => {
                return Err(self.refused_type());
            }
        };
        let is_own = !named.is_any() && declared.may_stand_for(&named);
        match named.may_stand_for(declared) && (is_own || !self.is_blocked_by_name()?) {
            true => Ok(Some(named)),
            false => Err(self.refused_type()),
        }
    }

    /// The built-in type that `xsi:type` of the element started last names.
    pub(super) fn named_built_in(&self) -> Result<Option<BuiltIn>, Error> {
        let named = self.type_name()?;
        let local = named.filter(|(namespace, _)| *namespace == XSD_NAMESPACE);
        Ok(local.and_then(|(_, local)| BuiltIn::named(&local)))
    }

    /// Whether the field by which the element was reached does not let the type stand there that `xsi:type` names.
    pub(super) fn is_blocked_by_name(&self) -> Result<bool, Error> {
        let Some(field) = self.field.filter(|field| !field.blocked.is_empty()) else {
            return Ok(false);
        };
        Ok(match self.type_name()? {
            Some((_, local)) => field.blocks(&local),
            None => false,
        })
    }

    /// Whether the element started last says that it is nil.
    pub(super) fn names_nil(&self) -> Result<bool, Error> {
        let nil = self.attribute_named(XSI_NAMESPACE, "nil")?;
        Ok(matches!(nil.as_deref().map(str::trim), Some("true" | "1")))
    }

    /// Reads the element at hand as of this simple type.
    pub(super) fn check_simple(&mut self, facets: &Facets) -> Result<(), Error> {
        self.begin(&Shape::SIMPLE)?;
        if self.names_nil()? {
            return self.nil();
        }
        let offset = self.parser.tag().offset;
        let text = self.element_text(None)?;
        let text = facets.treatment().treat(text);
        self.check_facets(facets, &text, None, offset)
    }
}
