//! The header blocks that operations declare.

use super::Clients;
use crate::diagnostic::{Diagnostic, Report};
use crate::lower::facts::messages::header_blocks;
use crate::lower::naming::rules::{header_words, method_name};
use crate::model::{Codec, ElementName, HeaderField, Value};
use crate::schema::components::TypeKind;
use crate::service::{self, PartContent, Use};

impl Clients<'_, '_, '_> {
    /// Returns the value of a header block as a type that can be written by itself, if there is
    /// one.
    fn header_value(&mut self, block: &service::Block) -> Option<Value> {
        let ty = block.content.ty(self.facts.schema);
        let value = self.items.type_value(ty);
        let constraint = match block.content {
            PartContent::Element(element) => self.facts.schema.element(element).value.as_ref(),
            PartContent::Type(_) => None,
        };
        // The struct of a complex type can't be written as a secret without a field around it.
        let value = match self.facts.schema.ty(ty).kind {
            TypeKind::Simple(_) => self.items.secured(value, &[&block.name], ty, constraint),
            TypeKind::Complex(_) => value,
        };
        match (&value.codec, block.content) {
            (Codec::Own, _) => Some(value),
            (Codec::SoapArray { .. }, _) => None,
            (_, PartContent::Element(element)) => Some(self.simple_message(element)?.0),
            (_, PartContent::Type(ty)) => self.text_message(&block.name, ty, None, value, None),
        }
    }

    /// Adds the header blocks of an operation's messages to those that are `known`.
    pub(super) fn headers(
        &mut self,
        operation: &service::Operation,
        names: &[(service::Block, String)],
        known: &mut Vec<HeaderField>,
        report: &mut Report,
    ) {
        for (block, is_sent) in header_blocks(operation) {
            let named = names.iter().find(|(named, _)| named == block);
            let Some((_, constant)) = named else { continue };
            let local = &block.name.local;
            let method = is_sent.then(|| method_name(&format!("with {}", header_words(local))));
            if let Some(known) = known.iter_mut().find(|known| known.constant == *constant) {
                known.method = known.method.take().or(method);
                continue;
            }
            let Some(value) = self.header_value(block) else {
                report.push(Diagnostic::warning(
                    "unsupported",
                    operation.span.clone(),
                    format!(
                        "the header block `{local}` of `{}` is an array of SOAP encoding: it is left as a tree",
                        operation.name
                    ),
                ));
                continue;
            };
            let is_encoded = block.r#use == Use::Encoded;
            let type_name = match block.content {
                PartContent::Type(ty) if is_encoded => self.facts.unusual_type(ty, &value),
                _ => None,
            };
            known.push(HeaderField {
                constant: constant.clone(),
                method,
                element: ElementName::from(&block.name),
                value,
                is_encoded,
                type_name,
            });
        }
    }
}

/// The header blocks of a message.
pub(super) fn header_names(message: Option<&service::Message>) -> Vec<ElementName> {
    let headers = message.iter().flat_map(|message| &message.headers);
    headers
        .map(|header| ElementName::from(&header.block.name))
        .collect()
}
