//! What values have to satisfy, to tell whether more is allowed than before.

use std::collections::HashSet;
use std::fmt;

use crate::model::{Facet, Facets, WhiteSpace};

use super::items::Surface;

/// What a value has to satisfy.
#[derive(Debug, Clone)]
pub(super) struct Allowed {
    /// The name of these demands, if they have one: as the newer version would have it.
    name: Option<String>,
    demands: Vec<Demand>,
}

#[derive(Debug, Clone, PartialEq)]
enum Demand {
    AtLeast(&'static str, f64, String),
    AtMost(&'static str, f64, String),
    OneOf(Vec<String>),
    Other(String),
}

impl Allowed {
    pub(super) fn new(facets: &Facets, surface: &Surface<'_>) -> Self {
        let mut demands = Vec::new();
        add(facets, surface, &mut demands);
        let name = match facets {
            Facets::Named(path) => Some(surface.names.matched(path)),
            _ => None,
        };
        Self { name, demands }
    }

    /// Whether nothing is to be said: what has a name is compared by itself.
    pub(super) fn is_as(&self, older: &Self) -> bool {
        self.name.is_some() && self.name == older.name || self.demands == older.demands
    }

    /// Whether it allows whatever the older one does.
    pub(super) fn is_wider(&self, older: &Self) -> bool {
        let is_met = |demand: &Demand| older.demands.iter().any(|other| other.implies(demand));
        self.demands.iter().all(is_met)
    }
}

impl Demand {
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

fn add(facets: &Facets, surface: &Surface<'_>, demands: &mut Vec<Demand>) {
    match facets {
        Facets::BuiltIn("ANY" | "ANY_URI" | "STRING") => {}
        Facets::BuiltIn(name) => demands.push(Demand::Other(format!("as xs:{}", camel(name)))),
        Facets::Decimal { total, fraction } => {
            demands.push(count("totalDigits", *total));
            demands.push(count("fractionDigits", *fraction));
        }
        Facets::Of(_) => demands.push(Demand::Other(part(facets, surface))),
        Facets::Named(path) => {
            if let Some(facets) = surface.facets.get(path) {
                add(facets, surface, demands);
            }
        }
        Facets::List(item) => {
            let item = part(item, surface);
            demands.push(Demand::Other(format!("a list of: {item}")));
        }
        Facets::Union(members) => {
            let members: Vec<String> = members.iter().map(|one| part(one, surface)).collect();
            demands.push(Demand::Other(format!("one of: {}", members.join(" | "))));
        }
        Facets::Narrowed(narrowed) => {
            add(&narrowed.base, surface, demands);
            for facet in &narrowed.facets {
                let Some(new) = demand(facet) else { continue };
                // What is narrowed further counts once.
                demands.retain(|old| !new.implies(old));
                demands.push(new);
            }
        }
    }
}

/// What a part of a value has to satisfy, by name where that has one: it is compared by itself.
fn part(facets: &Facets, surface: &Surface<'_>) -> String {
    match facets {
        Facets::Of(path) | Facets::Named(path) => format!("as `{}`", surface.names.matched(path)),
        facets => Allowed::new(facets, surface).to_string(),
    }
}

fn demand(facet: &Facet) -> Option<Demand> {
    Some(match facet {
        Facet::Number("min_length", number) => {
            Demand::AtLeast("minLength", f64::from(*number), number.to_string())
        }
        Facet::Number("length", number) => Demand::Other(format!("length {number}")),
        Facet::Number("max_length", number) => count("maxLength", *number),
        Facet::Number("total_digits", number) => count("totalDigits", *number),
        Facet::Number("fraction_digits", number) => count("fractionDigits", *number),
        Facet::Number(name, number) => Demand::Other(format!("{name} {number}")),
        Facet::Bound(name, value) => match (*name, value.trim().parse()) {
            ("min_inclusive", Ok(number)) => Demand::AtLeast("minInclusive", number, value.clone()),
            ("min_exclusive", Ok(number)) => Demand::AtLeast("minExclusive", number, value.clone()),
            ("max_inclusive", Ok(number)) => Demand::AtMost("maxInclusive", number, value.clone()),
            ("max_exclusive", Ok(number)) => Demand::AtMost("maxExclusive", number, value.clone()),
            (name, _) => Demand::Other(format!("{} {value}", camel(name))),
        },
        Facet::Values(values) => Demand::OneOf(values.clone()),
        Facet::Patterns(patterns) => Demand::Other(format!("pattern {}", patterns.join(" and "))),
        Facet::WhiteSpace(WhiteSpace::Replace) => Demand::Other("whiteSpace replace".to_owned()),
        Facet::WhiteSpace(WhiteSpace::Collapse) => Demand::Other("whiteSpace collapse".to_owned()),
        Facet::Listed | Facet::Named(_) | Facet::Restricting(_) => return None,
    })
}

fn count(name: &'static str, number: u32) -> Demand {
    Demand::AtMost(name, f64::from(number), number.to_string())
}

/// `MIN_INCLUSIVE` as XML Schema writes it.
fn camel(name: &str) -> String {
    use heck::ToLowerCamelCase;
    name.to_lower_camel_case()
}

impl fmt::Display for Allowed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.demands.is_empty() {
            return f.write_str("anything");
        }
        for (at, demand) in self.demands.iter().enumerate() {
            if at > 0 {
                f.write_str(", ")?;
            }
            match demand {
                Demand::AtLeast(name, _, value) | Demand::AtMost(name, _, value) => {
                    write!(f, "{name} {value}")?;
                }
                Demand::OneOf(values) => write!(f, "one of {}", values.join(", "))?,
                Demand::Other(text) => f.write_str(text)?,
            }
        }
        Ok(())
    }
}
