//! The names of modules and items, given in document order before anything is lowered. From then on
//! nothing changes them. Fields, variants, and methods get their names where they are made.
//!
//! | file | content |
//! | --- | --- |
//! | `mod.rs` | [`Names`], and [`name`], which gives them |
//! | `order.rs` | document order |
//! | `slots.rs` | the order in which items take names |
//! | `types.rs` | the names of types, and of what is anonymous within them |
//! | `services.rs` | the names of clients, server traits, operations and header blocks |
//! | `faults.rs` | the names of faults' enums |
//! | `choices.rs` | the names of choices, after those of their branches |
//! | `groups.rs` | the parts of a content, and the groups among them that are types |
//! | `pinned.rs` | refuses pinned names that can't be used |
//! | `modules.rs` | the module of a namespace, and the names that are taken in it |
//! | `namespaces.rs` | what a namespace is called, by the parts of its URI |
//! | `rules.rs` | the rules from names in XML to names in Rust |
//! | `budget.rs` | the limit on fields |

pub(super) mod budget;
pub(super) mod choices;
mod faults;
pub(super) mod groups;
mod modules;
mod namespaces;
pub(super) mod order;
pub(super) mod pinned;
pub(super) mod rules;
pub(super) mod services;
mod slots;
mod types;

use std::collections::HashMap;

use crate::lower::facts::Facts;
use crate::model::{ModuleId, Path};
use crate::qname::QName;
use crate::schema::components::{ElementId, GroupId, Schema, TypeId};
use crate::service::{PartContent, Service};
use budget::Budget;
use faults::FaultEnums;
use groups::Part;
use modules::Modules;
use order::{Global, Place};
use services::ServiceNames;
use slots::Constant;

/// The names of everything that is generated.
#[derive(Debug)]
pub(super) struct Names<'s> {
    /// The modules, and the names that are taken in them.
    pub(super) modules: Modules<'s>,
    /// Complex types.
    pub(super) types: HashMap<TypeId, Path>,
    /// Simple types that are enums or newtypes.
    pub(super) simple: HashMap<TypeId, Path>,
    /// Simple types that are other names of the Rust types of their values.
    pub(super) aliases: HashMap<TypeId, Path>,
    /// The enums of types that others are derived from.
    pub(super) derived: HashMap<TypeId, Path>,
    /// The enums of substitution groups.
    pub(super) substitutions: HashMap<ElementId, Path>,
    /// The statics of wrapper types.
    pub(super) arrays: HashMap<TypeId, Path>,
    /// The constants of what simple types allow.
    pub(super) facets: HashMap<TypeId, Path>,
    /// The parts that each complex type adds to its base.
    pub(super) parts: HashMap<TypeId, Vec<Part<'s>>>,
    /// The types that named groups become where they are not a part of what refers to them.
    pub(super) groups: HashMap<GroupId, Path>,
    /// The part that each of them is.
    pub(super) group_parts: HashMap<GroupId, Part<'s>>,
    /// The structs of messages that hold a simple value.
    pub(super) simple_messages: HashMap<(QName, TypeId), String>,
    /// The names of services, by the number of the interface; `None` if it becomes nothing.
    pub(super) services: Vec<Option<ServiceNames<'s>>>,
}

impl Names<'_> {
    /// The name of a complex type's struct.
    pub(super) fn ty(&self, id: TypeId) -> Path {
        self.types.get(&id).cloned().unwrap_or_else(|| Path {
            module: ModuleId(0),
            name: format!("Type{}", id.0),
        })
    }

    /// The name of the type that a named group is.
    pub(super) fn group(&self, id: GroupId) -> Path {
        self.groups.get(&id).cloned().unwrap_or_else(|| Path {
            module: ModuleId(0),
            name: format!("Group{}", id.0),
        })
    }

    /// The namespace of a module.
    pub(super) fn namespace(&self, module: ModuleId) -> &str {
        self.modules.namespace_of(module)
    }
}

/// Names everything that is generated. The root is the module of the namespace `root`.
pub(super) fn name<'s>(
    facts: &Facts<'s>,
    globals: &[(Place, QName, Global)],
    services: &[Service],
    root: &str,
    budget: &mut Budget,
) -> Names<'s> {
    let mut namer = Namer {
        facts,
        budget,
        names: Names {
            modules: Modules::new(root, &facts.config.modules),
            types: HashMap::new(),
            simple: HashMap::new(),
            aliases: HashMap::new(),
            derived: HashMap::new(),
            substitutions: HashMap::new(),
            arrays: HashMap::new(),
            facets: HashMap::new(),
            parts: HashMap::new(),
            groups: HashMap::new(),
            group_parts: HashMap::new(),
            simple_messages: HashMap::new(),
            services: Vec::new(),
        },
        faults: FaultEnums::new(),
        constants: Vec::new(),
    };
    namer.name_all(globals, services);
    namer.names
}

/// Returns the namespace of the root module: that of the first service's message elements, else of
/// the first document.
pub(super) fn root_namespace(
    schema: &Schema,
    services: &[Service],
    target_namespace: Option<&str>,
    globals: &[(Place, QName, Global)],
) -> String {
    let inputs = services
        .iter()
        .flat_map(|service| &service.interfaces)
        .flat_map(|interface| &interface.operations)
        .filter_map(|operation| operation.input.as_ref());
    let of_messages = inputs
        .clone()
        .find_map(|message| match message.body.first()?.content {
            PartContent::Element(id) => Some(schema.element(id).name.namespace.to_string()),
            PartContent::Type(_) => message.namespace.clone(),
        });
    of_messages
        .or_else(|| target_namespace.map(str::to_owned))
        .or_else(|| {
            globals
                .first()
                .map(|(_, name, _)| name.namespace.to_string())
        })
        .unwrap_or_default()
}

/// Gives the names.
#[derive(Debug)]
struct Namer<'n, 's> {
    facts: &'n Facts<'s>,
    budget: &'n mut Budget,
    names: Names<'s>,
    faults: FaultEnums,
    /// The constants that callers cannot name, in document order, until they have their names.
    constants: Vec<(Constant, ModuleId, String)>,
}
