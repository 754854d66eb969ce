//! What is reached from what is selected. All has its name before anything is left out, so names do not depend on it.

use std::collections::{HashMap, HashSet};

use super::lower::Lowering;
use super::{
    Codec, Derived, Facets, Field, Item, Layout, Model, ModuleId, Path, RustType, Service, Term,
    Value,
};
use crate::service::{self, PartContent};

/// Leaves out the items that are reached neither from services nor from these `roots`. Without `derived_types`, the
/// enum of a type and those derived from it reaches the first alone, and has the variants that something else reaches.
pub(super) fn retain_reached(model: &mut Model, roots: &[Value], derived_types: bool) {
    let reached = Reach::new(model, derived_types).all(roots);
    let is_reached = |path: &Path| reached.contains(path);
    for (at, module) in model.modules.iter_mut().enumerate() {
        for item in &mut module.items {
            match item {
                Item::Root(root) => root.variants.retain(|variant| {
                    let mut paths = Vec::new();
                    of_value(&variant.field.value, &mut paths);
                    !paths.is_empty() && paths.iter().all(is_reached)
                }),
                Item::Derived(derived) if !derived_types => retain_variants(derived, is_reached),
                _ => {}
            }
        }
        module.items.retain(|item| match name(item) {
            Some(name) => is_reached(&Path {
                module: ModuleId(at),
                name: name.to_owned(),
            }),
            None => true,
        });
    }
}

fn retain_variants(derived: &mut Derived, is_reached: impl Fn(&Path) -> bool) {
    derived.variants.retain(|variant| match &variant.value.ty {
        RustType::Generated(path) => is_reached(path),
        _ => true,
    });
}

/// The name of an item that others refer to.
fn name(item: &Item) -> Option<&str> {
    match item {
        Item::Struct(item) => Some(&item.name),
        Item::Choice(item) => Some(&item.name),
        Item::Alias(item) => Some(&item.name),
        Item::Derived(item) => Some(&item.name),
        Item::Enumeration(item) => Some(&item.name),
        Item::Union(item) => Some(&item.name),
        Item::Array(item) => Some(&item.name),
        Item::Facets(item) => Some(&item.name),
        Item::Root(_) | Item::Service(_) => None,
    }
}

impl Lowering<'_> {
    /// What the messages of the selected operations hold, for types without clients.
    pub(super) fn selected_values(&mut self, services: &[service::Service]) -> Vec<Value> {
        let select = &self.config.select;
        let operations = services
            .iter()
            .flat_map(|service| service.interfaces.iter().map(move |one| (service, one)))
            .filter(|(service, interface)| select.has(service, interface))
            .flat_map(|(_, interface)| &interface.operations)
            .filter(|operation| select.has_operation(&operation.name));
        let mut values = Vec::new();
        for operation in operations {
            let messages = operation.input.iter().chain(&operation.output);
            let bodies = messages.flat_map(|message| &message.body);
            let faults = operation.faults.iter().map(|fault| &fault.part);
            for part in bodies.chain(faults) {
                values.push(match part.content {
                    PartContent::Element(id) => self.element_value(id),
                    PartContent::Type(id) => self.value(id),
                });
            }
            for (id, _) in operation.header_elements() {
                values.push(self.element_value(id));
            }
        }
        values
    }
}

/// The items by their names, types and constants of one name together.
struct Reach<'m> {
    model: &'m Model,
    items: HashMap<Path, Vec<&'m Item>>,
    derived_types: bool,
}

impl<'m> Reach<'m> {
    fn new(model: &'m Model, derived_types: bool) -> Self {
        let mut items: HashMap<Path, Vec<&Item>> = HashMap::new();
        for (at, module) in model.modules.iter().enumerate() {
            for item in &module.items {
                let Some(name) = name(item) else { continue };
                let path = Path {
                    module: ModuleId(at),
                    name: name.to_owned(),
                };
                items.entry(path).or_default().push(item);
            }
        }
        Self {
            model,
            items,
            derived_types,
        }
    }

    fn all(&self, roots: &[Value]) -> HashSet<Path> {
        let mut left = Vec::new();
        for root in roots {
            of_value(root, &mut left);
        }
        for item in self.model.modules.iter().flat_map(|module| &module.items) {
            if let Item::Service(service) = item {
                of_service(service, &mut left);
            }
        }
        let mut reached = HashSet::new();
        while let Some(path) = left.pop() {
            if reached.contains(&path) {
                continue;
            }
            for item in self.items.get(&path).into_iter().flatten() {
                self.of_item(item, &mut left);
            }
            reached.insert(path);
        }
        reached
    }

    fn of_item(&self, item: &Item, paths: &mut Vec<Path>) {
        match item {
            Item::Struct(item) => {
                item.fields.iter().for_each(|field| of_field(field, paths));
                for attribute in &item.attributes {
                    of_value(&attribute.value, paths);
                }
                if let Layout::Text(_, value) = &item.layout {
                    of_value(value, paths);
                }
            }
            Item::Choice(item) => item.variants.iter().for_each(|one| of_field(one, paths)),
            Item::Alias(item) => paths.push(item.target.clone()),
            Item::Derived(item) => {
                let least = usize::from(item.has_base);
                let count = match self.derived_types {
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
            Item::Root(_) | Item::Service(_) => {}
        }
    }
}

fn of_service(service: &Service, paths: &mut Vec<Path>) {
    for header in &service.headers {
        of_value(&header.value, paths);
    }
    for operation in &service.operations {
        of_value(&operation.request.value, paths);
        if let Some(response) = &operation.response {
            of_value(&response.value, paths);
        }
        paths.extend(operation.faults.clone());
    }
}

fn of_field(field: &Field, paths: &mut Vec<Path>) {
    of_value(&field.value, paths);
    if let Term::Group(path) = &field.particle.term {
        paths.push(path.clone());
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
        Facets::BuiltIn(_) => {}
        Facets::Of(path) | Facets::Named(path) => paths.push(path.clone()),
        Facets::List(item) => of_facets(item, paths),
        Facets::Union(members) => members.iter().for_each(|one| of_facets(one, paths)),
        Facets::Narrowed(narrowed) => of_facets(&narrowed.base, paths),
    }
}
