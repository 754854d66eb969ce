//! Leaves components out that can't be had, with what needs them, so that the others can be generated.
//!
//! Something harmless stands in the place of whatever could not be resolved, and the violation is kept. From its place
//! follows the component that it costs; a component that needs a lost one is lost too. Content can do without an element
//! or attribute that may be absent, and without a branch of a choice, so these are taken out of the types that have them.
//!
//! | file | content |
//! | --- | --- |
//! | `places.rs` | the component that a violation is in |
//! | `needs.rs` | what is lost with a component |
//! | `prune.rs` | taking out what is lost |

mod needs;
mod places;
mod prune;

use std::collections::HashMap;

use self::needs::{Lost, spread};
use self::places::{Cost, Places};
use self::prune::{Pruned, prune};
use super::attributes::group_references;
use super::components::*;
use super::names::{AttributeGroupId, Names};
use super::sources::Sources;
use crate::diagnostic::{Diagnostic, Severity};
use crate::qname::QName;
use crate::severity::Judge;
use crate::syntax::xsd::{AttributeItem, TypeBody};

/// So many names of what is lost with a component are listed.
const LISTED: usize = 20;

/// Tells whether the configuration gives a type for what has this path.
pub type Given<'g> = &'g dyn Fn(&[&QName]) -> bool;

/// A component that can be lost.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Component {
    Type(TypeId),
    Element(ElementId),
    Group(GroupId),
    AttributeGroup(AttributeGroupId),
    /// A global one.
    Attribute(QName),
    /// All components of a source.
    Schema(usize),
}

/// What can't be had of a schema.
pub(super) struct Incomplete<'i, 's> {
    sources: &'i Sources<'s>,
    names: &'i Names<'s>,
    places: Places<'i, 's>,
    given: Given<'i>,
    lost: Lost,
    /// The violations so far.
    count: usize,
}

impl<'i, 's> Incomplete<'i, 's> {
    pub(super) fn new(
        schema: &Schema,
        sources: &'i Sources<'s>,
        names: &'i Names<'s>,
        given: Given<'i>,
    ) -> Self {
        Self {
            sources,
            names,
            places: Places::new(sources, names),
            given,
            lost: Lost::new(schema),
            count: 0,
        }
    }

    /// Leaves out what these violations cost. One that is in no schema refuses all.
    pub(super) fn leave_out(
        &mut self,
        schema: &mut Schema,
        costs: Vec<Diagnostic>,
        judge: &mut Judge<'_>,
    ) {
        let first = self.count;
        self.count += costs.len();
        // The violations that cost something, with what they cost.
        let mut told: Vec<(usize, Diagnostic, String)> = Vec::new();
        for (number, diagnostic) in (first..).zip(costs) {
            let span = diagnostic.span.as_ref();
            let costs = span.map_or_else(Vec::new, |span| self.places.costs(span));
            let Some((_, what)) = costs.first().cloned() else {
                judge.report(diagnostic);
                continue;
            };
            let costs = costs.into_iter().map(|(cost, _)| cost);
            let new: Vec<Cost> = costs.filter(|cost| self.is_new(schema, cost)).collect();
            if !new.is_empty() {
                new.into_iter()
                    .for_each(|cost| self.add(schema, cost, number));
                told.push((number, diagnostic, what));
            }
        }
        self.add_users_of_attribute_groups(schema);
        let direct: Vec<bool> = self.lost.elements.iter().map(Option::is_some).collect();
        let (places, sources, given) = (&self.places, self.sources, self.given);
        spread(schema, &mut self.lost, |component| {
            is_given(schema, component, places, sources, given)
        });

        let mut with = self.named(schema, first);
        for (number, diagnostic, what) in told {
            let with = with.remove(&number).unwrap_or_default();
            judge.report(left_out(diagnostic, &what, &with));
        }
        for Pruned { what, of, span } in prune(schema, &self.lost, &direct) {
            let message =
                format!("{what} is left out of {of}: it needs something that is left out");
            judge.note("left-out", &span, message);
        }
    }

    /// Whether a component isn't lost yet, and the configuration doesn't give it.
    fn is_new(&self, schema: &Schema, cost: &Cost) -> bool {
        let Cost::Component(component) = cost else {
            return true;
        };
        let is_lost = match component {
            Component::Type(id) => self.lost.ty(*id).is_some(),
            Component::Element(id) => self.lost.element(*id).is_some(),
            Component::Group(id) => self.lost.group(*id).is_some(),
            _ => false,
        };
        let (places, sources) = (&self.places, self.sources);
        !is_lost && !is_given(schema, component, places, sources, self.given)
    }

    fn add(&mut self, schema: &Schema, cost: Cost, number: usize) {
        match cost {
            Cost::Nothing => {}
            Cost::Use(document, start) => {
                self.lost.uses.insert((document, start), number);
            }
            Cost::Component(component) => match component {
                Component::Type(TypeId(id)) => self.lost.types[id as usize] = Some(number),
                Component::Element(ElementId(id)) => {
                    self.lost.elements[id as usize] = Some(number);
                }
                Component::Group(GroupId(id)) => self.lost.groups[id as usize] = Some(number),
                Component::AttributeGroup(id) => {
                    self.lost.attribute_groups.insert(id, number);
                }
                Component::Attribute(name) => {
                    self.lost.attributes.insert(name, number);
                }
                Component::Schema(source) => self.add_schema(schema, source, number),
            },
        }
    }

    /// Adds all global components of a source.
    fn add_schema(&mut self, schema: &Schema, source: usize, number: usize) {
        let of = &self.sources.all[source];
        let types = (0..of.schema.types.len()).map(|at| Component::Type(of.type_id(at)));
        let elements =
            (0..of.schema.elements.len()).map(|at| Component::Element(of.element_id(at)));
        let groups = self.names.all_groups.iter().enumerate();
        let groups = groups.filter(|(_, group)| group.source == source);
        let groups = groups.map(|(id, _)| Component::Group(GroupId(id as u32)));
        let sets = self.names.all_attribute_groups.iter().enumerate();
        let sets = sets.filter(|(_, set)| set.source == source);
        let sets = sets.map(|(id, _)| Component::AttributeGroup(AttributeGroupId(id as u32)));
        let attributes = of.schema.attributes.iter();
        let attributes = attributes.map(|one| Component::Attribute(of.own(&one.name, true)));
        let all: Vec<Component> = types
            .chain(elements)
            .chain(groups)
            .chain(sets)
            .chain(attributes)
            .collect();
        for component in all {
            self.add(schema, Cost::Component(component), number);
        }
    }

    /// Adds the types that refer to attribute groups that are lost, directly or through others.
    fn add_users_of_attribute_groups(&mut self, schema: &Schema) {
        if self.lost.attribute_groups.is_empty() {
            return;
        }
        let count = self.names.all_attribute_groups.len() as u32;
        let lost = &mut self.lost.attribute_groups;
        loop {
            let before = lost.len();
            for id in (0..count).map(AttributeGroupId) {
                let within = group_references(id, self.sources, self.names);
                if let Some(cause) = within.iter().find_map(|inner| lost.get(inner).copied()) {
                    lost.entry(id).or_insert(cause);
                }
            }
            if lost.len() == before {
                break;
            }
        }
        for (at, slot) in self.lost.types.iter_mut().enumerate() {
            let id = TypeId(at as u32);
            if schema.ty(id).span.is_none() || id.0 >= self.sources.type_count() {
                continue;
            }
            let (source, definition) = self.sources.type_definition(id);
            let TypeBody::Complex(complex) = &definition.body else {
                continue;
            };
            let source = &self.sources.all[source];
            let cause = complex.attributes.items.iter().find_map(|item| match item {
                AttributeItem::Use(_) => None,
                AttributeItem::Group(reference) => {
                    let id = self.names.attribute_group_of(source, reference)?;
                    self.lost.attribute_groups.get(&id).copied()
                }
            });
            *slot = slot.or(cause);
        }
    }

    /// The names of the global types and elements that are lost, by the violations from `first` on that they are lost by.
    fn named(&self, schema: &Schema, first: usize) -> HashMap<usize, Vec<String>> {
        let types = schema.all_types();
        let types = types.map(|(name, id)| ("type", name, self.lost.ty(id)));
        let elements = schema.all_elements();
        let elements = elements.map(|(name, id)| ("element", name, self.lost.element(id)));
        let mut named: HashMap<usize, Vec<String>> = HashMap::new();
        for (kind, name, cause) in elements.chain(types) {
            if let Some(cause) = cause.filter(|&cause| cause >= first) {
                let list = named.entry(cause).or_default();
                list.push(format!("the {kind} `{name}`"));
            }
        }
        named
    }
}

/// Whether the configuration gives the type of a component.
fn is_given(
    schema: &Schema,
    component: &Component,
    places: &Places<'_, '_>,
    sources: &Sources<'_>,
    given: Given<'_>,
) -> bool {
    match component {
        Component::Type(id) => {
            let name = schema.ty(*id).name.as_ref();
            name.is_some_and(|name| given(&[name]))
        }
        Component::Element(id) if !schema.element(*id).is_global => {
            let start = schema.element(*id).span.start;
            let member = places.member(sources.source_of(*id), start);
            member.is_some_and(|[owner, member]| given(&[&owner, &member]))
        }
        _ => false,
    }
}

/// The warning that something is left out by a violation, and others with it.
fn left_out(diagnostic: Diagnostic, what: &str, with: &[String]) -> Diagnostic {
    let mut message = format!("{}: {what} is left out", diagnostic.message);
    let others: Vec<&str> = with
        .iter()
        .map(String::as_str)
        .filter(|one| *one != what)
        .collect();
    match others.len().checked_sub(LISTED) {
        _ if others.is_empty() => {}
        None | Some(0) => message += &format!(", and with it {}", others.join(", ")),
        Some(more) => {
            let listed = others[..LISTED].join(", ");
            message += &format!(", and with it {listed}, and {more} others");
        }
    }
    Diagnostic {
        severity: Severity::Warning,
        message,
        ..diagnostic
    }
}

/// Something harmless in the place of a type that can't be had.
pub(super) fn placeholder(is_simple: bool) -> (TypeId, Derivation, TypeKind) {
    match is_simple {
        true => (
            super::builtin::ANY_SIMPLE_TYPE,
            Derivation::Restriction,
            TypeKind::Simple(SimpleType {
                variety: Variety::Any,
                facets: Facets::default(),
                places: Vec::new(),
            }),
        ),
        false => (
            super::builtin::ANY_TYPE,
            Derivation::Restriction,
            TypeKind::Complex(ComplexType {
                is_abstract: false,
                content: Content::Empty,
                added: None,
                attributes: Vec::new(),
                any_attribute: None,
                soap_array: None,
                block: DerivationSet::default(),
                is_final: DerivationSet::default(),
            }),
        ),
    }
}
