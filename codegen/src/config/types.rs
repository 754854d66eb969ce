//! Settings of types and of their members.

use serde::{Deserialize, Deserializer};

use super::rust::{RustAttribute, RustName, RustType};
use super::text_or_table::{self, TextOrTable};

/// The settings of a type, or of an element or attribute in one.
///
/// A text instead of a table is the Rust type alone: `"Order/Total" = "::my_crate::Money"` is
/// short for `"Order/Total" = { rust = "::my_crate::Money" }`.
///
/// ```toml
/// [types]
/// "PartyId" = { newtype = true }
/// "Order" = { rename = "PurchaseOrder", derive = ["::my_crate::Audit"] }
/// "Order/Buyer" = { boxed = true }
/// "ArrayOfLine/Line" = { nil-items = "skip" }
/// "Order/Note" = { nil = "absent", attributes = ['#[serde(alias = "Remark")]'] }
/// ```
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = text_or_table::schema))]
#[serde(
    default,
    rename_all = "kebab-case",
    deny_unknown_fields,
    remote = "Self"
)]
pub struct TypeSettings {
    /// The Rust type to use instead of that which the type map gives.
    pub rust: Option<RustType>,
    /// The name to use in Rust, as under [`Config::names`](crate::Config::names).
    pub rename: Option<RustName>,
    /// Traits to derive on the type, besides those of every type.
    pub derive: Vec<RustType>,
    /// Attributes to write before the type or the field, as Rust has them: `#[…]`.
    pub attributes: Vec<RustAttribute>,
    /// Whether a named simple type becomes a newtype. See
    /// [`Generator::newtypes`](crate::Generator::newtypes).
    pub newtype: Option<bool>,
    /// Whether fields are boxes: a field, or each field of a type. Fields by which a type would
    /// hold itself are boxes in any case.
    pub boxed: Option<bool>,
    /// The meaning of nil for a field, or for each field of a type.
    pub nil: Option<NilMeaning>,
    /// The meaning of nil for the items of a field, or of each field of a type.
    pub nil_items: Option<NilItems>,
}

/// Decides about an element that may be absent as well as nil (XSD Part 1, section 2.6.2).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum NilMeaning {
    /// The field is a [`Nillable`](sapo::Nillable), which tells absent and nil apart.
    #[default]
    Kept,
    /// The field is an `Option`: nil reads as `None`, and `None` leaves the element out.
    Absent,
}

/// Decides about an element that may repeat as well as be nil.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum NilItems {
    /// The field is a vector of `Option`s.
    #[default]
    Kept,
    /// The field is a vector of values: reading passes over the items that are nil.
    Skip,
}

impl From<RustType> for TypeSettings {
    fn from(rust: RustType) -> Self {
        Self {
            rust: Some(rust),
            ..Self::default()
        }
    }
}

impl<'de> Deserialize<'de> for TypeSettings {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        text_or_table::deserialize(deserializer)
    }
}

impl TextOrTable for TypeSettings {
    const EXPECTED: &'static str = "the path of a Rust type, or a table of settings";

    fn from_text(text: String) -> Result<Self, String> {
        Ok(RustType::try_from(text)?.into())
    }

    fn from_table<'de, D: Deserializer<'de>>(table: D) -> Result<Self, D::Error> {
        // The derived function, which `remote` keeps apart from the trait's.
        Self::deserialize(table)
    }
}
