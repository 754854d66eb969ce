//! Verdicts on members: new ones, ones that are gone, ones with another name, and their order.

use super::super::property::Property;
use super::super::things::{Kind, Thing};
use super::{COMPILE, Verdict, breaking, compatible, where_sent};

/// Returns the verdict on another name, which something else may have now.
pub(in super::super) fn renamed(old: &Thing, kind: Kind, has_other: bool) -> Verdict {
    let message = format!("was called `{}`", old.name);
    let reason = match (has_other, kind) {
        (false, _) => COMPILE,
        (true, Kind::Value) => "code that names it may still compile, and means another value now",
        (true, Kind::Method) => {
            "code that names it may still compile, and calls another operation now"
        }
        (true, _) => "code that names it may still compile, and means something else now",
    };
    breaking("renamed", message, reason)
}

/// Returns the verdict on something that is gone.
pub(in super::super) fn removed(thing: &Thing) -> Option<Verdict> {
    let reason = match thing.kind {
        Kind::Private => return None,
        Kind::Port => "calls can no longer be sent there",
        _ => COMPILE,
    };
    Some(breaking("removed", "is gone", reason))
}

/// Returns the verdict on something new within `of`, which was `before`.
pub(in super::super) fn added(
    thing: &Thing,
    before: Option<&Thing>,
    of: Option<&Thing>,
) -> Option<Verdict> {
    let fine = |reason| Some(compatible("added", "is new", reason));
    let breaks = |reason| Some(breaking("added", "is new", reason));
    let traffic = thing.traffic;
    match thing.kind {
        Kind::Private => None,
        Kind::Type | Kind::Client | Kind::Constant => fine("no older code uses it"),
        Kind::Port => fine("calls are sent to the same endpoint as before"),
        Kind::Header if traffic.sent => fine("it is sent only if callers set it"),
        Kind::Header => fine("callers may look for it"),
        Kind::Value => fine("the enum keeps values that aren't listed"),
        Kind::Document => fine("it is another document, for which a `match` needs `_`"),
        Kind::Method => match of.is_some_and(has_server) {
            true => breaks("implementations of the server trait lack it"),
            false => fine("no call changes"),
        },
        Kind::Variant if traffic.received => breaks("a `match` without `_` no longer compiles"),
        Kind::Variant => fine("callers only send it"),
        Kind::Field | Kind::Attribute => {
            let has_base_value = [before, of].iter().flatten().all(|of| of.has_base_value);
            // One that may be nil has to be there all the same: a server that reads strictly
            // refuses requests without it.
            let required = thing.occurs.0 > 0;
            match (traffic.sent, required) {
                (false, _) => fine("callers only receive it, and skip it if they don't know it"),
                (true, true) => breaks("requests must have it"),
                (true, false) if has_base_value => fine(
                    "it may be absent, and literals end in `..Default::default()` or `..new(…)`",
                ),
                (true, false) => {
                    breaks("the type has no default value, so literals lack the field")
                }
            }
        }
    }
}

fn has_server(thing: &Thing) -> bool {
    let is_server = |property: &Property| matches!(property, Property::Server(_));
    thing.find(is_server).is_some()
}

/// Returns the verdict on another order of elements.
pub(in super::super) fn reordered(thing: &Thing) -> Verdict {
    where_sent(
        thing.traffic.sent,
        "order",
        "has its elements in another order",
        "older bindings write them in the order that they had",
    )
}

/// Returns the verdict on elements that may come in any order now, or no longer may.
pub(super) fn any_order(may: bool, old: &Thing, new: &Thing) -> Verdict {
    let is_mixed = |property: &Property| matches!(property, Property::Mixed(_));
    match may {
        true => compatible(
            "order",
            "has its elements in any order now",
            "the order that was required is one of them",
        ),
        // Fields are always written in the order of the schema, so they are in the required order
        // unless that has changed, which has a verdict of its own. Callers put mixed content in
        // order themselves.
        false if old.members.iter().any(|one| one.find(is_mixed).is_some()) => where_sent(
            old.traffic.or(new.traffic).sent,
            "order",
            "has its elements in one order only",
            "requests may have another order",
        ),
        false => compatible(
            "order",
            "has its elements in one order only",
            "bindings always write them in the order of the schema",
        ),
    }
}
