//! XML Schema 1.0 as written: every reference still a name, every default of the document applied.
//!
//! A schema's types and elements, local ones included, lie in two lists in document order, so that a
//! component is known by its position and nothing that is nested has to be walked again.

mod grammar;
mod places;
mod properties;
mod read;
mod read_attributes;
mod read_elements;
mod read_types;
pub(crate) mod values;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use self::places::{Part, Place};
pub use self::properties::{Compositor, DerivationSet, ProcessContents, ValueConstraint};
pub(crate) use self::read::read;

use crate::diagnostic::Span;
use crate::qname::QName;
use crate::syntax::documentation::Documentation;
use crate::syntax::reference::Reference;

/// An `xs:schema`.
#[derive(Debug)]
pub struct Schema {
    /// The document it stands in, as an index of the document set.
    pub document: usize,
    /// Its place.
    pub span: Span,
    /// `targetNamespace`; `None` where it has none, which an include may fill in.
    pub target_namespace: Option<Arc<str>>,
    /// What it includes, imports and redefines.
    pub directives: Vec<Directive>,
    /// Its global components, in document order.
    pub globals: Vec<Global>,
    /// Every type definition, global, local and redefining.
    pub types: Vec<TypeDefinition>,
    /// Every element declaration, global and local.
    pub elements: Vec<ElementDeclaration>,
    /// Named model groups.
    pub groups: Vec<GroupDefinition>,
    /// Named attribute groups.
    pub attribute_groups: Vec<AttributeGroupDefinition>,
    /// Global attributes.
    pub attributes: Vec<AttributeDeclaration>,
    /// Notations.
    pub notations: Vec<Notation>,
    /// The places of its parts, in no order.
    pub places: Vec<Place>,
}

/// A global component: its position in the list of its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Global {
    /// In [`Schema::types`].
    Type(usize),
    /// In [`Schema::elements`].
    Element(usize),
    /// In [`Schema::groups`].
    Group(usize),
    /// In [`Schema::attribute_groups`].
    AttributeGroup(usize),
    /// In [`Schema::attributes`].
    Attribute(usize),
    /// In [`Schema::notations`].
    Notation(usize),
}

/// `xs:include`, `xs:import` or `xs:redefine`.
#[derive(Debug)]
pub struct Directive {
    /// Which of them.
    pub kind: DirectiveKind,
    /// The document that it leads to, as an index of the document set.
    pub target: Option<usize>,
    /// Its place.
    pub span: Span,
}

/// The kinds of [`Directive`].
#[derive(Debug)]
pub enum DirectiveKind {
    /// `xs:include`
    Include,
    /// `xs:import` of this namespace (`None`: of no namespace).
    Import(Option<Arc<str>>),
    /// `xs:redefine`, with what it redefines.
    Redefine(Vec<Global>),
}

/// A type where one is used.
#[derive(Debug, Clone)]
pub enum TypeReference {
    /// By name.
    Named(Reference),
    /// Written in place: a position in [`Schema::types`].
    Inline(usize),
}

/// `xs:simpleType` or `xs:complexType`.
#[derive(Debug)]
pub struct TypeDefinition {
    /// Its name; `None` where it is written in place.
    pub name: Option<Arc<str>>,
    /// Its annotation.
    pub documentation: Documentation,
    /// What it says.
    pub body: TypeBody,
    /// Its place.
    pub span: Span,
}

/// The two kinds of type definition.
#[derive(Debug)]
pub enum TypeBody {
    /// `xs:simpleType`
    Simple(SimpleType),
    /// `xs:complexType`
    Complex(Box<ComplexType>),
}

/// The body of an `xs:simpleType`.
#[derive(Debug)]
pub struct SimpleType {
    /// `final`
    pub is_final: SimpleFinal,
    /// How it is made.
    pub derivation: SimpleDerivation,
}

/// Ways of deriving that a simple type forbids.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SimpleFinal {
    /// `extension`, to a complex type of simple content.
    pub extension: bool,
    /// `restriction`
    pub restriction: bool,
    /// `list`
    pub list: bool,
    /// `union`
    pub union: bool,
}

/// How a simple type is made.
#[derive(Debug)]
pub enum SimpleDerivation {
    /// `xs:restriction`
    Restriction {
        /// Its base; `None` where none is given, which is an error told already.
        base: Option<TypeReference>,
        /// Its facets.
        facets: Vec<Facet>,
    },
    /// `xs:list`
    List(Option<TypeReference>),
    /// `xs:union`
    Union(Vec<TypeReference>),
}

/// A facet.
#[derive(Debug)]
pub struct Facet {
    /// Which one.
    pub kind: FacetKind,
    /// Its value, as written.
    pub value: String,
    /// For an enumeration, the meaning of its items as QNames here; empty if one of them is none.
    pub names: Vec<QName>,
    /// Whether a derived type must not change it.
    pub fixed: bool,
    /// Its annotation.
    pub documentation: Documentation,
    /// Its place.
    pub span: Span,
}

/// The facets of Part 2, section 4.3.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)] // each variant is the facet of its own name
pub enum FacetKind {
    Length,
    MinLength,
    MaxLength,
    Pattern,
    Enumeration,
    WhiteSpace,
    MinInclusive,
    MinExclusive,
    MaxInclusive,
    MaxExclusive,
    TotalDigits,
    FractionDigits,
}

impl FacetKind {
    /// The facet's element name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Length => "length",
            Self::MinLength => "minLength",
            Self::MaxLength => "maxLength",
            Self::Pattern => "pattern",
            Self::Enumeration => "enumeration",
            Self::WhiteSpace => "whiteSpace",
            Self::MinInclusive => "minInclusive",
            Self::MinExclusive => "minExclusive",
            Self::MaxInclusive => "maxInclusive",
            Self::MaxExclusive => "maxExclusive",
            Self::TotalDigits => "totalDigits",
            Self::FractionDigits => "fractionDigits",
        }
    }

    /// The facet of this element name.
    pub fn of(name: &str) -> Option<Self> {
        Some(match name {
            "length" => Self::Length,
            "minLength" => Self::MinLength,
            "maxLength" => Self::MaxLength,
            "pattern" => Self::Pattern,
            "enumeration" => Self::Enumeration,
            "whiteSpace" => Self::WhiteSpace,
            "minInclusive" => Self::MinInclusive,
            "minExclusive" => Self::MinExclusive,
            "maxInclusive" => Self::MaxInclusive,
            "maxExclusive" => Self::MaxExclusive,
            "totalDigits" => Self::TotalDigits,
            "fractionDigits" => Self::FractionDigits,
            _ => return None,
        })
    }
}

/// The body of an `xs:complexType`.
#[derive(Debug)]
pub struct ComplexType {
    /// `abstract`
    pub is_abstract: bool,
    /// `mixed`, of the type or of its complex content.
    pub mixed: bool,
    /// `block`, or the schema's `blockDefault`.
    pub block: DerivationSet,
    /// `final`, or the schema's `finalDefault`.
    pub is_final: DerivationSet,
    /// What it is derived from and how.
    pub derivation: ComplexDerivation,
    /// The particle that is written.
    pub particle: Option<Particle>,
    /// The attributes that are written.
    pub attributes: Attributes,
}

/// What a complex type is derived from.
#[derive(Debug)]
pub enum ComplexDerivation {
    /// Nothing is said: a restriction of `xs:anyType`.
    None,
    /// `xs:complexContent`
    Complex {
        /// By extension; else by restriction.
        extension: bool,
        /// The base.
        base: Option<Reference>,
    },
    /// `xs:simpleContent` with `xs:extension`
    SimpleExtension(Option<Reference>),
    /// `xs:simpleContent` with `xs:restriction`
    SimpleRestriction {
        /// The base.
        base: Option<Reference>,
        /// The simple type written in place: a position in [`Schema::types`].
        content: Option<usize>,
        /// The facets.
        facets: Vec<Facet>,
    },
}

/// Attributes where they are written.
#[derive(Debug, Default)]
pub struct Attributes {
    /// The uses and groups, in document order.
    pub items: Vec<AttributeItem>,
    /// `xs:anyAttribute`
    pub any: Option<Wildcard>,
}

/// One of [`Attributes`].
#[derive(Debug)]
pub enum AttributeItem {
    /// `xs:attribute`
    Use(Box<AttributeUse>),
    /// `xs:attributeGroup ref=`
    Group(Reference),
}

/// A local `xs:attribute`.
#[derive(Debug)]
pub struct AttributeUse {
    /// Declared here, or the name of a global one.
    pub declaration: AttributeTarget,
    /// `use`
    pub occurrence: AttributeOccurrence,
    /// `default` or `fixed`
    pub value: Option<ValueConstraint>,
    /// `wsdl:arrayType`: the type's name, the brackets after it, and its place.
    pub array_type: Option<ArrayType>,
    /// Its place.
    pub span: Span,
}

/// `wsdl:arrayType` as written.
#[derive(Debug, Clone)]
pub struct ArrayType {
    /// The type of the items.
    pub item: Reference,
    /// The brackets, without sizes.
    pub dimensions: String,
}

/// What a local `xs:attribute` is.
#[derive(Debug)]
pub enum AttributeTarget {
    /// A declaration of its own.
    Local(AttributeDeclaration),
    /// `ref=`
    Reference(Reference),
}

/// `use` of an attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AttributeOccurrence {
    /// `optional`
    Optional,
    /// `required`
    Required,
    /// `prohibited`
    Prohibited,
}

/// An attribute declaration.
#[derive(Debug)]
pub struct AttributeDeclaration {
    /// Its local name.
    pub name: Arc<str>,
    /// Whether it is in the target namespace.
    pub qualified: bool,
    /// Its type; `None`: `xs:anySimpleType`.
    pub ty: Option<TypeReference>,
    /// `default` or `fixed`; a local declaration's is that of its use.
    pub value: Option<ValueConstraint>,
    /// Its annotation.
    pub documentation: Documentation,
    /// Its place.
    pub span: Span,
}

/// `xs:attributeGroup name=`
#[derive(Debug)]
pub struct AttributeGroupDefinition {
    /// Its name.
    pub name: Arc<str>,
    /// Its attributes.
    pub attributes: Attributes,
    /// Its place.
    pub span: Span,
}

/// `xs:group name=`
#[derive(Debug)]
pub struct GroupDefinition {
    /// Its name.
    pub name: Arc<str>,
    /// Its annotation.
    pub documentation: Documentation,
    /// How its particles combine.
    pub compositor: Compositor,
    /// Its particles.
    pub particles: Vec<Particle>,
    /// Its place.
    pub span: Span,
}

/// A term and how often it occurs.
#[derive(Debug)]
pub struct Particle {
    /// `minOccurs`
    pub min: u32,
    /// `maxOccurs`, `None` where unbounded.
    pub max: Option<u32>,
    /// What occurs.
    pub term: Term,
    /// Its place.
    pub span: Span,
}

/// What a particle is made of.
#[derive(Debug)]
pub enum Term {
    /// A local element: a position in [`Schema::elements`].
    Element(usize),
    /// `xs:element ref=`
    ElementReference(Reference),
    /// A group written in place.
    Group(Compositor, Vec<Particle>),
    /// `xs:group ref=`
    GroupReference(Reference),
    /// `xs:any`
    Any(Wildcard),
}

/// `xs:any` or `xs:anyAttribute`
#[derive(Debug, Clone)]
pub struct Wildcard {
    /// `namespace`
    pub namespaces: Namespaces,
    /// `processContents`
    pub process: ProcessContents,
    /// Its place.
    pub span: Span,
}

/// `namespace` of a wildcard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Namespaces {
    /// `##any`
    Any,
    /// `##other`
    Other,
    /// These.
    List(Vec<NamespaceItem>),
}

/// One of the namespaces that a wildcard lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NamespaceItem {
    /// `##targetNamespace`
    Target,
    /// `##local`
    Local,
    /// A URI.
    Uri(Arc<str>),
}

/// An element declaration.
#[derive(Debug)]
pub struct ElementDeclaration {
    /// Its local name.
    pub name: Arc<str>,
    /// Whether it is in the target namespace.
    pub qualified: bool,
    /// Whether it stands at the top of the schema.
    pub is_global: bool,
    /// Its type, where one is given.
    pub ty: Option<TypeReference>,
    /// Its annotation.
    pub documentation: Documentation,
    /// `nillable`
    pub nillable: bool,
    /// `abstract`
    pub is_abstract: bool,
    /// `default` or `fixed`
    pub value: Option<ValueConstraint>,
    /// `substitutionGroup`
    pub substitution_group: Option<Reference>,
    /// `block`, or the schema's `blockDefault`.
    pub block: DerivationSet,
    /// `final`, or the schema's `finalDefault`.
    pub is_final: DerivationSet,
    /// `xmime:expectedContentTypes`
    pub expected_content_types: Option<String>,
    /// `xs:unique`, `xs:key` and `xs:keyref`
    pub identities: Vec<IdentityConstraint>,
    /// Its place.
    pub span: Span,
}

/// `xs:unique`, `xs:key` or `xs:keyref`
#[derive(Debug)]
pub struct IdentityConstraint {
    /// Its name.
    pub name: Arc<str>,
    /// Which of them.
    pub kind: IdentityKind,
    /// `xpath` of its selector.
    pub selector: String,
    /// `xpath` of each field.
    pub fields: Vec<String>,
    /// The prefixes in them, with their namespaces.
    pub namespaces: BTreeMap<String, String>,
    /// Its place.
    pub span: Span,
}

/// The kinds of identity constraint.
#[derive(Debug)]
pub enum IdentityKind {
    /// `xs:unique`
    Unique,
    /// `xs:key`
    Key,
    /// `xs:keyref` to this key.
    KeyReference(Option<Reference>),
}

/// `xs:notation`
#[derive(Debug)]
pub struct Notation {
    /// Its name.
    pub name: Arc<str>,
    /// Its place.
    pub span: Span,
}
