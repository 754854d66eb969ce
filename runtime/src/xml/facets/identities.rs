//! `xs:ID` and `xs:IDREF` of a document (XSD Part 1, section 3.15.4: Validation Root Valid (ID/IDREF)).

use std::collections::HashSet;

/// The identities that a document declares, and those that it refers to.
#[derive(Debug, Default)]
pub(crate) struct Identities {
    declared: HashSet<String>,
    referred: HashSet<String>,
}

impl Identities {
    /// Adds the identity of an element; one that is taken is an error.
    pub(super) fn declare(&mut self, id: &str) -> Result<(), &'static str> {
        match self.declared.insert(id.to_owned()) {
            true => Ok(()),
            false => Err("xs:ID of its own: another element has it"),
        }
    }

    pub(super) fn refer(&mut self, id: &str) {
        if !self.referred.contains(id) {
            self.referred.insert(id.to_owned());
        }
    }

    /// An identity that is referred to and declared nowhere.
    pub(crate) fn unresolved(&self) -> Option<&str> {
        self.referred
            .difference(&self.declared)
            .map(String::as_str)
            .min()
    }
}
