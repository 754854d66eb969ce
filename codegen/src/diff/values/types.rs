//! The simple types of a version.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use sapo::xml::WhiteSpace;
use sapo::xml::builtin::BuiltIn;

use super::Values;
use super::language::Languages;
use super::space::{Bound, Listed, Space};
use crate::diff::matching::{Entry, Names};
use crate::model::built_in::widest;
use crate::model::{
    Codec, Enumeration, EnumerationValue, Facet, Facets, Item, Path, RustType, Value,
    WhiteSpace as Named,
};

/// The simple types of a version.
pub(in crate::diff) struct Types<'m> {
    names: &'m Names<'m>,
    /// The facets that have a name, and the values that an enum lists.
    named: HashMap<&'m Path, (&'m Facets, &'m [EnumerationValue])>,
    spaces: RefCell<HashMap<Path, Rc<Space>>>,
    languages: Rc<Languages>,
}

impl<'m> Types<'m> {
    pub(in crate::diff) fn new(names: &'m Names<'m>, entries: &'m [Entry<'m>]) -> Self {
        let named = entries.iter().filter_map(|entry| {
            let facets = match entry.item {
                Item::Facets(item) => (&item.facets, &[][..]),
                Item::Newtype(item) => (&item.facets, &[][..]),
                Item::Union(item) => (&item.facets, &[][..]),
                Item::Enumeration(item) => (&item.facets, &item.values[..]),
                _ => return None,
            };
            Some((&entry.path, facets))
        });
        Self {
            names,
            named: named.collect(),
            spaces: RefCell::default(),
            languages: Rc::default(),
        }
    }

    /// Returns the values that an element or an attribute may have, unless its Rust type tells.
    pub(in crate::diff) fn of_value(&self, value: &Value) -> Option<Values> {
        if let Some(facets) = &value.facets {
            return Some(self.of(facets));
        }
        let space = natural(&value.ty, &value.codec)?;
        let shown = space.shown();
        Some(self.values(shown, Rc::new(space)))
    }

    /// Returns the values that facets allow.
    pub(in crate::diff) fn of(&self, facets: &Facets) -> Values {
        let name = match facets {
            Facets::Named(path) | Facets::Of(path) => Some(self.names.matched(path)),
            _ => None,
        };
        let outline = self.outline(facets);
        let space = self.space(facets, &[]);
        Values {
            name,
            outline: outline.contains('`').then_some(outline),
            ..self.values(self.shown(facets), space)
        }
    }

    /// Returns what an enum allows besides listing its values, each of which is compared by itself.
    pub(in crate::diff) fn of_enumeration(&self, item: &Enumeration) -> Values {
        let space = self.space(&item.facets, &item.values);
        Values {
            is_enumeration: true,
            ..self.values(self.shown(&item.facets), space)
        }
    }

    /// Returns a text that is the same for facets that consist of the same, with the names in the
    /// newer version.
    fn outline(&self, facets: &Facets) -> String {
        match facets {
            Facets::Of(path) | Facets::Named(path) => format!("`{}`", self.names.matched(path)),
            Facets::List(item) => format!("list of ({})", self.outline(item)),
            Facets::Union(members) => {
                let members = members.iter().map(|member| self.outline(member));
                format!("union of ({})", members.collect::<Vec<_>>().join(", "))
            }
            Facets::Narrowed(narrowed) => {
                let restricts =
                    |facet: &&Facet| !matches!(facet, Facet::Named(_) | Facet::Restricting(_));
                let facets: Vec<&Facet> = narrowed.facets.iter().filter(restricts).collect();
                format!("{} with {facets:?}", self.outline(&narrowed.base))
            }
            Facets::BuiltIn(_) | Facets::Decimal { .. } => format!("{facets:?}"),
        }
    }

    fn values(&self, shown: String, space: Rc<Space>) -> Values {
        Values {
            name: None,
            outline: None,
            is_enumeration: false,
            shown,
            space,
            languages: Rc::clone(&self.languages),
        }
    }

    /// Returns the facets that have a name.
    pub(super) fn facets(&self, path: &Path) -> Option<&'m Facets> {
        Some(self.named.get(path)?.0)
    }

    /// Returns a name as people read it.
    pub(super) fn path(&self, path: &Path) -> String {
        format!("`{}`", self.names.shown(path))
    }

    fn space(&self, facets: &Facets, listed: &[EnumerationValue]) -> Rc<Space> {
        Rc::new(match facets {
            Facets::BuiltIn(name) => Space::built_in(built_in(name).unwrap_or(BuiltIn::String)),
            Facets::Decimal { total, fraction } => Space {
                total_digits: Some(*total),
                fraction_digits: Some(*fraction),
                ..Space::built_in(BuiltIn::Decimal)
            },
            Facets::Of(path) | Facets::Named(path) => return self.named(path),
            Facets::List(item) => Space::list(&self.space(item, &[])),
            Facets::Union(members) => {
                let members = members.iter().map(|member| self.space(member, &[]));
                Space::union(members.collect())
            }
            Facets::Narrowed(narrowed) => {
                let mut space = Space::clone(&self.space(&narrowed.base, &[]));
                for facet in &narrowed.facets {
                    narrow(&mut space, facet, listed);
                }
                space
            }
        })
    }

    fn named(&self, path: &Path) -> Rc<Space> {
        let Some(&(facets, listed)) = self.named.get(path) else {
            return Rc::new(Space::built_in(BuiltIn::String));
        };
        if let Some(space) = self.spaces.borrow().get(path) {
            return Rc::clone(space);
        }
        let space = self.space(facets, listed);
        self.spaces
            .borrow_mut()
            .insert(path.clone(), Rc::clone(&space));
        space
    }
}

fn narrow(space: &mut Space, facet: &Facet, listed: &[EnumerationValue]) {
    match facet {
        Facet::WhiteSpace(Named::Replace) => space.white_space = WhiteSpace::Replace,
        Facet::WhiteSpace(Named::Collapse) => space.white_space = WhiteSpace::Collapse,
        Facet::Number("length", number) => space.length = (*number, Some(*number)),
        Facet::Number("min_length", number) => space.length.0 = *number,
        Facet::Number("max_length", number) => space.length.1 = Some(*number),
        Facet::Number("total_digits", number) => space.total_digits = Some(*number),
        Facet::Number(_, number) => space.fraction_digits = Some(*number),
        Facet::Bound(name, value) => {
            let bound = Bound {
                value: value.trim().to_owned(),
                is_inclusive: name.ends_with("inclusive"),
            };
            match name.starts_with("min") {
                true => space.least.push(bound),
                false => space.greatest.push(bound),
            }
        }
        Facet::Values(values) => space.listed = Some(Rc::new(Listed::new(values.clone()))),
        Facet::Listed => {
            let texts = listed.iter().map(|one| one.value.clone()).collect();
            space.listed = Some(Rc::new(Listed::new(texts)));
        }
        Facet::Patterns(patterns) => space.patterns.extend(patterns.iter().cloned()),
        Facet::Named(_) | Facet::Restricting(_) => {}
    }
}

/// Returns the values that a Rust type holds if no facets narrow them, of types that have a text.
fn natural(ty: &RustType, codec: &Codec) -> Option<Space> {
    match (ty, codec) {
        (RustType::Vec(item), Codec::List(codec)) => {
            Some(Space::list(&Rc::new(natural(item, codec)?)))
        }
        (
            ty,
            Codec::Nil(codec) | Codec::NonNil(codec) | Codec::Boxed(codec) | Codec::Hidden(codec),
        ) => natural(ty, codec),
        (
            RustType::Option(ty)
            | RustType::Boxed(ty)
            | RustType::Nillable(ty)
            | RustType::Secret(ty)
            | RustType::Alias(_, ty),
            codec,
        ) => natural(ty, codec),
        (ty, codec) => Some(Space::built_in(widest(ty, codec)?)),
    }
}

/// Returns a built-in type by the name of the runtime's constant.
pub(super) fn built_in(constant: &str) -> Option<BuiltIn> {
    let name = constant.replace('_', "");
    BuiltIn::all().find(|ty| ty.name().eq_ignore_ascii_case(&name))
}
