//! Content models with their groups expanded and what is pointless left out (XSD 1.0 Part 1, section 3.9.6).

use crate::schema::components::*;

/// How many particles a content model may expand to and still be checked; groups that use groups can make any number.
const BUDGET: usize = 20_000;

/// A particle of an expanded content model.
#[derive(Debug, Clone)]
pub(super) struct Node<'s> {
    pub(super) min: u32,
    pub(super) max: Option<u32>,
    pub(super) term: NodeTerm<'s>,
}

/// What it is made of.
#[derive(Debug, Clone)]
pub(super) enum NodeTerm<'s> {
    Element(ElementId),
    Any(&'s Wildcard),
    Group(Compositor, Vec<Node<'s>>),
}

/// Expands a particle; `None` where that would be too large.
pub(super) fn expand<'s>(schema: &'s Schema, particle: &'s Particle) -> Option<Node<'s>> {
    let mut budget = BUDGET;
    let node = node(schema, particle, &mut budget)?;
    Some(simplified(node))
}

fn node<'s>(schema: &'s Schema, particle: &'s Particle, budget: &mut usize) -> Option<Node<'s>> {
    *budget = budget.checked_sub(1)?;
    let mut nodes = |particles: &'s [Particle]| -> Option<Vec<Node<'s>>> {
        particles
            .iter()
            .map(|one| node(schema, one, budget))
            .collect()
    };
    let term = match &particle.term {
        Term::Element(id) => NodeTerm::Element(*id),
        Term::Any(any) => NodeTerm::Any(any),
        Term::Group(compositor, particles) => NodeTerm::Group(*compositor, nodes(particles)?),
        Term::Reference(id) => {
            let group = schema.group(*id);
            NodeTerm::Group(group.compositor, nodes(&group.particles)?)
        }
    };
    Some(Node {
        min: particle.min,
        max: particle.max,
        term,
    })
}

impl Node<'_> {
    fn occurs_once(&self) -> bool {
        self.min == 1 && self.max == Some(1)
    }

    /// The least and greatest number of elements (Effective Total Range).
    pub(super) fn range(&self) -> (u64, Option<u64>) {
        let (min, max) = match &self.term {
            NodeTerm::Element(_) | NodeTerm::Any(_) => (1, Some(1)),
            NodeTerm::Group(compositor, nodes) => {
                let ranges: Vec<_> = nodes.iter().map(Node::range).collect();
                let mins = ranges.iter().map(|range| range.0);
                let mut maxs = ranges.iter().map(|range| range.1);
                match compositor {
                    Compositor::Choice => (
                        mins.min().unwrap_or(0),
                        maxs.try_fold(0, |a: u64, b| Some(a.max(b?))),
                    ),
                    Compositor::Sequence | Compositor::All => (
                        mins.fold(0, u64::saturating_add),
                        maxs.try_fold(0, |a: u64, b| Some(a.saturating_add(b?))),
                    ),
                }
            }
        };
        let all = match (self.max, max) {
            (_, Some(0)) => Some(0),
            (Some(outer), Some(inner)) => Some(u64::from(outer).saturating_mul(inner)),
            _ => None,
        };
        (u64::from(self.min).saturating_mul(min), all)
    }

    /// Whether nothing at all is enough.
    pub(super) fn is_emptiable(&self) -> bool {
        self.range().0 == 0
    }
}

/// Leaves out groups that say nothing.
fn simplified(node: Node<'_>) -> Node<'_> {
    let Node {
        min,
        max,
        term: NodeTerm::Group(compositor, nodes),
    } = node
    else {
        return node;
    };
    let mut kept = Vec::new();
    for inner in nodes.into_iter().map(simplified) {
        let once = inner.occurs_once();
        match inner.term {
            NodeTerm::Group(Compositor::Sequence | Compositor::All, nodes) if nodes.is_empty() => {}
            NodeTerm::Group(own, nodes)
                if once && own == compositor && compositor != Compositor::All =>
            {
                kept.extend(nodes);
            }
            term => kept.push(Node { term, ..inner }),
        }
    }
    if kept.len() == 1 && min == 1 && max == Some(1) {
        return kept.remove(0);
    }
    Node {
        min,
        max,
        term: NodeTerm::Group(compositor, kept),
    }
}
