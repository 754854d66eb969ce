//! Enumerations and unions.

use proc_macro2::TokenStream;
use quote::quote;

use super::codec::codec;
use super::derives::{DERIVES, derives};
use super::docs::docs;
use super::names::{Context, ident};
use crate::model::{Codec, Enumeration, RustType, Union, WhiteSpace};

/// The enum of listed values.
pub(super) fn enumeration(enumeration: &Enumeration, context: &Context<'_>) -> TokenStream {
    let name = ident(&enumeration.name);
    let docs = docs(&enumeration.docs);
    let derives = derives(
        &[DERIVES, &["Eq", "Hash"]].concat(),
        &enumeration.marks,
        context,
    );
    let untagged = context.serde().then(|| quote!(#[serde(untagged)]));
    let variants = enumeration.values.iter().map(|listed| {
        let name = ident(&listed.name);
        let docs = super::docs::docs(&listed.docs);
        let value = &listed.value;
        let rename = context.serde().then(|| quote!(#[serde(rename = #value)]));
        quote!(#docs #rename #name,)
    });
    let facets = super::facets::of_type(&enumeration.facets, context);
    let texts = enumeration.values.iter().map(|listed| {
        let name = ident(&listed.name);
        let value = &listed.value;
        quote!(Self::#name => #value,)
    });
    let values = enumeration.values.iter().map(|listed| {
        let name = ident(&listed.name);
        let value = &listed.value;
        quote!(#value => Self::#name,)
    });
    let white_space = white_space(enumeration.white_space);
    quote! {
        #docs
        #derives
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            /// A value that the schema doesn't list. Match it by `_`, since a later version may list it.
            #untagged
            Unlisted(String),
        }

        impl #name {
            /// The value as written in XML.
            pub fn as_str(&self) -> &str {
                match self {
                    #(#texts)*
                    Self::Unlisted(value) => value,
                }
            }
        }

        impl From<&str> for #name {
            fn from(value: &str) -> Self {
                match value {
                    #(#values)*
                    other => Self::Unlisted(other.to_owned()),
                }
            }
        }

        impl gen1::Simple for #name {
            #facets
            #white_space

            fn parse(text: &str, _: &gen1::Scope<'_>) -> Result<Self, gen1::ValueError> {
                Ok(text.into())
            }

            fn placeholder() -> Self {
                Self::Unlisted(String::new())
            }

            fn format(&self, w: &mut gen1::Writer) {
                w.text(self.as_str());
            }
        }

        impl ::core::str::FromStr for #name {
            type Err = ::core::convert::Infallible;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Ok(text.into())
            }
        }
    }
}

/// The constant for white space, unless it collapses as for most types.
pub(super) fn white_space(white_space: Option<WhiteSpace>) -> Option<TokenStream> {
    let kind = match white_space {
        None => quote!(Preserve),
        Some(WhiteSpace::Replace) => quote!(Replace),
        Some(WhiteSpace::Collapse) => return None,
    };
    Some(quote!(const WHITE_SPACE: gen1::WhiteSpace = gen1::WhiteSpace::#kind;))
}

/// The enum of a union's member types.
pub(super) fn union(union: &Union, context: &Context<'_>) -> TokenStream {
    let name = ident(&union.name);
    let docs = docs(&union.docs);
    let derives = derives(DERIVES, &union.marks, context);
    let type_name = &union.type_name;
    let untagged = context.serde().then(|| quote!(#[serde(untagged)]));
    let variants = union.members.iter().map(|member| {
        let name = ident(&member.name);
        let ty = context.ty(&member.value.ty);
        quote!(#name(#ty),)
    });
    let text_codec = |codec: &Codec| match codec {
        Codec::Own => quote!(gen1::Item),
        codec => self::codec(codec, context),
    };
    let is_last_resort = union
        .members
        .last()
        .is_some_and(|member| *member.value.ty.resolved() == RustType::Std("String"));
    let parsed = &union.members[..union.members.len() - usize::from(is_last_resort)];
    let tries = parsed.iter().map(|member| {
        let variant = ident(&member.name);
        let ty = context.ty(&member.value.ty);
        if member.is_enumeration {
            quote! {
                match #ty::from(text) {
                    #ty::Unlisted(_) => {}
                    listed => return Ok(Self::#variant(listed)),
                }
            }
        } else {
            let codec = text_codec(&member.value.codec);
            quote! {
                if let Ok(value) = gen1::TextCodec::<#ty>::parse(&#codec, text, scope) {
                    return Ok(Self::#variant(value));
                }
            }
        }
    });
    let facets = super::facets::of_type(&union.facets, context);
    let uses_scope = parsed.iter().any(|member| !member.is_enumeration);
    let scope = if uses_scope { quote!(scope) } else { quote!(_) };
    let end = match union.members.last() {
        Some(last) if is_last_resort => {
            let variant = ident(&last.name);
            quote!(Ok(Self::#variant(text.to_owned())))
        }
        // Nothing else fits: the last enumeration keeps it.
        _ => match union.members.iter().rfind(|member| member.is_enumeration) {
            Some(member) => {
                let variant = ident(&member.name);
                quote!(Ok(Self::#variant(text.into())))
            }
            None => quote!(Err(gen1::ValueError::new(#type_name, text))),
        },
    };
    let formats = union.members.iter().map(|member| {
        let variant = ident(&member.name);
        let codec = text_codec(&member.value.codec);
        quote!(Self::#variant(value) => gen1::TextCodec::format(&#codec, value, w),)
    });
    let placeholder = union.members.first().map(|member| {
        let variant = ident(&member.name);
        let codec = text_codec(&member.value.codec);
        quote!(Self::#variant(gen1::TextCodec::placeholder(&#codec)))
    });
    // Only names need declarations around them.
    let names: Vec<_> = union
        .members
        .iter()
        .filter(|member| member.value.ty.holds_names())
        .map(|member| {
            let variant = ident(&member.name);
            let codec = text_codec(&member.value.codec);
            let declare = quote!(gen1::TextCodec::declare(&#codec, value, w));
            (quote!(Self::#variant(value)), declare)
        })
        .collect();
    let body = match &names[..] {
        [] => None,
        [(pattern, declare)] if union.members.len() > 1 => {
            Some(quote!(if let #pattern = self { #declare }))
        }
        several => {
            let arms = several
                .iter()
                .map(|(pattern, declare)| quote!(#pattern => #declare,));
            let others = (several.len() < union.members.len()).then(|| quote!(_ => {}));
            Some(quote!(match self { #(#arms)* #others }))
        }
    };
    let declare = body.map(|body| quote!(fn declare(&self, w: &mut gen1::Writer) { #body }));
    quote! {
        #docs
        #derives
        #untagged
        pub enum #name { #(#variants)* }

        impl gen1::Simple for #name {
            #facets

            fn parse(text: &str, #scope: &gen1::Scope<'_>) -> Result<Self, gen1::ValueError> {
                #(#tries)*
                #end
            }

            fn placeholder() -> Self {
                #placeholder
            }

            fn format(&self, w: &mut gen1::Writer) {
                match self { #(#formats)* }
            }

            #declare
        }

        impl ::core::str::FromStr for #name {
            type Err = ::sapo::xml::ValueError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                gen1::from_lexical(text)
            }
        }
    }
}
