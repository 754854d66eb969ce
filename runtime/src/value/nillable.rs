//! A value that may be nil.

/// A value that may be nil as well as absent; its field is an `Option` of this, so that three states are kept
/// apart: absent (`None`), present and nil ([`Nil`](Self::Nil)), present with a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Nillable<T> {
    /// Present, with `xsi:nil`.
    #[default]
    Nil,
    /// Present, with a value.
    Value(T),
}

impl<T> Nillable<T> {
    /// The value, where there is one.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Nil => None,
            Self::Value(value) => Some(value),
        }
    }

    /// The value by itself, where there is one.
    pub fn into_value(self) -> Option<T> {
        match self {
            Self::Nil => None,
            Self::Value(value) => Some(value),
        }
    }
}

impl<T> From<T> for Nillable<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

impl<T> From<Option<T>> for Nillable<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Nil, Self::Value)
    }
}
