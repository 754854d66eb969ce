//! Defaults as Rust writes them. Each is read here first, by the codec that generated code reads it
//! with, so that no generated method can fail.

use std::collections::HashMap;

use sapo::gen1::{Base64, Hex, Scope, Simple, TextCodec, WhiteSpace};

use super::Items;
use crate::diagnostic::{Diagnostic, Span};
use crate::model::{Codec, Constraint, Literal, RustType, Value};
use crate::qname::QName;
use crate::schema::components::{Attribute, Element, TypeId, TypeKind, Variety};

/// A declaration of the schema that may give a value.
#[derive(Debug, Clone, Copy)]
pub(super) struct Declared<'d> {
    name: &'d QName,
    ty: TypeId,
    constraint: Option<&'d Constraint>,
    span: Option<&'d Span>,
}

impl<'d> From<&'d Element> for Declared<'d> {
    fn from(element: &'d Element) -> Self {
        Self {
            name: &element.name,
            ty: element.ty,
            constraint: element.value.as_ref(),
            span: Some(&element.span),
        }
    }
}

impl<'d> From<&'d Attribute> for Declared<'d> {
    fn from(attribute: &'d Attribute) -> Self {
        Self {
            name: &attribute.name,
            ty: attribute.ty,
            constraint: attribute.value.as_ref(),
            span: attribute.span.as_ref(),
        }
    }
}

/// The outcome of reading a text by the codec of a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reading {
    /// A value.
    Value,
    /// An error.
    Nothing,
    /// A result that depends on a type of the configuration, or on the prefixes of a document.
    Unknown,
}

impl From<bool> for Reading {
    fn from(is_value: bool) -> Self {
        match is_value {
            true => Self::Value,
            false => Self::Nothing,
        }
    }
}

impl Items<'_, '_> {
    /// Returns the default or fixed value of a declaration whose Rust value is `value`; `None` if
    /// it has none, if the text can't be read, or if it isn't known how it will be.
    pub(super) fn literal(&mut self, declared: Declared<'_>, value: &Value) -> Option<Literal> {
        let (kind, text) = match declared.constraint? {
            Constraint::Default(text) => ("default", text),
            Constraint::Fixed(text) => ("fixed value", text),
        };
        let treated = self.white_space(declared.ty).treat(text.into());
        match self.reading(declared.ty, value, &treated, &mut HashMap::new()) {
            Reading::Value => {}
            Reading::Unknown => return None,
            Reading::Nothing => {
                let name = &declared.name.local;
                let message = format!(
                    "the {kind} `{text}` of `{name}` doesn't fit its Rust type: generated code doesn't use it"
                );
                let help = format!(
                    "give `{name}`, as `Type/{name}`, another Rust type under `types` in the configuration"
                );
                self.unread.push(
                    Diagnostic::warning("default", declared.span.cloned(), message).with_help(help),
                );
                return None;
            }
        }
        Some(match value.ty.resolved() {
            RustType::Std("bool") => Literal::Bool(matches!(&*treated, "true" | "1")),
            RustType::Std("String") => Literal::Str(treated.into_owned()),
            RustType::Std("f32" | "f64") => Literal::Parsed(treated.into_owned()),
            RustType::Std(_) => Literal::Integer(treated.parse().ok()?),
            RustType::Generated(_) if self.is_listed(declared.ty) => {
                Literal::Listed(treated.into_owned(), None)
            }
            _ => Literal::Parsed(treated.into_owned()),
        })
    }

    /// Reads a text as a value of this type, once its white space is treated. `known` has the
    /// outcomes for other types and the same text: unions of unions would double the questions at
    /// each step.
    fn reading(
        &mut self,
        id: TypeId,
        value: &Value,
        text: &str,
        known: &mut HashMap<TypeId, Reading>,
    ) -> Reading {
        match (value.ty.resolved(), &value.codec) {
            (RustType::Vec(_), Codec::Hex) => {
                TextCodec::parse(&Hex, text, &Scope::EMPTY).is_ok().into()
            }
            (RustType::Vec(_), Codec::Base64) => TextCodec::parse(&Base64, text, &Scope::EMPTY)
                .is_ok()
                .into(),
            (RustType::Vec(_), Codec::List(_)) => self.reading_of_list(id, text),
            (RustType::Std(name) | RustType::Sapo(name), Codec::Own | Codec::Item) => {
                parses(name, text)
            }
            (RustType::Newtype(..), _) => {
                let value = self.representation(id);
                self.reading(id, &value, text, known)
            }
            (RustType::Generated(_), Codec::Own | Codec::Item) => match self.generated(id) {
                Some(id) => match known.get(&id) {
                    Some(&reading) => reading,
                    None => {
                        let reading = self.reading_of_enum(id, text, known);
                        known.insert(id, reading);
                        reading
                    }
                },
                None => Reading::Unknown,
            },
            _ => Reading::Unknown,
        }
    }

    fn reading_of_list(&mut self, id: TypeId, text: &str) -> Reading {
        let Some(item) = self.list_item(id) else {
            return Reading::Unknown;
        };
        let value = self.value(item);
        let items = text.split(' ').filter(|item| !item.is_empty());
        let readings = items.map(|text| self.reading(item, &value, text, &mut HashMap::new()));
        let others = readings.filter(|reading| *reading != Reading::Value);
        others
            .reduce(|one, other| match one {
                Reading::Unknown => other,
                _ => one,
            })
            .unwrap_or(Reading::Value)
    }

    /// Reads a text by the codec of a generated enum: an enumeration keeps any, and a union tries
    /// its members.
    fn reading_of_enum(
        &mut self,
        id: TypeId,
        text: &str,
        known: &mut HashMap<TypeId, Reading>,
    ) -> Reading {
        let TypeKind::Simple(simple) = &self.facts.schema.ty(id).kind else {
            return Reading::Unknown;
        };
        let Variety::Union(members) = &simple.variety else {
            return Reading::Value;
        };
        let members = self.members(members);
        for (id, member) in &members {
            let reading = match member.is_enumeration {
                true => self.lists(*id, text).into(),
                false => self.reading(*id, &member.value, text, known),
            };
            if reading != Reading::Nothing {
                return reading;
            }
        }
        // The last enumeration keeps what no member reads.
        members
            .iter()
            .any(|(_, member)| member.is_enumeration)
            .into()
    }

    /// Whether a type's Rust type is an enum of listed values.
    fn is_listed(&self, id: TypeId) -> bool {
        let is_union = |id| match &self.facts.schema.ty(id).kind {
            TypeKind::Simple(simple) => matches!(simple.variety, Variety::Union(_)),
            TypeKind::Complex(_) => false,
        };
        self.generated(id)
            .is_some_and(|id| self.facts.is_enum(id) && !is_union(id))
    }

    /// Whether the enum of a type has a variant for a text.
    fn lists(&self, id: TypeId, text: &str) -> bool {
        let listed = self.generated(id).map(|id| self.facts.listed(id));
        listed.is_some_and(|listed| listed.contains(&text))
    }

    /// The type that the enum which holds a type's values is made of: itself, or what it is a
    /// restriction or a union of.
    fn generated(&self, id: TypeId) -> Option<TypeId> {
        let mut at = id;
        while !self.names.simple.contains_key(&at) {
            let ty = self.facts.schema.ty(at);
            let TypeKind::Simple(simple) = &ty.kind else {
                return None;
            };
            at = match &simple.variety {
                Variety::Union(members) => *members.first()?,
                Variety::Atomic(_) => ty.base?,
                Variety::Any | Variety::List(_) => return None,
            };
        }
        Some(at)
    }

    fn list_item(&self, id: TypeId) -> Option<TypeId> {
        match &self.facts.schema.ty(id).kind {
            TypeKind::Simple(simple) => match &simple.variety {
                Variety::List(item) => Some(*item),
                Variety::Union(members) => self.list_item(*members.first()?),
                Variety::Any | Variety::Atomic(_) => None,
            },
            TypeKind::Complex(_) => None,
        }
    }

    /// Returns the white space treatment of a type's codec.
    fn white_space(&self, id: TypeId) -> WhiteSpace {
        match &self.facts.schema.ty(id).kind {
            TypeKind::Simple(simple) => match &simple.variety {
                Variety::Any | Variety::Atomic(_) => simple.facets.white_space,
                Variety::List(_) | Variety::Union(_) => WhiteSpace::Collapse,
            },
            TypeKind::Complex(_) => WhiteSpace::Preserve,
        }
    }
}

/// Reads a text as a type of Rust's or of the runtime's.
fn parses(ty: &str, text: &str) -> Reading {
    fn is<T: Simple>(text: &str) -> Reading {
        T::parse(text, &Scope::EMPTY).is_ok().into()
    }
    match ty {
        "String" => Reading::Value,
        "bool" => is::<bool>(text),
        "i8" => is::<i8>(text),
        "i16" => is::<i16>(text),
        "i32" => is::<i32>(text),
        "i64" => is::<i64>(text),
        "u8" => is::<u8>(text),
        "u16" => is::<u16>(text),
        "u32" => is::<u32>(text),
        "u64" => is::<u64>(text),
        "f32" => is::<f32>(text),
        "f64" => is::<f64>(text),
        "Integer" => is::<sapo::Integer>(text),
        "Decimal" => is::<sapo::Decimal>(text),
        "Duration" => is::<sapo::Duration>(text),
        "DateTime" => is::<sapo::DateTime>(text),
        "Time" => is::<sapo::Time>(text),
        "Date" => is::<sapo::Date>(text),
        "GYearMonth" => is::<sapo::GYearMonth>(text),
        "GYear" => is::<sapo::GYear>(text),
        "GMonthDay" => is::<sapo::GMonthDay>(text),
        "GDay" => is::<sapo::GDay>(text),
        "GMonth" => is::<sapo::GMonth>(text),
        "Uuid" => is::<sapo::Uuid>(text),
        // Names have prefixes, and the others are no text.
        _ => Reading::Unknown,
    }
}
