//! The fields of a complex type: its base's, then those of its own particles and attributes.

use super::budget::weight;
use super::groups::{Part, PartKind};
use super::lower::Lowering;
use super::names::{Scope, field_name, is_evident};
use super::{
    Access, AttributeField, Codec, Constraint, Docs, ElementName, Field, Item, Layout, Literal,
    Particle as Shaped, Path, Process, RustType, Struct, Term as ShapedTerm, Value, Wildcard,
};
use crate::qname::QName;
use crate::schema::components::{
    self as schema, AttributeUse, ComplexType, Compositor, Content, Derivation, ElementId,
    Namespaces, Owner, Particle, ProcessContents, Term, TypeId, TypeKind, ValueConstraint,
};

/// What a struct holds, kept so that the types derived from it can begin with the same.
#[derive(Debug, Clone)]
pub(super) struct Body {
    pub(super) layout: Layout,
    pub(super) fields: Vec<Field>,
}

/// Where particles are lowered: what the fields belong to.
#[derive(Debug)]
pub(super) struct Place<'p> {
    /// The name in XML of the type that the fields are of, for the configuration.
    pub(super) xml: &'p QName,
    /// The namespace of its shape.
    pub(super) namespace: &'p str,
}

impl<'s> Lowering<'s> {
    pub(super) fn complex(&self, id: TypeId) -> Option<&'s ComplexType> {
        match &self.schema.ty(id).kind {
            TypeKind::Complex(complex) => Some(complex),
            TypeKind::Simple(_) => None,
        }
    }

    /// The particle that a type itself adds: all of it, or what it extends its base by.
    pub(super) fn own_particle(&self, id: TypeId) -> Option<&'s Particle> {
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
    pub(super) fn type_body(&mut self, id: TypeId) -> Body {
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
    pub(super) fn push_struct(&mut self, id: TypeId) {
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
            docs.notes.push(format!("`{}`", element.local));
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

    /// The namespace that a shape names once for its fields, whose own mention of it is taken away: that of the
    /// module, or another that all of them are in (none, where they are unqualified).
    pub(super) fn shape_namespace(&self, module: super::ModuleId, fields: &mut [Field]) -> String {
        let own = self.modules.namespace(module).to_owned();
        let mut named = fields
            .iter()
            .filter(|field| matches!(field.particle.term, ShapedTerm::Element))
            .map(|field| field.particle.namespace.as_deref());
        let first = named.next().flatten().map(str::to_owned);
        let Some(common) = first.filter(|first| named.all(|other| other == Some(first))) else {
            return own;
        };
        for field in fields {
            field.particle.namespace = None;
        }
        common
    }

    /// The name of a type in XML, unless it is anonymous.
    pub(super) fn type_name(&self, id: TypeId) -> Option<ElementName> {
        let name = self.schema.ty(id).name.as_ref()?;
        Some(ElementName {
            namespace: name.namespace.to_string(),
            local: name.local.to_string(),
        })
    }

    pub(super) fn element_name(&self, id: ElementId) -> ElementName {
        let name = &self.schema.element(id).name;
        ElementName {
            namespace: name.namespace.to_string(),
            local: name.local.to_string(),
        }
    }

    /// The field of a part.
    pub(super) fn part(&mut self, part: &Part<'_>, place: &Place<'_>) -> Field {
        let Part { min, max, kind } = part;
        match kind {
            PartKind::Element(id) => self.element_field(*id, *min, *max, place),
            PartKind::Any(wildcard) => wildcard_field(wildcard, *min, *max),
            PartKind::Named(id) => {
                self.names.used_groups.insert(*id);
                let name = field_name(&self.schema.group(*id).name.local);
                group_field(&name, self.names.group(*id), *min, *max)
            }
            PartKind::Choice(path, branches) => {
                self.choice_field(path, branches, *min, *max, place)
            }
            PartKind::Together(path, _, parts) => {
                self.group_struct(path, parts, place);
                group_field("group", path.clone(), *min, *max)
            }
        }
    }

    /// Makes a struct of a sequence that repeats, or that is a branch of a choice.
    fn group_struct(&mut self, path: &Path, parts: &[Part<'_>], place: &Place<'_>) {
        // What is nested in it comes behind it.
        let at = self.nested.len();
        let mut fields: Vec<Field> = parts.iter().map(|part| self.part(part, place)).collect();
        rename_from(&mut fields, 0);
        let namespace = self.shape_namespace(path.module, &mut fields);
        let item = Item::Struct(Struct {
            name: path.name.clone(),
            docs: Docs {
                text: Some(format!(
                    "Elements of {} that come together.",
                    place.xml.local
                )),
                notes: Vec::new(),
            },
            type_name: None,
            namespace,
            layout: Layout::Sequence,
            fields,
            admitted: Vec::new(),
            attributes: Vec::new(),
            any_attribute: None,
            element: None,
            identities: Vec::new(),
            has_default: false,
        });
        self.nested.insert(at, item);
    }

    /// The field of an element.
    pub(super) fn element_field(
        &mut self,
        id: ElementId,
        min: u32,
        max: Option<u32>,
        place: &Place<'_>,
    ) -> Field {
        let element = self.schema.element(id);
        if let Some(path) = self.names.substitutions.get(&id) {
            let name = field_name(&element.name.local);
            return Field {
                docs: Docs {
                    text: element.documentation.clone(),
                    notes: Vec::new(),
                },
                ..group_field(&name, path.clone(), min, max)
            };
        }
        let value = match max {
            Some(1) => self.open_value(element.ty),
            _ => self.item_value(element.ty),
        };
        self.field_of(id, value, min, max, place)
    }

    /// The field of an element that holds this value.
    pub(super) fn field_of(
        &mut self,
        id: ElementId,
        mut value: Value,
        min: u32,
        max: Option<u32>,
        place: &Place<'_>,
    ) -> Field {
        let element = self.schema.element(id);
        let path = [place.xml, &element.name];
        let name = match self.pinned(&path) {
            Some(name) => name.to_owned(),
            None => field_name(&element.name.local),
        };
        let expected = element.expected_content_types.as_deref();
        if let Some(ty) = self.replaced(&path) {
            value = Value::own(RustType::Extern(ty.to_owned()));
        } else if expected.is_some() && value.codec == Codec::Base64 {
            value = Value::own(RustType::Sapo("Attachment"));
        }
        let access = access(min, max);
        if self.is_secret(&path) {
            value = Value {
                ty: RustType::Secret(Box::new(value.ty)),
                ..value
            };
        }
        let constraint = element.value.as_ref().map(constraint);
        let type_name = match self.encoded.contains(&id) {
            true => self.unusual_type(element.ty, &value),
            false => None,
        };
        let default = match (&constraint, access, element.nillable) {
            (Some(Constraint::Default(text)), Access::Optional, false) => {
                self.literal(element.ty, &value, text)
            }
            _ => None,
        };
        let mut notes = Vec::new();
        if !is_evident(&name, &element.name.local) {
            notes.push(format!("`{}`", element.name.local));
        }
        notes.extend(expected.map(|types| format!("`{types}`, beside the message in MTOM.")));
        notes.extend(constraint.as_ref().map(constraint_note));
        Field {
            docs: Docs {
                text: element.documentation.clone(),
                notes,
            },
            name,
            value,
            nillable: element.nillable,
            boxed: false,
            access,
            particle: Shaped {
                namespace: (&*element.name.namespace != place.namespace)
                    .then(|| element.name.namespace.to_string()),
                local: element.name.local.to_string(),
                term: ShapedTerm::Element,
                min,
                max,
                value: constraint,
                blocked: self.blocked(element.ty, element.block),
                type_name,
                identities: self.identities_of_field(id),
            },
            default,
        }
    }

    fn attribute(&mut self, used: &AttributeUse, ty: &QName, scope: &mut Scope) -> AttributeField {
        let attribute = &used.attribute;
        let path = [ty, &attribute.name];
        let name = match self.pinned(&path) {
            Some(name) => name.to_owned(),
            None => field_name(&attribute.name.local),
        };
        let name = scope.take(name);
        let mut value = match self.replaced(&path) {
            Some(ty) => Value::own(RustType::Extern(ty.to_owned())),
            None => self.value(attribute.ty),
        };
        if self.is_secret(&path) {
            value.ty = RustType::Secret(Box::new(value.ty));
        }
        let constraint = attribute.value.as_ref().map(constraint);
        let mut notes = Vec::new();
        if !is_evident(&name, &attribute.name.local) {
            notes.push(format!("`{}`", attribute.name.local));
        }
        notes.extend(constraint.as_ref().map(constraint_note));
        AttributeField {
            name,
            docs: Docs {
                text: attribute.documentation.clone(),
                notes,
            },
            value,
            required: used.required,
            namespace: attribute.name.namespace.to_string(),
            local: attribute.name.local.to_string(),
            constraint,
        }
    }

    /// A default as Rust writes it; `None` where the type has no such value.
    fn literal(&self, ty: TypeId, value: &Value, text: &str) -> Option<Literal> {
        match (&value.ty, &value.codec) {
            (RustType::Std("bool"), _) => match text.trim() {
                "true" | "1" => Some(Literal::Bool(true)),
                "false" | "0" => Some(Literal::Bool(false)),
                _ => None,
            },
            (RustType::Std("String"), _) => Some(Literal::Str(text.to_owned())),
            (RustType::Std("f32" | "f64"), _) => Some(Literal::Parsed(text.trim().to_owned())),
            (RustType::Std(_), _) => text.trim().parse().ok().map(Literal::Integer),
            (RustType::Sapo(name), _)
                if !matches!(*name, "Any" | "AnySimple" | "Attachment" | "Map") =>
            {
                Some(Literal::Parsed(text.trim().to_owned()))
            }
            (RustType::Generated(path), _) if self.names.simple.contains_key(&ty) => {
                Some(Literal::Variant(path.clone(), text.to_owned()))
            }
            _ => None,
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

/// How often a field is there.
pub(super) fn access(min: u32, max: Option<u32>) -> Access {
    match (min, max) {
        (0, Some(1)) => Access::Optional,
        (_, Some(1)) => Access::One,
        _ => Access::Many,
    }
}

/// The field of a group that is a type of its own.
pub(super) fn group_field(name: &str, path: Path, min: u32, max: Option<u32>) -> Field {
    Field {
        name: name.to_owned(),
        docs: Docs::default(),
        value: Value::own(RustType::Generated(path.clone())),
        nillable: false,
        boxed: false,
        access: access(min, max),
        particle: Shaped {
            namespace: None,
            local: String::new(),
            term: ShapedTerm::Group(path),
            min,
            max,
            value: None,
            blocked: Vec::new(),
            type_name: None,
            identities: Vec::new(),
        },
        default: None,
    }
}

fn wildcard(namespaces: &Namespaces) -> Wildcard {
    match namespaces {
        Namespaces::Any => Wildcard::Any,
        Namespaces::Other(namespace) => Wildcard::Other(namespace.clone()),
        Namespaces::List(namespaces) => Wildcard::List(namespaces.clone()),
    }
}

fn process(process: ProcessContents) -> Process {
    match process {
        ProcessContents::Skip => Process::Skip,
        ProcessContents::Lax => Process::Lax,
        ProcessContents::Strict => Process::Strict,
    }
}

pub(super) fn wildcard_field(any: &schema::Wildcard, min: u32, max: Option<u32>) -> Field {
    let wildcard = wildcard(&any.namespaces);
    Field {
        name: "any".to_owned(),
        docs: Docs {
            text: Some("Elements that the schema leaves open.".to_owned()),
            notes: Vec::new(),
        },
        value: Value::own(RustType::Sapo("Any")),
        nillable: false,
        boxed: false,
        access: access(min, max),
        particle: Shaped {
            namespace: None,
            local: String::new(),
            term: ShapedTerm::Any(wildcard, process(any.process)),
            min,
            max,
            value: None,
            blocked: Vec::new(),
            type_name: None,
            identities: Vec::new(),
        },
        default: None,
    }
}

pub(super) fn constraint(constraint: &ValueConstraint) -> Constraint {
    match constraint {
        ValueConstraint::Default(value) => Constraint::Default(value.clone()),
        ValueConstraint::Fixed(value) => Constraint::Fixed(value.clone()),
    }
}

fn constraint_note(constraint: &Constraint) -> String {
    match constraint {
        Constraint::Default(value) if value.is_empty() => "Default: empty.".to_owned(),
        Constraint::Default(value) => format!("Default: `{value}`."),
        Constraint::Fixed(value) => format!("Always `{value}`."),
    }
}

/// Keeps the names of the fields from `start` on apart from those before and from each other.
pub(super) fn rename_from(fields: &mut [Field], start: usize) {
    let taken: Vec<String> = fields[..start]
        .iter()
        .map(|field| field.name.clone())
        .collect();
    let mut scope = Scope::with(taken.iter().map(String::as_str));
    for field in &mut fields[start..] {
        field.name = scope.take(std::mem::take(&mut field.name));
    }
}
