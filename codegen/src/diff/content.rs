//! The content of things: the types, forms and facets of values, wildcards, elements of mixed
//! content.

use crate::model::{
    Codec, Constraint, ElementName, Field, Process, RustType, Term, Value, Wildcard,
};

use super::allowed::Allowed;
use super::names::TypeName;
use super::property::{Admits, Admitted, AdmittedTerm, Encoding, Namespaces, Property};
use super::surface::Surface;
use super::things::Thing;

impl Surface<'_> {
    /// Adds the properties of the value that a thing holds.
    pub(super) fn value(&self, thing: &mut Thing, value: &Value) {
        thing.add(Property::Encoding(self.encoding(&value.codec)));
        if let Some(facets) = &value.facets {
            thing.allowed = Allowed::new(facets, &self.facets);
        }
        thing.is_derived = self.is_derived(&value.ty);
    }

    fn is_derived(&self, ty: &RustType) -> bool {
        match ty {
            RustType::Generated(path) => self.derived.contains(path),
            RustType::Vec(ty)
            | RustType::Option(ty)
            | RustType::Boxed(ty)
            | RustType::Nillable(ty) => self.is_derived(ty),
            _ => false,
        }
    }

    fn encoding(&self, codec: &Codec) -> Encoding {
        match codec {
            Codec::Own | Codec::Item => Encoding::Own,
            Codec::Base64 => Encoding::Base64,
            Codec::Hex => Encoding::Hex,
            Codec::List(_) => Encoding::List,
            Codec::Array(shape, item) => {
                Encoding::Array(self.names.item(shape), Box::new(self.encoding(item)))
            }
            Codec::SoapArray { shape, inner, .. } => {
                let shape = shape.as_ref().map(|path| self.names.item(path));
                Encoding::SoapArray(shape, inner.to_string())
            }
            // The Rust type tells.
            Codec::Nil(inner)
            | Codec::NonNil(inner)
            | Codec::Boxed(inner)
            | Codec::Hidden(inner) => self.encoding(inner),
        }
    }

    /// Adds a default or fixed value.
    pub(super) fn constraint(&self, thing: &mut Thing, constraint: Option<&Constraint>) {
        thing
            .properties
            .extend(constraint.map(|constraint| match constraint {
                Constraint::Default(value) => Property::DefaultValue(value.clone()),
                Constraint::Fixed(value) => Property::FixedValue(value.clone()),
            }));
    }

    /// Returns the content that a wildcard admits.
    pub(super) fn admits(&self, wildcard: &Wildcard, process: Process) -> Admits {
        let namespaces = match wildcard {
            Wildcard::Any => Namespaces::Any,
            Wildcard::Other(own) => Namespaces::Other(self.names.namespace(own)),
            Wildcard::List(all) => {
                let all = all.iter().map(|one| self.names.namespace(one));
                Namespaces::Listed(all.collect())
            }
        };
        Admits {
            namespaces,
            process,
        }
    }

    /// Returns the elements of mixed content.
    pub(super) fn admitted(&self, fields: &[Field], namespace: &str) -> Vec<Admitted> {
        let fields = fields.iter().map(|field| {
            let particle = &field.particle;
            let term = match &particle.term {
                Term::Element => {
                    let name = ElementName {
                        namespace: particle
                            .namespace
                            .as_deref()
                            .unwrap_or(namespace)
                            .to_owned(),
                        local: particle.local.clone(),
                    };
                    let name = self.names.element(&name);
                    AdmittedTerm::Element(name, self.admitted_type(&field.value.ty))
                }
                Term::Group(path) => AdmittedTerm::Group(self.names.item(path)),
                Term::Inner(inner) => {
                    let fields = self.admitted(&inner.fields, &inner.namespace);
                    match inner.is_choice {
                        true => AdmittedTerm::Choice(fields),
                        false => AdmittedTerm::Sequence(fields),
                    }
                }
                Term::Any(wildcard, process) => {
                    AdmittedTerm::Wildcard(self.admits(wildcard, *process))
                }
            };
            Admitted {
                term,
                occurs: (particle.min, particle.max),
            }
        });
        fields.collect()
    }

    /// Returns the type of an element of mixed content.
    ///
    /// No Rust value is of it, so a type that became an enum, as others are derived from it, is
    /// still the same.
    fn admitted_type(&self, ty: &RustType) -> TypeName {
        self.names
            .ty_by(ty, &|path| match self.type_names.get(path) {
                Some(name) => self.names.element(name),
                None => self.names.item(path),
            })
    }
}
