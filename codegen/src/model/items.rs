//! The types that are generated, and the enum of all documents.

use super::{
    AttributeField, Constraint, Docs, ElementName, Facets, Failure, Field, Identity, Layout, Marks,
    NameConstant, Process, RustType, Value, WhiteSpace, Wildcard,
};

/// A struct.
#[derive(Debug)]
pub struct Struct {
    /// The name.
    pub name: String,
    /// The documentation.
    pub docs: Docs,
    /// What the configuration adds.
    pub marks: Marks,
    /// The name of its type in XML, unless that is anonymous.
    pub type_name: Option<ElementName>,
    /// Whether no element may be of its type itself.
    pub is_abstract: bool,
    /// The namespace of its elements.
    pub namespace: String,
    /// The layout of its content.
    pub layout: Layout,
    /// The fields of its content.
    pub fields: Vec<Field>,
    /// The elements of mixed content, for validation alone.
    pub admitted: Vec<Field>,
    /// The fields of its attributes.
    pub attributes: Vec<AttributeField>,
    /// The field that keeps other attributes, and of which namespaces they are.
    pub any_attribute: Option<(String, Wildcard, Process)>,
    /// The element that a document of this type has as its root.
    pub element: Option<ElementName>,
    /// The identity constraints of every element of this type.
    pub identities: Vec<Identity>,
    /// The default or fixed value of the one element of this type, whose content is text.
    pub value: Option<Constraint>,
    /// The way in which callers make a value of it.
    pub construction: Construction,
    /// The ways in which a value tells that a service failed to process it.
    pub failures: Vec<Failure>,
    /// The names of elements that it has as constants.
    pub element_names: Vec<NameConstant>,
}

/// The way in which callers make a value of a struct without naming all of its fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Construction {
    /// By `Default`, derived.
    Derived,
    /// By `Default`, with values that the schema gives.
    Given,
    /// By `new`, which accepts the fields of these names; the others have a default.
    New(Vec<String>),
}

impl Struct {
    /// Whether it implements `Default`.
    pub fn has_default(&self) -> bool {
        !matches!(self.construction, Construction::New(_))
    }

    /// Returns the parameters of `new`: the fields that have no default.
    pub fn parameters(&self) -> Vec<(&str, RustType)> {
        let Construction::New(lacking) = &self.construction else {
            return Vec::new();
        };
        let fields = self.fields.iter();
        let fields = fields.map(|field| (&field.name, field.parameter_of_new()));
        let text = match &self.layout {
            Layout::Text(name, value) => Some((name, value.ty.clone())),
            Layout::Sequence | Layout::All | Layout::Mixed { .. } => None,
        };
        let attributes = self.attributes.iter();
        let attributes = attributes.map(|attribute| (&attribute.name, attribute.ty()));
        let all = fields.chain(text).chain(attributes);
        all.filter(|(name, _)| lacking.contains(name))
            .map(|(name, ty)| (name.as_str(), ty))
            .collect()
    }

    /// A struct for what is no type of the schema, with nothing but these fields.
    pub(crate) fn of_no_type(
        name: String,
        docs: String,
        layout: Layout,
        fields: Vec<Field>,
    ) -> Self {
        Self {
            name,
            docs: Docs {
                text: Some(docs),
                notes: Vec::new(),
            },
            marks: Marks::default(),
            type_name: None,
            is_abstract: false,
            namespace: String::new(),
            layout,
            fields,
            admitted: Vec::new(),
            attributes: Vec::new(),
            any_attribute: None,
            element: None,
            identities: Vec::new(),
            value: None,
            construction: Construction::New(Vec::new()),
            failures: Vec::new(),
            element_names: Vec::new(),
        }
    }
}

/// An enum with a variant for each branch of a choice.
#[derive(Debug)]
pub struct Choice {
    /// The name.
    pub name: String,
    /// The documentation.
    pub docs: Docs,
    /// The namespace of its elements.
    pub namespace: String,
    /// The variants: fields that occur once or many times, whose names are the variants'.
    pub variants: Vec<Field>,
    /// The variant that stands for a value that can't be read.
    pub placeholder: usize,
    /// Whether it is what the detail of an operation's fault holds.
    pub is_fault: bool,
    /// The ways in which a value tells that a service failed to process it.
    pub failures: Vec<Failure>,
}

/// Another name of a type.
#[derive(Debug)]
pub struct Alias {
    /// The name.
    pub name: String,
    /// The documentation.
    pub docs: Docs,
    /// The attributes that the configuration gives, `#[…]`.
    pub attributes: Vec<String>,
    /// The local name of the simple type in XML, if it is one's.
    pub type_name: Option<String>,
    /// The type.
    pub target: RustType,
}

/// A struct around a value of a simple type, which checks the values that programs make.
#[derive(Debug)]
pub struct Newtype {
    /// The name.
    pub name: String,
    /// The documentation.
    pub docs: Docs,
    /// What the configuration adds.
    pub marks: Marks,
    /// The value.
    pub value: Value,
    /// Whether white space in its lexical form counts.
    pub white_space: Option<WhiteSpace>,
    /// The type's name in XML, for messages.
    pub type_name: String,
    /// The facets.
    pub facets: Facets,
}

/// An enum of a type and its derived types.
#[derive(Debug)]
pub struct Derived {
    /// The name.
    pub name: String,
    /// The documentation.
    pub docs: Docs,
    /// The base type's own name as `xsi:type` would give it, and its variant unless it is abstract.
    pub variants: Vec<DerivedVariant>,
    /// Whether the first variant is the base type itself, which needs no `xsi:type`.
    pub has_base: bool,
    /// The base type's name in XML.
    pub base: ElementName,
    /// Whether it has a default value: the first variant's.
    pub has_default: bool,
    /// The ways in which a value tells that a service failed to process it.
    pub failures: Vec<Failure>,
}

/// A variant for a derived type.
#[derive(Debug)]
pub struct DerivedVariant {
    /// The name.
    pub name: String,
    /// The value, on the heap.
    pub value: Value,
    /// The type's name in XML.
    pub type_name: ElementName,
    /// Whether the base type blocks the way in which it is derived.
    pub is_blocked: bool,
}

/// The shape of a wrapper.
#[derive(Debug)]
pub struct Array {
    /// The name of the static.
    pub name: String,
    /// The name of its type, unless that is anonymous.
    pub type_name: Option<ElementName>,
    /// The namespace of its field.
    pub namespace: String,
    /// The one field.
    pub field: Field,
    /// Whether it is an array of SOAP encoding.
    pub is_encoded: bool,
    /// The identity constraints of every element of this type.
    pub identities: Vec<Identity>,
}

/// The enum of all documents.
#[derive(Debug)]
pub struct Root {
    /// A variant for each global element.
    pub variants: Vec<RootVariant>,
    /// The global attributes, where a type leaves attributes open.
    pub attributes: Vec<AttributeField>,
    /// The types that `xsi:type` may name where Rust types do not tell: the simple ones, and the
    /// complex ones where a type leaves elements open.
    pub types: Vec<Field>,
}

impl Root {
    /// Whether anything is declared that content which types leave open is checked against.
    pub fn declares(&self) -> bool {
        !self.variants.is_empty()
    }
}

/// A document.
#[derive(Debug)]
pub struct RootVariant {
    /// The variant.
    pub name: String,
    /// The element, as a field that occurs once.
    pub field: Field,
    /// The element's name.
    pub element: ElementName,
}

/// An enum of listed values.
#[derive(Debug)]
pub struct Enumeration {
    /// The name.
    pub name: String,
    /// The documentation.
    pub docs: Docs,
    /// What the configuration adds.
    pub marks: Marks,
    /// The values.
    pub values: Vec<EnumerationValue>,
    /// Whether white space in its lexical form counts.
    pub white_space: Option<WhiteSpace>,
    /// The type's name in XML, for messages.
    pub type_name: String,
    /// The facets.
    pub facets: Facets,
}

/// One listed value.
#[derive(Debug)]
pub struct EnumerationValue {
    /// The variant.
    pub name: String,
    /// The documentation.
    pub docs: Docs,
    /// The lexical form.
    pub value: String,
}

/// An enum of the member types of a union.
#[derive(Debug)]
pub struct Union {
    /// The name.
    pub name: String,
    /// The documentation.
    pub docs: Docs,
    /// What the configuration adds.
    pub marks: Marks,
    /// The variants, tried in this order.
    pub members: Vec<UnionMember>,
    /// The type's name in XML, for messages.
    pub type_name: String,
    /// The facets.
    pub facets: Facets,
}

/// A member type of a union.
#[derive(Debug)]
pub struct UnionMember {
    /// The variant.
    pub name: String,
    /// The value.
    pub value: Value,
    /// Whether it is an enumeration, which takes listed values only here.
    pub is_enumeration: bool,
}
