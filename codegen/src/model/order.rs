//! Document order of the global components.

use std::collections::HashMap;
use std::sync::Arc;

use crate::diagnostic::Span;
use crate::qname::QName;
use crate::schema::components::{ElementId, GroupId, Schema, TypeId};

/// A global component that names things.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Global {
    Type(TypeId),
    Element(ElementId),
    Group(GroupId),
}

/// The global types, elements and groups in document order: documents as they are first met, then by position.
pub(super) fn globals(schema: &Schema) -> Vec<(QName, Global)> {
    let types = schema
        .global_types
        .iter()
        .map(|(name, &id)| (schema.ty(id).span.as_ref(), name.clone(), Global::Type(id)));
    let elements = schema.global_elements.iter().map(|(name, &id)| {
        (
            Some(&schema.element(id).span),
            name.clone(),
            Global::Element(id),
        )
    });
    let groups = schema.groups.iter().enumerate().map(|(at, group)| {
        (
            Some(&group.span),
            group.name.clone(),
            Global::Group(GroupId(at as u32)),
        )
    });
    let mut documents: HashMap<&Arc<str>, usize> = HashMap::new();
    let mut all: Vec<_> = types
        .chain(elements)
        .chain(groups)
        .map(|(span, name, global)| {
            let next = documents.len();
            let place = span.map(
                |Span {
                     document, start, ..
                 }| { (*documents.entry(document).or_insert(next), *start) },
            );
            (place, name, global)
        })
        .collect();
    all.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
    all.into_iter()
        .map(|(_, name, global)| (name, global))
        .collect()
}
