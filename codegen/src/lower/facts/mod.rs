//! Read-only questions about the schema and its services: what they say, and what follows from that
//! and the configuration alone. Nothing here knows a name in Rust of anything that is generated.
//!
//! | file | question |
//! | --- | --- |
//! | `components.rs` | which component is this, and what does it hold itself? |
//! | `built_in.rs` | which Rust type is a built-in type? |
//! | `enums.rs` | does a simple type become an enum? |
//! | `restrictions.rs` | what does a simple type add to the one that it restricts? |
//! | `wrappers.rs` | is a complex type a wrapper of one repeated element? |
//! | `derived.rs` | which types are derived from this one? |
//! | `groups.rs` | may a group be empty? |
//! | `held.rs` | which types does something hold a value of? |
//! | `encoding.rs` | what does SOAP encoding make of a type? |
//! | `messages.rs` | how is a message laid out in its body? |
//! | `pins.rs` | what does the configuration say of a component? |

pub(in crate::lower) mod built_in;
mod components;
mod derived;
pub(in crate::lower) mod encoding;
mod enums;
pub(in crate::lower) mod groups;
mod held;
pub(in crate::lower) mod messages;
pub(in crate::lower) mod pins;
pub(in crate::lower) mod restrictions;
mod wrappers;

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use crate::config::Config;
use crate::schema::components::{ElementId, GroupId, Schema, TypeId};
use crate::service::Service;
use pins::LookedUp;

/// The schema and the configuration, with what is known of them already.
#[derive(Debug)]
pub(in crate::lower) struct Facts<'s> {
    pub(in crate::lower) schema: &'s Schema,
    pub(in crate::lower) config: &'s Config,
    pub(in crate::lower) pins: LookedUp,
    /// The elements whose types the wire names.
    pub(in crate::lower) encoded: HashSet<ElementId>,
    /// The types of which something holds a value.
    pub(in crate::lower) held: HashSet<TypeId>,
    wrappers: Memo<TypeId>,
    enums: Memo<TypeId>,
    empty_groups: Memo<GroupId>,
}

impl<'s> Facts<'s> {
    pub(in crate::lower) fn new(
        schema: &'s Schema,
        services: &[Service],
        config: &'s Config,
    ) -> Self {
        Self {
            schema,
            config,
            pins: LookedUp::default(),
            encoded: match config.types_only {
                true => HashSet::new(),
                false => encoding::elements(schema, services),
            },
            held: held::types(schema, services),
            wrappers: Memo::default(),
            enums: Memo::default(),
            empty_groups: Memo::default(),
        }
    }
}

/// Answers that are worked out once. Unions of unions, and groups that refer to others twice, would
/// double the questions at each step.
#[derive(Debug)]
pub(in crate::lower) struct Memo<T>(RefCell<HashMap<T, bool>>);

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
