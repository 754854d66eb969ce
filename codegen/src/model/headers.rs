//! The header blocks that operations declare.

use super::lower::Lowering;
use super::names::method_name;
use super::{Codec, ElementName, HeaderField, Value};
use crate::schema::components::ElementId;
use crate::service::{self, PartContent};

impl Lowering<'_> {
    /// What a header block holds, as a type that can be written by itself.
    fn header_value(&mut self, element: ElementId) -> Value {
        let value = self.element_value(element);
        match value.codec {
            Codec::Own => value,
            _ => self.simple_message(element).0,
        }
    }

    /// Adds the header blocks of an operation's messages to those that are `known`. A part that is given by a type
    /// names no element, and is left to be read as a tree.
    pub(super) fn headers(
        &mut self,
        operation: &service::Operation,
        names: &[(ElementId, String)],
        known: &mut Vec<HeaderField>,
    ) {
        for (id, is_sent) in operation.header_elements() {
            let element = self.element_name(id);
            let method = is_sent.then(|| method_name(&format!("with {} header", element.local)));
            if let Some(known) = known.iter_mut().find(|known| known.element == element) {
                known.method = known.method.take().or(method);
                continue;
            }
            let value = self.header_value(id);
            if let Some((_, constant)) = names.iter().find(|(of, _)| *of == id) {
                known.push(HeaderField {
                    constant: constant.clone(),
                    method,
                    element,
                    value,
                });
            }
        }
    }

    pub(super) fn header_names(&self, message: Option<&service::Message>) -> Vec<ElementName> {
        message
            .iter()
            .flat_map(|message| &message.headers)
            .filter_map(|header| match header.part.content {
                PartContent::Element(id) => Some(self.element_name(id)),
                PartContent::Type(_) => None,
            })
            .collect()
    }
}
