//! Selectors of components.

use std::collections::{BTreeMap, HashSet};
use std::fmt;
use std::str::FromStr;

use serde::Deserialize;

use crate::qname::QName;

/// Names something in a schema: `Type`, `{namespace}Type`, `Type/Element`, with a namespace before any of the names. A name without
/// one is that name in every namespace.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(with = "String"))]
#[serde(try_from = "String")]
pub struct Selector {
    steps: Vec<Step>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Step {
    namespace: Option<String>,
    local: String,
}

impl Selector {
    /// Whether the path is the one meant.
    pub fn matches(&self, path: &[&QName]) -> bool {
        self.steps.len() == path.len()
            && self.steps.iter().zip(path).all(|(step, name)| {
                *step.local == *name.local
                    && step
                        .namespace
                        .as_deref()
                        .is_none_or(|namespace| namespace == &*name.namespace)
            })
    }

    /// Whether one of these paths is the one meant.
    pub(crate) fn is_among(&self, paths: &HashSet<Vec<QName>>) -> bool {
        let mut paths = paths.iter();
        paths.any(|path| self.matches(&path.iter().collect::<Vec<_>>()))
    }

    /// Returns it without namespaces.
    pub(crate) fn locals(&self) -> String {
        let steps: Vec<&str> = self.steps.iter().map(|step| &*step.local).collect();
        steps.join("/")
    }

    fn weight(&self) -> usize {
        let with_namespace = self.steps.iter().filter(|step| step.namespace.is_some());
        with_namespace.count()
    }
}

impl FromStr for Selector {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong =
            || format!("`{text}` is not of the form `Type`, `{{namespace}}Type` or `Type/Element`");
        let mut steps = Vec::new();
        let mut rest = text;
        loop {
            let namespace = match rest.strip_prefix('{') {
                Some(after) => {
                    let (namespace, after) = after.split_once('}').ok_or_else(wrong)?;
                    rest = after;
                    Some(namespace.to_owned())
                }
                None => None,
            };
            let (local, after) = match rest.split_once('/') {
                Some((local, after)) => (local, Some(after)),
                None => (rest, None),
            };
            if local.is_empty() {
                return Err(wrong());
            }
            steps.push(Step {
                namespace,
                local: local.to_owned(),
            });
            match after {
                Some(after) => rest = after,
                None => return Ok(Self { steps }),
            }
        }
    }
}

impl TryFrom<String> for Selector {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl fmt::Display for Selector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, step) in self.steps.iter().enumerate() {
            if at > 0 {
                f.write_str("/")?;
            }
            if let Some(namespace) = &step.namespace {
                write!(f, "{{{namespace}}}")?;
            }
            f.write_str(&step.local)?;
        }
        Ok(())
    }
}

/// Returns the value of the selector that says most about a path.
pub(crate) fn best<'a, T>(map: &'a BTreeMap<Selector, T>, path: &[&QName]) -> Option<&'a T> {
    best_of(map, path, Some)
}

/// Returns what the selector that says most about a path gives, of those that give anything.
pub(super) fn best_of<'a, T, R: ?Sized>(
    map: &'a BTreeMap<Selector, T>,
    path: &[&QName],
    give: impl Fn(&'a T) -> Option<&'a R>,
) -> Option<&'a R> {
    map.iter()
        .filter(|(selector, _)| selector.matches(path))
        .filter_map(|(selector, value)| Some((selector, give(value)?)))
        .max_by_key(|(selector, _)| selector.weight())
        .map(|(_, value)| value)
}
