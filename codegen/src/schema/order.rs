//! Which types a type is made from, and an order in which every type comes after those.
//!
//! Everything here walks with a stack of its own: how long a chain of types is, the document decides.

use super::builtin::{ANY_SIMPLE_TYPE, ANY_TYPE, COUNT};
use super::components::TypeId;
use super::names::Names;
use super::sources::{Source, Sources};
use crate::severity::Judge;
use crate::syntax::xsd::{
    ComplexDerivation, SimpleDerivation, TypeBody, TypeDefinition, TypeReference,
};

/// The longest chain of derivations and of substitution groups. Each step repeats what its base has, so this bounds
/// what a small document can make of itself; published schemas stay below thirty.
pub(super) const CHAIN: usize = 256;

/// What a type is made from.
#[derive(Debug, Clone)]
pub(super) struct Links {
    /// Its base.
    pub(super) base: TypeId,
    /// Its item type, member types, or the type of its simple content.
    pub(super) parts: Vec<TypeId>,
    /// Its base is not the one that is written: that one made a circle, does not exist, or was too far away.
    pub(super) is_cut: bool,
}

/// The links of all written types, and their order.
pub(super) struct Order {
    links: Vec<Links>,
    /// Every written type, each after those it is made from.
    pub(super) sorted: Vec<TypeId>,
}

impl Order {
    pub(super) fn new(sources: &Sources<'_>, names: &mut Names<'_>, judge: &mut Judge<'_>) -> Self {
        let links = (COUNT..sources.type_count())
            .map(|id| links(TypeId(id), sources, names, judge))
            .collect();
        let mut order = Self {
            links,
            sorted: Vec::new(),
        };
        order.sort(sources, judge);
        order
    }

    /// The links of a written type.
    pub(super) fn of(&self, id: TypeId) -> &Links {
        &self.links[(id.0 - COUNT) as usize]
    }

    /// What a type is made from, by number: its base, then its parts.
    fn part(&self, id: TypeId, number: usize) -> Option<TypeId> {
        let links = self.of(id);
        match number.checked_sub(1) {
            None => Some(links.base),
            Some(part) => links.parts.get(part).copied(),
        }
    }

    fn sort(&mut self, sources: &Sources<'_>, judge: &mut Judge<'_>) {
        #[derive(Clone, Copy, PartialEq)]
        enum State {
            New,
            Open,
            Done(usize),
        }
        let mut states = vec![State::New; self.links.len()];
        let at = |id: TypeId| id.0.checked_sub(COUNT).map(|index| index as usize);
        for first in COUNT..sources.type_count() {
            let mut open = vec![(TypeId(first), 0)];
            while let Some((id, next)) = open.pop() {
                let Some(index) = at(id) else { continue };
                if next == 0 {
                    if states[index] != State::New {
                        continue;
                    }
                    states[index] = State::Open;
                }
                match self.part(id, next) {
                    Some(part) => {
                        open.push((id, next + 1));
                        match at(part).map(|part| states[part]) {
                            Some(State::New) => open.push((part, 0)),
                            Some(State::Open) => {
                                circular(id, next, sources, judge);
                                self.cut(id, next, sources);
                            }
                            Some(State::Done(_)) | None => {}
                        }
                    }
                    None => {
                        let parts = (0..next).filter_map(|number| at(self.part(id, number)?));
                        let depths = parts.map(|part| match states[part] {
                            State::Done(depth) => depth,
                            _ => 0,
                        });
                        let depth = depths.max().unwrap_or(0) + 1;
                        states[index] = State::Done(depth);
                        if depth == CHAIN + 1 {
                            let (_, definition) = sources.type_definition(id);
                            judge.violation(
                                "limit",
                                &definition.span,
                                format!("this type is more than {CHAIN} derivations away from the built-in ones"),
                            );
                        }
                        if depth > CHAIN {
                            self.links[index] = Links {
                                base: fallback(sources.type_definition(id).1),
                                parts: Vec::new(),
                                is_cut: true,
                            };
                        }
                        self.sorted.push(id);
                    }
                }
            }
        }
    }

    /// Takes a link of a circle away.
    fn cut(&mut self, id: TypeId, position: usize, sources: &Sources<'_>) {
        let (_, definition) = sources.type_definition(id);
        let links = &mut self.links[(id.0 - COUNT) as usize];
        match position.checked_sub(1) {
            None => {
                links.base = fallback(definition);
                links.is_cut = true;
            }
            Some(part) => links.parts[part] = ANY_SIMPLE_TYPE,
        }
    }
}

/// The base of a type whose own base cannot be used.
fn fallback(definition: &TypeDefinition) -> TypeId {
    match definition.body {
        TypeBody::Simple(_) => ANY_SIMPLE_TYPE,
        TypeBody::Complex(_) => ANY_TYPE,
    }
}

fn circular(id: TypeId, position: usize, sources: &Sources<'_>, judge: &mut Judge<'_>) {
    let (_, definition) = sources.type_definition(id);
    let name = definition.name.as_deref().unwrap_or("this type");
    let (code, how) = match (&definition.body, position) {
        (TypeBody::Complex(_), _) => ("ct-props-correct.3", "derived from"),
        (TypeBody::Simple(_), 0) => ("st-props-correct.2", "derived from"),
        (TypeBody::Simple(_), _) => ("src-simple-type.4", "made of"),
    };
    judge.violation(
        code,
        &definition.span,
        format!("`{name}` is {how} itself, directly or through others"),
    );
}

fn links(id: TypeId, sources: &Sources<'_>, names: &mut Names<'_>, judge: &mut Judge<'_>) -> Links {
    let (at, definition) = sources.type_definition(id);
    let source = &sources.all[at];
    let mut parts = Vec::new();
    let base = match &definition.body {
        TypeBody::Simple(simple) => match &simple.derivation {
            SimpleDerivation::Restriction { base, .. } => {
                match redefined(id, source, base.as_ref(), definition, names) {
                    Some(original) => Some(original),
                    None => used(source, base.as_ref(), names, judge),
                }
            }
            SimpleDerivation::List(item) => {
                let item = used(source, item.as_ref(), names, judge);
                parts.push(item.unwrap_or(ANY_SIMPLE_TYPE));
                None
            }
            SimpleDerivation::Union(members) => {
                let members = members
                    .iter()
                    .filter_map(|member| used(source, Some(member), names, judge));
                parts.extend(members);
                None
            }
        },
        TypeBody::Complex(complex) => {
            let base = match &complex.derivation {
                ComplexDerivation::None => None,
                ComplexDerivation::Complex { base, .. }
                | ComplexDerivation::SimpleExtension(base) => base.as_ref(),
                ComplexDerivation::SimpleRestriction { base, content, .. } => {
                    parts.extend(content.map(|position| source.type_id(position)));
                    base.as_ref()
                }
            };
            let base = base.cloned().map(TypeReference::Named);
            match redefined(id, source, base.as_ref(), definition, names) {
                Some(original) => Some(original),
                None => used(source, base.as_ref(), names, judge),
            }
        }
    };
    Links {
        base: base.unwrap_or_else(|| fallback(definition)),
        parts,
        is_cut: base.is_none() && names_base(definition),
    }
}

/// Whether a complex type says what it is derived from.
fn names_base(definition: &TypeDefinition) -> bool {
    match &definition.body {
        TypeBody::Simple(_) => false,
        TypeBody::Complex(complex) => !matches!(complex.derivation, ComplexDerivation::None),
    }
}

/// Within a redefinition, its own name means what it redefines.
fn redefined(
    id: TypeId,
    source: &Source<'_>,
    base: Option<&TypeReference>,
    definition: &TypeDefinition,
    names: &Names<'_>,
) -> Option<TypeId> {
    let original = names.redefined_types.get(&id)?;
    let Some(TypeReference::Named(base)) = base else {
        return None;
    };
    let own = source.own(definition.name.as_ref()?, true);
    (source.name(&base.name) == own).then_some(*original)
}

fn used(
    source: &Source<'_>,
    reference: Option<&TypeReference>,
    names: &mut Names<'_>,
    judge: &mut Judge<'_>,
) -> Option<TypeId> {
    match reference? {
        TypeReference::Named(reference) => names.ty(source, reference, judge),
        TypeReference::Inline(position) => Some(source.type_id(*position)),
    }
}
