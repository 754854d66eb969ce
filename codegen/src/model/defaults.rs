//! Which structs have a default value: those whose required fields all have one.

use std::collections::HashSet;

use super::{Access, Item, Layout, Model, ModuleId, Path, RustType, Struct};

/// Marks the structs that derive `Default`.
pub(super) fn apply(model: &mut Model) {
    // From none at all up to all that are well-founded: a type that requires itself has no default.
    let mut known: HashSet<(ModuleId, String)> = HashSet::new();
    loop {
        let before = known.len();
        for (at, module) in model.modules.iter().enumerate() {
            for item in &module.items {
                if let Item::Struct(ty) = item
                    && has_default(ty, &known)
                {
                    known.insert((ModuleId(at), ty.name.clone()));
                }
            }
        }
        if known.len() == before {
            break;
        }
    }
    for (at, module) in model.modules.iter_mut().enumerate() {
        for item in &mut module.items {
            if let Item::Struct(ty) = item {
                ty.has_default = known.contains(&(ModuleId(at), ty.name.clone()));
            }
        }
    }
}

fn has_default(ty: &Struct, known: &HashSet<(ModuleId, String)>) -> bool {
    let of_type = |ty: &RustType| type_has_default(ty, known);
    let text = match &ty.layout {
        Layout::Text(_, value) => of_type(&value.ty),
        Layout::Sequence | Layout::All | Layout::Mixed(_) => true,
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

fn type_has_default(ty: &RustType, known: &HashSet<(ModuleId, String)>) -> bool {
    match ty {
        RustType::Std(_)
        | RustType::Grid(_)
        | RustType::Vec(_)
        | RustType::Option(_)
        | RustType::Nillable(_) => true,
        RustType::Sapo(name) => matches!(*name, "Uuid" | "Integer" | "Decimal" | "Map" | "QName"),
        RustType::Extern(_) => false,
        RustType::Generated(Path { module, name }) => known.contains(&(*module, name.clone())),
        RustType::Boxed(ty) | RustType::Secret(ty) => type_has_default(ty, known),
    }
}
