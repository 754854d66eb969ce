//! Types as people read them.

use std::fmt::Write;

use sapo::xml::builtin::Key;

use crate::model::{Facet, Facets, WhiteSpace};
use crate::visible::escaped;

use super::inclusion::Difference;
use super::space::{Reading, Space, Variety};
use super::types::{Types, built_in};

/// The most values of a list that are shown.
const VALUES: usize = 8;

/// The most characters of a text that are shown.
const CHARACTERS: usize = 40;

impl Types<'_> {
    /// Returns facets as people read them.
    pub(super) fn shown(&self, facets: &Facets) -> String {
        match facets {
            Facets::BuiltIn(constant) => {
                let name = built_in(constant).map_or("anySimpleType", |ty| ty.name());
                format!("xs:{name}")
            }
            Facets::Decimal { total, fraction } => {
                format!("xs:decimal (totalDigits {total}, fractionDigits {fraction})")
            }
            Facets::Of(path) => self.path(path),
            // The constants of facets are nothing that people name.
            Facets::Named(path) => match self.facets(path) {
                Some(facets) => self.shown(facets),
                None => self.path(path),
            },
            Facets::List(item) => format!("a list of {}", self.shown(item)),
            Facets::Union(members) => {
                let members: Vec<String> = members.iter().map(|one| self.shown(one)).collect();
                format!("a union of {}", members.join(" | "))
            }
            Facets::Narrowed(narrowed) => {
                let all: Vec<String> = narrowed.facets.iter().filter_map(facet).collect();
                match all.is_empty() {
                    true => self.shown(&narrowed.base),
                    false => format!("{} ({})", self.shown(&narrowed.base), all.join(", ")),
                }
            }
        }
    }
}

impl Space {
    /// Returns a type that has no facets as people read it.
    pub(super) fn shown(&self) -> String {
        match &self.variety {
            Variety::Atomic(ty) => format!("xs:{}", ty.name()),
            Variety::List(item) => match item.variety {
                Variety::Atomic(ty) => format!("a list of xs:{}", ty.name()),
                _ => "a list".to_owned(),
            },
            Variety::Union(_) => "a union".to_owned(),
        }
    }
}

fn facet(facet: &Facet) -> Option<String> {
    Some(match facet {
        Facet::WhiteSpace(WhiteSpace::Replace) => "whiteSpace replace".to_owned(),
        Facet::WhiteSpace(WhiteSpace::Collapse) => "whiteSpace collapse".to_owned(),
        Facet::Number(name, number) => format!("{} {number}", facet_name(name)),
        Facet::Bound(name, value) => format!("{} {value}", facet_name(name)),
        Facet::Values(values) => listed(values),
        Facet::Patterns(patterns) => format!("pattern {}", codes(patterns, " and ")),
        Facet::Listed | Facet::Named(_) | Facet::Restricting(_) => return None,
    })
}

fn facet_name(name: &str) -> String {
    heck::ToLowerCamelCase::to_lower_camel_case(name)
}

fn listed(values: &[String]) -> String {
    let mut text = format!(
        "one of {}",
        codes(&values[..values.len().min(VALUES)], ", ")
    );
    if let Some(more) = values.len().checked_sub(VALUES).filter(|more| *more > 0) {
        let _ = write!(text, " and {more} more");
    }
    text
}

fn codes(texts: &[String], between: &str) -> String {
    let codes: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
    codes.join(between)
}

impl Difference {
    /// Returns what has become of a text that requests held.
    pub(super) fn of_requests(&self) -> String {
        let text = quoted(&self.text);
        match &self.read {
            None => format!("{text} was allowed and no longer is"),
            Some(read) => {
                let (now, was) = told_apart(read, &self.sent);
                format!("{text} is read as {now} now, was as {was}")
            }
        }
    }

    /// Returns what a text of a response is read as.
    pub(super) fn of_responses(&self) -> String {
        let text = quoted(&self.text);
        match &self.read {
            None => format!("{text} is not read"),
            Some(read) => {
                let (read, sent) = told_apart(read, &self.sent);
                format!("{text} means {sent} now, and was read as {read}")
            }
        }
    }
}

/// Returns two values by their types if these differ, or else by their texts.
fn told_apart(one: &Reading, other: &Reading) -> (String, String) {
    match (&one.key, &other.key) {
        (Key::List(own), Key::List(others)) if own.len() == others.len() => {
            let mut items = own.iter().zip(others);
            let differ = items.find(|(own, other)| own != other);
            differ.map_or_else(Default::default, |(own, other)| keys_told_apart(own, other))
        }
        (Key::Atomic(a, _), Key::Atomic(b, _)) if a == b => keys_told_apart(&one.key, &other.key),
        _ => (one.ty.clone(), other.ty.clone()),
    }
}

/// Returns two values as [`told_apart`] does, by their primitive types.
fn keys_told_apart(one: &Key, other: &Key) -> (String, String) {
    match (one, other) {
        (Key::Atomic(own, text), Key::Atomic(other, others)) if own == other => {
            (quoted(text), quoted(others))
        }
        _ => (primitive(one), primitive(other)),
    }
}

fn primitive(key: &Key) -> String {
    match key {
        Key::Atomic(ty, _) => format!("xs:{}", ty.name()),
        Key::List(_) => "a list".to_owned(),
    }
}

/// Returns a text in quotes and on one line, shortened if it is long.
fn quoted(text: &str) -> String {
    let shown = |text: &str| escaped(text).replace('\n', "\\n");
    let length = text.chars().count();
    match length {
        0 => "an empty text".to_owned(),
        1..=CHARACTERS => format!("`{}`", shown(text)),
        _ => {
            let start: String = text.chars().take(CHARACTERS / 2).collect();
            format!("`{}…` of {length} characters", shown(&start))
        }
    }
}
