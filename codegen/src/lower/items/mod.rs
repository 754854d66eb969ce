//! The items that types become, from facts and names that don't change any more.
//!
//! Eight files call each other: `values`, `vectors`, `encoded`, `fields`, `choices`, `enumerations`,
//! `literals` and `secrets`. A field holds a value, a vector's item is a field, so is a choice's
//! branch, a default is read as its field's value, and a secret field holds its type's value without
//! the type's name. This recursion is the schema's own; no other calls go in a cycle.
//!
//! | file | content |
//! | --- | --- |
//! | `mod.rs` | the state: facts, names, what is used, and the items so far |
//! | `types.rs` | all types, in the order in which they are written |
//! | `structs.rs` | complex types as structs |
//! | `derived.rs` | types that others are derived from, as enums |
//! | `groups.rs` | named groups as types |
//! | `substitutions.rs` | substitution groups as enums |
//! | `roots.rs` | the enum of all documents |
//! | `fields.rs` | the fields of elements, attributes and wildcards |
//! | `choices.rs` | the parts of a content: choices, and groups that come together |
//! | `mixed.rs` | the elements of mixed content |
//! | `values.rs` | the Rust type and codec of a schema type |
//! | `vectors.rs` | wrapper types as vectors |
//! | `encoded.rs` | arrays of SOAP encoding |
//! | `enumerations.rs` | enumerations and unions |
//! | `facets.rs` | facets of simple types |
//! | `identities.rs` | identity constraints |
//! | `literals.rs` | default values |
//! | `secrets.rs` | values that aren't shown |
//! | `meanings.rs` | errors of items, and lists of names of elements |

mod choices;
mod derived;
mod encoded;
mod enumerations;
mod facets;
pub(super) mod fields;
mod groups;
mod identities;
mod literals;
mod meanings;
mod mixed;
mod roots;
mod secrets;
mod structs;
mod substitutions;
mod types;
mod values;
mod vectors;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::facts::Facts;
use super::naming::Names;
use super::naming::budget::Budget;
use super::naming::rules::is_evident;
use crate::diagnostic::{Diagnostic, Report};
use crate::model::{Docs, Item, Marks, ModuleId, RustType};
use crate::schema::components::{GroupId, TypeId};
use crate::visible::code;
use structs::MadeBody;

/// The items that were made so far, and what is recorded on the way.
#[derive(Debug)]
pub(super) struct Items<'n, 's> {
    pub(super) facts: &'n Facts<'s>,
    pub(super) names: &'n Names<'s>,
    pub(super) used: Used,
    bodies: HashMap<TypeId, MadeBody>,
    /// The types that are being lowered, against a schema that goes in cycles.
    lowering: HashSet<TypeId>,
    /// Whether each simple type demands anything, once that is known.
    demanding: HashMap<TypeId, bool>,
    /// Defaults that cannot be read.
    unread: Vec<Diagnostic>,
    /// The number of fields that are left.
    budget: Budget,
    /// The items of each module.
    made: Vec<Vec<Item>>,
}

/// Components that something refers to, so that their items have to be made.
#[derive(Debug, Default)]
pub(super) struct Used {
    /// Complex types, as structs.
    pub(super) structs: HashSet<TypeId>,
    /// Wrapper types, as vectors.
    wrappers: HashSet<TypeId>,
    /// The vectors that have a name of their own.
    vectors: BTreeMap<TypeId, RustType>,
    /// Simple types whose facets have a name.
    facets: BTreeSet<TypeId>,
    /// Named groups that are types.
    groups: BTreeSet<GroupId>,
}

impl<'n, 's> Items<'n, 's> {
    pub(super) fn new(facts: &'n Facts<'s>, names: &'n Names<'s>, budget: Budget) -> Self {
        Self {
            facts,
            names,
            used: Used::default(),
            bodies: HashMap::new(),
            lowering: HashSet::new(),
            demanding: HashMap::new(),
            unread: Vec::new(),
            budget,
            made: Vec::new(),
        }
    }

    /// Returns the items by module, and reports what was wrong with them.
    pub(super) fn finish(self, report: &mut Report) -> Vec<Vec<Item>> {
        self.budget.report(report);
        report.extend(self.unread);
        self.made
    }

    fn add_item(&mut self, module: ModuleId, item: Item) {
        if self.made.len() <= module.0 {
            self.made.resize_with(module.0 + 1, Vec::new);
        }
        self.made[module.0].push(item);
    }

    /// Returns what the configuration adds to the item of a type.
    fn marks(&self, id: TypeId) -> Marks {
        let name = self.facts.owner_name(id);
        Marks {
            derives: self.facts.derives(&name),
            attributes: self.facts.attributes(&[&name]),
        }
    }

    /// The documentation of a type, with its name in XML where that cannot be told.
    fn type_docs(&self, id: TypeId, rust: &str) -> Docs {
        let ty = self.facts.schema.ty(id);
        let notes = match &ty.name {
            Some(name) if !is_evident(rust, &name.local) => vec![code(&name.local)],
            _ => Vec::new(),
        };
        Docs {
            text: ty.documentation.clone(),
            notes,
        }
    }
}
