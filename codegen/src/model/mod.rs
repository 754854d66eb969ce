//! The Rust model: what will be written, every decision taken. It knows the schema's components and no syntax
//! of Rust; [`emit`](crate::emit) knows this and nothing before it.

mod arrays;
mod bodies;
mod boxing;
mod budget;
mod choices;
mod configured;
mod content;
mod defaults;
mod derived;
mod encoded;
mod enumerations;
mod facets;
mod faults;
mod fields;
mod groups;
mod headers;
mod held;
mod http;
mod identity;
mod json;
mod literals;
mod lower;
mod messages;
mod methods;
mod mixed;
mod modules;
mod named_groups;
mod names;
mod naming;
mod operations;
mod order;
mod parts;
mod reach;
mod roots;
mod secrets;
mod service;
mod service_names;
mod simple;
mod traffic;
mod types;
mod value;

pub use content::*;
pub use identity::*;
pub use json::Key;
pub use lower::lower;
pub use service::*;
pub use simple::*;
pub use traffic::Traffic;
pub use value::*;

use crate::qname::QName;

/// Everything that one output holds.
#[derive(Debug)]
pub struct Model {
    /// The modules, the root first; each but the root has a name.
    pub modules: Vec<Module>,
    /// Whether generated types derive serde's traits.
    pub serde: bool,
    /// Further traits that generated types derive, as paths.
    pub derives: Vec<String>,
    /// The features that switch parts on.
    pub features: Vec<Feature>,
    /// Whether services say what the schema declares: the enum of all documents does, and is always there.
    pub declares: bool,
}

/// A feature of the crate that the output is in.
#[derive(Debug)]
pub struct Feature {
    /// Its name.
    pub name: String,
    /// The features that it implies.
    pub implied: Vec<String>,
}

/// Index of a module in [`Model::modules`]; 0 is the root.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ModuleId(pub usize);

/// The items of one namespace.
#[derive(Debug)]
pub struct Module {
    /// Its name, empty for the root.
    pub name: String,
    /// The namespace.
    pub namespace: String,
    /// What it holds, in the order in which it is written.
    pub items: Vec<Item>,
    /// What of it is apart.
    pub parts: Vec<Part>,
    /// The file that it is in, in the folder of the output, where that is not the root's.
    pub file: Option<String>,
}

impl Module {
    /// Whether there is nothing to write.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty() && self.parts.is_empty()
    }
}

/// Items of a module in a private one within it, which it exports.
#[derive(Debug)]
pub struct Part {
    /// The name of the module.
    pub name: String,
    /// The file that it is in, in the folder of the module, where that is not the module's.
    pub file: Option<String>,
    /// What it holds.
    pub about: String,
    /// The features of which any switches it on; none where it is always there.
    pub features: Vec<String>,
    /// Whether it is there for what may be switched off.
    pub has_unused: bool,
    /// Whether others than the output can name any of it.
    pub is_public: bool,
    /// What it holds, in the order in which it is written.
    pub items: Vec<Item>,
}

/// The name of a generated item.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Path {
    /// The module that holds it.
    pub module: ModuleId,
    /// Its name there.
    pub name: String,
}

impl Path {
    /// What names that extend this one begin with: it without the sign that keeps it from being a reserved one.
    fn stem(&self) -> &str {
        self.name.trim_end_matches('_')
    }
}

/// What is written at the top of a module.
#[derive(Debug)]
pub enum Item {
    /// A complex type as a struct.
    Struct(Struct),
    /// A choice, or the members of a substitution group, as an enum.
    Choice(Choice),
    /// Another name of a type.
    Alias(Alias),
    /// A type and those derived from it, as an enum.
    Derived(Derived),
    /// A restriction to listed values.
    Enumeration(Enumeration),
    /// A union of simple types.
    Union(Union),
    /// The shape of a wrapper that is read as a `Vec`.
    Array(Array),
    /// What a simple type allows.
    Facets(FacetsItem),
    /// All documents of the schema.
    Root(Root),
    /// A client, and on demand the server trait of the same service.
    Service(Service),
    /// An operation, apart from its client.
    Operation(Box<Call>),
    /// A header block, apart from its client.
    Header(HeaderCall),
}

impl Item {
    /// The name by which others refer to it.
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Struct(item) => Some(&item.name),
            Self::Choice(item) => Some(&item.name),
            Self::Alias(item) => Some(&item.name),
            Self::Derived(item) => Some(&item.name),
            Self::Enumeration(item) => Some(&item.name),
            Self::Union(item) => Some(&item.name),
            Self::Array(item) => Some(&item.name),
            Self::Facets(item) => Some(&item.name),
            Self::Root(_) | Self::Service(_) | Self::Operation(_) | Self::Header(_) => None,
        }
    }
}

/// Documentation of an item, as plain paragraphs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Docs {
    /// What the schema says.
    pub text: Option<String>,
    /// What is added to it: the name in XML, a default.
    pub notes: Vec<String>,
}

/// A struct.
#[derive(Debug)]
pub struct Struct {
    /// Its name.
    pub name: String,
    /// Its documentation.
    pub docs: Docs,
    /// The name of its type in XML, unless that is anonymous.
    pub type_name: Option<ElementName>,
    /// Whether no element may be of its type itself.
    pub is_abstract: bool,
    /// The namespace of its elements.
    pub namespace: String,
    /// How its content is laid out.
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
    /// Whether it has a default value.
    pub has_default: bool,
}

impl Struct {
    /// A struct for what is no type of the schema, with nothing but these fields.
    fn of_no_type(name: String, docs: String, layout: Layout, fields: Vec<Field>) -> Self {
        Self {
            name,
            docs: Docs {
                text: Some(docs),
                notes: Vec::new(),
            },
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
            has_default: false,
        }
    }
}

/// The name of an element.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ElementName {
    /// The namespace, empty for none.
    pub namespace: String,
    /// The local name.
    pub local: String,
}

impl From<&QName> for ElementName {
    fn from(name: &QName) -> Self {
        Self {
            namespace: name.namespace.to_string(),
            local: name.local.to_string(),
        }
    }
}

/// An enum with a variant for each branch of a choice.
#[derive(Debug)]
pub struct Choice {
    /// Its name.
    pub name: String,
    /// Its documentation.
    pub docs: Docs,
    /// The namespace of its elements.
    pub namespace: String,
    /// Its variants: fields that occur once or many times, whose names are the variants'.
    pub variants: Vec<Field>,
    /// Whether it is what the detail of an operation's fault holds.
    pub is_fault: bool,
}

/// Another name of a type.
#[derive(Debug)]
pub struct Alias {
    /// The name.
    pub name: String,
    /// Its documentation.
    pub docs: Docs,
    /// The type.
    pub target: RustType,
}

/// An enum of a type and its derived types.
#[derive(Debug)]
pub struct Derived {
    /// Its name.
    pub name: String,
    /// Its documentation.
    pub docs: Docs,
    /// The base type's own name as `xsi:type` would give it, and its variant unless it is abstract.
    pub variants: Vec<DerivedVariant>,
    /// Whether the first variant is the base type itself, which needs no `xsi:type`.
    pub has_base: bool,
    /// The base type's name in XML.
    pub base: ElementName,
    /// Whether it has a default value: the first variant's.
    pub has_default: bool,
}

/// A variant for a derived type.
#[derive(Debug)]
pub struct DerivedVariant {
    /// Its name.
    pub name: String,
    /// What it holds, on the heap.
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
    /// Its one field.
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
    /// The types that `xsi:type` may name where Rust types do not tell: the simple ones, and the complex ones where a type
    /// leaves elements open.
    pub types: Vec<Field>,
}

impl Root {
    /// Whether there is anything that is declared, to be held against what types leave open.
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
