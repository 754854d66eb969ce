//! Different components of one kind and name: each document uses its own.

use std::collections::{HashMap, HashSet, VecDeque};

use super::components::{ElementId, GroupId, TypeId};
use super::names::AttributeGroupId;
use super::sources::Sources;
use crate::qname::QName;

/// The components of each name that has several, with their sources; the first one first.
#[derive(Debug)]
pub(super) struct Several<T>(HashMap<QName, Vec<(usize, T)>>);

impl<T> Default for Several<T> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<T: Copy> Several<T> {
    /// Adds a component of a name, of which `first` is the first.
    pub(super) fn add(&mut self, name: QName, first: (usize, T), other: (usize, T)) {
        let all = self.0.entry(name).or_insert_with(|| vec![first]);
        all.push(other);
    }

    /// The names, and the components behind the first.
    pub(super) fn others(&self) -> Vec<(QName, T)> {
        let mut others: Vec<_> = self
            .0
            .iter()
            .flat_map(|(name, all)| all[1..].iter().map(move |&(source, id)| (source, name, id)))
            .collect();
        others.sort_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)));
        let others = others.into_iter();
        others.map(|(_, name, id)| (name.clone(), id)).collect()
    }

    /// The names that have several.
    pub(super) fn names(&self) -> impl Iterator<Item = &QName> {
        self.0.keys()
    }
}

/// The components that share their names with others.
#[derive(Debug, Default)]
pub(super) struct Namesakes {
    pub(super) types: Several<TypeId>,
    pub(super) elements: Several<ElementId>,
    pub(super) groups: Several<GroupId>,
    pub(super) attribute_groups: Several<AttributeGroupId>,
    /// Of each source, its document, the input that led to it, and the sources that it refers to.
    reach: Vec<(usize, Option<usize>, Vec<usize>)>,
}

impl Namesakes {
    pub(super) fn new(sources: &Sources<'_>) -> Self {
        let of = |at: usize| {
            let document = sources.all[at].schema.document;
            let input = sources.input(document);
            (document, input, sources.referred(at))
        };
        Self {
            reach: (0..sources.all.len()).map(of).collect(),
            ..Self::default()
        }
    }

    /// The component of a name that a source means; `None` if the name has one only.
    pub(super) fn choose<T: Copy>(&self, of: &Several<T>, name: &QName, from: usize) -> Option<T> {
        let all = of.0.get(name)?;
        let (document, input, _) = self.reach[from];
        self.nearest(all, &[from], document, input)
    }

    /// The component of a name that a document means; `None` if the name has one only.
    pub(super) fn choose_in<T: Copy>(
        &self,
        of: &Several<T>,
        name: &QName,
        document: usize,
        input: Option<usize>,
    ) -> Option<T> {
        let all = of.0.get(name)?;
        let own = self.reach.iter().enumerate();
        let own = own.filter(|(_, (of, ..))| *of == document);
        let own: Vec<usize> = own.map(|(at, _)| at).collect();
        self.nearest(all, &own, document, input)
    }

    /// The component in the document itself, else in the nearest that its schemas refer to, else of its input, else the
    /// first.
    fn nearest<T: Copy>(
        &self,
        all: &[(usize, T)],
        from: &[usize],
        document: usize,
        input: Option<usize>,
    ) -> Option<T> {
        let find = |is_meant: &dyn Fn(usize) -> bool| {
            let mut all = all.iter();
            all.find(|(source, _)| is_meant(*source)).map(|&(_, id)| id)
        };
        if let Some(own) = find(&|source| self.reach[source].0 == document) {
            return Some(own);
        }
        let mut met: HashSet<usize> = from.iter().copied().collect();
        let mut open: VecDeque<usize> = from.iter().copied().collect();
        while let Some(at) = open.pop_front() {
            if let Some(near) = find(&|source| source == at) {
                return Some(near);
            }
            open.extend(self.reach[at].2.iter().filter(|&&next| met.insert(next)));
        }
        find(&|source| self.reach[source].1 == input).or_else(|| find(&|_| true))
    }
}
