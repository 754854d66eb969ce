//! Implementations of `Debug`. A call to the runtime costs the compiler less than a derive.

use heck::ToSnakeCase;
use proc_macro2::TokenStream;
use quote::quote;

use super::names::{Context, ident};
use crate::model::{Layout, Struct, Term};

/// The trait's name among derives.
pub(super) const NAME: &str = "Debug";

/// The way in which a struct or an enum of elements implements `Debug`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Debug {
    /// Derived.
    Derived,
    /// By the names in its shape, and the values that its `write` visits.
    ByShape,
    /// By its name, without any value.
    NameAlone,
}

impl Debug {
    /// Returns the way of a struct.
    pub(super) fn of_struct(ty: &Struct, context: &Context<'_>) -> Self {
        if context.is_configured(NAME, &ty.marks.derives) {
            Self::Derived
        } else if !context.debug() {
            Self::NameAlone
        } else if names_its_fields(ty) {
            Self::ByShape
        } else {
            Self::Derived
        }
    }

    /// Returns the way of an enum, which no entry of the configuration can mark.
    pub(super) fn of_enum(context: &Context<'_>) -> Self {
        match context.debug() || context.is_configured(NAME, &[]) {
            true => Self::Derived,
            false => Self::NameAlone,
        }
    }

    /// Returns the implementation for the type of this name, unless it is derived.
    pub(super) fn implementation(self, name: &str) -> Option<TokenStream> {
        let body = match self {
            Self::Derived => return None,
            Self::ByShape => quote!(gen1::debug(#name, self, f)),
            Self::NameAlone => quote!(f.write_str(#name)),
        };
        let ty = ident(name);
        Some(quote! {
            impl ::core::fmt::Debug for #ty {
                fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                    #body
                }
            }
        })
    }
}

/// Whether the runtime finds the name of each field by the shape: that of the element or attribute in
/// snake case, or `value` for the text.
fn names_its_fields(ty: &Struct) -> bool {
    let is_text_named = match &ty.layout {
        Layout::Sequence | Layout::All => true,
        Layout::Text(name, _) => name == "value",
        Layout::Mixed { .. } => false,
    };
    let mut fields = ty.fields.iter();
    let mut attributes = ty.attributes.iter();
    is_text_named
        && ty.any_attribute.is_none()
        && fields.all(|field| {
            matches!(field.particle.term, Term::Element)
                && field.particle.local.to_snake_case() == field.name
        })
        && attributes.all(|attribute| attribute.local.to_snake_case() == attribute.name)
}
