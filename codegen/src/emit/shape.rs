//! Shapes: the fields and attributes of a type as its `static` description lists them, and the elements
//! of mixed content, which are described for validation alone.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::codec::codec;
use super::identity::identities;
use super::names::Context;
use crate::model::{
    AttributeField, Codec, Constraint, Field, Inner, Particle, Process, RustType, Struct, Term,
    Value, Wildcard,
};

/// The most words that the runtime takes out of a model.
const MOST_WORDS: usize = 128;

/// The longest model, in bytes.
const LONGEST_MODEL: usize = 65_535;

/// The fields and attributes of a shape of this namespace, if there are any: as a content model, if their names and
/// occurrences are all there is to say.
pub(super) fn parts<'f>(
    fields: impl Iterator<Item = &'f Field> + Clone,
    attributes: &[AttributeField],
    namespace: &str,
    context: &Context<'_>,
) -> TokenStream {
    let elements = fields.clone().map(element_word);
    let words = attributes
        .iter()
        .map(|attribute| attribute_word(attribute, namespace));
    if let Some(all) = elements.clone().chain(words).collect()
        && let Some(model) = model(all)
    {
        return model;
    }
    let fields = match elements.collect::<Option<_>>().and_then(model) {
        Some(model) => Some(model),
        None => listed(fields.map(|one| field(one, context))),
    };
    let attributes = attribute_list(attributes, namespace, context);
    quote!(#fields #attributes)
}

/// A content model, if it says anything and is no longer than the runtime takes it.
pub(super) fn model(words: Vec<String>) -> Option<TokenStream> {
    let model = words.join(" ");
    let fits = (1..=MOST_WORDS).contains(&words.len()) && model.len() <= LONGEST_MODEL;
    fits.then(|| quote!(.model(#model)))
}

/// Attributes of a shape one by one, if there are any.
pub(super) fn attribute_list(
    attributes: &[AttributeField],
    namespace: &str,
    context: &Context<'_>,
) -> Option<TokenStream> {
    let list = attributes
        .iter()
        .map(|one| attribute(one, namespace, context));
    (!attributes.is_empty()).then(|| quote!(.attributes(&[#(#list),*])))
}

/// Fields of a shape one by one, if there are any.
pub(super) fn listed(fields: impl Iterator<Item = TokenStream>) -> Option<TokenStream> {
    let mut fields = fields.peekable();
    fields
        .peek()
        .is_some()
        .then(|| quote!(.fields(&[#(#fields),*])))
}

/// A field as a content model has it, if that is all there is to say.
fn element_word(field: &Field) -> Option<String> {
    let particle = &field.particle;
    let is_plain = matches!(particle.term, Term::Element)
        && !particle.is_part
        && particle.namespace.is_none()
        && particle.value.is_none()
        && particle.blocked.is_empty()
        && particle.type_name.is_none()
        && particle.identities.is_empty()
        && field.value.facets.is_none();
    let occurrence = match (particle.min, particle.max) {
        (1, Some(1)) => "",
        (0, Some(1)) => "?",
        (0, None) => "*",
        (1, None) => "+",
        _ => return None,
    };
    is_plain.then(|| format!("{}{occurrence}", particle.local))
}

/// An attribute of a shape of this namespace as a content model has it, if that is all there is to say.
fn attribute_word(attribute: &AttributeField, shape: &str) -> Option<String> {
    if attribute.constraint.is_some() || attribute.value.facets.is_some() {
        return None;
    }
    match &*attribute.namespace {
        "" => Some(format!("@{}", attribute.local)),
        own if own == shape => Some(format!("@:{}", attribute.local)),
        _ => None,
    }
}

/// A field of a shape.
pub(super) fn field(field: &Field, context: &Context<'_>) -> TokenStream {
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
        Term::Inner(inner) => (self::inner(inner, context), (1, Some(1))),
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
fn attribute(attribute: &AttributeField, shape: &str, context: &Context<'_>) -> TokenStream {
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

pub(super) fn constraint(constraint: Option<&Constraint>) -> Option<TokenStream> {
    constraint.map(|constraint| match constraint {
        Constraint::Default(value) => quote!(.default(#value)),
        Constraint::Fixed(value) => quote!(.fixed(#value)),
    })
}

/// The facets that a text has to satisfy, if its type alone does not tell.
pub(super) fn facets(value: &Value, context: &Context<'_>) -> Option<TokenStream> {
    value.facets.as_ref().map(|facets| {
        let facets = super::facets::reference(facets, context);
        quote!(.facets(#facets))
    })
}

/// The shape of a struct that keeps text and elements mixed.
pub(super) fn mixed(ty: &Struct, context: &Context<'_>) -> TokenStream {
    let parts = match admitted(&ty.admitted, context) {
        None => parts([].iter(), &ty.attributes, &ty.namespace, context),
        Some(fields) => {
            let attributes = attribute_list(&ty.attributes, &ty.namespace, context);
            quote!(#fields #attributes)
        }
    };
    let fields_in = context.namespace(&ty.namespace);
    let Some(name) = &ty.type_name else {
        return quote!(mixed(#fields_in, "") #parts);
    };
    let elsewhere = name.namespace != ty.namespace && !ty.admitted.is_empty();
    let elsewhere = elsewhere.then(|| quote!(.fields_in(#fields_in)));
    let name = context.element(name);
    quote!(mixed(#name) #parts #elsewhere)
}

fn admitted(fields: &[Field], context: &Context<'_>) -> Option<TokenStream> {
    listed(fields.iter().map(|field| {
        let shape = self::field(field, context);
        let held = held(field, context);
        quote!(#shape #held)
    }))
}

/// A group without a type of its own.
fn inner(inner: &Inner, context: &Context<'_>) -> TokenStream {
    let namespace = context.namespace(&inner.namespace);
    let fields = admitted(&inner.fields, context);
    match inner.is_choice {
        true => quote!(within(&choice(#namespace) #fields)),
        false => quote!(within(&sequence(#namespace) #fields)),
    }
}

/// The type that a field holds, unless that is a tree.
pub(super) fn held(field: &Field, context: &Context<'_>) -> Option<TokenStream> {
    let is_tree = field.value.ty == RustType::Sapo("Any");
    if is_tree || matches!(field.particle.term, Term::Inner(_)) {
        return None;
    }
    let ty = match field.keeps_nil() {
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
