//! Attribute uses: declarations, references and groups made into the set that a type has.

use std::collections::HashMap;

use super::builtin::ANY_SIMPLE_TYPE;
use super::components::*;
use super::expansion::Expansion;
use super::names::{AttributeGroupId, Names};
use super::order::CHAIN;
use super::sources::{Source, Sources};
use super::wildcards::wildcard;
use crate::diagnostic::Span;
use crate::qname::QName;
use crate::severity::Judge;
use crate::syntax::namespaces::XSI;
use crate::syntax::reference::Reference;
use crate::syntax::xsd::{
    self, AttributeItem, AttributeOccurrence, AttributeTarget, TypeReference,
};

/// The attributes that a type or group writes, groups expanded.
#[derive(Debug, Clone, Default)]
pub(super) struct AttributeSet {
    pub(super) uses: Vec<AttributeUse>,
    /// Names with `use="prohibited"`, which a restriction takes away.
    pub(super) prohibited: Vec<QName>,
    /// The complete wildcard (Part 1, section 3.4.2).
    pub(super) any: Option<Wildcard>,
    /// `wsdl:arrayType` of a use.
    pub(super) array: Option<(xsd::ArrayType, Option<TypeId>)>,
}

/// Builds attributes; knows every group once [`expand_groups`](Self::expand_groups) has run.
#[derive(Default)]
pub(super) struct AttributeBuilder {
    groups: HashMap<AttributeGroupId, AttributeSet>,
    /// The types written in place within attributes, by their attribute.
    pub(super) owners: Vec<(TypeId, Owner)>,
    /// How large all that has become.
    pub(super) expansion: Expansion,
}

impl AttributeBuilder {
    /// Builds the attribute groups, each after those it refers to.
    pub(super) fn expand_groups<'s>(
        &mut self,
        sources: &Sources<'s>,
        names: &mut Names<'s>,
        judge: &mut Judge<'_>,
    ) {
        let count = names.all_attribute_groups.len() as u32;
        let references: Vec<Vec<AttributeGroupId>> = (0..count)
            .map(|index| group_references(AttributeGroupId(index), sources, names))
            .collect();
        let mut state = vec![0u8; count as usize]; // 0: new, 1: open, 2: done
        let mut depths = vec![0usize; count as usize];
        for first in 0..count {
            let mut open = vec![(first, 0)];
            while let Some((at, next)) = open.pop() {
                if next == 0 {
                    if state[at as usize] != 0 {
                        continue;
                    }
                    state[at as usize] = 1;
                }
                let group = names.all_attribute_groups[at as usize].definition;
                if let Some(&AttributeGroupId(target)) = references[at as usize].get(next) {
                    open.push((at, next + 1));
                    match state[target as usize] {
                        0 => open.push((target, 0)),
                        1 => judge.violation(
                            "src-attribute_group.3",
                            &group.span,
                            format!("the attribute group `{}` contains itself", group.name),
                        ),
                        _ => {}
                    }
                    continue;
                }
                state[at as usize] = 2;
                let within = references[at as usize]
                    .iter()
                    .map(|inner| depths[inner.0 as usize]);
                let depth = within.max().unwrap_or(0) + 1;
                depths[at as usize] = depth;
                if depth == CHAIN + 1 {
                    judge.violation(
                        "limit",
                        &group.span,
                        format!("attribute groups refer to others more than {CHAIN} levels deep"),
                    );
                }
                // One that is too deep stays unknown, like one of a circle.
                if depth <= CHAIN {
                    self.expand(AttributeGroupId(at), sources, names, judge);
                }
            }
        }
    }

    /// The redefinitions that do not refer to what they redefine, each with that.
    pub(super) fn redefinitions(
        &self,
        sources: &Sources<'_>,
        names: &Names<'_>,
    ) -> Vec<(AttributeSet, Span, AttributeSet)> {
        let pairs = names.redefined_attribute_groups.iter();
        let restrictions = pairs
            .filter(|(own, original)| !group_references(**own, sources, names).contains(original));
        restrictions
            .filter_map(|(own, original)| {
                let span = &names.all_attribute_groups[own.0 as usize].definition.span;
                let (own, original) = (self.groups.get(own)?, self.groups.get(original)?);
                Some((own.clone(), span.clone(), original.clone()))
            })
            .collect()
    }

    fn expand<'s>(
        &mut self,
        id: AttributeGroupId,
        sources: &Sources<'s>,
        names: &mut Names<'s>,
        judge: &mut Judge<'_>,
    ) {
        let written = &names.all_attribute_groups[id.0 as usize];
        let (definition, source) = (written.definition, &sources.all[written.source]);
        let redefined = redefined(id, names);
        if let Some((name, original)) = &redefined {
            let references = group_references(id, sources, names);
            if references.iter().filter(|id| *id == original).count() > 1 {
                judge.violation(
                    "src-redefine.7.1",
                    &definition.span,
                    format!("the redefined attribute group `{name}` refers to itself only once"),
                );
            }
        }
        let name = source.own(&definition.name, true);
        let mut set = self.build(
            &definition.attributes,
            &Declarer::Group(name),
            source,
            redefined,
            names,
            judge,
        );
        keep_unique(&mut set.uses, "ag-props-correct.2", &definition.span, judge);
        self.expansion.add(set.uses.len(), &definition.span, judge);
        if self.expansion.is_exceeded() {
            set = AttributeSet::default();
        }
        self.groups.insert(id, set);
    }

    /// The attributes written in a type or group.
    pub(super) fn build<'s>(
        &mut self,
        written: &'s xsd::Attributes,
        owner: &Declarer,
        source: &Source<'s>,
        redefined: Option<(QName, AttributeGroupId)>,
        names: &mut Names<'s>,
        judge: &mut Judge<'_>,
    ) -> AttributeSet {
        let mut set = AttributeSet::default();
        let mut wildcards = Vec::new();
        if let Some(any) = &written.any {
            wildcards.push((wildcard(any, &source.namespace), &any.span));
        }
        for item in &written.items {
            match item {
                AttributeItem::Use(one) => self.add_use(one, owner, source, names, judge, &mut set),
                AttributeItem::Group(reference) => {
                    let group = match &redefined {
                        Some((name, original)) if *name == source.name(&reference.name) => {
                            Some(*original)
                        }
                        _ => names.attribute_group(source, reference, judge),
                    };
                    // A group that is not there yet is part of a circle, which has been reported.
                    let Some(group) = group.and_then(|id| self.groups.get(&id)) else {
                        continue;
                    };
                    set.uses.extend(group.uses.iter().cloned());
                    if let Some(any) = &group.any {
                        wildcards.push((any.clone(), &reference.span));
                    }
                }
            }
        }
        let mut wildcards = wildcards.into_iter();
        if let Some((mut any, _)) = wildcards.next() {
            for (other, span) in wildcards {
                match any.namespaces.intersection(&other.namespaces) {
                    Some(namespaces) => any.namespaces = namespaces,
                    None => judge.violation(
                        "src-attribute_group.2",
                        span,
                        "what the wildcards of these attribute groups have in common cannot be written as one",
                    ),
                }
            }
            set.any = Some(any);
        }
        set
    }

    fn add_use<'s>(
        &mut self,
        written: &'s xsd::AttributeUse,
        owner: &Declarer,
        source: &Source<'s>,
        names: &mut Names<'s>,
        judge: &mut Judge<'_>,
        set: &mut AttributeSet,
    ) {
        let attribute = match &written.declaration {
            AttributeTarget::Local(declaration) => {
                let name = source.own(&declaration.name, declaration.qualified);
                if &*name.namespace == XSI {
                    judge.violation(
                        "no-xsi",
                        &declaration.span,
                        "no schema may declare names of the XMLSchema-instance namespace",
                    );
                }
                Some(self.declaration(declaration, name, owner, source, names, judge))
            }
            AttributeTarget::Reference(reference) => self.global(reference, source, names, judge),
        };
        let Some(mut attribute) = attribute else {
            return;
        };
        if let Some(array) = &written.array_type {
            let item = names.ty(source, &array.item, judge);
            set.array = Some((array.clone(), item));
        }
        if written.occurrence == AttributeOccurrence::Prohibited {
            set.prohibited.push(attribute.name);
            return;
        }
        if let Some(value) = &written.value {
            if let Some(ValueConstraint::Fixed(fixed)) = &attribute.value
                && !matches!(value, ValueConstraint::Fixed(own) if own == fixed)
            {
                judge.violation(
                    "au-props-correct.2",
                    &written.span,
                    format!(
                        "the declaration of `{}` fixes it to `{fixed}`",
                        attribute.name
                    ),
                );
            }
            attribute.value = Some(value.clone());
        }
        attribute.span = Some(written.span.clone());
        set.uses.push(AttributeUse {
            attribute,
            required: written.occurrence == AttributeOccurrence::Required,
        });
    }

    /// A declaration, global or local.
    pub(super) fn declaration<'s>(
        &mut self,
        written: &'s xsd::AttributeDeclaration,
        name: QName,
        owner: &Declarer,
        source: &Source<'s>,
        names: &mut Names<'s>,
        judge: &mut Judge<'_>,
    ) -> Attribute {
        let ty = match &written.ty {
            None => None,
            Some(TypeReference::Named(reference)) => names.ty(source, reference, judge),
            Some(TypeReference::Inline(position)) => {
                let id = source.type_id(*position);
                self.owners
                    .push((id, Owner::Attribute(name.clone(), owner.clone())));
                Some(id)
            }
        };
        Attribute {
            name,
            ty: ty.unwrap_or(ANY_SIMPLE_TYPE),
            documentation: written.documentation.clone(),
            value: written.value.clone(),
            span: Some(written.span.clone()),
        }
    }

    fn global<'s>(
        &mut self,
        reference: &Reference,
        source: &Source<'s>,
        names: &mut Names<'s>,
        judge: &mut Judge<'_>,
    ) -> Option<Attribute> {
        let name = source.name(&reference.name);
        match names.attributes.get(&name).copied() {
            // Its schema is another source perhaps; only the type is looked up there, and that was done.
            Some((_, declaration)) => {
                names.seen(source, reference, "attribute", Some(()), judge);
                let ty = names.global_attribute_types.get(&name).copied();
                Some(Attribute {
                    name,
                    ty: ty.unwrap_or(ANY_SIMPLE_TYPE),
                    documentation: declaration.documentation.clone(),
                    value: declaration.value.clone(),
                    span: Some(declaration.span.clone()),
                })
            }
            None => {
                let built_in = names.built_in_attributes.get(&name).cloned();
                let mut known = names.attributes.keys();
                let is_foreign = !known.any(|known| known.namespace == name.namespace);
                if built_in.is_none() && is_foreign && judge.is_of_wsdl() {
                    return Some(foreign(name, reference, judge));
                }
                names.seen(source, reference, "attribute", built_in, judge)
            }
        }
    }
}

/// An attribute of a namespace of which no schema is loaded: it may be any text.
fn foreign(name: QName, reference: &Reference, judge: &mut Judge<'_>) -> Attribute {
    let message = format!("there is no schema of the attribute `{name}`: it is taken for text");
    judge.note("src-resolve", &reference.span, message);
    Attribute {
        name,
        ty: ANY_SIMPLE_TYPE,
        documentation: None,
        value: None,
        span: Some(reference.span.clone()),
    }
}

fn redefined(id: AttributeGroupId, names: &Names<'_>) -> Option<(QName, AttributeGroupId)> {
    let original = *names.redefined_attribute_groups.get(&id)?;
    let name = names.all_attribute_groups[id.0 as usize]
        .redefines
        .clone()?;
    Some((name, original))
}

/// The groups that an attribute group refers to; those that do not exist are reported when it is built.
pub(super) fn group_references(
    id: AttributeGroupId,
    sources: &Sources<'_>,
    names: &Names<'_>,
) -> Vec<AttributeGroupId> {
    let written = &names.all_attribute_groups[id.0 as usize];
    let source = &sources.all[written.source];
    let redefined = redefined(id, names);
    let items = written.definition.attributes.items.iter();
    items
        .filter_map(|item| match item {
            AttributeItem::Use(_) => None,
            AttributeItem::Group(reference) => {
                let name = source.name(&reference.name);
                match &redefined {
                    Some((own, original)) if *own == name => Some(*original),
                    _ => names.attribute_group_of(source, reference),
                }
            }
        })
        .collect()
}

/// Reports attributes that are there twice, and keeps the first of each name.
pub(super) fn keep_unique(
    uses: &mut Vec<AttributeUse>,
    code: &'static str,
    span: &Span,
    judge: &mut Judge<'_>,
) {
    let mut known: HashMap<QName, Option<Span>> = HashMap::new();
    uses.retain(|one| {
        let Attribute { name, span: at, .. } = &one.attribute;
        let Some(first) = known.get(name) else {
            known.insert(name.clone(), at.clone());
            return true;
        };
        // What several references to an attribute group bring is one use.
        if at.is_none() || first != at {
            judge.violation(
                code,
                at.as_ref().unwrap_or(span),
                format!("the attribute `{name}` is there twice"),
            );
        }
        false
    });
}
