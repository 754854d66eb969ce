//! Divides an output into parts: into files, and into modules that a feature of cargo switches on.
//!
//! A namespace other than the root's is a part as it is. One that is large, or all of them where
//! operations are features, is divided further by which operations reach an item:
//!
//! - what one operation alone reaches is in the part of this operation, and so are its description
//!   and its methods;
//! - what several reach, up to [`MOST_OPERATIONS`], is in one part with all that exactly these reach,
//!   which is called after its first type;
//! - what more reach, or none, is in the part `shared`;
//! - `Root` is in a part of its own, with what nothing else reaches where operations are features.
//!
//! Clients and server traits stay where they are. A part is a private module, and the module that
//! it is a part of exports all of it, so no path depends on how an output is divided. Operations
//! whose names make the same feature are one in all this.
//!
//! As an item that an operation reaches reaches nothing else than the operation does, the features
//! of an item that is there switch on whatever it refers to.

use std::collections::{BTreeMap, HashMap};

use super::files::FileNames;
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Report};
use crate::lower::naming::rules::{feature_name, part_name};
use crate::model::graph::{Graph, of_operation, path_of, paths};
use crate::model::{
    Call, Feature, HeaderCall, Item, Model, Module, ModuleId, Operation, Part, Path, Scope, Service,
};
use crate::visible::code;

/// A namespace with more items than this is divided where the output is several files.
const MOST_ITEMS: usize = 100;

/// An item that more operations than this reach is always there: conditions would be longer than
/// the item.
const MOST_OPERATIONS: usize = 8;

/// Divides what is to be several files, or switched on by features. `selected` are the operations
/// where there are no clients, and what their messages hold.
pub(super) fn divide(
    model: &mut Model,
    selected: &[(String, Vec<Path>)],
    config: &Config,
    report: &mut Report,
) {
    let mut plan = Plan::new(model, selected);
    if config.operation_features {
        if config.all_types {
            let message = "`all-types` can't be combined with `operation-features`";
            let help = "leave one of them out: no feature switches on what no operation reaches";
            report.push(Diagnostic::error("config", None, message).with_help(help));
        }
        if plan.operations.is_empty() {
            let message = "there are no operations to be features";
            report.push(Diagnostic::error("config", None, message));
        }
        plan.name_root(model);
        model.features = plan.features(model);
    }
    for at in 0..model.modules.len() {
        let is_divided =
            config.operation_features || config.split && model.modules[at].items.len() > MOST_ITEMS;
        if is_divided && !plan.operations.is_empty() {
            plan.divide(model, ModuleId(at), config.operation_features);
        }
    }
    if config.split {
        name_files(model);
    }
}

/// The part that an item goes to, in the order in which parts are written.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Key {
    /// To one operation's.
    Operation(usize),
    /// To that of several, told by the first item.
    Several(usize),
    /// To what is always there.
    Shared,
    /// To that of the enum of all documents.
    Root,
}

/// Operations that make the same feature.
struct Operations {
    feature: String,
    /// Their names in XML.
    names: Vec<String>,
    /// The types that their messages hold.
    reached: Vec<Path>,
}

struct Plan {
    operations: Vec<Operations>,
    graph: Graph,
    /// The operations that reach each node of the graph.
    by: Vec<Vec<usize>>,
    /// The feature of `Root`.
    root: Option<String>,
}

impl Plan {
    fn new(model: &Model, selected: &[(String, Vec<Path>)]) -> Self {
        let mut operations: Vec<Operations> = Vec::new();
        let mut add = |name: &str, reached: Vec<Path>| {
            let feature = feature_name(name);
            let known = operations.iter_mut().find(|known| known.feature == feature);
            match known {
                Some(known) => {
                    if !known.names.iter().any(|known| known == name) {
                        known.names.push(name.to_owned());
                    }
                    known.reached.extend(reached);
                }
                None => operations.push(Operations {
                    feature,
                    names: vec![name.to_owned()],
                    reached,
                }),
            }
        };
        for (name, reached) in selected {
            add(name, reached.clone());
        }
        for service in services(model) {
            for operation in &service.operations {
                let mut reached = Vec::new();
                of_operation(operation, &mut reached);
                let headers = service.headers.iter();
                let own = headers.filter(|header| {
                    operation.has_header(&header.element) || !service.declares(&header.element)
                });
                reached.extend(paths(own.map(|header| &header.value)));
                add(operation.name(), reached);
            }
        }
        let graph = Graph::new(model, true);
        let mut by = vec![Vec::new(); graph.len()];
        for (at, operations) in operations.iter().enumerate() {
            for id in graph.reached(&operations.reached) {
                by[id].push(at);
            }
        }
        Self {
            operations,
            graph,
            by,
            root: None,
        }
    }

    fn name_root(&mut self, model: &Model) {
        if model.items().any(|(_, item)| matches!(item, Item::Root(_))) {
            let taken = self.operations.iter().map(|one| one.feature.as_str());
            self.root = Some(Scope::with(taken).take("root".to_owned()));
        }
    }

    fn features(&self, model: &mut Model) -> Vec<Feature> {
        for (_, item) in model.items_mut() {
            if let Item::Service(service) = item {
                for operation in &mut service.operations {
                    operation.feature = Some(feature_name(operation.name()));
                }
            }
        }
        let names = self.operations.iter().map(|one| one.feature.clone());
        // Its variants are of all types.
        let root = self.root.iter().map(|root| Feature {
            name: root.clone(),
            implied: names.clone().collect(),
        });
        let operations = names.clone().map(|name| Feature {
            name,
            implied: Vec::new(),
        });
        operations.chain(root).collect()
    }

    /// Returns the operations that reach an item.
    fn reached_by(&self, item: &Item, module: ModuleId) -> &[usize] {
        let id = path_of(item, module).and_then(|path| self.graph.id(&path));
        id.map_or(&[], |id| &self.by[id])
    }

    fn divide(&self, model: &mut Model, at: ModuleId, features: bool) {
        let module = &mut model.modules[at.0];
        let items = std::mem::take(&mut module.items);
        let mut sets: Vec<Vec<usize>> = Vec::new();
        let mut numbers: HashMap<Vec<usize>, usize> = HashMap::new();
        let mut key = |by: &[usize]| match by {
            [one] => Key::Operation(*one),
            several if (2..=MOST_OPERATIONS).contains(&several.len()) => {
                let number = numbers.entry(several.to_vec()).or_insert_with(|| {
                    sets.push(several.to_vec());
                    sets.len() - 1
                });
                Key::Several(*number)
            }
            // Where there are features, nothing else than `Root` has kept it.
            [] if features => Key::Root,
            _ => Key::Shared,
        };
        let mut parts: BTreeMap<Key, Vec<Item>> = BTreeMap::new();
        let mut names: Vec<String> = Vec::new();
        for item in items {
            names.extend(item.name().map(str::to_owned));
            match item {
                Item::Service(mut service) => {
                    for call in self.calls(&mut service) {
                        let (by, item) = call;
                        parts.entry(key(&by)).or_default().push(item);
                    }
                    module.items.push(Item::Service(service));
                }
                Item::Root(_) => parts.entry(Key::Root).or_default().push(item),
                item => {
                    let by = self.reached_by(&item, at);
                    parts.entry(key(by)).or_default().push(item);
                }
            }
        }
        let modules = model.modules.iter().map(|module| module.name.clone());
        let modules: Vec<String> = modules.filter(|_| at == ModuleId(0)).collect();
        let taken = names.iter().chain(&modules).map(String::as_str);
        let mut scope = Scope::with(taken);
        let parts = parts.into_iter().map(|(key, items)| {
            let by: &[usize] = match &key {
                Key::Operation(one) => &[*one],
                Key::Several(number) => &sets[*number],
                Key::Shared | Key::Root => &[],
            };
            let wanted = match &key {
                Key::Operation(one) => part_name(&self.operations[*one].feature),
                Key::Several(_) => {
                    part_name(items.iter().find_map(Item::name).unwrap_or("several"))
                }
                Key::Shared => part_name("shared"),
                Key::Root => part_name("root"),
            };
            let conditions = match key {
                Key::Root => self.root.iter().cloned().collect(),
                _ => by
                    .iter()
                    .map(|&at| self.operations[at].feature.clone())
                    .collect(),
            };
            Part {
                name: scope.take(wanted),
                file: None,
                about: self.about(&key, by),
                has_unused: features && key == Key::Shared,
                features: match features {
                    true => conditions,
                    false => Vec::new(),
                },
                is_public: items
                    .iter()
                    .any(|item| !matches!(item, Item::Array(_) | Item::Facets(_))),
                items,
            }
        });
        model.modules[at.0].parts = parts.collect();
    }

    /// The operations of a service, and its header blocks, as items by themselves, with the
    /// operations that need them.
    fn calls(&self, service: &mut Service) -> Vec<(Vec<usize>, Item)> {
        let client = Path {
            module: ModuleId(0),
            name: service.client.clone(),
        };
        let mut calls = Vec::new();
        for header in std::mem::take(&mut service.headers) {
            let is_declared = service.declares(&header.element);
            let operations = service.operations.iter();
            let own = operations.filter(|own| !is_declared || own.has_header(&header.element));
            let mut by: Vec<usize> = own.filter_map(|own| self.at(own)).collect();
            by.sort_unstable();
            by.dedup();
            let client = client.clone();
            calls.push((by, Item::Header(HeaderCall { client, header })));
        }
        service.is_divided = true;
        for operation in &service.operations {
            let client = client.clone();
            let mut operation = operation.clone();
            let by: Vec<usize> = self.at(&operation).into_iter().collect();
            // An enum that operations share is in another part.
            let faults = operation.faults.as_ref();
            let shared = faults.filter(|path| {
                let id = self.graph.id(path);
                id.is_some_and(|id| self.by[id] != by)
            });
            if let Some(Path { name, .. }) = shared {
                let link = format!("[`{name}`]");
                for note in &mut operation.docs.notes {
                    *note = note.replace(&link, &format!("{link}(super::{name})"));
                }
            }
            let call = Call { client, operation };
            calls.push((by, Item::Operation(Box::new(call))));
        }
        calls
    }

    fn at(&self, operation: &Operation) -> Option<usize> {
        let feature = feature_name(operation.name());
        let mut operations = self.operations.iter();
        operations.position(|known| known.feature == feature)
    }

    fn about(&self, key: &Key, by: &[usize]) -> String {
        let names: Vec<String> = by
            .iter()
            .flat_map(|&at| &self.operations[at].names)
            .map(|name| code(name))
            .collect();
        match (key, names.split_last()) {
            (Key::Root, _) => "What any document of the schema needs.".to_owned(),
            (_, None) => "What many operations share, or none needs.".to_owned(),
            (Key::Operation(_), Some(_)) => format!("What {} alone needs.", names.join(" and ")),
            (_, Some((last, rest))) => format!("What {} and {last} share.", rest.join(", ")),
        }
    }
}

fn services(model: &Model) -> impl Iterator<Item = &Service> {
    model.items().filter_map(|(_, item)| match item {
        Item::Service(service) => Some(service),
        _ => None,
    })
}

/// Each namespace but the root's in a file, each part in one; those of a namespace in a folder of
/// its own.
fn name_files(model: &mut Model) {
    let mut of_root = FileNames::default();
    for module in &mut model.modules[1..] {
        if !module.is_empty() {
            let file = of_root.take(&module.name);
            module.file = Some(file);
            name_parts(module, &mut FileNames::default());
        }
    }
    name_parts(&mut model.modules[0], &mut of_root);
}

fn name_parts(module: &mut Module, names: &mut FileNames) {
    for part in &mut module.parts {
        part.file = Some(names.take(&part.name));
    }
}
