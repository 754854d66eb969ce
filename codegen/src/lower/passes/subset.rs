//! Leaves out the items that nothing reaches. Names are given before, so they don't depend on it.

use std::collections::HashSet;

use crate::config::{Config, OpenTypes};
use crate::model::graph::{Graph, of_field, of_service, path_of, paths};
use crate::model::{
    Derived, Field, Item, Model, ModuleId, Path, Process, Root, RustType, Term, Value, Wildcard,
};

/// The selected operations of the documents, and the global elements.
#[derive(Debug, Default)]
pub(in crate::lower) struct Entries {
    /// The operations without a client, and the types that their messages hold.
    pub(in crate::lower) operations: Vec<(String, Vec<Path>)>,
    /// The types of global elements, with the namespace of the element.
    pub(in crate::lower) elements: Vec<(String, Path)>,
}

/// Leaves out what no operation reaches, unless everything is to be generated or there are no
/// operations, and constants that nothing uses in any case.
pub(super) fn apply(model: &mut Model, entries: &Entries, config: &Config) {
    let has_clients = model
        .items()
        .any(|(_, item)| matches!(item, Item::Service(_)));
    let has_operations = has_clients || !entries.operations.is_empty();
    let is_selected = !config.select.is_whole() || config.operation_features;
    let wants_all = config.all_types || config.roots && !is_selected;
    if wants_all || !has_operations {
        return retain_used(model);
    }
    // Each operation's feature switches on what the operation reaches. What only open content
    // admits would be there without what it consists of.
    let keeps_open = config.open_types == OpenTypes::Types && !config.operation_features;
    let elements = keeps_open.then_some(&entries.elements[..]);
    let before = types(model);
    let roots = entries.operations.iter().flat_map(|(_, paths)| paths);
    retain_reached(model, roots.cloned().collect(), elements, config);
    model.left_out = before - types(model);
}

/// Returns the number of types of the schema.
fn types(model: &Model) -> usize {
    let is_type = |item: &Item| match item {
        Item::Struct(ty) => ty.type_name.is_some() || ty.element.is_some(),
        Item::Enumeration(_) | Item::Union(_) | Item::Newtype(_) => true,
        _ => false,
    };
    model.items().filter(|(_, item)| is_type(item)).count()
}

/// Leaves out the items that are reached neither from services nor `from` these. With `elements`,
/// open content reaches what it admits. Without derived types, the enum of a type and those derived
/// from it reaches the first alone, and has the variants that something else reaches.
fn retain_reached(
    model: &mut Model,
    mut from: Vec<Path>,
    elements: Option<&[(String, Path)]>,
    config: &Config,
) {
    let derived_types = config.select.derived_types;
    let graph = Graph::new(model, derived_types);
    let mut admitted = Admitted::default();
    for (_, item) in model.items() {
        match item {
            Item::Service(service) => {
                of_service(service, &mut from);
                let operations = service.operations.iter();
                operations
                    .flat_map(|operation| operation.messages())
                    .for_each(|message| admitted.of_value(&message.value));
                let headers = service.headers.iter();
                headers.for_each(|header| admitted.of_value(&header.value));
            }
            Item::Root(root) => {
                let attributes = root.attributes.iter();
                from.extend(paths(attributes.map(|one| &one.value)));
            }
            _ => {}
        }
    }
    let mut reached: HashSet<usize> = graph.reached(&from).into_iter().collect();
    if let Some(elements) = elements {
        loop {
            for (module, item) in model.items() {
                let id = path_of(item, module).and_then(|path| graph.id(&path));
                if id.is_some_and(|id| reached.contains(&id)) {
                    admitted.of_item(item);
                }
            }
            let more = admitted.paths(model, elements);
            let more: HashSet<usize> = graph.reached(&more).into_iter().collect();
            let before = reached.len();
            reached.extend(more);
            if reached.len() == before {
                break;
            }
        }
    }
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

/// The namespaces that open content admits: `xs:anyType`, and wildcards that aren't skipped.
#[derive(Debug, Default)]
struct Admitted {
    wildcards: Vec<Wildcard>,
}

impl Admitted {
    fn of_item(&mut self, item: &Item) {
        match item {
            Item::Struct(ty) => {
                let fields = ty.fields.iter().chain(&ty.admitted);
                fields.for_each(|field| self.of_field(field));
            }
            Item::Choice(ty) => ty.variants.iter().for_each(|field| self.of_field(field)),
            Item::Array(array) => self.of_field(&array.field),
            _ => {}
        }
    }

    fn of_field(&mut self, field: &Field) {
        match &field.particle.term {
            Term::Any(_, Process::Skip) => {}
            Term::Any(wildcard, Process::Lax | Process::Strict) => self.add(wildcard.clone()),
            Term::Inner(inner) => inner.fields.iter().for_each(|field| self.of_field(field)),
            Term::Element | Term::Group(_) => self.of_value(&field.value),
        }
    }

    fn of_value(&mut self, value: &Value) {
        if holds_any(&value.ty) {
            self.add(Wildcard::Any);
        }
    }

    fn add(&mut self, wildcard: Wildcard) {
        if !self.wildcards.contains(&wildcard) {
            self.wildcards.push(wildcard);
        }
    }

    fn admits(&self, namespace: &str) -> bool {
        self.wildcards.iter().any(|wildcard| match wildcard {
            Wildcard::Any => true,
            Wildcard::Other(other) => namespace != other,
            Wildcard::List(namespaces) => namespaces.iter().any(|one| one == namespace),
        })
    }

    /// Returns the types of the namespaces, and those of the elements in them.
    fn paths(&self, model: &Model, elements: &[(String, Path)]) -> Vec<Path> {
        if self.wildcards.is_empty() {
            return Vec::new();
        }
        let types = model.items().filter(|(module, item)| {
            !is_constant(item) && self.admits(&model.modules[module.0].namespace)
        });
        let types = types.filter_map(|(module, item)| path_of(item, module));
        let elements = elements
            .iter()
            .filter(|(namespace, _)| self.admits(namespace));
        types
            .chain(elements.map(|(_, path)| path.clone()))
            .collect()
    }
}

/// Whether a value may be of any type.
fn holds_any(ty: &RustType) -> bool {
    match ty {
        RustType::Sapo(name) => matches!(*name, "Any" | "Map"),
        RustType::Std(_) | RustType::Extern(_) | RustType::Generated(_) | RustType::Newtype(..) => {
            false
        }
        RustType::Alias(_, ty)
        | RustType::Vec(ty)
        | RustType::Grid(ty)
        | RustType::Option(ty)
        | RustType::Boxed(ty)
        | RustType::Nillable(ty)
        | RustType::Secret(ty) => holds_any(ty),
    }
}

/// Whether an item is there only for others that use it.
fn is_constant(item: &Item) -> bool {
    matches!(item, Item::Array(_) | Item::Facets(_))
}

/// Leaves out the constants that nothing uses: only messages that are not generated would, or
/// fields whose types the configuration gives.
fn retain_used(model: &mut Model) {
    let graph = Graph::new(model, true);
    let mut from = Vec::new();
    for (module, item) in model.items().filter(|(_, item)| !is_constant(item)) {
        from.extend(path_of(item, module));
        match item {
            Item::Service(service) => of_service(service, &mut from),
            Item::Root(root) => of_root(root, &mut from),
            _ => {}
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

fn of_root(root: &Root, from: &mut Vec<Path>) {
    let fields = root.variants.iter().map(|variant| &variant.field);
    fields
        .chain(&root.types)
        .for_each(|field| of_field(field, from));
    from.extend(paths(root.attributes.iter().map(|one| &one.value)));
}

fn retain_variants(derived: &mut Derived, is_reached: impl Fn(&Path) -> bool) {
    derived.variants.retain(|variant| match &variant.value.ty {
        RustType::Generated(path) => is_reached(path),
        _ => true,
    });
}
