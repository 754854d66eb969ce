//! Whether a text is a value of a simple type, its facets included (patterns aside).

use std::borrow::Cow;
use std::cmp::Ordering;

use sapo::xml::builtin::{Key, Value};

use crate::schema::components::*;

/// Beyond this many values an enumeration is only searched for the text itself, not for another spelling of its value.
pub(super) const SPELLINGS: usize = 1000;

/// How many types are asked before a text is believed; unions of unions can be of any number.
const MEMBERS: usize = 100_000;

impl Schema {
    /// Returns whether a text is a value of a simple type, patterns aside.
    pub fn admits(&self, text: &str, ty: TypeId) -> bool {
        self.value(text, ty).is_some()
    }

    /// The value that `text` is of this simple type.
    pub(crate) fn value(&self, text: &str, ty: TypeId) -> Option<Key> {
        self.value_within(text, ty, &mut { MEMBERS })
    }

    fn value_within(&self, text: &str, ty: TypeId, members: &mut usize) -> Option<Key> {
        match members.checked_sub(1) {
            Some(left) => *members = left,
            None => return Some(Key::text(text)),
        }
        let TypeKind::Simple(simple) = &self.ty(ty).kind else {
            return None;
        };
        let facets = &simple.facets;
        let value = match &simple.variety {
            Variety::Any => Key::text(text),
            Variety::Atomic(built_in) => {
                let text = facets.white_space.treat(Cow::Borrowed(text));
                let value = Value::parse(&text, *built_in, None)?;
                // A name's length is not that of its text.
                let is_name = matches!(built_in, BuiltIn::QName | BuiltIn::Notation);
                let fits = (is_name || has_length(value.length(), facets))
                    && is_within(&value, facets, *built_in)
                    && has_digits(&value, facets);
                fits.then(|| value.key(*built_in))?
            }
            Variety::List(item) => {
                let items: Vec<Key> = text
                    .split([' ', '\t', '\n', '\r'])
                    .filter(|item| !item.is_empty())
                    .map(|one| self.value_within(one, *item, members))
                    .collect::<Option<_>>()?;
                has_length(Some(items.len()), facets).then_some(Key::List(items))?
            }
            Variety::Union(types) => types
                .iter()
                .find_map(|&member| self.value_within(text, member, members))?,
        };
        self.is_listed(text, &value, ty, facets).then_some(value)
    }

    /// Whether an enumeration has the value, or there is none.
    fn is_listed(&self, text: &str, value: &Key, ty: TypeId, facets: &Facets) -> bool {
        let listed = &facets.enumeration;
        if listed.is_empty() || listed.iter().any(|one| one.value == text) {
            return true;
        }
        let plain = self.without_enumeration(ty);
        listed.len() <= SPELLINGS
            && listed
                .iter()
                .filter_map(|one| self.value(&one.value, plain))
                .any(|one| one == *value)
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

fn has_length(length: Option<usize>, facets: &Facets) -> bool {
    let Some(length) = length.map(|length| length as u64) else {
        return true;
    };
    facets.length.is_none_or(|exact| length == exact)
        && facets.min_length.is_none_or(|min| length >= min)
        && facets.max_length.is_none_or(|max| length <= max)
}

fn has_digits(value: &Value<'_>, facets: &Facets) -> bool {
    let Value::Decimal(decimal) = value else {
        return true;
    };
    let is_at_most =
        |digits: usize, most: Option<u64>| most.is_none_or(|most| digits as u64 <= most);
    is_at_most(decimal.total_digits(), facets.total_digits)
        && is_at_most(decimal.fraction_digits(), facets.fraction_digits)
}

fn is_within(value: &Value<'_>, facets: &Facets, built_in: BuiltIn) -> bool {
    let is = |bound: &Option<String>, allowed: &[Ordering]| {
        let Some(bound) = bound
            .as_ref()
            .and_then(|bound| Value::parse(bound, built_in, None))
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
