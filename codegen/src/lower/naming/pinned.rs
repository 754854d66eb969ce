//! Names that the configuration pins and that can't be.

use super::rules::is_reserved_type;
use crate::lower::facts::Facts;

/// Refuses a pinned name where something else had taken it, so that it became another, or where
/// it means something else in generated code.
pub(in crate::lower) fn check_pinned(facts: &Facts<'_>, what: &str, pinned: &str, taken: &str) {
    let why = match pinned == taken {
        true if is_reserved_type(pinned) => "generated code needs the name",
        true => return,
        false => "the name is taken",
    };
    facts
        .pins
        .refuse(format!("{what} cannot be called `{pinned}`: {why}"));
}
