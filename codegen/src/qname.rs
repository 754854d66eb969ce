//! Qualified names: a namespace URI and a local name.

use std::fmt;
use std::sync::Arc;

/// A name in a namespace; the namespace is empty for an unqualified name.
///
/// Ordered by namespace, then local name, so that maps keyed by it iterate alike everywhere.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct QName {
    /// The namespace URI, empty where the name is in none.
    pub namespace: Arc<str>,
    /// The local part.
    pub local: Arc<str>,
}

impl QName {
    /// A name from its two parts.
    pub fn new(namespace: impl Into<Arc<str>>, local: impl Into<Arc<str>>) -> Self {
        Self {
            namespace: namespace.into(),
            local: local.into(),
        }
    }

    /// Whether this is the name `local` in `namespace`.
    pub fn is(&self, namespace: &str, local: &str) -> bool {
        &*self.local == local && &*self.namespace == namespace
    }
}

/// Written as `{namespace}local`, the form that diagnostics use.
impl fmt::Display for QName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.namespace.is_empty() {
            write!(f, "{}", self.local)
        } else {
            write!(f, "{{{}}}{}", self.namespace, self.local)
        }
    }
}
