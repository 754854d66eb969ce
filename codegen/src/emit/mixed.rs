//! What stands among the text of mixed content, described for validation.

use proc_macro2::TokenStream;
use quote::quote;

use super::codec::{codec, shape_field};
use super::names::Context;
use crate::model::{Codec, Field, Inner, RustType, Struct, Term};

/// The shape of a struct that keeps text and elements mixed.
pub(super) fn shape(ty: &Struct, context: &Context<'_>) -> TokenStream {
    let fields = admitted(&ty.admitted, context);
    let fields_in = context.namespace(&ty.namespace);
    let Some(name) = &ty.type_name else {
        return quote!(mixed(#fields_in, "", #fields));
    };
    let elsewhere = name.namespace != ty.namespace && !ty.admitted.is_empty();
    let elsewhere = elsewhere.then(|| quote!(.fields_in(#fields_in)));
    let name = context.element(name);
    quote!(mixed(#name, #fields) #elsewhere)
}

fn admitted(fields: &[Field], context: &Context<'_>) -> TokenStream {
    let fields = fields.iter().map(|field| {
        let shape = shape_field(field, context);
        let held = held(field, context);
        quote!(#shape #held)
    });
    quote!(&[#(#fields),*])
}

/// A group that is no type.
pub(super) fn inner(inner: &Inner, context: &Context<'_>) -> TokenStream {
    let namespace = context.namespace(&inner.namespace);
    let fields = admitted(&inner.fields, context);
    match inner.is_choice {
        true => quote!(within(&choice(#namespace, #fields))),
        false => quote!(within(&sequence(#namespace, #fields))),
    }
}

/// What a field holds, where that is no tree.
pub(super) fn held(field: &Field, context: &Context<'_>) -> Option<TokenStream> {
    let is_tree = field.value.ty == RustType::Sapo("Any");
    if is_tree || matches!(field.particle.term, Term::Inner(_)) {
        return None;
    }
    let ty = match field.nillable {
        true => RustType::Option(Box::new(field.value.ty.clone())),
        false => field.value.ty.clone(),
    };
    let ty = context.ty(&ty);
    Some(match field.codec() {
        Codec::Own => quote!(.holding::<#ty>()),
        other => {
            let codec = codec(&other, context);
            quote!(.held_by(&gen1::Checked::<#ty, _>::by(#codec)))
        }
    })
}
