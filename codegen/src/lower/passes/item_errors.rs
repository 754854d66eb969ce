//! Finds the types whose values tell that a service failed to process them, and the methods that
//! return such values.
//!
//! The configuration knows the elements that are errors, and fields say so. A type that holds one
//! tells its failure, and so do the enums that may hold such a type in place of another: choices,
//! substitution groups, and types with those derived from them.

use std::collections::{HashMap, HashSet};

use super::error_texts::Texts;
use crate::diagnostic::Report;
use crate::model::graph::path_of;
use crate::model::{
    Access, Check, Failure, Field, Item, Meaning, Model, Operation, Path, ResultKind, RustType,
    Step, Term, Unwrap,
};

/// Decides it for all types and methods.
pub(super) fn apply(model: &mut Model, report: &mut Report) {
    let failures = failures(model, report);
    if failures.is_empty() {
        return;
    }
    let checks =
        |ty: &RustType| matches!(ty, RustType::Generated(path) if failures.contains_key(path));
    for (_, item) in model.items_mut() {
        if let Item::Service(service) = item {
            service
                .operations
                .iter_mut()
                .for_each(|operation| check(operation, &checks));
        }
    }
    for (module, item) in model.items_mut() {
        let (name, own) = match item {
            Item::Struct(ty) => (&ty.name, &mut ty.failures),
            Item::Choice(ty) => (&ty.name, &mut ty.failures),
            Item::Derived(ty) => (&ty.name, &mut ty.failures),
            _ => continue,
        };
        let path = Path {
            module,
            name: name.clone(),
        };
        own.clone_from(failures.get(&path).unwrap_or(&Vec::new()));
    }
}

/// Lets a method check the items that it returns. A list is plain then, whatever the response may
/// leave out: nil items and an absent list tell no failure.
fn check(operation: &mut Operation, may_fail: &dyn Fn(&RustType) -> bool) {
    let ResultKind::Field {
        ty, unwrap, check, ..
    } = &mut operation.result
    else {
        return;
    };
    let mut held = &*ty;
    let mut is_optional = false;
    if let RustType::Option(inner) | RustType::Nillable(inner) = held {
        (held, is_optional) = (inner, true);
    }
    if let RustType::Vec(item) = held {
        let (item, may_be_nil) = match &**item {
            RustType::Option(item) => (item, true),
            _ => (item, false),
        };
        if !may_fail(item) {
            return;
        }
        // A method that returns `Same` so far leaves neither out yet.
        if *unwrap == Unwrap::Same {
            *unwrap = match (is_optional, may_be_nil) {
                (false, false) => Unwrap::Same,
                (false, true) => Unwrap::Flatten,
                (true, false) => Unwrap::OrEmpty,
                (true, true) => Unwrap::OrEmptyFlatten,
            };
        }
        *check = Check::Each;
        *ty = RustType::Vec(item.clone());
        return;
    }
    let (item, boxed) = match held {
        RustType::Boxed(item) => (&**item, true),
        item => (item, false),
    };
    if may_fail(item) {
        *check = Check::Whole { boxed };
        *ty = match ty {
            RustType::Option(_) => RustType::Option(Box::new(item.clone())),
            RustType::Nillable(_) => RustType::Nillable(Box::new(item.clone())),
            _ => item.clone(),
        };
    }
}

/// Returns the types that tell failures, and their ways to tell them.
fn failures(model: &Model, report: &mut Report) -> HashMap<Path, Vec<Failure>> {
    let types: Vec<(Path, &Item)> = model
        .items()
        .filter_map(|(module, item)| Some((path_of(item, module)?, item)))
        .collect();
    let texts = Texts::new(types.iter().map(|(path, item)| (path, *item)));
    let mut failures: HashMap<Path, Vec<Failure>> = HashMap::new();
    // Many types may hold the same error.
    let mut complaints = HashSet::new();
    for (path, item) in &types {
        for field in fields(item) {
            match texts.failure(path, field) {
                Ok(None) => {}
                Ok(Some(failure)) => failures.entry(path.clone()).or_default().push(failure),
                Err(wrong) if complaints.insert(wrong.message.clone()) => report.push(wrong),
                Err(_) => {}
            }
        }
    }
    loop {
        let before = failures.len();
        for (path, item) in &types {
            let held = held(item, &failures);
            if !failures.contains_key(path) && !held.is_empty() {
                failures.insert(path.clone(), Vec::new());
            }
        }
        if failures.len() == before {
            break;
        }
    }
    for (path, item) in &types {
        let held = held(item, &failures);
        if let Some(own) = failures.get_mut(path) {
            own.extend(held);
        }
    }
    failures
}

/// Returns the fields of a struct, or the variants of a choice. An enum of faults is an error as it is.
fn fields(item: &Item) -> &[Field] {
    match item {
        Item::Struct(ty) => &ty.fields,
        Item::Choice(ty) if !ty.is_fault => &ty.variants,
        _ => &[],
    }
}

/// Returns the fields and variants that stand for the whole value, and tell failures themselves.
fn held(item: &Item, failures: &HashMap<Path, Vec<Failure>>) -> Vec<Failure> {
    let failing = |name: &str, value: &RustType, ty: RustType| match value {
        RustType::Generated(path) if failures.contains_key(path) => {
            let name = name.to_owned();
            Some(Failure::Held(Step { name, ty }))
        }
        _ => None,
    };
    let of_field = |field: &Field| {
        let is_error = matches!(field.meaning.as_deref(), Some(Meaning::Error { .. }));
        match is_error || field.access == Access::Many {
            true => None,
            false => failing(&field.name, &field.value.ty, field.ty()),
        }
    };
    match item {
        Item::Struct(ty) => {
            let fields = ty.fields.iter();
            let groups = fields.filter(|field| matches!(field.particle.term, Term::Group(_)));
            groups.filter_map(of_field).collect()
        }
        Item::Choice(ty) if !ty.is_fault => ty.variants.iter().filter_map(of_field).collect(),
        Item::Derived(ty) => {
            let variants = ty.variants.iter().filter_map(|variant| {
                let whole = RustType::Boxed(Box::new(variant.value.ty.clone()));
                failing(&variant.name, &variant.value.ty, whole)
            });
            variants.collect()
        }
        _ => Vec::new(),
    }
}
