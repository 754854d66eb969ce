//! The names of what is secret, for recordings to leave out.

use std::collections::BTreeSet;

use crate::model::{Field, Item, Model, RustType};

/// Tells every service the local names of the elements and attributes that hold secrets.
pub(super) fn apply(model: &mut Model) {
    let mut names = BTreeSet::new();
    let items = model.modules.iter().flat_map(|module| &module.items);
    for item in items {
        let (fields, attributes) = match item {
            Item::Struct(ty) => (&ty.fields[..], &ty.attributes[..]),
            Item::Choice(choice) => (&choice.variants[..], &[][..]),
            _ => continue,
        };
        let fields = fields
            .iter()
            .filter(|field: &&Field| is_secret(&field.value.ty));
        names.extend(fields.map(|field| field.particle.local.clone()));
        let attributes = attributes
            .iter()
            .filter(|attribute| is_secret(&attribute.value.ty));
        names.extend(attributes.map(|attribute| attribute.local.clone()));
    }
    for item in model
        .modules
        .iter_mut()
        .flat_map(|module| &mut module.items)
    {
        if let Item::Service(service) = item {
            service.secrets = names.iter().cloned().collect();
        }
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
