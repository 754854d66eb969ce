//! The derives of types, and the attributes that the configuration gives them.

use proc_macro2::TokenStream;
use quote::quote;

use super::debug::{self, Debug};
use super::names::Context;
use crate::model::Marks;

/// The traits that every simple type derives.
pub(super) const DERIVES: &[&str] = &[debug::NAME, "Clone", "PartialEq"];

/// serde's traits, if they are wanted.
const SERDE: &str = "::sapo::serde::Serialize, ::sapo::serde::Deserialize";

/// The longest list of traits that is on one line in a nested module. Editions of rustfmt break longer
/// lists in different ways.
const LONGEST_LIST: usize = 90;

/// The derives of a struct or an enum of elements: those of every type, as far as they are wanted, and
/// `further` ones.
pub(super) fn of_elements(
    further: &[&str],
    debug: Debug,
    marks: &Marks,
    context: &Context<'_>,
) -> TokenStream {
    let own = DERIVES.iter().chain(further).copied();
    let own = own.filter(|name| match *name {
        debug::NAME => debug == Debug::Derived,
        "PartialEq" => context.partial_eq(),
        _ => true,
    });
    derives(&own.collect::<Vec<_>>(), marks, context)
}

/// The derives of a type, which are its `own` and those of the configuration, and the attributes of
/// the configuration.
pub(super) fn derives(own: &[&str], marks: &Marks, context: &Context<'_>) -> TokenStream {
    let further = context.derives(own, &marks.derives);
    let attributes = attributes(&marks.attributes);
    let texts = own.iter().map(ToString::to_string);
    let texts = texts.chain(further.iter().map(|path| path.to_string().replace(' ', "")));
    let length: usize = texts.map(|text| text.len() + ", ".len()).sum();
    let own = own
        .iter()
        .filter_map(|name| name.parse::<TokenStream>().ok());
    let all = own.chain(further);
    let traits = quote!(#[derive(#(#all),*)]);
    if !context.serde() {
        return quote!(#traits #attributes);
    }
    let serde = quote! {
        #[derive(::sapo::serde::Serialize, ::sapo::serde::Deserialize)]
        #[serde(crate = "::sapo::serde")]
    };
    match length + SERDE.len() <= LONGEST_LIST {
        true => quote!(#traits #serde #attributes),
        // The attribute between the lists keeps rustfmt from joining them.
        false => quote!(#serde #traits #attributes),
    }
}

/// The attributes of the configuration, which has parsed them.
pub(super) fn attributes(attributes: &[String]) -> TokenStream {
    let parsed = attributes
        .iter()
        .filter_map(|one| one.parse::<TokenStream>().ok());
    parsed.collect()
}
