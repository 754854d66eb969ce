//! Document order.

use std::collections::HashMap;
use std::sync::Arc;

use crate::diagnostic::Span;
use crate::qname::QName;
use crate::schema::components::{ElementId, GroupId, Schema, TypeId};

/// The place of a component: its document and the position there. Built-in components come first.
pub(in crate::lower) type Place = Option<(usize, usize)>;

/// Tells where things are written, in an order that spans the documents.
#[derive(Debug)]
pub(super) struct Places<'s> {
    documents: HashMap<&'s Arc<str>, usize>,
}

impl<'s> Places<'s> {
    pub(super) fn new(schema: &'s Schema) -> Self {
        let documents = schema.documents.iter().enumerate();
        Self {
            documents: documents.map(|(at, name)| (name, at)).collect(),
        }
    }

    pub(super) fn of(&self, span: Option<&Span>) -> Place {
        let span = span?;
        let document = self.documents.get(&span.document).copied();
        Some((document.unwrap_or(usize::MAX), span.start))
    }
}

/// A global component that names things.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::lower) enum Global {
    Type(TypeId),
    Element(ElementId),
    Group(GroupId),
}

/// The global types, elements and groups in document order.
pub(in crate::lower) fn globals(schema: &Schema) -> Vec<(Place, QName, Global)> {
    let places = Places::new(schema);
    let types = schema.all_types().map(|(name, id)| {
        let place = places.of(schema.ty(id).span.as_ref());
        (place, name.clone(), Global::Type(id))
    });
    let elements = schema.all_elements().map(|(name, id)| {
        let place = places.of(Some(&schema.element(id).span));
        (place, name.clone(), Global::Element(id))
    });
    let groups = schema.groups.iter().enumerate().map(|(at, group)| {
        let place = places.of(Some(&group.span));
        (place, group.name.clone(), Global::Group(GroupId(at as u32)))
    });
    let mut all: Vec<_> = types.chain(elements).chain(groups).collect();
    all.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
    all
}
