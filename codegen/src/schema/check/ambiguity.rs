//! Unique Particle Attribution (XSD 1.0 Part 1, section 3.8.6): what an element belongs to is known without looking
//! ahead.
//!
//! A content model is deterministic where no two particles that could take the next element overlap: among those that
//! may come first in alternatives, and between those that may go on within a particle and those that may follow it.

use std::collections::HashMap;

use super::content::{Node, NodeTerm, expand};
use crate::qname::QName;
use crate::schema::components::*;
use crate::severity::Judge;

/// How many names are compared before a content model is believed.
const BUDGET: usize = 2_000_000;

/// Checks the content of every complex type.
pub(super) fn check(schema: &Schema, judge: &mut Judge<'_>) {
    for ty in &schema.types {
        let (TypeKind::Complex(complex), Some(span)) = (&ty.kind, &ty.span) else {
            continue;
        };
        let (Content::Elements(particle) | Content::Mixed(particle)) = &complex.content else {
            continue;
        };
        let Some(node) = expand(schema, particle) else {
            continue;
        };
        let mut checker = Checker {
            schema,
            clash: None,
            next: 0,
            budget: BUDGET,
        };
        checker.visit(&node);
        if let Some(name) = checker.clash {
            judge.violation(
                "cos-nonambig",
                span,
                format!("the content is ambiguous: {name} could belong to two particles"),
            );
        }
    }
}

/// The particles that may take an element: by name, and wildcards. Each particle has a number.
#[derive(Default, Clone)]
struct Takers<'s> {
    names: HashMap<&'s QName, usize>,
    wildcards: Vec<(&'s Wildcard, usize)>,
}

/// What a particle is to those around it.
struct Visited<'s> {
    /// What may come first.
    first: Takers<'s>,
    /// What may go on after it could have ended.
    more: Takers<'s>,
    emptiable: bool,
}

struct Checker<'s> {
    schema: &'s Schema,
    clash: Option<String>,
    next: usize,
    budget: usize,
}

impl<'s> Checker<'s> {
    fn visit(&mut self, node: &Node<'s>) -> Visited<'s> {
        let mut visited = match &node.term {
            NodeTerm::Element(_) | NodeTerm::Any(_) => self.leaf(node),
            NodeTerm::Group(Compositor::Sequence, nodes) => self.sequence(nodes),
            NodeTerm::Group(compositor, nodes) => self.choice(*compositor, nodes),
        };
        let repeats = node.max.is_none_or(|max| max > 1);
        if repeats {
            self.disjoint(&visited.more, &visited.first);
            // A fixed number of repetitions ends where it must.
            if visited.emptiable || node.max != Some(node.min) {
                let first = visited.first.clone();
                self.join(&mut visited.more, first);
            }
        }
        visited.emptiable |= node.min == 0;
        visited
    }

    fn leaf(&mut self, node: &Node<'s>) -> Visited<'s> {
        self.next += 1;
        let mut first = Takers::default();
        match node.term {
            NodeTerm::Element(id) => {
                let members = self.schema.substitutions.get(&id).into_iter().flatten();
                for &id in std::iter::once(&id).chain(members) {
                    first.names.insert(&self.schema.element(id).name, self.next);
                }
            }
            NodeTerm::Any(any) => first.wildcards.push((any, self.next)),
            NodeTerm::Group(..) => {}
        }
        Visited {
            first,
            more: Takers::default(),
            emptiable: false,
        }
    }

    fn sequence(&mut self, nodes: &[Node<'s>]) -> Visited<'s> {
        let mut whole = Visited {
            first: Takers::default(),
            more: Takers::default(),
            emptiable: true,
        };
        for node in nodes {
            let next = self.visit(node);
            self.disjoint(&whole.more, &next.first);
            if whole.emptiable {
                self.disjoint(&whole.first, &next.first);
                self.join(&mut whole.first, next.first.clone());
            }
            if next.emptiable {
                self.join(&mut whole.more, next.first);
                self.join(&mut whole.more, next.more);
            } else {
                whole.more = next.more;
            }
            whole.emptiable &= next.emptiable;
        }
        whole
    }

    fn choice(&mut self, compositor: Compositor, nodes: &[Node<'s>]) -> Visited<'s> {
        let is_all = compositor == Compositor::All;
        let mut whole = Visited {
            first: Takers::default(),
            more: Takers::default(),
            emptiable: is_all || nodes.is_empty(),
        };
        for node in nodes {
            let next = self.visit(node);
            self.disjoint(&whole.first, &next.first);
            if is_all {
                whole.emptiable &= next.emptiable;
                // Any of the others may follow.
                self.join(&mut whole.more, next.first.clone());
            } else {
                whole.emptiable |= next.emptiable;
            }
            self.join(&mut whole.first, next.first);
            self.join(&mut whole.more, next.more);
        }
        whole
    }

    fn join(&mut self, into: &mut Takers<'s>, from: Takers<'s>) {
        self.budget = self.budget.saturating_sub(from.names.len());
        if self.budget > 0 {
            into.names.extend(from.names);
            into.wildcards.extend(from.wildcards);
        }
    }

    /// Notes the first element that two different particles could take.
    fn disjoint(&mut self, a: &Takers<'s>, b: &Takers<'s>) {
        let work = a.names.len().min(b.names.len())
            + a.wildcards.len() * (b.names.len() + b.wildcards.len())
            + b.wildcards.len() * a.names.len();
        self.budget = self.budget.saturating_sub(work);
        if self.clash.is_some() || self.budget == 0 {
            return;
        }
        let (few, many) = if a.names.len() < b.names.len() {
            (a, b)
        } else {
            (b, a)
        };
        for (name, particle) in &few.names {
            if many.names.get(name).is_some_and(|other| other != particle) {
                self.clash = Some(format!("`{name}`"));
            }
        }
        for (one, other) in [(a, b), (b, a)] {
            for (any, particle) in &one.wildcards {
                for (name, taker) in &other.names {
                    if taker != particle && any.namespaces.allows(&name.namespace) {
                        self.clash = Some(format!("`{name}`"));
                    }
                }
            }
        }
        for (any, particle) in &a.wildcards {
            for (other, taker) in &b.wildcards {
                let common = any.namespaces.intersection(&other.namespaces);
                let overlap = !matches!(common, Some(Namespaces::List(list)) if list.is_empty());
                if taker != particle && overlap {
                    self.clash = Some("an element that two wildcards allow".to_owned());
                }
            }
        }
    }
}
