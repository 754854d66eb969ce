//! Shapes, codecs, and the calls that read and write a field.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::identity::identities;
use super::names::Context;
use crate::model::{
    Access, AttributeField, Codec, Constraint, Field, Particle, Process, Term, Value, Wildcard,
};

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
        Codec::SoapArray { shape, item, inner } => {
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
            match item {
                None => quote!(gen1::SoapArray::of(#shape) #of_arrays),
                Some(item) => quote!(gen1::SoapArray::with(#shape, #item) #of_arrays),
            }
        }
        Codec::Nil(value) => {
            let value = inner(value);
            quote!(gen1::Nil(#value))
        }
        Codec::Boxed(value) => {
            let value = inner(value);
            quote!(gen1::Boxed(#value))
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
        Codec::SoapArray { item, .. } => {
            let item = codec_type(item);
            quote!(gen1::SoapArray<#item>)
        }
        Codec::Nil(value) => {
            let value = codec_type(value);
            quote!(gen1::Nil<#value>)
        }
        Codec::Boxed(value) => {
            let value = codec_type(value);
            quote!(gen1::Boxed<#value>)
        }
    }
}

fn method(access: Access) -> &'static str {
    match access {
        Access::One => "one",
        Access::Optional => "optional",
        Access::Many => "many",
    }
}

/// The call that reads a field.
pub(super) fn read(field: &Field, context: &Context<'_>) -> TokenStream {
    match plain_box(field) {
        true => quote!(Box::new(r.one()?)),
        false => read_as(method(field.access), &field.codec(), context),
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
        false => write_as(method(field.access), &field.codec(), value, context),
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
            quote!(r.#method()?)
        }
        other => {
            let method = format_ident!("{method}_as");
            let codec = self::codec(other, context);
            quote!(r.#method(#codec)?)
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

/// A field of a shape.
pub(super) fn shape_field(field: &Field, context: &Context<'_>) -> TokenStream {
    particle(&field.particle, &field.value, context)
}

fn particle(particle: &Particle, value: &Value, context: &Context<'_>) -> TokenStream {
    let local = &particle.local;
    let (min, max) = (particle.min, particle.max);
    let (mut tokens, usual) = match &particle.term {
        Term::Element => match (min, max) {
            (0, Some(1)) if particle.is_part => (quote!(part(#local)), (0, Some(1))),
            (0, Some(1)) => (quote!(optional(#local)), (0, Some(1))),
            (0, None) => (quote!(many(#local)), (0, None)),
            (_, None) => {
                let at_least = Literal::u32_unsuffixed(min);
                (quote!(many(#local).at_least(#at_least)), (min, None))
            }
            _ => (quote!(one(#local)), (1, Some(1))),
        },
        Term::Group(path) => {
            let path = context.path(path);
            (quote!(group::<#path>()), (1, Some(1)))
        }
        Term::Inner(inner) => (super::mixed::inner(inner, context), (1, Some(1))),
        Term::Any(wildcard, process) => {
            let wildcard = self::wildcard(wildcard, context);
            let process = match process {
                Process::Skip => None,
                Process::Lax => Some(quote!(.lax())),
                Process::Strict => Some(quote!(.declared())),
            };
            (quote!(any(#wildcard) #process), (1, Some(1)))
        }
    };
    if (min, max) != usual {
        let min = Literal::u32_unsuffixed(min);
        let max = match max {
            Some(max) => {
                let max = Literal::u32_unsuffixed(max);
                quote!(#max)
            }
            None => quote!(gen1::UNBOUNDED),
        };
        tokens.extend(quote!(.times(#min, #max)));
    }
    if let Some(namespace) = &particle.namespace {
        let namespace = context.namespace(namespace);
        tokens.extend(quote!(.within(#namespace)));
    }
    tokens.extend(constraint(particle.value.as_ref()));
    if !particle.blocked.is_empty() {
        let blocked = &particle.blocked;
        tokens.extend(quote!(.without_types(&[#(#blocked),*])));
    }
    if let Some(name) = &particle.type_name {
        let name = context.element(name);
        tokens.extend(quote!(.of_type(&(#name))));
    }
    tokens.extend(identities(&particle.identities, context));
    tokens.extend(facets(value, context));
    tokens
}

/// The namespaces of a wildcard.
pub(super) fn wildcard(wildcard: &Wildcard, context: &Context<'_>) -> TokenStream {
    match wildcard {
        Wildcard::Any => quote!(gen1::Wildcard::Any),
        Wildcard::Other(namespace) => {
            let namespace = context.namespace(namespace);
            quote!(gen1::Wildcard::Other(#namespace))
        }
        Wildcard::List(namespaces) => {
            let namespaces = namespaces
                .iter()
                .map(|namespace| context.namespace(namespace));
            quote!(gen1::Wildcard::List(&[#(#namespaces),*]))
        }
    }
}

/// An attribute of a shape of this namespace.
pub(super) fn shape_attribute(
    attribute: &AttributeField,
    shape: &str,
    context: &Context<'_>,
) -> TokenStream {
    let local = &attribute.local;
    let mut tokens = match &*attribute.namespace {
        "" => quote!(attribute(#local)),
        own if own == shape => quote!(qualified(#local)),
        other => {
            let namespace = context.namespace(other);
            quote!(attribute(#local).within(#namespace))
        }
    };
    tokens.extend(constraint(attribute.constraint.as_ref()));
    tokens.extend(facets(&attribute.value, context));
    tokens
}

fn constraint(constraint: Option<&Constraint>) -> Option<TokenStream> {
    constraint.map(|constraint| match constraint {
        Constraint::Default(value) => quote!(.default(#value)),
        Constraint::Fixed(value) => quote!(.fixed(#value)),
    })
}

/// What a text has to satisfy, where its type alone does not tell.
pub(super) fn facets(value: &Value, context: &Context<'_>) -> Option<TokenStream> {
    value.facets.as_ref().map(|facets| {
        let facets = super::facets::reference(facets, context);
        quote!(.facets(#facets))
    })
}
