//! What the configuration knows of values and the schema doesn't say: errors inside items, and lists
//! of names of elements.

use super::{Path, RustType};

/// The meaning of a field's values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meaning {
    /// The item that holds the field failed. These are the local names that lead from the error to its
    /// texts.
    Error {
        /// The message for people.
        message: Vec<String>,
        /// The code for programs.
        code: Option<Vec<String>>,
    },
    /// Names of elements of this type.
    ElementNames(Path),
}

/// One way in which a value of a type tells that a service failed to process it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// A field or variant is the error.
    Error {
        /// The field or variant.
        at: Step,
        /// Whether it is a text by itself, which is no error if it is empty.
        is_text: bool,
        /// The message for people.
        message: Text,
        /// The code for programs.
        code: Option<Text>,
    },
    /// A field or variant holds a value that tells it itself.
    Held(Step),
}

impl Failure {
    /// The field or variant.
    pub fn at(&self) -> &Step {
        match self {
            Self::Error { at, .. } | Self::Held(at) => at,
        }
    }
}

/// A text in a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Text {
    /// The value is the text.
    Itself {
        /// Whether the schema lists it.
        is_listed: bool,
    },
    /// A text in a field.
    In(Step, Box<Text>),
    /// A text in the value of a variant, if it is one of these. They are of this enum.
    OneOf(Path, Vec<(String, Text)>),
}

/// A field or variant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The name.
    pub name: String,
    /// The whole type.
    pub ty: RustType,
}

/// A constant of a struct with the name of one of its elements.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameConstant {
    /// The constant.
    pub name: String,
    /// The local name of the element.
    pub local: String,
}
