//! The bodies of messages, and the structs for those that the schema has no types for.

use super::Clients;
use crate::lower::facts::encoding::is_encoded;
use crate::lower::facts::messages::Form;
use crate::lower::items::fields::{Place, keep_apart};
use crate::lower::naming::rules::{field_name, is_evident};
use crate::model::{
    Access, BodyContent, Constraint, Docs, ElementName, Field, Item, Layout, Message, ModuleId,
    Particle, Path, RustType, Struct, Value,
};
use crate::qname::QName;
use crate::schema::components::{ElementId, TypeId};
use crate::service::{self, PartContent, Style};
use crate::visible::code;

/// The field of a message that is a simple value.
const VALUE: &str = "value";

/// A message's body, and its fields where it holds elements alone.
pub(super) struct Body {
    pub(super) message: Message,
    pub(in crate::lower) fields: Option<Vec<Field>>,
    /// The one field is the element's text.
    pub(super) is_value: bool,
}

impl Clients<'_, '_, '_> {
    /// Returns a message's body: for rpc a wrapper named after the operation `wrapper`, otherwise
    /// its parts. `name` is that of the struct if the schema has no type for it.
    pub(super) fn body(
        &mut self,
        style: Style,
        message: &service::Message,
        wrapper: &str,
        name: String,
    ) -> Option<Body> {
        match self.facts.form(style, message) {
            Form::Rpc => Some(self.rpc_body(message, wrapper, name)),
            Form::Empty => Some(self.empty_body(name)),
            Form::Element(id)
                if self
                    .facts
                    .complex(self.facts.schema.element(id).ty)
                    .is_none() =>
            {
                self.simple_body(id)
            }
            Form::Element(id) => Some(Body {
                fields: self.wrapped_fields(id),
                message: Message {
                    value: self.items.element_value(id),
                    body: BodyContent::Element(self.facts.element_name(id)),
                },
                is_value: false,
            }),
            // The encoding is declared by an element around the accessors, and there is none.
            Form::Type(_) | Form::Parts if is_encoded(message) => None,
            Form::Type(id) => Some(Body {
                fields: None,
                message: Message {
                    value: self.items.type_value(id),
                    body: BodyContent::Parts(Vec::new()),
                },
                is_value: false,
            }),
            Form::Parts => Some(self.parts_body(message, wrapper, name)),
        }
    }

    /// Parts side by side: each is its element, or where it is given by a type one without a
    /// namespace that is named after the part. So PHP and Axis have it, against section 3.5 of WSDL
    /// 1.1, which makes the body one of the type.
    fn parts_body(&mut self, message: &service::Message, wrapper: &str, name: String) -> Body {
        let owner = QName::new(&*message.name.namespace, wrapper);
        let place = Place {
            xml: &owner,
            namespace: "",
        };
        let mut fields: Vec<Field> = message
            .body
            .iter()
            .map(|part| match part.content {
                PartContent::Element(id) => self.items.element_field(id, 1, Some(1), &place),
                PartContent::Type(_) => self.accessor(part, &owner, false),
            })
            .collect();
        keep_apart(&mut fields);
        let elements = message.body.iter().map(|part| match part.content {
            PartContent::Element(id) => self.facts.element_name(id),
            PartContent::Type(_) => ElementName {
                namespace: String::new(),
                local: part.name.clone(),
            },
        });
        let body = BodyContent::Parts(elements.collect());
        self.parts_struct(message, name, fields, body)
    }

    /// A struct with a field for each part of a message.
    pub(super) fn parts_struct(
        &mut self,
        message: &service::Message,
        name: String,
        fields: Vec<Field>,
        body: BodyContent,
    ) -> Body {
        let docs = format!("The parts of the message {}.", message.name.local);
        self.struct_body(name, docs, fields, body)
    }

    /// A struct that is no type of the schema, as what a message holds.
    fn struct_body(
        &mut self,
        name: String,
        docs: String,
        fields: Vec<Field>,
        body: BodyContent,
    ) -> Body {
        Body {
            message: Message {
                value: self.message_struct(name, docs, Layout::Sequence, fields.clone()),
                body,
            },
            fields: Some(fields),
            is_value: false,
        }
    }

    /// The wrapper of an rpc message, whose accessors are the parts, unqualified (WSDL 1.1, section
    /// 3.5).
    fn rpc_body(&mut self, message: &service::Message, wrapper: &str, name: String) -> Body {
        let namespace = message.namespace.clone().unwrap_or_default();
        let element = QName::new(namespace.as_str(), wrapper);
        let mut fields: Vec<Field> = message
            .body
            .iter()
            .map(|part| self.accessor(part, &element, is_encoded(message)))
            .collect();
        keep_apart(&mut fields);
        let element = ElementName {
            namespace,
            local: wrapper.to_owned(),
        };
        let docs = format!("The content of the rpc element {wrapper}.");
        self.struct_body(name, docs, fields, BodyContent::Element(element))
    }

    /// Returns the body of a response. If its element may be nil, as null results are written, it
    /// is an `Option`, unless the method returns its one field, which may be `None` anyway.
    pub(super) fn answer(
        &mut self,
        style: Style,
        message: &service::Message,
        wrapper: &str,
        name: String,
    ) -> Option<Body> {
        let body = self.body(style, message, wrapper, name)?;
        let Form::Element(id) = self.facts.form(style, message) else {
            return Some(body);
        };
        let is_unwrapped = body.fields.as_ref().is_some_and(|fields| {
            let is_required = |field: &Field| field.access == Access::One && !field.nillable;
            fields.len() < 2 && !fields.iter().any(is_required)
        });
        let is_struct = matches!(body.message.value.ty, RustType::Generated(_));
        if !self.facts.schema.element(id).nillable || body.is_value || is_unwrapped || !is_struct {
            return Some(body);
        }
        Some(Body {
            message: Message {
                value: body.message.value.or_nil(),
                ..body.message
            },
            fields: None,
            is_value: false,
        })
    }

    /// An element that holds a simple value.
    fn simple_body(&mut self, element: ElementId) -> Option<Body> {
        let (message, value) = self.simple_message(element)?;
        Some(Body {
            fields: Some(vec![Field {
                nillable: self.facts.schema.element(element).nillable,
                ..Field::new(VALUE.to_owned(), value, Access::One, Particle::one(VALUE))
            }]),
            message: Message {
                value: message,
                body: BodyContent::Element(self.facts.element_name(element)),
            },
            is_value: true,
        })
    }

    /// The struct for an element that holds a simple value, and that value.
    pub(super) fn simple_message(&mut self, element: ElementId) -> Option<(Value, Value)> {
        let value = self.items.element_value(element);
        let element = self.facts.schema.element(element);
        let (name, constraint) = (&element.name, element.value.as_ref());
        let value = self.items.secured(value, &[name], element.ty, constraint);
        let held = match element.nillable {
            true => value.clone().or_nil(),
            false => value.clone(),
        };
        let docs = element.documentation.clone();
        let constraint = constraint.cloned();
        let message = self.text_message(&element.name, element.ty, docs, held, constraint)?;
        Some((message, value))
    }

    /// The struct for an element of a simple type that holds this value, and has this default or fixed
    /// value.
    pub(super) fn text_message(
        &mut self,
        element: &QName,
        ty: TypeId,
        docs: Option<String>,
        held: Value,
        constraint: Option<Constraint>,
    ) -> Option<Value> {
        let key = (element.clone(), ty);
        if let Some(known) = self.simple_messages.get(&key) {
            return Some(known.clone());
        }
        let local = &element.local;
        let docs = docs.unwrap_or_else(|| format!("What the element {local} holds."));
        let layout = Layout::Text(VALUE.to_owned(), held);
        let name = self.names.simple_messages.get(&key)?.clone();
        let item = Struct {
            value: constraint,
            ..Struct::of_no_type(name, docs, layout, Vec::new())
        };
        let message = self.add_message(item);
        self.simple_messages.insert(key, message.clone());
        Some(message)
    }

    pub(super) fn empty_body(&mut self, name: String) -> Body {
        let docs = "A message without content.".to_owned();
        self.struct_body(name, docs, Vec::new(), BodyContent::Nothing)
    }

    /// Adds a struct that is a message and no type of the schema.
    pub(super) fn message_struct(
        &mut self,
        name: String,
        docs: String,
        layout: Layout,
        fields: Vec<Field>,
    ) -> Value {
        self.add_message(Struct::of_no_type(name, docs, layout, fields))
    }

    fn add_message(&mut self, item: Struct) -> Value {
        let path = Path {
            module: ModuleId(0),
            name: item.name.clone(),
        };
        self.messages.push(Item::Struct(item));
        Value::own(RustType::Generated(path))
    }

    /// The field of a part. One whose type has room for null may be nil where it is encoded, and
    /// absent where it is literal: no schema says so, but ASP.NET leaves out what is null. It puts
    /// nothing in its place, so a part that is absent beside an unknown element is not null, but
    /// called otherwise.
    pub(super) fn accessor(
        &mut self,
        part: &service::Part,
        wrapper: &QName,
        is_encoded: bool,
    ) -> Field {
        let ty = part.content.ty(self.facts.schema);
        let name = field_name(&part.name);
        let notes = if is_evident(&name, &part.name) {
            Vec::new()
        } else {
            vec![code(&part.name)]
        };
        let value = self.items.value(ty);
        let path = [wrapper, &QName::new("", part.name.as_str())];
        let value = self.items.secured(value, &path, ty, None);
        let may_be_null = value.ty.is_reference();
        let may_be_absent = may_be_null && !is_encoded;
        let access = match may_be_absent {
            true => Access::Optional,
            false => Access::One,
        };
        let particle = Particle {
            min: u32::from(!may_be_absent),
            is_part: may_be_absent,
            type_name: match is_encoded {
                true => self.facts.unusual_type(ty, &value),
                false => None,
            },
            ..Particle::one(&part.name)
        };
        Field {
            docs: Docs { text: None, notes },
            nillable: is_encoded && may_be_null,
            meaning: self.items.meaning(&path, ty, false),
            ..Field::new(name, value, access, particle)
        }
    }

    /// The fields of a message element that holds elements alone.
    pub(super) fn wrapped_fields(&mut self, element: ElementId) -> Option<Vec<Field>> {
        let ty = self.facts.schema.element(element).ty;
        let complex = self.facts.complex(ty)?;
        let path = self.names.ty(ty);
        let is_struct = self.items.element_value(element).ty == RustType::Generated(path);
        let has_attributes = !complex.attributes.is_empty() || complex.any_attribute.is_some();
        let body = self.items.type_body(ty);
        (is_struct && !has_attributes && matches!(body.layout, Layout::Sequence | Layout::All))
            .then_some(body.fields)
    }
}
