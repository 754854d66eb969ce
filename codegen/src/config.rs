//! The configuration file `sapo.toml`, and its equivalent in code.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;
use std::str::FromStr;
use std::sync::Arc;

use serde::Deserialize;

use crate::binding::Binding;
use crate::diagnostic::{Diagnostic, Report, Span};
use crate::limits::Limits;
use crate::options::{for_each_switch, with_options};
use crate::qname::QName;

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
    ///
    /// [select]                            # these alone, and the types that they reach
    /// operations = ["Get*", "CancelOrder"]
    ///
    /// [limits]
    /// documents = 500
    ///
    /// [[bindings]]                        # what `sapo generate` writes and `sapo check` looks after
    /// inputs = ["wsdl/orders"]
    /// out = "src/orders.rs"
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
        /// Types to use instead of those that the type map gives.
        pub types: BTreeMap<Selector, RustType>,
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
        toml::from_str(&text).unwrap_or_else(|error| {
            let span = error.span().map(|span| Span {
                document: name,
                start: span.start,
                end: span.end,
            });
            report.push(Diagnostic::error("config", span, error.message()));
            Self::default()
        })
    }

    /// The Rust name pinned for the item at this path: a type or global element, or a member within it.
    pub fn name_for(&self, path: &[&QName]) -> Option<&str> {
        best(&self.names, path).map(RustName::as_str)
    }

    /// The Rust type to use for the type, element or attribute at this path.
    pub fn type_for(&self, path: &[&QName]) -> Option<&str> {
        best(&self.types, path).map(|ty| ty.0.as_str())
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

/// The value of the selector that says most about a path.
fn best<'a, T>(map: &'a BTreeMap<Selector, T>, path: &[&QName]) -> Option<&'a T> {
    map.iter()
        .filter(|(selector, _)| selector.matches(path))
        .max_by_key(|(selector, _)| selector.weight())
        .map(|(_, value)| value)
}

/// Names something in a schema: `Type`, `{namespace}Type`, `Type/Element`, with a namespace before any of the names. A name without
/// one is that name in every namespace.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(with = "String"))]
#[serde(try_from = "String")]
pub struct Selector {
    steps: Vec<Step>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Step {
    namespace: Option<String>,
    local: String,
}

impl Selector {
    /// Whether the path is the one meant.
    pub fn matches(&self, path: &[&QName]) -> bool {
        self.steps.len() == path.len()
            && self.steps.iter().zip(path).all(|(step, name)| {
                *step.local == *name.local
                    && step
                        .namespace
                        .as_deref()
                        .is_none_or(|namespace| namespace == &*name.namespace)
            })
    }

    /// Returns it without namespaces.
    pub(crate) fn locals(&self) -> String {
        let steps: Vec<&str> = self.steps.iter().map(|step| &*step.local).collect();
        steps.join("/")
    }

    fn weight(&self) -> usize {
        let with_namespace = self.steps.iter().filter(|step| step.namespace.is_some());
        with_namespace.count()
    }
}

impl FromStr for Selector {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong =
            || format!("`{text}` is not of the form `Type`, `{{namespace}}Type` or `Type/Element`");
        let mut steps = Vec::new();
        let mut rest = text;
        loop {
            let namespace = match rest.strip_prefix('{') {
                Some(after) => {
                    let (namespace, after) = after.split_once('}').ok_or_else(wrong)?;
                    rest = after;
                    Some(namespace.to_owned())
                }
                None => None,
            };
            let (local, after) = match rest.split_once('/') {
                Some((local, after)) => (local, Some(after)),
                None => (rest, None),
            };
            if local.is_empty() {
                return Err(wrong());
            }
            steps.push(Step {
                namespace,
                local: local.to_owned(),
            });
            match after {
                Some(after) => rest = after,
                None => return Ok(Self { steps }),
            }
        }
    }
}

impl TryFrom<String> for Selector {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl fmt::Display for Selector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, step) in self.steps.iter().enumerate() {
            if at > 0 {
                f.write_str("/")?;
            }
            if let Some(namespace) = &step.namespace {
                write!(f, "{{{namespace}}}")?;
            }
            f.write_str(&step.local)?;
        }
        Ok(())
    }
}

/// A Rust identifier; keywords as raw ones.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(with = "String"))]
#[serde(try_from = "String")]
pub struct RustName(String);

impl RustName {
    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for RustName {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        match syn::parse_str::<syn::Ident>(&text) {
            Ok(_) => Ok(Self(text)),
            Err(_) => Err(format!("`{text}` is not a Rust identifier")),
        }
    }
}

impl fmt::Display for RustName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for RustType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The path of a Rust type or trait.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(with = "String"))]
#[serde(try_from = "String")]
pub struct RustType(String);

impl TryFrom<String> for RustType {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        match syn::parse_str::<syn::Path>(&text) {
            Ok(_) => Ok(Self(text)),
            Err(_) => Err(format!("`{text}` is not the path of a Rust type")),
        }
    }
}
