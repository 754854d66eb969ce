//! The resolved schema: XML Schema's components (XSD 1.0 Part 1, section 2.2), every reference an id.
//!
//! Derivation is already applied: a complex type's content and attributes are the effective ones, its
//! base's included, and a simple type's facets are those of all its steps.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use indexmap::IndexMap;
pub use sapo::xml::WhiteSpace;
pub use sapo::xml::builtin::BuiltIn;

use crate::diagnostic::Span;
use crate::qname::QName;
pub use crate::syntax::documentation::Documentation;
pub use crate::syntax::xsd::{
    Compositor, DerivationSet, FacetKind, ProcessContents, ValueConstraint,
};

/// Index of a type definition in [`Schema::types`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TypeId(pub u32);

/// Index of an element declaration, global or local, in [`Schema::elements`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ElementId(pub u32);

/// Index of a named model group in [`Schema::groups`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct GroupId(pub u32);

/// All components of a schema set.
///
/// The maps hold the global components in document order (imported documents where they were first
/// reached), so a later stage that walks them is deterministic.
#[derive(Debug, Default)]
pub struct Schema {
    /// The documents by name, each after those it imports or includes: the order in which names are given.
    pub documents: Vec<Arc<str>>,
    /// Every type definition: the built-in ones first, then global and anonymous ones.
    pub types: Vec<Type>,
    /// Every element declaration.
    pub elements: Vec<Element>,
    /// Every named model group.
    pub groups: Vec<Group>,
    /// Global types by name, the built-in ones left out.
    pub global_types: IndexMap<QName, TypeId>,
    /// Global elements by name.
    pub global_elements: IndexMap<QName, ElementId>,
    /// Global attributes by name.
    pub global_attributes: IndexMap<QName, Attribute>,
    /// For each head of a substitution group, its members in document order: those that may stand in
    /// for it, transitively, the abstract ones and the blocked ones left out.
    pub substitutions: IndexMap<ElementId, Vec<ElementId>>,
    /// For each type, built-in ones included, the global types derived from it directly, in document order: those that
    /// `xsi:type` may name.
    pub derived: IndexMap<TypeId, Vec<TypeId>>,
    /// Global types behind the first of their names.
    pub other_types: Vec<(QName, TypeId)>,
    /// Global elements behind the first of their names.
    pub other_elements: Vec<(QName, ElementId)>,
    /// The types that WSDL documents, by number, mean by names that several have.
    pub own_types: HashMap<(usize, QName), TypeId>,
    /// The elements that they mean.
    pub own_elements: HashMap<(usize, QName), ElementId>,
    /// The names of global components that couldn't be resolved, or need some that couldn't.
    pub left_out: LeftOut,
}

/// Names of global components that are left out.
#[derive(Debug, Default)]
pub struct LeftOut {
    /// Types.
    pub types: HashSet<QName>,
    /// Elements.
    pub elements: HashSet<QName>,
}

impl Schema {
    /// The type with this id.
    pub fn ty(&self, id: TypeId) -> &Type {
        &self.types[id.0 as usize]
    }

    /// The element declaration with this id.
    pub fn element(&self, id: ElementId) -> &Element {
        &self.elements[id.0 as usize]
    }

    /// All global types with their names.
    pub fn all_types(&self) -> impl Iterator<Item = (&QName, TypeId)> {
        let others = self.other_types.iter().map(|(name, id)| (name, *id));
        let first = self.global_types.iter().map(|(name, id)| (name, *id));
        first.chain(others)
    }

    /// All global elements with their names.
    pub fn all_elements(&self) -> impl Iterator<Item = (&QName, ElementId)> {
        let others = self.other_elements.iter().map(|(name, id)| (name, *id));
        let first = self.global_elements.iter().map(|(name, id)| (name, *id));
        first.chain(others)
    }

    /// Whether a type is the global one of a name, or one of several.
    pub fn is_global(&self, name: &QName, id: TypeId) -> bool {
        let mut others = self.other_types.iter();
        self.global_types.get(name) == Some(&id) || others.any(|(_, other)| *other == id)
    }

    /// The named model group with this id.
    pub fn group(&self, id: GroupId) -> &Group {
        &self.groups[id.0 as usize]
    }
}

/// A type definition.
#[derive(Debug)]
pub struct Type {
    /// Its name; `None` for an anonymous type. A type that was redefined keeps its name, which in
    /// [`Schema::global_types`] means what redefines it and has it as its base.
    pub name: Option<QName>,
    /// Where an anonymous type was written.
    pub owner: Option<Owner>,
    /// What its annotation says.
    pub documentation: Documentation,
    /// The type it is derived from; `None` for `xs:anyType` alone.
    pub base: Option<TypeId>,
    /// How it is derived from [`base`](Self::base).
    pub derivation: Derivation,
    /// Simple or complex.
    pub kind: TypeKind,
    /// Where it was written; `None` for a built-in one.
    pub span: Option<Span>,
}

/// What an anonymous type belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Owner {
    /// It is the type of an element.
    Element(ElementId),
    /// It is the type of an attribute of this name.
    Attribute(QName, Declarer),
    /// It is the base, item or a member (by position) of a simple type.
    SimpleType(TypeId, usize),
}

/// Where an attribute is declared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Declarer {
    /// At the top of a schema.
    Schema,
    /// In the attribute group of this name.
    Group(QName),
    /// In this complex type.
    Type(TypeId),
}

/// How a type follows from its base.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Derivation {
    /// `xs:extension`
    Extension,
    /// `xs:restriction`, and every simple type that is neither a list nor a union of its own.
    Restriction,
    /// `xs:list`
    List,
    /// `xs:union`
    Union,
}

/// The two kinds of type.
#[derive(Debug)]
pub enum TypeKind {
    /// A simple type.
    Simple(SimpleType),
    /// A complex type, `xs:anyType` included.
    Complex(ComplexType),
}

/// A simple type definition (Part 2, section 4.1).
#[derive(Debug)]
pub struct SimpleType {
    /// What its values are made of.
    pub variety: Variety,
    /// The facets of all derivation steps taken together.
    pub facets: Facets,
    /// The places of the facets that its own step has.
    pub places: Vec<FacetPlace>,
}

/// The place of a facet.
#[derive(Debug, Clone)]
pub struct FacetPlace {
    /// The kind of facet.
    pub kind: FacetKind,
    /// Its value, as written.
    pub value: String,
    /// Where it was written.
    pub span: Span,
}

/// The variety of a simple type.
#[derive(Debug, Clone)]
pub enum Variety {
    /// `xs:anySimpleType` itself: no variety is known.
    Any,
    /// One value; the nearest built-in type that it is derived from (or is).
    Atomic(BuiltIn),
    /// Items of this type, separated by white space.
    List(TypeId),
    /// A value of the first of these types that accepts it.
    Union(Vec<TypeId>),
}

/// The facets in force (Part 2, section 4.3).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facets {
    /// The values that are allowed, in document order; empty where not restricted.
    pub enumeration: Vec<Enumeration>,
    /// A value matches one pattern of each step.
    pub patterns: Vec<Vec<String>>,
    /// How white space is treated before anything else.
    pub white_space: WhiteSpace,
    /// Exact length: characters, octets or items.
    pub length: Option<u64>,
    /// Least length.
    pub min_length: Option<u64>,
    /// Greatest length.
    pub max_length: Option<u64>,
    /// Least value, itself allowed, as written.
    pub min_inclusive: Option<String>,
    /// Least value, itself not allowed, as written.
    pub min_exclusive: Option<String>,
    /// Greatest value, itself allowed, as written.
    pub max_inclusive: Option<String>,
    /// Greatest value, itself not allowed, as written.
    pub max_exclusive: Option<String>,
    /// Greatest number of digits.
    pub total_digits: Option<u64>,
    /// Greatest number of digits after the point.
    pub fraction_digits: Option<u64>,
}

impl Default for Facets {
    fn default() -> Self {
        Self {
            enumeration: Vec::new(),
            patterns: Vec::new(),
            white_space: WhiteSpace::Preserve,
            length: None,
            min_length: None,
            max_length: None,
            min_inclusive: None,
            min_exclusive: None,
            max_inclusive: None,
            max_exclusive: None,
            total_digits: None,
            fraction_digits: None,
        }
    }
}

/// One allowed value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enumeration {
    /// Its lexical form, as written.
    pub value: String,
    /// The meaning of its items as QNames in the schema; empty if one of them is none.
    pub names: Vec<QName>,
    /// What its annotation says.
    pub documentation: Documentation,
}

/// A complex type definition (Part 1, section 3.4).
#[derive(Debug)]
pub struct ComplexType {
    /// No element may be of this very type.
    pub is_abstract: bool,
    /// The effective content.
    pub content: Content,
    /// The content that this type adds to its base's by extension; `None` where it adds none or restricts.
    pub added: Option<Particle>,
    /// The effective attribute uses, the base's first, prohibited ones left out.
    pub attributes: Vec<AttributeUse>,
    /// What other attributes are allowed.
    pub any_attribute: Option<Wildcard>,
    /// For a type derived from `SOAP-ENC:Array`, what `wsdl:arrayType` says of its items.
    pub soap_array: Option<SoapArray>,
    /// Derivations by which a type may not stand in for this one: `block`.
    pub block: DerivationSet,
    /// Derivations that may not start here: `final`.
    pub is_final: DerivationSet,
}

/// `wsdl:arrayType` (WSDL 1.1, section 2.2).
#[derive(Debug, Clone)]
pub struct SoapArray {
    /// The type of the items.
    pub item: TypeId,
    /// The brackets after it, without sizes: `[]`, `[,]`, `[][]`.
    pub dimensions: String,
}

/// What stands between an element's tags.
#[derive(Debug, Clone)]
pub enum Content {
    /// Nothing.
    Empty,
    /// A value of this simple type.
    Simple(TypeId),
    /// Elements.
    Elements(Particle),
    /// Elements with text among them.
    Mixed(Particle),
}

/// A term and how often it may occur.
#[derive(Debug, Clone)]
pub struct Particle {
    /// The least number of occurrences.
    pub min: u32,
    /// The greatest number, `None` where unbounded.
    pub max: Option<u32>,
    /// What occurs.
    pub term: Term,
}

/// What a particle is made of.
#[derive(Debug, Clone)]
pub enum Term {
    /// An element; one that heads a substitution group stands for its members too.
    Element(ElementId),
    /// A group written in place.
    Group(Compositor, Vec<Particle>),
    /// A reference to a named group, whose own compositor and particles are in [`Schema::groups`].
    Reference(GroupId),
    /// Any element that the wildcard allows.
    Any(Wildcard),
}

/// A named model group.
#[derive(Debug)]
pub struct Group {
    /// Its name.
    pub name: QName,
    /// What its annotation says.
    pub documentation: Documentation,
    /// How its particles combine.
    pub compositor: Compositor,
    /// Its particles.
    pub particles: Vec<Particle>,
    /// Where it was written.
    pub span: Span,
}

/// An element declaration.
#[derive(Debug)]
pub struct Element {
    /// Its name; the namespace is empty where it is unqualified.
    pub name: QName,
    /// Whether it was declared at the top of a schema.
    pub is_global: bool,
    /// Its type.
    pub ty: TypeId,
    /// What its annotation says.
    pub documentation: Documentation,
    /// `xsi:nil` is allowed.
    pub nillable: bool,
    /// It may not occur itself, only its substitutes may.
    pub is_abstract: bool,
    /// Its default or fixed value.
    pub value: Option<ValueConstraint>,
    /// The head of its substitution group.
    pub substitution_group: Option<ElementId>,
    /// Derivations by which nothing may stand in for it: `block`.
    pub block: DerivationSet,
    /// Its identity constraints.
    pub identities: Vec<IdentityConstraint>,
    /// For an element of `xmime:expectedContentTypes`, that value.
    pub expected_content_types: Option<String>,
    /// Where it was written.
    pub span: Span,
}

/// `xs:unique`, `xs:key` or `xs:keyref` (Part 1, section 3.11).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdentityConstraint {
    /// Its name.
    pub name: QName,
    /// Which of them.
    pub kind: IdentityKind,
    /// The path to the elements that are told apart.
    pub selector: String,
    /// The paths to the values that they are told apart by.
    pub fields: Vec<String>,
    /// The prefixes in these paths, with their namespaces.
    pub namespaces: BTreeMap<String, String>,
}

/// The kinds of identity constraint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IdentityKind {
    /// No two elements have the same values.
    Unique,
    /// Also, each has all of them.
    Key,
    /// The values are those of an element of the key, or of what is unique, of this name.
    KeyReference(QName),
}

/// An attribute declaration.
#[derive(Debug, Clone)]
pub struct Attribute {
    /// Its name; the namespace is empty where it is unqualified.
    pub name: QName,
    /// Its type, a simple one.
    pub ty: TypeId,
    /// What its annotation says.
    pub documentation: Documentation,
    /// Its default or fixed value.
    pub value: Option<ValueConstraint>,
    /// Where it was written; `None` for those of the `xml:` namespace and other built-in ones.
    pub span: Option<Span>,
}

/// An attribute of a complex type.
#[derive(Debug, Clone)]
pub struct AttributeUse {
    /// The declaration; its value constraint is the use's own where the use has one.
    pub attribute: Attribute,
    /// Whether it must be there.
    pub required: bool,
}

/// `xs:any` and `xs:anyAttribute` (Part 1, section 3.10).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wildcard {
    /// The namespaces it allows.
    pub namespaces: Namespaces,
    /// How what it allows is validated.
    pub process: ProcessContents,
    /// Where it was written; `None` for that of `xs:anyType`.
    pub span: Option<Span>,
}

/// The namespace constraint of a wildcard; the empty string stands for no namespace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Namespaces {
    /// `##any`
    Any,
    /// `##other`: neither this one nor none.
    Other(String),
    /// These alone.
    List(Vec<String>),
}
