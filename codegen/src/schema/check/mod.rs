//! What the recommendation demands of schema components, beyond that they can be resolved.

mod ambiguity;
mod complex;
mod content;
mod declarations;
mod derivation;
mod facets;
mod finals;
mod identity;
mod models;
mod redefinition;
mod restriction;
mod simple;

pub(super) use self::facets::Step;
pub(super) use self::redefinition::Redefined;

use std::collections::HashSet;

use super::components::Schema;
use super::order::Order;
use super::sources::Sources;
use crate::qname::QName;
use crate::severity::Judge;

/// What the checks need that components do not tell.
pub(super) struct Written<'w, 's> {
    /// The schemas as written.
    pub(super) sources: &'w Sources<'s>,
    /// What types are made from.
    pub(super) order: &'w Order,
    /// Every restriction of a simple type.
    pub(super) steps: Vec<Step<'s>>,
    /// The notations that are declared.
    pub(super) notations: &'w HashSet<QName>,
    /// Groups that redefine others.
    pub(super) redefined: Redefined,
}

/// Checks a resolved schema.
pub(super) fn check(schema: &Schema, written: &Written<'_, '_>, judge: &mut Judge<'_>) {
    let sources = written.sources;
    let elements = sources
        .all
        .iter()
        .flat_map(|source| &source.schema.elements);
    let finals: Vec<_> = elements.map(|element| element.is_final).collect();
    facets::check(schema, &written.steps, written.notations, judge);
    finals::check(schema, sources, written.order, judge);
    complex::check(schema, judge);
    models::check(schema, judge);
    ambiguity::check(schema, judge);
    declarations::check(schema, &finals, judge);
    identity::check(sources, judge);
    written.redefined.check(schema, judge);
}
