//! Values for the places of those that can't be read.
//!
//! A codec returns a value even if reading has failed, so every type needs a value that ends: its
//! required fields, and theirs, down to simple types. A choice falls back to a branch that ends, if
//! the first doesn't. A schema can require elements within one another without end, and a few types
//! can require millions of them; no message of such a type can exist. Fields that would make the
//! value too large become optional, and keep reading and the stack within bounds.

use std::collections::{HashMap, HashSet, VecDeque};

use super::cycles::{Node, generated, node};
use crate::model::{
    Access, Choice, Field, Item, Model, ModuleId, Operation, Path, ResultKind, RustType, Struct,
};

/// The greatest number of structs and enums in such a value. A message of so many required elements
/// is no message of a service.
const LARGEST: usize = 1_000;

/// The greatest depth of such a value: the depth of documents that readers accept by default is 128.
const DEEPEST: usize = 64;

/// Gives each choice its branch, and makes fields optional as far as that is necessary.
pub(super) fn apply(model: &mut Model) {
    let mut sizes = Sizes::new(model);
    let mut opened = Vec::new();
    while let Some(at) = sizes.next() {
        let (module, position) = sizes.types[at].place;
        match &mut model.modules[module].items[position] {
            Item::Struct(ty) => opened.extend(sizes.settle_struct(at, ty).then_some(at)),
            Item::Choice(choice) => sizes.settle_choice(at, choice),
            _ => {}
        }
    }
    if !opened.is_empty() {
        let opened = opened.into_iter().map(|at| sizes.types[at].node.clone());
        keep_whole(model, &opened.collect::<Vec<_>>());
    }
}

/// The number of structs and enums in a value, and how deep they are in one another.
#[derive(Debug, Clone, Copy)]
struct Size {
    count: usize,
    depth: usize,
}

impl Size {
    const LEAF: Self = Self { count: 1, depth: 1 };

    /// The size of a value that holds these.
    fn around(held: impl Iterator<Item = Self>) -> Self {
        let nothing = Self { count: 1, depth: 0 };
        let all = held.fold(nothing, |all, one| Self {
            count: all.count.saturating_add(one.count),
            depth: all.depth.max(one.depth),
        });
        Self {
            depth: all.depth + 1,
            ..all
        }
    }

    fn is_large(self) -> bool {
        self.count > LARGEST || self.depth > DEEPEST
    }
}

/// A struct or a choice.
struct Type {
    node: Node,
    /// The module and the position.
    place: (usize, usize),
    /// The number of variants, if it is a choice.
    variants: Option<usize>,
    /// The types of which a value needs one.
    needs: Vec<usize>,
    /// The types whose values need one of this.
    needed_by: Vec<usize>,
    /// The number of required values whose size isn't known yet.
    pending: usize,
    size: Option<Size>,
}

/// The sizes of types, each known once those are that its value needs.
struct Sizes {
    types: Vec<Type>,
    ids: HashMap<Node, usize>,
    ready: VecDeque<usize>,
    /// The first type that may still be waiting.
    waiting: usize,
}

impl Sizes {
    fn new(model: &Model) -> Self {
        let mut sizes = Self {
            types: Vec::new(),
            ids: HashMap::new(),
            ready: VecDeque::new(),
            waiting: 0,
        };
        let mut required: Vec<Vec<Path>> = Vec::new();
        for (module, of) in model.modules.iter().enumerate() {
            for (position, item) in of.items.iter().enumerate() {
                let (name, fields) = match item {
                    Item::Struct(ty) => (&ty.name, &ty.fields),
                    Item::Choice(choice) => (&choice.name, &choice.variants),
                    _ => continue,
                };
                let variants = matches!(item, Item::Choice(_)).then_some(fields.len());
                // The value of a choice needs but one of its variants.
                let least = variants.map_or(fields.len(), |count| count.min(1));
                let needed = fields[..least].iter().filter_map(needed);
                required.push(needed.cloned().collect());
                let node = (ModuleId(module), name.clone());
                sizes.ids.insert(node.clone(), sizes.types.len());
                sizes.types.push(Type {
                    node,
                    place: (module, position),
                    variants,
                    needs: Vec::new(),
                    needed_by: Vec::new(),
                    pending: 0,
                    size: None,
                });
            }
        }
        sizes.count_enums_as_bases(model);
        for (at, paths) in required.iter().enumerate() {
            let needed = paths.iter().filter_map(|path| sizes.id(path));
            for target in needed.collect::<Vec<_>>() {
                sizes.require(at, target);
            }
        }
        let types = sizes.types.iter().enumerate();
        let ready = types.filter(|(_, ty)| ty.pending == 0);
        sizes.ready = ready.map(|(at, _)| at).collect();
        sizes
    }

    /// Counts the enum over a type and those derived from it like that type, so that a type's first
    /// extension makes no other field optional.
    fn count_enums_as_bases(&mut self, model: &Model) {
        for (module, item) in model.items() {
            if let Item::Derived(ty) = item
                && ty.has_base
                && let Some(base) = ty.variants.first().and_then(|one| generated(&one.value.ty))
                && let Some(at) = self.id(base)
            {
                self.ids.insert((module, ty.name.clone()), at);
            }
        }
    }

    /// Says that a value of one type needs one of another.
    fn require(&mut self, at: usize, target: usize) {
        self.types[target].needed_by.push(at);
        self.types[at].needs.push(target);
        self.types[at].pending += 1;
    }

    fn id(&self, path: &Path) -> Option<usize> {
        self.ids.get(&node(path)).copied()
    }

    /// Returns a type whose size can be known now, or else one that needs itself.
    fn next(&mut self) -> Option<usize> {
        while let Some(at) = self.ready.pop_front() {
            if self.types[at].size.is_none() {
                return Some(at);
            }
        }
        while let Some(ty) = self.types.get(self.waiting) {
            if ty.size.is_none() {
                return Some(self.in_cycle(self.waiting));
            }
            self.waiting += 1;
        }
        None
    }

    /// Returns a type that needs itself, and is needed by this one: a choice that may have a branch
    /// that ends, if there is one.
    fn in_cycle(&self, start: usize) -> usize {
        let mut seen = HashSet::new();
        let mut at = start;
        while seen.insert(at) {
            at = self.first_unknown(at);
        }
        let mut around = vec![at];
        let mut next = self.first_unknown(at);
        while next != at {
            around.push(next);
            next = self.first_unknown(next);
        }
        let may_end = |&at: &usize| {
            let ty = &self.types[at];
            ty.variants.is_some_and(|count| ty.needs.len() < count)
        };
        let is_struct = |&at: &usize| self.types[at].variants.is_none();
        let found = around.iter().copied().find(may_end);
        found
            .or_else(|| around.into_iter().find(is_struct))
            .unwrap_or(at)
    }

    /// The first type that another one needs and whose size isn't known; that type itself if there
    /// is none.
    fn first_unknown(&self, at: usize) -> usize {
        let mut needs = self.types[at].needs.iter().copied();
        needs
            .find(|&target| self.types[target].size.is_none())
            .unwrap_or(at)
    }

    /// The size of the value that a field needs, if it is known.
    fn of(&self, field: &Field) -> Option<Size> {
        match needed(field).and_then(|path| self.id(path)) {
            Some(at) => self.types[at].size,
            None => Some(Size::LEAF),
        }
    }

    /// Makes fields optional as long as the struct is too large, or one if it needs itself; returns
    /// whether that changed any.
    fn settle_struct(&mut self, at: usize, ty: &mut Struct) -> bool {
        let mut has_changed = false;
        if let Some(field) = ty.fields.iter_mut().find(|one| self.of(one).is_none()) {
            let target = needed(field).and_then(|path| self.id(path));
            let needs = &mut self.types[at].needs;
            if let Some(first) = needs.iter().position(|one| Some(*one) == target) {
                needs.remove(first);
            }
            open(field);
            has_changed = true;
        }
        // The rest may end, now that this one does.
        if ty.fields.iter().any(|field| self.of(field).is_none()) {
            return has_changed;
        }
        loop {
            let size = Size::around(ty.fields.iter().filter_map(|field| self.of(field)));
            if !size.is_large() {
                self.settle(at, size);
                return has_changed;
            }
            let needed = ty.fields.iter_mut().filter(|field| needed(field).is_some());
            let largest =
                needed.max_by_key(|field| self.of(field).map(|size| (size.count, size.depth)));
            match largest {
                Some(field) => open(field),
                // Its simple values alone are many.
                None => {
                    self.settle(at, size);
                    return has_changed;
                }
            }
            has_changed = true;
        }
    }

    fn settle_choice(&mut self, at: usize, choice: &mut Choice) {
        let variants = choice.variants.iter().enumerate();
        let mut known = variants.filter_map(|(at, variant)| Some((at, self.of(variant)?)));
        if let Some((branch, size)) = known.next() {
            choice.placeholder = branch;
            return self.settle(at, Size::around([size].into_iter()));
        }
        // Each variant leads to a type that needs itself, so far.
        let tried = self.types[at].needs.len();
        let next = choice.variants.get(tried).and_then(needed);
        match next.and_then(|path| self.id(path)) {
            Some(target) => self.require(at, target),
            None => {
                if let Some(first) = choice.variants.first_mut() {
                    first.access = Access::Many;
                }
                self.settle(at, Size::LEAF);
            }
        }
    }

    fn settle(&mut self, at: usize, size: Size) {
        self.types[at].size = Some(size);
        for by in std::mem::take(&mut self.types[at].needed_by) {
            let ty = &mut self.types[by];
            ty.pending -= 1;
            if ty.pending == 0 || ty.variants.is_some() {
                self.ready.push_back(by);
            }
        }
    }
}

/// The generated type of which a field needs a value.
fn needed(field: &Field) -> Option<&Path> {
    match field.access {
        Access::One if !field.keeps_nil() => generated(&field.value.ty),
        Access::One | Access::Optional | Access::Many => None,
    }
}

/// Makes a required field optional.
fn open(field: &mut Field) {
    field.access = Access::Optional;
    field.docs.notes.push(
        "Required by the schema, but optional here: what it requires in turn has no end, or is too \
         much for a message."
            .to_owned(),
    );
}

/// Gives operations whole messages, if a field of theirs has become optional after its method was
/// made.
fn keep_whole(model: &mut Model, opened: &[Node]) {
    let is_opened = |ty: &RustType| generated(ty).is_some_and(|path| opened.contains(&node(path)));
    let keep = |operation: &mut Operation| {
        if is_opened(&operation.request.value.ty) {
            operation.parameters = None;
        }
        if let Some(response) = &operation.response
            && is_opened(&response.value.ty)
        {
            operation.result = ResultKind::Whole(response.value.ty.clone());
        }
    };
    for (_, item) in model.items_mut() {
        if let Item::Service(service) = item {
            service.operations.iter_mut().for_each(keep);
        }
    }
}
