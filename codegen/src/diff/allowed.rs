//! Facets as requirements of values, to tell whether a newer version allows more than an older one.

use std::collections::{HashMap, HashSet};
use std::fmt;

use heck::ToLowerCamelCase;

use crate::model::{Facet, Facets, Path, WhiteSpace};

use super::matching::Names;
use super::names::list;

/// The facets of a version that have a name.
pub(super) struct NamedFacets<'m> {
    pub(super) names: &'m Names<'m>,
    pub(super) facets: HashMap<&'m Path, &'m Facets>,
}

/// The requirements of a value; by default there are none.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Allowed {
    /// The name of these facets in the newer version, if they have one.
    name: Option<String>,
    requirements: Vec<Requirement>,
}

/// A requirement of a value. Names of facets are as the model has them (`max_length`), or as XML
/// Schema has them (`maxLength`) if they bound a number.
#[derive(Debug, Clone, PartialEq)]
enum Requirement {
    /// A number, with its text, that bounds the value or its length from below.
    AtLeast(&'static str, f64, String),
    /// A number, with its text, that bounds the value or its length from above.
    AtMost(&'static str, f64, String),
    /// The value is one of these.
    OneOf(Vec<String>),
    /// The value is of a built-in type.
    BuiltIn(&'static str),
    /// The value has the facets of this name, which are compared by themselves.
    Named(String),
    /// The value is a list of such items.
    List(Box<Allowed>),
    /// The value is one of these.
    Union(Vec<Allowed>),
    /// The value matches all patterns.
    Patterns(Vec<String>),
    /// Any other facet, and its value.
    Facet(&'static str, String),
}

impl Allowed {
    pub(super) fn new(facets: &Facets, named: &NamedFacets<'_>) -> Self {
        let mut requirements = Vec::new();
        add(facets, named, &mut requirements);
        let name = match facets {
            Facets::Named(path) => Some(named.names.matched(path)),
            _ => None,
        };
        Self { name, requirements }
    }

    /// Returns whether it says the same as an older one. Facets with a name are compared by
    /// themselves.
    pub(super) fn is_as(&self, older: &Self) -> bool {
        self.name.is_some() && self.name == older.name || self.requirements == older.requirements
    }

    /// Returns whether it allows every value that the older one does.
    pub(super) fn is_wider(&self, older: &Self) -> bool {
        let is_met = |requirement: &Requirement| {
            older
                .requirements
                .iter()
                .any(|other| other.implies(requirement))
        };
        self.requirements.iter().all(is_met)
    }
}

impl Requirement {
    fn implies(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::AtLeast(name, own, _), Self::AtLeast(other, least, _)) => {
                name == other && own >= least
            }
            (Self::AtMost(name, own, _), Self::AtMost(other, most, _)) => {
                name == other && own <= most
            }
            (Self::OneOf(own), Self::OneOf(others)) => {
                let others: HashSet<&String> = others.iter().collect();
                own.iter().all(|one| others.contains(one))
            }
            (own, other) => own == other,
        }
    }
}

fn add(facets: &Facets, named: &NamedFacets<'_>, requirements: &mut Vec<Requirement>) {
    match facets {
        Facets::BuiltIn("ANY" | "ANY_URI" | "STRING") => {}
        Facets::BuiltIn(name) => requirements.push(Requirement::BuiltIn(name)),
        Facets::Decimal { total, fraction } => {
            requirements.push(count("totalDigits", *total));
            requirements.push(count("fractionDigits", *fraction));
        }
        Facets::Of(path) => requirements.push(Requirement::Named(named.names.matched(path))),
        Facets::Named(path) => {
            if let Some(facets) = named.facets.get(path) {
                add(facets, named, requirements);
            }
        }
        Facets::List(item) => {
            requirements.push(Requirement::List(Box::new(part(item, named))));
        }
        Facets::Union(members) => {
            let members = members.iter().map(|one| part(one, named));
            requirements.push(Requirement::Union(members.collect()));
        }
        Facets::Narrowed(narrowed) => {
            add(&narrowed.base, named, requirements);
            for facet in &narrowed.facets {
                let Some(new) = requirement(facet) else {
                    continue;
                };
                // A facet that is narrowed further counts once.
                requirements.retain(|old| !new.implies(old));
                requirements.push(new);
            }
        }
    }
}

/// Returns the requirements of a part of a value: by name, if they have one, as they are compared
/// by themselves.
fn part(facets: &Facets, named: &NamedFacets<'_>) -> Allowed {
    match facets {
        Facets::Of(path) | Facets::Named(path) => Allowed {
            name: None,
            requirements: vec![Requirement::Named(named.names.matched(path))],
        },
        facets => Allowed::new(facets, named),
    }
}

fn requirement(facet: &Facet) -> Option<Requirement> {
    use Requirement::{AtLeast, AtMost};
    Some(match facet {
        Facet::Number("min_length", number) => {
            AtLeast("minLength", f64::from(*number), number.to_string())
        }
        Facet::Number("max_length", number) => count("maxLength", *number),
        Facet::Number("total_digits", number) => count("totalDigits", *number),
        Facet::Number("fraction_digits", number) => count("fractionDigits", *number),
        Facet::Number(name, number) => Requirement::Facet(name, number.to_string()),
        Facet::Bound(name, value) => match (*name, value.trim().parse()) {
            ("min_inclusive", Ok(number)) => AtLeast("minInclusive", number, value.clone()),
            ("min_exclusive", Ok(number)) => AtLeast("minExclusive", number, value.clone()),
            ("max_inclusive", Ok(number)) => AtMost("maxInclusive", number, value.clone()),
            ("max_exclusive", Ok(number)) => AtMost("maxExclusive", number, value.clone()),
            (name, _) => Requirement::Facet(name, value.clone()),
        },
        Facet::Values(values) => Requirement::OneOf(values.clone()),
        Facet::Patterns(patterns) => Requirement::Patterns(patterns.clone()),
        Facet::WhiteSpace(WhiteSpace::Replace) => {
            Requirement::Facet("white_space", "replace".to_owned())
        }
        Facet::WhiteSpace(WhiteSpace::Collapse) => {
            Requirement::Facet("white_space", "collapse".to_owned())
        }
        Facet::Listed | Facet::Named(_) | Facet::Restricting(_) => return None,
    })
}

fn count(name: &'static str, number: u32) -> Requirement {
    Requirement::AtMost(name, f64::from(number), number.to_string())
}

impl fmt::Display for Allowed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.requirements[..] {
            [] => f.write_str("anything"),
            requirements => list(f, requirements, ", "),
        }
    }
}

impl fmt::Display for Requirement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AtLeast(name, _, value) | Self::AtMost(name, _, value) => {
                write!(f, "{name} {value}")
            }
            Self::OneOf(values) => {
                f.write_str("one of ")?;
                list(f, values, ", ")
            }
            Self::BuiltIn(name) => write!(f, "as xs:{}", name.to_lower_camel_case()),
            Self::Named(name) => write!(f, "as `{name}`"),
            Self::List(item) => write!(f, "a list of: {item}"),
            Self::Union(members) => {
                f.write_str("one of: ")?;
                list(f, members, " | ")
            }
            Self::Patterns(patterns) => {
                f.write_str("pattern ")?;
                list(f, patterns, " and ")
            }
            Self::Facet(name, value) => write!(f, "{} {value}", name.to_lower_camel_case()),
        }
    }
}
