//! An element that may be absent, nil, or have a value.

/// The value of an element that may be absent and may be `xsi:nil` (XSD Part 1, section 2.6.2).
///
/// The three states mean different things to many services: an absent element leaves a value as it
/// is, a nil one deletes it. `Default` and a `None` give [`Absent`](Self::Absent).
///
/// ```
/// use sapo::Nillable;
///
/// let phone = Nillable::from("555 0100".to_owned());
/// assert_eq!(phone.as_deref().value(), Some("555 0100"));
/// assert_eq!(Nillable::<String>::from(None), Nillable::Absent);
/// assert!(Nillable::<String>::Nil.is_nil());
/// ```
///
/// In JSON a missing key is absent, and `null` is nil.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Nillable<T> {
    /// The element is absent.
    #[default]
    Absent,
    /// The element has `xsi:nil="true"`.
    Nil,
    /// The element has this value.
    Value(T),
}

impl<T> Nillable<T> {
    /// Returns whether the element is absent.
    pub const fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Returns whether the element is nil.
    pub const fn is_nil(&self) -> bool {
        matches!(self, Self::Nil)
    }

    /// Returns whether the element has a value.
    pub const fn is_value(&self) -> bool {
        matches!(self, Self::Value(_))
    }

    /// Returns the value, if there is one.
    pub fn value(self) -> Option<T> {
        match self {
            Self::Absent | Self::Nil => None,
            Self::Value(value) => Some(value),
        }
    }

    /// Borrows the value.
    pub const fn as_ref(&self) -> Nillable<&T> {
        match self {
            Self::Absent => Nillable::Absent,
            Self::Nil => Nillable::Nil,
            Self::Value(value) => Nillable::Value(value),
        }
    }

    /// Borrows the value for changing it.
    pub const fn as_mut(&mut self) -> Nillable<&mut T> {
        match self {
            Self::Absent => Nillable::Absent,
            Self::Nil => Nillable::Nil,
            Self::Value(value) => Nillable::Value(value),
        }
    }

    /// Borrows what the value refers to: `Nillable<&str>` for a `Nillable<String>`.
    pub fn as_deref(&self) -> Nillable<&T::Target>
    where
        T: std::ops::Deref,
    {
        self.as_ref().map(|value| &**value)
    }

    /// Changes the value, if there is one, by a function.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Nillable<U> {
        match self {
            Self::Absent => Nillable::Absent,
            Self::Nil => Nillable::Nil,
            Self::Value(value) => Nillable::Value(f(value)),
        }
    }

    /// Returns the value, or another if there is none.
    pub fn unwrap_or(self, other: T) -> T {
        self.value().unwrap_or(other)
    }

    /// Returns the value, or the default of its type if there is none.
    pub fn unwrap_or_default(self) -> T
    where
        T: Default,
    {
        self.value().unwrap_or_default()
    }

    /// Takes the value out, and leaves [`Absent`](Self::Absent).
    pub fn take(&mut self) -> Self {
        std::mem::take(self)
    }
}

impl<T, E> Nillable<Result<T, E>> {
    /// Moves the result outside: what is absent or nil is a success.
    ///
    /// # Errors
    /// The error, if the value is one.
    pub fn transpose(self) -> Result<Nillable<T>, E> {
        match self {
            Self::Absent => Ok(Nillable::Absent),
            Self::Nil => Ok(Nillable::Nil),
            Self::Value(value) => value.map(Nillable::Value),
        }
    }
}

impl<T> From<T> for Nillable<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

/// `None` is absent.
impl<T> From<Option<T>> for Nillable<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Absent, Self::Value)
    }
}

impl<T> From<Nillable<T>> for Option<T> {
    fn from(value: Nillable<T>) -> Self {
        value.value()
    }
}

#[cfg(feature = "serde")]
mod serde {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::Nillable;

    /// Nil is null. Fields that may be absent skip serializing if
    /// [`is_absent`](Nillable::is_absent).
    impl<T: Serialize> Serialize for Nillable<T> {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            self.as_ref().value().serialize(serializer)
        }
    }

    /// Null is nil; a missing key is the default of its field.
    impl<'de, T: Deserialize<'de>> Deserialize<'de> for Nillable<T> {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            let value = Option::<T>::deserialize(deserializer)?;
            Ok(value.map_or(Self::Nil, Self::Value))
        }
    }
}
