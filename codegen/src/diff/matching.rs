//! Finds the items and modules of the newer version that are those of the older one.

use std::collections::{HashMap, VecDeque};

use crate::model::{ElementName, Item, Model, ModuleId, Path, RustType};

use super::names::{Name, TypeName};

/// The names of a version, and those of the newer version for the same.
#[derive(Debug)]
pub(super) struct Names<'m> {
    model: &'m Model,
    /// The names of the same items in the newer version, as they are shown.
    newer: HashMap<Path, String>,
    /// The namespaces that others have taken the place of.
    namespaces: HashMap<&'m str, &'m str>,
}

impl<'m> Names<'m> {
    /// Returns the names of the newer version itself.
    pub(super) fn newer(model: &'m Model) -> Self {
        Self {
            model,
            newer: HashMap::new(),
            namespaces: HashMap::new(),
        }
    }

    /// Returns the path of an item as its own version has it.
    pub(super) fn shown(&self, path: &Path) -> String {
        within(&self.model.modules[path.module.0].name, &path.name)
    }

    /// Returns the path of an item as the newer version has it, if that has the item.
    pub(super) fn matched(&self, path: &Path) -> String {
        let newer = self.newer.get(path).cloned();
        newer.unwrap_or_else(|| self.shown(path))
    }

    /// Returns the name of an item.
    pub(super) fn item(&self, path: &Path) -> Name {
        Name {
            shown: self.shown(path),
            newer: self.matched(path),
        }
    }

    /// Returns a name in XML.
    pub(super) fn element(&self, name: &ElementName) -> Name {
        Name {
            shown: qualified(&name.namespace, &name.local),
            newer: self.matched_element(name),
        }
    }

    /// Returns a name in XML, in the namespace that the newer version has in the place of its own.
    pub(super) fn matched_element(&self, name: &ElementName) -> String {
        qualified(self.matched_namespace(&name.namespace), &name.local)
    }

    /// Returns the name of a namespace.
    pub(super) fn namespace(&self, namespace: &str) -> Name {
        Name {
            shown: namespace.to_owned(),
            newer: self.matched_namespace(namespace).to_owned(),
        }
    }

    fn matched_namespace<'n>(&'n self, namespace: &'n str) -> &'n str {
        let newer = self.namespaces.get(namespace);
        newer.copied().unwrap_or(namespace)
    }

    /// Returns a Rust type.
    pub(super) fn ty(&self, ty: &RustType) -> TypeName {
        self.ty_by(ty, &|path| self.item(path))
    }

    /// Returns a Rust type, with generated types named by a function.
    pub(super) fn ty_by(&self, ty: &RustType, item: &dyn Fn(&Path) -> Name) -> TypeName {
        let of = |outer, inner| TypeName::Of(outer, Box::new(self.ty_by(inner, item)));
        match ty {
            RustType::Std(name) | RustType::Sapo(name) => TypeName::Path(Name::same(name)),
            RustType::Extern(name) => TypeName::Path(Name::same(name)),
            RustType::Generated(path) | RustType::Newtype(path, _) => TypeName::Path(item(path)),
            RustType::Alias(_, ty) => self.ty_by(ty, item),
            RustType::Vec(inner) => of("Vec", inner),
            RustType::Option(inner) => of("Option", inner),
            RustType::Grid(inner) => of("Grid", inner),
            RustType::Boxed(inner) => of("Box", inner),
            RustType::Nillable(inner) => of("Nillable", inner),
            RustType::Secret(inner) => of("Secret", inner),
        }
    }
}

/// A name in XML as people write it.
pub(super) fn qualified(namespace: &str, local: &str) -> String {
    match namespace {
        "" => local.to_owned(),
        namespace => format!("{{{namespace}}}{local}"),
    }
}

fn within(module: &str, name: &str) -> String {
    match module {
        "" => name.to_owned(),
        module => format!("{module}::{name}"),
    }
}

/// Two lists side by side: the positions of the same things in both, and of the rest in each.
#[derive(Debug, Default)]
pub(super) struct Pairs {
    pub(super) both: Vec<(usize, usize)>,
    pub(super) removed: Vec<usize>,
    pub(super) added: Vec<usize>,
}

/// A key by which things of the older (`true`) and the newer version are known.
pub(super) type Key<'k, T> = &'k dyn Fn(&T, bool) -> Option<String>;

/// Pairs by the first key, the rest by the second, and so on.
pub(super) fn pair<T>(old: &[T], new: &[T], keys: &[Key<'_, T>]) -> Pairs {
    let mut pairs = Pairs {
        both: Vec::new(),
        removed: (0..old.len()).collect(),
        added: (0..new.len()).collect(),
    };
    for key in keys {
        let mut by_key: HashMap<String, VecDeque<usize>> = HashMap::new();
        for &at in &pairs.added {
            if let Some(key) = key(&new[at], false) {
                by_key.entry(key).or_default().push_back(at);
            }
        }
        let both = &mut pairs.both;
        let mut taken = vec![false; new.len()];
        pairs.removed.retain(|&at| {
            let found = key(&old[at], true)
                .and_then(|key| by_key.get_mut(&key))
                .and_then(VecDeque::pop_front);
            if let Some(newer) = found {
                taken[newer] = true;
                both.push((at, newer));
            }
            found.is_none()
        });
        pairs.added.retain(|&at| !taken[at]);
    }
    pairs.both.sort_unstable();
    pairs
}

/// An item that others refer to by its name.
#[derive(Debug)]
pub(super) struct Entry<'m> {
    pub(super) path: Path,
    pub(super) item: &'m Item,
    /// The kind and name of the component that it stands for.
    identity: Option<(&'static str, ElementName)>,
}

/// The items of a model that have a name, and `Root`.
pub(super) fn entries(model: &Model) -> Vec<Entry<'_>> {
    let modules = model.modules.iter().enumerate();
    let items = modules.flat_map(|(at, module)| {
        module.items.iter().filter_map(move |item| {
            let name = match item {
                Item::Root(_) => "Root",
                item => item.name()?,
            };
            Some(Entry {
                path: Path {
                    module: ModuleId(at),
                    name: name.to_owned(),
                },
                item,
                identity: identity(item, &module.namespace),
            })
        })
    });
    items.collect()
}

fn identity(item: &Item, namespace: &str) -> Option<(&'static str, ElementName)> {
    let named = |local: &str| ElementName {
        namespace: namespace.to_owned(),
        local: local.to_owned(),
    };
    match item {
        Item::Struct(item) => match (&item.type_name, &item.element) {
            (Some(name), _) => Some(("type", name.clone())),
            (None, Some(name)) => Some(("element", name.clone())),
            (None, None) => None,
        },
        Item::Array(item) => Some(("array", item.type_name.clone()?)),
        Item::Derived(item) => Some(("derived", item.base.clone())),
        Item::Enumeration(item) => Some(("simple", named(&item.type_name))),
        Item::Newtype(item) => Some(("simple", named(&item.type_name))),
        Item::Alias(item) => Some(("simple", named(item.type_name.as_deref()?))),
        Item::Union(item) => Some(("simple", named(&item.type_name))),
        Item::Facets(item) => Some(("facets", named(&item.type_name))),
        Item::Choice(_)
        | Item::Root(_)
        | Item::Service(_)
        | Item::Operation(_)
        | Item::Header(_) => None,
    }
}

/// The items and modules of two versions, side by side.
#[derive(Debug)]
pub(super) struct Match<'m> {
    pub(super) old: Names<'m>,
    pub(super) new: Names<'m>,
    pub(super) old_items: Vec<Entry<'m>>,
    pub(super) new_items: Vec<Entry<'m>>,
    pub(super) items: Pairs,
    pub(super) modules: Pairs,
}

impl<'m> Match<'m> {
    pub(super) fn new(old: &'m Model, new: &'m Model) -> Self {
        let modules = pair(
            &old.modules,
            &new.modules,
            &[&|module, _| Some(module.namespace.clone()), &|module, _| {
                Some(module.name.clone())
            }],
        );
        let mut names = Names::newer(old);
        let mut places = HashMap::new();
        for &(before, after) in &modules.both {
            places.insert(ModuleId(before), ModuleId(after));
            let (before, after) = (&old.modules[before], &new.modules[after]);
            if before.namespace != after.namespace {
                names.namespaces.insert(&before.namespace, &after.namespace);
            }
        }
        let (old_items, new_items) = (entries(old), entries(new));
        let identity = |entry: &Entry<'_>, is_old: bool| {
            let (kind, name) = entry.identity.as_ref()?;
            let name = match is_old {
                true => names.matched_element(name),
                false => qualified(&name.namespace, &name.local),
            };
            Some(format!("{kind} {name}"))
        };
        let path = |entry: &Entry<'_>, is_old: bool| {
            let module = match is_old {
                true => *places.get(&entry.path.module)?,
                false => entry.path.module,
            };
            Some(format!("{} {}", module.0, entry.path.name))
        };
        let both = |entry: &Entry<'_>, is_old: bool| {
            let identity = identity(entry, is_old)?;
            Some(format!("{} {identity}", path(entry, is_old)?))
        };
        let mut items = pair(&old_items, &new_items, &[&both, &identity, &path]);
        follow_renames(&mut items, &old_items, &new_items);
        for &(before, after) in &items.both {
            let after = &new_items[after].path;
            let shown = within(&new.modules[after.module.0].name, &after.name);
            names.newer.insert(old_items[before].path.clone(), shown);
        }
        Self {
            old: names,
            new: Names::newer(new),
            old_items,
            new_items,
            items,
            modules,
        }
    }
}

/// Pairs items that are named after another, which has been renamed: `OrderChoice` is
/// `Order2Choice` where `Order` is `Order2`.
fn follow_renames(items: &mut Pairs, old: &[Entry<'_>], new: &[Entry<'_>]) {
    let stem = |path: &Path| path.name.trim_end_matches('_').to_owned();
    let mut renamed: Vec<(String, String)> = items
        .both
        .iter()
        .map(|&(before, after)| (stem(&old[before].path), stem(&new[after].path)))
        .filter(|(before, after)| before != after)
        .collect();
    // The longest stem is that of the nearest item.
    renamed.sort_by_key(|(before, _)| std::cmp::Reverse(before.len()));
    let added = items.added.iter();
    let mut added: HashMap<&str, usize> =
        added.map(|&at| (new[at].path.name.as_str(), at)).collect();
    let mut found = Vec::new();
    items.removed.retain(|&at| {
        let name = &old[at].path.name;
        let newer = renamed.iter().find_map(|(before, after)| {
            let rest = name.strip_prefix(before)?;
            added.remove(format!("{after}{rest}").as_str())
        });
        found.extend(newer.map(|newer| (at, newer)));
        newer.is_none()
    });
    items
        .added
        .retain(|at| !found.iter().any(|(_, newer)| newer == at));
    items.both.extend(found);
    items.both.sort_unstable();
}
