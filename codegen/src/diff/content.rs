//! The content of things: the types, forms and facets of values, wildcards, elements of mixed
//! content.

use crate::model::{
    Codec, Derived, Field, Identity, IdentityKind, Process, RustType, Term, Value, Wildcard,
};

use super::admitted::{Admits, Admitted, AdmittedTerm, Namespaces};
use super::matching::qualified;
use super::names::TypeName;
use super::property::{Encoding, Property};
use super::surface::{Surface, element_name};
use super::things::Thing;

impl Surface<'_> {
    /// Adds the properties of the value that a thing holds.
    pub(super) fn value(&self, thing: &mut Thing, value: &Value) {
        thing.add(Property::Encoding(self.encoding(&value.codec)));
        thing.allowed = self.types.of_value(value);
        let derived = self.derived_enum(&value.ty);
        let variants = derived.into_iter().flat_map(|item| &item.variants);
        thing.derived = variants.map(|one| one.type_name.local.clone()).collect();
    }

    /// Returns the enum over derived types that the values of a type are.
    fn derived_enum(&self, ty: &RustType) -> Option<&Derived> {
        match ty {
            RustType::Generated(path) => self.derived.get(path).copied(),
            RustType::Vec(ty)
            | RustType::Option(ty)
            | RustType::Boxed(ty)
            | RustType::Nillable(ty) => self.derived_enum(ty),
            _ => None,
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

    /// Adds identity constraints.
    pub(super) fn identities(&self, thing: &mut Thing, identities: &[Identity]) {
        if !identities.is_empty() {
            let texts = identities.iter().map(|one| self.identity(one));
            thing.add(Property::Identities(texts.collect()));
        }
    }

    /// Returns an identity constraint in words, which don't depend on its name or on prefixes.
    fn identity(&self, identity: &Identity) -> String {
        let path = |path: &str| in_full(path, &identity.namespaces);
        let kind = match &identity.kind {
            IdentityKind::Unique => "unique".to_owned(),
            IdentityKind::Key => "key".to_owned(),
            IdentityKind::KeyReference(to) => {
                format!("reference to the key `{}`", self.names.matched_element(to))
            }
        };
        let fields: Vec<String> = identity.fields.iter().map(|field| path(field)).collect();
        let (selector, fields) = (path(&identity.selector), fields.join("`, `"));
        format!("{kind} (`{selector}` by `{fields}`)")
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
                    let name = self.names.element(&element_name(field, namespace));
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

/// Returns a path of an identity constraint with namespaces in the place of prefixes.
fn in_full(path: &str, namespaces: &[(String, String)]) -> String {
    let is_separator = |c: char| matches!(c, '/' | '|' | '@' | '.') || c.is_whitespace();
    let steps = path.split_inclusive(is_separator);
    steps
        .map(|step| {
            let Some((prefix, local)) = step.split_once(':') else {
                return step.trim().to_owned();
            };
            let bound = namespaces.iter().find(|(known, _)| known == prefix);
            match bound {
                Some((_, namespace)) => qualified(namespace, local.trim()),
                None => step.trim().to_owned(),
            }
        })
        .collect()
}
