//! Values whose `FromStr` and `Display` are their lexical form.

/// Implements [`Simple`](crate::xml::Simple) for the values of the built-in type of the same name, and serde's traits with it, by
/// `FromStr` and `Display`. A function may read more from documents than `FromStr` does.
macro_rules! lexical {
    ($type:ident, $placeholder:expr) => {
        crate::value::lexical::lexical!($type, $placeholder, str::parse::<$type>);
    };
    ($type:ident, $placeholder:expr, $read:expr) => {
        impl crate::xml::Simple for $type {
            const REFUSES_SPACE: bool = true;
            const XSD_TYPE: Option<&'static str> = Some(crate::xml::builtin::BuiltIn::$type.name());
            const FACETS: &'static crate::xml::Facets =
                &crate::xml::Facets::built_in(crate::xml::builtin::BuiltIn::$type);

            fn parse(
                text: &str,
                _: &crate::xml::Scope<'_>,
            ) -> Result<Self, crate::xml::ValueError> {
                ($read)(text)
            }

            fn placeholder() -> Self {
                $placeholder
            }

            fn format(&self, w: &mut crate::xml::Writer) {
                w.plain(&self.to_string());
            }
        }

        crate::value::lexical::serde_lexical!($type);
    };
}

/// Implements serde's traits by `FromStr` and `Display`: the value is its lexical form, a string.
macro_rules! serde_lexical {
    ($type:ty) => {
        #[cfg(feature = "serde")]
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        #[cfg(feature = "serde")]
        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

pub(crate) use {lexical, serde_lexical};
