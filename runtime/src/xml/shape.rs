//! Static descriptions of types, which generated code holds and the reader and the writer follow.

use super::check::Check;
use super::content::{Codec, Content};
use super::{Facets, Identity, WhiteSpace, XSD_NAMESPACE};

/// The name of an element, an attribute or a type: the namespace, empty for none, and the local name.
pub type Name = (&'static str, &'static str);

/// What the content of a type is made of: its fields in the order in which the type's
/// [`read`](super::Content::read) and [`write`](super::Content::write) visit them.
#[derive(Debug)]
pub struct Shape {
    pub(crate) kind: Kind,
    /// The namespace of the fields and the qualified attributes that do not name another.
    pub(crate) namespace: &'static str,
    pub(crate) fields: &'static [Field],
    pub(crate) attributes: &'static [Attribute],
    /// The namespaces of attributes that are not named, where the type keeps them.
    pub(crate) any_attribute: Option<Wildcard>,
    /// How these are validated.
    pub(crate) attribute_process: Process,
    /// The namespace and the local name of the type, unless it is anonymous.
    pub(crate) type_name: Option<Name>,
    /// The fields may come in any order, in Strict too.
    pub(crate) any_order: bool,
    /// The branch that a choice takes when none of its elements is there.
    pub(crate) empty_branch: Option<usize>,
    /// What the text has to satisfy in Strict beyond what its Rust type does.
    pub(crate) facets: &'static Facets,
    /// Which of the elements within Strict tells apart, where every element of the type has these constraints.
    pub(crate) identities: &'static [Identity],
}

/// How the fields of a shape combine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A value as text, without fields.
    Simple,
    /// Whatever the element holds is read and written by the type itself.
    Opaque,
    /// The element itself, as a tree.
    Tree,
    /// One field after another (an `xs:all` too, which readers accept in any order and writers write so).
    Sequence,
    /// One of the fields.
    Choice,
    /// One of several types, told apart by `xsi:type`; the fields are the types' names.
    Derived,
    /// A value as text, with attributes.
    Text,
    /// Text and elements mixed, with attributes.
    Mixed,
}

impl Shape {
    const fn of(kind: Kind, namespace: &'static str, fields: &'static [Field]) -> Self {
        Self {
            kind,
            namespace,
            fields,
            attributes: &[],
            any_attribute: None,
            attribute_process: Process::Skip,
            type_name: None,
            any_order: false,
            empty_branch: None,
            facets: &Facets::ANY,
            identities: &[],
        }
    }

    /// A simple value.
    pub const SIMPLE: Self = Self::of(Kind::Simple, "", &[]);

    /// Content that the type reads and writes by itself.
    pub const OPAQUE: Self = Self::of(Kind::Opaque, "", &[]);

    /// A simple value of this built-in type.
    pub(crate) const fn simple(xsd_type: Option<&'static str>) -> Self {
        let mut shape = Self::SIMPLE;
        if let Some(local) = xsd_type {
            shape.type_name = Some((XSD_NAMESPACE, local));
        }
        shape
    }

    /// An array of SOAP encoding, whose items the one field describes.
    pub const fn soap_array(item: &'static [Field]) -> Self {
        Self::of(Kind::Opaque, "", item)
    }

    /// The element itself, whatever it is.
    pub(crate) const TREE: Self = Self::of(Kind::Tree, "", &[]);

    /// Fields that follow one another.
    pub const fn sequence(namespace: &'static str, fields: &'static [Field]) -> Self {
        Self::of(Kind::Sequence, namespace, fields)
    }

    /// Fields of which one is there.
    pub const fn choice(namespace: &'static str, fields: &'static [Field]) -> Self {
        Self::of(Kind::Choice, namespace, fields)
    }

    /// Types that `xsi:type` tells apart, the first being the one that needs none; the fields are their names.
    pub const fn derived(namespace: &'static str, types: &'static [Field]) -> Self {
        Self::of(Kind::Derived, namespace, types)
    }

    /// A value as text, with attributes.
    pub const fn text(namespace: &'static str) -> Self {
        Self::of(Kind::Text, namespace, &[])
    }

    /// Text and elements mixed, with attributes. The type keeps trees; Strict reads the elements by these fields.
    pub const fn mixed(namespace: &'static str, fields: &'static [Field]) -> Self {
        Self::of(Kind::Mixed, namespace, fields)
    }

    /// Names the type, so that Strict can tell whether an `xsi:type` names it.
    pub const fn of_type(mut self, namespace: &'static str, local: &'static str) -> Self {
        self.type_name = Some((namespace, local));
        self
    }

    /// Puts the names of its fields into another namespace than its type's, or into none.
    pub const fn fields_in(mut self, namespace: &'static str) -> Self {
        self.namespace = namespace;
        self
    }

    /// Adds attributes.
    pub const fn attributes(mut self, attributes: &'static [Attribute]) -> Self {
        self.attributes = attributes;
        self
    }

    /// Says that the type keeps attributes that are not named, of these namespaces.
    pub const fn any_attribute(mut self, wildcard: Wildcard) -> Self {
        self.any_attribute = Some(wildcard);
        self
    }

    /// Says that attributes that are not named are valid where the schema declares them.
    pub const fn lax_attributes(mut self) -> Self {
        self.attribute_process = Process::Lax;
        self
    }

    /// Says that attributes that are not named have to be declared by the schema.
    pub const fn declared_attributes(mut self) -> Self {
        self.attribute_process = Process::Strict;
        self
    }

    /// Says that the fields are those of an `xs:all`, whose order Strict does not check either.
    pub const fn in_any_order(mut self) -> Self {
        self.any_order = true;
        self
    }

    /// Says how white space in the text is treated, and what it has to satisfy in Strict, where its Rust type alone
    /// does not tell.
    pub const fn facets(mut self, facets: &'static Facets) -> Self {
        self.facets = facets;
        self
    }

    /// Adds the identity constraints of the one element that is of this type.
    pub const fn identities(mut self, identities: &'static [Identity]) -> Self {
        self.identities = identities;
        self
    }

    /// Names the branch of a choice that may be empty, and is taken where no element of the choice is there.
    pub const fn empty_branch(mut self, branch: usize) -> Self {
        self.empty_branch = Some(branch);
        self
    }

    /// Whether there is nothing between the tags, not even white space (XSD Part 1, section 3.4.4).
    pub(crate) fn is_empty(&self) -> bool {
        self.kind == Kind::Sequence && self.fields.is_empty()
    }

    pub(crate) const fn is_simple(&self) -> bool {
        matches!(self.kind, Kind::Simple)
    }

    /// The namespace of one of its fields.
    #[inline]
    pub(crate) fn namespace_of(&self, field: &Field) -> &'static str {
        match field.namespace {
            Some(namespace) => namespace,
            None => self.namespace,
        }
    }

    /// Whether an element of this name may stand where `field` does.
    pub(crate) fn admits(&self, field: &Field, namespace: &str, local: &str) -> bool {
        match &field.term {
            Term::Element => field.local == local && self.namespace_of(field) == namespace,
            Term::Group(group) => group.contains(namespace, local),
            Term::Any(wildcard) => wildcard.admits(namespace),
        }
    }

    /// Whether one of the fields admits an element of this name.
    pub(crate) fn contains(&self, namespace: &str, local: &str) -> bool {
        self.fields
            .iter()
            .any(|field| self.admits(field, namespace, local))
    }

    /// Whether one of the fields names this element.
    pub(crate) fn names(&self, namespace: &str, local: &str) -> bool {
        self.fields.iter().any(|field| match &field.term {
            Term::Any(_) => false,
            Term::Group(group) => group.names(namespace, local),
            Term::Element => self.admits(field, namespace, local),
        })
    }

    /// The namespace of one of its attributes.
    #[inline]
    pub(crate) fn namespace_of_attribute(&self, attribute: &Attribute) -> &'static str {
        match attribute.namespace {
            Some(namespace) => namespace,
            None => self.namespace,
        }
    }

    /// The attribute of this name.
    pub(crate) fn attribute(&self, namespace: &str, local: &str) -> Option<&'static Attribute> {
        self.attributes.iter().find(|attribute| {
            attribute.local == local && self.namespace_of_attribute(attribute) == namespace
        })
    }

    /// The local name of the first field.
    pub(crate) fn first_name(&self) -> Option<&'static str> {
        self.fields.first().map(|field| field.local)
    }

    /// The namespace of the field that has this local name.
    pub(crate) fn namespace_by_local(&self, local: &str) -> Option<&'static str> {
        self.fields.iter().find_map(|field| match &field.term {
            Term::Element => (field.local == local).then(|| self.namespace_of(field)),
            Term::Group(group) => group.namespace_by_local(local),
            Term::Any(_) => None,
        })
    }

    /// Whether an element's name alone says which field it belongs to, so that order need not.
    pub(crate) fn is_unordered(&self) -> bool {
        let mut names = Vec::new();
        self.collect_names(&mut names) && {
            names.sort_unstable();
            names.windows(2).all(|pair| pair[0] != pair[1])
        }
    }

    /// Collects the names of all elements; `false` where a group repeats or a wildcard is among the fields.
    fn collect_names(&self, names: &mut Vec<Name>) -> bool {
        self.fields.iter().all(|field| match &field.term {
            Term::Element => {
                names.push((self.namespace_of(field), field.local));
                true
            }
            Term::Group(group) => field.max == 1 && group.collect_names(names),
            Term::Any(_) => true,
        })
    }
}

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
    Group(&'static Shape),
    Any(Wildcard),
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
    /// What messages call it: its name, or that of what a group begins with.
    pub(crate) fn told(&self) -> &'static str {
        match &self.term {
            Term::Element => self.local,
            Term::Group(group) => group.fields.first().map_or("nothing", Self::told),
            Term::Any(_) => "another element",
        }
    }

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
        }
    }

    /// What stands for the names of all derived types.
    const ALL: &'static str = "*";

    /// Whether a derived type of this local name may not stand in for its own.
    pub(crate) fn blocks(&self, local: &str) -> bool {
        let named = |name: &&str| *name == local || *name == Self::ALL;
        self.blocked.iter().any(named)
    }

    /// Whether it is a group in which something repeats.
    pub(crate) fn repeats_within(&self) -> bool {
        match self.term {
            Term::Group(group) => group.fields.iter().any(|field| field.max > 1),
            Term::Element | Term::Any(_) => false,
        }
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

    /// The elements of a group, always there.
    pub const fn group(shape: &'static Shape) -> Self {
        Self::of("", Term::Group(shape), 1, 1)
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
        self
    }
}

/// An attribute of a type.
#[derive(Debug)]
pub struct Attribute {
    /// The namespace, empty for none; that of the shape where there is none.
    pub(crate) namespace: Option<&'static str>,
    pub(crate) local: &'static str,
    pub(crate) value: Option<Value>,
    pub(crate) white_space: WhiteSpace,
    /// What its text has to satisfy in Strict beyond what its Rust type does.
    pub(crate) facets: &'static Facets,
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
        self
    }

    /// Says how white space in its text is treated, and what the text has to satisfy in Strict, where its Rust
    /// type alone does not tell.
    pub const fn facets(mut self, facets: &'static Facets) -> Self {
        self.facets = facets;
        self.white_space = facets.treatment();
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
