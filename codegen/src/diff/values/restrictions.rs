//! Restrictions of types of one kind: what a text of one type has to satisfy further to be of another.

use std::cmp::Ordering;

use sapo::xml::builtin::BuiltIn;

use super::alternatives::{length_pattern, stable};
use super::lexical::lexical;
use super::space::{Bound, Space, Variety, is_integer, is_text};

/// What cannot be compared if the types are too different.
pub(super) const TYPES: &str = "the types of these values";

/// Returns whether a text that both types have is the same value of both.
pub(super) fn is_same_kind(own: &Space, other: &Space) -> bool {
    match (&own.variety, &other.variety) {
        (Variety::Atomic(own), Variety::Atomic(other)) => {
            own.primitive() == other.primitive() || is_text(*own) && is_text(*other)
        }
        (Variety::List(own), Variety::List(other)) => is_same_kind(own, other),
        (Variety::Union(own), Variety::Union(other)) => own == other,
        _ => false,
    }
}

/// Returns patterns that the texts of a type have to match to be of another, if these decide it.
pub(super) fn demands(
    old: &Space,
    own: BuiltIn,
    new: &Space,
    other: BuiltIn,
) -> Result<Vec<String>, &'static str> {
    let mut demands = Vec::new();
    let is_derived = std::iter::successors(Some(own), |ty| ty.base()).any(|ty| ty == other);
    if !is_derived && lexical(own).outer != lexical(other).outer {
        let inner = lexical(other).inner.filter(|_| is_same_kind(old, new));
        demands.push(inner.ok_or(TYPES)?.to_owned());
    }
    if new.white_space > old.white_space {
        demands.extend(stable(new.white_space));
    }
    if !is_within(old.length, new.length) {
        let pattern =
            length_pattern(new.length, other).filter(|_| own.primitive() == other.primitive());
        demands.push(pattern.ok_or("the lengths of these values")?);
    }
    if let Some(range) = new.range().filter(|_| is_integer(own)) {
        if !old.range().is_some_and(|own| range.holds(own)) {
            demands.push(range.pattern());
        }
        return Ok(demands);
    }
    if !are_bounded(old, own, new) {
        return Err("the bounds of these values");
    }
    if !are_counted(old, own, new) {
        return Err("the digits of these values");
    }
    Ok(demands)
}

pub(super) fn is_within(own: (u32, Option<u32>), other: (u32, Option<u32>)) -> bool {
    let is_short = match (own.1, other.1) {
        (_, None) => true,
        (Some(own), Some(other)) => own <= other,
        (None, Some(_)) => false,
    };
    own.0 >= other.0 && is_short
}

/// Returns whether the bounds of a type are within those of another.
fn are_bounded(old: &Space, ty: BuiltIn, new: &Space) -> bool {
    let mut least = old.least.clone();
    let mut greatest = old.greatest.clone();
    if let Some(digits) = old.total_digits.filter(|digits| *digits <= 1000) {
        let nines = "9".repeat(digits as usize);
        least.push(Bound::inclusive(&format!("-{nines}")));
        greatest.push(Bound::inclusive(&nines));
    }
    let is_implied = |bound: &Bound, own: &[Bound], side: Ordering| {
        own.iter()
            .any(|own| own == bound || own.implies(bound, ty, side))
    };
    let mut lower = new.least.iter();
    let mut upper = new.greatest.iter();
    lower.all(|bound| is_implied(bound, &least, Ordering::Greater))
        && upper.all(|bound| is_implied(bound, &greatest, Ordering::Less))
}

/// Returns whether the digits of a type's numbers are not more than those of another.
fn are_counted(old: &Space, ty: BuiltIn, new: &Space) -> bool {
    let fraction = match is_integer(ty) {
        true => Some(0),
        false => old.fraction_digits.or(old.total_digits),
    };
    let whole = |bounds: &[Bound]| {
        let digits = bounds.iter().map(|bound| {
            let text = bound.value.trim_start_matches(['+', '-', '0']);
            text.split('.').next().unwrap_or_default().len()
        });
        digits.min()
    };
    let whole = whole(&old.least).zip(whole(&old.greatest));
    let bounded = whole.zip(fraction).map(|((least, greatest), fraction)| {
        u32::try_from(least.max(greatest)).map_or(u32::MAX, |whole| whole.saturating_add(fraction))
    });
    let total = old.total_digits.into_iter().chain(bounded).min();
    let is_less = |own: Option<u32>, other: Option<u32>| {
        other.is_none_or(|other| own.is_some_and(|own| own <= other))
    };
    is_less(total, new.total_digits) && is_less(fraction, new.fraction_digits)
}
