//! From resolved components to the Rust model.

mod facts;
mod items;
mod naming;
mod passes;
mod services;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::config::Config;
use crate::diagnostic::{Diagnostic, Report};
use crate::lower::facts::held;
use crate::lower::facts::pins::LookedUp;
use crate::lower::items::encoded;
use crate::lower::naming::budget::Budget;
use crate::lower::naming::groups::{Part, PartKind};
use crate::lower::naming::modules::Modules;
use crate::lower::naming::order::{Global, Place, globals};
use crate::lower::naming::rules::is_evident;
use crate::lower::naming::slots::Constant;
use crate::lower::passes::{boxing, defaults, parts, secrets, subset};
use crate::model::{Docs, Item, Model, ModuleId, Path, RustType, Value};
use crate::qname::QName;
use crate::schema::components::{ElementId, GroupId, Owner, Schema, TypeId, TypeKind};
use crate::service::{PartContent, Service};
use crate::visible::code;

/// The names of types, given before anything is lowered.
#[derive(Debug, Default)]
pub(in crate::lower) struct Names<'s> {
    /// Complex types.
    pub(in crate::lower) types: HashMap<TypeId, Path>,
    /// Simple types that are enums.
    pub(in crate::lower) simple: HashMap<TypeId, Path>,
    /// The enums of types that others are derived from.
    pub(in crate::lower) derived: HashMap<TypeId, Path>,
    /// The enums of substitution groups.
    pub(in crate::lower) substitutions: HashMap<ElementId, Path>,
    /// The statics of wrapper types.
    pub(in crate::lower) arrays: HashMap<TypeId, Path>,
    /// The constants that callers cannot name, in document order, until they have their names.
    pub(in crate::lower) constants: Vec<(Constant, ModuleId, String)>,
    /// The constants of what simple types allow.
    pub(in crate::lower) facets: HashMap<TypeId, Path>,
    /// Those of them that something refers to.
    pub(in crate::lower) used_facets: BTreeSet<TypeId>,
    /// What each complex type adds to its base, divided.
    pub(in crate::lower) parts: HashMap<TypeId, Vec<Part<'s>>>,
    /// The types that named groups become where they are not a part of what refers to them.
    pub(in crate::lower) groups: HashMap<GroupId, Path>,
    /// What each of them holds.
    pub(in crate::lower) group_parts: HashMap<GroupId, PartKind<'s>>,
    /// Those of them that something refers to.
    pub(in crate::lower) used_groups: BTreeSet<GroupId>,
    /// Whether each named group may be empty, once that is known.
    pub(in crate::lower) empty_groups: HashMap<GroupId, bool>,
    /// The enums of what faults hold, by the elements that they do.
    pub(in crate::lower) faults: HashMap<Vec<ElementId>, String>,
    /// The structs of messages that hold a simple value.
    pub(in crate::lower) simple_messages: HashMap<(QName, TypeId), String>,
    /// Wrapper types that fields are of.
    pub(in crate::lower) used_arrays: HashSet<TypeId>,
    /// The vectors that have a name of their own.
    pub(in crate::lower) vectors: BTreeMap<TypeId, RustType>,
    /// Complex types that something refers to as structs.
    pub(in crate::lower) needed: HashSet<TypeId>,
}

impl Names<'_> {
    /// The name of a complex type's struct.
    pub(in crate::lower) fn ty(&self, id: TypeId) -> Path {
        self.types.get(&id).cloned().unwrap_or_else(|| Path {
            module: ModuleId(0),
            name: format!("Anonymous{}", id.0),
        })
    }

    /// The name of a named group's type.
    pub(in crate::lower) fn group(&self, id: GroupId) -> Path {
        self.groups.get(&id).cloned().unwrap_or_else(|| Path {
            module: ModuleId(0),
            name: format!("Group{}", id.0),
        })
    }
}

/// The state of lowering.
#[derive(Debug)]
pub(in crate::lower) struct Lowering<'s> {
    pub(in crate::lower) schema: &'s Schema,
    pub(in crate::lower) config: &'s Config,
    pub(in crate::lower) looked_up: LookedUp,
    pub(in crate::lower) modules: Modules<'s>,
    pub(in crate::lower) names: Names<'s>,
    pub(in crate::lower) bodies: HashMap<TypeId, items::structs::Body>,
    /// The types that are being lowered, against a schema that goes in circles.
    pub(in crate::lower) lowering: HashSet<TypeId>,
    /// The enums of what faults hold that are written already.
    pub(in crate::lower) fault_enums: HashSet<String>,
    /// The structs of messages that the schema has no types for.
    pub(in crate::lower) messages: Vec<Item>,
    /// Those of them that hold a simple value, by their element and its type.
    pub(in crate::lower) simple_messages: HashMap<(QName, TypeId), Value>,
    /// The enums and structs of the groups within the type that is being lowered.
    pub(in crate::lower) nested: Vec<Item>,
    /// The same of each type that was lowered and not written yet.
    pub(in crate::lower) nested_of: HashMap<TypeId, Vec<Item>>,
    /// The elements whose types the wire names.
    pub(in crate::lower) encoded: HashSet<ElementId>,
    /// The types of which something holds a value.
    pub(in crate::lower) held: HashSet<TypeId>,
    /// Whether each complex type is a wrapper, once that is known.
    pub(in crate::lower) wrappers: HashMap<TypeId, bool>,
    /// Whether each simple type becomes an enum, once that is known.
    pub(in crate::lower) enums: RefCell<HashMap<TypeId, bool>>,
    /// Whether each simple type demands anything, once that is known.
    pub(in crate::lower) demanding: RefCell<HashMap<TypeId, bool>>,
    /// Defaults that cannot be read.
    pub(in crate::lower) unread: Vec<Diagnostic>,
    /// How many more fields there may be.
    pub(in crate::lower) fields: Budget,
}

/// Lowers a schema and its services; `target_namespace` is that of the first input.
///
/// What cannot be generated yet goes into the report as an error.
pub fn lower(
    schema: &Schema,
    services: &[Service],
    config: &Config,
    target_namespace: Option<&str>,
    report: &mut Report,
) -> Model {
    config.select.check(services, report);
    let globals = globals(schema);
    let root = root_namespace(schema, services, target_namespace, &globals);
    let mut lowering = Lowering {
        schema,
        config,
        looked_up: LookedUp::default(),
        modules: Modules::new(&root, &config.modules),
        names: Names::default(),
        bodies: HashMap::new(),
        lowering: HashSet::new(),
        fault_enums: HashSet::new(),
        messages: Vec::new(),
        simple_messages: HashMap::new(),
        nested: Vec::new(),
        nested_of: HashMap::new(),
        encoded: match config.types_only {
            true => HashSet::new(),
            false => encoded::elements(schema, services),
        },
        held: held::types(schema, services),
        wrappers: HashMap::new(),
        enums: RefCell::default(),
        demanding: RefCell::default(),
        unread: Vec::new(),
        fields: Budget::new(config.limits.fields),
    };
    let names = lowering.name_all(&globals, if config.types_only { &[] } else { services });
    let mut clients = Vec::new();
    if !config.types_only {
        clients = lowering.services(names, services, report);
        clients.append(&mut lowering.messages);
    }
    if config.roots {
        let root = lowering.root(&globals);
        clients.push(Item::Root(root));
    }
    // Where features switch operations on, nothing switches on what none of them reaches.
    let is_divided = !config.select.is_whole() || config.operation_features;
    let selected = match config.types_only {
        true => lowering.selected_operations(services),
        false => Vec::new(),
    };
    lowering.push_types(&globals);
    lowering.fields.report(report);
    report.extend(std::mem::take(&mut lowering.unread));
    lowering.looked_up.report(config, report);
    lowering.modules.report_pins(report);
    lowering.modules.prepend_to_root(clients);
    let mut model = Model {
        modules: lowering.modules.into_modules(),
        serde: config.serde,
        derives: config.derives.iter().map(ToString::to_string).collect(),
        features: Vec::new(),
        declares: false,
    };
    boxing::apply(&mut model);
    defaults::apply(&mut model);
    if is_divided {
        let reached: Vec<Path> = selected
            .iter()
            .flat_map(|(_, paths)| paths.clone())
            .collect();
        subset::retain_reached(&mut model, &reached, config.select.derived_types);
    } else {
        subset::retain_used(&mut model);
    }
    secrets::apply(&mut model);
    let declares = |item: &Item| matches!(item, Item::Root(root) if root.declares());
    model.declares = !config.operation_features && model.modules[0].items.iter().any(declares);
    parts::divide(&mut model, &selected, config, report);
    model
}

/// The namespace of the root module: that of the first service's message elements, else of the first document.
fn root_namespace(
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

impl Lowering<'_> {
    /// Lowers and adds every type that has a name.
    fn push_types(&mut self, globals: &[(Place, QName, Global)]) {
        let mut order: Vec<TypeId> = Vec::new();
        for (_, _, global) in globals {
            match *global {
                Global::Type(id) => order.push(id),
                Global::Element(id) => {
                    let ty = self.schema.element(id).ty;
                    // Members of a substitution group have the anonymous type of its head.
                    if matches!(self.schema.ty(ty).owner, Some(Owner::Element(of)) if of == id) {
                        order.push(ty);
                    }
                    if self.names.substitutions.contains_key(&id) {
                        self.push_substitutions(id);
                    }
                }
                Global::Group(_) => {}
            }
        }
        let mut nested: Vec<TypeId> = self
            .names
            .types
            .keys()
            .chain(self.names.simple.keys())
            .filter(|id| self.schema.ty(**id).name.is_none() && !order.contains(id))
            .copied()
            .collect();
        nested.sort_unstable();
        order.extend(nested);
        // Arrays last: only then is it known which wrappers are needed as structs after all.
        let (wrappers, others): (Vec<_>, Vec<_>) = order
            .into_iter()
            .partition(|id| self.wrappers.get(id) == Some(&true));
        for id in others {
            match self.schema.ty(id).kind {
                TypeKind::Simple(_) => self.push_simple(id),
                TypeKind::Complex(_) if self.names.types.contains_key(&id) => self.push_struct(id),
                TypeKind::Complex(_) => {}
            }
            if self.names.derived.contains_key(&id) {
                self.push_derived(id);
            }
        }
        self.push_arrays(&wrappers);
        self.push_groups();
        self.push_facets();
    }

    /// The documentation of a type, with its name in XML where that cannot be told.
    pub(in crate::lower) fn type_docs(&self, id: TypeId, rust: &str) -> Docs {
        let ty = self.schema.ty(id);
        let notes = match &ty.name {
            Some(name) if !is_evident(rust, &name.local) => vec![code(&name.local)],
            _ => Vec::new(),
        };
        Docs {
            text: ty.documentation.clone(),
            notes,
        }
    }

    /// The Rust type that the configuration gives for a schema type.
    pub(in crate::lower) fn mapped(&self, id: TypeId) -> Option<&str> {
        let name = self.schema.ty(id).name.as_ref()?;
        self.replaced(&[name])
    }

    /// The name of a type, or of the element that an anonymous one belongs to: what its members are configured by.
    pub(in crate::lower) fn owner_name(&self, id: TypeId) -> QName {
        let ty = self.schema.ty(id);
        match (&ty.name, &ty.owner) {
            (Some(name), _) => name.clone(),
            (None, Some(Owner::Element(element))) => self.schema.element(*element).name.clone(),
            (None, Some(Owner::Attribute(name, _))) => name.clone(),
            (None, _) => QName::new("", "value"),
        }
    }

    /// What messages call a type.
    pub(in crate::lower) fn xml_type_name(&self, id: TypeId) -> String {
        self.owner_name(id).local.to_string()
    }
}
