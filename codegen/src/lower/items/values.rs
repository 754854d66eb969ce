//! The Rust type of each XML Schema type, and how it is read and written.

use super::Items;
use crate::lower::facts::built_in::{MICROSOFT_TYPES, atomic};
use crate::lower::facts::restrictions::named_white_space;
use crate::model::{Alias, Codec, Item, Newtype, Path, RustType, Value, WhiteSpace};
use crate::schema::builtin::ANY_SIMPLE_TYPE;
use crate::schema::components::{Content, ElementId, SimpleType, TypeId, TypeKind, Variety};

impl Items<'_, '_> {
    /// Returns the value of an element of this type.
    pub(in crate::lower) fn value(&mut self, id: TypeId) -> Value {
        if let Some(path) = self.facts.mapped(id) {
            return Value::own(RustType::Extern(path.to_owned()));
        }
        match &self.facts.schema.ty(id).kind {
            TypeKind::Simple(simple) => self.simple_value(id, simple),
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

    /// Returns the value of a simple type, by its name if it keeps that.
    fn simple_value(&mut self, id: TypeId, simple: &SimpleType) -> Value {
        let names = self.names;
        let value = self.nameless(id, simple);
        if let Some(path) = names.aliases.get(&id) {
            let ty = RustType::Alias(path.clone(), Box::new(value.ty.into_representation()));
            return Value { ty, ..value };
        }
        match names.simple.get(&id).filter(|_| !self.facts.is_enum(id)) {
            Some(path) => {
                let values = Box::new(value.ty.into_representation());
                Value::own(RustType::Newtype(path.clone(), values))
            }
            None => value,
        }
    }

    /// Returns the value of a type without the name that the type, or one that it restricts, keeps.
    pub(super) fn representation(&mut self, id: TypeId) -> Value {
        match &self.facts.schema.ty(id).kind {
            TypeKind::Simple(simple) => {
                let value = self.nameless(id, simple);
                let ty = value.ty.into_representation();
                Value { ty, ..value }
            }
            TypeKind::Complex(_) => self.value(id),
        }
    }

    /// Returns the value of a simple type without its own name. An anonymous restriction of a
    /// newtype still is that newtype.
    fn nameless(&mut self, id: TypeId, simple: &SimpleType) -> Value {
        Value {
            facets: self.demanded(id),
            ..self.by_variety(id, simple)
        }
    }

    /// The type and codec of a simple type.
    fn by_variety(&mut self, id: TypeId, simple: &SimpleType) -> Value {
        if let Some(name) = &self.facts.schema.ty(id).name
            && &*name.namespace == MICROSOFT_TYPES
        {
            match &*name.local {
                "guid" => return Value::own(RustType::Sapo("Uuid")),
                "char" => return Value::own(RustType::Std("u16")),
                _ => {}
            }
        }
        if self.facts.is_enum(id)
            && let Some(path) = self.names.simple.get(&id)
        {
            return Value::own(RustType::Generated(path.clone()));
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
                Some(&member) => self.representation(member),
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

    /// Adds the enum, newtype, or alias of a simple type to its module.
    pub(super) fn push_simple(&mut self, id: TypeId) {
        let TypeKind::Simple(simple) = &self.facts.schema.ty(id).kind else {
            return;
        };
        let names = self.names;
        if let Some(path) = names.aliases.get(&id) {
            let item = Item::Alias(Alias {
                name: path.name.clone(),
                docs: self.type_docs(id, &path.name),
                attributes: self.facts.attributes(&[&self.facts.owner_name(id)]),
                type_name: Some(self.facts.xml_type_name(id)),
                target: self.representation(id).ty,
            });
            return self.add_item(path.module, item);
        }
        let Some(path) = names.simple.get(&id) else {
            return;
        };
        let item = match &simple.variety {
            _ if !self.facts.is_enum(id) => Item::Newtype(self.newtype(id, path, simple)),
            Variety::Union(members) => Item::Union(self.union(id, path, members)),
            _ => Item::Enumeration(self.enumeration(id, path, simple)),
        };
        self.add_item(path.module, item);
    }

    fn newtype(&mut self, id: TypeId, path: &Path, simple: &SimpleType) -> Newtype {
        Newtype {
            name: path.name.clone(),
            docs: self.type_docs(id, &path.name),
            marks: self.marks(id),
            value: self.representation(id),
            white_space: match simple.variety {
                Variety::Any | Variety::Atomic(_) => named_white_space(simple.facets.white_space),
                Variety::List(_) => Some(WhiteSpace::Collapse),
                // Each member treats it in its own way.
                Variety::Union(_) => None,
            },
            type_name: self.facts.xml_type_name(id),
            facets: self.narrowed(id),
        }
    }
}
