//! The names of faults' enums.

use crate::lower::facts::messages::fault_elements;
use heck::ToSnakeCase;

use super::Namer;
use super::rules::type_name;
use super::services::FaultNames;
use crate::service;

/// The greatest number of faults that an enum is named after.
const MOST_NAMES: usize = 3;

impl Namer<'_, '_> {
    /// Names the enum of the faults that an operation declares, if it declares any.
    ///
    /// Operations that declare the same faults share one, which is called after these. So its name
    /// is none of an operation's, of which another may come before; each operation has its own name
    /// for it, an alias.
    pub(super) fn name_faults(&mut self, operation: &service::Operation) -> Option<FaultNames> {
        let elements = fault_elements(operation);
        if elements.is_empty() {
            return None;
        }
        let shared = match self.faults.get(&elements) {
            Some(known) => known.clone(),
            None => {
                let elements_of = elements.iter().map(|&id| self.facts.schema.element(id));
                let locals: Vec<&str> = elements_of.map(|one| &*one.name.local).collect();
                let name = self
                    .names
                    .modules
                    .take_in_root(type_name(&shared_name(&locals)));
                self.faults.insert(elements, name.clone());
                name
            }
        };
        let own = self
            .names
            .modules
            .take_in_root(type_name(&format!("{} fault", operation.name)));
        Some(FaultNames { shared, own })
    }
}

/// Returns the name of an enum of these faults: `ValidationFault` and `ProcessingFault` are
/// `validation or processing fault`.
fn shared_name(locals: &[&str]) -> String {
    if let [only] = locals {
        // Its type may be called as the element is.
        return format!("{only} detail");
    }
    let (named, more) = locals.split_at(locals.len().min(MOST_NAMES));
    let mut names: Vec<String> = named.iter().map(|local| local.to_snake_case()).collect();
    // A word that all of them end in is said once.
    let last = named.len() - 1;
    let common = names[last]
        .rfind('_')
        .map(|at| names[last][at..].to_owned());
    if let Some(common) =
        common.filter(|word| names.iter().all(|name| name.ends_with(word.as_str())))
    {
        for name in &mut names[..last] {
            name.truncate(name.len() - common.len());
        }
    }
    if !more.is_empty() {
        names.push(format!("{} more", more.len()));
    }
    names.join(" or ")
}
