//! All types, in the order in which they are written.

use std::collections::HashSet;

use super::Items;
use crate::lower::naming::order::{Global, Place};
use crate::model::{Alias, Item};
use crate::qname::QName;
use crate::schema::components::{Owner, TypeId, TypeKind};

impl Items<'_, '_> {
    /// Lowers and adds every type that has a name.
    pub(in crate::lower) fn push_types(&mut self, globals: &[(Place, QName, Global)]) {
        let mut order: Vec<TypeId> = Vec::new();
        for (_, _, global) in globals {
            match *global {
                Global::Type(id) => order.push(id),
                Global::Element(id) => {
                    let ty = self.facts.schema.element(id).ty;
                    // Members of a substitution group have the anonymous type of its head.
                    if matches!(self.facts.schema.ty(ty).owner, Some(Owner::Element(of)) if of == id)
                    {
                        order.push(ty);
                    }
                    if self.names.substitutions.contains_key(&id) {
                        self.push_substitutions(id);
                    }
                }
                Global::Group(_) => {}
            }
        }
        let mut nested: Vec<TypeId> = self
            .names
            .types
            .keys()
            .chain(self.names.simple.keys())
            .filter(|id| self.facts.schema.ty(**id).name.is_none() && !order.contains(id))
            .copied()
            .collect();
        nested.sort_unstable();
        order.extend(nested);
        // Arrays last: only then is it known which wrappers are needed as structs after all.
        let (wrappers, others): (Vec<_>, Vec<_>) = order
            .into_iter()
            .partition(|id| self.names.types.contains_key(id) && self.facts.is_wrapper(*id));
        for id in others {
            match self.facts.schema.ty(id).kind {
                TypeKind::Simple(_) => self.push_simple(id),
                TypeKind::Complex(_) if self.names.types.contains_key(&id) => self.push_struct(id),
                TypeKind::Complex(_) => {}
            }
            if self.names.derived.contains_key(&id) {
                self.push_derived(id);
            }
        }
        self.push_arrays(&wrappers);
        self.push_groups();
        self.push_facets();
    }

    /// Adds the shapes of the wrappers that fields use, and the structs of those that something
    /// else needs, or that nothing else would show.
    pub(super) fn push_arrays(&mut self, wrappers: &[TypeId]) {
        let (mut arrays, mut structs) = (HashSet::new(), HashSet::new());
        loop {
            // Each that is added may use, or need, wrappers that nothing before it did.
            let used = |id: &TypeId| self.used.wrappers.contains(id) && !arrays.contains(id);
            if let Some(&id) = wrappers.iter().find(|id| used(id)) {
                arrays.insert(id);
                self.push_array(id);
                continue;
            }
            let needed = |id: &TypeId| self.used.structs.contains(id) && !structs.contains(id);
            let neither = |id: &TypeId| !arrays.contains(id) && !structs.contains(id);
            let mut rest = wrappers.iter();
            let next = rest.clone().find(|id| needed(id));
            let Some(&id) = next.or_else(|| rest.find(|id| neither(id))) else {
                break;
            };
            structs.insert(id);
            self.push_struct(id);
        }
        for (id, target) in std::mem::take(&mut self.used.vectors) {
            let path = self.names.ty(id);
            let docs = self.type_docs(id, &path.name);
            let name = path.name;
            let alias = Item::Alias(Alias {
                name,
                docs,
                attributes: Vec::new(),
                type_name: None,
                target,
            });
            self.add_item(path.module, alias);
        }
    }
}
