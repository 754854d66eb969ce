//! Writes the model as Rust: tokens for each item, formatted as they come. Decides nothing.
//!
//! | file | writes |
//! | --- | --- |
//! | `structs`, `enums`, `simple`, `newtypes`, `roots` | types, with the code that reads and writes them |
//! | `derives` | the derives of types, and attributes of the configuration |
//! | `debug` | `Debug`, if it isn't derived |
//! | `construction` | `Default`, `new`, and methods that give defaults |
//! | `failures` | values that tell that a service failed to process them |
//! | `client`, `methods`, `server` | clients, their methods, server traits |
//! | `shape` | fields and attributes within the `static` description of a type |
//! | `codec` | codecs, and the calls that read and write a field |
//! | `facets`, `identity` | facets and identity constraints, as shapes refer to them |
//! | `docs` | doc comments from the schema's annotations |
//! | `names` | paths and identifiers, as they are within a module |

mod client;
mod codec;
mod construction;
mod debug;
mod derives;
mod docs;
mod enums;
mod facets;
mod failures;
mod identity;
mod methods;
mod names;
mod newtypes;
mod roots;
mod server;
mod shape;
mod simple;
mod structs;

use proc_macro2::TokenStream;
use quote::quote;

use crate::format::{FormatError, Formatter};
use crate::model::{
    ElementName, Field, Item, Layout, Model, Module, ModuleId, Operation, Part, Value,
};
use crate::visible::code;

pub use docs::markdown;
use names::Context;

/// A file of the output.
#[derive(Debug)]
pub struct File {
    /// Where it is, from the folder of the output; empty for the output itself, which is the first.
    pub path: String,
    /// What it holds, where it does not hold all.
    pub about: Option<String>,
    /// The text.
    pub text: String,
}

/// The whole output; its further files are in `folder`, which is beside it.
///
/// # Errors
/// The model holds what is no Rust: a fault of the generator.
pub fn emit(model: &Model, folder: &str) -> Result<Vec<File>, FormatError> {
    let mut emitter = Emitter {
        model,
        files: Vec::new(),
    };
    let place = Place {
        folder: String::new(),
        within: folder.to_owned(),
    };
    let mut formatter = Formatter::default();
    emitter.content(ModuleId(0), &place, &mut formatter)?;
    for (at, module) in model.modules.iter().enumerate().skip(1) {
        if !module.is_empty() {
            emitter.namespace(ModuleId(at), module, &place, &mut formatter)?;
        }
    }
    let root = File {
        path: String::new(),
        about: None,
        text: formatter.finish(),
    };
    emitter.files.insert(0, root);
    Ok(emitter.files)
}

/// Where a file is, and where those are that it consists of.
struct Place {
    /// Its folder, from that of the output.
    folder: String,
    /// The folder of its parts, from its own.
    within: String,
}

struct Emitter<'m> {
    model: &'m Model,
    /// The files that were written, but for the output itself.
    files: Vec<File>,
}

impl<'m> Emitter<'m> {
    fn namespace(
        &mut self,
        id: ModuleId,
        module: &'m Module,
        place: &Place,
        formatter: &mut Formatter,
    ) -> Result<(), FormatError> {
        let about = format!("Namespace {}.", code(&module.namespace));
        let docs = docs::doc(&about);
        let name = names::ident(&module.name);
        match &module.file {
            None => {
                formatter.open_module(quote!(#docs pub mod #name))?;
                self.content(id, place, formatter)?;
                formatter.close_module();
            }
            Some(file) => {
                let path = join(&place.within, file);
                formatter.items(quote!(#docs #[path = #path] pub mod #name;))?;
                let own = Place {
                    folder: join(&place.folder, &place.within),
                    within: file.trim_end_matches(".rs").to_owned(),
                };
                let mut formatter = Formatter::default();
                self.content(id, &own, &mut formatter)?;
                self.file(join(&own.folder, file), about, formatter);
            }
        }
        Ok(())
    }

    /// The parts of a module, and its items.
    fn content(
        &mut self,
        id: ModuleId,
        place: &Place,
        formatter: &mut Formatter,
    ) -> Result<(), FormatError> {
        let module = &self.model.modules[id.0];
        emit_imports(&module.items, &module.namespace, formatter)?;
        for part in &module.parts {
            self.part(id, part, place, formatter)?;
        }
        emit_items(&module.items, &Context::new(self.model, id), formatter)
    }

    fn part(
        &mut self,
        id: ModuleId,
        part: &'m Part,
        place: &Place,
        formatter: &mut Formatter,
    ) -> Result<(), FormatError> {
        let docs = docs::doc(&part.about);
        let name = names::ident(&part.name);
        let cfg = names::cfg(&part.features);
        let namespace = &self.model.modules[id.0].namespace;
        let context = Context::within(self.model, id, part);
        let unused = part.has_unused.then(|| quote!(#[allow(dead_code)]));
        match &part.file {
            None => {
                formatter.open_module(quote!(#docs #unused #cfg mod #name))?;
                emit_imports(&part.items, namespace, formatter)?;
                emit_items(&part.items, &context, formatter)?;
                formatter.close_module();
            }
            Some(file) => {
                let path = join(&place.within, file);
                formatter.items(quote!(#docs #unused #cfg #[path = #path] mod #name;))?;
                let mut formatter = Formatter::default();
                emit_imports(&part.items, namespace, &mut formatter)?;
                emit_items(&part.items, &context, &mut formatter)?;
                let path = join(&place.folder, &path);
                self.file(path, part.about.clone(), formatter);
            }
        }
        formatter.items(match part.is_public {
            true => quote!(#cfg pub use #name::*;),
            false => {
                let unused = part.has_unused.then(|| quote!(#[allow(unused_imports)]));
                quote!(#unused #cfg pub(crate) use #name::*;)
            }
        })
    }

    fn file(&mut self, path: String, about: String, formatter: Formatter) {
        self.files.push(File {
            path,
            about: Some(about),
            text: formatter.finish(),
        });
    }
}

fn join(folder: &str, name: &str) -> String {
    match folder {
        "" => name.to_owned(),
        folder => format!("{folder}/{name}"),
    }
}

/// What items that are in one place need there.
fn emit_imports(
    items: &[Item],
    namespace: &str,
    formatter: &mut Formatter,
) -> Result<(), FormatError> {
    // Another name of a type needs nothing of the engine's.
    if items.iter().any(|item| !matches!(item, Item::Alias(_))) {
        formatter.items(match items.iter().any(uses_words) {
            true => quote!(
                use ::sapo::gen1::{self, words::*};
            ),
            false => quote!(
                use ::sapo::gen1;
            ),
        })?;
    }
    if items.iter().any(|item| uses_namespace(item, namespace)) {
        formatter.items(quote!(const NS: &str = #namespace;))?;
    }
    Ok(())
}

fn emit_items(
    items: &[Item],
    context: &Context<'_>,
    formatter: &mut Formatter,
) -> Result<(), FormatError> {
    for item in items {
        formatter.items(emit_item(item, context))?;
    }
    Ok(())
}

/// Whether an item is described in words that are to be imported.
fn uses_words(item: &Item) -> bool {
    match item {
        Item::Struct(_) | Item::Choice(_) | Item::Derived(_) | Item::Array(_) => true,
        Item::Operation(_) => true,
        Item::Root(root) => !root.variants.is_empty(),
        Item::Enumeration(enumeration) => facets::uses_words(&enumeration.facets),
        Item::Newtype(newtype) => facets::uses_words(&newtype.facets),
        Item::Union(union) => facets::uses_words(&union.facets),
        Item::Facets(item) => facets::uses_words(&item.facets),
        Item::Service(service) => !service.is_divided && !service.operations.is_empty(),
        Item::Alias(_) | Item::Header(_) => false,
    }
}

/// Whether an item refers to the module's namespace by `NS`.
fn uses_namespace(item: &Item, own: &str) -> bool {
    let is_own = |name: &ElementName| name.namespace == own;
    let allows = |value: &Value| value.facets.as_ref().is_some_and(|one| one.name(own));
    let names_type = |field: &Field| {
        field.particle.type_name.as_ref().is_some_and(is_own) || allows(&field.value)
    };
    match item {
        Item::Struct(ty) => {
            ty.namespace == own
                || ty.fields.iter().any(names_type)
                || ty.admitted.iter().any(|field| field.names(own))
                || ty.attributes.iter().any(|one| allows(&one.value))
                || matches!(&ty.layout, Layout::Text(_, value) if allows(value))
                || ty.element.iter().chain(&ty.type_name).any(is_own)
        }
        Item::Choice(choice) => choice.namespace == own || choice.variants.iter().any(names_type),
        Item::Derived(derived) => is_own(&derived.base),
        Item::Array(array) => {
            array.namespace == own
                || names_type(&array.field)
                || array.type_name.as_ref().is_some_and(is_own)
        }
        Item::Service(service) => {
            let mut headers = service.headers.iter();
            headers.any(|header| is_own(&header.element))
                || !service.is_divided && service.operations.iter().any(|one| names(one, is_own))
        }
        Item::Operation(call) => names(&call.operation, is_own),
        Item::Header(call) => is_own(&call.header.element),
        Item::Root(root) => !root.variants.is_empty(),
        Item::Enumeration(ty) => ty.facets.name(own),
        Item::Newtype(ty) => ty.facets.name(own),
        Item::Union(ty) => ty.facets.name(own),
        Item::Facets(ty) => ty.facets.name(own),
        Item::Alias(_) => false,
    }
}

/// Whether an operation's description names such an element.
fn names(operation: &Operation, is_such: impl Fn(&ElementName) -> bool) -> bool {
    let messages = operation.response.iter().chain([&operation.request]);
    let bodies = messages.flat_map(|message| message.body.elements());
    bodies
        .chain(&operation.request_headers)
        .chain(&operation.response_headers)
        .any(is_such)
}

fn emit_item(item: &Item, context: &Context<'_>) -> TokenStream {
    match item {
        Item::Struct(ty) => structs::emit(ty, context),
        Item::Choice(choice) => enums::choice(choice, context),
        Item::Alias(alias) => enums::alias(alias, context),
        Item::Newtype(newtype) => newtypes::emit(newtype, context),
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
        Item::Operation(call) => client::call(call, context),
        Item::Header(call) => client::header(call, context),
    }
}
