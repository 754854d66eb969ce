//! Whether a text is a value of a simple type, its facets included (patterns aside).

use std::cmp::Ordering;

use super::value::{Value, normalized};
use crate::schema::components::*;

/// Beyond this many values an enumeration is only searched for the text itself, not for another spelling of its value.
pub(super) const SPELLINGS: usize = 1000;

/// How many types are asked before a text is believed; unions of unions can be of any number.
const MEMBERS: usize = 100_000;

impl Schema {
    /// The value that `text` is of this simple type.
    pub(super) fn value(&self, text: &str, ty: TypeId) -> Option<Value> {
        self.value_within(text, ty, &mut { MEMBERS })
    }

    fn value_within(&self, text: &str, ty: TypeId, members: &mut usize) -> Option<Value> {
        match members.checked_sub(1) {
            Some(left) => *members = left,
            None => return Some(Value::Text(text.to_owned())),
        }
        let TypeKind::Simple(simple) = &self.ty(ty).kind else {
            return None;
        };
        let facets = &simple.facets;
        let value = match &simple.variety {
            Variety::Any => Value::Text(text.to_owned()),
            Variety::Atomic(built_in) => {
                Value::parse(&normalized(text, facets.white_space), *built_in)?
            }
            Variety::List(item) => {
                let text = normalized(text, WhiteSpace::Collapse);
                let items = text.split(' ').filter(|item| !item.is_empty());
                Value::List(
                    items
                        .map(|one| self.value_within(one, *item, members))
                        .collect::<Option<_>>()?,
                )
            }
            Variety::Union(types) => types
                .iter()
                .find_map(|&member| self.value_within(text, member, members))?,
        };
        let name_like = matches!(
            simple.variety,
            Variety::Atomic(BuiltIn::QName | BuiltIn::Notation)
        );
        let fits = (name_like || has_length(&value, facets))
            && is_within(&value, facets, &simple.variety)
            && has_digits(&value, facets)
            && self.is_listed(text, &value, ty, facets);
        fits.then_some(value)
    }

    /// Whether an enumeration has the value, or there is none.
    fn is_listed(&self, text: &str, value: &Value, ty: TypeId, facets: &Facets) -> bool {
        let listed = &facets.enumeration;
        if listed.is_empty() || listed.iter().any(|one| one.value == text) {
            return true;
        }
        let plain = self.without_enumeration(ty);
        listed.len() <= SPELLINGS
            && listed
                .iter()
                .filter_map(|one| self.value(&one.value, plain))
                .any(|one| one.equals(value))
    }

    /// The nearest type, of those that this one is derived from, without its enumeration.
    fn without_enumeration(&self, ty: TypeId) -> TypeId {
        let mut at = ty;
        while let TypeKind::Simple(simple) = &self.ty(at).kind
            && !simple.facets.enumeration.is_empty()
            && let Some(base) = self.ty(at).base
        {
            at = base;
        }
        at
    }
}

fn has_length(value: &Value, facets: &Facets) -> bool {
    let Some(length) = value.length() else {
        return true;
    };
    facets.length.is_none_or(|exact| length == exact)
        && facets.min_length.is_none_or(|min| length >= min)
        && facets.max_length.is_none_or(|max| length <= max)
}

fn has_digits(value: &Value, facets: &Facets) -> bool {
    let Value::Decimal(decimal) = value else {
        return true;
    };
    facets
        .total_digits
        .is_none_or(|max| decimal.total_digits() <= max)
        && facets
            .fraction_digits
            .is_none_or(|max| decimal.fraction_digits() <= max)
}

fn is_within(value: &Value, facets: &Facets, variety: &Variety) -> bool {
    let Variety::Atomic(built_in) = variety else {
        return true;
    };
    let is = |bound: &Option<String>, allowed: &[Ordering]| {
        let Some(bound) = bound
            .as_ref()
            .and_then(|bound| Value::parse(bound, *built_in))
        else {
            return true; // none, or one that is reported where it is written
        };
        value
            .compare(&bound)
            .is_some_and(|order| allowed.contains(&order))
    };
    use Ordering::{Equal, Greater, Less};
    is(&facets.min_inclusive, &[Greater, Equal])
        && is(&facets.min_exclusive, &[Greater])
        && is(&facets.max_inclusive, &[Less, Equal])
        && is(&facets.max_exclusive, &[Less])
}
