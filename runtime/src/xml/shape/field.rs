//! The fields and attributes that shapes are made of.

use std::fmt;
use std::ops::Deref;

use super::{Name, Shape};
use crate::xml::content::{Codec, Content};
use crate::xml::reader::Check;
use crate::xml::{Facets, Identity, WhiteSpace};

/// One part of a type's content.
#[derive(Debug)]
pub struct Field {
    pub(crate) namespace: Option<&'static str>,
    pub(crate) local: &'static str,
    pub(crate) term: Term,
    pub(crate) min: u32,
    pub(crate) max: u32,
    pub(crate) value: Option<Value>,
    pub(crate) white_space: WhiteSpace,
    /// What its text has to satisfy in Strict beyond what its Rust type does.
    pub(crate) facets: &'static Facets,
    /// The local names of derived types that may not stand in for its own, or [`ALL`](Self::ALL).
    pub(crate) blocked: &'static [&'static str],
    /// The type of an element in SOAP encoding, where that of its Rust type is another.
    pub(crate) type_name: Option<&'static Name>,
    /// Which of the elements within Strict tells apart.
    pub(crate) identities: &'static [Identity],
    /// How what a wildcard admits is validated.
    pub(crate) process: Process,
    /// How Strict reads it where nothing keeps its value; what is `None` is read as a tree.
    pub(crate) check: Option<Check>,
    /// Whether it may be absent only where no unknown element is beside it.
    pub(crate) is_part: bool,
    /// Whether its text is looked at once it is written: its value is fixed, or patterns restrict its form.
    pub(crate) is_reviewed: bool,
}

/// How what a wildcard admits is validated in Strict (`processContents`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Process {
    /// Not at all.
    Skip,
    /// Where the schema declares it.
    Lax,
    /// It has to be declared.
    Strict,
}

/// What a field consists of.
#[derive(Debug)]
pub(crate) enum Term {
    Element,
    /// The elements of another shape, without an element around them.
    Group(Group),
    Any(Wildcard),
}

/// The shape of a group.
#[derive(Debug)]
pub(crate) enum Group {
    /// That of a type. A function is not called when bindings are checked, as a constant would be evaluated.
    Of(fn() -> &'static Shape),
    Within(&'static Shape),
}

impl Group {
    pub(crate) fn shape(&self) -> &'static Shape {
        match self {
            Self::Of(shape) => shape(),
            Self::Within(shape) => shape,
        }
    }
}

impl Deref for Group {
    type Target = Shape;

    fn deref(&self) -> &Shape {
        self.shape()
    }
}

/// A value that the schema gives.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Value {
    Default(&'static str),
    Fixed(&'static str),
}

impl Value {
    pub(crate) fn text(self) -> &'static str {
        match self {
            Self::Default(text) | Self::Fixed(text) => text,
        }
    }
}

/// How often something without an upper bound may occur.
pub const UNBOUNDED: u32 = u32::MAX;

impl Field {
    const fn of(local: &'static str, term: Term, min: u32, max: u32) -> Self {
        Self {
            namespace: None,
            local,
            term,
            min,
            max,
            value: None,
            white_space: WhiteSpace::Preserve,
            facets: &Facets::ANY,
            blocked: &[],
            type_name: None,
            identities: &[],
            process: Process::Skip,
            check: None,
            is_part: false,
            is_reviewed: false,
        }
    }

    /// What stands for the names of all derived types.
    const ALL: &'static str = "*";

    /// Whether a derived type of this local name may not stand in for its own.
    pub(crate) fn blocks(&self, local: &str) -> bool {
        let named = |name: &&str| *name == local || *name == Self::ALL;
        self.blocked.iter().any(named)
    }

    /// An element that is always there.
    pub const fn one(local: &'static str) -> Self {
        Self::of(local, Term::Element, 1, 1)
    }

    /// An element that may be absent.
    pub const fn optional(local: &'static str) -> Self {
        Self::of(local, Term::Element, 0, 1)
    }

    /// The part of an rpc message, which may be absent for null. Where an unknown element is beside it, it is missing: it
    /// goes by another name there, and would be lost otherwise.
    pub const fn part(local: &'static str) -> Self {
        Self {
            is_part: true,
            ..Self::optional(local)
        }
    }

    /// An element that may occur any number of times.
    pub const fn many(local: &'static str) -> Self {
        Self::of(local, Term::Element, 0, UNBOUNDED)
    }

    /// The elements of a type that is a group, always there.
    pub const fn group<T: Content>() -> Self {
        Self::of("", Term::Group(Group::Of(Shape::of::<T>)), 1, 1)
    }

    /// The elements of a group that is no type, always there.
    pub const fn within_group(shape: &'static Shape) -> Self {
        Self::of("", Term::Group(Group::Within(shape.listed())), 1, 1)
    }

    /// Any element that the wildcard admits.
    pub const fn any(wildcard: Wildcard) -> Self {
        Self::of("", Term::Any(wildcard), 1, 1)
    }

    /// Says that what the wildcard admits is valid where the schema declares it.
    pub const fn lax(mut self) -> Self {
        self.process = Process::Lax;
        self
    }

    /// Says that what the wildcard admits has to be declared by the schema.
    pub const fn declared(mut self) -> Self {
        self.process = Process::Strict;
        self
    }

    /// Says what it holds, where Strict alone reads that.
    pub const fn holding<T: Content + 'static>(mut self) -> Self {
        self.check = Some(Check::of::<T>());
        self
    }

    /// [`holding`](Self::holding) what this codec reads.
    pub const fn held_by(mut self, codec: &'static (dyn Codec<()> + Sync)) -> Self {
        self.check = Some(Check::by(codec));
        self
    }

    /// Sets how often it occurs at least.
    pub const fn at_least(mut self, min: u32) -> Self {
        self.min = min;
        self
    }

    /// Sets how often it occurs.
    pub const fn times(mut self, min: u32, max: u32) -> Self {
        self.min = min;
        self.max = max;
        self
    }

    /// Puts its name into another namespace than its shape's.
    pub const fn within(mut self, namespace: &'static str) -> Self {
        self.namespace = Some(namespace);
        self
    }

    /// Sets the value that an empty element has.
    pub const fn default(mut self, value: &'static str) -> Self {
        self.value = Some(Value::Default(value));
        self
    }

    /// Sets the only value that it may have.
    pub const fn fixed(mut self, value: &'static str) -> Self {
        self.value = Some(Value::Fixed(value));
        self.is_reviewed = true;
        self
    }

    /// Keeps derived types from standing in for its own: their local names, or `*`.
    pub const fn without_types(mut self, types: &'static [&'static str]) -> Self {
        self.blocked = types;
        self
    }

    /// Names its type, namespace and local name, for SOAP encoding, where its Rust type alone does not tell.
    pub const fn of_type(mut self, name: &'static Name) -> Self {
        self.type_name = Some(name);
        self
    }

    /// Adds the identity constraints of the element.
    pub const fn identities(mut self, identities: &'static [Identity]) -> Self {
        self.identities = identities;
        self
    }

    /// Says how white space in its text is treated, and what the text has to satisfy in Strict, where its Rust
    /// type alone does not tell.
    pub const fn facets(mut self, facets: &'static Facets) -> Self {
        self.facets = facets;
        self.white_space = facets.treatment();
        self.is_reviewed |= facets.restricts_forms();
        self
    }
}

/// An attribute of a type.
#[derive(Debug, Clone, Copy)]
pub struct Attribute {
    /// The namespace, empty for none; that of the shape where there is none.
    pub(crate) namespace: Option<&'static str>,
    pub(crate) local: &'static str,
    pub(crate) value: Option<Value>,
    pub(crate) white_space: WhiteSpace,
    /// What its text has to satisfy in Strict beyond what its Rust type does.
    pub(crate) facets: &'static Facets,
    /// Whether its text is looked at once it is written: its value is fixed, or patterns restrict its form.
    pub(crate) is_reviewed: bool,
}

impl Attribute {
    /// An unqualified attribute.
    pub const fn new(local: &'static str) -> Self {
        Self::of(Some(""), local)
    }

    /// An attribute in the namespace of its shape.
    pub const fn qualified(local: &'static str) -> Self {
        Self::of(None, local)
    }

    const fn of(namespace: Option<&'static str>, local: &'static str) -> Self {
        Self {
            namespace,
            local,
            value: None,
            white_space: WhiteSpace::Preserve,
            facets: &Facets::ANY,
            is_reviewed: false,
        }
    }

    /// Puts its name into a namespace.
    pub const fn within(mut self, namespace: &'static str) -> Self {
        self.namespace = Some(namespace);
        self
    }

    /// Sets the value that it has where it is absent.
    pub const fn default(mut self, value: &'static str) -> Self {
        self.value = Some(Value::Default(value));
        self
    }

    /// Sets the only value that it may have.
    pub const fn fixed(mut self, value: &'static str) -> Self {
        self.value = Some(Value::Fixed(value));
        self.is_reviewed = true;
        self
    }

    /// Says how white space in its text is treated, and what the text has to satisfy in Strict, where its Rust
    /// type alone does not tell.
    pub const fn facets(mut self, facets: &'static Facets) -> Self {
        self.facets = facets;
        self.white_space = facets.treatment();
        self.is_reviewed |= facets.restricts_forms();
        self
    }
}

/// The namespaces from which `xs:any` takes elements, and `xs:anyAttribute` attributes (XSD Part 1, section 3.10).
#[derive(Debug, Clone, Copy)]
pub enum Wildcard {
    /// All of them, and none.
    Any,
    /// All but this one and none.
    Other(&'static str),
    /// These; the empty string stands for none.
    List(&'static [&'static str]),
}

impl Wildcard {
    pub(crate) fn admits(&self, namespace: &str) -> bool {
        match self {
            Self::Any => true,
            Self::Other(other) => !namespace.is_empty() && namespace != *other,
            Self::List(namespaces) => namespaces.contains(&namespace),
        }
    }
}

/// Lists the namespaces in words: "`urn:a`, `urn:b`, or no namespace".
impl fmt::Display for Wildcard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Any => f.write_str("any namespace"),
            Self::Other("") => f.write_str("any namespace, but not none"),
            Self::Other(other) => write!(f, "any namespace other than `{other}`, but not none"),
            Self::List([]) => f.write_str("nothing"),
            Self::List(namespaces) => {
                let last = namespaces.len().saturating_sub(1);
                for (at, namespace) in namespaces.iter().enumerate() {
                    f.write_str(match at {
                        0 => "",
                        1 if at == last => " or ",
                        _ if at == last => ", or ",
                        _ => ", ",
                    })?;
                    match *namespace {
                        "" => f.write_str("no namespace")?,
                        namespace => write!(f, "`{namespace}`")?,
                    }
                }
                Ok(())
            }
        }
    }
}
