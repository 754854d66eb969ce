//! The public items of generated code, as its text has them.

use std::collections::{BTreeMap, BTreeSet};

/// The path of the module that the bindings are in; all types are written from there.
pub(super) const ROOT: &str = "b";

/// What a program that uses bindings can name.
#[derive(Debug, Default)]
pub(super) struct Bindings {
    pub(super) structs: BTreeMap<String, Struct>,
    pub(super) enums: BTreeMap<String, Enum>,
    /// The types that other names stand for.
    pub(super) aliases: BTreeMap<String, String>,
    pub(super) clients: BTreeMap<String, Client>,
    pub(super) operations: BTreeMap<String, Operation>,
    /// The types of header blocks, by their constants.
    pub(super) headers: BTreeMap<String, Header>,
    /// The enums of faults.
    pub(super) faults: BTreeSet<String>,
}

#[derive(Debug, Default)]
pub(super) struct Struct {
    pub(super) fields: Vec<Field>,
    pub(super) has_default: bool,
    /// The types of the parameters of `new`.
    pub(super) new: Option<Vec<String>>,
}

#[derive(Debug)]
pub(super) struct Field {
    pub(super) name: String,
    pub(super) ty: String,
    /// The name in JSON, which is the one in XML.
    pub(super) key: String,
}

#[derive(Debug, Default)]
pub(super) struct Enum {
    pub(super) variants: Vec<Variant>,
    pub(super) is_non_exhaustive: bool,
    /// Whether it lists values, and so has a text.
    pub(super) is_enumeration: bool,
}

#[derive(Debug)]
pub(super) struct Variant {
    pub(super) name: String,
    pub(super) ty: Option<String>,
    /// The value of an enumeration, or the name in JSON.
    pub(super) text: String,
}

#[derive(Debug, Default)]
pub(super) struct Client {
    pub(super) methods: Vec<Method>,
}

#[derive(Debug)]
pub(super) struct Method {
    pub(super) name: String,
    pub(super) parameters: Vec<Parameter>,
    pub(super) result: Returned,
    /// The operation that it calls.
    pub(super) operation: Option<String>,
}

#[derive(Debug)]
pub(super) struct Parameter {
    pub(super) name: String,
    /// The plain type that callers have.
    pub(super) ty: String,
}

#[derive(Debug, PartialEq)]
pub(super) enum Returned {
    /// A call of an operation, with its result.
    Call(String),
    /// The client itself.
    Client,
}

#[derive(Debug, Default)]
pub(super) struct Operation {
    pub(super) request: String,
    pub(super) response: String,
    /// The name in the WSDL.
    pub(super) name: String,
    /// The elements of both bodies: namespace and name; `None` if the parts stand side by side.
    pub(super) elements: [Option<(String, String)>; 2],
    pub(super) response_headers: Vec<String>,
    pub(super) is_one_way: bool,
}

#[derive(Debug)]
pub(super) struct Header {
    pub(super) ty: String,
    pub(super) local: String,
}

impl Bindings {
    /// Returns the structs and enums that a type text names, with those that they hold.
    pub(super) fn reach<'t>(&self, types: impl IntoIterator<Item = &'t str>) -> BTreeSet<String> {
        let mut reached = BTreeSet::new();
        let mut left: Vec<String> = types.into_iter().flat_map(named).collect();
        while let Some(path) = left.pop() {
            if let Some(one) = self.structs.get(&path) {
                left.extend(
                    one.fields
                        .iter()
                        .flat_map(|field| named(&field.ty))
                        .filter(|held| !reached.contains(held)),
                );
            }
            if let Some(one) = self.enums.get(&path) {
                let types = one
                    .variants
                    .iter()
                    .filter_map(|variant| variant.ty.as_deref());
                left.extend(types.flat_map(named).filter(|held| !reached.contains(held)));
            }
            reached.insert(path);
        }
        reached
    }
}

/// Returns the paths of the bindings' own types in the text of a type.
fn named(ty: &str) -> Vec<String> {
    let is_part = |one: char| one.is_alphanumeric() || one == '_' || one == ':' || one == '#';
    let words = ty.split(|one| !is_part(one));
    let own = words.filter(|word| word.starts_with("b::"));
    own.map(str::to_owned).collect()
}

/// Returns an identifier without the mark of a raw one.
pub(super) fn plain(name: &str) -> &str {
    name.strip_prefix("r#").unwrap_or(name)
}
