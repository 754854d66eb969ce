//! What may have been meant by a name that means nothing.

use std::sync::Arc;

use super::builtin;
use super::names::Names;
use super::sources::Source;
use crate::nearest::nearest;
use crate::qname::QName;
use crate::syntax::namespaces::XSD;

impl Names<'_> {
    /// What may have been meant. Only the first few lookups that fail get an answer, as each looks at every name.
    pub(super) fn suggestion(
        &mut self,
        name: &QName,
        what: &str,
        source: &Source<'_>,
    ) -> Option<String> {
        if self.suggestions == 0 {
            return None;
        }
        self.suggestions -= 1;
        if &*name.namespace == XSD && what == "type" {
            let known = nearest(&name.local, builtin::names())?;
            return Some(format!("did you mean `{known}`?"));
        }
        let all: Vec<&QName> = match what {
            "type" => self.types.keys().collect(),
            "element" => self.elements.keys().collect(),
            "attribute" => self.attributes.keys().collect(),
            "group" => self.groups.keys().collect(),
            _ => self.attribute_groups.keys().collect(),
        };
        let mut elsewhere: Vec<_> = all
            .iter()
            .filter(|known| known.local == name.local)
            .collect();
        elsewhere.sort();
        if let Some(known) = elsewhere.first() {
            return Some(format!("`{known}` is declared: is that meant?"));
        }
        let siblings = all.iter().filter(|known| known.namespace == name.namespace);
        if let Some(known) = nearest(&name.local, siblings.map(|known| &*known.local)) {
            return Some(format!("did you mean `{known}`?"));
        }
        (!source.sees(&name.namespace)).then(|| import_help(&name.namespace))
    }
}

pub(super) fn import_help(namespace: &Arc<str>) -> String {
    if namespace.is_empty() {
        "add <xs:import/> to the schema, or a prefix to the name".to_owned()
    } else {
        format!("add <xs:import namespace=\"{namespace}\"/> to the schema")
    }
}
