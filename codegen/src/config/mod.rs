//! The configuration file `sapo.toml`, and its equivalent in code.
//!
//! | file | content |
//! | --- | --- |
//! | `mod.rs` | [`Config`], and how it is read |
//! | `types.rs` | the settings of types and of their members |
//! | `item_errors.rs` | the places of texts in errors inside items |
//! | `text_or_table.rs` | settings that are a text or a table |
//! | `selector.rs` | the names of components, which settings are found by |
//! | `rust.rs` | names, paths, and attributes in Rust |

mod item_errors;
mod rust;
mod selector;
mod text_or_table;
mod types;

use std::collections::{BTreeMap, HashSet};
use std::path::Path;
use std::sync::Arc;

use serde::Deserialize;

use crate::binding::Binding;
use crate::diagnostic::{Diagnostic, Report, Span};
use crate::limits::Limits;
use crate::options::{for_each_switch, with_options};
use crate::qname::QName;
pub use item_errors::{ItemErrorTexts, TextPath};
pub use rust::{RustAttribute, RustName, RustType};
pub use selector::Selector;
pub(crate) use selector::best;
use selector::best_of;
pub use types::{NilItems, NilMeaning, TypeSettings};

for_each_switch!(with_options! {
    /// The configuration.
    ///
    /// ```toml
    /// # sapo.toml
    /// serde = true
    /// split = true                        # several files
    /// operation-features = true           # a feature of the crate for each operation
    /// secret = ["Customer/TaxNumber", "{urn:example}Login/Result"]
    /// derives = ["::my_crate::Audit"]
    /// soap12-action = "omit"              # no `action` parameter in SOAP 1.2's content type
    /// open-types = "trees"                # no types for what only `xs:anyType` and wildcards admit
    /// nil = "absent"                      # an element that may be absent as well as nil is an `Option`
    /// nil-items = "skip"                  # vectors hold no items that are nil
    ///
    /// [secrets]                           # values named like secrets, such as `Password`
    /// except = ["Talk/Session"]           # this one isn't a secret
    /// # defaults = false                  # none of them is, unless `secret` lists it
    ///
    /// [names]                             # an XML name to the Rust name it gets
    /// "{urn:example}order-type" = "Order"
    /// "Order/ref" = "reference"
    ///
    /// [modules]                           # a namespace to the module that it becomes
    /// "http://microsoft.com/wsdl/types/" = "guids"
    ///
    /// [clients]                           # a service to its client; another port type of it is `Service/PortType`
    /// "OrderService_v2" = "OrderClient"
    ///
    /// [servers]                           # a service to its server trait
    /// "OrderService_v2" = "OrderDesk"
    ///
    /// [methods]                           # an operation, or `Service/Operation`, to its method
    /// "GetOrderByNumber" = "order"
    /// "Find:ByCustomer" = "find_of"       # one of several of a name, by the name of its input
    ///
    /// [types]                             # a type, or an element or attribute of one, to a Rust type
    /// "{http://www.w3.org/2001/XMLSchema}integer" = "i64"
    /// "Order/Total" = "::my_crate::Money"
    /// "PartyId" = { newtype = true }      # or to settings
    /// "Order" = { rename = "PurchaseOrder", derive = ["::my_crate::Audit"] }
    ///
    /// [item-errors]                       # an element, or its type, to the message in it
    /// "Receipt/Problem" = { message = "Text", code = "Number" }
    ///
    /// [element-names]                     # a list of names of elements to the type that has these
    /// "FindOrders/fields" = "Order"       # gets constants: `Order::TOTAL`
    ///
    /// [select]                            # these alone, and the types that they reach
    /// operations = ["Get*", "CancelOrder"]
    ///
    /// [limits]
    /// documents = 500
    ///
    /// [[bindings]]                        # what `sapo generate` writes and `sapo check` looks after
    /// inputs = ["wsdl/orders"]
    /// out = "src/orders.rs"               # left out if a build script generates it
    /// ```
    #[derive(Debug, Clone, Default, PartialEq, Deserialize)]
    #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
    #[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
    pub struct Config {
        /// Names to use instead of those that the naming rules give.
        pub names: BTreeMap<Selector, RustName>,
        /// Modules to use for namespaces instead of those that the naming rules give. That of the root has none.
        pub modules: BTreeMap<String, RustName>,
        /// Names of clients. What generated clients are called after is a service, `Service`, or where a service has several
        /// port types, `Service/PortType`.
        pub clients: BTreeMap<Selector, RustName>,
        /// Names of server traits, by the same as clients.
        pub servers: BTreeMap<Selector, RustName>,
        /// Names of methods, by `Operation` or `Service/Operation`. One of several operations of a name is `Operation:Input`,
        /// with the name of its input (WSDL 1.1, section 2.4.5).
        pub methods: BTreeMap<Selector, RustName>,
        /// Settings of types and of their members, such as Rust types to use instead of those that
        /// the type map gives.
        pub types: BTreeMap<Selector, TypeSettings>,
        /// The elements, or their types, that are errors of the items which hold them, to the places of
        /// their texts. Items of a result become `Result`s by them ([`MayFail`](sapo::MayFail)).
        pub item_errors: BTreeMap<Selector, ItemErrorTexts>,
        /// The elements that hold names of elements of a type, such as the properties that a request
        /// wants. The type has a constant for each name.
        pub element_names: BTreeMap<Selector, Selector>,
        /// Values that are not to be printed, besides those that [`Secrets`] finds by their names:
        /// their fields are `sapo::Secret`.
        pub secret: Vec<Selector>,
        /// Decides about values whose names say that they are secret.
        pub secrets: Secrets,
        /// Traits to derive on every type, on top of the usual ones (`Debug`, `Clone`, `PartialEq`, and `Default` where it is possible);
        /// each must be possible for all of them.
        pub derives: Vec<RustType>,
        /// Decides when requests in SOAP 1.2 carry their action.
        pub soap12_action: Soap12Action,
        /// Decides whether open content reaches types.
        pub open_types: OpenTypes,
        /// Decides about elements that may be absent as well as nil, unless
        /// [`types`](Self::types) says otherwise.
        pub nil: NilMeaning,
        /// Decides about items that may be nil, unless [`types`](Self::types) says otherwise.
        pub nil_items: NilItems,
        /// Bounds on the documents.
        pub limits: Limits,
        /// The outputs that are kept, and what they are generated from.
        pub bindings: Vec<Binding>,
    }
});

impl Config {
    /// Reads a configuration file. Problems go to the report, at their place in the file.
    pub fn read(path: &Path, report: &mut Report) -> Self {
        let name: Arc<str> = path.to_string_lossy().replace('\\', "/").into();
        let text = match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) => {
                let message = format!("the configuration `{name}` cannot be read: {error}");
                report.push(Diagnostic::error("config", None, message));
                return Self::default();
            }
        };
        report.add_source(name.clone(), text.as_str().into());
        let config: Self = toml::from_str(&text).unwrap_or_else(|error| {
            let span = error.span().map(|span| Span {
                document: name,
                start: span.start,
                end: span.end,
            });
            report.push(Diagnostic::error("config", span, error.message()));
            Self::default()
        });
        let mut outputs = HashSet::new();
        for out in config.bindings.iter().filter_map(|one| one.out.as_ref()) {
            if !outputs.insert(out) {
                let message = format!(
                    "two entries under `bindings` in the configuration have the output `{}`",
                    out.display()
                );
                let error = Diagnostic::error("config", None, message);
                report.push(error.with_help("give each entry an `out` of its own"));
            }
        }
        config
    }

    /// The Rust name pinned for the item at this path: a type or global element, or a member within it.
    pub fn name_for(&self, path: &[&QName]) -> Option<&str> {
        let renamed = || self.setting(path, |settings| settings.rename.as_ref());
        let name = best(&self.names, path).or_else(renamed);
        name.map(RustName::as_str)
    }

    /// The Rust type to use for the type, element or attribute at this path.
    pub fn type_for(&self, path: &[&QName]) -> Option<&str> {
        let ty = self.setting(path, |settings| settings.rust.as_ref());
        ty.map(RustType::as_str)
    }

    /// Returns a setting of the type, element or attribute at this path, from the selector that
    /// says most about it.
    pub(crate) fn setting<'a, T>(
        &'a self,
        path: &[&QName],
        get: impl Fn(&'a TypeSettings) -> Option<&'a T>,
    ) -> Option<&'a T> {
        best_of(&self.types, path, get)
    }

    /// Whether the element or attribute at this path holds a secret.
    pub fn is_secret(&self, path: &[&QName]) -> bool {
        self.secret.iter().any(|selector| selector.matches(path))
    }
}

/// Decides about elements, attributes, and parts whose local names say that they hold secrets, as
/// [`sapo::value::is_secret_name`] knows them.
///
/// Their fields are `sapo::Secret` if their type is text, octets, or a whole number, or content
/// with attributes around such a value. A boolean, a date, a value that the schema fixes or lists,
/// and a member for which [`Config::types`] gives a type are not.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub struct Secrets {
    /// Whether the fields are `sapo::Secret`; true by default. If it is false, only the values that
    /// [`Config::secret`] lists are secret.
    pub defaults: bool,
    /// The values that aren't secret, whatever their names say.
    pub except: Vec<Selector>,
}

impl Default for Secrets {
    fn default() -> Self {
        Self {
            defaults: true,
            except: Vec::new(),
        }
    }
}

/// Decides when requests in SOAP 1.2 carry the `action` parameter in their content type (SOAP 1.2
/// Part 2, section 6.5.3).
///
/// SOAP 1.1 has the `SOAPAction` header instead, which every request carries.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Soap12Action {
    /// If the WSDL requires it: the operation has a `soapAction`, and `soapActionRequired`, whose
    /// default is true, isn't false.
    #[default]
    Required,
    /// Only if the body of the request is empty, as nothing else says then which operation is
    /// called. This is for services, such as those of ASP.NET, whose WSDL requires the action only
    /// by default and whose samples don't have it.
    Omit,
}

/// Decides whether the types are generated that only open content of a reached message may hold:
/// `xs:anyType`, and wildcards with strict or lax processing (XSD Part 1, section 3.10.1).
///
/// Without operations, and with `all-types` or `roots`, all types are generated anyway. With
/// `operation-features` none is generated for open content.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum OpenTypes {
    /// The global elements and the named types of all namespaces that the content admits.
    #[default]
    Types,
    /// None: programs read and write the content as trees, [`xml::Any`](sapo::xml::Any).
    Trees,
}

/// The name pinned for what has these paths, the first of which counts most.
pub(crate) fn pinned<'a>(
    pins: &'a BTreeMap<Selector, RustName>,
    paths: &[&[&QName]],
) -> Option<&'a str> {
    let mut names = paths.iter().filter_map(|path| best(pins, path));
    names.next().map(RustName::as_str)
}
