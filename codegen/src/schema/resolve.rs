//! The way from schemas as written to components.
//!
//! Ids are given first, by position; then names are looked up, and types built in an order in which every type comes
//! after those it is made from. So nothing here recurses along references.

use std::collections::{HashMap, HashSet};

use indexmap::IndexMap;

use super::attributes::AttributeBuilder;
use super::builtin::{self, ANY_SIMPLE_TYPE, ANY_TYPE};
use super::check::{self, Redefined, Step, Written};
use super::complex::{self, ComplexBuilder, Parts};
use super::components::*;
use super::identity;
use super::incomplete::{self, Given, Incomplete};
use super::names::Names;
use super::namesakes::Several;
use super::order::{Links, Order};
use super::particles::{self, ParticleBuilder};
use super::simple::{self, Built};
use super::sources::{Source, Sources};
use super::substitution;
use crate::diagnostic::{Diagnostic, Report, Span};
use crate::qname::QName;
use crate::severity::Judge;
use crate::syntax::Documents;
use crate::syntax::namespaces::XSD;
use crate::syntax::xsd::{self, SimpleDerivation, TypeBody, TypeDefinition, TypeReference};

/// Resolves all schemas of the set. What cannot be resolved is reported, and something harmless stands in its place.
/// What the configuration gives a type for is not missed.
pub fn resolve(documents: &Documents, given: Given<'_>, report: &mut Report) -> Schema {
    let mut judge = Judge::new(report, documents.setting);
    let sources = Sources::new(documents, &mut judge);
    let names = Names::new(&sources, &mut judge);
    Resolver {
        sources: &sources,
        names,
        attributes: AttributeBuilder::default(),
        steps: Vec::new(),
        judge,
    }
    .run(documents.costs.clone(), given)
}

struct Resolver<'r, 's, 'j> {
    sources: &'r Sources<'s>,
    names: Names<'s>,
    attributes: AttributeBuilder,
    steps: Vec<Step<'s>>,
    judge: Judge<'j>,
}

impl<'s> Resolver<'_, 's, '_> {
    fn run(mut self, mut costs: Vec<Diagnostic>, given: Given<'_>) -> Schema {
        let order = Order::new(self.sources, &mut self.names, &mut self.judge);
        let groups = particles::groups(self.sources, &mut self.names, &mut self.judge);
        let global_attributes = self.global_attributes();
        self.attributes
            .expand_groups(self.sources, &mut self.names, &mut self.judge);
        let types = self.types(&order);
        let elements = self.elements();
        let namesakes = &self.names.namesakes;
        let (other_types, other_elements) = (namesakes.types.others(), namesakes.elements.others());
        let ids = other_types.iter().map(|(_, id)| *id);
        let all_types: Vec<TypeId> = self.names.types.values().copied().chain(ids).collect();
        let ids = other_elements.iter().map(|(_, id)| *id);
        let all_elements = self.names.elements.values().copied().chain(ids);
        let mut schema = Schema {
            documents: self.sources.reading_order(),
            global_types: self.names.types.clone(),
            global_elements: self.names.elements.clone(),
            global_attributes,
            substitutions: substitution::substitutions(&elements, all_elements, &types),
            derived: substitution::derived(&types, all_types),
            own_types: self.own(&namesakes.types),
            own_elements: self.own(&namesakes.elements),
            other_types,
            other_elements,
            types,
            elements,
            groups,
            left_out: LeftOut::default(),
        };
        self.owners(&mut schema);
        let expansion = &mut self.attributes.expansion;
        expansion.add_references(&schema, &mut self.judge);
        if expansion.is_exceeded() {
            return schema;
        }
        let written = Written {
            sources: self.sources,
            order: &order,
            steps: std::mem::take(&mut self.steps),
            notations: &self.names.notations,
            redefined: self.redefined(),
        };
        let mut incomplete = None;
        costs.extend(self.judge.take_costs());
        let mut leave_out = |schema: &mut Schema, costs: Vec<Diagnostic>, judge: &mut Judge<'_>| {
            if !costs.is_empty() {
                let (sources, names) = (self.sources, &self.names);
                incomplete
                    .get_or_insert_with(|| Incomplete::new(schema, sources, names, given))
                    .leave_out(schema, costs, judge);
            }
        };
        leave_out(&mut schema, costs, &mut self.judge);
        check::check(&schema, &written, &mut self.judge);
        let costs = self.judge.take_costs();
        leave_out(&mut schema, costs, &mut self.judge);
        schema
    }

    /// What each WSDL document means by the names that several components have.
    fn own<T: Copy>(&self, several: &Several<T>) -> HashMap<(usize, QName), T> {
        let mut own = HashMap::new();
        let documents: HashSet<usize> = self.sources.wsdls().collect();
        for name in several.names() {
            for &document in &documents {
                let input = self.sources.input(document);
                let namesakes = &self.names.namesakes;
                let meant = namesakes.choose_in(several, name, document, input);
                own.extend(meant.map(|id| ((document, name.clone()), id)));
            }
        }
        own
    }

    fn redefined(&self) -> Redefined {
        let mut groups: Vec<_> = self.names.redefined_groups.clone().into_iter().collect();
        groups.sort();
        let mut attribute_groups = self.attributes.redefinitions(self.sources, &self.names);
        attribute_groups.sort_by_key(|(_, span, _)| span.start);
        Redefined {
            groups,
            attribute_groups,
        }
    }

    fn global_attributes(&mut self) -> IndexMap<crate::qname::QName, Attribute> {
        let all: Vec<_> = self
            .names
            .attributes
            .iter()
            .map(|(name, &(at, declaration))| (name.clone(), at, declaration))
            .collect();
        let mut attributes = IndexMap::new();
        for (name, at, declaration) in all {
            let source = &self.sources.all[at];
            let attribute = self.attributes.declaration(
                declaration,
                name.clone(),
                &Declarer::Schema,
                source,
                &mut self.names,
                &mut self.judge,
            );
            self.names
                .global_attribute_types
                .insert(name.clone(), attribute.ty);
            attributes.insert(name, attribute);
        }
        attributes
    }

    fn types(&mut self, order: &Order) -> Vec<Type> {
        let mut types: Vec<Option<Type>> = builtin::types().into_iter().map(Some).collect();
        types.resize_with(self.sources.type_count() as usize, || None);
        let mut built = Built { types };
        for &id in &order.sorted {
            let (at, definition) = self.sources.type_definition(id);
            let source = &self.sources.all[at];
            let (base, derivation, kind) = match &definition.body {
                // The schema has become too large.
                body if self.attributes.expansion.is_exceeded() => {
                    incomplete::placeholder(matches!(body, TypeBody::Simple(_)))
                }
                TypeBody::Simple(written) => {
                    self.simple_type(id, order.of(id), source, &definition.span, written, &built)
                }
                TypeBody::Complex(written) => {
                    let span = &definition.span;
                    let links = order.of(id);
                    self.complex_type(id, links, source, span, written, &mut built)
                }
            };
            let expansion = &mut self.attributes.expansion;
            expansion.add_type(&kind, &definition.span, &mut self.judge);
            built.types[id.0 as usize] = Some(Type {
                name: definition
                    .name
                    .as_ref()
                    .map(|local| source.own(local, true)),
                owner: None,
                documentation: definition.documentation.clone(),
                base: Some(base),
                derivation,
                kind,
                span: Some(definition.span.clone()),
            });
        }
        debug_assert!(built.types.iter().all(Option::is_some), "ids are positions");
        built.types.into_iter().flatten().collect()
    }

    fn simple_type(
        &mut self,
        id: TypeId,
        links: &Links,
        source: &Source<'_>,
        span: &'s Span,
        written: &'s xsd::SimpleType,
        built: &Built,
    ) -> (TypeId, Derivation, TypeKind) {
        let judge = &mut self.judge;
        let (base, derivation, simple) = match &written.derivation {
            SimpleDerivation::Restriction { base, facets } => {
                if let Some(TypeReference::Named(base)) = base
                    && base.name.is(XSD, "anySimpleType")
                {
                    judge.violation(
                        "cos-st-restricts.1.1",
                        &base.span,
                        "only the built-in types restrict xs:anySimpleType",
                    );
                }
                let base = built.expect_simple(links.base, "st-props-correct.1", span, judge);
                let simple = simple::restriction(base, facets, |name| source.name(name), built);
                self.steps.push(Step {
                    base,
                    result: id,
                    facets,
                    span,
                });
                (base, Derivation::Restriction, simple)
            }
            SimpleDerivation::List(_) => {
                let item = links.parts.first().copied().unwrap_or(ANY_SIMPLE_TYPE);
                let item = built.expect_simple(item, "cos-st-restricts.2.1", span, judge);
                (links.base, Derivation::List, simple::list(item))
            }
            SimpleDerivation::Union(_) => {
                let members = links
                    .parts
                    .iter()
                    .map(|&part| built.expect_simple(part, "cos-st-restricts.3.1", span, judge))
                    .collect();
                (links.base, Derivation::Union, simple::union(members))
            }
        };
        (base, derivation, TypeKind::Simple(simple))
    }

    fn complex_type(
        &mut self,
        id: TypeId,
        links: &Links,
        source: &Source<'s>,
        span: &'s Span,
        written: &'s xsd::ComplexType,
        built: &mut Built,
    ) -> (TypeId, Derivation, TypeKind) {
        let mut particles = ParticleBuilder {
            source,
            names: &mut self.names,
            judge: &mut self.judge,
            redefined: None,
        };
        let particle = written
            .particle
            .as_ref()
            .filter(|particle| !complex::is_empty(particle))
            .and_then(|particle| particles.particle(particle));
        let attributes = self.attributes.build(
            &written.attributes,
            &Declarer::Type(id),
            source,
            None,
            &mut self.names,
            &mut self.judge,
        );
        let builder = ComplexBuilder {
            id,
            source,
            written,
            span,
            links,
            built,
            steps: &mut self.steps,
            judge: &mut self.judge,
        };
        let (derivation, complex) = builder.build(Parts {
            particle,
            attributes,
        });
        (links.base, derivation, TypeKind::Complex(complex))
    }

    fn elements(&mut self) -> Vec<Element> {
        let mut elements = Vec::with_capacity(self.sources.element_count() as usize);
        let mut untyped = Vec::new();
        for source in &self.sources.all {
            for written in &source.schema.elements {
                let head = written
                    .substitution_group
                    .as_ref()
                    .and_then(|head| self.names.element(source, head, &mut self.judge));
                let ty = match &written.ty {
                    Some(TypeReference::Inline(position)) => source.type_id(*position),
                    Some(TypeReference::Named(reference)) => self
                        .names
                        .ty(source, reference, &mut self.judge)
                        .unwrap_or(ANY_TYPE),
                    None => {
                        if head.is_some() {
                            untyped.push(elements.len());
                        }
                        ANY_TYPE
                    }
                };
                elements.push(Element {
                    name: source.own(&written.name, written.qualified),
                    is_global: written.is_global,
                    ty,
                    documentation: written.documentation.clone(),
                    nillable: written.nillable,
                    is_abstract: written.is_abstract,
                    value: written.value.clone(),
                    substitution_group: head,
                    block: written.block,
                    identities: identity::constraints(written, source),
                    expected_content_types: written.expected_content_types.clone(),
                    span: written.span.clone(),
                });
            }
        }
        self.cut_substitution_circles(&mut elements);
        inherit_types(&mut elements, untyped);
        identity::drop_unresolved(&mut elements);
        elements
    }

    /// Refuses elements that head their own substitution group.
    fn cut_substitution_circles(&mut self, elements: &mut [Element]) {
        // The walk that first came by each element; elements of earlier walks lead to no circle.
        let mut walks = vec![None; elements.len()];
        for first in 0..elements.len() {
            let mut at = first;
            while walks[at].is_none() {
                walks[at] = Some(first);
                let Some(ElementId(head)) = elements[at].substitution_group else {
                    break;
                };
                at = head as usize;
                if walks[at] == Some(first) {
                    let element = &mut elements[at];
                    self.judge.violation(
                        "e-props-correct.6",
                        &element.span,
                        format!("`{}` is in its own substitution group", element.name),
                    );
                    element.substitution_group = None;
                    break;
                }
            }
        }
    }

    /// Tells every anonymous type where it was written.
    fn owners(&mut self, schema: &mut Schema) {
        for (TypeId(id), owner) in std::mem::take(&mut self.attributes.owners) {
            schema.types[id as usize].owner = Some(owner);
        }
        let mut element = 0;
        for source in &self.sources.all {
            for written in &source.schema.elements {
                if let Some(TypeReference::Inline(position)) = written.ty {
                    let TypeId(id) = source.type_id(position);
                    schema.types[id as usize].owner = Some(Owner::Element(ElementId(element)));
                }
                element += 1;
            }
            for (position, written) in source.schema.types.iter().enumerate() {
                let id = source.type_id(position);
                for (at, inline) in inline_parts(written) {
                    let TypeId(part) = source.type_id(inline);
                    schema.types[part as usize].owner = Some(Owner::SimpleType(id, at));
                }
            }
        }
    }
}

/// Gives elements without a type that of the head of their substitution group.
fn inherit_types(elements: &mut [Element], untyped: Vec<usize>) {
    let mut waits: std::collections::HashSet<usize> = untyped.iter().copied().collect();
    for first in untyped {
        let mut path = Vec::new();
        let mut at = first;
        // Circles have been cut, so this ends.
        while waits.remove(&at) {
            path.push(at);
            match elements[at].substitution_group {
                Some(ElementId(head)) => at = head as usize,
                None => break,
            }
        }
        let ty = elements[at].ty;
        for at in path {
            elements[at].ty = ty;
        }
    }
}

/// The types written in place within a type: their part's number, and their position.
fn inline_parts(definition: &TypeDefinition) -> Vec<(usize, usize)> {
    let references: Vec<&TypeReference> = match &definition.body {
        TypeBody::Simple(simple) => match &simple.derivation {
            SimpleDerivation::Restriction { base, .. } => base.iter().collect(),
            SimpleDerivation::List(item) => item.iter().collect(),
            SimpleDerivation::Union(members) => members.iter().collect(),
        },
        TypeBody::Complex(complex) => {
            return match &complex.derivation {
                xsd::ComplexDerivation::SimpleRestriction {
                    content: Some(position),
                    ..
                } => vec![(0, *position)],
                _ => Vec::new(),
            };
        }
    };
    let inline = references
        .into_iter()
        .enumerate()
        .filter_map(|(at, reference)| match reference {
            TypeReference::Inline(position) => Some((at, *position)),
            TypeReference::Named(_) => None,
        });
    inline.collect()
}
