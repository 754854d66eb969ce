//! Services as clients and server traits, and the content of their messages.
//!
//! | file | content |
//! | --- | --- |
//! | `clients.rs` | services and their operations |
//! | `methods.rs` | the parameters and the result of a method |
//! | `messages.rs` | the bodies of messages |
//! | `requirements.rs` | requirements that clients don't satisfy by themselves |
//! | `headers.rs` | header blocks |
//! | `faults.rs` | declared faults |
//! | `http.rs` | the messages of the HTTP binding |
//! | `selected.rs` | the selected operations, for types without clients |

mod clients;
mod faults;
mod headers;
mod http;
mod messages;
mod methods;
mod requirements;
mod selected;

use std::collections::{HashMap, HashSet};

use super::facts::Facts;
use super::items::Items;
use super::naming::Names;
use crate::diagnostic::Report;
use crate::model::{Item, Value};
use crate::qname::QName;
use crate::schema::components::TypeId;
use crate::service::Service;
pub(in crate::lower) use selected::selected_operations;

/// The clients, and the items that they need beside the schema's types.
#[derive(Debug)]
struct Clients<'i, 'n, 's> {
    items: &'i mut Items<'n, 's>,
    facts: &'n Facts<'s>,
    names: &'n Names<'s>,
    /// The structs of messages that the schema has no types for, and the enums of faults.
    messages: Vec<Item>,
    /// Structs of messages that hold a simple value, by their element and its type.
    simple_messages: HashMap<(QName, TypeId), Value>,
    /// The enums of faults written so far, and the operations' names for them.
    fault_names: HashSet<String>,
}

/// Lowers services: returns them, and the items that belong to no type of the schema.
pub(super) fn lower(
    items: &mut Items<'_, '_>,
    services: &[Service],
    report: &mut Report,
) -> Vec<Item> {
    let mut clients = Clients {
        facts: items.facts,
        names: items.names,
        items,
        messages: Vec::new(),
        simple_messages: HashMap::new(),
        fault_names: HashSet::new(),
    };
    let mut lowered = clients.services(services, report);
    lowered.append(&mut clients.messages);
    lowered
}
