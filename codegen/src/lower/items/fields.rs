//! The fields of particles and attributes.

use super::Items;
use crate::lower::naming::groups::{Part, PartKind};
use crate::lower::naming::rules::{field_name, is_evident};
use crate::model::{
    Access, AttributeField, Codec, Constraint, Docs, Field, Item, Layout, ModuleId,
    Particle as Shaped, Path, RustType, Scope, Struct, Term as ShapedTerm, Value,
};
use crate::qname::QName;
use crate::schema::components::{self as schema, AttributeUse, ElementId};
use crate::visible::code;

/// The type that fields belong to.
#[derive(Debug)]
pub(in crate::lower) struct Place<'p> {
    /// The name in XML of the type that the fields are of, for the configuration.
    pub(in crate::lower) xml: &'p QName,
    /// The namespace of its shape.
    pub(in crate::lower) namespace: &'p str,
}

impl<'s> Items<'_, 's> {
    /// The namespace that a shape names once for its fields, whose own mention of it is taken away:
    /// that of the module, or another that all of them are in (none, where they are unqualified).
    pub(super) fn shape_namespace(&self, module: ModuleId, fields: &mut [Field]) -> String {
        let own = self.names.namespace(module).to_owned();
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

    /// Returns the field of a part, with the types of the groups within it.
    pub(super) fn part(&mut self, part: &Part<'_>, place: &Place<'_>) -> (Field, Vec<Item>) {
        let Part { min, max, kind } = part;
        let field = match kind {
            PartKind::Element(id) => self.element_field(*id, *min, *max, place),
            PartKind::Any(wildcard) => wildcard_field(wildcard, *min, *max),
            PartKind::Named(id) => {
                self.used.groups.insert(*id);
                let name = field_name(&self.facts.schema.group(*id).name.local);
                group_field(&name, self.names.group(*id), *min, *max)
            }
            // `name_apart` names these after the fields beside them.
            PartKind::Choice(path, _, branches) => {
                let items = self.choice_enum(path, branches, place);
                return (group_field("", path.clone(), *min, *max), items);
            }
            PartKind::Together(path, _, parts) => {
                let items = self.group_struct(path, parts, place);
                return (group_field("", path.clone(), *min, *max), items);
            }
        };
        (field, Vec::new())
    }

    /// Returns the fields of parts, with the types of the groups within them.
    pub(super) fn parts(
        &mut self,
        parts: &[Part<'_>],
        place: &Place<'_>,
    ) -> (Vec<Field>, Vec<Item>) {
        let mut nested = Vec::new();
        let fields = parts.iter().map(|part| {
            let (field, items) = self.part(part, place);
            nested.extend(items);
            field
        });
        (fields.collect(), nested)
    }

    /// Returns the struct of a sequence that repeats, or that is a branch of a choice, and behind
    /// it the types of the groups within it.
    fn group_struct(&mut self, path: &Path, parts: &[Part<'_>], place: &Place<'_>) -> Vec<Item> {
        let (mut fields, nested) = self.parts(parts, place);
        name_apart(&mut fields, parts, &[], field_name);
        let namespace = self.shape_namespace(path.module, &mut fields);
        let docs = format!("Elements of {} that come together.", place.xml.local);
        let item = Item::Struct(Struct {
            namespace,
            ..Struct::of_no_type(path.name.clone(), docs, Layout::Sequence, fields)
        });
        std::iter::once(item).chain(nested).collect()
    }

    /// Returns the field of an element, or of the group that may stand in for it.
    pub(in crate::lower) fn element_field(
        &mut self,
        id: ElementId,
        min: u32,
        max: Option<u32>,
        place: &Place<'_>,
    ) -> Field {
        let element = self.facts.schema.element(id);
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
        self.own_field(id, min, max, place)
    }

    /// Returns the field of an element that nothing stands in for.
    pub(super) fn own_field(
        &mut self,
        id: ElementId,
        min: u32,
        max: Option<u32>,
        place: &Place<'_>,
    ) -> Field {
        let element = self.facts.schema.element(id);
        let value = match max {
            Some(1) if min > 0 || !element.nillable => self.open_value(element.ty),
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
        let element = self.facts.schema.element(id);
        let path = [place.xml, &element.name];
        let name = match self.facts.pinned(&path) {
            Some(name) => name.to_owned(),
            None => field_name(&element.name.local),
        };
        let expected = element.expected_content_types.as_deref();
        if let Some(ty) = self.facts.replaced(&path) {
            value = Value::own(RustType::Extern(ty.to_owned()));
        } else if expected.is_some() && value.codec == Codec::Base64 {
            value = Value::own(RustType::Sapo("Attachment"));
        }
        let access = access(min, max);
        let given = match access {
            Access::One | Access::Optional => self.literal(element.into(), &value),
            Access::Many => None,
        };
        let constraint = element.value.clone();
        let value = self.secured(value, &path, element.ty, constraint.as_ref());
        let drops_nil = element.nillable
            && match access {
                Access::One => false,
                Access::Optional => self.facts.drops_nil(&path),
                Access::Many => self.facts.drops_nil_items(&path),
            };
        let is_complex = self.facts.complex(element.ty).is_some();
        let can_be_boxed = is_complex
            && access != Access::Many
            && matches!(value.ty, RustType::Generated(_) | RustType::Sapo("Any"));
        let pinned_box = match can_be_boxed {
            true => self.facts.is_boxed(&path),
            false => None,
        };
        let type_name = match self.facts.encoded.contains(&id) {
            true => self.facts.unusual_type(element.ty, &value),
            false => None,
        };
        let mut notes = Vec::new();
        if !is_evident(&name, &element.name.local) {
            notes.push(code(&element.name.local));
        }
        notes.extend(expected.map(|types| format!("{}, beside the message in MTOM.", code(types))));
        notes.extend(constraint.as_ref().map(constraint_note));
        Field {
            docs: Docs {
                text: element.documentation.clone(),
                notes,
            },
            name,
            value,
            nillable: element.nillable,
            drops_nil,
            boxed: pinned_box == Some(true),
            pinned_box,
            attributes: self.facts.attributes(&path),
            access,
            particle: Shaped {
                namespace: (&*element.name.namespace != place.namespace)
                    .then(|| element.name.namespace.to_string()),
                local: element.name.local.to_string(),
                term: ShapedTerm::Element,
                min,
                max,
                value: constraint,
                blocked: self.facts.blocked(
                    element.ty,
                    element.block,
                    self.names.derived.contains_key(&element.ty),
                ),
                type_name,
                identities: self.identities_of_field(id),
                is_part: false,
            },
            given,
            meaning: self.meaning(&path, element.ty, element.is_global),
        }
    }

    /// The name that the field of an attribute would like.
    pub(super) fn attribute_name(&self, used: &AttributeUse, ty: &QName) -> String {
        let name = &used.attribute.name;
        match self.facts.pinned(&[ty, name]) {
            Some(pinned) => pinned.to_owned(),
            None => field_name(&name.local),
        }
    }

    pub(super) fn attribute(
        &mut self,
        used: &AttributeUse,
        ty: &QName,
        scope: &mut Scope,
    ) -> AttributeField {
        let attribute = &used.attribute;
        let path = [ty, &attribute.name];
        let name = scope.take(self.attribute_name(used, ty));
        let value = match self.facts.replaced(&path) {
            Some(ty) => Value::own(RustType::Extern(ty.to_owned())),
            None => self.value(attribute.ty),
        };
        let given = self.literal(attribute.into(), &value);
        let constraint = attribute.value.clone();
        let value = self.secured(value, &path, attribute.ty, constraint.as_ref());
        let mut notes = Vec::new();
        if !is_evident(&name, &attribute.name.local) {
            notes.push(code(&attribute.name.local));
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
            attributes: self.facts.attributes(&path),
            constraint,
            given,
        }
    }
}

/// Returns the access to a field that occurs this often.
pub(super) fn access(min: u32, max: Option<u32>) -> Access {
    match (min, max) {
        (0, Some(1)) => Access::Optional,
        (_, Some(1)) => Access::One,
        _ => Access::Many,
    }
}

/// The field of a group that is a type of its own.
pub(super) fn group_field(name: &str, path: Path, min: u32, max: Option<u32>) -> Field {
    let value = Value::own(RustType::Generated(path.clone()));
    term_field(name, value, ShapedTerm::Group(path), min, max)
}

pub(super) fn wildcard_field(any: &schema::Wildcard, min: u32, max: Option<u32>) -> Field {
    let value = Value::own(RustType::Sapo("Any"));
    let term = ShapedTerm::Any(any.namespaces.clone(), any.process);
    Field {
        docs: Docs {
            text: Some("Elements that the schema leaves open.".to_owned()),
            notes: Vec::new(),
        },
        ..term_field("any", value, term, min, max)
    }
}

/// The field of a term that has no name in XML.
pub(super) fn term_field(
    name: &str,
    value: Value,
    term: ShapedTerm,
    min: u32,
    max: Option<u32>,
) -> Field {
    let particle = Shaped {
        term,
        min,
        max,
        ..Shaped::one("")
    };
    Field::new(name.to_owned(), value, access(min, max), particle)
}

fn constraint_note(constraint: &Constraint) -> String {
    match constraint {
        Constraint::Default(value) if value.is_empty() => "Default: empty.".to_owned(),
        Constraint::Default(value) => format!("Default: {}.", code(value)),
        Constraint::Fixed(value) => format!("Always {}.", code(value)),
    }
}

/// Keeps the names of the last fields, which are those of `parts`, apart from the names before and
/// from each other. Groups have no name in XML, so they choose one after all others have theirs, and
/// none that is `avoided`. `case` makes a field's or a variant's name of it.
pub(super) fn name_apart(
    fields: &mut [Field],
    parts: &[Part<'_>],
    avoided: &[String],
    case: fn(&str) -> String,
) {
    let (before, fields) = fields.split_at_mut(fields.len() - parts.len());
    let mut scope = Scope::with(before.iter().map(|field| field.name.as_str()));
    let mut groups = Vec::new();
    for (field, part) in fields.iter_mut().zip(parts) {
        match &part.kind {
            PartKind::Choice(_, names, _) | PartKind::Together(_, names, _) => {
                groups.push((field, names));
            }
            PartKind::Element(_) | PartKind::Any(_) | PartKind::Named(_) => {
                field.name = scope.take(std::mem::take(&mut field.name));
            }
        }
    }
    for (field, names) in groups {
        let names = names.iter().map(|name| case(name));
        field.name = scope.take_first(names.filter(|name| !avoided.contains(name)));
    }
}

/// Keeps the names of fields apart from each other.
pub(in crate::lower) fn keep_apart(fields: &mut [Field]) {
    let mut scope = Scope::default();
    for field in fields {
        field.name = scope.take(std::mem::take(&mut field.name));
    }
}
