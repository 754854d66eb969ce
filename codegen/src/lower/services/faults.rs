//! The faults that operations declare, as enums.

use super::Clients;
use crate::diagnostic::{Diagnostic, Report};
use crate::lower::facts::messages::fault_elements;
use crate::lower::items::fields::Place;
use crate::lower::naming::rules::variant_name;
use crate::lower::naming::services::FaultNames;
use crate::model::{Alias, Docs, Item, ModuleId, Path, RustType};
use crate::qname::QName;
use crate::service::{self, PartContent};
use crate::visible::code;

impl Clients<'_, '_, '_> {
    /// Adds the enum of an operation's faults, or the operation's name for it, which is returned.
    pub(super) fn faults(
        &mut self,
        operation: &service::Operation,
        names: Option<&FaultNames>,
        report: &mut Report,
    ) -> Option<String> {
        for fault in &operation.faults {
            if let PartContent::Type(_) = fault.part.content {
                report.push(Diagnostic::warning(
                    "unsupported",
                    operation.span.clone(),
                    format!(
                        "the fault `{}` of `{}` is given by a type, which names no element: its detail is left as a tree",
                        fault.name, operation.name
                    ),
                ));
            }
        }
        let FaultNames { shared, own } = names?;
        let target = Path {
            module: ModuleId(0),
            name: shared.clone(),
        };
        let docs = Docs {
            text: None,
            notes: vec![format!("Faults of {}.", code(&operation.name))],
        };
        if self.fault_names.insert(shared.clone()) {
            self.push_fault_enum(operation, &target, docs.clone());
        }
        // The enum already has the name of the first operation.
        if self.fault_names.insert(own.clone()) {
            self.messages.push(Item::Alias(Alias {
                docs,
                name: own.clone(),
                attributes: Vec::new(),
                type_name: None,
                target: RustType::Generated(target),
            }));
        }
        Some(own.clone())
    }

    fn push_fault_enum(&mut self, operation: &service::Operation, path: &Path, docs: Docs) {
        let namespace = self.names.namespace(path.module).to_owned();
        let xml = QName::new(&*namespace, &*path.name);
        let place = Place {
            xml: &xml,
            namespace: &namespace,
        };
        let mut variants = Vec::new();
        for id in fault_elements(operation) {
            let mut field = self.items.element_field(id, 1, Some(1), &place);
            field.name = variant_name(&self.facts.schema.element(id).name.local);
            variants.push(field);
        }
        let mut choice = self.items.choice(path, docs, variants);
        choice.is_fault = true;
        self.messages.push(Item::Choice(choice));
    }
}
