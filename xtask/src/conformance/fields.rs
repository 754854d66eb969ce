//! How much of a module is typed.

use std::ops::AddAssign;

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Fields, Item};

/// Fields of structs and variants of enums, by what they hold.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Count {
    pub(super) typed: usize,
    /// A tree of whatever elements come.
    pub(super) trees: usize,
}

impl Count {
    /// Counts those of a module.
    pub(super) fn of(text: &str) -> Self {
        let mut count = Self::default();
        if let Ok(file) = syn::parse_file(text) {
            count.items(&file.items);
        }
        count
    }

    fn items(&mut self, items: &[Item]) {
        for item in items {
            match item {
                Item::Struct(item) => self.fields(&item.fields),
                Item::Enum(item) => {
                    // What stands in for types and values that no schema knows is no field of one.
                    let known = item
                        .variants
                        .iter()
                        .filter(|variant| variant.ident != "Other");
                    known.for_each(|variant| self.fields(&variant.fields));
                }
                Item::Mod(item) => item.content.iter().for_each(|(_, items)| self.items(items)),
                _ => {}
            }
        }
    }

    fn fields(&mut self, fields: &Fields) {
        for field in fields {
            if names_tree(field.ty.to_token_stream()) {
                self.trees += 1;
            } else {
                self.typed += 1;
            }
        }
    }
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.typed += other.typed;
        self.trees += other.trees;
    }
}

/// Whether `xml::Any` or `xml::Node` is in a type.
fn names_tree(ty: TokenStream) -> bool {
    let names: Vec<String> = ty
        .into_iter()
        .filter_map(|token| match token {
            TokenTree::Ident(name) => Some(name.to_string()),
            _ => None,
        })
        .collect();
    names
        .windows(2)
        .any(|pair| pair[0] == "xml" && matches!(pair[1].as_str(), "Any" | "Node"))
}
