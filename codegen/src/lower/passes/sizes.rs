//! The sizes of values, for a target with pointers of 64 bits whatever machine generates.
//!
//! They are estimates from above: Rust may use invalid bit patterns of a value for the variants of
//! an enum around it, and here only well-known types are expected to have such patterns.

use std::collections::HashMap;

use super::cycles::Node;
use crate::model::{AttributeField, Layout, RustType, Struct};

/// The size of a pointer, and of the part of an enum that tells its variants apart.
const WORD: usize = 8;
/// The size of a `Vec` or a `String`.
const VECTOR: usize = 24;

/// The sizes of generated types, in bytes.
#[derive(Debug, Default)]
pub(super) struct Sizes(HashMap<Node, usize>);

impl Sizes {
    /// Adds a type.
    pub(super) fn set_size(&mut self, node: Node, size: usize) {
        self.0.insert(node, size);
    }

    /// The size of a value on the heap, where it is kept.
    pub(super) const OF_BOX: usize = WORD;

    /// The size of an enum over derived types, whose values are on the heap.
    pub(super) const OF_DERIVED: usize = 2 * WORD;

    /// The size of an enumeration, which keeps a value that isn't listed.
    pub(super) const OF_ENUMERATION: usize = VECTOR;

    /// Returns the size of an enum with variants of these sizes.
    pub(super) fn of_enum(variants: impl Iterator<Item = usize>) -> usize {
        whole(WORD + variants.max().unwrap_or(0))
    }

    /// Returns the size of a struct with parts of these sizes.
    pub(super) fn of_struct(parts: impl Iterator<Item = usize>) -> usize {
        whole(parts.sum())
    }

    /// Returns the size of what a struct has beside the fields for its elements.
    pub(super) fn beside_fields(&self, ty: &Struct) -> usize {
        let attributes = ty.attributes.iter().map(AttributeField::ty);
        let attributes = attributes.map(|ty| self.size_of(&ty));
        let content = match &ty.layout {
            Layout::Sequence | Layout::All => 0,
            Layout::Text(_, value) => self.size_of(&value.ty),
            Layout::Mixed { .. } => VECTOR,
        };
        let any = if ty.any_attribute.is_some() {
            VECTOR
        } else {
            0
        };
        attributes.sum::<usize>() + content + any
    }

    /// Returns the size of a Rust type.
    pub(super) fn size_of(&self, ty: &RustType) -> usize {
        match ty {
            RustType::Std(name) => of_std(name),
            RustType::Sapo(name) => of_sapo(name),
            // A program's own type is like a string.
            RustType::Extern(_) | RustType::Vec(_) => VECTOR,
            RustType::Grid(_) => 2 * VECTOR,
            RustType::Boxed(_) => Self::OF_BOX,
            RustType::Alias(_, ty) | RustType::Newtype(_, ty) | RustType::Secret(ty) => {
                self.size_of(ty)
            }
            // A type that isn't known is still to be put on the heap.
            RustType::Generated(path) => {
                let node = (path.module, path.name.clone());
                self.0.get(&node).copied().unwrap_or(WORD)
            }
            RustType::Option(ty) | RustType::Nillable(ty) => match has_spare_patterns(ty) {
                true => self.size_of(ty),
                false => whole(self.size_of(ty) + 1),
            },
        }
    }
}

/// Rounds a size up to whole words.
fn whole(size: usize) -> usize {
    size.next_multiple_of(WORD)
}

/// Whether `Option` needs no room beside the value.
fn has_spare_patterns(ty: &RustType) -> bool {
    match ty {
        RustType::Std(name) => matches!(*name, "String" | "bool"),
        RustType::Sapo(name) => !matches!(*name, "Decimal" | "Uuid"),
        RustType::Vec(_) | RustType::Grid(_) | RustType::Boxed(_) => true,
        RustType::Alias(_, ty)
        | RustType::Newtype(_, ty)
        | RustType::Secret(ty)
        | RustType::Option(ty)
        | RustType::Nillable(ty) => has_spare_patterns(ty),
        RustType::Extern(_) | RustType::Generated(_) => false,
    }
}

fn of_std(name: &str) -> usize {
    match name {
        "bool" | "i8" | "u8" => 1,
        "i16" | "u16" => 2,
        "i32" | "u32" | "f32" => 4,
        "i64" | "u64" | "f64" => 8,
        _ => VECTOR,
    }
}

fn of_sapo(name: &str) -> usize {
    match name {
        "GDay" | "GMonth" | "GMonthDay" => 6,
        "Decimal" | "GYear" | "GYearMonth" | "Uuid" => 16,
        "Date" | "Map" | "Time" => 24,
        "Duration" | "Integer" => 32,
        "DateTime" => 40,
        "QName" => 48,
        "AnySimple" => 72,
        "Attachment" => 88,
        _ => 200,
    }
}

#[cfg(all(test, target_pointer_width = "64"))]
mod tests {
    use super::*;

    macro_rules! sizes {
        ($kind:ident: $($ty:ty as $name:literal),*) => {
            [$((
                $name,
                Sizes::default().size_of(&RustType::$kind($name)),
                size_of::<$ty>(),
                Sizes::default().size_of(&RustType::Option(Box::new(RustType::$kind($name)))),
                size_of::<Option<$ty>>(),
            )),*]
        };
    }

    #[test]
    fn sizes_are_those_of_the_runtime() {
        let exact = sizes![Sapo:
            sapo::AnySimple as "AnySimple", sapo::Attachment as "Attachment", sapo::Date as "Date",
            sapo::DateTime as "DateTime", sapo::Decimal as "Decimal", sapo::Duration as "Duration",
            sapo::GDay as "GDay", sapo::GMonth as "GMonth", sapo::GMonthDay as "GMonthDay",
            sapo::GYear as "GYear", sapo::GYearMonth as "GYearMonth", sapo::Integer as "Integer",
            sapo::QName as "QName", sapo::Time as "Time", sapo::Uuid as "Uuid",
            sapo::xml::Any as "Any", sapo::soap::Map as "Map"
        ];
        let std = sizes![Std: String as "String", bool as "bool", i16 as "i16", f32 as "f32", u64 as "u64"];
        for (name, estimate, size, optional_estimate, optional) in exact.into_iter().chain(std) {
            assert_eq!(estimate, size, "{name}");
            assert!(optional_estimate >= optional, "Option<{name}>");
        }
    }
}
