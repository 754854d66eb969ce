//! The content that wildcards and mixed content admit, and whether that of one version is within that
//! of another.

use std::fmt;

use crate::model::Process;

use super::names::{Name, TypeName, list};

/// The content that a wildcard admits.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Admits {
    pub(super) namespaces: Namespaces,
    pub(super) process: Process,
}

/// The namespaces that a wildcard admits.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Namespaces {
    Any,
    /// Any but this one, and none at all.
    Other(Name),
    Listed(Vec<Name>),
}

/// A particle of mixed content.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Admitted {
    pub(super) term: AdmittedTerm,
    pub(super) occurs: (u32, Option<u32>),
}

/// The term of a particle of mixed content.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum AdmittedTerm {
    Element(Name, TypeName),
    Group(Name),
    Choice(Vec<Admitted>),
    Sequence(Vec<Admitted>),
    /// All of them in any order.
    All(Vec<Admitted>),
    Wildcard(Admits),
}

impl Admits {
    /// Returns whether everything that this admits is admitted by a newer one.
    pub(super) fn are_within(&self, newer: &Self) -> bool {
        strictness(newer.process) <= strictness(self.process)
            && self.namespaces.are_within(&newer.namespaces)
    }
}

/// Returns a number that is greater the fewer elements pass: a server refuses what it doesn't know
/// only if that must be valid, and what it knows unless that is skipped.
fn strictness(process: Process) -> u8 {
    match process {
        Process::Skip => 0,
        Process::Lax => 1,
        Process::Strict => 2,
    }
}

impl Namespaces {
    /// Returns whether these are a subset of others (XSD Part 1, section 3.10.6).
    fn are_within(&self, newer: &Self) -> bool {
        match (self, newer) {
            (_, Self::Any) => true,
            (Self::Any, _) | (Self::Other(_), Self::Listed(_)) => false,
            (Self::Other(own), Self::Other(newer)) => own == newer || newer.newer.is_empty(),
            (Self::Listed(all), newer) => all.iter().all(|one| newer.allow(one)),
        }
    }

    fn allow(&self, namespace: &Name) -> bool {
        match self {
            Self::Any => true,
            Self::Other(not) => !namespace.newer.is_empty() && namespace != not,
            Self::Listed(all) => all.contains(namespace),
        }
    }
}

impl Admitted {
    /// Returns whether everything that this admits is admitted by a newer one.
    ///
    /// It compares particles one by one, so it may miss that differently built content is the same.
    pub(super) fn is_within(&self, newer: &Self) -> bool {
        let (least, most) = newer.occurs;
        let is_as_often = least <= self.occurs.0
            && most.is_none_or(|most| self.occurs.1.is_some_and(|own| own <= most));
        is_as_often && self.term.is_within(&newer.term)
    }

    /// Returns whether content without this particle is admitted.
    fn is_optional(&self) -> bool {
        self.occurs.0 == 0
            || match &self.term {
                AdmittedTerm::Element(..) | AdmittedTerm::Group(_) | AdmittedTerm::Wildcard(_) => {
                    false
                }
                AdmittedTerm::Choice(branches) => branches.iter().any(Self::is_optional),
                AdmittedTerm::Sequence(all) | AdmittedTerm::All(all) => {
                    all.iter().all(Self::is_optional)
                }
            }
    }
}

impl AdmittedTerm {
    fn is_within(&self, newer: &Self) -> bool {
        match (self, newer) {
            (Self::Wildcard(own), Self::Wildcard(newer)) => own.are_within(newer),
            (Self::Choice(own), Self::Choice(newer)) => own
                .iter()
                .all(|branch| newer.iter().any(|newer| branch.is_within(newer))),
            (Self::Sequence(own) | Self::All(own), Self::All(newer)) => {
                let is_there = |one: &Admitted| own.iter().any(|own| own.is_within(one));
                let is_known = |own: &Admitted| newer.iter().any(|newer| own.is_within(newer));
                own.iter().all(is_known)
                    && newer.iter().all(|one| one.is_optional() || is_there(one))
            }
            (Self::Sequence(own), Self::Sequence(newer)) => {
                let mut left = newer.iter();
                let are_there = own.iter().all(|own| {
                    left.by_ref()
                        .find(|newer| own.is_within(newer) || !newer.is_optional())
                        .is_some_and(|newer| own.is_within(newer))
                });
                are_there && left.all(Admitted::is_optional)
            }
            (own, newer) => own == newer,
        }
    }
}

impl fmt::Display for Admits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.namespaces {
            Namespaces::Any => f.write_str("names of any namespace")?,
            Namespaces::Other(own) => write!(f, "names of namespaces other than `{own}`")?,
            Namespaces::Listed(all) => {
                let names = all.iter().map(|one| match one.shown.as_str() {
                    "" => "no namespace".to_owned(),
                    namespace => format!("`{namespace}`"),
                });
                let names: Vec<String> = names.collect();
                f.write_str("names of ")?;
                list(f, &names, ", ")?;
            }
        }
        f.write_str(match self.process {
            Process::Skip => " (skip)",
            Process::Lax => " (lax)",
            Process::Strict => " (strict)",
        })
    }
}

impl fmt::Display for Admitted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.term {
            AdmittedTerm::Element(name, ty) => write!(f, "{name}: {ty}")?,
            AdmittedTerm::Group(name) => name.fmt(f)?,
            AdmittedTerm::Wildcard(admits) => admits.fmt(f)?,
            AdmittedTerm::Choice(fields) => {
                f.write_str("one of (")?;
                list(f, fields, ", ")?;
                f.write_str(")")?;
            }
            AdmittedTerm::Sequence(fields) => {
                f.write_str("(")?;
                list(f, fields, ", ")?;
                f.write_str(")")?;
            }
            AdmittedTerm::All(fields) => {
                f.write_str("in any order (")?;
                list(f, fields, ", ")?;
                f.write_str(")")?;
            }
        }
        match self.occurs {
            (1, Some(1)) => Ok(()),
            (min, Some(max)) => write!(f, " {min}..{max}"),
            (min, None) => write!(f, " {min}.."),
        }
    }
}
