//! Simple types: variety and facets of every step taken together.

use super::builtin::ANY_SIMPLE_TYPE;
use super::components::*;
use crate::diagnostic::Span;
use crate::qname::QName;
use crate::severity::Judge;
use crate::syntax::xsd::Facet;

/// The types built so far.
pub(super) struct Built {
    pub(super) types: Vec<Option<Type>>,
}

impl Built {
    pub(super) fn get(&self, id: TypeId) -> Option<&Type> {
        self.types.get(id.0 as usize)?.as_ref()
    }

    /// The type as a simple one.
    pub(super) fn simple(&self, id: TypeId) -> Option<&SimpleType> {
        match &self.get(id)?.kind {
            TypeKind::Simple(simple) => Some(simple),
            TypeKind::Complex(_) => None,
        }
    }

    /// The type as a complex one.
    pub(super) fn complex(&self, id: TypeId) -> Option<&ComplexType> {
        match &self.get(id)?.kind {
            TypeKind::Complex(complex) => Some(complex),
            TypeKind::Simple(_) => None,
        }
    }

    /// Makes room for a type that is not written, and gives its id.
    pub(super) fn push(&mut self, ty: Type) -> TypeId {
        self.types.push(Some(ty));
        TypeId(self.types.len() as u32 - 1)
    }

    /// `id` where it is a simple type; else this is reported.
    pub(super) fn expect_simple(
        &self,
        id: TypeId,
        code: &'static str,
        span: &Span,
        judge: &mut Judge<'_>,
    ) -> TypeId {
        if self.simple(id).is_some() {
            return id;
        }
        let name = self.get(id).and_then(|ty| ty.name.as_ref());
        let name = name.map_or_else(|| "this type".to_owned(), |name| format!("`{name}`"));
        judge.violation(
            code,
            span,
            format!("{name} is not a simple type, which is needed here"),
        );
        ANY_SIMPLE_TYPE
    }
}

/// A restriction of the simple type `base`.
pub(super) fn restriction(
    base: TypeId,
    facets: &[Facet],
    name: impl Fn(&QName) -> QName,
    built: &Built,
) -> SimpleType {
    let Some(simple) = built.simple(base) else {
        return SimpleType {
            variety: Variety::Any,
            facets: Facets::default(),
            places: Vec::new(),
        };
    };
    let places = facets.iter().map(|facet| FacetPlace {
        kind: facet.kind,
        value: facet.value.clone(),
        span: facet.span.clone(),
    });
    SimpleType {
        variety: simple.variety.clone(),
        facets: narrowed(&simple.facets, facets, name),
        places: places.collect(),
    }
}

/// A list of this item type.
pub(super) fn list(item: TypeId) -> SimpleType {
    SimpleType {
        variety: Variety::List(item),
        facets: Facets {
            white_space: WhiteSpace::Collapse,
            ..Facets::default()
        },
        places: Vec::new(),
    }
}

/// A union of these types. Their white space is their own; that of the union is never used.
pub(super) fn union(members: Vec<TypeId>) -> SimpleType {
    SimpleType {
        variety: Variety::Union(members),
        facets: Facets {
            white_space: WhiteSpace::Collapse,
            ..Facets::default()
        },
        places: Vec::new(),
    }
}

/// The facets of a base with those of one more step.
fn narrowed(base: &Facets, step: &[Facet], name: impl Fn(&QName) -> QName) -> Facets {
    let mut enumeration = Vec::new();
    let mut patterns = Vec::new();
    let mut facets = Facets {
        // The base's values are no part of a step that lists its own.
        enumeration: if step
            .iter()
            .any(|facet| facet.kind == FacetKind::Enumeration)
        {
            Vec::new()
        } else {
            base.enumeration.clone()
        },
        patterns: base.patterns.clone(),
        min_inclusive: base.min_inclusive.clone(),
        min_exclusive: base.min_exclusive.clone(),
        max_inclusive: base.max_inclusive.clone(),
        max_exclusive: base.max_exclusive.clone(),
        ..*base
    };
    for facet in step {
        let value = facet.value.trim();
        let count = || value.trim_start_matches('+').parse().ok();
        match facet.kind {
            FacetKind::Enumeration => enumeration.push(Enumeration {
                value: facet.value.clone(),
                names: facet.names.iter().map(&name).collect(),
                documentation: facet.documentation.clone(),
            }),
            FacetKind::Pattern => patterns.push(facet.value.clone()),
            FacetKind::WhiteSpace => {
                facets.white_space = match value {
                    "replace" => WhiteSpace::Replace,
                    "collapse" => WhiteSpace::Collapse,
                    _ => WhiteSpace::Preserve,
                }
            }
            FacetKind::Length => facets.length = count().or(facets.length),
            FacetKind::MinLength => facets.min_length = count().or(facets.min_length),
            FacetKind::MaxLength => facets.max_length = count().or(facets.max_length),
            FacetKind::TotalDigits => facets.total_digits = count().or(facets.total_digits),
            FacetKind::FractionDigits => {
                facets.fraction_digits = count().or(facets.fraction_digits)
            }
            // An inclusive bound takes the place of the base's exclusive one, and the other way round.
            FacetKind::MinInclusive => {
                facets.min_inclusive = Some(value.to_owned());
                facets.min_exclusive = None;
            }
            FacetKind::MinExclusive => {
                facets.min_exclusive = Some(value.to_owned());
                facets.min_inclusive = None;
            }
            FacetKind::MaxInclusive => {
                facets.max_inclusive = Some(value.to_owned());
                facets.max_exclusive = None;
            }
            FacetKind::MaxExclusive => {
                facets.max_exclusive = Some(value.to_owned());
                facets.max_inclusive = None;
            }
        }
    }
    if !enumeration.is_empty() {
        facets.enumeration = enumeration;
    }
    if !patterns.is_empty() {
        facets.patterns.push(patterns);
    }
    facets
}
