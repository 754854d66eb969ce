//! The selected operations, and the types that their messages hold, for types without clients.

use crate::lower::facts::messages::header_blocks;
use crate::lower::items::Items;
use crate::model::Path;
use crate::model::graph::of_type;
use crate::service::{self, PartContent};

/// Returns the selected operations by their names and what their messages hold.
pub(in crate::lower) fn selected_operations(
    items: &mut Items<'_, '_>,
    services: &[service::Service],
) -> Vec<(String, Vec<Path>)> {
    let select = &items.facts.config.select;
    let operations = services
        .iter()
        .flat_map(|service| service.interfaces.iter().map(move |one| (service, one)))
        .filter(|(service, interface)| select.has(service, interface))
        .flat_map(|(_, interface)| &interface.operations)
        .filter(|operation| select.has_operation(&operation.name));
    let mut selected = Vec::new();
    for operation in operations {
        let messages = operation.input.iter().chain(&operation.output);
        let bodies = messages.flat_map(|message| &message.body);
        let faults = operation.faults.iter().map(|fault| &fault.part);
        let mut values = Vec::new();
        let parts = bodies.chain(faults).map(|part| part.content);
        let blocks = header_blocks(operation).map(|(block, _)| block.content);
        for content in parts.chain(blocks) {
            values.push(match content {
                PartContent::Element(id) => items.element_value(id),
                PartContent::Type(id) => items.value(id),
            });
        }
        // What describes how a message holds them goes with the message.
        let mut types = Vec::new();
        values
            .iter()
            .for_each(|value| of_type(&value.ty, &mut types));
        selected.push((operation.name.clone(), types));
    }
    selected
}
