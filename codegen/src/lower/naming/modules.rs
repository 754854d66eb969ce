//! The module of each namespace.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::namespaces::Identity;
use super::rules::is_reserved_module;
use crate::config::RustName;
use crate::diagnostic::{Diagnostic, Report};
use crate::lower::facts::pins::unmatched;
use crate::model::{Item, Module, ModuleId, Scope};
use crate::nearest::nearest;

/// The modules, their names and the names of what they hold.
#[derive(Debug)]
pub(in crate::lower) struct Modules<'s> {
    /// The names that the configuration pins, by namespace.
    pins: &'s BTreeMap<String, RustName>,
    by_namespace: HashMap<String, ModuleId>,
    /// The name of each, and its namespace.
    modules: Vec<(String, String)>,
    /// The type names that are taken in each module.
    scopes: Vec<Scope>,
    /// The constant names that are taken in each module.
    constants: Vec<Scope>,
    module_names: Scope,
    /// The namespaces that have modules, by the part that identifies them.
    identities: HashMap<String, Vec<Identity>>,
}

impl<'s> Modules<'s> {
    /// Modules of which the root is that of `namespace`.
    pub(super) fn new(namespace: &str, pins: &'s BTreeMap<String, RustName>) -> Self {
        let mut modules = Self {
            pins,
            by_namespace: HashMap::new(),
            modules: Vec::new(),
            scopes: Vec::new(),
            constants: Vec::new(),
            module_names: Scope::with(pins.values().map(RustName::as_str)),
            identities: HashMap::new(),
        };
        modules.add(String::new(), namespace);
        // What is called so would be taken for the module.
        modules.scopes[0] = Scope::with(pins.values().map(RustName::as_str));
        modules
    }

    /// Reports pinned names that cannot be, and those of namespaces that are not there.
    pub(in crate::lower) fn report_pins(&self, report: &mut Report) {
        let mut taken = HashSet::new();
        for (namespace, name) in self.pins {
            let name = name.as_str();
            let refuse = |why: &str| {
                let what = format!("the module of `{namespace}` cannot be called `{name}`: {why}");
                Diagnostic::error("config", None, what)
            };
            if !taken.insert(name) {
                report.push(refuse("the name is taken"));
            } else if is_reserved_module(name) {
                report.push(refuse("generated code needs the name"));
            }
            match self.by_namespace.get(namespace) {
                Some(ModuleId(0)) => {
                    let help = "it is the namespace of the root, which is called as whoever declares it says";
                    report.push(unmatched("modules", namespace).with_help(help));
                }
                Some(_) => {}
                None => {
                    let known = self.by_namespace.keys().map(String::as_str);
                    let help = match nearest(namespace, known) {
                        Some(near) => format!("did you mean `{near}`?"),
                        None => "name a namespace as the documents do".to_owned(),
                    };
                    report.push(unmatched("modules", namespace).with_help(help));
                }
            }
        }
    }

    /// The module of a namespace.
    pub(super) fn of(&mut self, namespace: &str) -> ModuleId {
        match self.by_namespace.get(namespace) {
            Some(&id) => id,
            None => {
                let name = match self.pins.get(namespace) {
                    Some(pinned) => pinned.as_str().to_owned(),
                    None => self.name_of(namespace),
                };
                self.add(name, namespace)
            }
        }
    }

    /// Takes the name of a namespace's module. If another has it, parts of the URI follow it.
    fn name_of(&mut self, namespace: &str) -> String {
        let identity = Identity::of(namespace);
        let name = identity.name.clone();
        let same = self.identities.entry(name.clone()).or_default();
        let longer = identity.apart_from(same);
        let names = std::iter::once(name).chain(longer);
        let taken = self.module_names.take_first(names);
        same.push(identity);
        taken
    }

    /// Takes the name of a type.
    pub(super) fn take(&mut self, module: ModuleId, name: String) -> String {
        self.scopes[module.0].take(name)
    }

    /// Takes the first of these names that is free, or else the first with a suffix.
    pub(super) fn take_first(
        &mut self,
        module: ModuleId,
        names: impl IntoIterator<Item = String>,
    ) -> String {
        self.scopes[module.0].take_first(names)
    }

    /// Takes the name of a type of the root.
    pub(super) fn take_in_root(&mut self, name: String) -> String {
        self.take(ModuleId(0), name)
    }

    /// Takes the name of a static.
    pub(super) fn take_constant(&mut self, module: ModuleId, name: String) -> String {
        self.constants[module.0].take(name)
    }

    /// The namespace of a module.
    pub(super) fn namespace_of(&self, module: ModuleId) -> &str {
        &self.modules[module.0].1
    }

    /// The modules, each with its items; `items` are by module.
    pub(in crate::lower) fn with_items(&self, mut items: Vec<Vec<Item>>) -> Vec<Module> {
        items.resize_with(self.modules.len(), Vec::new);
        let modules = self.modules.iter().zip(items);
        let module = |((name, namespace), items): (&(String, String), Vec<Item>)| Module {
            name: name.clone(),
            namespace: namespace.clone(),
            items,
            parts: Vec::new(),
            file: None,
        };
        modules.map(module).collect()
    }

    fn add(&mut self, name: String, namespace: &str) -> ModuleId {
        let id = ModuleId(self.modules.len());
        self.by_namespace.insert(namespace.to_owned(), id);
        self.modules.push((name, namespace.to_owned()));
        self.scopes.push(Scope::default());
        self.constants
            .push(Scope::with(["NS", "ROOTS", "DECLARATIONS"]));
        id
    }
}
