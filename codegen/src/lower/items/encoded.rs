//! Arrays of SOAP encoding, and the types that it brings along.

use super::Items;
use crate::lower::facts::encoding::is_built_in;
use crate::model::{
    Access, Array, Codec, ElementName, Field, Item, Particle as Shaped, Path, RustType, Value,
};
use crate::qname::QName;
use crate::schema::components::{Content, TypeId};

const XSD: &str = "http://www.w3.org/2001/XMLSchema";

impl Items<'_, '_> {
    /// Returns the value of a type that [is built in](is_built_in).
    pub(super) fn built_in_value(&mut self, id: TypeId) -> Option<Value> {
        let ty = self.facts.schema.ty(id);
        let name = ty.name.as_ref().filter(|name| is_built_in(name))?;
        let complex = self.facts.complex(id)?;
        Some(match (&*name.local, &complex.content) {
            ("Map", _) => Value::own(RustType::Sapo("Map")),
            (_, Content::Simple(simple)) => self.value(*simple),
            ("Array", _) => {
                let any = Value::own(RustType::Sapo("Any"));
                let drops_nil = self.facts.drops_nil_items(&[name]);
                dimension(any, "", 1, None, drops_nil)
            }
            _ => Value::own(RustType::Sapo("Any")),
        })
    }

    /// The `Vec`, or the grid, that stands for an array of SOAP encoding.
    pub(super) fn soap_array(&mut self, id: TypeId, path: &Path) -> Option<Value> {
        let (_, dimensions, local) = self.facts.array_item(id)?;
        let drops_nil = self.drops_nil_items(id, &local);
        let mut value = self.soap_item(id)?;
        let mut inner = String::new();
        for brackets in dimensions.split_inclusive(']') {
            let commas = brackets.matches(',').count();
            value = dimension(value, &inner, commas + 1, Some(path), drops_nil);
            inner.push_str(&format!("[{}]", ",".repeat(commas)));
        }
        Some(value)
    }

    fn drops_nil_items(&self, id: TypeId, local: &str) -> bool {
        let owner = self.facts.owner_name(id);
        self.facts
            .drops_nil_items(&[&owner, &QName::new("", local)])
    }

    fn soap_item(&mut self, id: TypeId) -> Option<Value> {
        let (item, ..) = self.facts.array_item(id)?;
        let Some(item) = item.filter(|_| self.lowering.insert(id)) else {
            // An array whose items are itself has nothing else in it.
            return Some(Value::own(RustType::Sapo("Any")));
        };
        let value = self.value(item);
        let value = self.short(item, value, 1);
        self.lowering.remove(&id);
        Some(value)
    }

    /// Adds the shape of an array.
    pub(super) fn push_soap_array(&mut self, id: TypeId, path: Path) {
        let (Some((item, _, local)), Some(value)) = (self.facts.array_item(id), self.soap_item(id))
        else {
            return;
        };
        let type_name = match item {
            Some(item) => self.facts.named_type(item),
            None => ElementName {
                namespace: XSD.to_owned(),
                local: "anyType".to_owned(),
            },
        };
        let particle = Shaped {
            min: 0,
            max: None,
            type_name: Some(type_name),
            ..Shaped::one(&local)
        };
        let field = Field {
            nillable: true,
            ..Field::new(local, value, Access::Many, particle)
        };
        self.add_item(
            path.module,
            Item::Array(Array {
                name: path.name,
                type_name: None,
                namespace: String::new(),
                field,
                identities: Vec::new(),
                is_encoded: true,
            }),
        );
    }
}

/// An array of values that may be nil: a `Vec` of one dimension, which may leave out what is nil, or
/// a grid of more.
fn dimension(
    item: Value,
    inner: &str,
    dimensions: usize,
    shape: Option<&Path>,
    drops_nil: bool,
) -> Value {
    let drops_nil = drops_nil && dimensions == 1;
    let (ty, codec) = match (drops_nil, item.codec) {
        (true, codec) => (item.ty, codec),
        (false, Codec::Own) => (RustType::Option(Box::new(item.ty)), Codec::Own),
        (false, codec) => {
            let nillable = RustType::Option(Box::new(item.ty));
            (nillable, Codec::Nil(Box::new(codec)))
        }
    };
    let ty = match dimensions {
        1 => RustType::Vec(Box::new(ty)),
        _ => RustType::Grid(Box::new(ty)),
    };
    Value::new(
        ty,
        Codec::SoapArray {
            shape: shape.cloned(),
            item: Box::new(codec),
            inner: inner.to_owned(),
            drops_nil,
        },
    )
}
