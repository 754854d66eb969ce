//! Which fields are trees though the schema says what they hold.

use sapo_codegen::diagnostic::Report;
use sapo_codegen::lower;
use sapo_codegen::model::{Array, Field, Item, Layout, Model, RustType, Struct, Term};
use sapo_codegen::schema::builtin::ANY_TYPE;
use sapo_codegen::schema::components::{Content, Schema, TypeKind};
use sapo_codegen::service::{PartContent, Service};
use sapo_codegen::{Config, Generator, Options, Resolved};

/// The fields of a case that are trees, and neither wildcards nor of `xs:anyType` nor mixed content.
pub(super) fn unexplained(options: Options, generator: &Generator) -> Vec<String> {
    let mut report = Report::new();
    let (_, Resolved { schema, services }) = generator.resolve(&mut report);
    let mut config = Config::default();
    config.set_options(options);
    let model = lower::lower(&schema, &services, &config, None, &mut report);
    let judge = Judge {
        schema: &schema,
        services: &services,
    };
    judge.model(&model)
}

struct Judge<'s> {
    schema: &'s Schema,
    services: &'s [Service],
}

impl Judge<'_> {
    fn model(&self, model: &Model) -> Vec<String> {
        let mut found = Vec::new();
        let items = model.modules.iter().flat_map(|module| &module.items);
        for item in items {
            let (name, namespace, fields): (&str, &str, Vec<&Field>) = match item {
                Item::Struct(ty) => {
                    if matches!(ty.layout, Layout::Mixed { .. }) && !self.is_mixed(ty) {
                        found.push(format!("{}: its content is not mixed", ty.name));
                    }
                    (&ty.name, &ty.namespace, ty.fields.iter().collect())
                }
                Item::Choice(ty) => (&ty.name, &ty.namespace, ty.variants.iter().collect()),
                Item::Array(ty) if holds_anything(ty) => continue,
                Item::Array(ty) => (&ty.name, &ty.namespace, vec![&ty.field]),
                Item::Root(root) => {
                    let fields = root.variants.iter().map(|variant| &variant.field);
                    ("Root", "", fields.collect())
                }
                _ => continue,
            };
            let is_wrong = |field: &&Field| is_tree(field) && !self.may_be_tree(field, namespace);
            let wrong = fields.into_iter().filter(is_wrong);
            found.extend(wrong.map(|field| format!("{name}::{} is a tree", field.name)));
        }
        found
    }

    /// Whether the field is a wildcard, or an element of this name may hold anything.
    fn may_be_tree(&self, field: &Field, namespace: &str) -> bool {
        let particle = &field.particle;
        // That of the root's fields is always their own, or the module's.
        let namespace = particle.namespace.as_deref().unwrap_or(namespace);
        match particle.term {
            Term::Any(..) => true,
            Term::Group(_) | Term::Inner(_) => false,
            Term::Element => {
                let mut elements = self.schema.elements.iter();
                elements.any(|element| {
                    element.ty == ANY_TYPE
                        && *element.name.local == *particle.local
                        && (namespace.is_empty() || *element.name.namespace == *namespace)
                }) || self.is_any_part(&particle.local)
            }
        }
    }

    /// Whether a part of this name is given by `xs:anyType`.
    fn is_any_part(&self, name: &str) -> bool {
        let interfaces = self.services.iter().flat_map(|service| &service.interfaces);
        let operations = interfaces.flat_map(|interface| &interface.operations);
        let messages = operations.flat_map(|operation| [&operation.input, &operation.output]);
        let mut parts = messages.flatten().flat_map(|message| &message.body);
        parts.any(|part| part.name == name && part.content == PartContent::Type(ANY_TYPE))
    }

    fn is_mixed(&self, ty: &Struct) -> bool {
        let mut types =
            self.schema
                .types
                .iter()
                .filter(|known| match (&known.name, &ty.type_name) {
                    (Some(known), Some(name)) => known.is(&name.namespace, &name.local),
                    (None, None) => true,
                    _ => false,
                });
        types.any(|ty| matches!(&ty.kind, TypeKind::Complex(complex) if matches!(complex.content, Content::Mixed(_))))
    }
}

/// Whether it is an array of SOAP encoding whose items are of `xs:anyType`.
fn holds_anything(array: &Array) -> bool {
    let item = array.field.particle.type_name.as_ref();
    array.is_encoded && item.is_some_and(|item| item.local == "anyType")
}

/// Whether an occurrence holds a tree. What holds a list of them is explained by the list.
fn is_tree(field: &Field) -> bool {
    let mut ty = &field.value.ty;
    while let RustType::Secret(inner) | RustType::Boxed(inner) = ty {
        ty = inner;
    }
    *ty == RustType::Sapo("Any")
}
