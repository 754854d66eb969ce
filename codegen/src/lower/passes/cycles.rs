//! The ways by which types hold themselves, and the boxes that open them.
//!
//! The enum over a type and those derived from it has its values on the heap already, so a field of
//! it needs no box. It counts as a way to its type all the same: a type's first extension then
//! changes no field but those of that type.

use std::collections::{HashMap, HashSet};

use crate::model::{Access, Field, Item, Model, ModuleId, Path, RustType};

/// Boxes the variants that are part of cycles, or all fields that are.
pub(super) fn open(model: &mut Model, in_structs: bool) {
    let graph = edges(model);
    let components = components(&graph);
    if components.is_empty() {
        return;
    }
    let enums: HashSet<Node> = model
        .items()
        .filter(|(_, item)| matches!(item, Item::Derived(_)))
        .filter_map(|(module, item)| Some((module, name(item)?.to_owned())))
        .collect();
    for (module, item) in model.items_mut() {
        let (name, fields) = match item {
            Item::Struct(ty) if in_structs => (&ty.name, &mut ty.fields),
            Item::Choice(choice) => (&choice.name, &mut choice.variants),
            _ => continue,
        };
        let Some(own) = components.get(&(module, name.clone())) else {
            continue;
        };
        for field in fields {
            let Some(target) = held(field).map(node) else {
                continue;
            };
            // A variant of an enum is boxed too, so that it opens the same cycles as the type.
            let may_be_boxed = !in_structs || !enums.contains(&target);
            if may_be_boxed && components.get(&target) == Some(own) {
                field.boxed = true;
            }
        }
    }
}

/// A generated type.
pub(super) type Node = (ModuleId, String);

pub(super) fn node(path: &Path) -> Node {
    (path.module, path.name.clone())
}

/// The generated type that a field holds by value.
pub(super) fn held(field: &Field) -> Option<&Path> {
    match field.access {
        Access::One | Access::Optional => generated(&field.value.ty),
        Access::Many => None,
    }
}

pub(super) fn generated(ty: &RustType) -> Option<&Path> {
    match ty {
        RustType::Generated(path) => Some(path),
        RustType::Alias(_, ty) | RustType::Secret(ty) => generated(ty),
        _ => None,
    }
}

fn name(item: &Item) -> Option<&str> {
    match item {
        Item::Struct(ty) => Some(&ty.name),
        Item::Choice(choice) => Some(&choice.name),
        Item::Derived(derived) => Some(&derived.name),
        _ => None,
    }
}

/// Returns the types that each type reaches by value.
pub(super) fn edges(model: &Model) -> HashMap<Node, Vec<Node>> {
    let mut graph = HashMap::new();
    for (module, item) in model.items() {
        let Some(name) = name(item) else { continue };
        let targets = match item {
            Item::Struct(ty) => of_fields(&ty.fields),
            Item::Choice(choice) => of_fields(&choice.variants),
            Item::Derived(derived) if derived.has_base => match derived.variants.first() {
                Some(first) => generated(&first.value.ty).map(node).into_iter().collect(),
                None => Vec::new(),
            },
            _ => Vec::new(),
        };
        graph.insert((module, name.to_owned()), targets);
    }
    graph
}

fn of_fields(fields: &[Field]) -> Vec<Node> {
    let by_value = fields.iter().filter(|field| !field.boxed);
    by_value.filter_map(held).map(node).collect()
}

/// The strongly connected components that hold a cycle: for each node in one, the component's
/// number (Tarjan's algorithm, with a stack of its own so that deep schemas do not exhaust the
/// thread's).
pub(super) fn components(graph: &HashMap<Node, Vec<Node>>) -> HashMap<Node, usize> {
    let mut nodes: Vec<&Node> = graph.keys().collect();
    nodes.sort_unstable();
    let mut state = Tarjan::default();
    for node in nodes {
        if !state.index.contains_key(node) {
            state.visit(graph, node);
        }
    }
    state.found
}

#[derive(Default)]
struct Tarjan<'g> {
    index: HashMap<&'g Node, usize>,
    low: HashMap<&'g Node, usize>,
    stack: Vec<&'g Node>,
    on_stack: HashSet<&'g Node>,
    found: HashMap<Node, usize>,
    count: usize,
}

impl<'g> Tarjan<'g> {
    fn visit(&mut self, graph: &'g HashMap<Node, Vec<Node>>, start: &'g Node) {
        let mut calls: Vec<(&'g Node, usize)> = vec![(start, 0)];
        while let Some((node, next)) = calls.pop() {
            if next == 0 {
                let number = self.index.len();
                self.index.insert(node, number);
                self.low.insert(node, number);
                self.stack.push(node);
                self.on_stack.insert(node);
            }
            let targets = graph.get(node).map_or(&[][..], Vec::as_slice);
            if let Some(target) = targets.get(next) {
                calls.push((node, next + 1));
                let Some((target, _)) = graph.get_key_value(target) else {
                    continue;
                };
                if !self.index.contains_key(target) {
                    calls.push((target, 0));
                } else if self.on_stack.contains(target) {
                    self.lower(node, self.index[target]);
                }
                continue;
            }
            if let Some(&(parent, _)) = calls.last() {
                self.lower(parent, self.low[node]);
            }
            if self.low[node] == self.index[node] {
                self.close(node, graph);
            }
        }
    }

    fn lower(&mut self, node: &'g Node, to: usize) {
        let low = self.low.entry(node).or_insert(to);
        *low = (*low).min(to);
    }

    fn close(&mut self, node: &'g Node, graph: &HashMap<Node, Vec<Node>>) {
        let start = self
            .stack
            .iter()
            .rposition(|&other| other == node)
            .unwrap_or(0);
        let members = self.stack.split_off(start);
        let is_cycle = members.len() > 1 || graph[node].contains(node);
        for member in members {
            self.on_stack.remove(member);
            if is_cycle {
                self.found.insert(member.clone(), self.count);
            }
        }
        self.count += 1;
    }
}
