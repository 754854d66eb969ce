//! The Rust type of each XML Schema type, and how it is read and written.

use crate::lower::Lowering;
use crate::model::{Codec, Item, RustType, Value, WhiteSpace};
use crate::schema::builtin::ANY_SIMPLE_TYPE;
use crate::schema::components::{
    BuiltIn, Content, SimpleType, TypeId, TypeKind, Variety, WhiteSpace as Facet,
};

/// The namespace of the types that ASP.NET adds to XML Schema's own.
const MICROSOFT_TYPES: &str = "http://microsoft.com/wsdl/types/";

impl Lowering<'_> {
    /// What an element of this type holds.
    pub(in crate::lower) fn value(&mut self, id: TypeId) -> Value {
        if let Some(path) = self.mapped(id) {
            return Value::own(RustType::Extern(path.to_owned()));
        }
        match &self.schema.ty(id).kind {
            TypeKind::Simple(simple) => Value {
                facets: self.demanded(id),
                ..self.simple_value(id, simple)
            },
            TypeKind::Complex(_) if self.schema.ty(id).base.is_none() => {
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
                self.names.needed.insert(id);
                self.struct_value(id)
            }
        }
    }

    /// What an element holds that may name its own type.
    pub(in crate::lower) fn open_value(&mut self, id: TypeId) -> Value {
        match id == ANY_SIMPLE_TYPE && self.mapped(id).is_none() {
            true => Value::own(RustType::Sapo("AnySimple")),
            false => self.value(id),
        }
    }

    /// The struct of a complex type, whatever is derived from it.
    pub(in crate::lower) fn struct_value(&mut self, id: TypeId) -> Value {
        Value::own(RustType::Generated(self.names.ty(id)))
    }

    /// The type, codec and white space of a simple type.
    fn simple_value(&mut self, id: TypeId, simple: &SimpleType) -> Value {
        if let Some(name) = &self.schema.ty(id).name
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
                if let Some(base) = self.schema.ty(id).base
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

    /// Whether a simple type's values are of a Rust type that the schema does not tell: ASP.NET's, or one that the
    /// configuration names.
    pub(in crate::lower) fn is_foreign(&self, id: TypeId) -> bool {
        let ty = self.schema.ty(id);
        let is_simple = matches!(&ty.kind, TypeKind::Simple(simple) if matches!(simple.variety, Variety::Atomic(_)));
        let is_microsofts = |name: &crate::qname::QName| &*name.namespace == MICROSOFT_TYPES;
        let own = ty.name.as_ref().is_some_and(is_microsofts) || self.mapped(id).is_some();
        own || is_simple && ty.base.is_some_and(|base| self.is_foreign(base))
    }

    /// Whether a simple type's values are of a type of their own, an enumeration's or ASP.NET's.
    pub(in crate::lower) fn is_special(&self, id: TypeId) -> bool {
        let ty = self.schema.ty(id);
        self.names.simple.contains_key(&id)
            || ty
                .name
                .as_ref()
                .is_some_and(|name| &*name.namespace == MICROSOFT_TYPES)
            || self.mapped(id).is_some()
            || (matches!(&ty.kind, TypeKind::Simple(simple) if matches!(simple.variety, Variety::Atomic(_)))
                && ty.base.is_some_and(|base| self.is_special(base)))
    }

    /// The text that a complex type with simple content holds.
    pub(in crate::lower) fn text_value(&mut self, content: &Content) -> Option<Value> {
        match content {
            Content::Simple(id) => Some(self.value(*id)),
            _ => None,
        }
    }

    /// Adds the enums of simple types to their modules.
    pub(in crate::lower) fn push_simple(&mut self, id: TypeId) {
        let Some(path) = self.names.simple.get(&id).cloned() else {
            return;
        };
        let TypeKind::Simple(simple) = &self.schema.ty(id).kind else {
            return;
        };
        let item = match &simple.variety {
            Variety::Union(members) => Item::Union(self.union(id, &path, members)),
            _ => Item::Enumeration(self.enumeration(id, &path, simple)),
        };
        self.modules.push(path.module, item);
    }
}

/// White space that has to be mentioned: a `String`'s own way is to keep it.
pub(in crate::lower) fn named_white_space(facet: Facet) -> Option<WhiteSpace> {
    match facet {
        Facet::Preserve => None,
        Facet::Replace => Some(WhiteSpace::Replace),
        Facet::Collapse => Some(WhiteSpace::Collapse),
    }
}

/// The one table from built-in types to Rust.
fn atomic(built_in: BuiltIn) -> Value {
    use BuiltIn as B;
    let ty = match built_in {
        B::Boolean => RustType::Std("bool"),
        B::Byte => RustType::Std("i8"),
        B::Short => RustType::Std("i16"),
        B::Int => RustType::Std("i32"),
        B::Long => RustType::Std("i64"),
        B::UnsignedByte => RustType::Std("u8"),
        B::UnsignedShort => RustType::Std("u16"),
        B::UnsignedInt => RustType::Std("u32"),
        B::UnsignedLong => RustType::Std("u64"),
        B::Float => RustType::Std("f32"),
        B::Double => RustType::Std("f64"),
        B::Integer
        | B::NonPositiveInteger
        | B::NegativeInteger
        | B::NonNegativeInteger
        | B::PositiveInteger => RustType::Sapo("Integer"),
        B::Decimal => RustType::Sapo("Decimal"),
        B::Duration => RustType::Sapo("Duration"),
        B::DateTime => RustType::Sapo("DateTime"),
        B::Time => RustType::Sapo("Time"),
        B::Date => RustType::Sapo("Date"),
        B::GYearMonth => RustType::Sapo("GYearMonth"),
        B::GYear => RustType::Sapo("GYear"),
        B::GMonthDay => RustType::Sapo("GMonthDay"),
        B::GDay => RustType::Sapo("GDay"),
        B::GMonth => RustType::Sapo("GMonth"),
        B::QName | B::Notation => RustType::Sapo("QName"),
        B::HexBinary => return Value::new(octets(), Codec::Hex),
        B::Base64Binary => return Value::new(octets(), Codec::Base64),
        B::String
        | B::AnyUri
        | B::NormalizedString
        | B::Token
        | B::Language
        | B::NmToken
        | B::Name
        | B::NcName
        | B::Id
        | B::IdRef
        | B::Entity => RustType::Std("String"),
    };
    Value::own(ty)
}

/// Whether values of a built-in type are text and nothing else.
pub(in crate::lower) fn is_text(built_in: BuiltIn) -> bool {
    atomic(built_in).ty == RustType::Std("String")
}

fn octets() -> RustType {
    RustType::Vec(Box::new(RustType::Std("u8")))
}
