//! Read-only questions about the schema and its services: what they say, and what follows from that
//! and the configuration alone. Nothing here knows a name in Rust of anything that is generated.
//!
//! | file | question |
//! | --- | --- |
//! | `components.rs` | which component is this, and what does it hold itself? |
//! | `built_in.rs` | which Rust type is a built-in type? |
//! | `enums.rs` | does a simple type become an enum? |
//! | `named.rs` | what becomes of the name of a simple type? |
//! | `restrictions.rs` | what does a simple type add to the one that it restricts? |
//! | `wrappers.rs` | is a complex type a wrapper of one repeated element? |
//! | `derived.rs` | which types are derived from this one? |
//! | `groups.rs` | may a group be empty? |
//! | `held.rs` | which types does something hold a value of? |
//! | `used.rs` | what do the messages of operations consist of? |
//! | `encoding.rs` | what does SOAP encoding make of a type? |
//! | `messages.rs` | how is a message laid out in its body? |
//! | `secrets.rs` | does a name say that its value is secret? |
//! | `settings.rs` | which settings does the configuration have for a type or a member? |
//! | `pins.rs` | what does the configuration say of a component? |

pub(super) mod built_in;
mod components;
mod derived;
pub(super) mod encoding;
mod enums;
pub(super) mod groups;
mod held;
pub(super) mod messages;
pub(super) mod named;
pub(super) mod pins;
pub(super) mod restrictions;
mod secrets;
mod settings;
mod used;
mod wrappers;

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use crate::config::Config;
use crate::schema::components::{ElementId, GroupId, Schema, TypeId};
use crate::service::Service;
use pins::LookedUp;
use used::Used;

/// The schema and the configuration, with what is known of them already.
#[derive(Debug)]
pub(super) struct Facts<'s> {
    pub(super) schema: &'s Schema,
    pub(super) config: &'s Config,
    pub(super) pins: LookedUp,
    /// The elements whose types are named on the wire.
    pub(super) encoded: HashSet<ElementId>,
    /// The types that elements or attributes have values of.
    pub(super) held: HashSet<TypeId>,
    /// What operations use.
    pub(super) used: Used,
    /// The types that a component refers to.
    referred: HashSet<TypeId>,
    wrappers: Memo<TypeId>,
    enums: Memo<TypeId>,
    named_values: Memo<TypeId>,
    empty_groups: Memo<GroupId>,
}

impl<'s> Facts<'s> {
    pub(super) fn new(schema: &'s Schema, services: &[Service], config: &'s Config) -> Self {
        Self {
            schema,
            config,
            pins: LookedUp::default(),
            encoded: match config.types_only {
                true => HashSet::new(),
                false => encoding::elements(schema, services),
            },
            held: held::types(schema, services),
            used: Used::by(services, schema),
            referred: used::referred(schema),
            wrappers: Memo::default(),
            enums: Memo::default(),
            named_values: Memo::default(),
            empty_groups: Memo::default(),
        }
    }
}

impl Facts<'_> {
    /// Whether anything refers to a type: a component, a message, or the list of all types. Only then
    /// its facets need a constant.
    pub(super) fn is_referred(&self, id: TypeId) -> bool {
        self.config.roots || self.referred.contains(&id) || self.used.types.contains(&id)
    }
}

/// Yes or no for each component, worked out once. Unions of unions, and groups that refer to others twice, would
/// double the questions at each step.
#[derive(Debug)]
pub(super) struct Memo<T>(RefCell<HashMap<T, bool>>);

impl<T> Default for Memo<T> {
    fn default() -> Self {
        Self(RefCell::default())
    }
}

impl<T: Copy + Eq + Hash> Memo<T> {
    /// Returns what is known of `id`, or else what `work_out` returns.
    fn ask(&self, id: T, work_out: impl FnOnce() -> bool) -> bool {
        if let Some(&known) = self.0.borrow().get(&id) {
            return known;
        }
        let found = work_out();
        self.0.borrow_mut().insert(id, found);
        found
    }
}
