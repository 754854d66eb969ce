//! The messages of the HTTP binding: parameters by name, and documents (WSDL 1.1, section 4).

use super::Clients;
use super::messages::Body;
use crate::lower::items::fields::{Place, keep_apart};
use crate::model::{Access, BodyContent, Field, Message};
use crate::qname::QName;
use crate::schema::components::{
    BuiltIn, Compositor, Content, Particle, Term, TypeId, TypeKind, Variety,
};
use crate::service::{self, HttpInput, PartContent};

impl Clients<'_, '_, '_> {
    /// Returns the content of an operation's request, or the reason why it can't be sent.
    pub(super) fn http_request(
        &mut self,
        operation: &service::Operation,
        http: &service::Http,
        message: &service::Message,
        name: String,
    ) -> Result<Body, String> {
        match &http.input {
            HttpInput::Other(media_type) => {
                Err(format!("its input is {media_type}, no form and no XML"))
            }
            HttpInput::Document => self.document(operation, message, name),
            HttpInput::Query | HttpInput::Form => self.parameters(operation, message, name),
            HttpInput::Path => {
                let in_location = |part: &&service::Part| {
                    let place = format!("({})", part.name);
                    !http.location.contains(&place)
                };
                match message.body.iter().find(in_location) {
                    Some(part) => Err(format!("its location has no place for `{}`", part.name)),
                    None => self.parameters(operation, message, name),
                }
            }
        }
    }

    /// Returns the content of an operation's response, or the reason why it can't be read.
    pub(super) fn http_response(
        &mut self,
        operation: &service::Operation,
        http: &service::Http,
        message: &service::Message,
        name: String,
    ) -> Result<Body, String> {
        match &http.other_output {
            Some(media_type) if !message.body.is_empty() => {
                Err(format!("its output is {media_type}, no XML"))
            }
            _ => self.document(operation, message, name),
        }
    }

    /// A document, whose root is the one part.
    fn document(
        &mut self,
        operation: &service::Operation,
        message: &service::Message,
        name: String,
    ) -> Result<Body, String> {
        let id = match &message.body[..] {
            [] => return Ok(self.empty_body(name)),
            [part] => match part.content {
                PartContent::Element(id) => id,
                PartContent::Type(_) => {
                    return Err(format!(
                        "its part `{}` is given by a type, which names no root of a document",
                        part.name
                    ));
                }
            },
            [_, ..] => return Err("a document has one root, and it has several parts".to_owned()),
        };
        let owner = owner(operation, message);
        let place = Place {
            xml: &owner,
            namespace: "",
        };
        let field = self.items.element_field(id, 1, Some(1), &place);
        let element = self.facts.element_name(id);
        Ok(self.parts_struct(
            message,
            name,
            vec![field],
            BodyContent::Parts(vec![element]),
        ))
    }

    /// Parameters by name: texts, and arrays of texts as repeated ones. An element that holds such
    /// stands for them.
    fn parameters(
        &mut self,
        operation: &service::Operation,
        message: &service::Message,
        name: String,
    ) -> Result<Body, String> {
        if let [part] = &message.body[..]
            && let PartContent::Element(id) = part.content
            && self.holds_texts(self.facts.schema.element(id).ty)
            && let Some(fields) = self.wrapped_fields(id)
        {
            return Ok(Body {
                message: Message {
                    body: BodyContent::Nothing,
                    value: self.items.element_value(id),
                },
                fields: Some(fields),
                is_value: false,
            });
        }
        let owner = owner(operation, message);
        let mut fields = Vec::new();
        for part in &message.body {
            fields.push(self.parameter(part, &owner)?);
        }
        keep_apart(&mut fields);
        Ok(self.parts_struct(message, name, fields, BodyContent::Nothing))
    }

    fn parameter(&mut self, part: &service::Part, owner: &QName) -> Result<Field, String> {
        let ty = part.content.ty(self.facts.schema);
        if self.is_text(ty) {
            // Servers want every parameter, be it an empty text.
            let mut field = self.accessor(part, owner, false);
            (field.access, field.particle.min) = (Access::One, 1);
            return Ok(field);
        }
        match self.repeated(ty).filter(|&item| self.is_text(item)) {
            Some(item) => {
                let item = service::Part {
                    name: part.name.clone(),
                    content: PartContent::Type(item),
                    span: part.span.clone(),
                };
                let mut field = self.accessor(&item, owner, false);
                field.access = Access::Many;
                (field.particle.min, field.particle.max) = (0, None);
                Ok(field)
            }
            None => Err(no_text(&part.name)),
        }
    }

    /// The items of an array, be it one of SOAP encoding or a type of one element that repeats.
    fn repeated(&self, id: TypeId) -> Option<TypeId> {
        if self.facts.is_soap_array(id) {
            let (item, dimensions, _) = self.facts.array_item(id)?;
            return item.filter(|_| dimensions == "[]");
        }
        let (particle, item) = self.facts.item(id)?;
        (particle.max != Some(1)).then_some(item)
    }

    /// Whether a type is a sequence of elements that are texts.
    fn holds_texts(&self, id: TypeId) -> bool {
        let Some(Content::Elements(particle)) =
            self.facts.complex(id).map(|complex| &complex.content)
        else {
            return false;
        };
        let is_text = |particle: &Particle| match particle.term {
            Term::Element(id) => self.is_text(self.facts.schema.element(id).ty),
            _ => false,
        };
        match &particle.term {
            Term::Group(Compositor::Sequence | Compositor::All, particles) => {
                particles.iter().all(is_text)
            }
            _ => false,
        }
    }

    /// Whether values of a type are texts that mean the same wherever they stand.
    fn is_text(&self, id: TypeId) -> bool {
        let TypeKind::Simple(simple) = &self.facts.schema.ty(id).kind else {
            return false;
        };
        match &simple.variety {
            Variety::Atomic(of) => !matches!(of.primitive(), BuiltIn::QName | BuiltIn::Notation),
            Variety::List(item) => self.is_text(*item),
            Variety::Union(members) => members.iter().all(|&member| self.is_text(member)),
            Variety::Any => true,
        }
    }
}

/// Returns the name that the parts of a message are configured by: the operation's.
fn owner(operation: &service::Operation, message: &service::Message) -> QName {
    QName::new(&*message.name.namespace, operation.name.as_str())
}

fn no_text(parameter: &str) -> String {
    format!("`{parameter}` is of a type that no URL or form has room for")
}
