//! SOAP encoding: its arrays, and the names of types that its messages carry.

use super::messages::header_blocks;
use std::collections::HashSet;

use super::Facts;
use crate::model::{Codec, ElementName, RustType, Value};
use crate::qname::QName;
use crate::schema::components::{
    Content, Derivation, ElementId, GroupId, Particle, Schema, Term, TypeId, TypeKind,
};
use crate::service::{Message, Service, Use};

const SOAP_ENCODINGS: [&str; 2] = [
    "http://schemas.xmlsoap.org/soap/encoding/",
    "http://www.w3.org/2003/05/soap-encoding",
];
const APACHE: &str = "http://xml.apache.org/xml-soap";
const XSD: &str = "http://www.w3.org/2001/XMLSchema";

/// The elements within the types of encoded messages, whose types the wire names.
pub(super) fn elements(schema: &Schema, services: &[Service]) -> HashSet<ElementId> {
    let mut reached = Reached {
        schema,
        types: HashSet::new(),
        elements: HashSet::new(),
        groups: HashSet::new(),
        left: Vec::new(),
    };
    let interfaces = services.iter().flat_map(|service| &service.interfaces);
    let operations = interfaces.flat_map(|interface| &interface.operations);
    for operation in operations {
        let messages = operation.input.iter().chain(&operation.output);
        let bodies = messages.filter(|of| is_encoded(of)).flat_map(|of| &of.body);
        let blocks = header_blocks(operation).map(|(block, _)| block);
        let blocks = blocks.filter(|block| block.r#use == Use::Encoded);
        let parts = bodies.map(|part| part.content);
        let parts = parts.chain(blocks.map(|block| block.content));
        reached.left.extend(parts.map(|content| content.ty(schema)));
    }
    while let Some(id) = reached.left.pop() {
        if reached.types.insert(id) {
            reached.visit(id);
        }
    }
    reached.elements
}

/// Whether a message is in SOAP encoding.
pub(in crate::lower) fn is_encoded(message: &Message) -> bool {
    message.r#use == Use::Encoded
}

/// Whether a name is of the types that SOAP encoding itself, or what is used with it, brings along:
/// they are types of Rust and of the runtime, and need no items of their own.
pub(in crate::lower) fn is_built_in(name: &QName) -> bool {
    SOAP_ENCODINGS.contains(&&*name.namespace)
        || &*name.namespace == APACHE && matches!(&*name.local, "Map" | "mapItem")
}

struct Reached<'s> {
    schema: &'s Schema,
    types: HashSet<TypeId>,
    elements: HashSet<ElementId>,
    groups: HashSet<GroupId>,
    left: Vec<TypeId>,
}

impl Reached<'_> {
    fn visit(&mut self, id: TypeId) {
        let derived = self.schema.derived.get(&id);
        self.left.extend(derived.into_iter().flatten());
        let TypeKind::Complex(complex) = &self.schema.ty(id).kind else {
            return;
        };
        if let Some(array) = &complex.soap_array {
            self.left.push(array.item);
        }
        if let Content::Elements(particle) | Content::Mixed(particle) = &complex.content {
            self.particle(particle);
        }
    }

    fn particle(&mut self, particle: &Particle) {
        match &particle.term {
            Term::Element(id) => {
                if self.elements.insert(*id) {
                    self.left.push(self.schema.element(*id).ty);
                }
            }
            Term::Group(_, particles) => particles.iter().for_each(|of| self.particle(of)),
            Term::Reference(id) => {
                if self.groups.insert(*id) {
                    let group = self.schema.group(*id);
                    group.particles.iter().for_each(|of| self.particle(of));
                }
            }
            Term::Any(_) => {}
        }
    }
}

impl<'s> Facts<'s> {
    /// Whether a type is an array of SOAP encoding that says what its items are.
    pub(in crate::lower) fn is_soap_array(&self, id: TypeId) -> bool {
        let is_array = |id: TypeId| {
            let name = self.schema.ty(id).name.as_ref();
            name.is_some_and(|name| is_built_in(name) && &*name.local == "Array")
        };
        let mut at = id;
        while let Some(base) = self.schema.ty(at).base {
            if is_array(base) {
                let is_restriction = self.schema.ty(id).derivation == Derivation::Restriction;
                // Some write an extension to give `wsdl:arrayType`.
                let is_given = at == id
                    && self
                        .complex(id)
                        .is_some_and(|complex| complex.soap_array.is_some());
                return !is_array(id) && (is_restriction || is_given);
            }
            at = base;
        }
        false
    }

    /// The items of an array, their brackets, and the name of their elements.
    pub(in crate::lower) fn array_item(
        &self,
        id: TypeId,
    ) -> Option<(Option<TypeId>, String, String)> {
        let complex = self.complex(id)?;
        let element = match &complex.content {
            Content::Elements(particle) => only_element(particle),
            _ => None,
        };
        let element = element.map(|id| self.schema.element(id));
        let local = element.map_or("item", |element| &element.name.local);
        Some(match (&complex.soap_array, element) {
            (Some(array), _) => (Some(array.item), array.dimensions.clone(), local.to_owned()),
            (None, Some(element)) => (Some(element.ty), "[]".to_owned(), local.to_owned()),
            (None, None) => match self.schema.ty(id).base {
                Some(base) if self.is_soap_array(base) => return self.array_item(base),
                _ => (None, "[]".to_owned(), local.to_owned()),
            },
        })
    }

    /// The type that an encoded element of this value names, where its Rust type does not tell.
    pub(in crate::lower) fn unusual_type(&self, id: TypeId, value: &Value) -> Option<ElementName> {
        let is_told = match (value.ty.exposed(), value.codec.exposed()) {
            (_, Codec::Array(..) | Codec::SoapArray { .. }) => true,
            (RustType::Sapo("Any" | "AnySimple" | "Map"), _) => true,
            (RustType::Generated(_), _) => matches!(self.schema.ty(id).kind, TypeKind::Complex(_)),
            _ => false,
        };
        if is_told {
            return None;
        }
        let name = self.named_type(id);
        let is_usual = name.namespace == XSD && usual_type(value) == Some(&*name.local);
        (!is_usual).then_some(name)
    }

    /// The name of a type, or of the one that an anonymous one is derived from.
    pub(in crate::lower) fn named_type(&self, id: TypeId) -> ElementName {
        let mut at = id;
        loop {
            let ty = self.schema.ty(at);
            match (&ty.name, ty.base) {
                (Some(name), _) => return name.into(),
                (None, Some(base)) => at = base,
                (None, None) => {
                    return ElementName {
                        namespace: XSD.to_owned(),
                        local: "anyType".to_owned(),
                    };
                }
            }
        }
    }
}

/// The one element that a content consists of, as often as it may.
fn only_element(particle: &Particle) -> Option<ElementId> {
    match &particle.term {
        Term::Element(id) => Some(*id),
        Term::Group(_, particles) => match &particles[..] {
            [only] => only_element(only),
            _ => None,
        },
        Term::Reference(_) | Term::Any(_) => None,
    }
}

/// The built-in type that the runtime takes a Rust type for.
fn usual_type(value: &Value) -> Option<&'static str> {
    let (ty, codec) = (value.ty.exposed(), value.codec.exposed());
    Some(match (codec, ty) {
        (Codec::Base64, _) => "base64Binary",
        (Codec::Hex, _) => "hexBinary",
        (Codec::Own, RustType::Std(name)) => match *name {
            "String" => "string",
            "bool" => "boolean",
            "i8" => "byte",
            "i16" => "short",
            "i32" => "int",
            "i64" => "long",
            "u8" => "unsignedByte",
            "u16" => "unsignedShort",
            "u32" => "unsignedInt",
            "u64" => "unsignedLong",
            "f32" => "float",
            "f64" => "double",
            _ => return None,
        },
        (Codec::Own, RustType::Sapo(name)) => match *name {
            "Integer" => "integer",
            "Decimal" => "decimal",
            "Duration" => "duration",
            "DateTime" => "dateTime",
            "Time" => "time",
            "Date" => "date",
            "GYear" => "gYear",
            "GYearMonth" => "gYearMonth",
            "GMonth" => "gMonth",
            "GMonthDay" => "gMonthDay",
            "GDay" => "gDay",
            "QName" => "QName",
            _ => return None,
        },
        _ => return None,
    })
}
