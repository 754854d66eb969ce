//! Pieces of Rust in the configuration, parsed where they are read.

use std::fmt;

use serde::Deserialize;
use syn::parse::Parser;

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

impl RustType {
    /// The path.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RustType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An outer attribute, `#[…]`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(with = "String"))]
#[serde(try_from = "String")]
pub struct RustAttribute(String);

impl TryFrom<String> for RustAttribute {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let parsed = syn::Attribute::parse_outer.parse_str(&text);
        match parsed.is_ok_and(|attributes| attributes.len() == 1) {
            true => Ok(Self(text)),
            false => Err(format!("`{text}` is not an attribute of the form `#[…]`")),
        }
    }
}

impl fmt::Display for RustAttribute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
