//! Intersection and union of wildcards (XSD 1.0 Part 1, section 3.10.6), and what they allow.
//!
//! `Other("")` is what the recommendation calls *not absent*: any namespace, but not none.

use super::components::{Namespaces, Wildcard};
use crate::syntax::xsd::{self, NamespaceItem};

/// A wildcard as written, in a schema of this target namespace.
pub(super) fn wildcard(written: &xsd::Wildcard, target: &str) -> Wildcard {
    let namespaces = match &written.namespaces {
        xsd::Namespaces::Any => Namespaces::Any,
        xsd::Namespaces::Other => Namespaces::Other(target.to_owned()),
        xsd::Namespaces::List(items) => {
            let mut list: Vec<String> = Vec::new();
            for item in items {
                let uri = match item {
                    NamespaceItem::Target => target,
                    NamespaceItem::Local => "",
                    NamespaceItem::Uri(uri) => uri,
                };
                if !list.iter().any(|known| known == uri) {
                    list.push(uri.to_owned());
                }
            }
            Namespaces::List(list)
        }
    };
    Wildcard {
        namespaces,
        process: written.process,
        span: Some(written.span.clone()),
    }
}

impl Namespaces {
    /// Whether names of this namespace (empty: of none) are allowed.
    pub fn allows(&self, namespace: &str) -> bool {
        match self {
            Self::Any => true,
            Self::Other(not) => !namespace.is_empty() && namespace != not,
            Self::List(list) => list.iter().any(|one| one == namespace),
        }
    }

    /// Whether all that this allows is allowed by `other` (Wildcard Subset).
    pub(super) fn is_within(&self, other: &Self) -> bool {
        match (self, other) {
            (_, Self::Any) => true,
            (Self::Any, _) => false,
            (Self::Other(a), Self::Other(b)) => a == b || b.is_empty(),
            (Self::Other(_), Self::List(_)) => false,
            (Self::List(list), _) => list.iter().all(|one| other.allows(one)),
        }
    }

    /// What both allow; `None` where that cannot be written.
    pub(super) fn intersection(&self, other: &Self) -> Option<Self> {
        Some(match (self, other) {
            (Self::Any, one) | (one, Self::Any) => one.clone(),
            (Self::List(list), one) | (one, Self::List(list)) => {
                Self::List(list.iter().filter(|uri| one.allows(uri)).cloned().collect())
            }
            (Self::Other(a), Self::Other(b)) if a == b || b.is_empty() => Self::Other(a.clone()),
            (Self::Other(a), Self::Other(b)) if a.is_empty() => Self::Other(b.clone()),
            (Self::Other(_), Self::Other(_)) => return None,
        })
    }

    /// What either allows; `None` where that cannot be written.
    pub(super) fn union(&self, other: &Self) -> Option<Self> {
        Some(match (self, other) {
            (Self::Any, _) | (_, Self::Any) => Self::Any,
            (Self::List(a), Self::List(b)) => {
                let more = b.iter().filter(|uri| !a.contains(uri));
                Self::List(a.iter().chain(more).cloned().collect())
            }
            (Self::Other(a), Self::Other(b)) if a == b => Self::Other(a.clone()),
            (Self::Other(_), Self::Other(_)) => Self::Other(String::new()),
            (Self::Other(not), Self::List(list)) | (Self::List(list), Self::Other(not)) => {
                let allows_none = list.iter().any(String::is_empty);
                match (list.contains(not), allows_none) {
                    (true, true) => Self::Any,
                    (true, false) => Self::Other(String::new()),
                    (false, true) => return None,
                    (false, false) => Self::Other(not.clone()),
                }
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Namespaces::*;

    fn list(items: &[&str]) -> super::Namespaces {
        List(items.iter().map(|item| item.to_string()).collect())
    }

    #[test]
    fn unions_follow_the_recommendation() {
        let other = Other("a".to_owned());
        assert_eq!(other.union(&list(&["a", ""])), Some(Any));
        assert_eq!(other.union(&list(&["a"])), Some(Other(String::new())));
        assert_eq!(other.union(&list(&[""])), None);
        assert_eq!(other.union(&list(&["b"])), Some(other.clone()));
        assert_eq!(
            other.union(&Other("b".to_owned())),
            Some(Other(String::new()))
        );
    }

    #[test]
    fn intersections_follow_the_recommendation() {
        let other = Other("a".to_owned());
        assert_eq!(
            other.intersection(&list(&["a", "", "b"])),
            Some(list(&["b"]))
        );
        assert_eq!(other.intersection(&Other("b".to_owned())), None);
        assert_eq!(other.intersection(&Any), Some(other.clone()));
    }
}
