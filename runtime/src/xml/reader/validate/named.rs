//! The type that `xsi:type` names, and whether it may stand there.

use super::Check;
use crate::xml::builtin::BuiltIn;
use crate::xml::facets::Facets;
use crate::xml::namespaces::{XSD_NAMESPACE, XSI_NAMESPACE};
use crate::xml::reader::Reader;
use crate::xml::shape::{Particle, Shape};
use crate::xml::{Error, ErrorKind};

/// The type that `xsi:type` names.
#[derive(Debug, Clone, Copy)]
pub(super) enum NamedType {
    /// None: the attribute is absent.
    None,
    /// `xs:anyType`
    Any,
    /// A simple type.
    Simple(Facets),
    /// A complex type of the schema.
    Complex(Particle, Check),
    /// A type that isn't known, or an abstract one.
    Unknown,
}

impl Reader<'_> {
    /// Returns the type that `xsi:type` of the element started last names.
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
            Some(ty) => match ty.field.check {
                Some(check) => NamedType::Complex(ty, check),
                None => NamedType::Simple(*ty.field.facets),
            },
            None => NamedType::Unknown,
        })
    }

    /// Returns the simple type that `xsi:type` of the element started last names in place of
    /// `declared`, the type in the schema.
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

    /// Returns the built-in type that `xsi:type` of the element started last names.
    pub(in crate::xml::reader) fn named_built_in(&self) -> Result<Option<BuiltIn>, Error> {
        let named = self.type_name()?;
        let local = named.filter(|(namespace, _)| *namespace == XSD_NAMESPACE);
        Ok(local.and_then(|(_, local)| BuiltIn::named(&local)))
    }

    /// Returns whether `xsi:type` of the element at hand, if there is one, names the type of this
    /// shape. A derived type has another shape.
    pub(super) fn is_of_type(&self, shape: &Shape) -> Result<bool, Error> {
        let Some((namespace, local)) = self.type_name()? else {
            return Ok(true);
        };
        Ok(shape
            .type_name
            .is_some_and(|known| (namespace, &*local) == known))
    }

    /// Returns whether `block` of the field that the element was reached by, or of its type, keeps
    /// a derived type out.
    pub(in crate::xml::reader) fn is_blocked(&self, ty: Particle) -> bool {
        ty.max == 0 || self.field.is_some_and(|field| field.blocks(ty.local))
    }

    /// Returns whether `block` of the field that the element was reached by keeps out the type that
    /// `xsi:type` names.
    pub(super) fn is_blocked_by_name(&self) -> Result<bool, Error> {
        let Some(field) = self.field.filter(|field| !field.blocked.is_empty()) else {
            return Ok(false);
        };
        Ok(match self.type_name()? {
            Some((_, local)) => field.blocks(&local),
            None => false,
        })
    }

    /// Returns whether the element started last says that it is nil.
    pub(super) fn names_nil(&self) -> Result<bool, Error> {
        let nil = self.attribute_named(XSI_NAMESPACE, "nil")?;
        Ok(matches!(nil.as_deref().map(str::trim), Some("true" | "1")))
    }

    /// Returns the error of an `xsi:type` that may not stand here.
    #[cold]
    pub(in crate::xml::reader) fn refused_type(&self) -> Error {
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
}
