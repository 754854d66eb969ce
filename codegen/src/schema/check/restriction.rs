//! Particle Valid (Restriction): XSD 1.0 Part 1, section 3.9.6.

use super::content::{Node, NodeTerm};
use super::derivation::{is_derived, same_value};
use crate::schema::components::*;

/// How many pairs of particles are compared before a restriction is believed.
const BUDGET: usize = 200_000;

/// Compares content models.
pub(super) struct Restriction<'s> {
    schema: &'s Schema,
    budget: usize,
}

impl<'s> Restriction<'s> {
    pub(super) fn new(schema: &'s Schema) -> Self {
        Self {
            schema,
            budget: BUDGET,
        }
    }

    /// Whether `own` allows only what `base` does.
    pub(super) fn holds(&mut self, own: &Node<'s>, base: &Node<'s>) -> bool {
        match self.budget.checked_sub(1) {
            Some(left) => self.budget = left,
            None => return true,
        }
        use Compositor::{All, Choice, Sequence};
        match (&own.term, &base.term) {
            (NodeTerm::Group(Sequence | All, nodes), _) if nodes.is_empty() => base.is_emptiable(),
            (NodeTerm::Element(a), NodeTerm::Element(b)) => self.elements(own, *a, base, *b),
            (NodeTerm::Element(a), NodeTerm::Any(any)) => {
                let namespace = &self.schema.element(*a).name.namespace;
                any.namespaces.allows(namespace) && is_within(own, base)
            }
            (NodeTerm::Any(a), NodeTerm::Any(b)) => {
                is_within(own, base)
                    && a.namespaces.is_within(&b.namespaces)
                    && a.process >= b.process
            }
            (NodeTerm::Any(_), _) => false,
            (NodeTerm::Group(_, nodes), NodeTerm::Any(_)) => {
                let (min, max) = own.range();
                min >= u64::from(base.min)
                    && base
                        .max
                        .is_none_or(|most| max.is_some_and(|max| max <= u64::from(most)))
                    && nodes.iter().all(|node| {
                        // Only the namespaces count within: how often was compared as a whole.
                        let open = Node {
                            min: 0,
                            max: None,
                            term: base.term.clone(),
                        };
                        self.holds(node, &open)
                    })
            }
            (NodeTerm::Element(a), NodeTerm::Group(compositor, _)) => {
                if let Some(substitutes) = self.substitutes(own, *a)
                    && *compositor == Choice
                {
                    return self.holds(&substitutes, base) || self.as_group(own, base, *compositor);
                }
                self.as_group(own, base, *compositor)
            }
            (NodeTerm::Group(Choice, nodes), NodeTerm::Element(b)) => {
                match self.substitutes(base, *b) {
                    Some(base) => self.holds(own, &base),
                    // A choice of the element itself says nothing but whether that need be there.
                    None => match &nodes[..] {
                        [only] if own.max == Some(1) => {
                            let min = own.min.saturating_mul(only.min);
                            self.holds(
                                &Node {
                                    min,
                                    ..only.clone()
                                },
                                base,
                            )
                        }
                        _ => false,
                    },
                }
            }
            (NodeTerm::Group(..), NodeTerm::Element(_)) => false,
            (NodeTerm::Group(a, nodes), NodeTerm::Group(b, bases)) => match (a, b) {
                (All, All) | (Sequence, Sequence) => {
                    is_within(own, base) && self.in_order(nodes, bases, true)
                }
                (Choice, Choice) => is_within(own, base) && self.in_order(nodes, bases, false),
                (Sequence, All) => is_within(own, base) && self.in_any_order(nodes, bases),
                (Sequence, Choice) => {
                    let count = nodes.len() as u64;
                    let min = u64::from(own.min).saturating_mul(count);
                    let max = own.max.map(|max| u64::from(max).saturating_mul(count));
                    min >= u64::from(base.min)
                        && base
                            .max
                            .is_none_or(|most| max.is_some_and(|max| max <= u64::from(most)))
                        && nodes
                            .iter()
                            .all(|node| bases.iter().any(|base| self.holds(node, base)))
                }
                _ => false,
            },
        }
    }

    /// RecurseAsIfGroup
    fn as_group(&mut self, own: &Node<'s>, base: &Node<'s>, compositor: Compositor) -> bool {
        let group = Node {
            min: 1,
            max: Some(1),
            term: NodeTerm::Group(compositor, vec![own.clone()]),
        };
        self.holds(&group, base)
    }

    /// The head of a substitution group as the choice that it stands for.
    fn substitutes(&self, node: &Node<'s>, head: ElementId) -> Option<Node<'s>> {
        let members = self.schema.substitutions.get(&head)?;
        let once = |id| Node {
            min: 1,
            max: Some(1),
            term: NodeTerm::Element(id),
        };
        let all = std::iter::once(head).chain(members.iter().copied());
        Some(Node {
            min: node.min,
            max: node.max,
            term: NodeTerm::Group(Compositor::Choice, all.map(once).collect()),
        })
    }

    /// NameAndTypeOK
    fn elements(&mut self, own: &Node<'s>, a: ElementId, base: &Node<'s>, b: ElementId) -> bool {
        if !is_within(own, base) {
            return false;
        }
        if a == b {
            return true;
        }
        let (one, other) = (self.schema.element(a), self.schema.element(b));
        if one.name != other.name {
            // A member of the substitution group may stand in for its head.
            return self
                .schema
                .substitutions
                .get(&b)
                .is_some_and(|members| members.contains(&a));
        }
        let only_restriction = DerivationSet {
            extension: true,
            ..DerivationSet::default()
        };
        let keeps_fixed = match (&other.value, &one.value) {
            (Some(ValueConstraint::Fixed(fixed)), Some(ValueConstraint::Fixed(value))) => {
                same_value(self.schema, value, fixed, other.ty)
            }
            (Some(ValueConstraint::Fixed(_)), _) => false,
            _ => true,
        };
        (other.nillable || !one.nillable)
            && keeps_fixed
            && (one.block.extension || !other.block.extension)
            && (one.block.restriction || !other.block.restriction)
            && (one.block.substitution || !other.block.substitution)
            && is_derived(self.schema, one.ty, other.ty, only_restriction)
    }

    /// Recurse, and RecurseLax where what is left over need not be emptiable.
    fn in_order(&mut self, nodes: &[Node<'s>], bases: &[Node<'s>], strictly: bool) -> bool {
        let mut rest = bases.iter();
        for node in nodes {
            loop {
                let Some(base) = rest.next() else {
                    return false;
                };
                if self.holds(node, base) {
                    break;
                }
                if strictly && !base.is_emptiable() {
                    return false;
                }
            }
        }
        !strictly || rest.all(Node::is_emptiable)
    }

    /// RecurseUnordered
    fn in_any_order(&mut self, nodes: &[Node<'s>], bases: &[Node<'s>]) -> bool {
        let mut taken = vec![false; bases.len()];
        for node in nodes {
            let found = (0..bases.len()).find(|&at| !taken[at] && self.holds(node, &bases[at]));
            match found {
                Some(at) => taken[at] = true,
                None => return false,
            }
        }
        bases
            .iter()
            .zip(taken)
            .all(|(base, taken)| taken || base.is_emptiable())
    }
}

/// Occurrence Range OK
fn is_within(own: &Node<'_>, base: &Node<'_>) -> bool {
    own.min >= base.min
        && base
            .max
            .is_none_or(|most| own.max.is_some_and(|max| max <= most))
}
