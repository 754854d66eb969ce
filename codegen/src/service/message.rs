//! Messages as bound: which part goes into the body, which into headers and attachments.

use super::lookup::{Found, Lookup, absent};
use super::{Block, Fault, Header, Message, Part, PartContent, Style, Use};
use crate::qname::QName;
use crate::schema::builtin::ANY_TYPE;
use crate::severity::Judge;
use crate::syntax::soap::{self, MessageBinding};
use crate::syntax::wsdl::{self, Definitions, OperationMessage};

/// Builds the messages of one bound operation.
pub(super) struct MessageBuilder<'b, 's, 'j> {
    pub(super) lookup: &'b Lookup<'s>,
    pub(super) judge: &'b mut Judge<'j>,
    /// Where the port type stands.
    pub(super) abstracts: &'s Definitions,
    /// Where the binding stands.
    pub(super) binding: &'s Definitions,
    pub(super) style: Style,
    /// Whether there is a body, beside which others of its parts may be.
    pub(super) is_soap: bool,
}

impl<'s> MessageBuilder<'_, 's, '_> {
    /// The input or output of an operation.
    ///
    /// # Errors
    /// The reason why it can't be had, as a clause.
    pub(super) fn message(
        &mut self,
        written: &'s OperationMessage,
        bound: Option<&'s MessageBinding>,
        addressing_action: String,
    ) -> Result<Message, String> {
        let reference = written.message.as_ref();
        let reference = reference.ok_or("its input or output names no message")?;
        let found = self
            .lookup
            .message(reference, self.abstracts, "wsdl-resolve", self.judge);
        let found = found.ok_or_else(|| absent("message", reference))?;
        let body = bound.and_then(|bound| bound.body.as_ref());
        let headers: Vec<Header> = bound
            .iter()
            .flat_map(|bound| &bound.headers)
            .filter_map(|header| self.header(header))
            .collect();
        let attachments = match bound {
            Some(bound) if self.is_soap => &bound.attachments[..],
            _ => &[],
        };
        // Without `parts` the body has them all, those aside that are clearly elsewhere.
        let in_body = |part: &wsdl::Part| match body.and_then(|body| body.parts.as_ref()) {
            Some(parts) => parts.contains(&part.name),
            None => {
                !attachments.contains(&part.name)
                    && !headers
                        .iter()
                        .any(|header| header.message == found.name && header.part == part.name)
            }
        };
        self.check_parts(body, &found);
        let parts = found.item.parts.iter().filter(|part| in_body(part));
        let parts = parts.map(|part| self.part(part, found.definitions));
        let parts = parts.collect::<Result<_, _>>()?;
        Ok(Message {
            r#use: body.map_or(Use::Literal, |body| body.r#use),
            namespace: body
                .filter(|_| self.style == Style::Rpc)
                .and_then(|body| body.namespace.clone()),
            body: parts,
            headers,
            addressing_action,
            attachments: attachments.to_vec(),
            name: found.name,
        })
    }

    fn check_parts(&mut self, body: Option<&soap::Body>, message: &Found<'_, wsdl::Message>) {
        for name in body.iter().flat_map(|body| &body.parts).flatten() {
            if !message.item.parts.iter().any(|part| part.name == *name) {
                self.judge.note(
                    "wsdl-part",
                    &message.item.span,
                    format!("the binding puts a part `{name}` into the body, which this message does not have"),
                );
            }
        }
    }

    /// A part of a message that stands in `from`.
    ///
    /// # Errors
    /// The reason why its content can't be had, as a clause.
    fn part(&mut self, part: &wsdl::Part, from: &Definitions) -> Result<Part, String> {
        if part.name.is_empty() {
            return Err("a part of its messages has no name".to_owned());
        }
        let content = match (&part.element, &part.ty) {
            (Some(element), ty) => {
                if ty.is_some() {
                    self.judge.note(
                        "wsdl-part",
                        &part.span,
                        "a part has either `element` or `type`: its element is taken",
                    );
                }
                self.lookup.content(element, from, true, self.judge)?
            }
            (None, Some(ty)) => self.lookup.content(ty, from, false, self.judge)?,
            (None, None) => {
                let message = format!(
                    "the part `{}` has neither `element` nor `type`: it may hold anything",
                    part.name
                );
                self.judge.note("wsdl-part", &part.span, message);
                PartContent::Type(ANY_TYPE)
            }
        };
        Ok(Part {
            name: part.name.clone(),
            content,
            span: part.span.clone(),
        })
    }

    fn header(&mut self, written: &'s soap::Header) -> Option<Header> {
        let (message, block) = self.block(written)?;
        Some(Header {
            message,
            part: written.part.clone(),
            block,
            faults: written
                .faults
                .iter()
                .filter_map(|fault| Some(self.block(fault)?.1))
                .collect(),
        })
    }

    /// What a header or a header fault declares, and the message that holds its part.
    fn block(&mut self, written: &'s soap::Header) -> Option<(QName, Block)> {
        let Some(reference) = &written.message else {
            self.judge.violation(
                "wsdl-header",
                &written.span,
                "a header names its message and part",
            );
            return None;
        };
        let found = self
            .lookup
            .header_message(reference, self.binding, self.judge)?;
        let Some(part) = found
            .item
            .parts
            .iter()
            .find(|part| part.name == written.part)
        else {
            self.judge.violation(
                "wsdl-header",
                &written.span,
                format!(
                    "the message `{}` has no part `{}`",
                    found.name, written.part
                ),
            );
            return None;
        };
        let Part { name, content, .. } = match self.part(part, found.definitions) {
            Ok(part) => part,
            Err(why) => {
                let message = format!("the header `{}` is left out: {why}", written.part);
                self.judge.note("left-out", &written.span, message);
                return None;
            }
        };
        let block = match content {
            PartContent::Element(id) => Block {
                name: self.lookup.schema.element(id).name.clone(),
                content,
                r#use: Use::Literal,
            },
            PartContent::Type(_) => {
                let namespace = written.namespace.as_deref().unwrap_or_default();
                if namespace.is_empty() {
                    self.judge.note(
                        "wsdl-header",
                        &written.span,
                        format!("the header block `{name}` is in no namespace, which SOAP wants it to be in: `namespace` gives none"),
                    );
                }
                Block {
                    name: QName::new(namespace, name.as_str()),
                    content,
                    r#use: written.r#use,
                }
            }
        };
        Some((found.name, block))
    }

    /// A fault of an operation: the one part of its message.
    pub(super) fn fault(
        &mut self,
        written: &'s OperationMessage,
        bound: &'s [MessageBinding],
    ) -> Option<Fault> {
        let reference = written.message.as_ref()?;
        let found = self
            .lookup
            .message(reference, self.abstracts, "wsdl-fault", self.judge)?;
        if found.item.parts.len() != 1 {
            self.judge.note(
                "wsdl-part",
                &written.span,
                format!(
                    "a fault's message has one part; `{}` has {}",
                    found.name,
                    found.item.parts.len()
                ),
            );
        }
        let part = match self.part(found.item.parts.first()?, found.definitions) {
            Ok(part) => part,
            Err(why) => {
                let message = format!("the fault `{}` is left out: {why}", found.name.local);
                self.judge.note("left-out", &written.span, message);
                return None;
            }
        };
        let bound = bound.iter().find(|bound| bound.name == written.name);
        Some(Fault {
            name: written.name.clone().unwrap_or_default(),
            part,
            r#use: bound
                .and_then(|bound| bound.body.as_ref())
                .map_or(Use::Literal, |body| body.r#use),
            span: written.span.clone(),
        })
    }
}
