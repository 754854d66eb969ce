//! The lexical forms of simple types: what is read, what is refused, what is written.

mod calendar;
#[cfg(feature = "chrono")]
mod chrono;
#[cfg(feature = "jiff")]
mod jiff;
mod names;
mod numbers;
mod ordering;
mod roundtrip;
#[cfg(feature = "serde")]
mod serde;
mod states;

use std::fmt::Debug;

use sapo::xml::{Scope, Simple, ValueError, Writer};

fn read<T: Simple>(text: &str) -> Result<T, ValueError> {
    T::parse(text, &Scope::EMPTY)
}

fn written<T: Simple>(value: &T) -> String {
    let mut w = Writer::new();
    w.start("", "v");
    w.simple(value);
    w.end();
    let document = w.finish().unwrap();
    let text = document
        .strip_prefix("<v>")
        .and_then(|rest| rest.strip_suffix("</v>"));
    text.unwrap().to_owned()
}

/// Each text is read, and its value written as the second of the pair.
#[track_caller]
fn assert_written<T: Simple>(pairs: &[(&str, &str)]) {
    for (text, expected) in pairs {
        let value: T = read(text).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(written(&value), *expected, "{text}");
    }
}

#[track_caller]
fn assert_same<T: Simple>(texts: &[&str]) {
    for text in texts {
        assert_written::<T>(&[(text, text)]);
    }
}

#[track_caller]
fn assert_refused<T: Simple + Debug>(texts: &[&str]) {
    for text in texts {
        if let Ok(value) = read::<T>(text) {
            panic!("{text:?} was read as {value:?}");
        }
    }
}
