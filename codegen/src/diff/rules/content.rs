//! Verdicts on the content of types: occurrence, nil, default and fixed values, wildcards, mixed
//! content, facets, and what only strict reading checks.

use crate::model::{Constraint, Traffic};

use super::super::admitted::Admits;
use super::super::property::Property;
use super::super::things::{Kind, Thing};
use super::super::values::{Effect, Values};
use super::{Verdict, beyond, breaking, compatible, where_sent};

const REFUSED: &str = "requests that were valid may be refused";

/// Returns the verdict on another occurrence, if the type doesn't tell.
pub(in super::super) fn occurs(old: &Thing, new: &Thing) -> Option<Verdict> {
    // For an element that occurs at most once, the type tells, unless it is optional in Rust alone.
    let is_single = old.occurs.1 == Some(1) && new.occurs.1 == Some(1);
    let is_told = |thing: &Thing| {
        let has_nil = thing.like(&Property::Nil).is_some();
        thing.kind != Kind::Field || has_nil
    };
    if is_single && (is_told(old) || is_told(new))
        || old.occurs == new.occurs
        || old.ty() != new.ty()
    {
        return None;
    }
    let text = |(least, most): (u32, Option<u32>)| match most {
        Some(1) if least == 1 => "once".to_owned(),
        Some(most) if least == most => format!("{most} times"),
        Some(most) => format!("{least} to {most} times"),
        None => format!("{least} or more times"),
    };
    let message = format!("is there {}, was {}", text(new.occurs), text(old.occurs));
    let most = |thing: &Thing| thing.occurs.1.unwrap_or(u32::MAX);
    let is_narrower = new.occurs.0 > old.occurs.0 || most(new) < most(old);
    let traffic = old.traffic.or(new.traffic);
    Some(if is_narrower && traffic.sent {
        breaking("occurs", message, REFUSED)
    } else if most(new) > most(old) && traffic.received && old.is_limited {
        let reason = "older bindings can't tell what those beyond the old limit belong to";
        breaking("occurs", message, reason)
    } else {
        let reason = match is_narrower {
            true => "callers only receive it",
            false => "every number that was allowed still is, and vectors hold any number",
        };
        compatible("occurs", message, reason)
    })
}

/// Returns the verdict on elements that may no longer be there together, or without each other.
pub(in super::super) fn content_model(lost: &[String]) -> Verdict {
    let content = match lost {
        [] => "content without an element".to_owned(),
        [one] => format!("`{one}` by itself"),
        all => format!("`{}`", all.join(" ")),
    };
    let message = format!("groups its elements otherwise; {content} was allowed and no longer is");
    breaking("content-model", message, REFUSED)
}

/// Returns the verdict on other values of a simple type, if the Rust type doesn't tell.
pub(in super::super) fn allowed(old: &Thing, new: &Thing) -> Option<Verdict> {
    let is_encoding = |property: &Property| matches!(property, Property::Encoding(_));
    if old.ty() != new.ty() || old.find(is_encoding) != new.find(is_encoding) {
        return None;
    }
    let traffic = old.traffic.or(new.traffic);
    let values = new.allowed.as_ref()?;
    let change = values.change(old.allowed.as_ref()?, traffic)?;
    let reason = match change.effect {
        Effect::None => {
            let reason = match traffic.sent {
                true => "every value that was allowed still is",
                false => "callers only receive it",
            };
            return Some(compatible("allowed", change.message, reason));
        }
        Effect::Refused => REFUSED,
        Effect::Reread => "requests may mean something else",
        Effect::Unknown => "it can't be told whether requests that were valid still are",
        Effect::Misread => "older bindings read some responses as other values",
        Effect::Unclear => "it can't be told whether responses still mean what they say",
    };
    Some(breaking("allowed", change.message, reason))
}

/// Returns the verdict on an element whose `None` is nil now, or no longer is.
pub(super) fn nil(is_nil: bool, sent: bool) -> Verdict {
    match is_nil {
        true => where_sent(
            sent,
            "nil",
            "must be there, with `xsi:nil` for `None`; could be absent",
            "older bindings leave it out for `None`",
        ),
        false => where_sent(
            sent,
            "nil",
            "is left out for `None`; was there, with `xsi:nil`",
            "older bindings write `xsi:nil`, which is no longer allowed",
        ),
    }
}

/// The element or attribute that a value is given for.
pub(super) struct Holder<'t> {
    pub(super) traffic: Traffic,
    pub(super) kind: HolderKind,
    /// Where the element is, as the end of a phrase, if the name of the thing doesn't tell.
    pub(super) place: &'static str,
    /// Whether its value may be an empty text.
    pub(super) may_be_empty: bool,
    /// Whether `Default` gives the struct around it its value.
    pub(super) is_given: bool,
    /// The values of both versions' types, the older first.
    pub(super) values: Option<[&'t Values; 2]>,
}

/// What a value is given for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum HolderKind {
    Element,
    /// An attribute that must be there, to one version at least. The type tells if it may be absent to the other.
    Required,
    /// An attribute that may be absent.
    Optional,
}

impl<'t> Holder<'t> {
    pub(super) fn new(old: &'t Thing, new: &'t Thing) -> Self {
        let is_required = |thing: &Thing| thing.occurs.0 > 0;
        let may_be_empty = |thing: &Thing| thing.allowed.as_ref().is_none_or(Values::has_empty);
        Self {
            traffic: old.traffic.or(new.traffic),
            kind: match new.kind {
                Kind::Attribute if is_required(old) || is_required(new) => HolderKind::Required,
                Kind::Attribute => HolderKind::Optional,
                _ => HolderKind::Element,
            },
            place: "",
            may_be_empty: may_be_empty(old) || may_be_empty(new),
            is_given: is_required(old) && is_required(new),
            values: old
                .allowed
                .as_ref()
                .zip(new.allowed.as_ref())
                .map(Into::into),
        }
    }

    /// Returns whether a text has the value that another had.
    fn is_same(&self, before: &str, after: &str) -> bool {
        let is_read_alike = |[old, new]: [&Values; 2]| new.reads_alike(after, old, before);
        before == after || self.values.is_some_and(is_read_alike)
    }

    /// Returns whether a text has the value that `Default` gives without a schema's. It gives none of
    /// some types, whose structs have `new` instead.
    fn is_rust_default(&self, text: &str) -> bool {
        const ZEROS: [&str; 3] = ["", "0", "false"];
        let has_default = |[old, _]: [&Values; 2]| {
            let is_value = |zero: &&str| old.reads_alike(zero, old, zero);
            ZEROS.iter().any(is_value)
        };
        !self.values.is_none_or(has_default) || ZEROS.iter().any(|zero| self.is_same(zero, text))
    }
}

/// Returns the verdict on another default or fixed value.
///
/// A fixed value restricts what requests may hold. Both kinds are what an empty element or an
/// absent attribute means (XSD Part 1, sections 3.3.1 and 3.2.1), so another one changes the
/// meaning of what the older side sends or the newer side returns. An element is written with its
/// fixed value.
pub(super) fn constraint(
    before: Option<&Constraint>,
    after: Option<&Constraint>,
    holder: &Holder<'_>,
) -> Option<Verdict> {
    let Holder {
        traffic,
        may_be_empty,
        ..
    } = *holder;
    let code = match after.or(before)? {
        Constraint::Default(_) => "default-value",
        Constraint::Fixed(_) => "fixed-value",
    };
    let shown = |constraint| format!("{}{}", shown(constraint), holder.place);
    let message = match (before, after) {
        (Some(before), None) => format!("no longer has {}", shown(before)),
        (None, Some(after)) => format!("has {} now", shown(after)),
        (before, after) => format!("has {}, had {}", shown(after?), shown(before?)),
    };
    let breaks = |reason| Some(breaking(code, message.clone(), reason));
    let fine = |reason| Some(compatible(code, message.clone(), reason));
    let is_same = match (before, after) {
        (Some(before), Some(after)) => holder.is_same(before.value(), after.value()),
        // Without either, an empty element is an empty text.
        (one, other) => may_be_empty && one.or(other)?.value().is_empty(),
    };
    let is_fixed =
        |constraint: Option<&Constraint>| matches!(constraint, Some(Constraint::Fixed(_)));
    if traffic.sent && is_fixed(after) && !(is_fixed(before) && is_same) {
        return breaks("requests with another value are refused");
    }
    let is_given_alike = match (before, after) {
        (Some(_), Some(_)) => is_same,
        (one, other) => holder.is_rust_default(one.or(other)?.value()),
    };
    if traffic.sent && holder.is_given && !is_given_alike {
        return breaks("literals that end in `..Default::default()` send another value");
    }
    match holder.kind {
        HolderKind::Required => return fine("the attribute is always there"),
        HolderKind::Optional => {
            return match before.is_some() == after.is_some() && is_same {
                true => fine("an absent attribute means the same value"),
                false => breaks("an absent attribute means another value"),
            };
        }
        HolderKind::Element if is_same => return fine("an empty element means the same value"),
        HolderKind::Element => {}
    }
    if traffic.sent && may_be_empty && !is_fixed(before) {
        return breaks("an empty element in a request means another value");
    }
    if traffic.received && may_be_empty && !is_fixed(after) {
        return breaks("an empty element in a response means another value");
    }
    fine(match traffic.sent {
        _ if is_fixed(after) => "callers only receive it, and read any value",
        _ if is_fixed(before) => "the value that was fixed is still allowed",
        true => "older bindings write the value out, and leave the element out if it is absent",
        false => "servers write the value out",
    })
}

fn shown(constraint: &Constraint) -> String {
    let (kind, value) = match constraint {
        Constraint::Default(value) => ("default", value),
        Constraint::Fixed(value) => ("fixed", value),
    };
    match value.as_str() {
        "" => format!("the {kind} value of an empty text"),
        value => format!("the {kind} value `{value}`"),
    }
}

/// Returns the verdict on other content that a wildcard admits.
pub(super) fn wildcard(before: &Admits, after: &Admits, sent: bool) -> Verdict {
    let message = format!("admits {after}, admitted {before}");
    match before.are_within(after) {
        true => compatible(
            "wildcard",
            message,
            "everything that it admitted is still admitted",
        ),
        false => where_sent(sent, "wildcard", message, REFUSED),
    }
}

/// Returns the verdict on other elements in mixed content.
pub(super) fn mixed(before: &Property, after: &Property, sent: bool) -> Verdict {
    let message = format!("has in its mixed content {after}; had {before}");
    let is_within = match (before, after) {
        (Property::Mixed(before), Property::Mixed(after)) => before.is_within(after),
        _ => false,
    };
    match is_within {
        true => compatible("mixed", message, "all content that was allowed still is"),
        false => where_sent(sent, "mixed", message, REFUSED),
    }
}

/// Returns the verdict on other identity constraints, which only strict reading checks.
pub(super) fn identities(before: &[String], after: &[String], sent: bool) -> Verdict {
    let list = |all: &[String]| all.join(", ");
    let message = match (before, after) {
        (before, []) => format!("no longer has the identity constraints {}", list(before)),
        ([], after) => format!("has the identity constraints {} now", list(after)),
        (before, after) => {
            let (before, after) = (list(before), list(after));
            format!("has the identity constraints {after}, had {before}")
        }
    };
    match after.iter().all(|one| before.contains(one)) {
        true => compatible("identities", message, "requests that were valid still are"),
        false => where_sent(sent, "identities", message, REFUSED),
    }
}

/// Returns the verdict on other derived types that may not be in the place of an element's own,
/// which only strict reading checks; nothing, if the others weren't `known` before.
pub(super) fn blocked(
    before: &[String],
    after: &[String],
    known: &[String],
    sent: bool,
) -> Option<Verdict> {
    let (mut blocked, opened) = (beyond(after, before), beyond(before, after));
    blocked.retain(|one| known.contains(one));
    if blocked.is_empty() && opened.is_empty() {
        return None;
    }
    Some(match blocked.is_empty() {
        true => compatible(
            "block",
            format!("admits the derived type `{}` now", opened.join("`, `")),
            "requests that were valid still are",
        ),
        false => where_sent(
            sent,
            "block",
            format!(
                "no longer admits the derived type `{}`",
                blocked.join("`, `")
            ),
            REFUSED,
        ),
    })
}

/// Returns the verdict on a type that is abstract now, or no longer is.
pub(super) fn r#abstract(is_abstract: bool, sent: bool) -> Verdict {
    match is_abstract {
        true => where_sent(
            sent,
            "abstract",
            "is abstract now",
            "requests must name a type that is derived from it",
        ),
        false => compatible(
            "abstract",
            "is no longer abstract",
            "types that are derived from it are still allowed",
        ),
    }
}
