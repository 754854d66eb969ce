//! Puts fields and variants on the heap: those by which a type would hold itself, and large ones.

use std::collections::{HashMap, HashSet};

use super::cycles::{self, Node, generated, held, node};
use super::sizes::Sizes;
use crate::model::{
    Access, Field, Item, Layout, Message, Model, ModuleId, ResultKind, RustType, Unwrap,
};

/// The greatest size of a variant of a choice or of a fault, in bytes. A larger one is on the heap, so
/// that neither differences between variants nor an enum as an error grow beyond what clippy accepts
/// (`large_enum_variant`: 200, `result_large_err`: 128).
const LARGEST_VARIANT: usize = 96;

/// The greatest size of a struct, in bytes, if the fields that follow can be on the heap. Types that
/// hold two of the next type double with each; a thread's stack has 2 MB in tokio.
const LARGEST_STRUCT: usize = 4096;

/// Boxes each field that keeps a value of a type from which its own type is reached by value again,
/// and what is too large for the type that holds it.
pub(super) fn apply(model: &mut Model) {
    // A box in a choice opens a cycle without one in the struct that holds the choice.
    cycles::open(model, false);
    cycles::open(model, true);
    limit_sizes(model);
    for_messages(model);
}

/// Boxes what is too large for the type that holds it. No type holds itself by value any more.
fn limit_sizes(model: &mut Model) {
    let mut limits = Limits::new(model);
    for of in limits.inside_out(model) {
        let (module, position) = limits.places[&of];
        let size = limits.apply(&of, &mut model.modules[module].items[position]);
        limits.sizes.set_size(of, size);
    }
}

/// The sizes of types, each known once all are known that it holds by value.
///
/// The enum over a type and those derived from it counts like that type, although its values are on
/// the heap: a type's first extension then changes no box elsewhere.
struct Limits {
    sizes: Sizes,
    /// The module and the position of each type.
    places: HashMap<Node, (usize, usize)>,
    /// The enums over derived types.
    enums: HashSet<Node>,
    /// The types on ways from a type to itself, which only these enums still close.
    components: HashMap<Node, usize>,
}

impl Limits {
    fn new(model: &Model) -> Self {
        let mut limits = Self {
            sizes: Sizes::default(),
            places: HashMap::new(),
            enums: HashSet::new(),
            components: cycles::components(&cycles::edges(model)),
        };
        for (at, module) in model.modules.iter().enumerate() {
            for (position, item) in module.items.iter().enumerate() {
                let Some(name) = item.name() else { continue };
                let node = (ModuleId(at), name.to_owned());
                match item {
                    Item::Struct(_) | Item::Choice(_) | Item::Union(_) => {}
                    Item::Derived(_) => drop(limits.enums.insert(node.clone())),
                    Item::Enumeration(_) => {
                        limits.sizes.set_size(node, Sizes::OF_ENUMERATION);
                        continue;
                    }
                    _ => continue,
                }
                limits.places.insert(node, (at, position));
            }
        }
        limits
    }

    /// Boxes what is too large in a type, and returns the type's size.
    fn apply(&self, of: &Node, item: &mut Item) -> usize {
        match item {
            Item::Struct(ty) => {
                let beside = self.sizes.beside_fields(ty);
                let fields = ty.fields.iter().map(|field| self.size(of, field));
                let mut size = Sizes::of_struct(fields.chain([beside]));
                if size > LARGEST_STRUCT {
                    // The first fields that fit stay, so that one added behind changes none.
                    size = beside;
                    for field in &mut ty.fields {
                        size += self.limit(of, field, LARGEST_STRUCT.saturating_sub(size));
                    }
                }
                size
            }
            Item::Choice(ty) => {
                let variants = ty.variants.iter_mut();
                Sizes::of_enum(variants.map(|variant| match variant.access {
                    Access::One => self.limit(of, variant, LARGEST_VARIANT),
                    Access::Optional | Access::Many => self.size(of, variant),
                }))
            }
            Item::Union(ty) => {
                let members = ty.members.iter();
                Sizes::of_enum(members.map(|member| self.sizes.size_of(&member.value.ty)))
            }
            Item::Derived(ty) => {
                let base = ty.variants.first().filter(|_| ty.has_base);
                let base = base.map(|base| self.sizes.size_of(&base.value.ty));
                base.unwrap_or(Sizes::OF_DERIVED)
            }
            _ => 0,
        }
    }

    /// Boxes the value of a field if it is larger than this, and returns its size from then on.
    fn limit(&self, of: &Node, field: &mut Field, largest: usize) -> usize {
        let size = self.size(of, field);
        let is_tree = field.value.ty == RustType::Sapo("Any") && field.access == Access::One;
        let is_free = field.pinned_box.is_none();
        if size <= largest || !is_free || !is_tree && held(field).is_none() {
            return size;
        }
        let target = held(field).map(node);
        field.boxed = target.is_none_or(|target| !self.enums.contains(&target));
        Sizes::OF_BOX
    }

    /// Returns the size of a field.
    fn size(&self, of: &Node, field: &Field) -> usize {
        match self.closes_cycle(of, field) {
            true => Sizes::OF_BOX,
            false => self.sizes.size_of(&field.ty()),
        }
    }

    /// Whether a field would be a box if its type had no derived types.
    fn closes_cycle(&self, of: &Node, field: &Field) -> bool {
        let target = held(field).map(node);
        target.is_some_and(|target| {
            let component = self.components.get(of);
            self.enums.contains(&target)
                && component.is_some()
                && component == self.components.get(&target)
        })
    }

    /// Returns the types so that each is behind all that it holds by value.
    fn inside_out(&self, model: &Model) -> Vec<Node> {
        let mut order = Vec::with_capacity(self.places.len());
        let mut seen: HashSet<Node> = HashSet::new();
        let all = model
            .items()
            .filter_map(|(module, item)| Some((module, item.name()?.to_owned())));
        for start in all.filter(|node| self.places.contains_key(node)) {
            let mut open = vec![(start, false)];
            while let Some((node, is_done)) = open.pop() {
                if is_done {
                    order.push(node);
                } else if seen.insert(node.clone()) {
                    let (module, position) = self.places[&node];
                    let held = self.by_value(&node, &model.modules[module].items[position]);
                    open.push((node, true));
                    let held = held
                        .into_iter()
                        .filter(|node| self.places.contains_key(node));
                    open.extend(held.map(|node| (node, false)));
                }
            }
        }
        order
    }

    /// Returns the generated types that an item holds by value.
    fn by_value(&self, of: &Node, item: &Item) -> Vec<Node> {
        let of_fields = |fields: &[Field]| -> Vec<Node> {
            let fields = fields.iter();
            let fields = fields.filter(|field| !field.boxed && !self.closes_cycle(of, field));
            fields.filter_map(held).map(node).collect()
        };
        match item {
            Item::Struct(ty) => {
                let mut held = of_fields(&ty.fields);
                let text = match &ty.layout {
                    Layout::Text(_, value) => Some(&value.ty),
                    Layout::Sequence | Layout::All | Layout::Mixed { .. } => None,
                };
                let attributes = ty.attributes.iter().map(|attribute| &attribute.value.ty);
                held.extend(attributes.chain(text).filter_map(generated).map(node));
                held
            }
            Item::Choice(ty) => of_fields(&ty.variants),
            Item::Derived(ty) => {
                let base = ty.variants.first().filter(|_| ty.has_base);
                let base = base.and_then(|base| generated(&base.value.ty));
                base.map(node).into_iter().collect()
            }
            Item::Union(ty) => {
                let members = ty.members.iter().map(|member| &member.value.ty);
                members.filter_map(generated).map(node).collect()
            }
            _ => Vec::new(),
        }
    }
}

/// Tells the methods of clients which fields of messages are boxes.
fn for_messages(model: &mut Model) {
    let mut boxed: HashMap<Node, Vec<Field>> = HashMap::new();
    for (module, item) in model.items() {
        if let Item::Struct(ty) = item {
            let fields = ty.fields.iter().filter(|field| field.boxed);
            let fields: Vec<Field> = fields.cloned().collect();
            if !fields.is_empty() {
                boxed.insert((module, ty.name.clone()), fields);
            }
        }
    }
    let field = |message: &Message, name: &str| {
        let fields = boxed.get(&node(generated(&message.value.ty)?))?;
        fields.iter().find(|field| field.name == name)
    };
    for (_, item) in model.items_mut() {
        let Item::Service(service) = item else {
            continue;
        };
        for operation in &mut service.operations {
            for parameter in operation.parameters.iter_mut().flatten() {
                parameter.boxed = field(&operation.request, &parameter.name).is_some();
            }
            if let ResultKind::Field {
                field: name,
                ty,
                unwrap: Unwrap::Same,
                ..
            } = &mut operation.result
                && let Some(response) = &operation.response
                && let Some(field) = field(response, name)
            {
                *ty = field.ty();
            }
        }
    }
}
