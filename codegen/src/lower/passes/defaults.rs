//! Decides how callers make a value of each struct: by `Default` if every required field has a value
//! by itself, by `new` otherwise.
//!
//! A required field has the value that the schema gives for it, or the default of its Rust type. If
//! the schema gives one that can't be written in Rust, the field has none: another value would be
//! sent without a word.

use std::collections::{HashMap, HashSet};

use crate::model::{
    Access, Construction, Derived, Item, Layout, Literal, Model, ModuleId, Path, RustType, Struct,
};

/// Decides it for all structs, and marks the enums of derived types that have a `Default`.
pub(super) fn apply(model: &mut Model) {
    name_variants(model);
    let known = known(model);
    for (module, item) in model.items_mut() {
        match item {
            Item::Struct(ty) => ty.construction = construction(ty, &known),
            Item::Derived(ty) => {
                ty.has_default = known.contains(&(module, ty.name.clone()));
            }
            _ => {}
        }
    }
}

/// Types by module and name.
type Known = HashSet<(ModuleId, String)>;

/// Returns the types that have a `Default`.
fn known(model: &Model) -> Known {
    // From none at all up to all that are well-founded: a type that requires itself has no default.
    let mut known = Known::new();
    loop {
        let before = known.len();
        for (module, item) in model.items() {
            let found = match item {
                Item::Struct(ty) => lacking(ty, &known).next().is_none().then_some(&ty.name),
                Item::Derived(ty) => enum_has_default(ty, &known).then_some(&ty.name),
                Item::Alias(ty) => type_has_default(&ty.target, &known).then_some(&ty.name),
                _ => None,
            };
            known.extend(found.map(|name| (module, name.clone())));
        }
        if known.len() == before {
            return known;
        }
    }
}

fn construction(ty: &Struct, known: &Known) -> Construction {
    let lacking: Vec<String> = lacking(ty, known).map(str::to_owned).collect();
    let is_given = |literal: Option<&Literal>| literal.is_some_and(|one| !is_usual(one));
    let is_given = ty.fields.iter().any(|field| is_given(field.initial()))
        || ty.attributes.iter().any(|one| is_given(one.initial()));
    match (lacking.is_empty(), is_given) {
        (false, _) => Construction::New(lacking),
        (true, true) => Construction::Given,
        (true, false) => Construction::Derived,
    }
}

/// Returns the names of the fields that have no value by themselves.
fn lacking<'s>(ty: &'s Struct, known: &Known) -> impl Iterator<Item = &'s str> {
    let fields = ty.fields.iter().filter(|field| {
        field.access == Access::One
            && field.given.is_none()
            && (field.particle.value.is_some()
                || !field.nillable && !type_has_default(&field.value.ty, known))
    });
    let text = match &ty.layout {
        Layout::Text(name, value) if !type_has_default(&value.ty, known) => Some(name.as_str()),
        Layout::Text(..) | Layout::Sequence | Layout::All | Layout::Mixed { .. } => None,
    };
    let attributes = ty.attributes.iter().filter(|attribute| {
        attribute.required
            && attribute.given.is_none()
            && (attribute.constraint.is_some() || !type_has_default(&attribute.value.ty, known))
    });
    let fields = fields.map(|field| field.name.as_str());
    let attributes = attributes.map(|attribute| attribute.name.as_str());
    fields.chain(text).chain(attributes)
}

/// Whether a value is the default of its Rust type anyway. A `Default` that has no other values has
/// to be derived (`clippy::derivable_impls`).
fn is_usual(literal: &Literal) -> bool {
    match literal {
        Literal::Bool(value) => !value,
        Literal::Integer(value) => *value == 0,
        Literal::Str(text) => text.is_empty(),
        Literal::Listed(..) | Literal::Parsed(_) => false,
    }
}

/// The base type's own default, where it may stand for itself.
fn enum_has_default(ty: &Derived, known: &Known) -> bool {
    let base = ty.variants.first().filter(|_| ty.has_base);
    base.is_some_and(|base| type_has_default(&base.value.ty, known))
}

fn type_has_default(ty: &RustType, known: &Known) -> bool {
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
        RustType::Extern(_) | RustType::Newtype(..) => false,
        RustType::Generated(Path { module, name }) => known.contains(&(*module, name.clone())),
        RustType::Alias(_, ty) | RustType::Boxed(ty) | RustType::Secret(ty) => {
            type_has_default(ty, known)
        }
    }
}

/// Names the variants of listed values that the schema gives.
fn name_variants(model: &mut Model) {
    let mut wanted: HashMap<(ModuleId, String), HashMap<String, Option<String>>> = HashMap::new();
    for_each_listed(model, &mut |path, text, _| {
        let texts = wanted.entry((path.module, path.name.clone())).or_default();
        texts.insert(text.to_owned(), None);
    });
    for ((module, name), texts) in &mut wanted {
        let items = model.modules[module.0].items.iter();
        let mut enumerations = items.filter_map(|item| match item {
            Item::Enumeration(ty) if ty.name == *name => Some(ty),
            _ => None,
        });
        for value in enumerations.next().iter().flat_map(|ty| &ty.values) {
            if let Some(variant) = texts.get_mut(&value.value) {
                *variant = Some(value.name.clone());
            }
        }
    }
    for_each_listed(model, &mut |path, text, variant| {
        let texts = wanted.get(&(path.module, path.name.clone()));
        *variant = texts.and_then(|texts| texts.get(text).cloned().flatten());
    });
}

/// Visits the listed values that the schema gives: the enumeration, the text, and the variant.
fn for_each_listed(model: &mut Model, visit: &mut dyn FnMut(&Path, &str, &mut Option<String>)) {
    let mut visit = |ty: &RustType, given: &mut Option<Literal>| {
        if let (RustType::Generated(path), Some(Literal::Listed(text, variant))) =
            (ty.exposed(), given)
        {
            visit(path, text, variant);
        }
    };
    for (_, item) in model.items_mut() {
        let Item::Struct(ty) = item else { continue };
        for field in &mut ty.fields {
            visit(&field.value.ty, &mut field.given);
        }
        for attribute in &mut ty.attributes {
            visit(&attribute.value.ty, &mut attribute.given);
        }
    }
}
