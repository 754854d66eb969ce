//! The facets that simple types add to the types that they restrict.

use super::Facts;
use crate::model::{Facet, WhiteSpace};
use crate::qname::QName;
use crate::schema::components::{
    self as schema, BuiltIn, Enumeration, SimpleType, TypeId, TypeKind, Variety,
};

impl<'s> Facts<'s> {
    /// Returns the facets that a type adds to the built-in type, the list or the union that it is.
    pub(in crate::lower) fn own_steps(&self, simple: &SimpleType) -> Vec<Facet> {
        let own = &simple.facets;
        let inherited = match &simple.variety {
            Variety::Any => return Vec::new(),
            Variety::Atomic(built_in) => {
                built_in_facets(start(*built_in, own, self.schema), self.schema).clone()
            }
            Variety::List(_) => collapsed(),
            Variety::Union(_) => schema::Facets {
                white_space: own.white_space,
                ..schema::Facets::default()
            },
        };
        steps(own, &inherited, &|listed| {
            self.in_full(&simple.variety, &listed.value, &listed.names)
                .unwrap_or_else(|| listed.value.clone())
        })
    }

    /// Returns a value with each QName in it as `{namespace}local`, which needs no prefixes; `None`
    /// if there are none. `names` has the meanings of its items.
    fn in_full(&self, variety: &Variety, value: &str, names: &[QName]) -> Option<String> {
        match variety {
            Variety::Atomic(BuiltIn::QName | BuiltIn::Notation) => match names {
                [name] => Some(format!("{{{}}}{}", name.namespace, name.local)),
                _ => None,
            },
            Variety::Any | Variety::Atomic(_) => None,
            Variety::List(item) if self.holds_names(*item) => {
                let item = &self.simple(*item)?.variety;
                let items = value.split_ascii_whitespace().zip(names);
                let in_full = |(value, name): (&str, &QName)| {
                    self.in_full(item, value, std::slice::from_ref(name))
                        .unwrap_or_else(|| value.to_owned())
                };
                let items: Vec<String> = items.map(in_full).collect();
                (!items.is_empty()).then(|| items.join(" "))
            }
            Variety::Union(members) if members.iter().any(|&member| self.holds_names(member)) => {
                let is_of = |member: &&TypeId| self.schema.value(value, **member).is_some();
                let member = members.iter().find(is_of)?;
                self.in_full(&self.simple(*member)?.variety, value, names)
            }
            Variety::List(_) | Variety::Union(_) => None,
        }
    }

    /// The base of a type that narrows it in nothing.
    pub(in crate::lower) fn same_as(&self, id: TypeId, simple: &SimpleType) -> Option<TypeId> {
        let ty = self.schema.ty(id);
        let base = ty.base.filter(|_| ty.span.is_some())?;
        let of_base = self.simple(base)?;
        (of_base.facets == simple.facets && !matches!(of_base.variety, Variety::Any))
            .then_some(base)
    }
}

/// The facets of every list.
pub(in crate::lower) fn collapsed() -> schema::Facets {
    schema::Facets {
        white_space: schema::WhiteSpace::Collapse,
        ..schema::Facets::default()
    }
}

pub(super) fn built_in_facets(built_in: BuiltIn, schema: &schema::Schema) -> &schema::Facets {
    match &schema.ty(TypeId::of(built_in)).kind {
        TypeKind::Simple(simple) => &simple.facets,
        TypeKind::Complex(_) => unreachable!("built-in types but xs:anyType are simple"),
    }
}

pub(in crate::lower) fn is_narrowed(
    own: &schema::Facets,
    built_in: BuiltIn,
    schema: &schema::Schema,
) -> bool {
    has_facets(own, built_in_facets(built_in, schema))
}

pub(in crate::lower) fn has_facets(own: &schema::Facets, inherited: &schema::Facets) -> bool {
    !steps(own, inherited, &|listed| listed.value.clone()).is_empty()
}

/// The built-in type to start from: one without bounds where the type has its own.
pub(in crate::lower) fn start(
    built_in: BuiltIn,
    own: &schema::Facets,
    schema: &schema::Schema,
) -> BuiltIn {
    let inherited = built_in_facets(built_in, schema);
    let is_bounded = |own: [&Option<String>; 2], inherited: [&Option<String>; 2]| {
        own != inherited && own.iter().any(|bound| bound.is_some())
    };
    let from_below = is_bounded(
        [&own.min_inclusive, &own.min_exclusive],
        [&inherited.min_inclusive, &inherited.min_exclusive],
    );
    let from_above = is_bounded(
        [&own.max_inclusive, &own.max_exclusive],
        [&inherited.max_inclusive, &inherited.max_exclusive],
    );
    let is_integer = built_in.primitive() == BuiltIn::Decimal && built_in != BuiltIn::Decimal;
    match is_integer && from_below && from_above {
        true => BuiltIn::Integer,
        false => built_in,
    }
}

/// The facets that are not those of the type that was started from. `value` writes a listed value
/// as the runtime compares it.
pub(super) fn steps(
    own: &schema::Facets,
    inherited: &schema::Facets,
    value: &dyn Fn(&Enumeration) -> String,
) -> Vec<Facet> {
    let mut facets = Vec::new();
    if own.white_space != inherited.white_space
        && let Some(white_space) = named_white_space(own.white_space)
    {
        facets.push(Facet::WhiteSpace(white_space));
    }
    let mut number = |name, own: Option<u64>, inherited: Option<u64>| {
        if let Some(value) = own
            && own != inherited
        {
            let value = u32::try_from(value).unwrap_or(u32::MAX);
            facets.push(Facet::Number(name, value));
        }
    };
    number("length", own.length, inherited.length);
    if own.length.is_none() {
        number("min_length", own.min_length, inherited.min_length);
        number("max_length", own.max_length, inherited.max_length);
    }
    number("total_digits", own.total_digits, inherited.total_digits);
    number(
        "fraction_digits",
        own.fraction_digits,
        inherited.fraction_digits,
    );
    let mut bound = |name, own: &Option<String>, inherited: &Option<String>| {
        if let Some(value) = own
            && own != inherited
        {
            facets.push(Facet::Bound(name, value.clone()));
        }
    };
    bound(
        "min_inclusive",
        &own.min_inclusive,
        &inherited.min_inclusive,
    );
    bound(
        "min_exclusive",
        &own.min_exclusive,
        &inherited.min_exclusive,
    );
    bound(
        "max_inclusive",
        &own.max_inclusive,
        &inherited.max_inclusive,
    );
    bound(
        "max_exclusive",
        &own.max_exclusive,
        &inherited.max_exclusive,
    );
    if !own.enumeration.is_empty() {
        let values = own.enumeration.iter().map(value);
        facets.push(Facet::Values(values.collect()));
    }
    if !own.patterns.is_empty() {
        // The patterns of one step are alternatives.
        let patterns = own.patterns.iter().map(|step| step.join("|"));
        facets.push(Facet::Patterns(patterns.collect()));
    }
    facets
}

/// White space that has to be mentioned: a `String`'s own way is to keep it.
pub(in crate::lower) fn named_white_space(facet: schema::WhiteSpace) -> Option<WhiteSpace> {
    match facet {
        schema::WhiteSpace::Preserve => None,
        schema::WhiteSpace::Replace => Some(WhiteSpace::Replace),
        schema::WhiteSpace::Collapse => Some(WhiteSpace::Collapse),
    }
}
