//! Complex types as structs: the fields of their base, then their own.

use super::Items;
use super::fields::{Place, name_apart};
use crate::lower::naming::budget::weight;
use crate::lower::naming::rules::{field_name, is_evident};
use crate::model::{
    AttributeField, Construction, Field, Item, Layout, RustType, Scope, Struct, Value,
};
use crate::schema::components::{ComplexType, Content, Owner, TypeId};
use crate::visible::code;

/// The content of a struct, kept so that the types derived from it can begin with the same.
#[derive(Debug, Clone)]
pub(in crate::lower) struct Body {
    pub(in crate::lower) layout: Layout,
    pub(in crate::lower) fields: Vec<Field>,
}

/// The content of a struct, and the types of the groups within it until they are written behind it.
#[derive(Debug)]
pub(super) struct MadeBody {
    body: Body,
    nested: Vec<Item>,
}

impl<'s> Items<'_, 's> {
    /// The layout and the fields of a complex type.
    pub(in crate::lower) fn type_body(&mut self, id: TypeId) -> Body {
        if let Some(made) = self.bodies.get(&id) {
            return made.body.clone();
        }
        let Some(complex) = self.facts.complex(id) else {
            return Body::empty();
        };
        if !self.lowering.insert(id) {
            return Body::empty();
        }
        let (body, nested) = self.new_body(id, complex);
        self.lowering.remove(&id);
        let made = MadeBody {
            body: body.clone(),
            nested,
        };
        self.bodies.insert(id, made);
        body
    }

    fn new_body(&mut self, id: TypeId, complex: &'s ComplexType) -> (Body, Vec<Item>) {
        let mut body = Body::empty();
        if let Some(base) = self.facts.extends(id) {
            let of_base = self.type_body(base);
            let count = of_base.fields.len();
            let weights = of_base.fields.iter();
            let weights = weights.map(|field| weight(field.docs.text.as_deref()));
            if self.budget.take(weights.sum()) && self.budget.allows(count) {
                body = of_base;
            }
            self.budget.at(self.facts.schema.ty(id).span.as_ref());
        }
        match &complex.content {
            Content::Mixed(_) => {
                let layout = Layout::Mixed {
                    name: "content".to_owned(),
                    in_any_order: self.facts.is_all(&complex.content),
                };
                return (Body::without_fields(layout), Vec::new());
            }
            Content::Simple(_) => {
                let value = self
                    .text_value(&complex.content)
                    .unwrap_or_else(|| Value::own(RustType::Std("String")));
                let layout = Layout::Text("value".to_owned(), value);
                return (Body::without_fields(layout), Vec::new());
            }
            Content::Empty | Content::Elements(_) => {}
        }
        let path = self.names.ty(id);
        let namespace = self.names.namespace(path.module).to_owned();
        let base_fields = body.fields.len();
        let mut nested = Vec::new();
        if let Some(parts) = self.names.parts.get(&id) {
            let xml = self.facts.owner_name(id);
            let place = Place {
                xml: &xml,
                namespace: &namespace,
            };
            let (fields, items) = self.parts(parts, &place);
            body.fields.extend(fields);
            nested = items;
            let attributes = complex.attributes.iter();
            let attributes = attributes.map(|used| self.attribute_name(used, &xml));
            let attributes: Vec<String> = attributes.collect();
            name_apart(&mut body.fields, parts, &attributes, field_name);
        }
        if self.facts.is_all(&complex.content) && body.fields.len() > 1 {
            body.layout = Layout::All;
        }
        for field in &mut body.fields[..base_fields] {
            // The base's shape may be of another namespace than this one's.
            if field.particle.namespace.is_none()
                && let Some(base) = self.facts.schema.ty(id).base
            {
                let of_base = self.names.ty(base).module;
                let inherited = self.names.namespace(of_base);
                if inherited != namespace {
                    field.particle.namespace = Some(inherited.to_owned());
                }
            }
        }
        (body, nested)
    }

    /// Adds the struct of a complex type to its module.
    pub(super) fn push_struct(&mut self, id: TypeId) {
        let Some(complex) = self.facts.complex(id) else {
            return;
        };
        let path = self.names.ty(id);
        let body = self.type_body(id);
        let mut scope = Scope::with(body.fields.iter().map(|field| field.name.as_str()));
        match &body.layout {
            Layout::Text(name, _) | Layout::Mixed { name, .. } => drop(scope.take(name.clone())),
            Layout::Sequence | Layout::All => {}
        }
        let xml = self.facts.owner_name(id);
        let count = complex.attributes.len();
        let is_allowed = self.budget.take(count) && self.budget.allows(count);
        self.budget.at(self.facts.schema.ty(id).span.as_ref());
        let attributes: Vec<AttributeField> = complex.attributes
            [..if is_allowed { count } else { 0 }]
            .iter()
            .map(|attribute| self.attribute(attribute, &xml, &mut scope))
            .collect();
        let any_attribute = complex.any_attribute.as_ref().map(|any| {
            let name = scope.take("any_attributes".to_owned());
            (name, any.namespaces.clone(), any.process)
        });
        let element = match &self.facts.schema.ty(id).owner {
            Some(Owner::Element(element)) if self.facts.schema.element(*element).is_global => {
                Some(self.facts.element_name(*element))
            }
            _ => None,
        };
        let mut docs = self.type_docs(id, &path.name);
        if docs.text.is_none()
            && let Some(Owner::Element(element)) = &self.facts.schema.ty(id).owner
        {
            let element = self.facts.schema.element(*element);
            docs.text.clone_from(&element.documentation);
        }
        if let Some(element) = &element
            && !is_evident(&path.name, &element.local)
        {
            docs.notes.push(code(&element.local));
        }
        let module = path.module;
        let mut fields = body.fields;
        let mut admitted = Vec::new();
        if let Content::Mixed(particle) = &complex.content {
            let namespace = self.names.namespace(module).to_owned();
            let place = Place {
                xml: &xml,
                namespace: &namespace,
            };
            admitted = self.admitted(particle, module, &place);
        }
        let described = match admitted.is_empty() {
            true => &mut fields,
            false => &mut admitted,
        };
        let namespace = self.shape_namespace(module, described);
        self.add_item(
            module,
            Item::Struct(Struct {
                marks: self.marks(id),
                name: path.name,
                docs,
                type_name: self.facts.type_name(id),
                is_abstract: complex.is_abstract,
                namespace,
                layout: body.layout,
                fields,
                admitted,
                attributes,
                any_attribute,
                element,
                identities: self.identities_of_type(id),
                value: self.value_of_type(id),
                construction: Construction::New(Vec::new()),
                failures: Vec::new(),
                element_names: Vec::new(),
            }),
        );
        let made = self.bodies.get_mut(&id);
        let nested = made.map(|made| std::mem::take(&mut made.nested));
        for item in nested.unwrap_or_default() {
            self.add_item(module, item);
        }
    }
}

impl Body {
    fn empty() -> Self {
        Self::without_fields(Layout::Sequence)
    }

    fn without_fields(layout: Layout) -> Self {
        Self {
            layout,
            fields: Vec::new(),
        }
    }
}
