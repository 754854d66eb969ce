//! The Rust type of each XML Schema type, and how it is read and written.

use super::Items;
use crate::lower::facts::built_in::{MICROSOFT_TYPES, atomic};
use crate::model::{Codec, Item, RustType, Value};
use crate::schema::builtin::ANY_SIMPLE_TYPE;
use crate::schema::components::{Content, ElementId, SimpleType, TypeId, TypeKind, Variety};

impl Items<'_, '_> {
    /// Returns the value of an element of this type.
    pub(in crate::lower) fn value(&mut self, id: TypeId) -> Value {
        if let Some(path) = self.facts.mapped(id) {
            return Value::own(RustType::Extern(path.to_owned()));
        }
        match &self.facts.schema.ty(id).kind {
            TypeKind::Simple(simple) => Value {
                facets: self.demanded(id),
                ..self.simple_value(id, simple)
            },
            TypeKind::Complex(_) if self.facts.schema.ty(id).base.is_none() => {
                Value::own(RustType::Sapo("Any"))
            }
            TypeKind::Complex(_) => {
                if let Some(value) = self.built_in_value(id) {
                    return value;
                }
                if let Some(path) = self.names.derived.get(&id) {
                    return Value::own(RustType::Generated(path.clone()));
                }
                if let Some(array) = self.array(id) {
                    return array;
                }
                self.used.structs.insert(id);
                self.struct_value(id)
            }
        }
    }

    /// Returns the value of an element that may name its own type.
    pub(super) fn open_value(&mut self, id: TypeId) -> Value {
        match id == ANY_SIMPLE_TYPE && self.facts.mapped(id).is_none() {
            true => Value::own(RustType::Sapo("AnySimple")),
            false => self.value(id),
        }
    }

    /// The struct of a complex type, whatever is derived from it.
    pub(super) fn struct_value(&mut self, id: TypeId) -> Value {
        Value::own(RustType::Generated(self.names.ty(id)))
    }

    /// The type, codec and white space of a simple type.
    fn simple_value(&mut self, id: TypeId, simple: &SimpleType) -> Value {
        if let Some(name) = &self.facts.schema.ty(id).name
            && &*name.namespace == MICROSOFT_TYPES
        {
            match &*name.local {
                "guid" => return Value::own(RustType::Sapo("Uuid")),
                "char" => return Value::own(RustType::Std("u16")),
                _ => {}
            }
        }
        if let Some(path) = self.names.simple.get(&id) {
            let path = path.clone();
            return Value::own(RustType::Generated(path));
        }
        match &simple.variety {
            Variety::Any => Value::own(RustType::Std("String")),
            Variety::Atomic(built_in) => {
                // A restriction of a type that has a name of its own in Rust is that type.
                if let Some(base) = self.facts.schema.ty(id).base
                    && self.is_special(base)
                {
                    return self.value(base);
                }
                atomic(*built_in)
            }
            Variety::List(item) => {
                let item = self.value(*item);
                let codec = match item.codec {
                    Codec::Own => Codec::Item,
                    codec => codec,
                };
                Value::new(
                    RustType::Vec(Box::new(item.ty)),
                    Codec::List(Box::new(codec)),
                )
            }
            // A union that has no enum of its own: of one type only.
            Variety::Union(members) => match members.first() {
                Some(&member) => self.value(member),
                None => Value::own(RustType::Std("String")),
            },
        }
    }

    /// Returns the value of a global element by itself, as a message or a document.
    pub(in crate::lower) fn element_value(&mut self, element: ElementId) -> Value {
        self.type_value(self.facts.schema.element(element).ty)
    }

    /// Returns the value of a type by itself: a wrapper type is a struct here.
    pub(in crate::lower) fn type_value(&mut self, ty: TypeId) -> Value {
        if self.names.arrays.contains_key(&ty) {
            self.used.structs.insert(ty);
            self.struct_value(ty)
        } else {
            self.open_value(ty)
        }
    }

    /// The text that a complex type with simple content holds.
    pub(super) fn text_value(&mut self, content: &Content) -> Option<Value> {
        match content {
            Content::Simple(id) => Some(self.value(*id)),
            _ => None,
        }
    }

    /// Adds the enums of simple types to their modules.
    pub(super) fn push_simple(&mut self, id: TypeId) {
        let Some(path) = self.names.simple.get(&id).cloned() else {
            return;
        };
        let TypeKind::Simple(simple) = &self.facts.schema.ty(id).kind else {
            return;
        };
        let item = match &simple.variety {
            Variety::Union(members) => Item::Union(self.union(id, &path, members)),
            _ => Item::Enumeration(self.enumeration(id, &path, simple)),
        };
        self.add_item(path.module, item);
    }
}
