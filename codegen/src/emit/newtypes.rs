//! Newtypes of simple types, which check the values that programs make.

use proc_macro2::TokenStream;
use quote::quote;

use super::codec::codec;
use super::derives::derives;
use super::docs::docs;
use super::facets;
use super::names::{Context, ident};
use super::simple::white_space;
use crate::model::{Codec, Newtype, RustType};

/// A newtype, its conversions, and its codec.
pub(super) fn emit(newtype: &Newtype, context: &Context<'_>) -> TokenStream {
    let name = ident(&newtype.name);
    let docs = docs(&newtype.docs);
    let ty = context.ty(&newtype.value.ty);
    let derives = derives(&own_derives(&newtype.value.ty), &newtype.marks, context);
    let transparent = context.serde().then(|| quote!(#[serde(transparent)]));
    let codec = match &newtype.value.codec {
        Codec::Own => quote!(gen1::Item),
        other => codec(other, context),
    };
    let facets = facets::of_type(&newtype.facets, context);
    let white_space = white_space(newtype.white_space);
    let referred = match &newtype.value.ty {
        RustType::Std("String") => quote!(str),
        RustType::Vec(item) => {
            let item = context.ty(item);
            quote!([#item])
        }
        _ => ty.clone(),
    };
    let from_text = (newtype.value.ty == RustType::Std("String")).then(|| {
        quote! {
            impl TryFrom<&str> for #name {
                type Error = ::sapo::xml::ValueError;

                fn try_from(value: &str) -> Result<Self, Self::Error> {
                    Self::try_from(value.to_owned())
                }
            }
        }
    });
    quote! {
        #docs
        #derives
        #transparent
        pub struct #name(#ty);

        impl TryFrom<#ty> for #name {
            type Error = ::sapo::xml::ValueError;

            fn try_from(value: #ty) -> Result<Self, Self::Error> {
                gen1::checked(Self(value))
            }
        }

        #from_text

        impl ::core::str::FromStr for #name {
            type Err = ::sapo::xml::ValueError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                gen1::checked_from_str(text)
            }
        }

        impl ::core::fmt::Display for #name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(&gen1::lexical(self))
            }
        }

        impl AsRef<#referred> for #name {
            fn as_ref(&self) -> &#referred {
                &self.0
            }
        }

        impl From<#name> for #ty {
            fn from(value: #name) -> Self {
                value.0
            }
        }

        impl gen1::Simple for #name {
            #facets
            #white_space

            fn parse(text: &str, scope: &gen1::Scope<'_>) -> Result<Self, gen1::ValueError> {
                gen1::TextCodec::parse(&#codec, text, scope).map(Self)
            }

            fn placeholder() -> Self {
                Self(gen1::TextCodec::placeholder(&#codec))
            }

            fn format(&self, w: &mut gen1::Writer) {
                gen1::TextCodec::format(&#codec, &self.0, w);
            }
        }
    }
}

/// Returns the traits that a newtype around a value of this type derives.
fn own_derives(ty: &RustType) -> Vec<&'static str> {
    let mut derives = vec!["Debug", "Clone"];
    if ty.is_copy() {
        derives.push("Copy");
    }
    derives.push("PartialEq");
    if ty.is_eq() {
        derives.extend(["Eq", "Hash"]);
    }
    if ty.is_ord() {
        derives.extend(["PartialOrd", "Ord"]);
    }
    derives
}
