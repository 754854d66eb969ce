//! Wrapper types: an element that holds one repeated element is a `Vec`.

use std::collections::HashSet;

use crate::lower::Lowering;
use crate::lower::items::fields::Place;
use crate::model::{Access, Alias, Array, Codec, Field, Item, RustType, Value};
use crate::schema::components::{
    Compositor, Content, Derivation, Particle, Term, TypeId, TypeKind,
};

impl Lowering<'_> {
    /// Whether a type is nothing but a wrapper around one repeated element.
    pub(in crate::lower) fn is_wrapper(&mut self, id: TypeId) -> bool {
        if let Some(&known) = self.wrappers.get(&id) {
            return known;
        }
        // While its item is looked at, a wrapper that holds itself is none.
        self.wrappers.insert(id, false);
        if self.is_soap_array(id) {
            self.wrappers.insert(id, true);
            return true;
        }
        let is_wrapper = self.item(id).is_some_and(|(particle, item)| {
            particle.max != Some(1)
                && !self.schema.derived.contains_key(&id)
                && !self.holds(item, id)
        });
        self.wrappers.insert(id, is_wrapper);
        is_wrapper
    }

    /// The one element particle of a type without attributes that is derived from nothing, with its type.
    pub(in crate::lower) fn item(&self, id: TypeId) -> Option<(Particle, TypeId)> {
        let complex = self.complex(id)?;
        let ty = self.schema.ty(id);
        let is_plain = complex.attributes.is_empty()
            && complex.any_attribute.is_none()
            && !complex.is_abstract
            && complex.soap_array.is_none()
            && (ty.derivation != Derivation::Extension)
            && ty
                .base
                .is_none_or(|base| self.schema.ty(base).base.is_none());
        let Content::Elements(particle) = &complex.content else {
            return None;
        };
        let Term::Group(Compositor::Sequence, particles) = &particle.term else {
            return None;
        };
        let [item] = &particles[..] else { return None };
        let Term::Element(element) = item.term else {
            return None;
        };
        (is_plain
            && particle.min == 1
            && particle.max == Some(1)
            && !self.schema.substitutions.contains_key(&element))
        .then(|| (item.clone(), self.schema.element(element).ty))
    }

    /// Whether a wrapper's item is, through wrappers alone, that wrapper again.
    fn holds(&self, item: TypeId, wrapper: TypeId) -> bool {
        let mut at = item;
        let mut steps = 0;
        while let Some((_, inner)) = self.item(at) {
            if at == wrapper {
                return true;
            }
            at = inner;
            steps += 1;
            // Deeper than this nobody nests arrays; what does is a circle without the wrapper in it.
            if steps > 8 {
                return true;
            }
        }
        at == wrapper
    }

    /// The `Vec` that stands for a wrapper type.
    pub(in crate::lower) fn array(&mut self, id: TypeId) -> Option<Value> {
        let path = self.names.arrays.get(&id)?.clone();
        if self.is_soap_array(id) {
            self.names.used_arrays.insert(id);
            let value = self.soap_array(id, &path)?;
            return Some(self.short(id, value, 2));
        }
        let field = self.array_field(id)?;
        self.names.used_arrays.insert(id);
        let item = field.codec();
        Some(Value::new(field.ty(), Codec::Array(path, Box::new(item))))
    }

    /// What stands in a vector, or in what is absent or nil, apart. Two vectors in that, be it that of octets, are more
    /// than a reader can take in, and than Clippy lets pass: what holds them has a name.
    pub(in crate::lower) fn item_value(&mut self, id: TypeId) -> Value {
        let item = match self.names.arrays.contains_key(&id) {
            true => self.item(id),
            false => None,
        };
        if item.is_some_and(|(_, item)| self.is_vector(item)) && self.mapped(id).is_none() {
            self.names.needed.insert(id);
            return self.struct_value(id);
        }
        let value = self.open_value(id);
        self.short(id, value, 1)
    }

    /// Whether a value of this type is a vector.
    fn is_vector(&mut self, id: TypeId) -> bool {
        let is_simple = matches!(self.schema.ty(id).kind, TypeKind::Simple(_));
        match is_simple {
            true => self.value(id).ty.vectors() > 0,
            false => self.names.arrays.contains_key(&id),
        }
    }

    /// This value of a type; by its name where it is an array of SOAP encoding that is more vectors than these.
    pub(in crate::lower) fn short(&mut self, id: TypeId, value: Value, most: usize) -> Value {
        match value.codec {
            Codec::SoapArray { .. } if value.ty.vectors() > most => {
                let name = RustType::Generated(self.names.ty(id));
                self.names.vectors.insert(id, value.ty);
                Value { ty: name, ..value }
            }
            _ => value,
        }
    }

    fn array_field(&mut self, id: TypeId) -> Option<Field> {
        let (particle, _) = self.item(id)?;
        let Term::Element(element) = particle.term else {
            return None;
        };
        let path = self.names.ty(id);
        let namespace = self.modules.namespace(path.module).to_owned();
        let xml = self.owner_name(id);
        let place = Place {
            xml: &xml,
            namespace: &namespace,
        };
        let field = self.element_field(element, particle.min, particle.max, &place);
        debug_assert_eq!(field.access, Access::Many);
        Some(field)
    }

    /// Adds the shapes of the wrappers that fields use, and the structs of those that something else needs, or
    /// that nothing else would show.
    pub(in crate::lower) fn push_arrays(&mut self, wrappers: &[TypeId]) {
        let (mut arrays, mut structs) = (HashSet::new(), HashSet::new());
        loop {
            // Each that is added may use, or need, wrappers that nothing before it did.
            let used = |id: &TypeId| self.names.used_arrays.contains(id) && !arrays.contains(id);
            if let Some(&id) = wrappers.iter().find(|id| used(id)) {
                arrays.insert(id);
                self.push_array(id);
                continue;
            }
            let needed = |id: &TypeId| self.names.needed.contains(id) && !structs.contains(id);
            let neither = |id: &TypeId| !arrays.contains(id) && !structs.contains(id);
            let mut rest = wrappers.iter();
            let next = rest.clone().find(|id| needed(id));
            let Some(&id) = next.or_else(|| rest.find(|id| neither(id))) else {
                break;
            };
            structs.insert(id);
            self.push_struct(id);
        }
        for (id, target) in std::mem::take(&mut self.names.vectors) {
            let path = self.names.ty(id);
            let docs = self.type_docs(id, &path.name);
            let name = path.name;
            let alias = Item::Alias(Alias { name, docs, target });
            self.modules.push(path.module, alias);
        }
    }

    fn push_array(&mut self, id: TypeId) {
        if self.is_soap_array(id)
            && let Some(path) = self.names.arrays.get(&id).cloned()
        {
            return self.push_soap_array(id, path);
        }
        let (Some(path), Some(field)) = (self.names.arrays.get(&id).cloned(), self.array_field(id))
        else {
            return;
        };
        let mut fields = [field];
        let namespace = self.shape_namespace(path.module, &mut fields);
        let [field] = fields;
        let type_name = self.type_name(id);
        let identities = self.identities_of_type(id);
        self.modules.push(
            path.module,
            Item::Array(Array {
                name: path.name,
                type_name,
                namespace,
                field,
                is_encoded: false,
                identities,
            }),
        );
    }
}
