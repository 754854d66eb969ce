//! The names of what is secret, for recordings to leave out.

use std::collections::{BTreeSet, HashSet};

use sapo::value::is_secret_name;

use crate::model::{
    BodyContent, Field, Item, Layout, Message, Model, ModuleId, Path, RustType, Service,
};

/// Tells every service the local names of the elements and attributes that hold secrets, unless
/// they are those that the runtime knows by itself.
pub(super) fn apply(model: &mut Model) {
    let mut names = BTreeSet::new();
    let mut texts = HashSet::new();
    for (module, item) in model.items() {
        match item {
            Item::Struct(ty) => {
                names.extend(elements(&ty.fields));
                let attributes = ty.attributes.iter();
                let secret = attributes.filter(|attribute| is_secret(&attribute.value.ty));
                names.extend(secret.map(|attribute| attribute.local.as_str()));
                if matches!(&ty.layout, Layout::Text(_, value) if is_secret(&value.ty)) {
                    texts.insert((module, ty.name.as_str()));
                }
            }
            Item::Choice(choice) => names.extend(elements(&choice.variants)),
            Item::Array(array) => names.extend(elements(std::slice::from_ref(&array.field))),
            Item::Service(service) => {
                let headers = service.headers.iter();
                let secret = headers.filter(|header| is_secret(&header.value.ty));
                names.extend(secret.map(|header| header.element.local.as_str()));
            }
            _ => {}
        }
    }
    for (_, item) in model.items() {
        if let Item::Service(service) = item {
            names.extend(messages(service).filter_map(|message| text(message, &texts)));
        }
    }
    names.retain(|name| !is_secret_name(name));
    let names: Vec<String> = names.into_iter().map(str::to_owned).collect();
    for (_, item) in model.items_mut() {
        if let Item::Service(service) = item {
            service.secrets.clone_from(&names);
        }
    }
}

/// Returns the names of elements that hold secrets.
fn elements(fields: &[Field]) -> impl Iterator<Item = &str> {
    let secret = fields.iter().filter(|field| is_secret(&field.value.ty));
    secret.map(|field| field.particle.local.as_str())
}

fn messages(service: &Service) -> impl Iterator<Item = &Message> {
    let operations = service.operations.iter();
    operations.flat_map(|operation| std::iter::once(&operation.request).chain(&operation.response))
}

/// Returns the name of a message's element, if it holds nothing but a secret text.
fn text<'m>(message: &'m Message, texts: &HashSet<(ModuleId, &str)>) -> Option<&'m str> {
    match (&message.body, &message.value.ty) {
        (BodyContent::Element(element), RustType::Generated(Path { module, name }))
            if texts.contains(&(*module, name.as_str())) =>
        {
            Some(&element.local)
        }
        _ => None,
    }
}

fn is_secret(ty: &RustType) -> bool {
    match ty {
        RustType::Secret(_) => true,
        RustType::Vec(ty) | RustType::Option(ty) | RustType::Boxed(ty) | RustType::Nillable(ty) => {
            is_secret(ty)
        }
        _ => false,
    }
}
