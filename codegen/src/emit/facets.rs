//! Facets as expressions, and the constants of those that have a name.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::names::{Context, ident};
use crate::model::{Facet, Facets, FacetsItem, WhiteSpace};
use crate::visible::code;

/// A reference to facets.
pub(super) fn reference(facets: &Facets, context: &Context<'_>) -> TokenStream {
    match facets {
        Facets::Of(path) => {
            let path = context.path(path);
            quote!(<#path as gen1::Simple>::FACETS)
        }
        Facets::Named(path) => {
            let path = context.path(path);
            quote!(&#path)
        }
        other => {
            let other = value(other, context);
            quote!(&#other)
        }
    }
}

/// Facets as a value.
pub(super) fn value(facets: &Facets, context: &Context<'_>) -> TokenStream {
    match facets {
        Facets::BuiltIn(name) => {
            let name = ident(name);
            quote!(gen1::Facets::#name)
        }
        Facets::Decimal { total, fraction } => {
            let total = Literal::u32_unsuffixed(*total);
            let fraction = Literal::u32_unsuffixed(*fraction);
            quote!(decimal(#total, #fraction))
        }
        Facets::Of(_) | Facets::Named(_) => {
            let reference = reference(facets, context);
            quote!(*#reference)
        }
        Facets::List(item) => {
            let item = reference(item, context);
            quote!(gen1::Facets::list(#item))
        }
        Facets::Union(members) => {
            let members = members.iter().map(|member| reference(member, context));
            quote!(gen1::Facets::union(&[#(#members),*]))
        }
        Facets::Narrowed(narrowed) => {
            let base = value(&narrowed.base, context);
            let facets = narrowed.facets.iter().map(|one| facet(one, context));
            quote!(#base #(#facets)*)
        }
    }
}

/// Whether they are given by one of the imported words.
pub(super) fn uses_words(facets: &Facets) -> bool {
    match facets {
        Facets::Decimal { .. } => true,
        Facets::BuiltIn(_) | Facets::Of(_) | Facets::Named(_) => false,
        Facets::List(item) => uses_words(item),
        Facets::Union(members) => members.iter().any(uses_words),
        Facets::Narrowed(narrowed) => {
            let mut facets = narrowed.facets.iter();
            uses_words(&narrowed.base)
                || facets.any(|facet| matches!(facet, Facet::Restricting(base) if uses_words(base)))
        }
    }
}

fn facet(facet: &Facet, context: &Context<'_>) -> TokenStream {
    match facet {
        Facet::WhiteSpace(white_space) => {
            let white_space = self::white_space(*white_space);
            quote!(.white_space(#white_space))
        }
        Facet::Number(name, value) => {
            let name = format_ident!("{name}");
            let value = Literal::u32_unsuffixed(*value);
            quote!(.#name(#value))
        }
        Facet::Bound(name, value) => {
            let name = format_ident!("{name}");
            quote!(.#name(#value))
        }
        Facet::Values(values) => quote!(.values(&[#(#values),*])),
        Facet::Patterns(patterns) => quote!(.patterns(&[#(#patterns),*])),
        Facet::Named(name) => {
            let name = context.element(name);
            quote!(.named(#name))
        }
        Facet::Restricting(base) => {
            let base = reference(base, context);
            quote!(.restricting(#base))
        }
        Facet::Listed => quote!(.listed(|text| !matches!(Self::from(text), Self::Unlisted(_)))),
    }
}

fn white_space(white_space: WhiteSpace) -> TokenStream {
    match white_space {
        WhiteSpace::Replace => quote!(gen1::WhiteSpace::Replace),
        WhiteSpace::Collapse => quote!(gen1::WhiteSpace::Collapse),
    }
}

/// The constant of a generated type that has facets.
pub(super) fn of_type(facets: &Facets, context: &Context<'_>) -> TokenStream {
    let facets = reference(facets, context);
    quote!(const FACETS: &'static gen1::Facets = #facets;)
}

/// The facets of a type that has a name, but no Rust type of its own.
pub(super) fn item(item: &FacetsItem, context: &Context<'_>) -> TokenStream {
    let name = ident(&item.name);
    let facets = value(&item.facets, context);
    let docs = super::docs::doc(&format!("What {} allows.", code(&item.type_name)));
    // Other modules' fields may be of this type.
    quote! {
        #docs
        pub(crate) const #name: gen1::Facets = #facets;
    }
}
