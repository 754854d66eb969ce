//! Errors and their sources: printing the whole chain says everything, and nothing twice.

use std::error::Error as StdError;
use std::fmt;
use std::io;
use std::sync::Arc;
use std::time::SystemTime;

use sapo::session::{Cause, SessionError, StoreError};
use sapo::xml::{Error as XmlError, ErrorKind, ValueError};
use sapo::{Error, Failure, Fault, ItemError, MimeError, TransportError};

/// An error of somebody else's, with a source that its own text leaves out.
#[derive(Debug)]
struct Outer(Inner);

#[derive(Debug)]
struct Inner;

impl fmt::Display for Outer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the outer reason")
    }
}

impl StdError for Outer {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&self.0)
    }
}

impl fmt::Display for Inner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the inner reason")
    }
}

impl StdError for Inner {}

fn outer() -> Box<dyn StdError + Send + Sync> {
    Box::new(Outer(Inner))
}

/// The texts of an error, its source, the source of that, and so on.
fn chain(error: &dyn StdError) -> Vec<String> {
    let mut texts = vec![error.to_string()];
    let mut next = error.source();
    while let Some(source) = next {
        texts.push(source.to_string());
        next = source.source();
    }
    texts
}

/// Checks that no text of the chain is within another, and that each of `reasons` is in one of them.
#[track_caller]
fn assert_says_once(error: &dyn StdError, reasons: &[&str]) {
    let chain = chain(error);
    for (at, text) in chain.iter().enumerate() {
        let repeated = chain[..at].iter().find(|before| before.contains(&**text));
        assert_eq!(repeated, None, "{text}");
    }
    for reason in reasons {
        let count: usize = chain.iter().map(|text| text.matches(reason).count()).sum();
        assert_eq!(count, 1, "{reason} in {chain:?}");
    }
}

const BOTH: &[&str] = &["the outer reason", "the inner reason"];

fn value() -> XmlError {
    XmlError::new(ErrorKind::Value(ValueError::new("xs:int", "seven")))
}

#[test]
fn errors_of_documents() {
    let reason = &["\"seven\" is not a valid xs:int"];
    assert_says_once(&value(), reason);
    assert_says_once(value().kind(), reason);
}

#[test]
fn errors_of_transports() {
    let host = || "example.org".to_owned();
    // Of what lies beneath the connection, the innermost reason alone tells anything.
    for error in [
        TransportError::Connect {
            host: host(),
            source: outer(),
        },
        TransportError::Exchange {
            host: host(),
            source: outer(),
        },
    ] {
        assert_says_once(&error, &["example.org", "the inner reason"]);
        assert!(error.to_string().ends_with(": the inner reason"));
    }
    assert_says_once(&TransportError::Refused(outer()), BOTH);
}

#[test]
fn errors_of_calls() {
    assert_says_once(&Error::Response(value()), &["xs:int"]);
    assert_says_once(&Error::Request(value()), &["xs:int"]);
    assert_says_once(&Error::from(value()), &["xs:int"]);
    assert_says_once(&Error::Attachments(MimeError::Unclosed), &["last boundary"]);
    assert_says_once(&Error::Fault(Fault::sender("no luck")), &["no luck"]);
    let failure = Failure::default();
    let failure = failure.with_code(Some(7)).with_message(Some("no room"));
    let item = ItemError::new("an item", failure);
    assert_says_once(&item, &["7: no room"]);
    assert_says_once(&Error::from(item), &["7: no room"]);
    assert_says_once(&Error::Refused(outer()), BOTH);
    assert_says_once(&Error::Transport(TransportError::Refused(outer())), BOTH);
    let source = Box::new(io::Error::other(outer()));
    let host = "example.org".to_owned();
    let connect = TransportError::Connect { host, source };
    assert_says_once(&Error::Transport(connect), &["the inner reason"]);
}

#[test]
fn errors_of_sessions() {
    let store = || StoreError::Unusable {
        action: "lock the session".to_owned(),
        source: outer(),
    };
    assert_says_once(&store(), BOTH);
    for error in [
        SessionError::Refused(Cause::new(outer())),
        SessionError::Unfit(Cause::new(outer())),
        SessionError::BackingOff {
            refusals: 3,
            retry_at: SystemTime::UNIX_EPOCH,
            cause: Cause::new(outer()),
        },
        SessionError::Store(Arc::new(store())),
        SessionError::Call(Arc::new(Error::Refused(outer()))),
    ] {
        assert_says_once(&error, BOTH);
        // A session's error travels within the call's.
        assert_says_once(&Error::from(TransportError::from(error)), BOTH);
    }
}
