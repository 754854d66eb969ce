//! Values that aren't shown.

use super::Items;
use crate::model::{Codec, RustType, Value};
use crate::qname::QName;
use crate::schema::components::{TypeId, TypeKind, ValueConstraint};

impl Items<'_, '_> {
    /// Returns the value of the element, attribute, or part at this path, as a secret if it is one.
    pub(in crate::lower) fn secured(
        &mut self,
        mut value: Value,
        path: &[&QName],
        ty: TypeId,
        constraint: Option<&ValueConstraint>,
    ) -> Value {
        let is_file = value.ty == RustType::Sapo("Attachment");
        let is_secret = self.facts.is_secret(path)
            || !is_file && self.facts.is_secret_by_name(path, ty, constraint);
        if !is_secret {
            return value;
        }
        if let RustType::Alias(..) | RustType::Newtype(..) = value.ty {
            // A newtype would show what it holds, and no text becomes one by itself.
            value = self.representation(ty);
            if self.names.simple.contains_key(&ty) {
                value.facets = Some(self.facets(ty));
            }
        }
        let is_simple = matches!(self.facts.schema.ty(ty).kind, TypeKind::Simple(_));
        let (ty, codec) = secret(value.ty, value.codec, is_simple);
        Value {
            ty,
            codec,
            facets: value.facets,
        }
    }
}

/// Returns a type as a secret, and its codec; of an array or of what may be nil, the values in it.
fn secret(ty: RustType, codec: Codec, is_simple: bool) -> (RustType, Codec) {
    match (ty, codec) {
        (RustType::Vec(item), Codec::Array(shape, codec)) => {
            let (item, codec) = secret(*item, *codec, false);
            let ty = RustType::Vec(Box::new(item));
            (ty, Codec::Array(shape, Box::new(codec)))
        }
        (RustType::Option(inner), codec @ (Codec::Nil(_) | Codec::Own)) => {
            let own = match codec {
                Codec::Nil(codec) => *codec,
                codec => codec,
            };
            let (inner, codec) = secret(*inner, own, is_simple);
            let codec = match codec {
                Codec::Own => Codec::Own,
                codec => Codec::Nil(Box::new(codec)),
            };
            (RustType::Option(Box::new(inner)), codec)
        }
        (RustType::Alias(_, ty), codec) => secret(*ty, codec, is_simple),
        (ty, codec) => {
            let is_text = match &ty {
                RustType::Std(_) => true,
                RustType::Sapo("Any" | "AnySimple" | "Attachment" | "Map") => false,
                RustType::Sapo(_) => true,
                _ => is_simple,
            };
            let codec = match codec {
                Codec::Own if is_text => Codec::Own,
                codec => Codec::Hidden(Box::new(codec)),
            };
            (RustType::Secret(Box::new(ty)), codec)
        }
    }
}
