//! Which module a namespace is in.

use std::collections::HashMap;

use super::names::{Scope, module_name};
use super::{Item, Module, ModuleId};

/// The modules, their names and the names of what they hold.
#[derive(Debug)]
pub(super) struct Modules {
    by_namespace: HashMap<String, ModuleId>,
    modules: Vec<Module>,
    /// The type names that are taken in each module.
    scopes: Vec<Scope>,
    /// The constant names that are taken in each module.
    constants: Vec<Scope>,
    module_names: Scope,
}

impl Modules {
    /// Modules of which the root is that of `namespace`.
    pub(super) fn new(namespace: &str) -> Self {
        let mut modules = Self {
            by_namespace: HashMap::new(),
            modules: Vec::new(),
            scopes: Vec::new(),
            constants: Vec::new(),
            module_names: Scope::default(),
        };
        modules.add(String::new(), namespace);
        modules
    }

    /// The module of a namespace.
    pub(super) fn of(&mut self, namespace: &str) -> ModuleId {
        match self.by_namespace.get(namespace) {
            Some(&id) => id,
            None => {
                let name = self.module_names.take(module_name(namespace));
                self.add(name, namespace)
            }
        }
    }

    /// Takes the name of a type.
    pub(super) fn take(&mut self, module: ModuleId, name: String) -> String {
        self.scopes[module.0].take(name)
    }

    /// Takes the name of a static.
    pub(super) fn take_constant(&mut self, module: ModuleId, name: String) -> String {
        self.constants[module.0].take(name)
    }

    /// The namespace of a module.
    pub(super) fn namespace(&self, module: ModuleId) -> &str {
        &self.modules[module.0].namespace
    }

    /// Adds an item to a module.
    pub(super) fn push(&mut self, module: ModuleId, item: Item) {
        self.modules[module.0].items.push(item);
    }

    /// Puts items before all others of the root.
    pub(super) fn prepend_to_root(&mut self, items: Vec<Item>) {
        self.modules[0].items.splice(0..0, items);
    }

    /// The modules that hold something, and the root.
    pub(super) fn into_modules(self) -> Vec<Module> {
        self.modules
    }

    fn add(&mut self, name: String, namespace: &str) -> ModuleId {
        let id = ModuleId(self.modules.len());
        self.by_namespace.insert(namespace.to_owned(), id);
        self.modules.push(Module {
            name,
            namespace: namespace.to_owned(),
            items: Vec::new(),
            parts: Vec::new(),
            file: None,
        });
        self.scopes.push(Scope::default());
        self.constants.push(Scope::with(["NS", "ROOTS"]));
        id
    }
}
