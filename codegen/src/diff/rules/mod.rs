//! Decides which changes break callers, and why.
//!
//! The older client and a server of the newer version exchange messages, so a change is judged once
//! for requests and once for responses: it breaks a direction if the sender may send something that
//! the receiver refuses, or reads as something else. A server may read requests strictly. Callers
//! read responses by [`Reading::Default`](sapo::Reading::Default), which skips what it doesn't know
//! and checks no facets.
//!
//! | file | subject |
//! | --- | --- |
//! | `members` | members that are new, gone or renamed, and their order |
//! | `content` | the content of types |
//! | `calls` | clients and methods |

mod calls;
mod content;
mod members;

use std::borrow::Cow;

use crate::model::{Constraint, Traffic};

use self::content::{Holder, HolderKind};
use super::property::Property;
use super::things::{Kind, Thing};

pub(super) use self::content::{allowed, content_model, occurs};
pub(super) use self::members::{added, removed, renamed, reordered};

/// The meaning of a change for callers.
#[derive(Debug)]
pub(super) struct Verdict {
    pub(super) breaking: bool,
    pub(super) code: &'static str,
    /// The difference, as a phrase that follows a name.
    pub(super) message: String,
    /// The reason why it breaks callers, or doesn't.
    pub(super) reason: Cow<'static, str>,
}

fn breaking(
    code: &'static str,
    message: impl Into<String>,
    reason: impl Into<Cow<'static, str>>,
) -> Verdict {
    Verdict {
        breaking: true,
        code,
        message: message.into(),
        reason: reason.into(),
    }
}

fn compatible(
    code: &'static str,
    message: impl Into<String>,
    reason: impl Into<Cow<'static, str>>,
) -> Verdict {
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

const COMPILE: &str = "code that names it no longer compiles";
const WIRE: &str = "older bindings still use the old one";

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
            None => where_sent(
                sent,
                "default",
                "no longer implements `Default`",
                "`..Default::default()` no longer compiles",
            ),
            Some(_) => compatible(
                "default",
                "implements `Default` now",
                "nothing needs it yet",
            ),
        },
        Property::MayFail => may_fail(new.kind, after.is_some()),
        // Callers don't make values that they only receive.
        Property::New(_) if !sent => return None,
        Property::New(_) => return calls::constructor(before, after),
        Property::ListedValue(_) => breaking("wire-name", was("the value"), WIRE),
        // A group has none, and its type tells.
        Property::WireName(_) if is_type_changed && (before.is_none() || after.is_none()) => {
            return None;
        }
        Property::WireName(_) => breaking("wire-name", was("the name"), WIRE),
        Property::DocumentElement(_) => match (before, after) {
            (None, _) => compatible(
                "document-element",
                "can be read and written as a document now",
                "nothing needs it yet",
            ),
            (_, None) => breaking(
                "document-element",
                "no longer has a root element",
                "code that reads or writes documents of it no longer compiles",
            ),
            _ => breaking("document-element", was("the root element"), WIRE),
        },
        Property::WireType(_) => breaking("wire-type", was("the type name"), WIRE),
        Property::Encoding(_) if is_type_changed => return None,
        Property::Encoding(_) => {
            let shown =
                |property: Option<&Property>| property.map(ToString::to_string).unwrap_or_default();
            let message = format!("is written as {}, was as {}", shown(after), shown(before));
            breaking("encoding", message, WIRE)
        }
        Property::Nil if is_type_changed => return None,
        Property::Nil => content::nil(after.is_some(), sent),
        Property::Constraint(_) => {
            let holder = Holder::new(old, new);
            return content::constraint(value(before), value(after), &holder);
        }
        Property::RequestValue(of) | Property::ResponseValue(of) => {
            let is_request = matches!(after.or(before)?, Property::RequestValue(_));
            let holder = Holder {
                traffic: Traffic {
                    sent: is_request,
                    received: !is_request,
                },
                kind: HolderKind::Element,
                place: match is_request {
                    true => " in requests",
                    false => " in responses",
                },
                may_be_empty: of.may_be_empty,
                is_given: false,
                values: None,
            };
            return content::constraint(value(before), value(after), &holder);
        }
        Property::Wildcard(_) => match (before, after) {
            (Some(Property::Wildcard(before)), Some(Property::Wildcard(after))) => {
                content::wildcard(before, after, sent)
            }
            _ => return None,
        },
        Property::Mixed(_) => content::mixed(before?, after?, sent),
        Property::AnyOrder => members::any_order(after.is_some(), old, new),
        Property::Abstract => content::r#abstract(after.is_some(), sent),
        Property::Identities(_) => content::identities(texts(before), texts(after), sent),
        Property::Blocked(_) => {
            return content::blocked(texts(before), texts(after), &old.derived, sent);
        }
        Property::Server(_) => breaking("server", was("the server trait"), COMPILE),
        Property::Endpoint(_) => breaking(
            "endpoint",
            was("the endpoint"),
            "older bindings call the other, unless `with_endpoint` names one",
        ),
        Property::OtherEndpoints(_) => compatible(
            "endpoint",
            was("further endpoints"),
            "clients call only the first of a protocol",
        ),
        Property::Requirements(_) => calls::requirements(texts(before), texts(after)),
        Property::Protocol(_) => calls::protocol(was("the protocol"), before, new),
        Property::Signature(_) => match (before, after) {
            (Some(Property::Signature(before)), Some(Property::Signature(after))) => {
                calls::signature(before, after)
            }
            _ => return None,
        },
        Property::Messages(_) => breaking("messages", was("the messages"), COMPILE),
        // It is named after the method, which says so itself.
        Property::Constant(_) if old.key != new.key => return None,
        Property::Constant(_) => breaking("constant", was("the constant"), COMPILE),
        Property::Action(_) => breaking("action", was("the action"), WIRE),
        Property::Addressing(_) => calls::addressing(before, after),
        Property::ActionRequired(_) => return calls::action_required(before, after, old, new),
        Property::Request(_) => breaking("request", was("the request"), WIRE),
        Property::Response(_) => breaking("response", was("the response"), WIRE),
        Property::Encoded => match after {
            Some(_) => breaking("encoded", "is in SOAP encoding now", WIRE),
            None => breaking("encoded", "is no longer in SOAP encoding", WIRE),
        },
        Property::Http(_) => breaking("http", was("the call without SOAP"), WIRE),
        Property::RequestHeaders(_) => calls::request_headers(before, after),
        Property::ResponseHeaders(_) => calls::response_headers(before, after),
        Property::Faults(_) if before.is_none() => compatible(
            "faults",
            was("the enum of faults"),
            "a fault is still an error",
        ),
        Property::Faults(_) => breaking(
            "faults",
            was("the enum of faults"),
            "code that looks for the other finds none",
        ),
    })
}

/// Returns the texts that others lack.
fn beyond(all: &[String], others: &[String]) -> Vec<String> {
    let new = all.iter().filter(|one| !others.contains(one));
    new.cloned().collect()
}

/// Returns the default or fixed value that a property is.
fn value(property: Option<&Property>) -> Option<&Constraint> {
    match property? {
        Property::Constraint(constraint) => Some(constraint),
        Property::RequestValue(value) | Property::ResponseValue(value) => Some(&value.constraint),
        _ => None,
    }
}

/// Returns the texts of a property that is a list of them.
fn texts(property: Option<&Property>) -> &[String] {
    match property {
        Some(
            Property::Identities(texts) | Property::Blocked(texts) | Property::Requirements(texts),
        ) => texts,
        _ => &[],
    }
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
            "no longer returns a failed item as an error",
            "a failed item counts as a success",
        ),
        (_, true) => compatible(
            "item-errors",
            "implements `MayFail` now",
            "nothing needs it yet",
        ),
        (_, false) => breaking("item-errors", "no longer implements `MayFail`", COMPILE),
    }
}

fn type_reason(old: &Thing, new: &Thing) -> &'static str {
    let (least, most) = old.occurs;
    match new.occurs {
        _ if old.derived.is_empty() && !new.derived.is_empty() => "it may hold a derived type now",
        _ if new.derived.is_empty() && !old.derived.is_empty() => {
            "no types are derived from it now"
        }
        (1.., Some(1)) if least == 0 && most == Some(1) => "it must be there now",
        (0, Some(1)) if least > 0 && most == Some(1) => "it may be absent now",
        (_, after) if after != Some(1) && most == Some(1) => "it may be there several times now",
        (_, Some(1)) if most != Some(1) => "it is there once at most now",
        _ => "code that reads or sets it no longer compiles",
    }
}
