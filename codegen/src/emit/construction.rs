//! The values of a struct that its schema gives: `Default` or `new`, and the methods that stand in
//! for what is absent.

use proc_macro2::{Literal as Number, TokenStream};
use quote::{format_ident, quote};

use super::codec::codec;
use super::docs::doc;
use super::names::{Context, ident};
use crate::model::{Codec, Construction, Layout, Literal, RustType, Struct, Value};
use crate::visible::code;

/// The greatest number of parameters that clippy accepts (`too_many_arguments`).
const MOST_PARAMETERS: usize = 7;

/// Returns the struct's own methods, and its `Default` if that can't be derived.
pub(super) fn emit(ty: &Struct, context: &Context<'_>) -> TokenStream {
    let name = ident(&ty.name);
    let new = new(ty, context);
    let elements = ty.fields.iter().filter_map(|field| {
        let literal = field.stand_in()?;
        let local = &field.particle.local;
        Some(stand_in(&field.name, local, &field.value, literal, context))
    });
    let attributes = ty.attributes.iter().filter_map(|attribute| {
        let literal = attribute.stand_in()?;
        let (name, value) = (&attribute.name, &attribute.value);
        Some(stand_in(name, &attribute.local, value, literal, context))
    });
    let methods: Vec<TokenStream> = new.into_iter().chain(elements).chain(attributes).collect();
    let methods = (!methods.is_empty()).then(|| quote!(impl #name { #(#methods)* }));
    let default = (ty.construction == Construction::Given).then(|| {
        let values = initial_values(ty, &[], context);
        quote! {
            impl Default for #name {
                fn default() -> Self {
                    Self { #(#values),* }
                }
            }
        }
    });
    quote!(#methods #default)
}

/// Returns the function that makes a value of the fields without a default.
fn new(ty: &Struct, context: &Context<'_>) -> Option<TokenStream> {
    let Construction::New(lacking) = &ty.construction else {
        return None;
    };
    let parameters = ty.parameters().into_iter().map(|(name, ty)| {
        let (name, ty) = (ident(name), context.ty(&ty));
        quote!(#name: #ty)
    });
    let many =
        (lacking.len() > MOST_PARAMETERS).then(|| quote!(#[allow(clippy::too_many_arguments)]));
    let values = initial_values(ty, lacking, context);
    let docs = match values.len() == lacking.len() {
        true => doc("Creates a value from its fields."),
        false => doc("Creates a value from the fields that have no default."),
    };
    Some(quote! {
        #docs
        #many
        pub fn new(#(#parameters),*) -> Self {
            Self { #(#values),* }
        }
    })
}

/// Returns an initial value for each field, but for those that `lacking` names, which are variables.
fn initial_values(ty: &Struct, lacking: &[String], context: &Context<'_>) -> Vec<TokenStream> {
    let is_lacking = |name: &String| lacking.contains(name);
    let elements = ty.fields.iter().map(|field| {
        let name = ident(&field.name);
        if is_lacking(&field.name) {
            return match field.is_moved() {
                true => quote!(#name: Box::new(#name)),
                false => quote!(#name),
            };
        }
        let value = match field.initial() {
            Some(literal) => {
                let value = value(literal, &field.value, context);
                match field.nillable {
                    true => quote!(Some(#value)),
                    false => value,
                }
            }
            None => usual(&field.ty()),
        };
        quote!(#name: #value)
    });
    let content = match &ty.layout {
        Layout::Sequence | Layout::All => None,
        Layout::Text(name, value) => {
            let is_lacking = is_lacking(name);
            let name = ident(name);
            let usual = usual(&value.ty);
            Some(match is_lacking {
                true => quote!(#name),
                false => quote!(#name: #usual),
            })
        }
        Layout::Mixed { name, .. } => {
            let name = ident(name);
            Some(quote!(#name: Vec::new()))
        }
    };
    let attributes = ty.attributes.iter().map(|attribute| {
        let name = ident(&attribute.name);
        if is_lacking(&attribute.name) {
            return quote!(#name);
        }
        let value = match attribute.initial() {
            Some(literal) => value(literal, &attribute.value, context),
            None => usual(&attribute.ty()),
        };
        quote!(#name: #value)
    });
    let any = ty.any_attribute.as_ref().map(|(name, ..)| {
        let name = ident(name);
        quote!(#name: Vec::new())
    });
    elements
        .chain(content)
        .chain(attributes)
        .chain(any)
        .collect()
}

/// Returns the default of a Rust type.
fn usual(ty: &RustType) -> TokenStream {
    match ty.resolved() {
        RustType::Option(_) => quote!(None),
        RustType::Vec(_) => quote!(Vec::new()),
        RustType::Nillable(_) => quote!(::sapo::Nillable::Absent),
        RustType::Std("String") => quote!(String::new()),
        RustType::Std("bool") => quote!(false),
        RustType::Std("f32" | "f64") => quote!(0.0),
        RustType::Std(_) => quote!(0),
        _ => quote!(Default::default()),
    }
}

/// Returns a value that the schema gives.
fn value(literal: &Literal, of: &Value, context: &Context<'_>) -> TokenStream {
    let (ty, own) = (of.ty.exposed(), of.codec.exposed());
    let value = match literal {
        Literal::Bool(value) => quote!(#value),
        Literal::Integer(value) => integer(*value),
        Literal::Str(text) => quote!(#text.to_owned()),
        Literal::Listed(text, variant) => {
            let ty = context.ty(ty);
            match variant {
                Some(variant) => {
                    let variant = ident(variant);
                    quote!(#ty::#variant)
                }
                None => quote!(#ty::from(#text)),
            }
        }
        Literal::Parsed(text) => match own {
            Codec::Own => quote!(gen1::default_value(#text)),
            other => {
                let codec = codec(other, context);
                quote!(gen1::default_value_as(#codec, #text))
            }
        },
    };
    match of.ty {
        RustType::Secret(_) => quote!(::sapo::Secret::new(#value)),
        _ => value,
    }
}

/// Returns the method that gives the value of a field, or the schema's default for it.
fn stand_in(
    field: &str,
    local: &str,
    of: &Value,
    literal: &Literal,
    context: &Context<'_>,
) -> TokenStream {
    let name = ident(field);
    // A name that generated code needs ends in `_`.
    let method = format_ident!("{}_or_default", field.trim_end_matches('_'));
    let docs = doc(&format!("{}, or the schema's default for it.", code(local)));
    let ty = context.ty(&of.ty);
    let (ty, body) = match literal {
        Literal::Str(text) if *of.ty.resolved() == RustType::Std("String") => {
            (quote!(&str), quote!(self.#name.as_deref().unwrap_or(#text)))
        }
        literal => {
            let value = value(literal, of, context);
            let clone = (!of.ty.is_copy()).then(|| quote!(.clone()));
            let is_constant = match literal {
                Literal::Bool(_) | Literal::Integer(_) => true,
                Literal::Listed(_, variant) => variant.is_some(),
                Literal::Str(_) | Literal::Parsed(_) => false,
            };
            let body = match is_constant {
                true => quote!(self.#name #clone.unwrap_or(#value)),
                false => quote!(self.#name #clone.unwrap_or_else(|| #value)),
            };
            (ty, body)
        }
    };
    quote! {
        #docs
        pub fn #method(&self) -> #ty {
            #body
        }
    }
}

fn integer(value: i128) -> TokenStream {
    let magnitude = Number::u128_unsuffixed(value.unsigned_abs());
    if value < 0 {
        quote!(-#magnitude)
    } else {
        quote!(#magnitude)
    }
}
