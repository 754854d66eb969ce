//! The Rust model: all decisions about the output, without Rust syntax.
//! [`lower`](mod@crate::lower) makes it, [`emit`](crate::emit) writes it, and [`diff`](crate::diff)
//! compares it.
//!
//! | file | content |
//! | --- | --- |
//! | `mod.rs` | the model itself: modules, parts, paths, items |
//! | `items.rs` | types: structs, enums, aliases, shapes of wrappers, the enum of all documents |
//! | `wire.rs` | fields, and the particles that describe them in shapes |
//! | `values.rs` | Rust types, codecs, literals |
//! | `built_in.rs` | the Rust types of built-in types |
//! | `facets.rs` | facets of simple types |
//! | `identity.rs` | identity constraints |
//! | `services.rs` | clients, server traits, operations and their messages |
//! | `meanings.rs` | errors inside items, and lists of names of elements |
//! | `json.rs` | the keys of fields and variants in JSON |
//! | `scope.rs` | names in one place, kept apart by suffixes |
//! | `graph.rs` | the references between items |
//! | `usage.rs` | the directions in which items go over the wire |

pub(crate) mod built_in;
mod facets;
pub(crate) mod graph;
mod identity;
mod items;
mod json;
mod meanings;
mod scope;
mod services;
mod usage;
mod values;
mod wire;

pub use facets::*;
pub use identity::*;
pub use items::*;
pub use json::Key;
pub use meanings::*;
pub(crate) use scope::Scope;
pub use services::*;
pub use usage::Traffic;
pub use values::*;
pub use wire::*;

pub use crate::schema::components::{
    Namespaces as Wildcard, ProcessContents as Process, ValueConstraint as Constraint,
};

use crate::qname::QName;

/// Everything that one output holds.
#[derive(Debug)]
pub struct Model {
    /// The modules, the root first; each but the root has a name.
    pub modules: Vec<Module>,
    /// Whether structs and enums of elements can be compared.
    pub partial_eq: bool,
    /// Whether `Debug` of structs and enums of elements shows their values.
    pub debug: bool,
    /// Whether generated types derive serde's traits.
    pub serde: bool,
    /// Further traits that generated types derive, as paths.
    pub derives: Vec<String>,
    /// The features that switch parts on.
    pub features: Vec<Feature>,
    /// Makes services refer to the schema's declarations, which needs the enum of all documents to
    /// be always present.
    pub declares: bool,
    /// The number of types that were left out because no operation reaches them.
    pub left_out: usize,
}

impl Model {
    /// Returns the items of all modules.
    pub(crate) fn items(&self) -> impl Iterator<Item = (ModuleId, &Item)> {
        let modules = self.modules.iter().enumerate();
        modules.flat_map(|(at, module)| module.items.iter().map(move |item| (ModuleId(at), item)))
    }

    /// Returns the items of all modules, to be changed.
    pub(crate) fn items_mut(&mut self) -> impl Iterator<Item = (ModuleId, &mut Item)> {
        let modules = self.modules.iter_mut().enumerate();
        modules.flat_map(|(at, module)| {
            let items = module.items.iter_mut();
            items.map(move |item| (ModuleId(at), item))
        })
    }
}

/// A feature of the crate that the output is in.
#[derive(Debug)]
pub struct Feature {
    /// The name.
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
    /// The name, empty for the root.
    pub name: String,
    /// The namespace.
    pub namespace: String,
    /// The items, in the order in which they are written.
    pub items: Vec<Item>,
    /// The parts.
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
    /// The documentation of what it holds.
    pub about: String,
    /// The features that enable it (any of them); empty if it is always enabled.
    pub features: Vec<String>,
    /// Allows unused items, because the features that use them may be off.
    pub has_unused: bool,
    /// Whether others than the output can name any of it.
    pub is_public: bool,
    /// The items, in the order in which they are written.
    pub items: Vec<Item>,
}

/// The name of a generated item.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Path {
    /// The module that holds it.
    pub module: ModuleId,
    /// The name there.
    pub name: String,
}

impl Path {
    /// Returns the name without the trailing `_` of reserved names, for names that extend it.
    pub(crate) fn stem(&self) -> &str {
        self.name.trim_end_matches('_')
    }
}

/// An item at the top of a module.
#[derive(Debug)]
pub enum Item {
    /// A complex type as a struct.
    Struct(Struct),
    /// A choice, or the members of a substitution group, as an enum.
    Choice(Choice),
    /// Another name of a type.
    Alias(Alias),
    /// A struct around a value of a simple type.
    Newtype(Newtype),
    /// A type and those derived from it, as an enum.
    Derived(Derived),
    /// A restriction to listed values.
    Enumeration(Enumeration),
    /// A union of simple types.
    Union(Union),
    /// The shape of a wrapper that is read as a `Vec`.
    Array(Array),
    /// The facets of a simple type.
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
            Self::Newtype(item) => Some(&item.name),
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
    /// The text of the schema's annotation.
    pub text: Option<String>,
    /// Notes that are added to it: the name in XML, a default.
    pub notes: Vec<String>,
}

/// What the configuration adds to an item.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marks {
    /// The traits to derive, besides those of every type.
    pub derives: Vec<String>,
    /// The attributes, `#[…]`.
    pub attributes: Vec<String>,
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
