//! The content of types: fields, and the particles that describe them in shapes.

use super::{
    Codec, Constraint, Docs, ElementName, Identity, Literal, Meaning, Path, Process, RustType,
    Value, Wildcard,
};

/// The number of times that a field occurs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Once.
    One,
    /// At most once.
    Optional,
    /// Any number of times.
    Many,
}

/// The layout of a struct's content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Layout {
    /// Elements.
    Sequence,
    /// Elements in any order.
    All,
    /// A value, in the field of that name.
    Text(String, Value),
    /// Text and elements mixed.
    Mixed {
        /// The name of the field.
        name: String,
        /// Whether the elements may come in any order.
        in_any_order: bool,
    },
}

/// A field for elements.
#[derive(Debug, Clone)]
pub struct Field {
    /// The name.
    pub name: String,
    /// The documentation.
    pub docs: Docs,
    /// The value of one occurrence.
    pub value: Value,
    /// Whether an occurrence may be nil.
    pub nillable: bool,
    /// Whether one that is nil counts as absent: the Rust type tells nothing of it.
    pub drops_nil: bool,
    /// Whether an occurrence is kept on the heap, because its type would hold itself or grow large
    /// otherwise.
    pub boxed: bool,
    /// The configuration's decision on that. A type that would hold itself overrules it.
    pub pinned_box: Option<bool>,
    /// The attributes that the configuration gives, `#[…]`.
    pub attributes: Vec<String>,
    /// The number of times that it occurs.
    pub access: Access,
    /// The description in the shape.
    pub particle: Particle,
    /// The value that the schema gives, if it is known how to write that in Rust.
    pub given: Option<Literal>,
    /// The meaning of its values, if the configuration knows it.
    pub meaning: Option<Box<Meaning>>,
}

impl Field {
    /// Creates a field of which nothing else is known.
    pub(crate) fn new(name: String, value: Value, access: Access, particle: Particle) -> Self {
        Self {
            name,
            docs: Docs::default(),
            value,
            nillable: false,
            drops_nil: false,
            boxed: false,
            pinned_box: None,
            attributes: Vec::new(),
            access,
            particle,
            given: None,
            meaning: None,
        }
    }

    /// Returns the value that `name_or_default` gives for an absent element.
    pub fn stand_in(&self) -> Option<&Literal> {
        let is_default = matches!(self.particle.value, Some(Constraint::Default(_)));
        let may_be_absent = self.access == Access::Optional && !self.keeps_nil();
        self.given.as_ref().filter(|_| is_default && may_be_absent)
    }

    /// Whether an occurrence may be nil, and the Rust type tells that.
    pub fn keeps_nil(&self) -> bool {
        self.nillable && !self.drops_nil
    }

    /// The whole type.
    pub fn ty(&self) -> RustType {
        let value = if self.boxed {
            RustType::Boxed(Box::new(self.value.ty.clone()))
        } else {
            self.value.ty.clone()
        };
        match (self.access, self.keeps_nil()) {
            (Access::One, false) => value,
            (Access::One, true) | (Access::Optional, false) => RustType::Option(Box::new(value)),
            (Access::Optional, true) => RustType::Nillable(Box::new(value)),
            (Access::Many, false) => RustType::Vec(Box::new(value)),
            (Access::Many, true) => RustType::Vec(Box::new(RustType::Option(Box::new(value)))),
        }
    }

    /// Returns the value that the schema gives for it if it is required.
    pub fn initial(&self) -> Option<&Literal> {
        self.given.as_ref().filter(|_| self.access == Access::One)
    }

    /// Whether `new` moves its value to the heap.
    pub fn is_moved(&self) -> bool {
        self.boxed && self.access == Access::One && !self.nillable
    }

    /// Returns the type by which `new` accepts it.
    pub(super) fn parameter_of_new(&self) -> RustType {
        match self.is_moved() {
            true => self.value.ty.clone(),
            false => self.ty(),
        }
    }

    /// Whether this namespace is mentioned where the field is described among mixed content.
    pub fn names(&self, namespace: &str) -> bool {
        let facets = self.value.facets.as_ref();
        facets.is_some_and(|facets| facets.name(namespace))
            || self.particle.namespace.as_deref() == Some(namespace)
            || match &self.particle.term {
                Term::Element | Term::Group(_) => false,
                Term::Inner(inner) => {
                    inner.namespace == namespace
                        || inner.fields.iter().any(|field| field.names(namespace))
                }
                Term::Any(Wildcard::Other(other), _) => other == namespace,
                Term::Any(Wildcard::List(all), _) => all.iter().any(|one| one == namespace),
                Term::Any(Wildcard::Any, _) => false,
            }
    }

    /// Returns the codec of one occurrence.
    pub fn codec(&self) -> Codec {
        match self.value_codec() {
            codec if self.drops_nil => Codec::NonNil(Box::new(codec)),
            Codec::Own => Codec::Own,
            codec if self.nillable => Codec::Nil(Box::new(codec)),
            codec => codec,
        }
    }

    /// Returns the codec of one occurrence that is not nil.
    pub fn value_codec(&self) -> Codec {
        match self.boxed {
            true => Codec::Boxed(Box::new(self.value.codec.clone())),
            false => self.value.codec.clone(),
        }
    }
}

/// A field of a shape.
#[derive(Debug, Clone)]
pub struct Particle {
    /// The namespace where it is not the shape's.
    pub namespace: Option<String>,
    /// The local name in XML; empty for a group or a wildcard.
    pub local: String,
    /// The term that occurs.
    pub term: Term,
    /// The least number of occurrences.
    pub min: u32,
    /// The greatest, `None` where unbounded.
    pub max: Option<u32>,
    /// The value that the schema gives.
    pub value: Option<Constraint>,
    /// The local names of derived types that may not stand in for the element's own.
    pub blocked: Vec<String>,
    /// The type that the element names in SOAP encoding, where its Rust type does not tell.
    pub type_name: Option<ElementName>,
    /// The identity constraints of the element.
    pub identities: Vec<Identity>,
    /// Whether it is the part of a message, absent only where nothing unknown is in its place.
    pub is_part: bool,
}

impl Particle {
    /// An element that occurs once.
    pub(crate) fn one(local: &str) -> Self {
        Self {
            namespace: None,
            local: local.to_owned(),
            term: Term::Element,
            min: 1,
            max: Some(1),
            value: None,
            blocked: Vec::new(),
            type_name: None,
            identities: Vec::new(),
            is_part: false,
        }
    }
}

/// A term that occurs in a shape.
#[derive(Debug, Clone)]
pub enum Term {
    /// An element.
    Element,
    /// The elements of another generated type.
    Group(Path),
    /// The elements of a group that is no type.
    Inner(Inner),
    /// Elements of these namespaces.
    Any(Wildcard, Process),
}

/// A group of which nothing is made, in mixed content.
#[derive(Debug, Clone)]
pub struct Inner {
    /// Whether it is one of its fields, and not each.
    pub is_choice: bool,
    /// The namespace of its elements.
    pub namespace: String,
    /// The fields.
    pub fields: Vec<Field>,
}

/// A field for an attribute.
#[derive(Debug, Clone)]
pub struct AttributeField {
    /// The name.
    pub name: String,
    /// The documentation.
    pub docs: Docs,
    /// The value.
    pub value: Value,
    /// Whether it has to be there.
    pub required: bool,
    /// The namespace, empty for none.
    pub namespace: String,
    /// The local name in XML.
    pub local: String,
    /// The attributes that the configuration gives, `#[…]`.
    pub attributes: Vec<String>,
    /// The value that the schema gives.
    pub constraint: Option<Constraint>,
    /// The same, if it is known how to write it in Rust.
    pub given: Option<Literal>,
}

impl AttributeField {
    /// The whole type.
    pub fn ty(&self) -> RustType {
        match self.required {
            true => self.value.ty.clone(),
            false => RustType::Option(Box::new(self.value.ty.clone())),
        }
    }

    /// Returns the value that the schema gives for it if it is required.
    pub fn initial(&self) -> Option<&Literal> {
        self.given.as_ref().filter(|_| self.required)
    }

    /// Returns the value that `name_or_default` gives for an absent attribute.
    pub fn stand_in(&self) -> Option<&Literal> {
        let is_default = matches!(self.constraint, Some(Constraint::Default(_)));
        self.given.as_ref().filter(|_| is_default && !self.required)
    }
}
