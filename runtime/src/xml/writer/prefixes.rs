//! Which prefix stands for which namespace.

use std::borrow::Cow;

use super::Writer;
use crate::xml::namespaces::{XML_NAMESPACE, XSD_NAMESPACE, XSI_NAMESPACE};

/// The prefixes that readers of SOAP expect to see.
const PREFERRED: [(&str, &str); 3] = [
    ("xsi", XSI_NAMESPACE),
    ("xsd", XSD_NAMESPACE),
    ("xml", XML_NAMESPACE),
];

impl Writer {
    /// Declares a namespace for a name in a value, on the element opened last.
    pub fn declare_for_value(&mut self, namespace: &str) {
        if namespace.is_empty() {
            // A name without a prefix is in the default namespace, so there must be none.
            self.declare_default("");
        } else if self.bound_prefix(namespace).is_none() {
            let prefix = self.new_prefix(namespace);
            self.prefix(prefix, namespace.to_owned());
        }
    }

    /// The prefix for a name in a value, as [`declare_for_value`](Self::declare_for_value) left it; empty for none.
    pub fn prefix_for_value(&self, namespace: &str) -> String {
        if namespace.is_empty() {
            String::new()
        } else {
            self.bound_prefix(namespace)
                .map_or_else(String::new, Cow::into_owned)
        }
    }

    pub(super) fn attribute_prefix(&mut self, namespace: &str) -> Cow<'static, str> {
        if let Some(prefix) = self.bound_prefix(namespace) {
            return prefix;
        }
        let prefix = self.new_prefix(namespace);
        self.prefix(prefix.clone(), namespace.to_owned());
        prefix
    }

    /// A prefix, not the empty one, that is bound to `namespace` here.
    pub(super) fn bound_prefix(&self, namespace: &str) -> Option<Cow<'static, str>> {
        if namespace == XML_NAMESPACE {
            return Some(Cow::Borrowed("xml"));
        }
        self.bindings
            .iter()
            .rev()
            .find(|binding| {
                binding.namespace == namespace && self.resolve(&binding.prefix) == Some(namespace)
            })
            .map(|binding| binding.prefix.clone())
    }

    pub(super) fn resolve(&self, prefix: &str) -> Option<&str> {
        self.bindings
            .iter()
            .rfind(|binding| binding.prefix == prefix)
            .map(|binding| &*binding.namespace)
    }

    pub(super) fn is_declared_here(&self, prefix: &str) -> bool {
        let outer = self.open.last().map_or(0, |open| open.outer_bindings);
        self.bindings[outer..]
            .iter()
            .any(|binding| binding.prefix == prefix)
    }

    /// A prefix that nothing in scope uses.
    pub(super) fn new_prefix(&self, namespace: &str) -> Cow<'static, str> {
        let preferred = PREFERRED
            .iter()
            .find(|(prefix, of)| *of == namespace && self.resolve(prefix).is_none());
        if let Some((prefix, _)) = preferred {
            return Cow::Borrowed(prefix);
        }
        let mut number = 1;
        loop {
            let prefix = format!("ns{number}");
            if self.resolve(&prefix).is_none() {
                return Cow::Owned(prefix);
            }
            number += 1;
        }
    }

    /// Makes `default` the default namespace in the element opened last, or takes the default
    /// namespace back if it is empty; the name of the element gets a prefix.
    pub(super) fn declare_default(&mut self, default: &str) {
        let Some(open) = self.open.last() else { return };
        let (start, end) = open.name;
        let has_prefix = self.out[start..end].contains(':');
        // No prefix stands for no namespace, so an element in none can't have a default namespace.
        if self.default == default || (self.default.is_empty() && !has_prefix) {
            return;
        }
        let declares_default = open.outer_default.is_some();
        let namespace = std::mem::replace(&mut self.default, Cow::Owned(default.to_owned()));
        let mut attributes = self.out.split_off(end);
        if declares_default {
            // The declaration is the first thing behind the name: ` xmlns="…"`.
            let quotes = attributes.match_indices('"');
            let behind = quotes.skip(1).map(|(at, _)| at + 1).next().unwrap_or(0);
            attributes.replace_range(..behind, "");
        }
        let name = self.out.split_off(start);
        let prefix = (!has_prefix).then(|| {
            self.bound_prefix(&namespace)
                .unwrap_or_else(|| self.new_prefix(&namespace))
        });
        if let Some(prefix) = &prefix {
            self.out.push_str(prefix);
            self.out.push(':');
        }
        self.out.push_str(&name);
        let end = self.out.len();
        self.out.push_str(" xmlns=\"");
        self.escape(default, true);
        self.out.push('"');
        self.out.push_str(&attributes);
        if let Some(open) = self.open.last_mut() {
            open.name = (start, end);
            open.outer_default.get_or_insert(namespace.clone());
        }
        if let Some(prefix) = prefix {
            self.prefix(prefix, namespace);
        }
    }
}
