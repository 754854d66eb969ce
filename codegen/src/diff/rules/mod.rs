//! Decides which changes break callers, and why.

use super::calls::Headers;
use super::property::{Namespaces, Property};
use super::things::{Kind, Thing};

/// The meaning of a change for callers.
#[derive(Debug)]
pub(super) struct Verdict {
    pub(super) breaking: bool,
    pub(super) code: &'static str,
    /// The difference, as a phrase that follows a name.
    pub(super) message: String,
    /// The reason why it breaks callers, or doesn't.
    pub(super) reason: &'static str,
}

fn breaking(code: &'static str, message: impl Into<String>, reason: &'static str) -> Verdict {
    Verdict {
        breaking: true,
        code,
        message: message.into(),
        reason,
    }
}

fn compatible(code: &'static str, message: impl Into<String>, reason: &'static str) -> Verdict {
    Verdict {
        breaking: false,
        ..breaking(code, message, reason)
    }
}

/// Returns the verdict on a change that breaks callers only if they send values of it.
fn where_sent(
    sent: bool,
    code: &'static str,
    message: impl Into<String>,
    reason: &'static str,
) -> Verdict {
    match sent {
        true => breaking(code, message, reason),
        false => compatible(code, message, "callers only receive it"),
    }
}

const COMPILE: &str = "code that names it does not compile any more";
const WIRE: &str = "what was generated before reads and writes the other";

/// Returns the verdict on another name.
pub(super) fn renamed(old: &str) -> Verdict {
    let message = format!("was called `{old}`");
    breaking("renamed", message, COMPILE)
}

/// Returns the verdict on something that is gone.
pub(super) fn removed(thing: &Thing) -> Option<Verdict> {
    let reason = match thing.kind {
        Kind::Private => return None,
        Kind::Port => "calls do not go that way any more",
        Kind::Value => "the value is known no more, and code that names it does not compile",
        _ => COMPILE,
    };
    Some(breaking("removed", "is gone", reason))
}

/// Returns the verdict on something new within `of`, which was `before`.
pub(super) fn added(thing: &Thing, before: Option<&Thing>, of: Option<&Thing>) -> Option<Verdict> {
    let fine = |reason| Some(compatible("added", "is new", reason));
    let breaks = |reason| Some(breaking("added", "is new", reason));
    let traffic = thing.traffic;
    match thing.kind {
        Kind::Private => None,
        Kind::Type | Kind::Client => fine("nothing that was there is called otherwise"),
        Kind::Port => fine("calls go where they went"),
        Kind::Header => fine("it is sent only where it is set"),
        Kind::Constant => fine("nothing that was there is called otherwise"),
        Kind::Value => fine("the enum keeps values that are not listed"),
        Kind::Document => fine("it is another document, for which a `match` needs `_`"),
        Kind::Method => match of.is_some_and(has_server) {
            true => breaks("implementations of the server trait lack it"),
            false => fine("no call changes"),
        },
        Kind::Variant if traffic.received => {
            breaks("a `match` without `_` does not compile any more")
        }
        Kind::Variant => fine("callers only send it"),
        Kind::Field | Kind::Attribute => {
            let has_base_value = [before, of].iter().flatten().all(|of| of.has_base_value);
            // One that may be nil has to be there all the same: a server that reads strictly
            // refuses requests without it.
            let required = thing.occurs.0 > 0;
            match (traffic.sent, required) {
                (false, _) => fine("callers only receive it, and skip what they do not know"),
                (true, true) => breaks("requests have to have it"),
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
pub(super) fn reordered(thing: &Thing) -> Verdict {
    where_sent(
        thing.traffic.sent,
        "order",
        "has its elements in another order",
        "requests that were generated before keep the old one",
    )
}

/// Returns the verdict on another namespace.
pub(super) fn namespace(old: &str, new: &str) -> Verdict {
    let message = format!("is of the namespace `{new}`, was of `{old}`");
    breaking("namespace", message, WIRE)
}

/// Returns the verdict on a property that changed; nothing, if that of another property covers it.
pub(super) fn changed(
    before: Option<&Property>,
    after: Option<&Property>,
    old: &Thing,
    new: &Thing,
) -> Option<Verdict> {
    let sent = old.traffic.or(new.traffic).sent;
    let was = |what: &str| {
        let (before, after) = (Property::shown(before), Property::shown(after));
        match what {
            "" => format!("is {after}, was {before}"),
            what => format!("has {what} {after}, had {before}"),
        }
    };
    let is_type_changed = old.ty() != new.ty();
    Some(match after.or(before)? {
        Property::Form(_) => breaking("form", was("").replace('`', ""), COMPILE),
        Property::Type(_) => breaking("type", was(""), type_reason(old, new)),
        Property::HasDefault => match after {
            None => breaking(
                "default",
                "has no default value any more",
                "`..Default::default()` does not compile any more",
            ),
            Some(_) => compatible("default", "has a default value now", "nothing needs it yet"),
        },
        Property::MayFail => may_fail(new.kind, after.is_some()),
        Property::New(_) => match (before, after) {
            (Some(_), Some(_)) => breaking(
                "new",
                was("the constructor"),
                "calls of `new` do not compile any more",
            ),
            (Some(_), None) => breaking(
                "new",
                "has `Default` instead of `new`",
                "calls of `new` do not compile any more",
            ),
            (None, _) => return None,
        },
        Property::ListedValue(_) => breaking("wire-name", was("the value"), WIRE),
        Property::WireName(_) => breaking("wire-name", was("the name"), WIRE),
        Property::DocumentElement(_) => breaking("document-element", was("the root element"), WIRE),
        Property::WireType(_) => breaking("wire-type", was("the type name"), WIRE),
        Property::Encoding(_) if is_type_changed => return None,
        Property::Encoding(_) => {
            let shown =
                |property: Option<&Property>| property.map(ToString::to_string).unwrap_or_default();
            let message = format!("is written as {}, was as {}", shown(after), shown(before));
            breaking("encoding", message, WIRE)
        }
        Property::Nil if is_type_changed => return None,
        Property::Nil => match after {
            Some(_) => breaking("nil", "is nil where it is `None`, was absent", WIRE),
            None => breaking("nil", "is absent where it is `None`, was nil", WIRE),
        },
        Property::DefaultValue(_) if before.is_none() => compatible(
            "default-value",
            was("the default value"),
            "what is absent stays absent",
        ),
        Property::DefaultValue(_) => breaking(
            "default-value",
            was("the default value"),
            "what is empty means another value",
        ),
        Property::FixedValue(_) if after.is_none() => compatible(
            "fixed-value",
            was("the fixed value"),
            "the value that was fixed is still allowed",
        ),
        Property::FixedValue(_) => where_sent(
            sent || before.is_some(),
            "fixed-value",
            was("the fixed value"),
            "other values are refused",
        ),
        Property::Wildcard(admits) => {
            let message = format!("admits {}, admitted {}", after?, before?);
            match admits.namespaces {
                Namespaces::Any => compatible("wildcard", message, "it admits whatever it did"),
                Namespaces::Other(_) | Namespaces::Listed(_) => {
                    let reason = "requests that were valid may be refused";
                    where_sent(sent, "wildcard", message, reason)
                }
            }
        }
        Property::Mixed(_) => where_sent(
            sent,
            "mixed",
            "has other elements in its mixed content",
            "requests that were valid may be refused",
        ),
        Property::AnyOrder => match after {
            Some(_) => compatible(
                "order",
                "has its elements in any order now",
                "the order that was demanded is one of them",
            ),
            None => where_sent(
                sent,
                "order",
                "has its elements in one order alone now",
                "requests that were generated before may keep another",
            ),
        },
        Property::Server(_) => breaking("server", was("the server trait"), COMPILE),
        Property::Endpoint(_) => breaking(
            "endpoint",
            was("the endpoint"),
            "what was generated before calls the other, unless `with_endpoint` says where",
        ),
        Property::OtherEndpoints(_) => compatible(
            "endpoint",
            was("further endpoints"),
            "only the first of a protocol is called",
        ),
        Property::Protocol(_) => {
            breaking("protocol", was("the protocol"), "calls are sent in another")
        }
        Property::Signature(signature) => match before {
            Some(Property::Signature(old)) if signature.accepts(old) => compatible(
                "signature",
                was(""),
                "it accepts every value that it accepted before",
            ),
            _ => breaking("signature", was(""), "calls of it do not compile any more"),
        },
        Property::Messages(_) => breaking("messages", was("the messages"), COMPILE),
        Property::Constant(_) => breaking("constant", was("the constant"), COMPILE),
        Property::Action(_) => breaking("action", was("the action"), WIRE),
        // A port that speaks SOAP 1.2 came or went, and says so itself.
        Property::ActionRequired(_) if before.is_none() || after.is_none() => return None,
        // Whether there is an action has changed, which breaks callers already.
        Property::ActionRequired(_) if action(old) != action(new) => return None,
        Property::ActionRequired(true) => breaking(
            "action-required",
            "has to name its action in SOAP 1.2 now",
            "requests that were generated before do not",
        ),
        Property::ActionRequired(false) => compatible(
            "action-required",
            "does not have to name its action in SOAP 1.2 any more",
            "requests may name it",
        ),
        Property::Request(_) => breaking("request", was("the request"), WIRE),
        Property::Response(_) => breaking("response", was("the response"), WIRE),
        Property::Encoded => match after {
            Some(_) => breaking("encoded", "is in SOAP encoding now", WIRE),
            None => breaking("encoded", "is in SOAP encoding no more", WIRE),
        },
        Property::Http(_) => breaking("http", was("the call without SOAP"), WIRE),
        Property::RequestHeaders(_) => match has_more(before, after) {
            true => breaking(
                "request-headers",
                was("the header blocks of requests"),
                "requests may have to have it",
            ),
            false => compatible(
                "request-headers",
                was("the header blocks of requests"),
                "what is not declared is not sent",
            ),
        },
        Property::ResponseHeaders(_) => match has_more(after, before) {
            true => breaking(
                "response-headers",
                was("the header blocks of answers"),
                "code that looks for it finds none",
            ),
            false => compatible(
                "response-headers",
                was("the header blocks of answers"),
                "nothing has to look at it",
            ),
        },
        Property::Faults(_) if before.is_none() => compatible(
            "faults",
            was("the enum of faults"),
            "a fault is an error as before",
        ),
        Property::Faults(_) => breaking(
            "faults",
            was("the enum of faults"),
            "what asks for the other finds none",
        ),
    })
}

/// Returns the verdict on values that tell failures now, or don't any more.
fn may_fail(kind: Kind, may: bool) -> Verdict {
    match (kind, may) {
        (Kind::Method, true) => breaking(
            "item-errors",
            "returns a failed item as an error now",
            "code that looks for the error in the item does not find it there",
        ),
        (Kind::Method, false) => breaking(
            "item-errors",
            "does not return a failed item as an error any more",
            "a failed item counts as a success",
        ),
        (_, true) => compatible(
            "item-errors",
            "implements `MayFail` now",
            "nothing needs it yet",
        ),
        (_, false) => breaking(
            "item-errors",
            "does not implement `MayFail` any more",
            COMPILE,
        ),
    }
}

fn action(thing: &Thing) -> Option<&Property> {
    thing.find(|property| matches!(property, Property::Action(_)))
}

/// Returns whether the second list of header blocks has any that the first lacks.
fn has_more(first: Option<&Property>, second: Option<&Property>) -> bool {
    fn headers(property: Option<&Property>) -> Option<&Headers> {
        match property? {
            Property::RequestHeaders(headers) | Property::ResponseHeaders(headers) => Some(headers),
            _ => None,
        }
    }
    match (headers(first), headers(second)) {
        (Some(first), Some(second)) => !second.are_within(first),
        (first, second) => first.is_none() && second.is_some(),
    }
}

fn type_reason(old: &Thing, new: &Thing) -> &'static str {
    let (least, most) = old.occurs;
    match new.occurs {
        _ if new.is_derived && !old.is_derived => {
            "types are derived from it now, and any of them may stand there"
        }
        _ if old.is_derived && !new.is_derived => "no types are derived from it any more",
        (1.., Some(1)) if least == 0 && most == Some(1) => "it has to be there now",
        (0, Some(1)) if least > 0 && most == Some(1) => "it may be absent now",
        (_, after) if after != Some(1) && most == Some(1) => "it may be there several times now",
        (_, Some(1)) if most != Some(1) => "it is there once at most now",
        _ => "code that reads or sets it does not compile any more",
    }
}

/// Returns the verdict on another occurrence, if the type doesn't tell.
pub(super) fn occurs(old: &Thing, new: &Thing) -> Option<Verdict> {
    // Of what is there once at most, the type tells.
    let is_single = old.occurs.1 == Some(1) && new.occurs.1 == Some(1);
    if is_single || old.occurs == new.occurs || old.ty() != new.ty() {
        return None;
    }
    let text = |(least, most): (u32, Option<u32>)| match most {
        Some(most) => format!("{least} to {most} times"),
        None => format!("{least} or more times"),
    };
    let message = format!("is there {}, was {}", text(new.occurs), text(old.occurs));
    let most = |thing: &Thing| thing.occurs.1.unwrap_or(u32::MAX);
    let is_narrower = new.occurs.0 > old.occurs.0 || most(new) < most(old);
    Some(match is_narrower {
        true => {
            let sent = old.traffic.or(new.traffic).sent;
            let reason = "requests that were valid may be refused";
            where_sent(sent, "occurs", message, reason)
        }
        false => compatible("occurs", message, "as often as before is still allowed"),
    })
}

/// Returns the verdict on other facets, if the type doesn't tell.
pub(super) fn allowed(old: &Thing, new: &Thing) -> Option<Verdict> {
    if old.ty() != new.ty() {
        return None;
    }
    if new.allowed.is_as(&old.allowed) {
        return None;
    }
    let message = format!("allows {}, allowed {}", new.allowed, old.allowed);
    let sent = old.traffic.or(new.traffic).sent;
    Some(match new.allowed.is_wider(&old.allowed) {
        true => compatible("allowed", message, "what was allowed still is"),
        false => where_sent(
            sent,
            "allowed",
            message,
            "requests that were valid may be refused",
        ),
    })
}
