//! Texts by which types are told apart before anything is proven: the ends of ranges and lengths,
//! and what lies beyond them.

use std::collections::HashSet;

use sapo::xml::builtin::BuiltIn;

use super::alternatives::{Alternative, Forms};
use super::language::Languages;
use super::space::{Bound, is_text};

/// The greatest length of a text that is tried.
const LONGEST: u32 = 10_000;

/// Returns texts that one of two types may have, and the other may not.
pub(super) fn samples(
    sender: &[Alternative<'_>],
    receiver: &[Alternative<'_>],
    forms: Forms,
    languages: &Languages,
) -> Vec<String> {
    let sent = sender.iter().filter_map(|one| one.texts(forms));
    let mut samples: Vec<String> = sent.flatten().collect();
    for one in sender.iter().chain(receiver) {
        // What a type lists comes first: it says most to people.
        samples.extend(one.texts(Forms::Any).into_iter().flatten());
        samples.extend(
            one.listed()
                .into_iter()
                .flat_map(|listed| listed.texts.clone()),
        );
    }
    let lengths = lengths(sender.iter().chain(receiver));
    let mut tried = HashSet::new();
    for one in sender.iter().chain(receiver) {
        match one.built_in() {
            Some(ty) if tried.insert(ty) => atomic(ty, &lengths, sender, receiver, &mut samples),
            Some(_) => {}
            None => lists(one, &lengths, languages, &mut samples),
        }
    }
    samples
}

/// Returns the lengths at which a facet starts or ends, and those beside them.
fn lengths<'a, 's: 'a>(all: impl Iterator<Item = &'a Alternative<'s>>) -> Vec<usize> {
    let ends = all.flat_map(|one| [Some(one.space.length.0), one.space.length.1]);
    let beside = |end: u32| [end.checked_sub(1), Some(end), end.checked_add(1)];
    let mut lengths: Vec<usize> = ends
        .flatten()
        .flat_map(beside)
        .flatten()
        .filter(|length| *length <= LONGEST)
        .map(|length| length as usize)
        .collect();
    lengths.sort_unstable();
    lengths.dedup();
    lengths
}

fn atomic(
    ty: BuiltIn,
    lengths: &[usize],
    sender: &[Alternative<'_>],
    receiver: &[Alternative<'_>],
    samples: &mut Vec<String>,
) {
    use BuiltIn as B;
    let mut add = |texts: &[&str]| samples.extend(texts.iter().map(|text| (*text).to_owned()));
    match ty.primitive() {
        B::Float | B::Double => add(&["0", "1.5", "-1.5", "INF", "-INF", "NaN"]),
        B::Duration => add(&["PT0S", "P9999Y", "-P9999Y", "PT1S", "P1M"]),
        B::DateTime => add(&[
            "0001-01-01T00:00:00",
            "9999-12-31T23:59:59",
            "2000-01-01T12:00:00Z",
        ]),
        B::Time => add(&["00:00:00", "23:59:59", "12:00:00Z"]),
        B::Date => add(&["0001-01-01", "9999-12-31", "2000-01-01Z"]),
        B::GYearMonth => add(&["0001-01", "9999-12", "2000-01Z"]),
        B::GYear => add(&["0001", "9999", "2000Z"]),
        B::GMonthDay => add(&["--01-01", "--12-31", "--06-15Z"]),
        B::GDay => add(&["---01", "---31", "---15Z"]),
        B::GMonth => add(&["--01", "--12", "--06Z"]),
        B::Decimal => {
            add(&["0", "1", "-1"]);
            let digits = sender.iter().chain(receiver).flat_map(|one| {
                let space = one.space;
                let beside = |count: u32| [count, count.saturating_add(1)];
                let total = space.total_digits.into_iter().flat_map(beside);
                let total = total.filter(|count| *count <= 100).flat_map(|count| {
                    let nines = "9".repeat(count as usize);
                    [format!("-{nines}"), nines]
                });
                let fraction = space.fraction_digits.into_iter().flat_map(beside);
                let fraction = fraction.filter(|count| (1..=100).contains(count));
                let fraction =
                    fraction.map(|count| format!("0.{}1", "0".repeat(count as usize - 1)));
                total.chain(fraction).collect::<Vec<_>>()
            });
            samples.extend(digits);
            samples.extend(["100000000000000000000000000000000000000".to_owned()]);
            samples.extend(["-100000000000000000000000000000000000000".to_owned()]);
            if ty == B::Decimal {
                samples.extend(["0.1".to_owned(), "0.0000001".to_owned()]);
            }
        }
        B::HexBinary => samples.extend(lengths.iter().map(|length| "00".repeat(*length))),
        B::Base64Binary => samples.extend(lengths.iter().map(|length| {
            let rest = ["", "AA==", "AAA="][length % 3];
            "AAAA".repeat(length / 3) + rest
        })),
        _ if is_text(ty) => {
            for filler in ["a", "A", "0"] {
                samples.extend(lengths.iter().map(|length| filler.repeat(*length)));
            }
            let texts = [
                "", " a", " 1", "a  b", "a\tb", "a b", "a:b", "-", "1", "a", "%",
            ];
            samples.extend(texts.map(str::to_owned));
        }
        _ => {}
    }
    for one in sender.iter().chain(receiver) {
        let bounds = one.space.least.iter().chain(&one.space.greatest);
        samples.extend(bounds.flat_map(beside));
    }
}

/// Returns the end of a range, and values beside it.
fn beside(bound: &Bound) -> Vec<String> {
    let text = &bound.value;
    let mut all = vec![text.clone()];
    match text.parse::<i128>() {
        Ok(number) => {
            all.extend(number.checked_sub(1).map(|one| one.to_string()));
            all.extend(number.checked_add(1).map(|one| one.to_string()));
            all.extend([format!("{number}.5"), format!("{number}.00000001")]);
        }
        Err(_) if text.contains('.') => all.push(format!("{text}1")),
        Err(_) => {
            // A date without a zone is neither before nor after the same in a zone.
            all.push(format!("{text}Z"));
            all.extend(text.strip_suffix('Z').map(str::to_owned));
        }
    }
    all
}

/// Adds lists of the lengths, made of items that the list may have.
fn lists(
    one: &Alternative<'_>,
    lengths: &[usize],
    languages: &Languages,
    samples: &mut Vec<String>,
) {
    let super::space::Variety::List(item) = &one.space.variety else {
        return;
    };
    let items = Alternative::all(item);
    let sent = self::samples(&items, &items, Forms::Written, languages);
    let sent = sent.into_iter().filter(|text| {
        items
            .iter()
            .any(|one| one.writes(text, Forms::Written, languages))
    });
    samples.push(String::new());
    for text in sent.take(3) {
        for &length in lengths {
            samples.push(vec![text.as_str(); length].join(" "));
        }
    }
}
