//! Parameters of methods that may be left out.

use crate::value::{Nillable, Secret};

/// A parameter for an element that may be absent or nil: a value, an `Option` of one, or `None`.
///
/// Text is accepted as `&str` too, a secret text as `&str` or `String`, and a list of texts as an
/// array of `&str`.
///
/// ```
/// use sapo::gen1::IntoOptional;
///
/// fn find(city: impl IntoOptional<String>, most: impl IntoOptional<i32>) -> (Option<String>, Option<i32>) {
///     (city.into_optional(), most.into_optional())
/// }
///
/// assert_eq!(find("Oslo", None), (Some("Oslo".to_owned()), None));
/// assert_eq!(find(None, 5), (None, Some(5)));
///
/// fn select(fields: impl IntoOptional<Vec<String>>) -> Option<Vec<String>> {
///     fields.into_optional()
/// }
///
/// assert_eq!(select(["Id", "Name"]), Some(vec!["Id".to_owned(), "Name".to_owned()]));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a value of type `{T}`, nor an `Option` of one",
    label = "expected `{T}`, `Option<{T}>`, or `None`"
)]
pub trait IntoOptional<T>: sealed::IsOptional<T> {
    /// Returns the value, if there is one.
    fn into_optional(self) -> Option<T>;
}

/// A parameter for an element that may be absent as well as nil: a value, an `Option` of one
/// (`None` is absent), or a [`Nillable`].
///
/// Text is accepted as `&str` too, a secret text as `&str` or `String`, and a list of texts as an
/// array of `&str`.
///
/// ```
/// use sapo::Nillable;
/// use sapo::gen1::IntoNillable;
///
/// fn update(phone: impl IntoNillable<String>) -> Nillable<String> {
///     phone.into_nillable()
/// }
///
/// assert_eq!(update("555 0100"), Nillable::Value("555 0100".to_owned()));
/// assert_eq!(update(None), Nillable::Absent);
/// assert_eq!(update(Nillable::Nil), Nillable::Nil);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a value of type `{T}`, nor an `Option` or a `Nillable` of one",
    label = "expected `{T}`, `Option<{T}>`, `None`, or `Nillable<{T}>`"
)]
pub trait IntoNillable<T>: sealed::IsNillable<T> {
    /// Returns the value, or the reason why there is none.
    fn into_nillable(self) -> Nillable<T>;
}

mod sealed {
    pub trait IsOptional<T> {}
    pub trait IsNillable<T> {}
}

/// Implements both traits for a type that is a value, or becomes one.
macro_rules! value {
    ($([$($generic:tt)*] $from:ty => $to:ty: $value:ident => $convert:expr;)*) => {$(
        impl<$($generic)*> sealed::IsOptional<$to> for $from {}

        impl<$($generic)*> IntoOptional<$to> for $from {
            fn into_optional(self) -> Option<$to> {
                let $value = self;
                Some($convert)
            }
        }

        impl<$($generic)*> sealed::IsNillable<$to> for $from {}

        impl<$($generic)*> IntoNillable<$to> for $from {
            fn into_nillable(self) -> Nillable<$to> {
                let $value = self;
                Nillable::Value($convert)
            }
        }
    )*};
}

value! {
    [T] T => T: value => value;
    [] &str => String: text => text.to_owned();
    [] &str => Secret<String>: text => text.into();
    [] String => Secret<String>: text => text.into();
    [const N: usize] [&str; N] => Vec<String>: texts => texts.map(str::to_owned).into();
}

impl<T> sealed::IsOptional<T> for Option<T> {}

impl<T> IntoOptional<T> for Option<T> {
    fn into_optional(self) -> Option<T> {
        self
    }
}

impl<T> sealed::IsNillable<T> for Option<T> {}

impl<T> IntoNillable<T> for Option<T> {
    fn into_nillable(self) -> Nillable<T> {
        self.into()
    }
}

impl<T> sealed::IsNillable<T> for Nillable<T> {}

impl<T> IntoNillable<T> for Nillable<T> {
    fn into_nillable(self) -> Nillable<T> {
        self
    }
}
