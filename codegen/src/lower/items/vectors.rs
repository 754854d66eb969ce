//! Wrapper types: an element that holds one repeated element is a `Vec`.

use super::Items;
use super::fields::Place;
use crate::model::{Access, Array, Codec, Field, Item, RustType, Value};
use crate::schema::components::{Term, TypeId, TypeKind};

impl Items<'_, '_> {
    /// The `Vec` that stands for a wrapper type.
    pub(super) fn array(&mut self, id: TypeId) -> Option<Value> {
        let path = self.names.arrays.get(&id)?.clone();
        if self.facts.is_soap_array(id) {
            self.used.wrappers.insert(id);
            let value = self.soap_array(id, &path)?;
            return Some(self.short(id, value, 2));
        }
        let field = self.array_field(id)?;
        self.used.wrappers.insert(id);
        let item = field.codec();
        Some(Value::new(field.ty(), Codec::Array(path, Box::new(item))))
    }

    /// Returns the value of an item in a vector, or of an element that may be absent or nil. Two
    /// more vectors within, bytes included, are more than a reader can take in and Clippy accepts,
    /// so the type that holds them has a name.
    pub(super) fn item_value(&mut self, id: TypeId) -> Value {
        let item = match self.names.arrays.contains_key(&id) {
            true => self.facts.item(id),
            false => None,
        };
        if item.is_some_and(|(_, item)| self.is_vector(item)) && self.facts.mapped(id).is_none() {
            self.used.structs.insert(id);
            return self.struct_value(id);
        }
        let value = self.open_value(id);
        self.short(id, value, 1)
    }

    /// Whether a value of this type is a vector.
    fn is_vector(&mut self, id: TypeId) -> bool {
        let is_simple = matches!(self.facts.schema.ty(id).kind, TypeKind::Simple(_));
        match is_simple {
            true => self.value(id).ty.vectors() > 0,
            false => self.names.arrays.contains_key(&id),
        }
    }

    /// This value of a type; by its name where it is an array of SOAP encoding that is more vectors
    /// than these.
    pub(super) fn short(&mut self, id: TypeId, value: Value, most: usize) -> Value {
        match value.codec {
            Codec::SoapArray { .. } if value.ty.vectors() > most => {
                let name = RustType::Generated(self.names.ty(id));
                self.used.vectors.insert(id, value.ty);
                Value { ty: name, ..value }
            }
            _ => value,
        }
    }

    fn array_field(&mut self, id: TypeId) -> Option<Field> {
        let (particle, _) = self.facts.item(id)?;
        let Term::Element(element) = particle.term else {
            return None;
        };
        let path = self.names.ty(id);
        let namespace = self.names.namespace(path.module).to_owned();
        let xml = self.facts.owner_name(id);
        let place = Place {
            xml: &xml,
            namespace: &namespace,
        };
        let field = self.element_field(element, particle.min, particle.max, &place);
        debug_assert_eq!(field.access, Access::Many);
        Some(field)
    }

    pub(super) fn push_array(&mut self, id: TypeId) {
        if self.facts.is_soap_array(id)
            && let Some(path) = self.names.arrays.get(&id).cloned()
        {
            return self.push_soap_array(id, path);
        }
        let (Some(path), Some(field)) = (self.names.arrays.get(&id).cloned(), self.array_field(id))
        else {
            return;
        };
        let mut fields = [field];
        let namespace = self.shape_namespace(path.module, &mut fields);
        let [field] = fields;
        let type_name = self.facts.type_name(id);
        let identities = self.identities_of_type(id);
        self.add_item(
            path.module,
            Item::Array(Array {
                name: path.name,
                type_name,
                namespace,
                field,
                is_encoded: false,
                identities,
            }),
        );
    }
}
