//! Static descriptions of types, which generated code holds and the reader and the writer follow.

mod field;
mod list;
mod model;
mod words;

pub use field::{Attribute, Field, UNBOUNDED, Wildcard};
pub(crate) use field::{Process, Term, Value};
pub(crate) use list::Particle;

use self::list::List;
use super::{Facets, Identity, XSD_NAMESPACE};

/// The name of an element, an attribute or a type: the namespace, empty for none, and the local name.
pub type Name = (&'static str, &'static str);

/// What the content of a type is made of: its fields in the order in which the type's
/// [`read`](super::Content::read) and [`write`](super::Content::write) visit them.
#[derive(Debug)]
pub struct Shape {
    pub(crate) kind: Kind,
    /// The namespace of the fields and the qualified attributes that do not name another.
    pub(crate) namespace: &'static str,
    /// Fields and attributes as words, in a shape that a type states; [`Shape::of`] has taken them apart.
    model: &'static str,
    pub(crate) fields: List<Field>,
    pub(crate) attributes: List<Attribute>,
    /// The namespaces of attributes that are not named, where the type keeps them.
    pub(crate) any_attribute: Option<Wildcard>,
    /// How these are validated.
    pub(crate) attribute_process: Process,
    /// The namespace and the local name of the type, unless it is anonymous.
    pub(crate) type_name: Option<Name>,
    /// The fields may come in any order, in Strict too.
    pub(crate) any_order: bool,
    /// No element may be of the type itself.
    pub(crate) is_abstract: bool,
    /// The branch that a choice takes when none of its elements is there.
    pub(crate) empty_branch: Option<usize>,
    /// The branch of a choice that stands for one that can't be read.
    pub(crate) placeholder: usize,
    /// What the text has to satisfy in Strict beyond what its Rust type does.
    pub(crate) facets: &'static Facets,
    /// What an element of the type has if it is empty, or the only value that it may have, where the type is that of one
    /// element alone.
    pub(crate) value: Option<Value>,
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
    const fn new(kind: Kind, namespace: &'static str) -> Self {
        Self {
            kind,
            namespace,
            model: "",
            fields: List::of(&[]),
            attributes: List::of(&[]),
            any_attribute: None,
            attribute_process: Process::Skip,
            type_name: None,
            any_order: false,
            is_abstract: false,
            empty_branch: None,
            placeholder: 0,
            facets: &Facets::ANY,
            value: None,
            identities: &[],
        }
    }

    /// A simple value.
    pub const SIMPLE: Self = Self::new(Kind::Simple, "");

    /// Content that the type reads and writes by itself.
    pub const OPAQUE: Self = Self::new(Kind::Opaque, "");

    /// A simple value of this built-in type.
    pub(crate) const fn simple(xsd_type: Option<&'static str>) -> Self {
        let mut shape = Self::SIMPLE;
        if let Some(local) = xsd_type {
            shape.type_name = Some((XSD_NAMESPACE, local));
        }
        shape
    }

    /// An array of SOAP encoding, whose items its one field describes.
    pub const fn soap_array() -> Self {
        Self::new(Kind::Opaque, "")
    }

    /// The element itself, whatever it is.
    pub(crate) const TREE: Self = Self::new(Kind::Tree, "");

    /// Fields that follow one another.
    pub const fn sequence(namespace: &'static str) -> Self {
        Self::new(Kind::Sequence, namespace)
    }

    /// Fields of which one is there.
    pub const fn choice(namespace: &'static str) -> Self {
        Self::new(Kind::Choice, namespace)
    }

    /// Types that `xsi:type` tells apart, the first being the one that needs none; the fields are their names.
    pub const fn derived(namespace: &'static str) -> Self {
        Self::new(Kind::Derived, namespace)
    }

    /// A value as text, with attributes.
    pub const fn text(namespace: &'static str) -> Self {
        Self::new(Kind::Text, namespace)
    }

    /// Text and elements mixed, with attributes. The type keeps trees; Strict reads the elements by its fields.
    pub const fn mixed(namespace: &'static str) -> Self {
        Self::new(Kind::Mixed, namespace)
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

    /// Lists its elements as a content model does: their names, followed by `?` if they may be absent,
    /// by `*` if they may occur any number of times, by `+` if at least once. The attributes follow, each
    /// with an `@` before its name, or with `@:` if it is in the namespace of the shape. A model has at most 128
    /// words, and white space between them.
    ///
    /// Only the shape of a [`Content`](super::Content) has a model. Reading doesn't parse it: the compiler has taken it apart.
    pub const fn model(mut self, words: &'static str) -> Self {
        self.model = words;
        self
    }

    /// Lists its fields, of which more is to be said than their names and how often they occur.
    pub const fn fields(mut self, fields: &'static [Field]) -> Self {
        self.fields = List::of(fields);
        self
    }

    /// The shape, as one whose fields are listed.
    pub(crate) const fn listed(&'static self) -> &'static Self {
        assert!(
            self.model.is_empty(),
            "only the shape of a type has a model: list the fields of this one by `fields`"
        );
        self
    }

    /// Adds attributes.
    pub const fn attributes(mut self, attributes: &'static [Attribute]) -> Self {
        self.attributes = List::of(attributes);
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

    /// Says that no element may be of the type, but of types derived from it.
    pub const fn abstract_type(mut self) -> Self {
        self.is_abstract = true;
        self
    }

    /// Says how white space in the text is treated, and what it has to satisfy in Strict, where its Rust type alone
    /// does not tell.
    pub const fn facets(mut self, facets: &'static Facets) -> Self {
        self.facets = facets;
        self
    }

    /// Sets the value of the one element that is of this type if it is empty.
    pub const fn default(mut self, value: &'static str) -> Self {
        self.value = Some(Value::Default(value));
        self
    }

    /// Sets the only value that the one element of this type may have.
    pub const fn fixed(mut self, value: &'static str) -> Self {
        self.value = Some(Value::Fixed(value));
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

    /// Names the branch of a choice that stands for one that can't be read, if it isn't the first:
    /// one whose value ends, although others hold values of the choice again.
    pub const fn placeholder_branch(mut self, branch: usize) -> Self {
        self.placeholder = branch;
        self
    }

    /// Whether there is nothing between the tags, not even white space (XSD Part 1, section 3.4.4).
    pub(crate) fn is_empty(&self) -> bool {
        self.kind == Kind::Sequence && self.fields.is_empty()
    }

    /// Whether an element of the type holds nothing that could be missing: neither content nor attributes.
    pub(crate) fn holds_nothing(&self) -> bool {
        self.is_empty() && self.attributes.is_empty() && self.any_attribute.is_none()
    }

    /// Whether it is kept as a tree, with all that its start tag says.
    pub(crate) fn is_tree(&self) -> bool {
        self.kind == Kind::Tree
    }

    pub(crate) const fn is_simple(&self) -> bool {
        matches!(self.kind, Kind::Simple)
    }

    /// Whether its namespace is known to be that of another shape, without a look at the texts.
    #[inline]
    pub(crate) fn is_in_namespace_of(&self, other: &Self) -> bool {
        std::ptr::eq(self.namespace, other.namespace)
    }

    /// The namespace of one of its fields.
    #[inline]
    pub(crate) fn namespace_of(&self, particle: Particle) -> &'static str {
        match particle.field.namespace {
            Some(namespace) => namespace,
            None => self.namespace,
        }
    }

    /// Whether an element of this name may stand where the particle does.
    pub(crate) fn admits(&self, particle: Particle, namespace: &str, local: &str) -> bool {
        match particle.term() {
            Term::Element => particle.local == local && self.namespace_of(particle) == namespace,
            Term::Group(group) => group.contains(namespace, local),
            Term::Any(wildcard) => wildcard.admits(namespace),
        }
    }

    /// Whether an element of this name may be the first of what stands for the particle.
    pub(crate) fn begins(&self, particle: Particle, namespace: &str, local: &str) -> bool {
        let Term::Group(group) = particle.term() else {
            return self.admits(particle, namespace, local);
        };
        for particle in group.fields.iter() {
            if group.begins(particle, namespace, local) {
                return true;
            }
            if group.kind != Kind::Choice && !group.any_order && !particle.may_be_empty() {
                return false;
            }
        }
        false
    }

    /// Whether one of the fields admits an element of this name.
    pub(crate) fn contains(&self, namespace: &str, local: &str) -> bool {
        self.fields
            .iter()
            .any(|particle| self.admits(particle, namespace, local))
    }

    /// Whether one of the fields names this element.
    pub(crate) fn names(&self, namespace: &str, local: &str) -> bool {
        self.fields.iter().any(|particle| match particle.term() {
            Term::Any(_) => false,
            Term::Group(group) => group.names(namespace, local),
            Term::Element => self.admits(particle, namespace, local),
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
    pub(crate) fn attribute(&self, namespace: &str, local: &str) -> Option<Attribute> {
        self.attributes.iter().find(|attribute| {
            attribute.local == local && self.namespace_of_attribute(attribute) == namespace
        })
    }

    /// The local name of the first field.
    pub(crate) fn first_name(&self) -> Option<&'static str> {
        self.fields.first().map(|particle| particle.local)
    }

    /// The namespace of the field that has this local name.
    pub(crate) fn namespace_by_local(&self, local: &str) -> Option<&'static str> {
        self.fields
            .iter()
            .find_map(|particle| match particle.term() {
                Term::Element => (particle.local == local).then(|| self.namespace_of(particle)),
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
        self.fields.iter().all(|particle| match particle.term() {
            Term::Element => {
                names.push((self.namespace_of(particle), particle.local));
                true
            }
            Term::Group(group) => particle.max == 1 && group.collect_names(names),
            Term::Any(_) => true,
        })
    }
}
