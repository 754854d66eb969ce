//! What is reached from what is selected. All has its name before anything is left out, so names do not depend on it.

use std::collections::{HashMap, HashSet};

use super::lower::Lowering;
use super::{
    Codec, Derived, Facet, Facets, Field, Item, Layout, Model, ModuleId, Operation, Path, RustType,
    Service, Term, Value,
};
use crate::service::{self, PartContent};

/// Leaves out the items that are reached neither from services nor from these `roots`. Without `derived_types`, the
/// enum of a type and those derived from it reaches the first alone, and has the variants that something else reaches.
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

/// Leaves out the constants that nothing uses: only messages that are not generated would, or fields
/// whose types the configuration gives.
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

/// What others refer to an item by.
pub(super) fn path_of(item: &Item, module: ModuleId) -> Option<Path> {
    let name = item.name()?.to_owned();
    Some(Path { module, name })
}

impl Lowering<'_> {
    /// The selected operations by their names and what their messages hold, for types without clients.
    pub(super) fn selected_operations(
        &mut self,
        services: &[service::Service],
    ) -> Vec<(String, Vec<Path>)> {
        let select = &self.config.select;
        let operations = services
            .iter()
            .flat_map(|service| service.interfaces.iter().map(move |one| (service, one)))
            .filter(|(service, interface)| select.has(service, interface))
            .flat_map(|(_, interface)| &interface.operations)
            .filter(|operation| select.has_operation(&operation.name));
        let mut selected = Vec::new();
        for operation in operations {
            let messages = operation.input.iter().chain(&operation.output);
            let bodies = messages.flat_map(|message| &message.body);
            let faults = operation.faults.iter().map(|fault| &fault.part);
            let mut values = Vec::new();
            let parts = bodies.chain(faults).map(|part| part.content);
            let blocks = operation.header_blocks().map(|(block, _)| block.content);
            for content in parts.chain(blocks) {
                values.push(match content {
                    PartContent::Element(id) => self.element_value(id),
                    PartContent::Type(id) => self.value(id),
                });
            }
            // What describes how a message holds them goes with the message.
            let mut types = Vec::new();
            values
                .iter()
                .for_each(|value| of_type(&value.ty, &mut types));
            selected.push((operation.name.clone(), types));
        }
        selected
    }
}

/// What every item refers to; types and constants of one name are one node.
pub(super) struct Graph {
    ids: HashMap<Path, usize>,
    to: Vec<Vec<usize>>,
}

impl Graph {
    /// The graph of what no part holds yet.
    pub(super) fn new(model: &Model, derived_types: bool) -> Self {
        let modules = model.modules.iter().enumerate();
        let items = || {
            modules.clone().flat_map(|(at, module)| {
                let items = module.items.iter();
                items.filter_map(move |item| Some((path_of(item, ModuleId(at))?, item)))
            })
        };
        let mut ids = HashMap::new();
        for (path, _) in items() {
            let next = ids.len();
            ids.entry(path).or_insert(next);
        }
        let mut to = vec![Vec::new(); ids.len()];
        for (path, item) in items() {
            let mut paths = Vec::new();
            of_item(item, derived_types, &mut paths);
            if let Some(from) = ids.get(&path) {
                to[*from].extend(paths.iter().filter_map(|path| ids.get(path).copied()));
            }
        }
        Self { ids, to }
    }

    /// How many nodes there are.
    pub(super) fn len(&self) -> usize {
        self.to.len()
    }

    /// The node of an item.
    pub(super) fn id(&self, path: &Path) -> Option<usize> {
        self.ids.get(path).copied()
    }

    /// The items that are reached from these, which are among them.
    pub(super) fn paths(&self, from: &[Path]) -> HashSet<Path> {
        let reached: HashSet<usize> = self.reached(from).into_iter().collect();
        let ids = self.ids.iter().filter(|(_, id)| reached.contains(id));
        ids.map(|(path, _)| path.clone()).collect()
    }

    /// The nodes that are reached from these, which are among them.
    pub(super) fn reached(&self, from: &[Path]) -> Vec<usize> {
        let mut left: Vec<usize> = from.iter().filter_map(|path| self.id(path)).collect();
        let mut seen = vec![false; self.to.len()];
        let mut reached = Vec::new();
        while let Some(id) = left.pop() {
            if !std::mem::replace(&mut seen[id], true) {
                left.extend(&self.to[id]);
                reached.push(id);
            }
        }
        reached
    }
}

fn of_item(item: &Item, derived_types: bool, paths: &mut Vec<Path>) {
    match item {
        Item::Struct(item) => {
            let fields = item.fields.iter().chain(&item.admitted);
            fields.for_each(|field| of_field(field, paths));
            for attribute in &item.attributes {
                of_value(&attribute.value, paths);
            }
            if let Layout::Text(_, value) = &item.layout {
                of_value(value, paths);
            }
        }
        Item::Choice(item) => item.variants.iter().for_each(|one| of_field(one, paths)),
        Item::Alias(item) => of_type(&item.target, paths),
        Item::Derived(item) => {
            let least = usize::from(item.has_base);
            let count = match derived_types {
                true => item.variants.len(),
                // What is not the base itself needs another to stand for it.
                false => least.max(1).min(item.variants.len()),
            };
            for variant in &item.variants[..count] {
                of_value(&variant.value, paths);
            }
        }
        Item::Enumeration(item) => of_facets(&item.facets, paths),
        Item::Union(item) => {
            of_facets(&item.facets, paths);
            for member in &item.members {
                of_value(&member.value, paths);
            }
        }
        Item::Array(item) => of_field(&item.field, paths),
        Item::Facets(item) => of_facets(&item.facets, paths),
        Item::Root(_) | Item::Service(_) | Item::Operation(_) | Item::Header(_) => {}
    }
}

fn of_service(service: &Service, paths: &mut Vec<Path>) {
    for header in &service.headers {
        of_value(&header.value, paths);
    }
    for operation in &service.operations {
        of_operation(operation, paths);
    }
}

/// What an operation's messages hold, but for header blocks.
pub(super) fn of_operation(operation: &Operation, paths: &mut Vec<Path>) {
    of_value(&operation.request.value, paths);
    if let Some(response) = &operation.response {
        of_value(&response.value, paths);
    }
    paths.extend(operation.faults.clone());
}

/// What values are of.
pub(super) fn paths<'v>(values: impl IntoIterator<Item = &'v Value>) -> Vec<Path> {
    let mut paths = Vec::new();
    for value in values {
        of_value(value, &mut paths);
    }
    paths
}

fn of_field(field: &Field, paths: &mut Vec<Path>) {
    of_value(&field.value, paths);
    match &field.particle.term {
        Term::Group(path) => paths.push(path.clone()),
        Term::Inner(inner) => inner.fields.iter().for_each(|field| of_field(field, paths)),
        Term::Element | Term::Any(..) => {}
    }
}

fn of_value(value: &Value, paths: &mut Vec<Path>) {
    of_type(&value.ty, paths);
    of_codec(&value.codec, paths);
    if let Some(facets) = &value.facets {
        of_facets(facets, paths);
    }
}

fn of_type(ty: &RustType, paths: &mut Vec<Path>) {
    match ty {
        RustType::Std(_) | RustType::Sapo(_) | RustType::Extern(_) => {}
        RustType::Generated(path) => paths.push(path.clone()),
        RustType::Vec(ty)
        | RustType::Grid(ty)
        | RustType::Option(ty)
        | RustType::Boxed(ty)
        | RustType::Nillable(ty)
        | RustType::Secret(ty) => of_type(ty, paths),
    }
}

fn of_codec(codec: &Codec, paths: &mut Vec<Path>) {
    match codec {
        Codec::Own | Codec::Item | Codec::Base64 | Codec::Hex => {}
        Codec::List(inner) | Codec::Nil(inner) | Codec::Boxed(inner) => of_codec(inner, paths),
        Codec::Array(path, item) => {
            paths.push(path.clone());
            of_codec(item, paths);
        }
        Codec::SoapArray { shape, item, .. } => {
            paths.extend(shape.clone());
            of_codec(item, paths);
        }
    }
}

fn of_facets(facets: &Facets, paths: &mut Vec<Path>) {
    match facets {
        Facets::BuiltIn(_) | Facets::Decimal { .. } => {}
        Facets::Of(path) | Facets::Named(path) => paths.push(path.clone()),
        Facets::List(item) => of_facets(item, paths),
        Facets::Union(members) => members.iter().for_each(|one| of_facets(one, paths)),
        Facets::Narrowed(narrowed) => {
            of_facets(&narrowed.base, paths);
            for facet in &narrowed.facets {
                if let Facet::Restricting(base) = facet {
                    of_facets(base, paths);
                }
            }
        }
    }
}
