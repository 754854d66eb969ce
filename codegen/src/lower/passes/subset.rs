//! Leaves out the items that nothing selected reaches. Names are given before, so they don't depend
//! on it.

use std::collections::HashSet;

use crate::model::graph::{Graph, of_field, of_service, path_of, paths};
use crate::model::{Derived, Field, Item, Model, ModuleId, Path, RustType};

/// Leaves out the items that are reached neither from services nor from these `roots`. Without
/// `derived_types`, the enum of a type and those derived from it reaches the first alone, and has
/// the variants that something else reaches.
pub(super) fn retain_reached(model: &mut Model, roots: &[Path], derived_types: bool) {
    let graph = Graph::new(model, derived_types);
    let mut from = roots.to_vec();
    for item in model.modules.iter().flat_map(|module| &module.items) {
        match item {
            Item::Service(service) => of_service(service, &mut from),
            Item::Root(root) => {
                let attributes = root.attributes.iter();
                from.extend(paths(attributes.map(|one| &one.value)));
            }
            _ => {}
        }
    }
    let reached: HashSet<usize> = graph.reached(&from).into_iter().collect();
    let is_reached = |path: &Path| graph.id(path).is_some_and(|id| reached.contains(&id));
    for (at, module) in model.modules.iter_mut().enumerate() {
        for item in &mut module.items {
            match item {
                Item::Root(root) => {
                    let is_there = |field: &Field| paths([&field.value]).iter().all(is_reached);
                    root.variants.retain(|variant| {
                        !paths([&variant.field.value]).is_empty() && is_there(&variant.field)
                    });
                    root.types.retain(is_there);
                }
                Item::Derived(derived) if !derived_types => retain_variants(derived, is_reached),
                _ => {}
            }
        }
        module
            .items
            .retain(|item| path_of(item, ModuleId(at)).is_none_or(|path| is_reached(&path)));
    }
}

/// Leaves out the constants that nothing uses: only messages that are not generated would, or
/// fields whose types the configuration gives.
pub(super) fn retain_used(model: &mut Model) {
    let graph = Graph::new(model, true);
    let is_constant = |item: &Item| matches!(item, Item::Array(_) | Item::Facets(_));
    let mut from = Vec::new();
    for (at, module) in model.modules.iter().enumerate() {
        let others = module.items.iter().filter(|item| !is_constant(item));
        for item in others {
            from.extend(path_of(item, ModuleId(at)));
            match item {
                Item::Service(service) => of_service(service, &mut from),
                Item::Root(root) => {
                    let fields = root.variants.iter().map(|variant| &variant.field);
                    fields
                        .chain(&root.types)
                        .for_each(|field| of_field(field, &mut from));
                    from.extend(paths(root.attributes.iter().map(|one| &one.value)));
                }
                _ => {}
            }
        }
    }
    let reached: HashSet<usize> = graph.reached(&from).into_iter().collect();
    for (at, module) in model.modules.iter_mut().enumerate() {
        module.items.retain(|item| {
            let id = path_of(item, ModuleId(at)).and_then(|path| graph.id(&path));
            !is_constant(item) || id.is_some_and(|id| reached.contains(&id))
        });
    }
}

fn retain_variants(derived: &mut Derived, is_reached: impl Fn(&Path) -> bool) {
    derived.variants.retain(|variant| match &variant.value.ty {
        RustType::Generated(path) => is_reached(path),
        _ => true,
    });
}
