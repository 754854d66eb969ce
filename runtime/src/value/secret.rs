//! Values that are not to be seen.

use std::borrow::Cow;
use std::fmt;

use crate::xml::{
    Codec, Facets, Reader, Scope, Shape, Simple, TextCodec, ValueError, WhiteSpace, Writer,
};

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
    const IS_SECRET: bool = true;

    fn parse(text: &str, scope: &Scope<'_>) -> Result<Self, ValueError> {
        T::parse(text, scope)
            .map(Self)
            .map_err(ValueError::redacted)
    }

    fn take(text: Cow<'_, str>, scope: &Scope<'_>) -> Result<Self, ValueError> {
        T::take(text, scope).map(Self).map_err(ValueError::redacted)
    }

    fn placeholder() -> Self {
        Self(T::placeholder())
    }

    fn format(&self, w: &mut Writer) {
        self.0.format(w);
    }

    fn declare(&self, w: &mut Writer) {
        self.0.declare(w);
    }
}

/// A secret whose value has a codec of its own.
#[derive(Debug, Clone, Copy)]
pub struct Hidden<C>(pub C);

impl<T, C: Codec<T>> Codec<Secret<T>> for Hidden<C> {
    fn shape(&self) -> &'static Shape {
        self.0.shape()
    }

    fn facets(&self) -> &'static Facets {
        self.0.facets()
    }

    fn is_nillable(&self) -> bool {
        self.0.is_nillable()
    }

    fn read(&self, r: &mut Reader<'_>) -> Secret<T> {
        Secret(r.secretly(|r| self.0.read(r)))
    }

    fn write(&self, value: &Secret<T>, w: &mut Writer) {
        self.0.write(&value.0, w);
    }
}

impl<T, C: TextCodec<T>> TextCodec<Secret<T>> for Hidden<C> {
    const WHITE_SPACE: WhiteSpace = C::WHITE_SPACE;
    const FACETS: &'static Facets = C::FACETS;
    const BINARY: Option<fn(&[u8]) -> String> = C::BINARY;
    const IS_SECRET: bool = true;

    fn parse(&self, text: &str, scope: &Scope<'_>) -> Result<Secret<T>, ValueError> {
        let value = self.0.parse(text, scope).map_err(ValueError::redacted)?;
        Ok(Secret(value))
    }

    fn take(&self, text: Cow<'_, str>, scope: &Scope<'_>) -> Result<Secret<T>, ValueError> {
        let value = self.0.take(text, scope).map_err(ValueError::redacted)?;
        Ok(Secret(value))
    }

    fn placeholder(&self) -> Secret<T> {
        Secret(self.0.placeholder())
    }

    fn format(&self, value: &Secret<T>, w: &mut Writer) {
        self.0.format(&value.0, w);
    }

    fn declare(&self, value: &Secret<T>, w: &mut Writer) {
        self.0.declare(&value.0, w);
    }

    fn put_beside(&self, value: &Secret<T>, w: &mut Writer) -> bool {
        self.0.put_beside(&value.0, w)
    }
}
