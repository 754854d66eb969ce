//! Verdicts on clients and methods.

use super::super::calls::{Headers, Signature};
use super::super::property::Property;
use super::super::things::{Kind, Thing};
use super::{Verdict, beyond, breaking, compatible};

/// Returns the verdict on other parameters or another result.
pub(super) fn signature(before: &Signature, after: &Signature) -> Verdict {
    let message = format!("is `{after}`, was `{before}`");
    if !after.accepts(before) {
        return breaking("signature", message, "calls of it no longer compile");
    }
    if let Some((old, new)) = after.swapped(before) {
        let reason = format!("calls still compile, and send what was `{old}` as `{new}`");
        return breaking("signature", message, reason);
    }
    let reason = match before.has_types_of(after) {
        true => "arguments are known by their places",
        false => "it accepts every value that it accepted before",
    };
    compatible("signature", message, reason)
}

/// Returns the verdict on another constructor; nothing, if older calls of it mean the same.
pub(super) fn constructor(before: Option<&Property>, after: Option<&Property>) -> Option<Verdict> {
    const REASON: &str = "calls of `new` no longer compile";
    let (before, after) = match (before, after) {
        (Some(Property::New(before)), Some(Property::New(after))) => (before, after),
        (Some(_), _) => {
            return Some(breaking("new", "has `Default` instead of `new`", REASON));
        }
        (None, _) => return None,
    };
    let message = format!("has the constructor `new{after}`, had `new{before}`");
    if !before.has_types_of(after) {
        return Some(breaking("new", message, REASON));
    }
    let (old, new) = after.swapped(before)?;
    let reason = format!("calls of `new` still compile, and set `{new}` to what was `{old}`");
    Some(breaking("new", message, reason))
}

/// Returns the verdict on requirements of an endpoint that clients don't meet by themselves.
pub(super) fn requirements(before: &[String], after: &[String]) -> Verdict {
    let (new, gone) = (beyond(after, before), beyond(before, after));
    match new.is_empty() {
        true => compatible(
            "requirements",
            format!("no longer requires {}", gone.join(" and ")),
            "requests may still have it",
        ),
        false => breaking(
            "requirements",
            format!("requires {} now", new.join(" and ")),
            "older clients don't send it unless they are configured to",
        ),
    }
}

/// Returns the verdict on another protocol of a client. The ports tell of themselves.
pub(super) fn protocol(message: String, before: Option<&Property>, new: &Thing) -> Verdict {
    let is_older = |port: &Thing| match before {
        Some(Property::Protocol(protocol)) => port.kind == Kind::Port && port.key == *protocol,
        _ => false,
    };
    match new.members.iter().any(is_older) {
        true => compatible(
            "protocol",
            message,
            "the server still speaks that of older bindings",
        ),
        false => breaking("protocol", message, "calls are sent in another"),
    }
}

/// Returns the verdict on other actions of WS-Addressing, which clients send if they are configured
/// to. Whether a server requires it is a requirement of the endpoint.
pub(super) fn addressing(before: Option<&Property>, after: Option<&Property>) -> Verdict {
    let shown = |property: Option<&Property>| match property {
        Some(Property::Addressing(actions)) => actions.to_string(),
        _ => String::new(),
    };
    match (before, after) {
        (None, _) => compatible(
            "addressing",
            format!("has the addressing actions {} now", shown(after)),
            "clients that don't address messages work as before",
        ),
        (_, None) => compatible(
            "addressing",
            format!("no longer has the addressing actions {}", shown(before)),
            "requests may still have one",
        ),
        _ => breaking(
            "addressing",
            format!(
                "has the addressing actions {}, had {}",
                shown(after),
                shown(before)
            ),
            "older clients that address messages send the others",
        ),
    }
}

/// Returns the verdict on whether requests in SOAP 1.2 must name their action.
pub(super) fn action_required(
    before: Option<&Property>,
    after: Option<&Property>,
    old: &Thing,
    new: &Thing,
) -> Option<Verdict> {
    let action = |thing: &Thing| {
        let found = thing.find(|property| matches!(property, Property::Action(_)));
        found.cloned()
    };
    match (before, after) {
        // A port that speaks SOAP 1.2 came or went, and says so itself.
        (None, _) | (_, None) => None,
        // Whether there is an action has changed, which breaks callers already.
        _ if action(old) != action(new) => None,
        (_, Some(Property::ActionRequired(true))) => Some(breaking(
            "action-required",
            "must name its action in SOAP 1.2 now",
            "requests of older clients do not",
        )),
        _ => Some(compatible(
            "action-required",
            "no longer has to name its action in SOAP 1.2",
            "requests may still name it",
        )),
    }
}

/// Returns the verdict on other header blocks of requests.
pub(super) fn request_headers(before: Option<&Property>, after: Option<&Property>) -> Verdict {
    let (code, message) = ("request-headers", message("requests", before, after));
    match has_more(before, after) {
        true => breaking(
            code,
            message,
            "the server may require the block that is new",
        ),
        false => compatible(code, message, "servers ignore a block that they don't know"),
    }
}

/// Returns the verdict on other header blocks of responses.
pub(super) fn response_headers(before: Option<&Property>, after: Option<&Property>) -> Verdict {
    let (code, message) = ("response-headers", message("responses", before, after));
    match has_more(after, before) {
        true => breaking(code, message, "code that looks for the block finds none"),
        false => compatible(code, message, "callers may ignore the block that is new"),
    }
}

fn message(of: &str, before: Option<&Property>, after: Option<&Property>) -> String {
    let (before, after) = (Property::shown(before), Property::shown(after));
    format!("has the header blocks of {of} {after}, had {before}")
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
