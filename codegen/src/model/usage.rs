//! The directions in which items go over the wire.

use std::collections::HashMap;

use super::graph::{Graph, paths};
use super::{Item, Model, Path};

/// The directions in which an item goes over the wire.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Traffic {
    /// Whether requests hold it.
    pub sent: bool,
    /// Whether responses or faults hold it.
    pub received: bool,
}

impl Traffic {
    /// Both directions.
    pub const BOTH: Self = Self {
        sent: true,
        received: true,
    };

    /// Returns the directions of either.
    pub fn or(self, other: Self) -> Self {
        Self {
            sent: self.sent || other.sent,
            received: self.received || other.received,
        }
    }
}

impl Model {
    /// Returns the items that go over the wire. Call it before anything is put into parts.
    pub fn traffic(&self) -> HashMap<Path, Traffic> {
        let (mut sent, mut received) = (Vec::new(), Vec::new());
        for (_, item) in self.items() {
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
        let mut traffic: HashMap<Path, Traffic> = HashMap::new();
        for path in graph.paths(&sent) {
            traffic.entry(path).or_default().sent = true;
        }
        for path in graph.paths(&received) {
            traffic.entry(path).or_default().received = true;
        }
        traffic
    }
}
