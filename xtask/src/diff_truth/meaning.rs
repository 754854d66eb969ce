//! Whether two programs understand a message alike, by the values that they hold of it, as JSON.
//!
//! What the sender holds, the receiver has to hold as well, and nothing else where the sender holds
//! nothing. Each side is only asked for the names that it knows at a place: the newer side may have more
//! elements, and older callers skip those. A name is known if any value of that side has it there. They
//! also skip elements that their wildcard doesn't admit. The order of different elements doesn't count, as
//! values have none.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

/// The names that one side knows, by their places.
#[derive(Debug, Default)]
pub(super) struct Known(BTreeMap<String, BTreeSet<String>>);

impl Known {
    /// Adds the names in a value.
    pub(super) fn learn(&mut self, value: &Value) {
        self.learn_at("", value);
    }

    fn learn_at(&mut self, place: &str, value: &Value) {
        match value {
            Value::Object(members) => {
                for (name, value) in members {
                    self.0
                        .entry(place.to_owned())
                        .or_default()
                        .insert(name.clone());
                    self.learn_at(&format!("{place}/{name}"), value);
                }
            }
            Value::Array(items) => items.iter().for_each(|item| self.learn_at(place, item)),
            _ => {}
        }
    }

    fn has(&self, place: &str, name: &str) -> bool {
        self.0.get(place).is_some_and(|names| names.contains(name))
    }
}

/// Returns the first difference between what a sender and a receiver hold of a message.
pub(super) fn difference(sent: (&Value, &Known), received: (&Value, &Known)) -> Option<String> {
    difference_at("", sent, received)
}

fn difference_at(
    place: &str,
    (sent, sender): (&Value, &Known),
    (received, receiver): (&Value, &Known),
) -> Option<String> {
    match (sent, received) {
        (Value::Object(sent), Value::Object(received)) => {
            let names: BTreeSet<&String> = sent.keys().chain(received.keys()).collect();
            names.into_iter().find_map(|name| {
                let inner = format!("{place}/{name}");
                let (one, other) = (sent.get(name), received.get(name));
                match (one, other) {
                    (Some(one), Some(other)) => {
                        difference_at(&inner, (one, sender), (other, receiver))
                    }
                    (Some(one), None) if receiver.has(place, name) => (!is_empty(one)
                        && !are_trees(one))
                    .then(|| format!("{inner}: {one} is lost")),
                    (None, Some(other)) if sender.has(place, name) => {
                        (!is_empty(other)).then(|| format!("{inner}: {other} was not sent"))
                    }
                    _ => None,
                }
            })
        }
        (Value::Array(_), Value::Array(received)) if are_trees(sent) => {
            // The receiver's are the sender's, some left out.
            let mut left = sent.as_array().into_iter().flatten();
            let added = received.iter().find(|one| !left.any(|other| other == *one));
            added.map(|one| format!("{place}: {one} was not sent"))
        }
        (Value::Array(sent), Value::Array(received)) => {
            if sent.len() != received.len() {
                return Some(format!(
                    "{place}: {} items were {}",
                    received.len(),
                    sent.len()
                ));
            }
            let mut items = sent.iter().zip(received);
            items.find_map(|(one, other)| difference_at(place, (one, sender), (other, receiver)))
        }
        (sent, received) if sent == received => None,
        (sent, received) => Some(format!("{place}: {sent} is read as {received}")),
    }
}

fn is_empty(value: &Value) -> bool {
    value.is_null() || value.as_array().is_some_and(Vec::is_empty)
}

/// Returns whether a value is what a wildcard admits: elements with their names in both parts.
fn are_trees(value: &Value) -> bool {
    let is_tree = |item: &Value| {
        let name = item["name"].as_str();
        name.is_some_and(|name| name.starts_with('{') || item["content"].is_array())
    };
    match value {
        Value::Array(items) => items.iter().all(is_tree),
        value => is_tree(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn difference_of(sent: &Value, received: &Value, known: &[Value]) -> Option<String> {
        let mut all = Known::default();
        known.iter().for_each(|value| all.learn(value));
        let (mut sender, mut receiver) = (Known::default(), Known::default());
        sender.learn(sent);
        receiver.learn(received);
        known.iter().for_each(|value| sender.learn(value));
        difference((sent, &sender), (received, &receiver))
    }

    #[test]
    fn kinds_of_values_differ() {
        assert!(difference_of(&json!({"a": 1}), &json!({"a": true}), &[]).is_some());
        assert_eq!(difference_of(&json!({"a": 1}), &json!({"a": 1}), &[]), None);
    }

    #[test]
    fn elements_of_wildcards_may_be_skipped() {
        let (one, other) = (json!({"name": "{a}x"}), json!({"name": "{b}x"}));
        let (all, some) = (json!({"any": [one, other]}), json!({"any": [other]}));
        assert_eq!(difference_of(&all, &some, &[]), None);
        assert!(difference_of(&some, &all, &[]).is_some());
    }

    #[test]
    fn what_a_side_does_not_know_is_not_asked_for() {
        let (less, more) = (json!([{"a": 1}]), json!([{"a": 1, "b": 2}]));
        assert_eq!(difference_of(&less, &more, &[]), None);
        assert_eq!(difference_of(&more, &less, &[]), None);
        // The sender knows it, and did not send it.
        assert!(difference_of(&less, &more, std::slice::from_ref(&more)).is_some());
    }
}
