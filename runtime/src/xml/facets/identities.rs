//! `xs:ID` and `xs:IDREF` of a document (XSD Part 1, section 3.15.4: Validation Root Valid (ID/IDREF)).

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

/// The identities that a document declares, and those that it refers to.
#[derive(Debug, Default)]
pub(crate) struct Identities {
    /// Each with the offset of its element, which may be read again.
    declared: HashMap<String, usize>,
    referred: HashSet<String>,
    /// The offset of the element whose values come next.
    element: usize,
}

impl Identities {
    /// Says which element the next values are of, by the offset of its start tag.
    pub(crate) fn of_element(&mut self, offset: usize) {
        self.element = offset;
    }

    /// Adds the identity of the element; one that another has is an error.
    pub(super) fn declare(&mut self, id: &str) -> Result<(), &'static str> {
        match self.declared.entry(id.to_owned()) {
            Entry::Occupied(known) if *known.get() != self.element => {
                Err("xs:ID of its own: another element has it")
            }
            Entry::Occupied(_) => Ok(()),
            Entry::Vacant(vacant) => {
                vacant.insert(self.element);
                Ok(())
            }
        }
    }

    pub(super) fn refer(&mut self, id: &str) {
        if !self.referred.contains(id) {
            self.referred.insert(id.to_owned());
        }
    }

    /// An identity that is referred to and declared nowhere.
    pub(crate) fn unresolved(&self) -> Option<&str> {
        let referred = self.referred.iter().map(String::as_str);
        referred.filter(|id| !self.declared.contains_key(*id)).min()
    }
}
