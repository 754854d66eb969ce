//! A version as callers and servers see it: things with names, their properties, and their members.

use std::mem::{Discriminant, discriminant};

use crate::diagnostic::Span;
use crate::model::Traffic;

use super::content_models::ContentModel;
use super::property::Property;
use super::values::Values;

/// The kind of a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A type that callers can name.
    Type,
    /// A description for the codecs alone.
    Private,
    /// A field of an element.
    Field,
    /// A field of an attribute, or any other that is no element's.
    Attribute,
    /// A variant that holds a value.
    Variant,
    /// A variant that is a listed value.
    Value,
    /// A constant with the name of an element.
    Constant,
    /// A variant of `Root`.
    Document,
    /// A client.
    Client,
    /// An endpoint of a client.
    Port,
    /// A header block of a client.
    Header,
    /// A method of a client.
    Method,
}

/// Something with a name.
#[derive(Debug)]
pub(super) struct Thing {
    pub(super) kind: Kind,
    /// The name, after that of the containing thing.
    pub(super) name: String,
    /// The name within the containing thing, as the newer version has it.
    pub(super) key: String,
    /// The name in XML.
    pub(super) xml: Option<String>,
    pub(super) properties: Vec<Property>,
    /// The least and the most number of times that it occurs; the latter if it is bounded.
    pub(super) occurs: (u32, Option<u32>),
    /// Whether bindings that receive it read no more occurrences than the most.
    pub(super) is_limited: bool,
    /// Which elements may be there together, if it is a type with such.
    pub(super) content_model: Option<ContentModel>,
    /// The values that it may have, if its Rust type doesn't tell.
    pub(super) allowed: Option<Values>,
    /// Whether literals may end in `..Default::default()`, or `..new(…)`.
    pub(super) has_base_value: bool,
    /// Whether its members come in an order.
    pub(super) is_ordered: bool,
    /// The local names of the types that its value may be of, if its type is an enum because others
    /// are derived from it.
    pub(super) derived: Vec<String>,
    pub(super) traffic: Traffic,
    pub(super) members: Vec<Thing>,
    pub(super) span: Option<Span>,
    /// The places of properties that are written somewhere else.
    places: Vec<(Discriminant<Property>, Span)>,
}

impl Thing {
    pub(super) fn new(kind: Kind, name: String, key: String) -> Self {
        Self {
            kind,
            name,
            key,
            xml: None,
            properties: Vec::new(),
            occurs: (1, Some(1)),
            is_limited: false,
            content_model: None,
            allowed: None,
            has_base_value: false,
            is_ordered: false,
            derived: Vec::new(),
            traffic: Traffic::BOTH,
            members: Vec::new(),
            span: None,
            places: Vec::new(),
        }
    }

    /// Adds a property.
    pub(super) fn add(&mut self, property: Property) {
        self.properties.push(property);
    }

    /// Adds a property that is written at a place of its own, if it is known.
    pub(super) fn add_at(&mut self, property: Property, span: Option<&Span>) {
        let place = span.map(|span| (discriminant(&property), span.clone()));
        self.places.extend(place);
        self.add(property);
    }

    /// Returns the place of a property, or its own if it doesn't have that property.
    pub(super) fn span_of(&self, property: Option<&Property>) -> Option<Span> {
        let kind = property.map(discriminant);
        let found = self.places.iter().find(|place| Some(place.0) == kind);
        found.map(|place| &place.1).or(self.span.as_ref()).cloned()
    }

    /// Returns the property that a test accepts.
    pub(super) fn find(&self, is_it: impl Fn(&Property) -> bool) -> Option<&Property> {
        self.properties.iter().find(|property| is_it(property))
    }

    /// Returns its property of the same variant as another.
    pub(super) fn like(&self, other: &Property) -> Option<&Property> {
        self.find(|property| discriminant(property) == discriminant(other))
    }

    /// Returns its Rust type.
    pub(super) fn ty(&self) -> Option<&Property> {
        self.find(|property| matches!(property, Property::Type(_)))
    }
}
