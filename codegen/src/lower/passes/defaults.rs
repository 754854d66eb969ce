//! Marks the types that have a default value: structs whose required fields all have one, and the
//! enum over such a struct and those derived from it.

use std::collections::HashSet;

use crate::model::{Access, Derived, Item, Layout, Model, ModuleId, Path, RustType, Struct};

/// Marks the types that have a `Default`.
pub(super) fn apply(model: &mut Model) {
    // From none at all up to all that are well-founded: a type that requires itself has no default.
    let mut known: HashSet<(ModuleId, String)> = HashSet::new();
    loop {
        let before = known.len();
        for (at, module) in model.modules.iter().enumerate() {
            for item in &module.items {
                let found = match item {
                    Item::Struct(ty) => has_default(ty, &known).then_some(&ty.name),
                    Item::Derived(ty) => enum_has_default(ty, &known).then_some(&ty.name),
                    Item::Alias(ty) => type_has_default(&ty.target, &known).then_some(&ty.name),
                    _ => None,
                };
                known.extend(found.map(|name| (ModuleId(at), name.clone())));
            }
        }
        if known.len() == before {
            break;
        }
    }
    for (at, module) in model.modules.iter_mut().enumerate() {
        for item in &mut module.items {
            let (name, has_default) = match item {
                Item::Struct(ty) => (&ty.name, &mut ty.has_default),
                Item::Derived(ty) => (&ty.name, &mut ty.has_default),
                _ => continue,
            };
            *has_default = known.contains(&(ModuleId(at), name.clone()));
        }
    }
}

fn has_default(ty: &Struct, known: &HashSet<(ModuleId, String)>) -> bool {
    let of_type = |ty: &RustType| type_has_default(ty, known);
    let text = match &ty.layout {
        Layout::Text(_, value) => of_type(&value.ty),
        Layout::Sequence | Layout::All | Layout::Mixed { .. } => true,
    };
    text && ty
        .fields
        .iter()
        .all(|field| field.access != Access::One || field.nillable || of_type(&field.value.ty))
        && ty
            .attributes
            .iter()
            .all(|attribute| !attribute.required || of_type(&attribute.value.ty))
}

/// The base type's own default, where it may stand for itself.
fn enum_has_default(ty: &Derived, known: &HashSet<(ModuleId, String)>) -> bool {
    let base = ty.variants.first().filter(|_| ty.has_base);
    base.is_some_and(|base| type_has_default(&base.value.ty, known))
}

fn type_has_default(ty: &RustType, known: &HashSet<(ModuleId, String)>) -> bool {
    match ty {
        RustType::Std(_)
        | RustType::Grid(_)
        | RustType::Vec(_)
        | RustType::Option(_)
        | RustType::Nillable(_) => true,
        RustType::Sapo(name) => matches!(
            *name,
            "Attachment" | "Uuid" | "Integer" | "Decimal" | "Map" | "QName"
        ),
        RustType::Extern(_) => false,
        RustType::Generated(Path { module, name }) => known.contains(&(*module, name.clone())),
        RustType::Boxed(ty) | RustType::Secret(ty) => type_has_default(ty, known),
    }
}
