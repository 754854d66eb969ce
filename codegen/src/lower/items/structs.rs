//! What complex types hold: the fields of their base, then their own.

use crate::lower::Lowering;
use crate::lower::items::fields::{Place, process, rename_from, wildcard};
use crate::lower::naming::budget::weight;
use crate::lower::naming::rules::is_evident;
use crate::model::Scope;
use crate::model::{AttributeField, Field, Item, Layout, RustType, Struct, Value};
use crate::schema::components::{
    ComplexType, Compositor, Content, Derivation, Owner, Particle, Term, TypeId, TypeKind,
};
use crate::visible::code;

/// What a struct holds, kept so that the types derived from it can begin with the same.
#[derive(Debug, Clone)]
pub(in crate::lower) struct Body {
    pub(in crate::lower) layout: Layout,
    pub(in crate::lower) fields: Vec<Field>,
}

impl<'s> Lowering<'s> {
    pub(in crate::lower) fn complex(&self, id: TypeId) -> Option<&'s ComplexType> {
        match &self.schema.ty(id).kind {
            TypeKind::Complex(complex) => Some(complex),
            TypeKind::Simple(_) => None,
        }
    }

    /// The particle that a type itself adds: all of it, or what it extends its base by.
    pub(in crate::lower) fn own_particle(&self, id: TypeId) -> Option<&'s Particle> {
        let complex = self.complex(id)?;
        if self.extends(id).is_some() {
            return complex.added.as_ref();
        }
        match &complex.content {
            Content::Elements(particle) | Content::Mixed(particle) => Some(particle),
            Content::Empty | Content::Simple(_) => None,
        }
    }

    /// The base that a type extends with elements.
    fn extends(&self, id: TypeId) -> Option<TypeId> {
        let ty = self.schema.ty(id);
        let base = ty.base?;
        let has_elements = |id| {
            self.complex(id).is_some_and(|complex| {
                matches!(complex.content, Content::Elements(_) | Content::Empty)
            })
        };
        // A base that no name leads to is what a redefinition has replaced: its content is this type's own.
        let is_global = |name| self.schema.global_types.get(name) == Some(&base);
        (ty.derivation == Derivation::Extension
            && self.schema.ty(base).name.as_ref().is_some_and(is_global)
            && self.schema.ty(base).base.is_some()
            && has_elements(id)
            && has_elements(base))
        .then_some(base)
    }

    /// The layout and the fields of a complex type.
    pub(in crate::lower) fn type_body(&mut self, id: TypeId) -> Body {
        if let Some(body) = self.bodies.get(&id) {
            return body.clone();
        }
        let Some(complex) = self.complex(id) else {
            return Body::empty();
        };
        if !self.lowering.insert(id) {
            return Body::empty();
        }
        let outer = std::mem::take(&mut self.nested);
        let body = self.new_body(id, complex);
        let nested = std::mem::replace(&mut self.nested, outer);
        self.nested_of.insert(id, nested);
        self.lowering.remove(&id);
        self.bodies.insert(id, body.clone());
        body
    }

    fn new_body(&mut self, id: TypeId, complex: &'s ComplexType) -> Body {
        let mut body = Body::empty();
        if let Some(base) = self.extends(id) {
            let of_base = self.type_body(base);
            let count = of_base.fields.len();
            let weights = of_base.fields.iter();
            let weights = weights.map(|field| weight(field.docs.text.as_deref()));
            if self.fields.take(weights.sum()) && self.fields.allows(count) {
                body = of_base;
            }
            self.fields.at(self.schema.ty(id).span.as_ref());
        }
        match &complex.content {
            Content::Mixed(_) => {
                return Body {
                    layout: Layout::Mixed {
                        name: "content".to_owned(),
                        in_any_order: self.is_all(&complex.content),
                    },
                    fields: Vec::new(),
                };
            }
            Content::Simple(_) => {
                let value = self
                    .text_value(&complex.content)
                    .unwrap_or_else(|| Value::own(RustType::Std("String")));
                return Body {
                    layout: Layout::Text("value".to_owned(), value),
                    fields: Vec::new(),
                };
            }
            Content::Empty | Content::Elements(_) => {}
        }
        let path = self.names.ty(id);
        let namespace = self.modules.namespace(path.module).to_owned();
        let base_fields = body.fields.len();
        if let Some(parts) = self.names.parts.remove(&id) {
            let xml = self.owner_name(id);
            let place = Place {
                xml: &xml,
                namespace: &namespace,
            };
            for part in &parts {
                body.fields.push(self.part(part, &place));
            }
        }
        if self.is_all(&complex.content) && body.fields.len() > 1 {
            body.layout = Layout::All;
        }
        rename_from(&mut body.fields, base_fields);
        for field in &mut body.fields[..base_fields] {
            // The base's shape may be of another namespace than this one's.
            if field.particle.namespace.is_none()
                && let Some(base) = self.schema.ty(id).base
            {
                let of_base = self.names.ty(base).module;
                let inherited = self.modules.namespace(of_base);
                if inherited != namespace {
                    field.particle.namespace = Some(inherited.to_owned());
                }
            }
        }
        body
    }

    /// Whether the elements of a content come in any order.
    fn is_all(&self, content: &Content) -> bool {
        let (Content::Elements(mut particle) | Content::Mixed(mut particle)) = content.clone()
        else {
            return false;
        };
        loop {
            let (compositor, particles) = match &particle.term {
                Term::Group(compositor, particles) => (*compositor, particles),
                Term::Reference(id) => {
                    let group = self.schema.group(*id);
                    (group.compositor, &group.particles)
                }
                Term::Element(_) | Term::Any(_) => return false,
            };
            match &particles[..] {
                _ if compositor == Compositor::All => return true,
                [only] => particle = only.clone(),
                _ => return false,
            }
        }
    }

    /// Adds the struct of a complex type to its module.
    pub(in crate::lower) fn push_struct(&mut self, id: TypeId) {
        let Some(complex) = self.complex(id) else {
            return;
        };
        let path = self.names.ty(id);
        let body = self.type_body(id);
        let mut scope = Scope::with(body.fields.iter().map(|field| field.name.as_str()));
        match &body.layout {
            Layout::Text(name, _) | Layout::Mixed { name, .. } => drop(scope.take(name.clone())),
            Layout::Sequence | Layout::All => {}
        }
        let xml = self.owner_name(id);
        let count = complex.attributes.len();
        let is_allowed = self.fields.take(count) && self.fields.allows(count);
        self.fields.at(self.schema.ty(id).span.as_ref());
        let attributes: Vec<AttributeField> = complex.attributes
            [..if is_allowed { count } else { 0 }]
            .iter()
            .map(|attribute| self.attribute(attribute, &xml, &mut scope))
            .collect();
        let any_attribute = complex.any_attribute.as_ref().map(|any| {
            let name = scope.take("any_attributes".to_owned());
            (name, wildcard(&any.namespaces), process(any.process))
        });
        let element = match &self.schema.ty(id).owner {
            Some(Owner::Element(element)) if self.schema.element(*element).is_global => {
                Some(self.element_name(*element))
            }
            _ => None,
        };
        let mut docs = self.type_docs(id, &path.name);
        if docs.text.is_none()
            && let Some(Owner::Element(element)) = &self.schema.ty(id).owner
        {
            let element = self.schema.element(*element);
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
            let namespace = self.modules.namespace(module).to_owned();
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
        self.modules.push(
            module,
            Item::Struct(Struct {
                name: path.name,
                docs,
                type_name: self.type_name(id),
                is_abstract: complex.is_abstract,
                namespace,
                layout: body.layout,
                fields,
                admitted,
                attributes,
                any_attribute,
                element,
                identities: self.identities_of_type(id),
                has_default: false,
            }),
        );
        for item in self.nested_of.remove(&id).unwrap_or_default() {
            self.modules.push(module, item);
        }
    }
}

impl Body {
    fn empty() -> Self {
        Self {
            layout: Layout::Sequence,
            fields: Vec::new(),
        }
    }
}
