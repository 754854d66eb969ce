//! Codecs as expressions and types, and the calls that read and write a field.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::names::Context;
use crate::model::{Access, AttributeField, Codec, Field};

/// A codec as an expression.
pub(super) fn codec(codec: &Codec, context: &Context<'_>) -> TokenStream {
    let inner = |inner: &Codec| self::codec(inner, context);
    match codec {
        Codec::Own => quote!(gen1::Own),
        Codec::Item => quote!(gen1::Item),
        Codec::Base64 => quote!(gen1::Base64),
        Codec::Hex => quote!(gen1::Hex),
        Codec::List(item) => {
            let item = inner(item);
            quote!(gen1::List(#item))
        }
        Codec::Array(path, _) => context.path(path),
        Codec::SoapArray {
            shape,
            item,
            inner,
            drops_nil,
        } => {
            let item = match **item {
                Codec::Own => None,
                _ => Some(self::codec(item, context)),
            };
            let shape = match shape {
                Some(path) => {
                    let path = context.path(path);
                    quote!(&#path)
                }
                None => quote!(&gen1::ANY_ARRAY),
            };
            let of_arrays = (!inner.is_empty()).then(|| quote!(.of_arrays(#inner)));
            let dense = drops_nil.then(|| quote!(.without_nil()));
            match item {
                None => quote!(gen1::SoapArray::of(#shape) #of_arrays #dense),
                Some(item) => quote!(gen1::SoapArray::with(#shape, #item) #of_arrays #dense),
            }
        }
        Codec::Nil(value) => {
            let value = inner(value);
            quote!(gen1::Nil(#value))
        }
        Codec::NonNil(value) => {
            let value = inner(value);
            quote!(gen1::NonNil(#value))
        }
        Codec::Boxed(value) => {
            let value = inner(value);
            quote!(gen1::Boxed(#value))
        }
        Codec::Hidden(value) => {
            let value = inner(value);
            quote!(gen1::Hidden(#value))
        }
    }
}

/// The type of a codec.
pub(super) fn codec_type(codec: &Codec) -> TokenStream {
    match codec {
        Codec::Own => quote!(gen1::Own),
        Codec::Item => quote!(gen1::Item),
        Codec::Base64 => quote!(gen1::Base64),
        Codec::Hex => quote!(gen1::Hex),
        Codec::List(item) => {
            let item = codec_type(item);
            quote!(gen1::List<#item>)
        }
        Codec::Array(_, item) if **item == Codec::Own => quote!(gen1::Array),
        Codec::Array(_, item) => {
            let item = codec_type(item);
            quote!(gen1::Array<#item>)
        }
        Codec::SoapArray {
            item, drops_nil, ..
        } => {
            let item = codec_type(item);
            match drops_nil {
                true => quote!(gen1::DenseSoapArray<#item>),
                false => quote!(gen1::SoapArray<#item>),
            }
        }
        Codec::Nil(value) => {
            let value = codec_type(value);
            quote!(gen1::Nil<#value>)
        }
        Codec::NonNil(value) => {
            let value = codec_type(value);
            quote!(gen1::NonNil<#value>)
        }
        Codec::Boxed(value) => {
            let value = codec_type(value);
            quote!(gen1::Boxed<#value>)
        }
        Codec::Hidden(value) => {
            let value = codec_type(value);
            quote!(gen1::Hidden<#value>)
        }
    }
}

/// The method that visits a field, and the codec that it is given.
fn visit(field: &Field) -> (&'static str, Codec) {
    match (field.access, field.keeps_nil()) {
        (Access::One, _) => ("one", field.codec()),
        (Access::Optional, false) => ("optional", field.codec()),
        (Access::Optional, true) => ("nillable", field.value_codec()),
        (Access::Many, _) => ("many", field.codec()),
    }
}

/// The call that reads a field.
pub(super) fn read(field: &Field, context: &Context<'_>) -> TokenStream {
    match plain_box(field) {
        true => quote!(Box::new(r.one())),
        false => {
            let (method, codec) = visit(field);
            read_as(method, &codec, context)
        }
    }
}

/// The call that writes a field, on a writer; `value` is a reference to it, `unboxed` one to what is in its box.
pub(super) fn write(
    field: &Field,
    value: &TokenStream,
    unboxed: &TokenStream,
    context: &Context<'_>,
) -> TokenStream {
    match plain_box(field) {
        true => quote!(one(#unboxed)),
        false => {
            let (method, codec) = visit(field);
            let codec = match &codec {
                // Only reading has to do with what is nil.
                Codec::NonNil(codec) => codec,
                codec => codec,
            };
            write_as(method, codec, value, context)
        }
    }
}

/// Whether a field is a box of a type that is read and written in its own way.
fn plain_box(field: &Field) -> bool {
    field.access == Access::One
        && !field.nillable
        && matches!(field.codec(), Codec::Boxed(value) if *value == Codec::Own)
}

pub(super) fn read_as(method: &str, codec: &Codec, context: &Context<'_>) -> TokenStream {
    match codec {
        Codec::Own | Codec::Item => {
            let method = format_ident!("{method}");
            quote!(r.#method())
        }
        other => {
            let method = format_ident!("{method}_as");
            let codec = self::codec(other, context);
            quote!(r.#method(#codec))
        }
    }
}

pub(super) fn write_as(
    method: &str,
    codec: &Codec,
    value: &TokenStream,
    context: &Context<'_>,
) -> TokenStream {
    match codec {
        Codec::Own | Codec::Item => {
            let method = format_ident!("{method}");
            quote!(#method(#value))
        }
        other => {
            let method = format_ident!("{method}_as");
            let codec = self::codec(other, context);
            quote!(#method(#value, #codec))
        }
    }
}

/// The method of an attribute.
pub(super) fn attribute_method(attribute: &AttributeField) -> &'static str {
    if attribute.required {
        "required_attribute"
    } else {
        "attribute"
    }
}
