//! Declarations of the types that the configuration gives and no schema has.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use super::Documents;
use super::namespaces::XSD;
use super::reference::Reference;
use super::xsd::{
    AttributeDeclaration, AttributeItem, AttributeTarget, Attributes, ComplexDerivation, Global,
    Schema, SimpleDerivation, SimpleFinal, SimpleType, TypeBody, TypeDefinition, TypeReference,
};
use crate::diagnostic::Span;
use crate::qname::QName;

impl Documents {
    /// Declares each type that something refers to, that no schema declares, and that the configuration gives a Rust type
    /// for: which type it is doesn't matter then.
    pub fn declare_given(&mut self, is_given: impl Fn(&QName) -> bool) {
        let declared: HashSet<QName> = self.schemas.iter().flat_map(declared).collect();
        let mut missing: BTreeMap<Arc<str>, BTreeSet<Arc<str>>> = BTreeMap::new();
        let mut add = |reference: &Reference| {
            let name = &reference.name;
            if &*name.namespace != XSD && !declared.contains(name) && is_given(name) {
                let names = missing.entry(name.namespace.clone()).or_default();
                names.insert(name.local.clone());
            }
        };
        self.schemas
            .iter()
            .for_each(|schema| references(schema, &mut add));
        let messages = self.definitions.iter().flat_map(|one| &one.messages);
        let parts = messages.flat_map(|message| &message.parts);
        parts.filter_map(|part| part.ty.as_ref()).for_each(add);
        let schemas = missing
            .into_iter()
            .map(|(namespace, names)| schema(namespace, names));
        self.schemas.extend(schemas);
    }
}

/// The names of the types that a schema declares.
fn declared(schema: &Schema) -> impl Iterator<Item = QName> {
    let namespace = schema.target_namespace.clone().unwrap_or_default();
    let names = schema
        .types
        .iter()
        .filter_map(|definition| definition.name.clone());
    names.map(move |local| QName::new(namespace.clone(), local))
}

/// A schema that declares types of these names.
fn schema(namespace: Arc<str>, names: BTreeSet<Arc<str>>) -> Schema {
    let span = Span {
        document: Arc::default(),
        start: 0,
        end: 0,
    };
    let ty = |name| TypeDefinition {
        name: Some(name),
        documentation: None,
        body: TypeBody::Simple(SimpleType {
            is_final: SimpleFinal::default(),
            derivation: SimpleDerivation::Restriction {
                base: Some(TypeReference::Named(Reference {
                    name: QName::new(XSD, "string"),
                    span: span.clone(),
                })),
                facets: Vec::new(),
            },
        }),
        span: span.clone(),
    };
    Schema {
        document: usize::MAX,
        target_namespace: Some(namespace).filter(|uri| !uri.is_empty()),
        directives: Vec::new(),
        globals: (0..names.len()).map(Global::Type).collect(),
        types: names.into_iter().map(ty).collect(),
        elements: Vec::new(),
        groups: Vec::new(),
        attribute_groups: Vec::new(),
        attributes: Vec::new(),
        notations: Vec::new(),
        places: Vec::new(),
        span,
    }
}

/// Finds the references to types in a schema.
fn references(schema: &Schema, found: &mut dyn FnMut(&Reference)) {
    for definition in &schema.types {
        match &definition.body {
            TypeBody::Simple(simple) => match &simple.derivation {
                SimpleDerivation::Restriction { base: item, .. } | SimpleDerivation::List(item) => {
                    named(item.as_ref(), found);
                }
                SimpleDerivation::Union(members) => {
                    members.iter().for_each(|member| named(Some(member), found));
                }
            },
            TypeBody::Complex(complex) => {
                match &complex.derivation {
                    ComplexDerivation::Complex { base, .. }
                    | ComplexDerivation::SimpleExtension(base)
                    | ComplexDerivation::SimpleRestriction { base, .. } => {
                        base.iter().for_each(&mut *found);
                    }
                    ComplexDerivation::None => {}
                }
                attributes(&complex.attributes, found);
            }
        }
    }
    let elements = schema.elements.iter().map(|element| element.ty.as_ref());
    elements.for_each(|ty| named(ty, found));
    let sets = schema.attribute_groups.iter();
    sets.for_each(|group| attributes(&group.attributes, found));
    schema
        .attributes
        .iter()
        .for_each(|one| attribute(one, found));
}

fn attributes(written: &Attributes, found: &mut dyn FnMut(&Reference)) {
    for item in &written.items {
        if let AttributeItem::Use(one) = item {
            if let AttributeTarget::Local(declaration) = &one.declaration {
                attribute(declaration, found);
            }
            one.array_type.iter().for_each(|array| found(&array.item));
        }
    }
}

fn attribute(declaration: &AttributeDeclaration, found: &mut dyn FnMut(&Reference)) {
    named(declaration.ty.as_ref(), found);
}

fn named(ty: Option<&TypeReference>, found: &mut dyn FnMut(&Reference)) {
    if let Some(TypeReference::Named(reference)) = ty {
        found(reference);
    }
}
