//! From resolved components to the Rust model.

use std::collections::{HashMap, HashSet};

use super::encoded::{self, is_built_in};
use super::modules::Modules;
use super::names::{is_evident, type_name};
use super::order::{Global, globals};
use super::{Docs, Item, Model, ModuleId, Path, Value, boxing, defaults};
use crate::config::Config;
use crate::diagnostic::Report;
use crate::qname::QName;
use crate::schema::components::{ElementId, Owner, Particle, Schema, Term, TypeId, TypeKind};
use crate::service::{PartContent, Service};

/// The names of types, given before anything is lowered.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// Complex types.
    types: HashMap<TypeId, Path>,
    /// Simple types that are enums.
    pub(super) simple: HashMap<TypeId, Path>,
    /// The enums of types that others are derived from.
    pub(super) derived: HashMap<TypeId, Path>,
    /// The enums of substitution groups.
    pub(super) substitutions: HashMap<ElementId, Path>,
    /// The statics of wrapper types.
    pub(super) arrays: HashMap<TypeId, Path>,
    /// The constants of what simple types allow.
    pub(super) facets: HashMap<TypeId, Path>,
    /// Those of them that something refers to.
    pub(super) used_facets: std::collections::BTreeSet<TypeId>,
    /// Wrapper types that fields are of.
    pub(super) used_arrays: HashSet<TypeId>,
    /// Complex types that something refers to as structs.
    pub(super) needed: HashSet<TypeId>,
}

impl Names {
    /// The name of a complex type's struct.
    pub(super) fn ty(&self, id: TypeId) -> Path {
        self.types.get(&id).cloned().unwrap_or_else(|| Path {
            module: ModuleId(0),
            name: format!("Anonymous{}", id.0),
        })
    }
}

/// The state of lowering.
#[derive(Debug)]
pub(super) struct Lowering<'s> {
    pub(super) schema: &'s Schema,
    pub(super) config: &'s Config,
    pub(super) modules: Modules,
    pub(super) names: Names,
    pub(super) bodies: HashMap<TypeId, super::fields::Body>,
    /// The types that are being lowered, against a schema that goes in circles.
    pub(super) lowering: HashSet<TypeId>,
    /// The enums of the faults that operations declare, by the elements that the details hold.
    pub(super) fault_enums: HashMap<Vec<ElementId>, Path>,
    /// The structs of messages that the schema has no types for.
    pub(super) messages: Vec<Item>,
    /// Those of them that hold a simple value, by their element.
    pub(super) simple_messages: HashMap<ElementId, Value>,
    /// The enums and structs of the groups within the type that is being lowered.
    pub(super) nested: Vec<Item>,
    /// The same of each type that was lowered and not written yet.
    pub(super) nested_of: HashMap<TypeId, Vec<Item>>,
    /// The elements whose types the wire names.
    pub(super) encoded: HashSet<ElementId>,
    /// Whether each complex type is a wrapper, once that is known.
    pub(super) wrappers: HashMap<TypeId, bool>,
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
    let globals = globals(schema);
    let root = root_namespace(schema, services, target_namespace, &globals);
    let mut lowering = Lowering {
        schema,
        config,
        modules: Modules::new(&root),
        names: Names::default(),
        bodies: HashMap::new(),
        lowering: HashSet::new(),
        fault_enums: HashMap::new(),
        messages: Vec::new(),
        simple_messages: HashMap::new(),
        nested: Vec::new(),
        nested_of: HashMap::new(),
        encoded: match config.types_only {
            true => HashSet::new(),
            false => encoded::elements(schema, services),
        },
        wrappers: HashMap::new(),
    };
    let names = lowering.name_services(if config.types_only { &[] } else { services });
    lowering.name_globals(&globals);
    for (_, global) in &globals {
        lowering.name_nested(*global);
    }
    let mut clients = Vec::new();
    if !config.types_only {
        clients = lowering.services(names, services, report);
        clients.append(&mut lowering.messages);
    }
    if config.roots {
        let root = lowering.root(&globals);
        clients.push(Item::Root(root));
    }
    lowering.push_types(&globals);
    lowering.modules.prepend_to_root(clients);
    let mut model = Model {
        modules: lowering.modules.into_modules(),
        serde: config.serde,
        derives: config.derives.iter().map(ToString::to_string).collect(),
    };
    boxing::apply(&mut model);
    defaults::apply(&mut model);
    model
}

/// The namespace of the root module: that of the first service's message elements, else of the first document.
fn root_namespace(
    schema: &Schema,
    services: &[Service],
    target_namespace: Option<&str>,
    globals: &[(QName, Global)],
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
        .or_else(|| globals.first().map(|(name, _)| name.namespace.to_string()))
        .unwrap_or_default()
}

impl Lowering<'_> {
    /// Gives the global components their names, in document order.
    fn name_globals(&mut self, globals: &[(QName, Global)]) {
        for (name, global) in globals {
            match *global {
                Global::Type(id) => self.name_type(id, name, &name.local),
                Global::Element(id) => {
                    let ty = self.schema.element(id).ty;
                    if self.schema.ty(ty).name.is_none() {
                        self.name_type(ty, name, &name.local);
                    }
                }
                Global::Group(_) => {}
            }
        }
        for (name, global) in globals {
            if let Global::Type(id) = *global {
                self.name_facets(id, &name.local, &name.namespace);
            }
        }
        for (name, global) in globals {
            match *global {
                Global::Type(id) if self.has_variants(id) => {
                    let module = self.modules.of(&name.namespace);
                    let wanted = format!("Any{}", type_name(&name.local).trim_end_matches('_'));
                    let name = self.modules.take(module, wanted);
                    self.names.derived.insert(id, Path { module, name });
                }
                Global::Element(id)
                    if self
                        .schema
                        .substitutions
                        .get(&id)
                        .is_some_and(|m| !m.is_empty()) =>
                {
                    let module = self.modules.of(&name.namespace);
                    let wanted = format!("{}Element", type_name(&name.local).trim_end_matches('_'));
                    let name = self.modules.take(module, wanted);
                    self.names.substitutions.insert(id, Path { module, name });
                }
                _ => {}
            }
        }
    }

    /// Names a type that needs one; `name` is its own or that of the element it belongs to, `wanted` what to
    /// make the Rust name of.
    fn name_type(&mut self, id: TypeId, name: &QName, wanted: &str) {
        let is_complex = matches!(self.schema.ty(id).kind, TypeKind::Complex(_));
        if self.names.types.contains_key(&id)
            || self.names.simple.contains_key(&id)
            || !(is_complex || self.is_enum(id))
            || self.mapped(id).is_some()
            || self.schema.ty(id).name.as_ref().is_some_and(is_built_in)
        {
            return;
        }
        let module = self.modules.of(&name.namespace);
        let pinned = self.config.name_for(&[name]).map(str::to_owned);
        let taken = self
            .modules
            .take(module, pinned.unwrap_or_else(|| type_name(wanted)));
        let path = Path {
            module,
            name: taken,
        };
        if is_complex {
            if self.is_wrapper(id) {
                let constant = super::names::constant_name(wanted);
                let name = self.modules.take_constant(module, constant);
                self.names.arrays.insert(id, Path { module, name });
            }
            self.names.types.insert(id, path);
        } else {
            self.names.simple.insert(id, path);
        }
    }

    /// Names the anonymous types within a global component, after all global ones.
    fn name_nested(&mut self, global: Global) {
        match global {
            Global::Type(id) => {
                let Some(name) = self.schema.ty(id).name.clone() else {
                    return;
                };
                self.name_within(id, &name, name.local.as_ref());
            }
            Global::Element(id) => {
                let element = self.schema.element(id);
                if self.schema.ty(element.ty).name.is_none() {
                    self.name_within(element.ty, &element.name, &element.name.local);
                }
            }
            Global::Group(id) => {
                let group = self.schema.group(id);
                for particle in &group.particles {
                    self.name_in_particle(particle, &group.name, &group.name.local);
                }
            }
        }
    }

    /// Names the anonymous types within a type; `context` is what the owner is called in XML, nesting joined.
    fn name_within(&mut self, id: TypeId, owner: &QName, context: &str) {
        if self.is_soap_array(id) {
            return;
        }
        let schema = self.schema;
        match &schema.ty(id).kind {
            TypeKind::Simple(_) => self.name_simple_parts(id, owner, context),
            TypeKind::Complex(complex) => {
                for attribute in &complex.attributes {
                    let attribute = &attribute.attribute;
                    let wanted = format!("{context} {}", attribute.name.local);
                    self.name_anonymous(attribute.ty, owner, &wanted);
                }
                if let crate::schema::components::Content::Simple(ty) = complex.content {
                    self.name_anonymous(ty, owner, &format!("{context} value"));
                }
                if let Some(particle) = self.own_particle(id) {
                    self.name_in_particle(particle, owner, context);
                }
            }
        }
    }

    fn name_in_particle(&mut self, particle: &Particle, owner: &QName, context: &str) {
        match &particle.term {
            Term::Element(id) => {
                let element = self.schema.element(*id);
                if !element.is_global {
                    let wanted = format!("{context} {}", element.name.local);
                    self.name_anonymous(element.ty, owner, &wanted);
                }
            }
            Term::Group(_, particles) => {
                for particle in particles {
                    self.name_in_particle(particle, owner, context);
                }
            }
            // Named with the group itself.
            Term::Reference(_) | Term::Any(_) => {}
        }
    }

    fn name_anonymous(&mut self, id: TypeId, owner: &QName, wanted: &str) {
        let schema = self.schema;
        if schema.ty(id).name.is_some()
            || self.names.types.contains_key(&id)
            || self.names.simple.contains_key(&id)
        {
            return;
        }
        self.name_type(id, &QName::new(owner.namespace.clone(), wanted), wanted);
        self.name_within(id, owner, wanted);
    }

    fn name_simple_parts(&mut self, id: TypeId, owner: &QName, context: &str) {
        use crate::schema::components::Variety;
        let schema = self.schema;
        if let TypeKind::Simple(simple) = &schema.ty(id).kind {
            match &simple.variety {
                Variety::List(item) => {
                    self.name_anonymous(*item, owner, &format!("{context} item"));
                }
                Variety::Union(members) => {
                    for &member in members {
                        self.name_anonymous(member, owner, &format!("{context} member"));
                    }
                }
                Variety::Any | Variety::Atomic(_) => {}
            }
        }
    }

    /// Lowers and adds every type that has a name.
    fn push_types(&mut self, globals: &[(QName, Global)]) {
        let mut order: Vec<TypeId> = Vec::new();
        for (_, global) in globals {
            match *global {
                Global::Type(id) => order.push(id),
                Global::Element(id) => {
                    let ty = self.schema.element(id).ty;
                    if self.schema.ty(ty).name.is_none() {
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
            .partition(|id| self.names.arrays.contains_key(id));
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
        self.push_facets();
    }

    /// The documentation of a type, with its name in XML where that cannot be told.
    pub(super) fn type_docs(&self, id: TypeId, rust: &str) -> Docs {
        let ty = self.schema.ty(id);
        let notes = match &ty.name {
            Some(name) if !is_evident(rust, &name.local) => vec![format!("`{}`", name.local)],
            _ => Vec::new(),
        };
        Docs {
            text: ty.documentation.clone(),
            notes,
        }
    }

    /// The Rust type that the configuration gives for a schema type.
    pub(super) fn mapped(&self, id: TypeId) -> Option<&str> {
        let name = self.schema.ty(id).name.as_ref()?;
        self.config.type_for(&[name])
    }

    /// The name of a type, or of the element that an anonymous one belongs to: what its members are configured by.
    pub(super) fn owner_name(&self, id: TypeId) -> QName {
        let ty = self.schema.ty(id);
        match (&ty.name, &ty.owner) {
            (Some(name), _) => name.clone(),
            (None, Some(Owner::Element(element))) => self.schema.element(*element).name.clone(),
            (None, Some(Owner::Attribute(name, _))) => name.clone(),
            (None, _) => QName::new("", "value"),
        }
    }

    /// What messages call a type.
    pub(super) fn xml_type_name(&self, id: TypeId) -> String {
        self.owner_name(id).local.to_string()
    }
}
