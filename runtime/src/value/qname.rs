//! Qualified names as values.

use std::fmt;

use crate::xml::{Scope, Simple, ValueError, Writer};

/// A resolved qualified name: a namespace URI and a local name (XSD Part 2, section 3.2.18).
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct QName {
    namespace: String,
    local: String,
}

impl QName {
    /// A name in a namespace; the namespace is empty for none.
    pub fn new(namespace: impl Into<String>, local: impl Into<String>) -> Self {
        Self {
            namespace: namespace.into(),
            local: local.into(),
        }
    }

    /// The namespace URI, empty for none.
    pub fn namespace(&self) -> &str {
        &self.namespace
    }

    /// The local name.
    pub fn local(&self) -> &str {
        &self.local
    }

    /// Whether this is the name `local` in `namespace`.
    pub fn is(&self, namespace: &str, local: &str) -> bool {
        self.local == local && self.namespace == namespace
    }
}

/// Written as `{namespace}local`.
impl fmt::Display for QName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.namespace.is_empty() {
            write!(f, "{{{}}}", self.namespace)?;
        }
        f.write_str(&self.local)
    }
}

impl Simple for QName {
    fn parse(text: &str, scope: &Scope<'_>) -> Result<Self, ValueError> {
        let (prefix, local) = match text.split_once(':') {
            Some(("", _)) => return Err(ValueError::new("xs:QName", text)),
            Some(parts) => parts,
            None => ("", text),
        };
        let is_name = !local.is_empty() && !local.contains([':', ' ']);
        match scope.resolve_prefix(prefix) {
            Some(namespace) if is_name => Ok(Self::new(namespace, local)),
            _ => Err(ValueError::new("xs:QName", text)),
        }
    }

    fn format(&self, w: &mut Writer) {
        let prefix = w.prefix_for_value(&self.namespace);
        if !prefix.is_empty() {
            w.plain(&prefix);
            w.plain(":");
        }
        w.text(&self.local);
    }

    fn declare(&self, w: &mut Writer) {
        w.declare_for_value(&self.namespace);
    }
}
