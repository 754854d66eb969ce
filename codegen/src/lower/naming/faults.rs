//! The names of faults' enums.

use std::collections::HashMap;

use super::Namer;
use super::rules::type_name;
use super::services::FaultNames;
use crate::lower::facts::messages::fault_elements;
use crate::model::ModuleId;
use crate::schema::components::ElementId;
use crate::service;

/// The enum of a set of faults.
#[derive(Debug)]
pub(super) struct FaultEnum {
    name: String,
    /// The name that each operation has for it.
    own: HashMap<String, String>,
}

/// The enums of faults, by the elements that they hold.
pub(super) type FaultEnums = HashMap<Vec<ElementId>, FaultEnum>;

impl Namer<'_, '_> {
    /// Names the enum of the faults that an operation declares, if it declares any.
    ///
    /// Operations that declare the same faults share an enum, which is named after the first of them;
    /// the others have names of their own for it. So an operation's name for its faults stays if
    /// another operation is added before it.
    pub(super) fn name_faults(&mut self, operation: &service::Operation) -> Option<FaultNames> {
        let mut elements = fault_elements(operation);
        if elements.is_empty() {
            return None;
        }
        elements.sort_unstable();
        let known = self.faults.get(&elements);
        if let Some(known) = known
            && let Some(own) = known.own.get(&operation.name)
        {
            let (shared, own) = (known.name.clone(), own.clone());
            return Some(FaultNames { shared, own });
        }
        let wanted =
            ["fault", "faults"].map(|word| type_name(&format!("{} {word}", operation.name)));
        let own = self.names.modules.take_first(ModuleId(0), wanted);
        let named = self.faults.entry(elements).or_insert_with(|| FaultEnum {
            name: own.clone(),
            own: HashMap::new(),
        });
        named.own.insert(operation.name.clone(), own.clone());
        Some(FaultNames {
            shared: named.name.clone(),
            own,
        })
    }
}
