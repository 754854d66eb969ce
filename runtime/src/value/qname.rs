//! `xs:QName` (XSD Part 2, section 3.2.18).

use std::fmt;
use std::str::FromStr;

use super::lexical::serde_lexical;
use crate::xml::{Scope, Simple, ValueError, Writer};

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

/// Whether a text is a name without a colon (Namespaces in XML, production 4).
pub(crate) fn is_nc_name(text: &str) -> bool {
    let mut characters = text.chars();
    characters.next().is_some_and(is_name_start) && characters.all(is_name_part)
}

/// XML 1.0, production 4, without the colon.
fn is_name_start(c: char) -> bool {
    matches!(c,
        'A'..='Z' | '_' | 'a'..='z' | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}'
        | '\u{370}'..='\u{37D}' | '\u{37F}'..='\u{1FFF}' | '\u{200C}'..='\u{200D}'
        | '\u{2070}'..='\u{218F}' | '\u{2C00}'..='\u{2FEF}' | '\u{3001}'..='\u{D7FF}'
        | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}' | '\u{10000}'..='\u{EFFFF}')
}

/// XML 1.0, production 4a, without the colon.
fn is_name_part(c: char) -> bool {
    is_name_start(c)
        || matches!(c, '-' | '.' | '0'..='9' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
}
