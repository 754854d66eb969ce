//! Which component a place in a document belongs to.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use super::Component;
use crate::diagnostic::Span;
use crate::qname::QName;
use crate::schema::components::GroupId;
use crate::schema::names::{AttributeGroupId, Names};
use crate::schema::sources::Sources;
use crate::syntax::xsd::{AttributeItem, AttributeTarget, Part, Schema, TypeBody};

/// What a violated constraint costs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Cost {
    /// The component.
    Component(Component),
    /// An attribute that may be absent, by its place.
    Use(Arc<str>, usize),
    /// Something that content can do without, and that has been left out already.
    Nothing,
}

/// A part, its extent, and the position of the part around it.
type Entry = (Part, Range<u32>, Option<usize>);

/// The parts of all schemas, by their places.
pub(super) struct Places<'p, 's> {
    sources: &'p Sources<'s>,
    /// The sources of each document.
    by_document: HashMap<&'s Arc<str>, Vec<usize>>,
    /// Of each source, its parts in document order, each with the one around it.
    entries: Vec<Vec<Entry>>,
    groups: HashMap<(usize, usize), GroupId>,
    attribute_groups: HashMap<(usize, usize), AttributeGroupId>,
}

impl<'p, 's> Places<'p, 's> {
    pub(super) fn new(sources: &'p Sources<'s>, names: &Names<'s>) -> Self {
        let mut by_document: HashMap<_, Vec<usize>> = HashMap::new();
        for (at, source) in sources.all.iter().enumerate() {
            let document = &source.schema.span.document;
            by_document.entry(document).or_default().push(at);
        }
        let groups = names.all_groups.iter().enumerate().map(|(id, written)| {
            let key = (written.source, written.definition.span.start);
            (key, GroupId(id as u32))
        });
        let attribute_groups = names.all_attribute_groups.iter().enumerate();
        let attribute_groups = attribute_groups.map(|(id, written)| {
            let key = (written.source, written.definition.span.start);
            (key, AttributeGroupId(id as u32))
        });
        Self {
            sources,
            by_document,
            entries: sources.all.iter().map(|one| entries(one.schema)).collect(),
            groups: groups.collect(),
            attribute_groups: attribute_groups.collect(),
        }
    }

    /// Returns what a violation at this place costs, once for each namespace that its schema has; nothing if it is in no
    /// schema.
    pub(super) fn costs(&self, span: &Span) -> Vec<(Cost, String)> {
        let sources = self.by_document.get(&span.document).into_iter().flatten();
        sources
            .filter_map(|&source| self.cost(source, span))
            .collect()
    }

    fn cost(&self, source: usize, span: &Span) -> Option<(Cost, String)> {
        let mut is_innermost = true;
        for (part, start) in self.chain(source, span.start) {
            let what = || self.described(source, start);
            match part {
                Part::Particle { required: false } if is_innermost => {
                    return Some((Cost::Nothing, "it".to_owned()));
                }
                Part::Use { required: false } if is_innermost => {
                    let cost = Cost::Use(span.document.clone(), start);
                    return Some((cost, self.described_use(source, start)));
                }
                Part::Particle { .. } | Part::Use { .. } => is_innermost = false,
                part => {
                    let component = self.component(source, part, start);
                    return Some((component.map_or(Cost::Nothing, Cost::Component), what()));
                }
            }
        }
        None
    }

    /// The parts around a place, the innermost first, and where they start.
    fn chain(&self, source: usize, at: usize) -> impl Iterator<Item = (Part, usize)> {
        let entries = &self.entries[source];
        let at = at as u32;
        let last = entries.partition_point(|(_, extent, _)| extent.start <= at);
        let mut next = last.checked_sub(1);
        std::iter::from_fn(move || {
            loop {
                let (part, extent, parent) = &entries[next?];
                next = *parent;
                if extent.end > at {
                    return Some((*part, extent.start as usize));
                }
            }
        })
    }

    /// The component of a part; `None` if another one of its name is taken in its place.
    fn component(&self, source: usize, part: Part, start: usize) -> Option<Component> {
        let of = &self.sources.all[source];
        let key = (source, start);
        match part {
            Part::Schema => Some(Component::Schema(source)),
            Part::Attribute(position) => {
                let name = of.own(&of.schema.attributes[position as usize].name, true);
                Some(Component::Attribute(name))
            }
            Part::AttributeGroup(_) => {
                let id = self.attribute_groups.get(&key).copied();
                id.map(Component::AttributeGroup)
            }
            Part::Group(_) => self.groups.get(&key).copied().map(Component::Group),
            Part::Element(position) => Some(Component::Element(of.element_id(position as usize))),
            Part::Type(position) => Some(Component::Type(of.type_id(position as usize))),
            Part::Particle { .. } | Part::Use { .. } => None,
        }
    }

    /// What users call the part of a source that starts here: by the innermost part around it that has a name.
    fn described(&self, source: usize, start: usize) -> String {
        let of = &self.sources.all[source];
        for (part, _) in self.chain(source, start) {
            let global = |local| of.own(local, true);
            let (kind, name): (_, QName) = match part {
                Part::Type(position) => match &of.schema.types[position as usize].name {
                    Some(name) => ("type", global(name)),
                    None => continue,
                },
                Part::Element(position) => {
                    let element = &of.schema.elements[position as usize];
                    ("element", of.own(&element.name, element.is_global))
                }
                Part::Group(position) => {
                    ("group", global(&of.schema.groups[position as usize].name))
                }
                Part::Attribute(position) => (
                    "attribute",
                    global(&of.schema.attributes[position as usize].name),
                ),
                Part::AttributeGroup(position) => {
                    let group = &of.schema.attribute_groups[position as usize];
                    ("attribute group", global(&group.name))
                }
                Part::Use { .. } => return self.described_use(source, start),
                Part::Particle { .. } | Part::Schema => continue,
            };
            return format!("the {kind} `{name}`");
        }
        "the schema".to_owned()
    }

    /// What users call the attribute of a type or an attribute group that starts here.
    fn described_use(&self, source: usize, start: usize) -> String {
        let of = self.sources.all[source].schema;
        let holder = self.chain(source, start).find_map(|(part, _)| match part {
            Part::Type(position) => match &of.types[position as usize].body {
                TypeBody::Complex(complex) => Some(&complex.attributes),
                TypeBody::Simple(_) => None,
            },
            Part::AttributeGroup(position) => {
                Some(&of.attribute_groups[position as usize].attributes)
            }
            _ => None,
        });
        let items = holder.into_iter().flat_map(|attributes| &attributes.items);
        let name = items.filter_map(|item| match item {
            AttributeItem::Use(one) if one.span.start == start => match &one.declaration {
                AttributeTarget::Local(declaration) => Some(declaration.name.to_string()),
                AttributeTarget::Reference(reference) => Some(reference.name.to_string()),
            },
            _ => None,
        });
        match { name }.next() {
            Some(name) => format!("the attribute `{name}`"),
            None => "the attribute".to_owned(),
        }
    }

    /// The names of the component around a place that members are configured by, and of the member there: `Type/Element`.
    pub(super) fn member(&self, source: usize, start: usize) -> Option<[QName; 2]> {
        let of = &self.sources.all[source];
        let mut chain = self.chain(source, start);
        let member = chain.find_map(|(part, _)| match part {
            Part::Element(position) if !of.schema.elements[position as usize].is_global => {
                let element = &of.schema.elements[position as usize];
                Some(of.own(&element.name, element.qualified))
            }
            _ => None,
        })?;
        let owner = chain.find_map(|(part, _)| match part {
            Part::Type(position) => of.schema.types[position as usize]
                .name
                .as_ref()
                .map(|name| of.own(name, true)),
            Part::Element(position) => {
                let element = &of.schema.elements[position as usize];
                Some(of.own(&element.name, element.qualified))
            }
            Part::Group(position) => Some(of.own(&of.schema.groups[position as usize].name, true)),
            _ => None,
        })?;
        Some([owner, member])
    }
}

/// The parts of a schema in document order, each with the position of the one around it.
fn entries(schema: &Schema) -> Vec<Entry> {
    let mut places: Vec<_> = schema.places.iter().collect();
    // An element is both a particle and a declaration, which is within the particle.
    places.sort_by_key(|place| (place.extent.start, Reverse(place.extent.end), place.part));
    let mut open: Vec<usize> = Vec::new();
    let mut entries: Vec<Entry> = Vec::new();
    for place in places {
        while let Some(&last) = open.last()
            && entries[last].1.end <= place.extent.start
        {
            open.pop();
        }
        let parent = open.last().copied();
        open.push(entries.len());
        entries.push((place.part, place.extent.clone(), parent));
    }
    entries
}
