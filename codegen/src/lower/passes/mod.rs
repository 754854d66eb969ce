//! Changes to the complete model.
//!
//! | file | change |
//! | --- | --- |
//! | `placeholders.rs` | values for the places of those that can't be read |
//! | `boxing.rs`, `cycles.rs`, `sizes.rs` | fields that have to be on the heap |
//! | `defaults.rs` | types that have a default value |
//! | `subset.rs` | items that nothing reaches are left out |
//! | `item_errors.rs`, `error_texts.rs` | types and methods learn which items may have failed |
//! | `element_names.rs` | types learn which names of elements they have as constants |
//! | `secrets.rs` | services learn which elements hold secrets |
//! | `parts.rs` | items are divided into files, and into what a feature switches on |
//! | `files.rs` | the names of files |

mod boxing;
mod cycles;
mod defaults;
mod element_names;
mod error_texts;
mod files;
mod item_errors;
mod parts;
mod placeholders;
mod secrets;
mod sizes;
mod subset;

use crate::config::Config;
use crate::diagnostic::Report;
use crate::model::{Item, Model};
pub(super) use subset::Entries;

/// Applies all of them.
pub(super) fn apply(model: &mut Model, entries: &Entries, config: &Config, report: &mut Report) {
    placeholders::apply(model);
    boxing::apply(model);
    defaults::apply(model);
    subset::apply(model, entries, config);
    if !config.item_errors.is_empty() {
        item_errors::apply(model, report);
    }
    if !config.element_names.is_empty() {
        element_names::apply(model, report);
    }
    secrets::apply(model);
    let declares = |item: &Item| matches!(item, Item::Root(root) if root.declares());
    model.declares = !config.operation_features && model.modules[0].items.iter().any(declares);
    parts::divide(model, &entries.operations, config, report);
}
