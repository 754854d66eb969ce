//! Choices and derived types as enums.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::codec::{read, write};
use super::debug::Debug;
use super::derives::{attributes, of_elements};
use super::docs::docs;
use super::failures;
use super::names::{Context, ident};
use super::shape;
use crate::model::{Alias, Choice, Derived, ElementName, Field, Marks};

/// The enum of a choice.
pub(super) fn choice(choice: &Choice, context: &Context<'_>) -> TokenStream {
    let name = ident(&choice.name);
    let docs = docs(&choice.docs);
    let debug = Debug::of_enum(context);
    let derives = of_elements(&[], debug, &Marks::default(), context);
    let debug = debug.implementation(&choice.name);
    let namespace = context.namespace(&choice.namespace);
    let parts = shape::parts(choice.variants.iter(), &[], &choice.namespace, context);
    let keys = choice.keys();
    let variants = choice.variants.iter().zip(&keys).map(|(variant, key)| {
        let name = ident(&variant.name);
        let docs = super::docs::docs(&variant.docs);
        let ty = context.ty(&variant.ty());
        let rename = key.as_ref().filter(|_| context.serde());
        let rename = rename.map(|key| quote!(#[serde(rename = #key)]));
        let attributes = attributes(&variant.attributes);
        quote!(#docs #rename #attributes #name(#ty),)
    });
    let placeholder = (choice.placeholder > 0).then(|| {
        let at = Literal::usize_unsuffixed(choice.placeholder);
        quote!(.placeholder_branch(#at))
    });
    let last = choice.variants.len().saturating_sub(1);
    let reads = choice.variants.iter().enumerate().map(|(at, variant)| {
        let name = ident(&variant.name);
        let read = read(variant, context);
        // `branch` gives no other number, so the last arm needs none.
        let pattern = if at == last {
            quote!(_)
        } else {
            let at = Literal::usize_unsuffixed(at);
            quote!(#at)
        };
        quote!(#pattern => Self::#name(#read),)
    });
    let read = match &choice.variants[..] {
        // A match of one arm is none.
        [only] => {
            let name = ident(&only.name);
            let read = read(only, context);
            quote!(r.branch(); Self::#name(#read))
        }
        _ => quote!(match r.branch() { #(#reads)* }),
    };
    let writes = choice.variants.iter().enumerate().map(|(at, variant)| {
        let name = ident(&variant.name);
        let at = Literal::usize_unsuffixed(at);
        let write = write(variant, &quote!(value), &quote!(&**value), context);
        quote!(Self::#name(value) => w.branch(#at).#write,)
    });
    let failures = failures::of_enum(&name, &choice.failures, choice.variants.len(), context);
    let fault = choice.is_fault.then(|| {
        let told = |variant: &Field| match &*variant.particle.local {
            // A substitution group has no name of its own.
            "" => format!("fault {}", variant.name),
            local => format!("fault {local}"),
        };
        let body = match &choice.variants[..] {
            [only] => {
                let told = told(only);
                quote!(f.write_str(#told))
            }
            variants => {
                let arms = variants.iter().map(|variant| {
                    let (name, told) = (ident(&variant.name), told(variant));
                    quote!(Self::#name(_) => #told,)
                });
                quote!(f.write_str(match self { #(#arms)* }))
            }
        };
        quote! {
            impl ::core::fmt::Display for #name {
                fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                    #body
                }
            }

            impl ::core::error::Error for #name {}

            impl gen1::Detail for #name {}

            impl From<#name> for ::sapo::Fault {
                fn from(detail: #name) -> Self {
                    Self::declared(detail)
                }
            }
        }
    });
    quote! {
        #docs
        #derives
        pub enum #name { #(#variants)* }

        #debug

        impl gen1::Content for #name {
            const SHAPE: gen1::Shape = choice(#namespace) #parts #placeholder;

            fn read(r: &mut gen1::Reader<'_>) -> Self {
                #read
            }

            fn write(&self, w: &mut gen1::Writer) {
                match self { #(#writes)* }
            }
        }

        #failures

        #fault
    }
}

/// Another name of a type.
pub(super) fn alias(alias: &Alias, context: &Context<'_>) -> TokenStream {
    let name = ident(&alias.name);
    let docs = docs(&alias.docs);
    let target = context.ty(&alias.target);
    let attributes = attributes(&alias.attributes);
    quote!(#docs #attributes pub type #name = #target;)
}

/// The names of types that `xsi:type` tells apart, and whether a declaration keeps them out, for the
/// shape of a type in `namespace`.
fn type_names<'t>(
    types: impl Iterator<Item = (&'t ElementName, bool)> + Clone,
    namespace: &str,
    context: &Context<'_>,
) -> Option<TokenStream> {
    let word = |(name, is_blocked): (&ElementName, bool)| {
        (name.namespace == namespace && !is_blocked).then(|| name.local.clone())
    };
    if let Some(words) = types.clone().map(word).collect()
        && let Some(model) = shape::model(words)
    {
        return Some(model);
    }
    shape::listed(types.map(|(name, is_blocked)| {
        let local = &name.local;
        let within = (name.namespace != namespace).then(|| {
            let namespace = context.namespace(&name.namespace);
            quote!(.within(#namespace))
        });
        let blocked = is_blocked.then(|| quote!(.times(0, 0)));
        quote!(one(#local) #within #blocked)
    }))
}

/// The enum of a type and those derived from it.
pub(super) fn derived(derived: &Derived, context: &Context<'_>) -> TokenStream {
    let name = ident(&derived.name);
    let docs = docs(&derived.docs);
    let debug = Debug::of_enum(context);
    let derives = of_elements(&[], debug, &Marks::default(), context);
    let debug = debug.implementation(&derived.name);
    let namespace = context.namespace(&derived.base.namespace);
    // An abstract base has a place among the types, but no variant.
    let first = usize::from(!derived.has_base);
    let base = (!derived.has_base).then_some((&derived.base, false));
    let derived_types = derived.variants.iter();
    let types = base
        .into_iter()
        .chain(derived_types.map(|variant| (&variant.type_name, variant.is_blocked)));
    let types = type_names(types, &derived.base.namespace, context);
    let variants = derived.variants.iter().map(|variant| {
        let name = ident(&variant.name);
        let ty = context.ty(&variant.value.ty);
        quote!(#name(Box<#ty>),)
    });
    let reads = derived.variants.iter().enumerate().map(|(at, variant)| {
        let name = ident(&variant.name);
        let at = Literal::usize_unsuffixed(at + first);
        quote!(Some(#at) => Self::#name(Box::new(r.content())),)
    });
    let writes = derived.variants.iter().enumerate().map(|(at, variant)| {
        let name = ident(&variant.name);
        let at = Literal::usize_unsuffixed(at + first);
        quote!(Self::#name(value) => w.derived::<Self>(#at).content(&**value),)
    });
    let conversions = derived.variants.iter().map(|variant| {
        let variant_name = ident(&variant.name);
        let ty = context.ty(&variant.value.ty);
        quote! {
            impl From<#ty> for #name {
                fn from(value: #ty) -> Self {
                    Self::#variant_name(Box::new(value))
                }
            }
        }
    });
    // There is always `Other` besides.
    let failures = failures::of_enum(
        &name,
        &derived.failures,
        derived.variants.len() + 1,
        context,
    );
    let default = derived.variants.first().filter(|_| derived.has_default);
    let default = default.map(|first| {
        let first = ident(&first.name);
        quote! {
            impl Default for #name {
                fn default() -> Self {
                    Self::#first(Box::default())
                }
            }
        }
    });
    quote! {
        #docs
        #derives
        pub enum #name {
            #(#variants)*
            /// A value of a type that the schema doesn't define.
            Other(Box<::sapo::xml::Any>),
        }

        #debug

        impl gen1::Content for #name {
            const SHAPE: gen1::Shape = derived(#namespace) #types;

            fn read(r: &mut gen1::Reader<'_>) -> Self {
                match r.derived::<Self>() {
                    #(#reads)*
                    _ => Self::Other(Box::new(r.unknown_type())),
                }
            }

            fn write(&self, w: &mut gen1::Writer) {
                match self {
                    #(#writes)*
                    Self::Other(value) => w.content(&**value),
                }
            }
        }

        #failures

        #default

        #(#conversions)*
    }
}
