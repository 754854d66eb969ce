//! The faults that operations declare, as enums.

use heck::ToSnakeCase;

use crate::diagnostic::{Diagnostic, Report};
use crate::lower::Lowering;
use crate::lower::items::fields::Place;
use crate::lower::naming::rules::{type_name, variant_name};
use crate::lower::naming::services::FaultNames;
use crate::model::{Alias, Docs, Item, ModuleId, Path, RustType};
use crate::qname::QName;
use crate::schema::components::ElementId;
use crate::service::{self, PartContent};
use crate::visible::code;

/// How many faults an enum is called after at most.
const MOST_NAMES: usize = 3;

impl Lowering<'_> {
    /// Names the enum of what an operation declares its faults to hold; none where it declares none.
    ///
    /// Operations that declare the same faults share one, which is called after these. So its name is none of an
    /// operation's, of which another may come before; each operation has its own name for it, an alias.
    pub(in crate::lower) fn name_faults(
        &mut self,
        operation: &service::Operation,
    ) -> Option<FaultNames> {
        let elements = operation.fault_elements();
        if elements.is_empty() {
            return None;
        }
        let shared = match self.names.faults.get(&elements) {
            Some(known) => known.clone(),
            None => {
                let elements_of = elements.iter().map(|&id| self.schema.element(id));
                let locals: Vec<&str> = elements_of.map(|one| &*one.name.local).collect();
                let name = self.take_in_root(type_name(&shared_name(&locals)));
                self.names.faults.insert(elements, name.clone());
                name
            }
        };
        let own = self.take_in_root(type_name(&format!("{} fault", operation.name)));
        Some(FaultNames { shared, own })
    }

    /// Adds the enum of an operation's faults, and the operation's name for it, which is given.
    pub(in crate::lower) fn faults(
        &mut self,
        operation: &service::Operation,
        names: Option<FaultNames>,
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
            name: shared,
        };
        self.messages.push(Item::Alias(Alias {
            docs: Docs {
                text: None,
                notes: vec![format!("Faults of {}.", code(&operation.name))],
            },
            name: own.clone(),
            target: RustType::Generated(target.clone()),
        }));
        if self.fault_enums.insert(target.name.clone()) {
            self.push_fault_enum(operation, &target);
        }
        Some(own)
    }

    fn push_fault_enum(&mut self, operation: &service::Operation, path: &Path) {
        let namespace = self.modules.namespace(path.module).to_owned();
        let xml = QName::new(&*namespace, &*path.name);
        let place = Place {
            xml: &xml,
            namespace: &namespace,
        };
        let mut variants = Vec::new();
        for id in operation.fault_elements() {
            let mut field = self.element_field(id, 1, Some(1), &place);
            field.name = variant_name(&self.schema.element(id).name.local);
            variants.push(field);
        }
        let docs = Docs {
            text: None,
            notes: vec!["What the detail of a declared fault holds.".to_owned()],
        };
        let mut choice = self.choice(path, docs, variants);
        choice.is_fault = true;
        self.messages.push(Item::Choice(choice));
    }
}

/// What an enum of these faults is called: `ValidationFault` and `ProcessingFault` are `validation or processing fault`.
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

impl service::Operation {
    /// The elements that the details of its faults hold, each once.
    fn fault_elements(&self) -> Vec<ElementId> {
        let mut elements = Vec::new();
        for fault in &self.faults {
            match fault.part.content {
                PartContent::Element(id) if !elements.contains(&id) => elements.push(id),
                PartContent::Element(_) | PartContent::Type(_) => {}
            }
        }
        elements
    }
}
