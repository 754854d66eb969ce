//! Settings that are a text or a table. serde's `untagged` would read them too, but it loses the places
//! and the texts of errors.

use std::fmt;
use std::marker::PhantomData;

use serde::Deserializer;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Error, MapAccess, Visitor};

/// A setting for which a text is short for a table.
pub(super) trait TextOrTable: Sized {
    /// The forms that are expected, for messages.
    const EXPECTED: &'static str;

    /// Reads the short form.
    fn from_text(text: String) -> Result<Self, String>;

    /// Reads the table.
    fn from_table<'de, D: Deserializer<'de>>(table: D) -> Result<Self, D::Error>;
}

/// Reads either form.
pub(super) fn deserialize<'de, T: TextOrTable, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    deserializer.deserialize_any(Forms(PhantomData))
}

struct Forms<T>(PhantomData<T>);

impl<'de, T: TextOrTable> Visitor<'de> for Forms<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(T::EXPECTED)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        T::from_text(text.to_owned()).map_err(E::custom)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        T::from_table(MapAccessDeserializer::new(map))
    }
}

/// Allows a text besides a table in the JSON schema.
#[cfg(feature = "schema")]
pub(super) fn schema(schema: &mut schemars::Schema) {
    let table = std::mem::take(schema);
    *schema = schemars::json_schema!({ "anyOf": [{ "type": "string" }, table] });
}
