//! `xs:QName` (XSD Part 2, section 3.2.18).

use std::fmt;
use std::str::FromStr;

use super::lexical::serde_lexical;
use crate::xml::builtin::BuiltIn;
use crate::xml::is_nc_name;
use crate::xml::{Facets, Scope, Simple, ValueError, Writer};

/// A name of a namespace, its prefix resolved.
///
/// Its text outside of XML is `local`, or `{namespace}local` where it has a namespace.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct QName {
    namespace: String,
    local: String,
}

impl QName {
    /// A name of a namespace, which is empty for none.
    pub fn new(namespace: impl Into<String>, local: impl Into<String>) -> Self {
        Self {
            namespace: namespace.into(),
            local: local.into(),
        }
    }

    /// The URI of the namespace, empty for none.
    pub fn namespace(&self) -> &str {
        &self.namespace
    }

    /// The local name, without a prefix.
    pub fn local(&self) -> &str {
        &self.local
    }

    /// Whether this is the name `local` of `namespace`.
    pub fn is(&self, namespace: &str, local: &str) -> bool {
        self.local == local && self.namespace == namespace
    }
}

impl fmt::Display for QName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.namespace.is_empty() {
            write!(f, "{{{}}}", self.namespace)?;
        }
        f.write_str(&self.local)
    }
}

impl FromStr for QName {
    type Err = ValueError;

    /// Reads what `Display` writes.
    fn from_str(text: &str) -> Result<Self, ValueError> {
        let (namespace, local) = text
            .strip_prefix('{')
            .and_then(|rest| rest.rsplit_once('}'))
            .unwrap_or(("", text));
        if !is_nc_name(local) {
            return Err(ValueError::new("xs:QName", text));
        }
        Ok(Self::new(namespace, local))
    }
}

serde_lexical!(QName);

/// Without a prefix the name is of the default namespace, as names of elements are.
impl Simple for QName {
    const XSD_TYPE: Option<&'static str> = Some(BuiltIn::QName.name());
    const FACETS: &'static Facets = &Facets::built_in(BuiltIn::QName);

    fn parse(text: &str, scope: &Scope<'_>) -> Result<Self, ValueError> {
        let (prefix, local) = match text.split_once(':') {
            Some(("", _)) => return Err(ValueError::new("xs:QName", text)),
            Some(parts) => parts,
            None => ("", text),
        };
        match scope.resolve_prefix(prefix) {
            Some(namespace) if is_nc_name(local) => Ok(Self::new(namespace, local)),
            _ => Err(ValueError::new("xs:QName", text)),
        }
    }

    fn placeholder() -> Self {
        Self::default()
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
