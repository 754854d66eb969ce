//! The enum of all documents.

use super::Items;
use super::fields::Place;
use crate::lower::facts::encoding::is_built_in;

use crate::lower::naming::order::{self, Global};
use crate::lower::naming::rules::variant_name;
use crate::model::{
    Access, AttributeField, Docs, Field, ModuleId, Particle, Path, Root, RootVariant, RustType,
    Scope,
};
use crate::qname::QName;
use crate::schema::builtin::ANY_TYPE;
use crate::schema::components::{
    Attribute, Content, Particle as Written, ProcessContents, Schema, Term, TypeKind, Wildcard,
};

impl Items<'_, '_> {
    /// Returns the generated types of global elements, with the namespaces of the elements.
    pub(in crate::lower) fn types_of_elements(
        &self,
        globals: &[(order::Place, QName, Global)],
    ) -> Vec<(String, Path)> {
        let elements = globals.iter().filter_map(|(_, name, global)| {
            let Global::Element(id) = *global else {
                return None;
            };
            let names = self.names;
            let ty = self.facts.schema.element(id).ty;
            let named = names
                .substitutions
                .get(&id)
                .or_else(|| names.derived.get(&ty));
            let path = match (named, &self.facts.schema.ty(ty).kind) {
                (Some(path), _) => path.clone(),
                (None, TypeKind::Simple(_)) => names.simple.get(&ty)?.clone(),
                (None, TypeKind::Complex(_)) if ty == ANY_TYPE => return None,
                (None, TypeKind::Complex(_)) => names.ty(ty),
            };
            Some((name.namespace.to_string(), path))
        });
        elements.collect()
    }

    /// A variant for every global element that may be the root of a document.
    pub(in crate::lower) fn root(&mut self, globals: &[(order::Place, QName, Global)]) -> Root {
        let path = Path {
            module: ModuleId(0),
            name: "Root".to_owned(),
        };
        let namespace = self.names.namespace(path.module).to_owned();
        let mut scope = Scope::default();
        let mut variants = Vec::new();
        for (_, name, global) in globals {
            let Global::Element(id) = *global else {
                continue;
            };
            if self.facts.schema.element(id).is_abstract || is_built_in(name) {
                continue;
            }
            let place = Place {
                xml: name,
                namespace: &namespace,
            };
            let value = self.element_value(id);
            let mut field = self.field_of(id, value, 1, Some(1), &place);
            field.name = scope.take(variant_name(&name.local));
            field.boxed = matches!(
                field.value.ty.resolved(),
                RustType::Generated(_) | RustType::Sapo("Any")
            );
            field.given = None;
            variants.push(RootVariant {
                name: field.name.clone(),
                field,
                element: self.facts.element_name(id),
            });
        }
        let open = Open::of(self.facts.schema);
        let declared = self.facts.schema.global_attributes.iter();
        let attributes = declared
            .filter(|(name, _)| open.attributes && !is_built_in(name))
            .map(|(_, attribute)| self.global_attribute(attribute))
            .collect();
        // Without documents there is nothing to hold against them.
        let types = match variants.is_empty() {
            true => Vec::new(),
            false => self.nameable_types(globals, &open, &namespace),
        };
        Root {
            variants,
            attributes,
            types,
        }
    }

    /// Returns the types that `xsi:type` may name, for validation alone.
    fn nameable_types(
        &mut self,
        globals: &[(order::Place, QName, Global)],
        open: &Open,
        namespace: &str,
    ) -> Vec<Field> {
        let mut types = Vec::new();
        for (_, name, global) in globals {
            let Global::Type(id) = *global else {
                continue;
            };
            let is_listed = match &self.facts.schema.ty(id).kind {
                TypeKind::Simple(_) => true,
                TypeKind::Complex(complex) => open.elements && !complex.is_abstract,
            };
            if !is_listed || is_built_in(name) {
                continue;
            }
            let mut value = self.value(id);
            if matches!(self.facts.schema.ty(id).kind, TypeKind::Simple(_)) {
                value.facets = Some(self.facets(id));
            }
            let particle = Particle {
                namespace: (&*name.namespace != namespace).then(|| name.namespace.to_string()),
                ..Particle::one(&name.local)
            };
            types.push(Field::new(String::new(), value, Access::One, particle));
        }
        types
    }

    /// A global attribute, for validation alone.
    fn global_attribute(&mut self, attribute: &Attribute) -> AttributeField {
        let mut value = self.value(attribute.ty);
        value.facets = Some(self.facets(attribute.ty));
        AttributeField {
            attributes: Vec::new(),
            given: None,
            name: String::new(),
            docs: Docs::default(),
            value,
            required: false,
            namespace: attribute.name.namespace.to_string(),
            local: attribute.name.local.to_string(),
            constraint: attribute.value.clone(),
        }
    }
}

/// The content that the types of a schema leave open.
struct Open {
    elements: bool,
    attributes: bool,
}

impl Open {
    fn of(schema: &Schema) -> Self {
        let is_checked = |wildcard: &Wildcard| wildcard.process != ProcessContents::Skip;
        let types = schema.types.iter().filter(|ty| ty.span.is_some());
        let complex = types.filter_map(|ty| match &ty.kind {
            TypeKind::Complex(complex) => Some(complex),
            TypeKind::Simple(_) => None,
        });
        let mut open = Self {
            elements: false,
            attributes: false,
        };
        let mut left: Vec<&Written> = Vec::new();
        for ty in complex {
            open.attributes |= ty.any_attribute.as_ref().is_some_and(is_checked);
            if let Content::Elements(particle) | Content::Mixed(particle) = &ty.content {
                left.push(particle);
            }
        }
        left.extend(schema.groups.iter().flat_map(|group| &group.particles));
        while let Some(particle) = left.pop() {
            match &particle.term {
                Term::Group(_, particles) => left.extend(particles),
                Term::Any(wildcard) => open.elements |= is_checked(wildcard),
                Term::Element(_) | Term::Reference(_) => {}
            }
        }
        // Whatever is of `xs:anyType` has both open.
        if schema.elements.iter().any(|element| element.ty == ANY_TYPE) {
            open.elements = true;
            open.attributes = true;
        }
        open
    }
}
