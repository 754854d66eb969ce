//! Writes the model as Rust: tokens item by item, formatted as they come. Nothing is decided here.

mod client;
mod codec;
mod docs;
mod enums;
mod facets;
mod identity;
mod names;
mod roots;
mod server;
mod simple;
mod structs;

use proc_macro2::TokenStream;
use quote::quote;

use crate::format::{FormatError, Formatter};
use crate::model::{Field, Item, Model, Module, ModuleId};

pub use docs::markdown;
use names::Context;

/// The whole output.
///
/// # Errors
/// The model holds what is no Rust: a fault of the generator.
pub fn emit(model: &Model) -> Result<String, FormatError> {
    let mut formatter = Formatter::default();
    for (at, module) in model.modules.iter().enumerate() {
        let context = Context::new(model, ModuleId(at));
        if module.name.is_empty() {
            emit_items(module, &context, &mut formatter)?;
        } else if !module.items.is_empty() {
            let docs = docs::doc(&format!("Namespace `{}`.", module.namespace));
            let name = names::ident(&module.name);
            formatter.open_module(quote!(#docs pub mod #name))?;
            emit_items(module, &context, &mut formatter)?;
            formatter.close_module();
        }
    }
    Ok(formatter.finish())
}

fn emit_items(
    module: &Module,
    context: &Context<'_>,
    formatter: &mut Formatter,
) -> Result<(), FormatError> {
    if module.items.is_empty() {
        return Ok(());
    }
    formatter.items(match describes_shapes(module) {
        true => quote!(
            use ::sapo::gen1::{self, shape::*};
        ),
        false => quote!(
            use ::sapo::gen1;
        ),
    })?;
    if uses_namespace(module) {
        let namespace = &module.namespace;
        formatter.items(quote!(const NS: &str = #namespace;))?;
    }
    for item in &module.items {
        formatter.items(emit_item(item, context))?;
    }
    Ok(())
}

/// Whether any item has a shape, for which there are words to import.
fn describes_shapes(module: &Module) -> bool {
    module.items.iter().any(|item| match item {
        Item::Struct(_) | Item::Choice(_) | Item::Derived(_) | Item::Array(_) => true,
        Item::Root(root) => !root.variants.is_empty(),
        Item::Enumeration(_)
        | Item::Union(_)
        | Item::Facets(_)
        | Item::Alias(_)
        | Item::Service(_) => false,
    })
}

/// Whether any item refers to the module's namespace by `NS`.
fn uses_namespace(module: &Module) -> bool {
    let own = &module.namespace;
    let names_type = |field: &Field| {
        let name = field.particle.type_name.as_ref();
        name.is_some_and(|name| name.namespace == *own)
    };
    module.items.iter().any(|item| match item {
        Item::Struct(ty) => {
            ty.namespace == *own
                || ty.fields.iter().any(names_type)
                || [&ty.element, &ty.type_name]
                    .into_iter()
                    .flatten()
                    .any(|name| name.namespace == *own)
        }
        Item::Choice(choice) => choice.namespace == *own || choice.variants.iter().any(names_type),
        Item::Derived(derived) => derived.base.namespace == *own,
        Item::Array(array) => {
            array.namespace == *own
                || names_type(&array.field)
                || (array.type_name.as_ref()).is_some_and(|name| name.namespace == *own)
        }
        Item::Service(service) => {
            let headers = service.headers.iter().map(|header| &header.element);
            let named = service.operations.iter().flat_map(|operation| {
                let response = operation.response.iter();
                let messages = response.chain([&operation.request]);
                messages
                    .flat_map(|message| message.payload.elements())
                    .chain(&operation.request_headers)
                    .chain(&operation.response_headers)
            });
            headers
                .chain(named)
                .any(|element| element.namespace == *own)
        }
        Item::Root(root) => !root.variants.is_empty(),
        Item::Alias(_) | Item::Enumeration(_) | Item::Union(_) | Item::Facets(_) => false,
    })
}

fn emit_item(item: &Item, context: &Context<'_>) -> TokenStream {
    match item {
        Item::Struct(ty) => structs::emit(ty, context),
        Item::Choice(choice) => enums::choice(choice, context),
        Item::Alias(alias) => enums::alias(alias, context),
        Item::Derived(derived) => enums::derived(derived, context),
        Item::Enumeration(enumeration) => simple::enumeration(enumeration, context),
        Item::Union(union) => simple::union(union, context),
        Item::Array(array) => structs::array(array, context),
        Item::Facets(item) => facets::item(item, context),
        Item::Root(root) => roots::emit(root, context),
        Item::Service(service) => {
            let client = client::emit(service, context);
            let server = server::emit(service, context);
            quote!(#client #server)
        }
    }
}
