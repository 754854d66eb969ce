//! What the recommendation demands of schema components, beyond that they can be resolved.

mod ambiguity;
mod content;
mod derivation;
mod facets;
mod pattern;
mod restriction;
mod simple;
mod value;

pub(super) use self::facets::Step;

use super::components::Schema;
use crate::severity::Judge;

/// What the checks need that components do not tell.
pub(super) struct Written<'s> {
    /// Every restriction of a simple type.
    pub(super) steps: Vec<Step<'s>>,
}

/// Checks a resolved schema.
pub(super) fn check(schema: &Schema, written: &Written<'_>, judge: &mut Judge<'_>) {
    facets::check(schema, &written.steps, judge);
    derivation::check(schema, judge);
    ambiguity::check(schema, judge);
}
