//! The faults that operations declare, as enums.

use super::fields::Place;
use super::lower::Lowering;
use super::names::variant_name;
use super::{Alias, Docs, Item, ModuleId, Path};
use crate::diagnostic::{Diagnostic, Report};
use crate::qname::QName;
use crate::schema::components::ElementId;
use crate::service::{self, PartContent};

impl Lowering<'_> {
    /// The enum of what an operation declares its faults to hold; none where it declares none.
    ///
    /// Operations that declare the same faults share one: the later ones' is an alias of it, so that a name is a
    /// function of its operation alone, and a service whose operations all fail alike is no longer for it.
    pub(super) fn faults(
        &mut self,
        operation: &service::Operation,
        name: String,
        report: &mut Report,
    ) -> Option<String> {
        let mut elements: Vec<ElementId> = Vec::new();
        for fault in &operation.faults {
            match fault.part.content {
                PartContent::Element(id) if elements.contains(&id) => {}
                PartContent::Element(id) => elements.push(id),
                PartContent::Type(_) => report.push(Diagnostic::warning(
                    "unsupported",
                    operation.span.clone(),
                    format!(
                        "the fault `{}` of `{}` is given by a type, which names no element: its detail is left as a tree",
                        fault.name, operation.name
                    ),
                )),
            }
        }
        if elements.is_empty() {
            return None;
        }
        let module = ModuleId(0);
        let docs = Docs {
            text: None,
            notes: vec![format!("The faults that `{}` declares.", operation.name)],
        };
        let path = Path {
            module,
            name: name.clone(),
        };
        if let Some(target) = self.fault_enums.get(&elements) {
            let target = target.clone();
            self.messages.push(Item::Alias(Alias {
                name: name.clone(),
                docs,
                target,
            }));
            return Some(name);
        }
        let xml = QName::new(self.modules.namespace(module), &*operation.name);
        let namespace = self.modules.namespace(module).to_owned();
        let place = Place {
            xml: &xml,
            namespace: &namespace,
        };
        let mut variants = Vec::new();
        for &id in &elements {
            let mut field = self.element_field(id, 1, Some(1), &place);
            field.name = variant_name(&self.schema.element(id).name.local);
            variants.push(field);
        }
        let mut choice = self.choice(&path, docs, variants);
        choice.is_fault = true;
        self.messages.push(Item::Choice(choice));
        self.fault_enums.insert(elements, path);
        Some(name)
    }
}
