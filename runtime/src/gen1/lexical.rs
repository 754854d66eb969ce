//! Values of simple types as texts outside of documents.

use std::borrow::Cow;

use crate::xml::{Scope, Simple, ValueError, Writer};

/// Returns the lexical form of a value, as a document has it.
pub fn lexical<T: Simple>(value: &T) -> String {
    let mut writer = Writer::new();
    value.format(&mut writer);
    let text = writer.into_text();
    match T::FACETS.restricts_forms() {
        true => T::FACETS.other_form(&text).unwrap_or(text),
        false => text,
    }
}

/// Reads a lexical form. White space is treated as the type says.
///
/// # Errors
/// The text is not of the type's Rust type.
pub fn from_lexical<T: Simple>(text: &str) -> Result<T, ValueError> {
    T::take(T::WHITE_SPACE.treat(Cow::Borrowed(text)), &Scope::EMPTY)
}

/// Reads a lexical form that satisfies the facets of its type (XSD Part 2, section 4.3).
///
/// # Errors
/// The text is not of the type.
pub fn checked_from_str<T: Simple>(text: &str) -> Result<T, ValueError> {
    let text = T::WHITE_SPACE.treat(Cow::Borrowed(text));
    check::<T>(&text)?;
    T::take(text, &Scope::EMPTY)
}

/// Returns a value whose lexical form satisfies the facets of its type.
///
/// # Errors
/// The value is not of the type.
pub fn checked<T: Simple>(value: T) -> Result<T, ValueError> {
    check::<T>(&lexical(&value))?;
    Ok(value)
}

fn check<T: Simple>(text: &str) -> Result<(), ValueError> {
    T::FACETS
        .demand(text)
        .map_err(|expected| ValueError::new(expected, text))
}
