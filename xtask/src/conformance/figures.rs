//! The figures: of all cases, and of those with each tag.

use std::collections::BTreeSet;
use std::fmt::{self, Write as _};

use super::fields::Count;
use super::report::Failures;
use super::suite::{ALL, Case, Kind};

/// So many of so many.
#[derive(Debug, Clone, Copy)]
struct Share(usize, usize);

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(some, all) = *self;
        if all == 0 {
            return f.write_str("-");
        }
        // Rounded down, so that 100 % is all.
        let tenths = some * 1000 / all;
        write!(f, "{some}/{all} {}.{} %", tenths / 10, tenths % 10)
    }
}

const COLUMNS: [&str; 11] = [
    "",
    "generated",
    "compiled",
    "lint-free",
    "invalid refused",
    "read",
    "written the same",
    "still valid when written back",
    "valid passed by Strict",
    "invalid refused by Strict",
    "typed fields",
];

/// A table in Markdown with a row for each tag.
pub(super) fn table(
    kind: Kind,
    cases: &[Case],
    failures: &Failures,
    fields: impl Fn(&str) -> Count,
) -> String {
    let tags: BTreeSet<&str> = cases
        .iter()
        .flat_map(|case| &case.tags)
        .map(String::as_str)
        .collect();
    let mut rows = vec![COLUMNS.map(str::to_owned)];
    let others = tags.into_iter().filter(|tag| *tag != ALL);
    for tag in others.chain([ALL]) {
        rows.push(row(kind, tag, cases, failures, fields(tag)));
    }
    markdown(&rows)
}

fn row(kind: Kind, tag: &str, cases: &[Case], failures: &Failures, fields: Count) -> [String; 11] {
    let cases: Vec<&Case> = cases.iter().filter(|case| case.is(tag)).collect();
    let count = |valid| cases.iter().filter(|case| case.valid == valid).count();
    let documents = |valid| {
        cases
            .iter()
            .flat_map(|case| &case.instances)
            .filter(|instance| instance.valid == valid)
            .count()
    };
    let (valid, invalid) = (count(true), count(false));
    let failed = |category| failures.count(category, tag);
    let generated = valid - failed("generate");
    let compiled = generated - failed("compile");
    let (sound, unsound) = (documents(true), documents(false));
    let read = sound - failed("read");
    let shares = [
        Share(generated, valid),
        Share(compiled, valid),
        match kind {
            Kind::Wsdl => Share(generated - failed("lint"), valid),
            Kind::Xsd => Share(0, 0),
        },
        Share(invalid - failed("accepted"), invalid),
        Share(read, sound),
        Share(read - failed("written"), sound),
        Share(read - failed("invalidated"), sound),
        Share(read - failed("refused"), sound),
        Share(unsound - failed("strict"), unsound),
        Share(fields.typed, fields.typed + fields.trees),
    ];
    let mut row = [const { String::new() }; 11];
    tag.clone_into(&mut row[0]);
    for (cell, share) in row[1..].iter_mut().zip(shares) {
        *cell = share.to_string();
    }
    row
}

fn markdown(rows: &[[String; 11]]) -> String {
    // A column in which nothing is counted is of the other suite.
    let is_used = |column: usize| column == 0 || rows[1..].iter().any(|row| row[column] != "-");
    let columns: Vec<usize> = (0..11).filter(|&column| is_used(column)).collect();
    let width = |column: usize| rows.iter().map(|row| row[column].len()).max().unwrap_or(0);
    let mut text = String::new();
    for (at, row) in rows.iter().enumerate() {
        for &column in &columns {
            let _ = write!(text, "| {:width$} ", row[column], width = width(column));
        }
        text.push_str("|\n");
        if at == 0 {
            for &column in &columns {
                let _ = write!(text, "| {} ", "-".repeat(width(column)));
            }
            text.push_str("|\n");
        }
    }
    text
}
