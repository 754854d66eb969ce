//! What breaks callers, and why: the one place that decides it.

use super::things::{Aspect, Fact, Kind, Thing};

/// What is said about a change.
#[derive(Debug)]
pub(super) struct Verdict {
    pub(super) breaking: bool,
    pub(super) code: &'static str,
    /// What is different, as a phrase that follows a name.
    pub(super) message: String,
    /// Why it breaks callers, or does not.
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

/// What breaks callers only where they send it.
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

/// Something has another name.
pub(super) fn renamed(old: &str) -> Verdict {
    let message = format!("was called `{old}`");
    breaking("renamed", message, COMPILE)
}

/// Something is there no more.
pub(super) fn removed(thing: &Thing) -> Option<Verdict> {
    let reason = match thing.kind {
        Kind::Private => return None,
        Kind::Port => "calls do not go that way any more",
        Kind::Value => "the value is known no more, and code that names it does not compile",
        _ => COMPILE,
    };
    Some(breaking("removed", "is gone", reason))
}

/// Something is new within `of`, which was `before`.
pub(super) fn added(thing: &Thing, before: Option<&Thing>, of: Option<&Thing>) -> Option<Verdict> {
    let fine = |reason| Some(compatible("added", "is new", reason));
    let breaks = |reason| Some(breaking("added", "is new", reason));
    let traffic = thing.traffic;
    match thing.kind {
        Kind::Private => None,
        Kind::Type | Kind::Client => fine("nothing that was there is called otherwise"),
        Kind::Port => fine("calls go where they went"),
        Kind::Header => fine("it is sent only where it is set"),
        Kind::Value => fine("the enum keeps values that are not listed"),
        Kind::Document => fine("it is another document, for which a `match` needs `_`"),
        Kind::Method => match of.is_some_and(|of| of.get(Aspect::Server).is_some()) {
            true => breaks("implementations of the server trait lack it"),
            false => fine("no call changes"),
        },
        Kind::Variant if traffic.received => {
            breaks("a `match` without `_` does not compile any more")
        }
        Kind::Variant => fine("callers only send it"),
        Kind::Field | Kind::Attribute => {
            let has_default = [before, of].iter().flatten().all(|of| of.has_default);
            // One that may be nil has to be there all the same: a server that reads in Strict
            // refuses requests without it.
            let required = thing.occurs.0 > 0;
            match (traffic.sent, required) {
                (false, _) => fine("callers only receive it, and skip what they do not know"),
                (true, true) => breaks("requests have to have it"),
                (true, false) if has_default => {
                    fine("it may be absent, and literals end in `..Default::default()`")
                }
                (true, false) => {
                    breaks("the type has no default value, so literals lack the field")
                }
            }
        }
    }
}

/// What comes in an order comes in another.
pub(super) fn reordered(thing: &Thing) -> Verdict {
    where_sent(
        thing.traffic.sent,
        "order",
        "has its elements in another order",
        "requests that were generated before keep the old one",
    )
}

/// Where a namespace is another.
pub(super) fn namespace(old: &str, new: &str) -> Verdict {
    let message = format!("is of the namespace `{new}`, was of `{old}`");
    breaking("namespace", message, WIRE)
}

/// Where what is known of a thing is something else; nothing, if another fact says so already.
pub(super) fn changed(
    aspect: Aspect,
    before: Option<&Fact>,
    after: Option<&Fact>,
    old: &Thing,
    new: &Thing,
) -> Option<Verdict> {
    let sent = old.traffic.or(new.traffic).sent;
    let was = |what: &str| {
        let shown = |fact: Option<&Fact>| match fact.map(|fact| fact.shown.as_str()) {
            None | Some("") => "none".to_owned(),
            Some(text) => format!("`{text}`"),
        };
        let (before, after) = (shown(before), shown(after));
        match what {
            "" => format!("is {after}, was {before}"),
            what => format!("has {what} {after}, had {before}"),
        }
    };
    let is_changed = |aspect| {
        let key = |thing: &Thing| thing.get(aspect).map(|fact| fact.key.clone());
        key(old) != key(new)
    };
    let is_type_changed = || is_changed(Aspect::Type);
    Some(match aspect {
        Aspect::Form => breaking("form", was("").replace('`', ""), COMPILE),
        Aspect::Type => breaking("type", was(""), type_reason(old, new)),
        Aspect::Default => match after {
            None => breaking(
                "default",
                "has no default value any more",
                "`..Default::default()` does not compile any more",
            ),
            Some(_) => compatible("default", "has a default value now", "nothing needs it yet"),
        },
        Aspect::WireName if old.kind == Kind::Value => {
            breaking("wire-name", was("the value"), WIRE)
        }
        Aspect::WireName => breaking("wire-name", was("the name"), WIRE),
        Aspect::DocumentElement => breaking("document-element", was("the root element"), WIRE),
        Aspect::WireType => breaking("wire-type", was("the type name"), WIRE),
        Aspect::Encoding if is_type_changed() => return None,
        Aspect::Encoding => {
            let shown = |fact: Option<&Fact>| fact.map_or(String::new(), |fact| fact.shown.clone());
            let message = format!("is written as {}, was as {}", shown(after), shown(before));
            breaking("encoding", message, WIRE)
        }
        Aspect::Nil if is_type_changed() => return None,
        Aspect::Nil => match after {
            Some(_) => breaking("nil", "is nil where it is `None`, was absent", WIRE),
            None => breaking("nil", "is absent where it is `None`, was nil", WIRE),
        },
        Aspect::DefaultValue if before.is_none() => compatible(
            "default-value",
            was("the default value"),
            "what is absent stays absent",
        ),
        Aspect::DefaultValue => breaking(
            "default-value",
            was("the default value"),
            "what is empty means another value",
        ),
        Aspect::FixedValue if after.is_none() => compatible(
            "fixed-value",
            was("the fixed value"),
            "the value that was fixed is still allowed",
        ),
        Aspect::FixedValue => where_sent(
            sent || before.is_some(),
            "fixed-value",
            was("the fixed value"),
            "other values are refused",
        ),
        Aspect::Wildcard => {
            let (Some(before), Some(after)) = (before, after) else {
                return None;
            };
            let message = format!("admits {}, admitted {}", after.shown, before.shown);
            match after.key.starts_with("any namespace") {
                true => compatible("wildcard", message, "it admits whatever it did"),
                false => {
                    let reason = "requests that were valid may be refused";
                    where_sent(sent, "wildcard", message, reason)
                }
            }
        }
        Aspect::Mixed => where_sent(
            sent,
            "mixed",
            "has other elements in its mixed content",
            "requests that were valid may be refused",
        ),
        Aspect::AnyOrder => match after {
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
        Aspect::Server => breaking("server", was("the server trait"), COMPILE),
        Aspect::Endpoint => breaking(
            "endpoint",
            was("the endpoint"),
            "what was generated before calls the other, unless `with_endpoint` says where",
        ),
        Aspect::OtherEndpoints => compatible(
            "endpoint",
            was("further endpoints"),
            "only the first of a protocol is called",
        ),
        Aspect::Protocol => breaking("protocol", was("the protocol"), "calls are sent in another"),
        Aspect::Signature => breaking("signature", was(""), "calls of it do not compile any more"),
        Aspect::MessageMethod => {
            breaking("message-method", was("the method for messages"), COMPILE)
        }
        Aspect::Messages => breaking("messages", was("the messages"), COMPILE),
        Aspect::Constant => breaking("constant", was("the constant"), COMPILE),
        Aspect::Action => breaking("action", was("the action"), WIRE),
        // A port that speaks SOAP 1.2 came or went, and says so itself.
        Aspect::ActionRequired if before.is_none() || after.is_none() => return None,
        // Whether there is an action has changed, which breaks callers already.
        Aspect::ActionRequired if is_changed(Aspect::Action) => return None,
        Aspect::ActionRequired => {
            match new.get(aspect).is_some_and(|fact| fact.key == "required") {
                true => breaking(
                    "action-required",
                    "has to name its action in SOAP 1.2 now",
                    "requests that were generated before do not",
                ),
                false => compatible(
                    "action-required",
                    "does not have to name its action in SOAP 1.2 any more",
                    "requests may name it",
                ),
            }
        }
        Aspect::Request => breaking("request", was("the request"), WIRE),
        Aspect::Response => breaking("response", was("the response"), WIRE),
        Aspect::Encoded => match after {
            Some(_) => breaking("encoded", "is in SOAP encoding now", WIRE),
            None => breaking("encoded", "is in SOAP encoding no more", WIRE),
        },
        Aspect::Http => breaking("http", was("the call without SOAP"), WIRE),
        Aspect::RequestHeaders => match is_more(before, after) {
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
        Aspect::ResponseHeaders => match is_more(after, before) {
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
        Aspect::Faults if before.is_none() => compatible(
            "faults",
            was("the enum of faults"),
            "a fault is an error as before",
        ),
        Aspect::Faults => breaking(
            "faults",
            was("the enum of faults"),
            "what asks for the other finds none",
        ),
    })
}

/// Whether the second list has what the first has not.
fn is_more(before: Option<&Fact>, after: Option<&Fact>) -> bool {
    let names = |fact: Option<&Fact>| -> Vec<String> {
        let names = fact.map_or("", |fact| fact.key.as_str()).split(", ");
        names.map(str::to_owned).collect()
    };
    let (before, after) = (names(before), names(after));
    after
        .iter()
        .any(|name| !name.is_empty() && !before.contains(name))
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

/// Where a thing may be there more or less often, and its type does not tell.
pub(super) fn occurs(old: &Thing, new: &Thing) -> Option<Verdict> {
    let key = |thing: &Thing| thing.get(Aspect::Type).map(|fact| fact.key.clone());
    // Of what is there once at most, the type tells.
    let is_single = old.occurs.1 == Some(1) && new.occurs.1 == Some(1);
    if is_single || old.occurs == new.occurs || key(old) != key(new) {
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

/// Where other values are allowed than before, and the type does not tell.
pub(super) fn allowed(old: &Thing, new: &Thing) -> Option<Verdict> {
    let key = |thing: &Thing| thing.get(Aspect::Type).map(|fact| fact.key.clone());
    if key(old) != key(new) {
        return None;
    }
    let anything = "anything".to_owned();
    let text = |thing: &Thing| thing.allowed.as_ref().map(ToString::to_string);
    let (before, after) = (
        text(old).unwrap_or(anything.clone()),
        text(new).unwrap_or(anything),
    );
    let (is_same, is_wider) = match (&old.allowed, &new.allowed) {
        (Some(old), Some(new)) => (new.is_as(old), new.is_wider(old)),
        (_, None) => (before == after, true),
        (None, Some(_)) => (before == after, false),
    };
    if is_same {
        return None;
    }
    let message = format!("allows {after}, allowed {before}");
    let sent = old.traffic.or(new.traffic).sent;
    Some(match is_wider {
        true => compatible("allowed", message, "what was allowed still is"),
        false => where_sent(
            sent,
            "allowed",
            message,
            "requests that were valid may be refused",
        ),
    })
}
