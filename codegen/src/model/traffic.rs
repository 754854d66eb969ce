//! Which items requests hold, and which answers do.

use std::collections::HashSet;

use super::reach::{Graph, paths};
use super::{Item, Model, Path};

/// The items that go over the wire, by direction.
#[derive(Debug, Default)]
pub struct Traffic {
    /// What requests hold.
    pub sent: HashSet<Path>,
    /// What answers hold, and faults.
    pub received: HashSet<Path>,
}

impl Model {
    /// What goes which way. It is known before anything is put into parts.
    pub fn traffic(&self) -> Traffic {
        let (mut sent, mut received) = (Vec::new(), Vec::new());
        for item in self.modules.iter().flat_map(|module| &module.items) {
            let Item::Service(service) = item else {
                continue;
            };
            for header in &service.headers {
                let of = paths([&header.value]);
                if header.method.is_some() {
                    sent.extend(of.clone());
                }
                received.extend(of);
            }
            for operation in &service.operations {
                sent.extend(paths([&operation.request.value]));
                let response = operation.response.iter().map(|message| &message.value);
                received.extend(paths(response));
                received.extend(operation.faults.clone());
            }
        }
        let graph = Graph::new(self, true);
        Traffic {
            sent: graph.paths(&sent),
            received: graph.paths(&received),
        }
    }
}
