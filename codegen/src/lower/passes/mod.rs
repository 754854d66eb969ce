//! Changes to the complete model.
//!
//! | file | change |
//! | --- | --- |
//! | `boxing.rs`, `cycles.rs`, `sizes.rs` | fields that have to be on the heap |
//! | `defaults.rs` | types that have a default value |
//! | `subset.rs` | items that nothing reaches are left out |
//! | `secrets.rs` | services learn which elements hold secrets |
//! | `parts.rs` | items are divided into files, and into what a feature switches on |
//! | `files.rs` | the names of files |

mod boxing;
mod cycles;
mod defaults;
mod files;
mod parts;
mod secrets;
mod sizes;
mod subset;

use crate::config::Config;
use crate::diagnostic::Report;
use crate::model::{Item, Model, Path};

/// Applies all of them. `selected` are the operations where there are no clients, and what their
/// messages hold.
pub(super) fn apply(
    model: &mut Model,
    selected: &[(String, Vec<Path>)],
    config: &Config,
    report: &mut Report,
) {
    boxing::apply(model);
    defaults::apply(model);
    // With operation features, an item that no operation reaches could never be enabled.
    if !config.select.is_whole() || config.operation_features {
        let reached = selected.iter().flat_map(|(_, paths)| paths.clone());
        let reached: Vec<Path> = reached.collect();
        subset::retain_reached(model, &reached, config.select.derived_types);
    } else {
        subset::retain_used(model);
    }
    secrets::apply(model);
    let declares = |item: &Item| matches!(item, Item::Root(root) if root.declares());
    model.declares = !config.operation_features && model.modules[0].items.iter().any(declares);
    parts::divide(model, selected, config, report);
}
