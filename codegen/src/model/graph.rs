//! The references between items.

use std::collections::{HashMap, HashSet};

use super::{
    Codec, Facet, Facets, Field, Item, Layout, Model, ModuleId, Operation, Path, RustType, Service,
    Term, Value,
};

/// Returns the path by which others refer to an item.
pub(crate) fn path_of(item: &Item, module: ModuleId) -> Option<Path> {
    let name = item.name()?.to_owned();
    Some(Path { module, name })
}

/// The references of every item; types and constants of one name are one node.
pub(crate) struct Graph {
    ids: HashMap<Path, usize>,
    to: Vec<Vec<usize>>,
}

impl Graph {
    /// The graph of what no part holds yet.
    pub(crate) fn new(model: &Model, derived_types: bool) -> Self {
        let items = || {
            let items = model.items();
            items.filter_map(|(module, item)| Some((path_of(item, module)?, item)))
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

    /// Returns the number of nodes.
    pub(crate) fn len(&self) -> usize {
        self.to.len()
    }

    /// The node of an item.
    pub(crate) fn id(&self, path: &Path) -> Option<usize> {
        self.ids.get(path).copied()
    }

    /// The items that are reached from these, which are among them.
    pub(crate) fn paths(&self, from: &[Path]) -> HashSet<Path> {
        let reached: HashSet<usize> = self.reached(from).into_iter().collect();
        let ids = self.ids.iter().filter(|(_, id)| reached.contains(id));
        ids.map(|(path, _)| path.clone()).collect()
    }

    /// The nodes that are reached from these, which are among them.
    pub(crate) fn reached(&self, from: &[Path]) -> Vec<usize> {
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
        Item::Newtype(item) => {
            of_facets(&item.facets, paths);
            of_value(&item.value, paths);
        }
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

pub(crate) fn of_service(service: &Service, paths: &mut Vec<Path>) {
    for header in &service.headers {
        of_value(&header.value, paths);
    }
    for operation in &service.operations {
        of_operation(operation, paths);
    }
}

/// Adds the paths in an operation's messages, except for header blocks.
pub(crate) fn of_operation(operation: &Operation, paths: &mut Vec<Path>) {
    of_value(&operation.request.value, paths);
    if let Some(response) = &operation.response {
        of_value(&response.value, paths);
    }
    paths.extend(operation.faults.clone());
}

/// Returns the paths in values.
pub(crate) fn paths<'v>(values: impl IntoIterator<Item = &'v Value>) -> Vec<Path> {
    let mut paths = Vec::new();
    for value in values {
        of_value(value, &mut paths);
    }
    paths
}

pub(crate) fn of_field(field: &Field, paths: &mut Vec<Path>) {
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

pub(crate) fn of_type(ty: &RustType, paths: &mut Vec<Path>) {
    match ty {
        RustType::Std(_) | RustType::Sapo(_) | RustType::Extern(_) => {}
        RustType::Generated(path) | RustType::Newtype(path, _) => paths.push(path.clone()),
        RustType::Alias(path, ty) => {
            paths.push(path.clone());
            of_type(ty, paths);
        }
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
        Codec::List(inner)
        | Codec::Nil(inner)
        | Codec::NonNil(inner)
        | Codec::Boxed(inner)
        | Codec::Hidden(inner) => of_codec(inner, paths),
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
