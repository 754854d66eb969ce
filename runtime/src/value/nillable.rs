//! An element that is there and may have no value.

/// The value of an element that is present: what it holds, or `xsi:nil` (XSD Part 1, section 2.6.2).
///
/// It stands in `Option<Nillable<T>>`, where an element may be absent, nil, or have a value, and the three mean
/// different things.
///
/// ```
/// use sapo::Nillable;
///
/// let phone = Some(Nillable::from("555 0100".to_owned()));
/// assert_eq!(phone.as_ref().and_then(Nillable::value).map(String::as_str), Some("555 0100"));
/// assert!(Nillable::<String>::Nil.is_nil());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Nillable<T> {
    /// `xsi:nil="true"`.
    #[default]
    Nil,
    /// The value.
    Value(T),
}

impl<T> Nillable<T> {
    /// Whether it is nil.
    pub fn is_nil(&self) -> bool {
        matches!(self, Self::Nil)
    }

    /// The value, unless it is nil.
    pub fn value(&self) -> Option<&T> {
        self.as_ref().into_value()
    }

    /// The value, unless it is nil.
    pub fn into_value(self) -> Option<T> {
        match self {
            Self::Nil => None,
            Self::Value(value) => Some(value),
        }
    }

    /// The same with a reference to the value.
    pub fn as_ref(&self) -> Nillable<&T> {
        match self {
            Self::Nil => Nillable::Nil,
            Self::Value(value) => Nillable::Value(value),
        }
    }

    /// The same with a reference through which the value can be changed.
    pub fn as_mut(&mut self) -> Nillable<&mut T> {
        match self {
            Self::Nil => Nillable::Nil,
            Self::Value(value) => Nillable::Value(value),
        }
    }

    /// The same with another value in place of the one that is there.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Nillable<U> {
        match self {
            Self::Nil => Nillable::Nil,
            Self::Value(value) => Nillable::Value(f(value)),
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

#[cfg(feature = "serde")]
mod serde {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::Nillable;

    /// Nil is null.
    impl<T: Serialize> Serialize for Nillable<T> {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            self.value().serialize(serializer)
        }
    }

    impl<'de, T: Deserialize<'de>> Deserialize<'de> for Nillable<T> {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            Ok(Option::<T>::deserialize(deserializer)?.into())
        }
    }

    impl<T> Nillable<T> {
        /// Reads a field that is there, so that null is `Some(Nil)`; an `Option` of its own would make it `None`.
        ///
        /// For `#[serde(default, deserialize_with = "::sapo::Nillable::deserialize_present")]`.
        pub fn deserialize_present<'de, D>(deserializer: D) -> Result<Option<Self>, D::Error>
        where
            T: Deserialize<'de>,
            D: Deserializer<'de>,
        {
            Self::deserialize(deserializer).map(Some)
        }
    }
}
