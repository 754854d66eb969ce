//! What the reader comes by, held against the constraints that are in force there.

use std::collections::BTreeMap;
use std::collections::hash_map::Entry;

use super::scope::{Entered, Scope, Step, Table};
use super::{Identity, Kind, Name};
use crate::xml::builtin::Key;
use crate::xml::{Error, ErrorKind};

/// The identity constraints of the elements that are open.
///
/// Elements may be read twice, where they come out of order: all is kept by their offsets, and what is read again
/// takes the place of what was there.
#[derive(Debug, Default)]
pub(crate) struct Keys {
    /// From the outermost element that has constraints to the one at hand.
    path: Vec<Step>,
    scopes: Vec<Scope>,
    /// The keys of elements that have ended, for the references of those that are open (section 3.11.5).
    tables: Vec<(Name, Table)>,
    /// How many elements are selected, those in tables included.
    count: usize,
    /// The element that was reached last may be nil.
    is_nillable: bool,
}

impl Keys {
    /// Whether any constraint is in force.
    pub(crate) fn is_active(&self) -> bool {
        !self.scopes.is_empty()
    }

    /// Says whether the element that is about to be entered may be nil.
    pub(crate) fn reach(&mut self, is_nillable: bool) {
        self.is_nillable = is_nillable;
    }

    /// An element begins, `offset` being that of its start tag, which has these constraints; not more than `limit`
    /// elements may be selected at once.
    pub(crate) fn enter(
        &mut self,
        name: (&str, &str),
        (depth, offset): (usize, usize),
        has_value: bool,
        identities: impl Iterator<Item = &'static Identity>,
        limit: usize,
    ) -> Result<(), Error> {
        self.rewind(depth - 1);
        self.path.push(Step {
            namespace: name.0.to_owned(),
            local: name.1.to_owned(),
            depth,
            offset,
        });
        let mut identities = identities.peekable();
        if identities.peek().is_some() {
            self.scopes
                .extend(Scope::new(identities, &self.path, self.tables.len()));
        }
        let kind = Entered {
            has_value,
            is_nillable: std::mem::take(&mut self.is_nillable),
        };
        for scope in &mut self.scopes {
            self.count += scope.enter(&self.path, kind);
        }
        if self.count > limit {
            return Err(Error::new(ErrorKind::Limit {
                what: "number of elements that identity constraints select",
                limit,
            })
            .at(offset));
        }
        Ok(())
    }

    /// The value of the element entered last, or of one of its attributes.
    pub(crate) fn value(&mut self, attribute: Option<(&str, &str)>, key: &Key) {
        for scope in &mut self.scopes {
            scope.value(&self.path, attribute, key);
        }
    }

    /// Nothing deeper than this is open.
    pub(crate) fn rewind(&mut self, depth: usize) {
        while self.path.pop_if(|step| step.depth > depth).is_some() {}
        let len = self.path.len();
        self.scopes.iter_mut().for_each(|scope| scope.rewind(len));
    }

    /// The element at this depth ends.
    pub(crate) fn end(&mut self, depth: usize) -> Result<(), Error> {
        let Some(scope) = self.scopes.pop_if(|scope| scope.depth == depth) else {
            return Ok(());
        };
        self.count -= scope.count();
        let mut tables: BTreeMap<Name, Table> = BTreeMap::new();
        for (name, inner) in self.tables.drain(scope.first_table..) {
            self.count -= inner.len();
            let table = tables.entry(name).or_default();
            for (values, node) in inner {
                match table.entry(values) {
                    Entry::Vacant(vacant) => drop(vacant.insert(node)),
                    Entry::Occupied(mut known) if *known.get() != node => drop(known.insert(None)),
                    Entry::Occupied(_) => {}
                }
            }
        }
        for selection in &scope.selections {
            let identity = selection.identity;
            if let Kind::KeyReference(_) = identity.kind {
                continue;
            }
            let mut own = Table::new();
            for (offset, values) in selection.qualified()? {
                if own.insert(values, Some(offset)).is_some() {
                    return Err(selection.error(offset, "another element has the same values"));
                }
            }
            tables.entry(identity.name).or_default().extend(own);
        }
        for selection in &scope.selections {
            let Kind::KeyReference(key) = selection.identity.kind else {
                continue;
            };
            let table = tables.get(&key);
            for (offset, values) in selection.qualified()? {
                if !table.is_some_and(|table| matches!(table.get(&values), Some(Some(_)))) {
                    let what = "no element of the key has the values";
                    return Err(selection.error(offset, what));
                }
            }
        }
        for (name, table) in tables {
            if self.scopes.iter().any(|outer| outer.refers_to(name)) {
                self.count += table.len();
                self.tables.push((name, table));
            }
        }
        if self.scopes.is_empty() {
            self.path.clear();
        }
        Ok(())
    }
}
