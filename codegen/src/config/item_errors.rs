//! The entries of `[item-errors]` in `sapo.toml`.

use serde::{Deserialize, Deserializer};

use super::text_or_table::{self, TextOrTable};

/// The places of the texts in an error inside an item: of the message alone, or of both.
///
/// ```toml
/// [item-errors]
/// "APIException" = "Message"
/// "Receipt/Problem" = { message = "Reason/Text", code = "Number" }
/// "Row/ErrorText" = "."
/// ```
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = text_or_table::schema))]
#[serde(deny_unknown_fields, remote = "Self")]
pub struct ItemErrorTexts {
    /// The place of the message for people.
    pub message: TextPath,
    /// The place of the code for programs.
    #[serde(default)]
    pub code: Option<TextPath>,
}

impl<'de> Deserialize<'de> for ItemErrorTexts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        text_or_table::deserialize(deserializer)
    }
}

impl TextOrTable for ItemErrorTexts {
    const EXPECTED: &'static str = "the place of a message, or a table with `message` and `code`";

    fn from_text(text: String) -> Result<Self, String> {
        let message = text.try_into()?;
        let code = None;
        Ok(Self { message, code })
    }

    fn from_table<'de, D: Deserializer<'de>>(table: D) -> Result<Self, D::Error> {
        // The derived function, which `remote` keeps apart from the trait's.
        Self::deserialize(table)
    }
}

/// The way from an element to a text in it: the local names of elements or attributes, with `/`
/// between them, or `.` for the text of the element itself.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(with = "String"))]
#[serde(try_from = "String")]
pub struct TextPath(Vec<String>);

impl TextPath {
    /// The local names on the way.
    pub(crate) fn steps(&self) -> &[String] {
        &self.0
    }
}

impl TryFrom<String> for TextPath {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        if text == "." {
            return Ok(Self(Vec::new()));
        }
        let steps: Vec<String> = text.split('/').map(str::to_owned).collect();
        match steps.iter().any(|step| matches!(&**step, "" | "." | "..")) {
            false => Ok(Self(steps)),
            true => Err(format!(
                "`{text}` is not of the form `Element`, `Element/Element`, or `.`"
            )),
        }
    }
}
