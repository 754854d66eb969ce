//! Items of a result that a service failed to process, with the error inside.

use std::any::Any;
use std::error::Error;
use std::fmt;

/// A value that may hold the error of a service that failed to process it.
///
/// Some services process the items of a call one by one and respond with success, whatever becomes
/// of each: an item that failed holds an error. `[item-errors]` in `sapo.toml` names the elements
/// that hold such errors, and generated types that have one implement this trait. The methods of
/// clients then return each item as a `Result`. For items of a whole response, which methods such
/// as `save_orders_message` return, call [`checked`](Self::checked) yourself.
///
/// ```
/// use sapo::{Failure, MayFail};
///
/// #[derive(Debug, PartialEq)]
/// struct Order {
///     number: u32,
///     problem: Option<String>,
/// }
///
/// impl MayFail for Order {
///     fn failure(&self) -> Option<Failure> {
///         let problem = self.problem.as_ref()?;
///         Some(Failure::default().with_message(Some(problem)))
///     }
/// }
///
/// let good = Order { number: 1, problem: None };
/// assert_eq!(good.checked().unwrap().number, 1);
///
/// let bad = Order { number: 2, problem: Some("sold out".to_owned()) };
/// let error = bad.checked().unwrap_err();
/// assert_eq!(error.to_string(), "item error: sold out");
/// assert_eq!(error.item().number, 2);
/// ```
pub trait MayFail: Sized {
    /// Returns the error that the value holds, if it holds one.
    fn failure(&self) -> Option<Failure>;

    /// Returns the value unless it holds an error.
    ///
    /// # Errors
    /// [`ItemError`] with the whole value if it holds an error.
    fn checked(self) -> Result<Self, ItemError<Self>> {
        match self.failure() {
            None => Ok(self),
            Some(failure) => Err(ItemError::new(self, failure)),
        }
    }
}

/// The code and the message of an error inside an item.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Failure {
    code: Option<String>,
    message: Option<String>,
}

impl Failure {
    /// Sets the code. An empty one is none.
    #[must_use]
    pub fn with_code(mut self, code: Option<impl ToString>) -> Self {
        self.code = text(code);
        self
    }

    /// Sets the message. An empty one is none.
    #[must_use]
    pub fn with_message(mut self, message: Option<impl ToString>) -> Self {
        self.message = text(message);
        self
    }

    /// The code, if the service gives one that the configuration names.
    pub fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }

    /// The message for people, if the service gives one.
    pub fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }
}

fn text(value: Option<impl ToString>) -> Option<String> {
    let text = value?.to_string();
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// Says the code and the message.
impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("item error")?;
        if let Some(code) = &self.code {
            write!(f, " {code}")?;
        }
        match &self.message {
            Some(message) => write!(f, ": {message}"),
            None => Ok(()),
        }
    }
}

/// An item that the service failed to process.
///
/// It keeps the whole item, so that nothing of the response is lost: the id that tells which item
/// failed, and all that the error inside it says. `Display` says the code and the message; `Debug`
/// shows the item, except for its secrets.
#[derive(Clone, PartialEq)]
pub struct ItemError<T = AnyItem>(Box<Parts<T>>);

#[derive(Debug, Clone, PartialEq)]
struct Parts<T> {
    item: T,
    failure: Failure,
}

impl<T> ItemError<T> {
    /// Creates the error of an item.
    pub fn new(item: T, failure: Failure) -> Self {
        Self(Box::new(Parts { item, failure }))
    }

    /// The item.
    pub fn item(&self) -> &T {
        &self.0.item
    }

    /// Returns the item.
    pub fn into_item(self) -> T {
        self.0.item
    }

    /// The code of the error, if the service gives one that the configuration names.
    pub fn code(&self) -> Option<&str> {
        self.0.failure.code()
    }

    /// The message of the error, if the service gives one.
    pub fn message(&self) -> Option<&str> {
        self.0.failure.message()
    }

    /// Returns the same error without the type of the item.
    pub(crate) fn erased(self) -> ItemError
    where
        T: fmt::Debug + Send + Sync + 'static,
    {
        let Parts { item, failure } = *self.0;
        ItemError::new(AnyItem(Box::new(item)), failure)
    }
}

impl<T: fmt::Debug> fmt::Debug for ItemError<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ItemError")
            .field("item", &self.0.item)
            .field("code", &self.0.failure.code)
            .field("message", &self.0.failure.message)
            .finish()
    }
}

/// Says the code and the message, and nothing else of the item.
impl<T> fmt::Display for ItemError<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.failure.fmt(f)
    }
}

impl<T: fmt::Debug> Error for ItemError<T> {}

/// An item of any type, as [`Error::Item`](crate::Error::Item) keeps it.
pub struct AnyItem(Box<dyn Kept>);

/// Everything that can be asked of an item whose type is unknown.
trait Kept: Any + fmt::Debug + Send + Sync {}

impl<T: Any + fmt::Debug + Send + Sync> Kept for T {}

impl AnyItem {
    /// Returns the item if it is a `T`.
    pub fn downcast_ref<T: 'static>(&self) -> Option<&T> {
        let item: &dyn Any = &*self.0;
        item.downcast_ref()
    }
}

impl fmt::Debug for AnyItem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Secret;

    #[test]
    fn texts_are_trimmed_and_empty_ones_are_none() {
        let told = |code: &str, message: &str| {
            let failure = Failure::default().with_code(Some(code));
            failure.with_message(Some(message)).to_string()
        };
        assert_eq!(told("7", " full\n"), "item error 7: full");
        assert_eq!(told("", "full"), "item error: full");
        assert_eq!(told("7", " "), "item error 7");
        assert_eq!(told("", ""), "item error");
    }

    #[test]
    fn an_item_of_any_type_stays_what_it_is() {
        let item = ("id", Secret::new("hidden".to_owned()));
        let error = ItemError::new(item.clone(), Failure::default()).erased();
        assert_eq!(error.item().downcast_ref(), Some(&item));
        assert_eq!(error.item().downcast_ref::<String>(), None);
        let shown = format!("{error:?}");
        assert!(shown.contains("id") && !shown.contains("hidden"), "{shown}");
    }
}
