//! The properties of methods: their signatures, and the messages that they send and receive.

use std::fmt;

use crate::model::{Absence, Constraint, HttpParameters};

use super::names::{Name, TypeName, list};

/// The parameters of a method and the type of its result.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Signature {
    pub(super) parameters: Parameters,
    /// The type of the result, unless that is `()`.
    pub(super) result: Option<TypeName>,
}

/// The parameters of a method.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Parameters {
    /// A parameter for each field of the request.
    Fields(Arguments),
    /// A reference to the request.
    Whole(TypeName),
}

/// The parameters of a method or constructor, in order.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Arguments(pub(super) Vec<Parameter>);

/// A parameter.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Parameter {
    /// The name, which is a field's. Callers don't write it, but it tells which of two parameters
    /// of one type is which.
    pub(super) name: String,
    /// The type of the value.
    pub(super) ty: TypeName,
    pub(super) absence: Absence,
    /// Any type that converts into the type is accepted as well.
    pub(super) is_converted: bool,
}

impl Arguments {
    /// Returns whether older calls compile as calls with these parameters.
    fn accept(&self, old: &Self) -> bool {
        let mut pairs = old.0.iter().zip(&self.0);
        old.0.len() == self.0.len()
            && pairs.all(|(old, new)| old.ty == new.ty && old.absence <= new.absence)
    }

    /// Returns whether the types are those of others.
    pub(super) fn has_types_of(&self, others: &Self) -> bool {
        self.accept(others) && others.accept(self)
    }

    /// Returns an older parameter and the one that its argument is for here, if those differ and
    /// the older one still exists.
    pub(super) fn swapped<'s>(&'s self, old: &'s Self) -> Option<(&'s str, &'s str)> {
        let mut pairs = old.0.iter().zip(&self.0);
        let is_elsewhere = |name: &str| self.0.iter().any(|one| one.name == name);
        let found = pairs.find(|(old, new)| old.name != new.name && is_elsewhere(&old.name));
        found.map(|(old, new)| (old.name.as_str(), new.name.as_str()))
    }
}

impl Signature {
    /// Returns whether older calls compile as calls of this method.
    pub(super) fn accepts(&self, old: &Self) -> bool {
        let accepts_parameters = match (&old.parameters, &self.parameters) {
            (Parameters::Fields(old), Parameters::Fields(new)) => new.accept(old),
            (old, new) => old == new,
        };
        accepts_parameters && self.result == old.result
    }

    /// Returns whether the types are those of another.
    pub(super) fn has_types_of(&self, other: &Self) -> bool {
        self.accepts(other) && other.accepts(self)
    }

    /// Returns an older parameter and the one that its argument is for here, if those differ.
    pub(super) fn swapped<'s>(&'s self, old: &'s Self) -> Option<(&'s str, &'s str)> {
        match (&old.parameters, &self.parameters) {
            (Parameters::Fields(old), Parameters::Fields(new)) => new.swapped(old),
            _ => None,
        }
    }
}

/// The types of the request and of the response.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Messages {
    pub(super) request: TypeName,
    pub(super) response: Option<TypeName>,
}

/// The actions of an operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Action {
    pub(super) soap: String,
    /// The action in SOAP 1.2, if it is another.
    pub(super) soap12: Option<String>,
}

/// WS-Addressing's actions of a request and its response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Addressing {
    pub(super) request: String,
    /// Empty if there is no response.
    pub(super) response: String,
}

/// The content of a message's body.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Body {
    NoMessage,
    Empty,
    Element(Name),
    Parts(Vec<Name>),
}

/// The default or fixed value of the element in a body.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct BodyValue {
    pub(super) constraint: Constraint,
    /// Whether the value may be an empty text.
    pub(super) may_be_empty: bool,
}

/// A call in WSDL's HTTP binding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct HttpCall {
    pub(super) is_post: bool,
    pub(super) location: String,
    pub(super) parameters: HttpParameters,
}

/// The header blocks of a message, in no order.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Headers(Vec<Name>);

impl Headers {
    pub(super) fn new(mut blocks: Vec<Name>) -> Self {
        blocks.sort_by(|one, other| one.newer.cmp(&other.newer));
        Self(blocks)
    }

    /// Returns whether every block of these is among the others.
    pub(super) fn are_within(&self, others: &Self) -> bool {
        self.0.iter().all(|block| others.0.contains(block))
    }
}

/// Writes a type, or `()` for none.
fn or_unit(f: &mut fmt::Formatter<'_>, ty: Option<&TypeName>) -> fmt::Result {
    match ty {
        Some(ty) => fmt::Display::fmt(ty, f),
        None => f.write_str("()"),
    }
}

impl fmt::Display for Parameter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.name)?;
        match self.absence {
            Absence::Never if self.is_converted => write!(f, "impl Into<{}>", self.ty),
            Absence::Never => self.ty.fmt(f),
            Absence::Optional => write!(f, "impl IntoOptional<{}>", self.ty),
            Absence::Nillable => write!(f, "impl IntoNillable<{}>", self.ty),
        }
    }
}

impl fmt::Display for Arguments {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(")?;
        list(f, &self.0, ", ")?;
        f.write_str(")")
    }
}

impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.parameters {
            Parameters::Fields(parameters) => parameters.fmt(f)?,
            Parameters::Whole(ty) => write!(f, "(&{ty})")?,
        }
        f.write_str(" -> ")?;
        or_unit(f, self.result.as_ref())
    }
}

impl fmt::Display for Messages {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} -> ", self.request)?;
        or_unit(f, self.response.as_ref())
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.soap)?;
        if let Some(action) = &self.soap12 {
            write!(f, ", in SOAP 1.2 {action}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Addressing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.response.as_str() {
            "" => write!(f, "`{}`", self.request),
            response => write!(f, "`{}` and, of the response, `{response}`", self.request),
        }
    }
}

impl fmt::Display for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoMessage => f.write_str("no message"),
            Self::Empty => f.write_str("nothing"),
            Self::Element(name) => name.fmt(f),
            Self::Parts(names) => {
                f.write_str("parts ")?;
                list(f, names, ", ")
            }
        }
    }
}

impl fmt::Display for HttpCall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let verb = if self.is_post { "POST" } else { "GET" };
        let parameters = match self.parameters {
            HttpParameters::Query => "the query",
            HttpParameters::Path => "the path",
            HttpParameters::Form => "a form",
            HttpParameters::Document => "a document",
        };
        let location = &self.location;
        write!(f, "{verb} `{location}`, parameters in {parameters}")
    }
}

impl fmt::Display for Headers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut names: Vec<String> = self.0.iter().map(ToString::to_string).collect();
        names.sort();
        list(f, &names, ", ")
    }
}
