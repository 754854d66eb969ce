//! What global names mean: the symbol tables of the schema set, redefinitions applied.

use std::collections::{HashMap, HashSet};

use indexmap::IndexMap;

use super::builtin;
use super::components::{Attribute, ElementId, GroupId, TypeId};
use super::namesakes::Namesakes;
use super::sources::{Source, Sources};
use super::suggestions::import_help;
use crate::diagnostic::Span;
use crate::qname::QName;
use crate::severity::Judge;
use crate::syntax::namespaces::XSD;
use crate::syntax::reference::Reference;
use crate::syntax::xsd::{self, DirectiveKind, Global, TypeBody};

/// An attribute group in the list of all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct AttributeGroupId(pub(super) u32);

/// A definition as written, and the source it is written in.
pub(super) struct Written<'s, T> {
    pub(super) source: usize,
    pub(super) definition: &'s T,
    /// For a redefinition: its own name, which within it means what it redefines.
    pub(super) redefines: Option<QName>,
}

/// The symbol tables.
pub(super) struct Names<'s> {
    pub(super) types: IndexMap<QName, TypeId>,
    pub(super) elements: IndexMap<QName, ElementId>,
    pub(super) attributes: IndexMap<QName, (usize, &'s xsd::AttributeDeclaration)>,
    /// The types of the global attributes, once they are known.
    pub(super) global_attribute_types: HashMap<QName, TypeId>,
    pub(super) built_in_attributes: HashMap<QName, Attribute>,
    pub(super) groups: HashMap<QName, GroupId>,
    pub(super) attribute_groups: HashMap<QName, AttributeGroupId>,
    pub(super) notations: HashSet<QName>,
    /// Every named group, those included that were redefined.
    pub(super) all_groups: Vec<Written<'s, xsd::GroupDefinition>>,
    /// Every attribute group, likewise.
    pub(super) all_attribute_groups: Vec<Written<'s, xsd::AttributeGroupDefinition>>,
    /// What each schema redefines.
    redefinitions: HashSet<(usize, &'static str, QName)>,
    /// What redefinitions redefine.
    pub(super) redefined_types: HashMap<TypeId, TypeId>,
    pub(super) redefined_groups: HashMap<GroupId, GroupId>,
    pub(super) redefined_attribute_groups: HashMap<AttributeGroupId, AttributeGroupId>,
    pub(super) namesakes: Namesakes,
    pub(super) suggestions: usize,
}

impl<'s> Names<'s> {
    pub(super) fn new(sources: &Sources<'s>, judge: &mut Judge<'_>) -> Self {
        let mut names = Self {
            types: IndexMap::new(),
            elements: IndexMap::new(),
            attributes: IndexMap::new(),
            global_attribute_types: HashMap::new(),
            built_in_attributes: builtin::attributes()
                .map(|attribute| (attribute.name.clone(), attribute))
                .collect(),
            groups: HashMap::new(),
            attribute_groups: HashMap::new(),
            notations: HashSet::new(),
            all_groups: Vec::new(),
            all_attribute_groups: Vec::new(),
            redefinitions: HashSet::new(),
            redefined_types: HashMap::new(),
            redefined_groups: HashMap::new(),
            redefined_attribute_groups: HashMap::new(),
            namesakes: Namesakes::new(sources),
            suggestions: 20,
        };
        for (at, source) in sources.all.iter().enumerate() {
            for &global in &source.schema.globals {
                names.declare(sources, at, global, judge);
            }
        }
        // The schemas that redefine were reached before those they redefine, so the last ones go first.
        for (at, source) in sources.all.iter().enumerate().rev() {
            for directive in &source.schema.directives {
                if let DirectiveKind::Redefine(globals) = &directive.kind {
                    for &global in globals {
                        names.redefine(at, source, global, judge);
                    }
                }
            }
        }
        names
    }

    fn declare(&mut self, sources: &Sources<'s>, at: usize, global: Global, judge: &mut Judge<'_>) {
        let source = &sources.all[at];
        let schema = source.schema;
        let mut again = Again { sources, at, judge };
        let several = &mut self.namesakes;
        match global {
            Global::Type(position) => {
                let definition = &schema.types[position];
                let Some(local) = &definition.name else {
                    return;
                };
                let name = source.own(local, true);
                if &*name.namespace == XSD && builtin::built_in(local).is_some() {
                    return; // the schema of schemas declares what is built in
                }
                let id = source.type_id(position);
                let Some(&known) = self.types.get(&name) else {
                    self.types.insert(name, id);
                    return;
                };
                let (first, earlier) = sources.type_definition(known);
                if again.is_other("type", &name, &definition.span, first, &earlier.span) {
                    several.types.add(name, (first, known), (at, id));
                }
            }
            Global::Element(position) => {
                let declaration = &schema.elements[position];
                let name = source.own(&declaration.name, true);
                let id = source.element_id(position);
                let Some(&known) = self.elements.get(&name) else {
                    self.elements.insert(name, id);
                    return;
                };
                let (first, earlier) = sources.element_declaration(known);
                if again.is_other("element", &name, &declaration.span, first, &earlier.span) {
                    several.elements.add(name, (first, known), (at, id));
                }
            }
            Global::Attribute(position) => {
                let declaration = &schema.attributes[position];
                let name = source.own(&declaration.name, true);
                if let Some(&(first, earlier)) = self.attributes.get(&name) {
                    again.is_other("attribute", &name, &declaration.span, first, &earlier.span);
                    return;
                }
                self.attributes.insert(name, (at, declaration));
            }
            Global::Group(position) => {
                let definition = &schema.groups[position];
                let name = source.own(&definition.name, true);
                let id = GroupId(self.all_groups.len() as u32);
                if let Some(&known) = self.groups.get(&name) {
                    let earlier = &self.all_groups[known.0 as usize];
                    let (first, span) = (earlier.source, &earlier.definition.span);
                    if !again.is_other("group", &name, &definition.span, first, span) {
                        return;
                    }
                    several.groups.add(name, (first, known), (at, id));
                } else {
                    self.groups.insert(name, id);
                }
                self.all_groups.push(Written {
                    source: at,
                    definition,
                    redefines: None,
                });
            }
            Global::AttributeGroup(position) => {
                let definition = &schema.attribute_groups[position];
                let name = source.own(&definition.name, true);
                let id = AttributeGroupId(self.all_attribute_groups.len() as u32);
                if let Some(&known) = self.attribute_groups.get(&name) {
                    let earlier = &self.all_attribute_groups[known.0 as usize];
                    let (first, span) = (earlier.source, &earlier.definition.span);
                    if !again.is_other("attribute group", &name, &definition.span, first, span) {
                        return;
                    }
                    several.attribute_groups.add(name, (first, known), (at, id));
                } else {
                    self.attribute_groups.insert(name, id);
                }
                self.all_attribute_groups.push(Written {
                    source: at,
                    definition,
                    redefines: None,
                });
            }
            Global::Notation(position) => {
                let notation = &schema.notations[position];
                let name = source.own(&notation.name, true);
                if !self.notations.insert(name.clone()) && !sources.is_copy(&notation.span) {
                    twice("notation", &name, &notation.span, again.judge);
                }
            }
        }
    }

    /// Puts a redefinition in the place of what it redefines (XSD 1.0 Part 1, section 4.2.2).
    fn redefine(&mut self, at: usize, source: &Source<'s>, global: Global, judge: &mut Judge<'_>) {
        let schema = source.schema;
        let missing = |what, name: &QName, span: &Span, judge: &mut Judge<'_>| {
            judge.violation(
                "src-redefine",
                span,
                format!("the {what} `{name}` is not in the redefined schema"),
            );
        };
        match global {
            Global::Type(position) => {
                let definition = &schema.types[position];
                let Some(local) = &definition.name else {
                    return;
                };
                let name = source.own(local, true);
                if self.is_redefined(at, "type", &name, &definition.span, judge) {
                    return;
                }
                check_redefines_itself(source, definition, &name, judge);
                let id = source.type_id(position);
                match self.types.get_mut(&name) {
                    Some(original) => {
                        self.redefined_types.insert(id, *original);
                        *original = id;
                    }
                    None => missing("type", &name, &definition.span, judge),
                }
            }
            Global::Group(position) => {
                let definition = &schema.groups[position];
                let name = source.own(&definition.name, true);
                if self.is_redefined(at, "group", &name, &definition.span, judge) {
                    return;
                }
                let id = GroupId(self.all_groups.len() as u32);
                match self.groups.get_mut(&name) {
                    Some(original) => {
                        self.redefined_groups.insert(id, *original);
                        *original = id;
                    }
                    None => missing("group", &name, &definition.span, judge),
                }
                self.all_groups.push(Written {
                    source: at,
                    definition,
                    redefines: Some(name),
                });
            }
            Global::AttributeGroup(position) => {
                let definition = &schema.attribute_groups[position];
                let name = source.own(&definition.name, true);
                if self.is_redefined(at, "attribute group", &name, &definition.span, judge) {
                    return;
                }
                let id = AttributeGroupId(self.all_attribute_groups.len() as u32);
                match self.attribute_groups.get_mut(&name) {
                    Some(original) => {
                        self.redefined_attribute_groups.insert(id, *original);
                        *original = id;
                    }
                    None => missing("attribute group", &name, &definition.span, judge),
                }
                self.all_attribute_groups.push(Written {
                    source: at,
                    definition,
                    redefines: Some(name),
                });
            }
            Global::Element(_) | Global::Attribute(_) | Global::Notation(_) => {}
        }
    }

    /// Whether the schema has redefined this before, which is reported.
    fn is_redefined(
        &mut self,
        at: usize,
        what: &'static str,
        name: &QName,
        span: &Span,
        judge: &mut Judge<'_>,
    ) -> bool {
        let is_first = self.redefinitions.insert((at, what, name.clone()));
        if !is_first {
            twice(what, name, span, judge);
        }
        !is_first
    }

    /// The type that `reference` in `source` means.
    pub(super) fn ty(
        &mut self,
        source: &Source<'_>,
        reference: &Reference,
        judge: &mut Judge<'_>,
    ) -> Option<TypeId> {
        let name = source.name(&reference.name);
        let id = match &*name.namespace {
            XSD => builtin::built_in(&name.local),
            _ => None,
        };
        let id = id
            .or_else(|| {
                self.namesakes
                    .choose(&self.namesakes.types, &name, source.at)
            })
            .or_else(|| self.types.get(&name).copied())
            .or_else(|| builtin::mistaken(&name, &reference.span, judge));
        self.seen(source, reference, "type", id, judge)
    }

    /// The element that `reference` in `source` means.
    pub(super) fn element(
        &mut self,
        source: &Source<'_>,
        reference: &Reference,
        judge: &mut Judge<'_>,
    ) -> Option<ElementId> {
        let name = source.name(&reference.name);
        let id = self
            .namesakes
            .choose(&self.namesakes.elements, &name, source.at);
        let id = id.or_else(|| self.elements.get(&name).copied());
        self.seen(source, reference, "element", id, judge)
    }

    /// The group that `reference` in `source` means.
    pub(super) fn group(
        &mut self,
        source: &Source<'_>,
        reference: &Reference,
        judge: &mut Judge<'_>,
    ) -> Option<GroupId> {
        let name = source.name(&reference.name);
        let id = self
            .namesakes
            .choose(&self.namesakes.groups, &name, source.at);
        let id = id.or_else(|| self.groups.get(&name).copied());
        self.seen(source, reference, "group", id, judge)
    }

    /// The attribute group that `reference` in `source` means.
    pub(super) fn attribute_group(
        &mut self,
        source: &Source<'_>,
        reference: &Reference,
        judge: &mut Judge<'_>,
    ) -> Option<AttributeGroupId> {
        let id = self.attribute_group_of(source, reference);
        self.seen(source, reference, "attribute group", id, judge)
    }

    /// The attribute group that `reference` in `source` means, with nothing reported.
    pub(super) fn attribute_group_of(
        &self,
        source: &Source<'_>,
        reference: &Reference,
    ) -> Option<AttributeGroupId> {
        let name = source.name(&reference.name);
        let several = &self.namesakes.attribute_groups;
        let id = self.namesakes.choose(several, &name, source.at);
        id.or_else(|| self.attribute_groups.get(&name).copied())
    }

    /// Reports a name that means nothing, or one of a namespace that is not imported.
    pub(super) fn seen<T>(
        &mut self,
        source: &Source<'_>,
        reference: &Reference,
        what: &'static str,
        found: Option<T>,
        judge: &mut Judge<'_>,
    ) -> Option<T> {
        let name = source.name(&reference.name);
        if !source.sees(&name.namespace) {
            let code = if name.namespace.is_empty() {
                "src-resolve.4.1"
            } else {
                "src-resolve.4.2"
            };
            if found.is_some() {
                judge.violation_with_help(
                    code,
                    &reference.span,
                    format!(
                        "the {what} `{name}` is of a namespace that this schema does not import"
                    ),
                    import_help(&name.namespace),
                );
                return found;
            }
        }
        if found.is_none() {
            let message = format!("there is no {what} `{name}`");
            let help = self.suggestion(&name, what, source);
            match help {
                Some(help) => {
                    judge.violation_with_help("src-resolve", &reference.span, message, help);
                }
                None => judge.violation("src-resolve", &reference.span, message),
            }
        }
        found
    }
}

/// A component whose name another one has, at a source.
struct Again<'a, 's, 'j> {
    sources: &'a Sources<'s>,
    at: usize,
    judge: &'a mut Judge<'j>,
}

impl Again<'_, '_, '_> {
    /// Whether the component is one of its own: neither a copy of the first nor of the same document, where the first one
    /// counts. Reports it unless it is a copy.
    fn is_other(
        &mut self,
        what: &str,
        name: &QName,
        span: &Span,
        first: usize,
        earlier: &Span,
    ) -> bool {
        if self.sources.is_copy(span) {
            return false;
        }
        let [here, there] = [self.at, first].map(|at| self.sources.all[at].schema.document);
        let is_other = here != there && self.judge.is_of_wsdl();
        let place = self.judge.place(earlier);
        let counts = match is_other {
            true => ": each document uses its own",
            false => "",
        };
        self.judge.violation(
            "sch-props-correct.2",
            span,
            format!("the {what} `{name}` is declared twice, here and at {place}{counts}"),
        );
        is_other
    }
}

fn twice(what: &str, name: &QName, span: &Span, judge: &mut Judge<'_>) {
    judge.violation(
        "sch-props-correct.2",
        span,
        format!("the {what} `{name}` is declared twice"),
    );
}

/// A redefined type is derived from itself (src-redefine.5).
fn check_redefines_itself(
    source: &Source<'_>,
    definition: &xsd::TypeDefinition,
    name: &QName,
    judge: &mut Judge<'_>,
) {
    use xsd::{ComplexDerivation, SimpleDerivation, TypeReference};
    let base = match &definition.body {
        TypeBody::Simple(simple) => match &simple.derivation {
            SimpleDerivation::Restriction {
                base: Some(TypeReference::Named(base)),
                ..
            } => Some(base),
            _ => None,
        },
        TypeBody::Complex(complex) => match &complex.derivation {
            ComplexDerivation::Complex { base, .. }
            | ComplexDerivation::SimpleExtension(base)
            | ComplexDerivation::SimpleRestriction { base, .. } => base.as_ref(),
            ComplexDerivation::None => None,
        },
    };
    if base.is_none_or(|base| source.name(&base.name) != *name) {
        judge.violation(
            "src-redefine.5",
            &definition.span,
            format!("a redefinition of `{name}` must be derived from `{name}` itself"),
        );
    }
}
