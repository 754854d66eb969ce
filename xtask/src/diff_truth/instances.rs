//! Proposes documents of an element: a plain one, and others that each differ from it in one decision.
//!
//! A decision is a value, the number of elements, the branch of a choice, a type that stands for
//! another. The sender's own strict reading sorts out what isn't valid, so proposals may be wrong.

use std::collections::HashSet;
use std::fmt::Write as _;

use sapo_codegen::qname::QName;
use sapo_codegen::schema::components::*;

use super::values::Pool;

/// Proposals of a message beyond which some are left out, at equal distances.
const MOST: usize = 700;

/// The depth below which nothing optional is written.
const DEPTH: usize = 5;

const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// The number of random documents.
const RANDOM: u64 = 24;

/// Returns documents that `write` writes by its decisions.
pub(super) fn proposals(
    schema: &Schema,
    pool: &Pool,
    write: impl Fn(&mut Instance<'_>),
) -> Vec<String> {
    let mut seen = HashSet::new();
    let mut all = all_proposals(schema, pool, write);
    all.retain(|text| seen.insert(text.clone()));
    let step = all.len().div_ceil(MOST).max(1);
    all.into_iter().step_by(step).collect()
}

fn all_proposals(schema: &Schema, pool: &Pool, write: impl Fn(&mut Instance<'_>)) -> Vec<String> {
    let make = |way: Way, focus: Option<(usize, usize)>| {
        let mut instance = Instance {
            schema,
            pool,
            way,
            focus,
            decisions: Vec::new(),
            depth: 0,
            has_patterns: false,
            out: String::new(),
        };
        write(&mut instance);
        instance
    };
    let mut all = Vec::new();
    for is_full in [false, true] {
        let mut shift = 0;
        loop {
            let way = Way::Plain { is_full, shift };
            let plain = make(way, None);
            for (at, options) in plain.decisions.iter().enumerate() {
                all.extend((0..*options).map(|option| make(way, Some((at, option))).out));
            }
            all.push(plain.out);
            shift += 1;
            // Of a type with patterns, the first values may match none.
            if !plain.has_patterns || shift >= pool.samples() {
                break;
            }
        }
    }
    all.extend((0..RANDOM).map(|seed| make(Way::Random(seed), None).out));
    all
}

#[derive(Debug, Clone, Copy)]
enum Way {
    /// The first option of each decision; with everything that may be there, or without.
    Plain { is_full: bool, shift: usize },
    /// Any options.
    Random(u64),
}

/// A document in the making.
pub(super) struct Instance<'s> {
    schema: &'s Schema,
    pool: &'s Pool,
    way: Way,
    /// The decision that is taken otherwise, and its option.
    focus: Option<(usize, usize)>,
    /// The numbers of options of the decisions that were taken.
    decisions: Vec<usize>,
    depth: usize,
    has_patterns: bool,
    out: String,
}

impl Instance<'_> {
    fn decide(&mut self, options: usize, plain: usize) -> usize {
        let at = self.decisions.len();
        self.decisions.push(options);
        match (self.focus, &mut self.way) {
            (Some((focus, option)), _) if focus == at => option,
            (_, Way::Plain { .. }) => plain,
            (_, Way::Random(state)) => {
                // A step of a linear congruential generator (Knuth's MMIX).
                *state = state
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1_442_695_040_888_963_407);
                (*state >> 33) as usize % options.max(1)
            }
        }
    }

    fn is_full(&self) -> bool {
        matches!(self.way, Way::Plain { is_full: true, .. }) && self.depth < DEPTH
    }

    /// Writes text as it is.
    pub(super) fn raw(&mut self, text: &str) {
        self.out.push_str(text);
    }

    /// Writes an element, or one of its substitution group.
    pub(super) fn element(&mut self, id: ElementId) {
        let schema = self.schema;
        let mut all: Vec<ElementId> = schema.substitutions.get(&id).cloned().unwrap_or_default();
        all.insert(0, id);
        all.retain(|id| !schema.element(*id).is_abstract);
        if all.is_empty() {
            return;
        }
        let chosen = match all.len() {
            1 => 0,
            count => self.decide(count, 0),
        };
        let element = schema.element(all[chosen]);
        self.named(&element.name, element.ty, element.nillable);
    }

    /// Writes an element of this name and type.
    pub(super) fn named(&mut self, name: &QName, ty: TypeId, nillable: bool) {
        let ty = self.actual(ty);
        let (local, namespace) = (&*name.local, &*name.namespace);
        // Writing to a string can't fail.
        let _ = write!(self.out, "<{local} xmlns=\"{namespace}\"");
        if let Some(name) = &ty.1 {
            let _ = write!(
                self.out,
                " xmlns:xsi=\"{XSI}\" xmlns:d=\"{}\" xsi:type=\"d:{}\"",
                name.namespace, name.local
            );
        }
        let is_nil = nillable && self.decide(2, 0) == 1;
        if is_nil {
            if ty.1.is_none() {
                let _ = write!(self.out, " xmlns:xsi=\"{XSI}\"");
            }
            self.out.push_str(" xsi:nil=\"true\"");
        }
        self.depth += 1;
        self.content(ty.0, is_nil);
        self.depth -= 1;
        let _ = write!(self.out, "</{local}>");
    }

    /// Returns the type of an element, and its name if it isn't the declared one.
    fn actual(&mut self, declared: TypeId) -> (TypeId, Option<QName>) {
        let schema = self.schema;
        let is_abstract =
            |id: TypeId| matches!(&schema.ty(id).kind, TypeKind::Complex(ty) if ty.is_abstract);
        let derived = schema.derived.get(&declared).into_iter().flatten().copied();
        let mut all: Vec<TypeId> = [declared].into_iter().chain(derived).collect();
        all.retain(|id| !is_abstract(*id) && (*id == declared || schema.ty(*id).name.is_some()));
        // Every type is derived from that of anything.
        let is_open = matches!(&schema.ty(declared).kind, TypeKind::Complex(ty) if matches!(ty.content, Content::Mixed(_)));
        if all.len() < 2 && !is_abstract(declared) || is_open {
            return (declared, None);
        }
        let chosen = self.decide(all.len(), 0);
        match all.get(chosen) {
            Some(id) if *id != declared => (*id, schema.ty(*id).name.clone()),
            _ => (declared, None),
        }
    }

    /// Writes attributes, the end of the start tag, and the content.
    fn content(&mut self, ty: TypeId, is_nil: bool) {
        let schema = self.schema;
        match &schema.ty(ty).kind {
            TypeKind::Simple(_) => {
                self.out.push('>');
                if !is_nil {
                    self.value(ty, false);
                }
            }
            TypeKind::Complex(complex) => {
                for attribute in &complex.attributes {
                    self.attribute(attribute);
                }
                if let Some(wildcard) = &complex.any_attribute {
                    self.any_attribute(wildcard);
                }
                self.out.push('>');
                match &complex.content {
                    _ if is_nil => {}
                    Content::Empty => {}
                    Content::Simple(ty) => self.value(*ty, false),
                    Content::Elements(particle) => self.particle(particle, false),
                    Content::Mixed(particle) => {
                        if self.decide(2, 0) == 1 {
                            self.out.push_str("words ");
                        }
                        self.particle(particle, true);
                    }
                }
            }
        }
    }

    fn attribute(&mut self, one: &AttributeUse) {
        if !one.required {
            let plain = usize::from(self.is_full());
            if self.decide(2, plain) == 0 {
                return;
            }
        }
        let QName { namespace, local } = &one.attribute.name;
        let _ = match &**namespace {
            "" => write!(self.out, " {local}=\""),
            "http://www.w3.org/XML/1998/namespace" => write!(self.out, " xml:{local}=\""),
            namespace => write!(
                self.out,
                " xmlns:{local}_=\"{namespace}\" {local}_:{local}=\""
            ),
        };
        self.value(one.attribute.ty, true);
        self.out.push('"');
    }

    fn any_attribute(&mut self, wildcard: &Wildcard) {
        let namespaces = namespaces(wildcard);
        let chosen = self.decide(namespaces.len() + 1, 0);
        if let Some(namespace) = chosen.checked_sub(1).and_then(|at| namespaces.get(at)) {
            let _ = match namespace.as_str() {
                "" => write!(self.out, " unknown=\"1\""),
                namespace => write!(self.out, " xmlns:w=\"{namespace}\" w:unknown=\"1\""),
            };
        }
    }

    fn value(&mut self, ty: TypeId, in_attribute: bool) {
        let values = self.pool.values(self.schema, ty);
        let has_patterns = super::values::has_patterns(self.schema, ty);
        self.has_patterns |= has_patterns;
        let plain = match self.way {
            Way::Plain { shift, .. } if has_patterns => shift.min(values.len().saturating_sub(1)),
            _ => 0,
        };
        // An empty element may mean a default value.
        let chosen = self.decide(values.len() + 1, plain);
        let text = values.get(chosen).map(String::as_str).unwrap_or_default();
        let text = text.replace('&', "&amp;").replace('<', "&lt;");
        match in_attribute {
            true => self.out.push_str(&text.replace('"', "&quot;")),
            false => self.out.push_str(&text),
        }
    }

    fn particle(&mut self, particle: &Particle, is_mixed: bool) {
        let (min, most) = (
            particle.min as usize,
            particle.max.map_or(usize::MAX, |max| max as usize),
        );
        let count = match (min, most) {
            (1, 1) => 1,
            (min, most) => {
                let counts = self.pool.counts(min, most);
                let plain = match self.is_full() {
                    true => counts.iter().position(|count| *count > 0).unwrap_or(0),
                    false => 0,
                };
                let chosen = self.decide(counts.len(), plain);
                if self.depth > DEPTH {
                    min
                } else {
                    counts[chosen.min(counts.len() - 1)]
                }
            }
        };
        for _ in 0..count {
            match &particle.term {
                Term::Element(id) => self.element(*id),
                Term::Any(wildcard) => self.any(wildcard),
                Term::Group(compositor, particles) => self.group(*compositor, particles, is_mixed),
                Term::Reference(id) => {
                    let group = self.schema.group(*id);
                    self.group(group.compositor, &group.particles, is_mixed);
                }
            }
            if is_mixed {
                self.out.push_str("text ");
            }
        }
    }

    fn group(&mut self, compositor: Compositor, particles: &[Particle], is_mixed: bool) {
        match compositor {
            Compositor::Choice if particles.is_empty() => {}
            Compositor::Choice => {
                let chosen = self.decide(particles.len(), 0);
                self.particle(&particles[chosen.min(particles.len() - 1)], is_mixed);
            }
            Compositor::All | Compositor::Sequence => {
                for particle in particles {
                    self.particle(particle, is_mixed);
                }
            }
        }
    }

    fn any(&mut self, wildcard: &Wildcard) {
        let namespaces = namespaces(wildcard);
        let own = self.schema.global_elements.keys().next().cloned();
        let chosen = self.decide(namespaces.len() + 1, 0);
        match (namespaces.get(chosen), own) {
            (Some(namespace), _) => {
                let _ = write!(self.out, "<unknown xmlns=\"{namespace}\">1</unknown>");
            }
            (None, Some(name)) => {
                let _ = write!(self.out, "<{} xmlns=\"{}\"/>", name.local, name.namespace);
            }
            (None, None) => {}
        }
    }
}

/// Returns namespaces that a wildcard may admit.
fn namespaces(wildcard: &Wildcard) -> Vec<String> {
    let mut all: Vec<String> = match &wildcard.namespaces {
        Namespaces::List(list) => list.clone(),
        Namespaces::Any | Namespaces::Other(_) => Vec::new(),
    };
    all.extend(["urn:a", "urn:b", "urn:unknown", ""].map(str::to_owned));
    if let Namespaces::Other(own) = &wildcard.namespaces {
        all.push(own.clone());
    }
    all.dedup();
    all
}
