//! What can be wrong with a document, and where in it.

use std::fmt;

/// A document that could not be read, or a value that could not be written.
///
/// It says what is wrong, the path of the element it is wrong with
/// (`GetIdentitiesResponse/GetIdentitiesResult/Identity[3]/Id`, counted from 1 among elements of one
/// name that may repeat) and, when reading, the byte offset in the document as UTF-8.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error(Box<Inner>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Inner {
    kind: ErrorKind,
    /// Innermost step first, as the error travels outwards.
    steps: Vec<String>,
    offset: Option<usize>,
}

/// What is wrong with a document.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ErrorKind {
    /// It is not well-formed XML, or not namespace-well-formed.
    #[error("not well-formed: {0}")]
    Malformed(String),
    /// It has a document type declaration, which SOAP forbids (SOAP 1.1, section 3).
    #[error("a document type declaration is not allowed")]
    Doctype,
    /// It exceeds a limit of [`Limits`](crate::xml::Limits).
    #[error("{what} exceeds the limit of {limit}")]
    Limit {
        /// What was counted.
        what: &'static str,
        /// The limit that it exceeds.
        limit: usize,
    },
    /// It is in an encoding that cannot be read.
    #[error("the encoding {0} cannot be read")]
    Encoding(String),
    /// Another element was expected here.
    #[error("expected {expected}, found {found}")]
    Unexpected {
        /// What the schema allows here.
        expected: String,
        /// What is there.
        found: String,
    },
    /// An element or attribute that must be there is not.
    #[error("{0} is missing")]
    Missing(String),
    /// An element of a message in SOAP encoding stands for another that cannot be told.
    #[error("the reference to {id:?} cannot be followed: {problem}")]
    Reference {
        /// The id that it refers to.
        id: String,
        /// What is wrong with it.
        problem: &'static str,
    },
    /// A text is not in the lexical space of its type.
    #[error(transparent)]
    Value(#[from] ValueError),
    /// A value to be written isn't the one that the schema fixes (XSD Part 1, section 3.3.1).
    #[error("the schema allows only {value:?} {}: leave the field at its default", place(*attribute))]
    Fixed {
        /// The attribute, or `None` for the element itself.
        attribute: Option<&'static str>,
        /// The fixed value.
        value: &'static str,
    },
    /// An identity constraint does not hold (XSD Part 1, section 3.11).
    #[error("{constraint}: {what}")]
    Identity {
        /// Which: `xs:key`, `xs:unique` or `xs:keyref`, and its name.
        constraint: String,
        /// What is wrong.
        what: &'static str,
    },
    /// An element to be written is in a namespace that the schema's wildcard doesn't admit
    /// (XSD Part 1, section 3.10.4).
    #[error(
        "an element in {} can't stand here: the schema's wildcard admits {admitted}; build it in an \
         admitted namespace (`Any::element(namespace, name, &value)`), or leave it out",
        if .namespace.is_empty() { "no namespace".to_owned() } else { format!("`{namespace}`") }
    )]
    NotAdmitted {
        /// The namespace of the element, empty for none.
        namespace: String,
        /// The namespaces that it admits, in words.
        admitted: String,
    },
    /// An element or attribute of a tree to be written has a name that isn't a name without a colon
    /// (Namespaces in XML, production 4), or that declares a namespace.
    #[error("{0:?} can't be the name of an element or attribute")]
    Name(String),
    /// An attachment's file cannot be read.
    #[error("an attachment cannot be read: {0}")]
    Attachment(String),
    /// A string holds a character that XML 1.0 cannot carry.
    #[error("the character U+{0:04X} cannot be written in XML")]
    Character(u32),
}

/// Names the place of a value: an attribute, or the element itself.
fn place(attribute: Option<&str>) -> String {
    match attribute {
        Some(name) => format!("in the attribute {name:?}"),
        None => "here".to_owned(),
    }
}

/// A text that is not a value of its type.
///
/// It keeps the offending text, cut to a few dozen characters, unless that is a secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValueError {
    expected: &'static str,
    found: Option<String>,
}

impl ValueError {
    /// The text `found` is not of the type `expected` (`xs:int`, say).
    pub fn new(expected: &'static str, found: &str) -> Self {
        const SHOWN: usize = 40;
        let mut shown: String = found.chars().take(SHOWN).collect();
        if shown.len() < found.len() {
            shown.push('…');
        }
        Self {
            expected,
            found: Some(shown),
        }
    }

    /// The same without the offending text.
    #[must_use]
    pub fn redacted(mut self) -> Self {
        self.found = None;
        self
    }
}

impl fmt::Display for ValueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.found {
            Some(found) => write!(f, "{found:?} is not a valid {}", self.expected),
            None => write!(f, "not a valid {}", self.expected),
        }
    }
}

impl std::error::Error for ValueError {}

impl Error {
    /// An error of this kind, its place not known yet.
    pub fn new(kind: impl Into<ErrorKind>) -> Self {
        Self(Box::new(Inner {
            kind: kind.into(),
            steps: Vec::new(),
            offset: None,
        }))
    }

    /// What is wrong.
    pub fn kind(&self) -> &ErrorKind {
        &self.0.kind
    }

    /// The element it is wrong with, from the root, its steps separated by slashes; empty where the
    /// document as a whole is.
    pub fn path(&self) -> String {
        let steps: Vec<&str> = self.0.steps.iter().rev().map(String::as_str).collect();
        steps.join("/")
    }

    /// Where in the document it was found: bytes from its start, after decoding to UTF-8.
    pub fn offset(&self) -> Option<usize> {
        self.0.offset
    }

    /// Sets the offset unless an inner place is known already.
    pub(crate) fn at(mut self, offset: usize) -> Self {
        self.0.offset.get_or_insert(offset);
        self
    }

    /// Leaves out the text of a value, if it is a secret.
    pub(crate) fn redacted_if(mut self, is_secret: bool) -> Self {
        if is_secret && let ErrorKind::Value(error) = &mut self.0.kind {
            error.found = None;
        }
        self
    }

    /// Adds the step outside those it has.
    pub(crate) fn within(mut self, step: impl Into<String>) -> Self {
        self.0.steps.push(step.into());
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path();
        if !path.is_empty() {
            write!(f, "{path}: ")?;
        }
        write!(f, "{}", self.0.kind)?;
        if let Some(offset) = self.0.offset {
            write!(f, " (at byte {offset})")?;
        }
        Ok(())
    }
}

/// Without a source: `Display` includes what [`kind`](Error::kind) says.
impl std::error::Error for Error {}

impl From<ErrorKind> for Error {
    fn from(kind: ErrorKind) -> Self {
        Self::new(kind)
    }
}

impl From<ValueError> for Error {
    fn from(error: ValueError) -> Self {
        Self::new(error)
    }
}
