//! What may have been meant by a name that means nothing.

use std::sync::Arc;

use super::builtin;
use super::names::Names;
use super::sources::Source;
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
            let near = builtin::names().map(|known| (distance(known, &name.local), known));
            let (distance, known) = near.min()?;
            return (distance <= 2).then(|| format!("did you mean `{known}`?"));
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
        let near = all
            .iter()
            .filter(|known| known.namespace == name.namespace)
            .map(|known| (distance(&known.local, &name.local), known))
            .filter(|(distance, _)| *distance <= 2 && name.local.chars().count() > 3)
            .min();
        if let Some((_, known)) = near {
            return Some(format!("did you mean `{}`?", known.local));
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

/// How many letters must be inserted, dropped or replaced to make one name the other.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(x != *y);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::distance;

    #[test]
    fn distances_count_edits() {
        assert_eq!(distance("Credential", "Credentail"), 2);
        assert_eq!(distance("Credential", "Credentials"), 1);
        assert_eq!(distance("", "abc"), 3);
    }
}
