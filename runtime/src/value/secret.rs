//! Values that are not to be seen.

use std::borrow::Cow;
use std::fmt;

use crate::xml::{Facets, Scope, Simple, ValueError, WhiteSpace, Writer};

/// What stands for a secret where it would be shown.
pub(crate) const HIDDEN: &str = "***";

/// Takes the values of secrets out of a text.
pub(crate) fn hide<'v>(text: &mut String, values: impl IntoIterator<Item = &'v String>) {
    for value in values {
        if text.contains(value.as_str()) {
            *text = text.replace(value.as_str(), HIDDEN);
        }
    }
}

/// A password, a session id, or another value that belongs in no log.
///
/// `Debug` and `Display` show `***`, and so do errors about it. Only [`expose`](Self::expose), the XML of a
/// request, and serde give the value: what is stored with serde (a session in its file) has to be kept as
/// secret as the value itself.
///
/// ```
/// let password: sapo::Secret<String> = "correct horse".into();
/// assert_eq!(format!("{password:?}"), "***");
/// assert_eq!(password.expose(), "correct horse");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(transparent))]
pub struct Secret<T>(T);

impl<T> Secret<T> {
    /// Makes a secret of a value.
    pub const fn new(value: T) -> Self {
        Self(value)
    }

    /// The value itself.
    pub const fn expose(&self) -> &T {
        &self.0
    }

    /// The value itself, no longer guarded.
    pub fn into_exposed(self) -> T {
        self.0
    }
}

impl<T> fmt::Debug for Secret<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(HIDDEN)
    }
}

impl<T> fmt::Display for Secret<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(HIDDEN)
    }
}

impl<T> From<T> for Secret<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

impl From<&str> for Secret<String> {
    fn from(value: &str) -> Self {
        Self(value.to_owned())
    }
}

impl<T: Simple> Simple for Secret<T> {
    const WHITE_SPACE: WhiteSpace = T::WHITE_SPACE;
    const FACETS: &'static Facets = T::FACETS;
    const XSD_TYPE: Option<&'static str> = T::XSD_TYPE;

    fn parse(text: &str, scope: &Scope<'_>) -> Result<Self, ValueError> {
        T::parse(text, scope)
            .map(Self)
            .map_err(ValueError::redacted)
    }

    fn take(text: Cow<'_, str>, scope: &Scope<'_>) -> Result<Self, ValueError> {
        T::take(text, scope).map(Self).map_err(ValueError::redacted)
    }

    fn format(&self, w: &mut Writer) {
        self.0.format(w);
    }

    fn declare(&self, w: &mut Writer) {
        self.0.declare(w);
    }
}
