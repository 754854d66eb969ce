//! Complex types: effective content and attributes (XSD 1.0 Part 1, section 3.4.2).

use std::collections::{HashMap, HashSet};

use super::attributes::{AttributeSet, keep_unique};
use super::builtin::ANY_SIMPLE_TYPE;
use super::check::Step;
use super::components::*;
use super::order::Links;
use super::simple::{self, Built};
use super::sources::Source;
use crate::diagnostic::Span;
use crate::qname::QName;
use crate::severity::Judge;
use crate::syntax::xsd::{self, ComplexDerivation};

/// What a complex type writes, its names looked up.
pub(super) struct Parts {
    /// The particle; `None` where nothing is written that could occur.
    pub(super) particle: Option<Particle>,
    pub(super) attributes: AttributeSet,
}

/// Builds one complex type; every type that it is made from is built already.
pub(super) struct ComplexBuilder<'b, 's, 'j> {
    pub(super) id: TypeId,
    pub(super) source: &'b Source<'s>,
    pub(super) written: &'s xsd::ComplexType,
    pub(super) span: &'s Span,
    pub(super) links: &'b Links,
    pub(super) built: &'b mut Built,
    pub(super) steps: &'b mut Vec<Step<'s>>,
    pub(super) judge: &'b mut Judge<'j>,
}

impl<'s> ComplexBuilder<'_, 's, '_> {
    pub(super) fn build(mut self, parts: Parts) -> (Derivation, ComplexType) {
        let Parts {
            particle,
            attributes,
        } = parts;
        let mut added = None;
        let (derivation, content) = match &self.written.derivation {
            // What the type is derived from has been taken away, and that reported.
            _ if self.links.is_cut => (Derivation::Restriction, self.own_content(particle)),
            ComplexDerivation::None => (Derivation::Restriction, self.own_content(particle)),
            ComplexDerivation::Complex { extension, .. } => {
                if self.built.complex(self.links.base).is_none() {
                    self.judge.violation_with_help(
                        "src-ct.1",
                        self.span,
                        "xs:complexContent needs a complex type as its base",
                        "use xs:simpleContent where the base is a simple type",
                    );
                }
                if *extension {
                    added.clone_from(&particle);
                    (Derivation::Extension, self.extended(particle))
                } else {
                    (Derivation::Restriction, self.own_content(particle))
                }
            }
            ComplexDerivation::SimpleExtension(_) => (
                Derivation::Extension,
                Content::Simple(self.simple_base(false)),
            ),
            ComplexDerivation::SimpleRestriction {
                content, facets, ..
            } => (
                Derivation::Restriction,
                Content::Simple(self.restricted_simple(content.is_some(), facets)),
            ),
        };
        let soap_array = attributes.array.as_ref().and_then(|(array, item)| {
            Some(SoapArray {
                item: (*item)?,
                dimensions: array.dimensions.clone(),
            })
        });
        let (attributes, any_attribute) = self.effective_attributes(derivation, attributes);
        let complex = ComplexType {
            is_abstract: self.written.is_abstract,
            content,
            added,
            attributes,
            any_attribute,
            soap_array,
            block: self.written.block,
            is_final: self.written.is_final,
        };
        (derivation, complex)
    }

    /// The content of a type that inherits none.
    fn own_content(&self, particle: Option<Particle>) -> Content {
        match (particle, self.written.mixed) {
            (None, false) => Content::Empty,
            (None, true) => Content::Mixed(sequence(Vec::new())),
            (Some(particle), false) => Content::Elements(particle),
            (Some(particle), true) => Content::Mixed(particle),
        }
    }

    /// The base's content, then what is added.
    fn extended(&mut self, particle: Option<Particle>) -> Content {
        let mixed = self.written.mixed;
        let base = self.built.complex(self.links.base);
        let base = base.map_or(&Content::Empty, |base| &base.content);
        let (inherited, was_mixed) = match base {
            Content::Empty => return self.own_content(particle),
            Content::Simple(ty) => {
                let ty = *ty;
                if particle.is_some() || mixed {
                    self.judge.violation(
                        "cos-ct-extends.1.4.2",
                        self.span,
                        "elements cannot be added to a type of simple content",
                    );
                }
                return Content::Simple(ty);
            }
            Content::Elements(inherited) => (inherited, false),
            Content::Mixed(inherited) => (inherited, true),
        };
        let Some(particle) = particle else {
            if mixed && !was_mixed {
                self.mixing();
                return Content::Elements(self.inherited());
            }
            return base.clone();
        };
        let both = sequence(
            flattened(inherited.clone())
                .into_iter()
                .chain(flattened(particle))
                .collect(),
        );
        if was_mixed != mixed {
            self.mixing();
        }
        if was_mixed {
            Content::Mixed(both)
        } else {
            Content::Elements(both)
        }
    }

    fn inherited(&self) -> Particle {
        match self
            .built
            .complex(self.links.base)
            .map(|base| &base.content)
        {
            Some(Content::Elements(particle) | Content::Mixed(particle)) => particle.clone(),
            _ => sequence(Vec::new()),
        }
    }

    fn mixing(&mut self) {
        self.judge.violation(
            "cos-ct-extends.1.4.2.2.2.2.1",
            self.span,
            "a type and its extension must both be mixed, or neither",
        );
    }

    /// The simple type that is the content of the base.
    fn simple_base(&mut self, restricts: bool) -> TypeId {
        let base = self.links.base;
        if self.built.simple(base).is_some() {
            if restricts {
                self.judge.violation(
                    "src-ct.2.1.3",
                    self.span,
                    "a simple type with attributes is an extension of it, no restriction",
                );
            }
            return base;
        }
        match self.built.complex(base).map(|base| &base.content) {
            Some(Content::Simple(ty)) => *ty,
            _ => {
                self.judge.violation(
                    "src-ct.2",
                    self.span,
                    "xs:simpleContent needs a base that has simple content",
                );
                ANY_SIMPLE_TYPE
            }
        }
    }

    fn restricted_simple(&mut self, has_own: bool, facets: &'s [xsd::Facet]) -> TypeId {
        let own = self.links.parts.first().copied().filter(|_| has_own);
        let base = match (own, self.built.complex(self.links.base)) {
            // Mixed content whose elements may all be absent may be restricted to text.
            (Some(own), Some(base)) if matches!(base.content, Content::Mixed(_)) => own,
            (Some(own), _) => {
                self.simple_base(true);
                own
            }
            (None, _) => self.simple_base(true),
        };
        if facets.is_empty() {
            return base;
        }
        let kind = simple::restriction(base, facets, |name| self.source.name(name), self.built);
        let result = self.built.push(Type {
            name: None,
            owner: Some(Owner::SimpleType(self.id, 0)),
            documentation: None,
            base: Some(base),
            derivation: Derivation::Restriction,
            kind: TypeKind::Simple(kind),
            span: Some(self.span.clone()),
        });
        self.steps.push(Step {
            base,
            result,
            facets,
            span: self.span,
        });
        result
    }

    fn effective_attributes(
        &mut self,
        derivation: Derivation,
        mut own: AttributeSet,
    ) -> (Vec<AttributeUse>, Option<Wildcard>) {
        let base = self.built.complex(self.links.base);
        let inherited = base.map_or(&[][..], |base| &base.attributes);
        let mut uses = inherited.to_vec();
        if derivation == Derivation::Extension {
            uses.extend(own.uses);
            keep_unique(&mut uses, "ct-props-correct.4", self.span, self.judge);
            let base_any = base.and_then(|base| base.any_attribute.clone());
            let any = match (base_any, own.any) {
                (None, any) | (any, None) => any,
                (Some(base), Some(own)) => match own.namespaces.union(&base.namespaces) {
                    Some(namespaces) => Some(Wildcard { namespaces, ..own }),
                    None => {
                        self.judge.violation(
                            "src-ct.5",
                            self.span,
                            "the base's and the added wildcard for attributes cannot be written as one",
                        );
                        Some(base)
                    }
                },
            };
            return (uses, any);
        }
        keep_unique(&mut own.uses, "ct-props-correct.4", self.span, self.judge);
        let prohibited: HashSet<&QName> = own.prohibited.iter().collect();
        uses.retain(|one| !prohibited.contains(&one.attribute.name));
        let names = uses.iter().map(|one| one.attribute.name.clone());
        let known: HashMap<QName, usize> = names.zip(0..).collect();
        for one in own.uses {
            match known.get(&one.attribute.name) {
                Some(&at) => uses[at] = one,
                None => uses.push(one),
            }
        }
        (uses, own.any)
    }
}

/// A sequence that occurs once.
fn sequence(particles: Vec<Particle>) -> Particle {
    Particle {
        min: 1,
        max: Some(1),
        term: Term::Group(Compositor::Sequence, particles),
    }
}

/// The particles of a sequence that occurs once, else the particle itself: a chain of extensions stays flat.
fn flattened(particle: Particle) -> Vec<Particle> {
    match particle {
        Particle {
            min: 1,
            max: Some(1),
            term: Term::Group(Compositor::Sequence, particles),
        } => particles,
        other => vec![other],
    }
}

/// Whether a written particle says that there is no content at all.
pub(super) fn is_empty(particle: &xsd::Particle) -> bool {
    match &particle.term {
        _ if particle.max == Some(0) => true,
        xsd::Term::Group(Compositor::Choice, particles) => {
            particles.is_empty() && particle.min == 0
        }
        xsd::Term::Group(_, particles) => particles.is_empty(),
        _ => false,
    }
}
