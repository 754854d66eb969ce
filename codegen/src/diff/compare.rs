//! Walks two versions side by side.

use std::collections::{HashMap, HashSet};

use crate::diagnostic::Span;
use crate::model::{Item, Model, Module};
use crate::pipeline::Resolved;

use super::matching::{Match, pair};
use super::places::Places;
use super::property::Property;
use super::rules::{self, Verdict};
use super::surface::Surface;
use super::things::{Kind, Thing};
use super::values::Languages;

/// A change, with its places in both versions.
pub(super) struct Found {
    pub(super) item: String,
    pub(super) verdict: Verdict,
    pub(super) old: Option<Span>,
    pub(super) new: Option<Span>,
}

/// All changes from one version to another.
pub(super) fn compare(old: (&Resolved, &Model), new: (&Resolved, &Model)) -> Vec<Found> {
    let matched = Match::new(old.1, new.1);
    let before = Surface::new(old.1, &matched.old, Places::new(old.0), &matched.old_items);
    let after = Surface::new(new.1, &matched.new, Places::new(new.0), &matched.new_items);
    let mut comparison = Comparison { found: Vec::new() };
    comparison.modules(&matched, old.1, new.1);
    comparison.items(&matched, &before, &after);
    comparison.services(&before, &after);
    comparison.found
}

struct Comparison {
    found: Vec<Found>,
}

impl Comparison {
    fn note(&mut self, old: Option<&Thing>, new: Option<&Thing>, verdict: Verdict) {
        let named = new.or(old);
        self.found.push(Found {
            item: named.map(|thing| thing.name.clone()).unwrap_or_default(),
            verdict,
            old: old.and_then(|thing| thing.span.clone()),
            new: new.and_then(|thing| thing.span.clone()),
        });
    }

    fn modules(&mut self, matched: &Match<'_>, old: &Model, new: &Model) {
        let mut note = |name: &str, verdict| {
            self.found.push(Found {
                item: name.to_owned(),
                verdict,
                old: None,
                new: None,
            });
        };
        let thing = |module: &Module| Thing::new(Kind::Type, shown(module), String::new());
        for &(before, after) in &matched.modules.both {
            let (before, after) = (&old.modules[before], &new.modules[after]);
            if before.is_empty() || after.is_empty() {
                continue;
            }
            if before.name != after.name {
                let verdict = rules::renamed(&thing(before), Kind::Type, false);
                note(&shown(after), verdict);
            }
            if before.namespace != after.namespace {
                let verdict = rules::namespace(&before.namespace, &after.namespace);
                note(&shown(after), verdict);
            }
        }
        for &at in &matched.modules.removed {
            let module = &old.modules[at];
            if let Some(verdict) = rules::removed(&thing(module)).filter(|_| !module.is_empty()) {
                note(&shown(module), verdict);
            }
        }
        for &at in &matched.modules.added {
            let module = &new.modules[at];
            if let Some(verdict) =
                rules::added(&thing(module), None, None).filter(|_| !module.is_empty())
            {
                note(&shown(module), verdict);
            }
        }
    }

    fn items<'m>(&mut self, matched: &'m Match<'m>, before: &Surface<'m>, after: &Surface<'m>) {
        let names = matched.new_items.iter();
        let names = names.map(|entry| matched.new.shown(&entry.path));
        let names: HashSet<String> = names.collect();
        let mut types = Vec::new();
        for &(old, new) in &matched.items.both {
            let (old, new) = (&matched.old_items[old], &matched.new_items[new]);
            let modules = (old.path.module.0, new.path.module.0);
            let is_there = matched.modules.both.contains(&modules);
            let is_renamed = old.path.name != new.path.name || !is_there;
            let (old, new) = (before.item(old), after.item(new));
            if is_renamed && new.kind != Kind::Private {
                let has_other = names.contains(old.name.as_str());
                let verdict = rules::renamed(&old, new.kind, has_other);
                self.note(Some(&old), Some(&new), verdict);
            }
            self.things(&old, &new);
            types.push((old, new));
        }
        let mut owners = before.types_of_groups();
        owners.extend(after.types_of_groups());
        self.content_models(&types, &owners);
        // A module that is gone, or new, says so of all that is in it.
        for &at in &matched.items.removed {
            let entry = &matched.old_items[at];
            if !matched.modules.removed.contains(&entry.path.module.0) {
                self.removed(&before.item(entry));
            }
        }
        for &at in &matched.items.added {
            let entry = &matched.new_items[at];
            if !matched.modules.added.contains(&entry.path.module.0) {
                self.added(&after.item(entry), None);
            }
        }
    }

    /// Compares which elements may be there together, in types of which nothing else breaks requests.
    /// `owners` are the types whose content groups are part of.
    fn content_models(&mut self, types: &[(Thing, Thing)], owners: &HashMap<String, String>) {
        let breaks = self.found.iter().filter(|one| one.verdict.breaking);
        let broken: HashSet<String> = breaks
            .filter_map(|one| one.item.split("::").next())
            .map(|name| owners.get(name).map_or(name, String::as_str).to_owned())
            .collect();
        let languages = Languages::default();
        for (old, new) in types {
            if let (Some(older), Some(newer)) = (&old.content_model, &new.content_model)
                && old.traffic.or(new.traffic).sent
                && !broken.contains(&new.name)
                && let Some(lost) = older.lost(newer, &languages)
            {
                self.note(Some(old), Some(new), rules::content_model(&lost));
            }
        }
    }

    fn services(&mut self, before: &Surface<'_>, after: &Surface<'_>) {
        let services = |surface: &Surface<'_>| -> Vec<Thing> {
            let items = surface
                .model
                .modules
                .iter()
                .flat_map(|module| &module.items);
            items
                .filter_map(|item| match item {
                    Item::Service(service) => Some(surface.service(service)),
                    _ => None,
                })
                .collect()
        };
        self.members(&services(before), &services(after), None);
    }

    fn removed(&mut self, thing: &Thing) {
        if let Some(verdict) = rules::removed(thing) {
            self.note(Some(thing), None, verdict);
        }
    }

    fn added(&mut self, thing: &Thing, of: Option<(&Thing, &Thing)>) {
        let (before, after) = of.unzip();
        if let Some(verdict) = rules::added(thing, before, after) {
            self.note(None, Some(thing), verdict);
        }
    }

    /// Compares two versions of a thing.
    fn things(&mut self, old: &Thing, new: &Thing) {
        let is_form = |property: &Property| matches!(property, Property::Form(_));
        if old.find(is_form) != new.find(is_form) {
            // The members can't be the same either.
            if let Some(verdict) = rules::changed(old.find(is_form), new.find(is_form), old, new) {
                self.note(Some(old), Some(new), verdict);
            }
            return;
        }
        for (before, after) in changes(old, new) {
            if let Some(verdict) = rules::changed(before, after, old, new) {
                self.found.push(Found {
                    item: new.name.clone(),
                    verdict,
                    old: old.span_of(before),
                    new: new.span_of(after),
                });
            }
        }
        for verdict in rules::occurs(old, new)
            .into_iter()
            .chain(rules::allowed(old, new))
        {
            self.note(Some(old), Some(new), verdict);
        }
        self.members(&old.members, &new.members, Some((old, new)));
    }

    fn members(&mut self, old: &[Thing], new: &[Thing], of: Option<(&Thing, &Thing)>) {
        let xml = |thing: &Thing, _| Some(format!("{:?} {}", thing.kind, thing.xml.as_ref()?));
        let name = |thing: &Thing, _| Some(format!("{:?} {}", thing.kind, thing.key));
        let both = |thing: &Thing, is_old| {
            Some(format!("{} {}", name(thing, is_old)?, xml(thing, is_old)?))
        };
        let pairs = pair(old, new, &[&both, &xml, &name]);
        for &(before, after) in &pairs.both {
            let (before, after) = (&old[before], &new[after]);
            if before.key != after.key {
                let has_other = new
                    .iter()
                    .any(|one| one.kind == before.kind && one.key == before.key);
                let verdict = rules::renamed(before, before.kind, has_other);
                self.note(Some(before), Some(after), verdict);
            }
            self.things(before, after);
        }
        for &at in &pairs.removed {
            self.removed(&old[at]);
        }
        for &at in &pairs.added {
            self.added(&new[at], of);
        }
        // Older bindings write elements that may come in any order in the order of the schema.
        if let Some((before, after)) = of.filter(|(_, new)| new.is_ordered) {
            let ordered = |at: &&(usize, usize)| new[at.1].kind == Kind::Field;
            let places: Vec<usize> = pairs.both.iter().filter(ordered).map(|at| at.1).collect();
            if !places.is_sorted() {
                self.note(Some(before), Some(after), rules::reordered(after));
            }
        }
    }
}

/// Returns the properties that differ, of the older and of the newer thing.
fn changes<'t>(
    old: &'t Thing,
    new: &'t Thing,
) -> impl Iterator<Item = (Option<&'t Property>, Option<&'t Property>)> {
    let before = old.properties.iter();
    let before = before.map(|property| (Some(property), new.like(property)));
    let added = new.properties.iter();
    let added = added.filter(|property| old.like(property).is_none());
    let added = added.map(|property| (None, Some(property)));
    before
        .chain(added)
        .filter(|(before, after)| before != after)
}

fn shown(module: &Module) -> String {
    match module.name.as_str() {
        "" => "the root".to_owned(),
        name => name.to_owned(),
    }
}
