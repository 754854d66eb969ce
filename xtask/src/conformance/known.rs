//! The failures that are known, each with its reason: `docs/conformance/SUITE.md`.
//!
//! A heading is a reason, and the items under it are the cases that fail for it: the category, and the case or document.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use super::combinations::Combination;
use super::report::Failures;
use super::suite::Case;
use crate::workspace;

/// The heading of what nobody has explained yet.
const UNEXPLAINED: &str = "To be explained";

/// A category of failures, and the case or document that fails.
type Entry = (String, String);

/// What was run: the failures of anything else are still as they were.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ran<'r> {
    pub(super) cases: &'r [Case],
    pub(super) combinations: &'r [Combination],
}

impl Ran<'_> {
    /// Whether a failure would have shown.
    fn covers(self, (category, subject): &Entry) -> bool {
        let of = |combination: &Combination| combination.has(category);
        // A document is the case's that it follows in the path.
        let is_of = |case: &Case| {
            let rest = subject.strip_prefix(&case.name);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        self.combinations.iter().any(of) && self.cases.iter().any(is_of)
    }
}

/// The list of a suite.
#[derive(Debug)]
pub(super) struct Known {
    path: PathBuf,
    text: String,
}

impl Known {
    pub(super) fn read(suite: &str) -> Result<Self> {
        let path = workspace().join(format!("docs/conformance/{suite}.md"));
        let text =
            fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        Ok(Self { path, text })
    }

    /// How a run differs from what is known: what fails and is not known, and what is known and
    /// does not fail.
    pub(super) fn differences(
        &self,
        ran: Ran<'_>,
        failures: &Failures,
    ) -> (Vec<String>, Vec<String>) {
        let (known, failed) = (entries(&self.text), all(failures));
        let show = |(category, subject): &Entry| format!("{category} {subject}");
        let is_new = |entry: &&Entry| !known.contains(*entry);
        let passes = |entry: &&Entry| !failed.contains(*entry) && ran.covers(entry);
        (
            failed.iter().filter(is_new).map(show).collect(),
            known.iter().filter(passes).map(show).collect(),
        )
    }

    /// Writes the list anew: without what does not fail any more, and with what fails newly, whose reasons are still to
    /// be written.
    pub(super) fn bless(&self, ran: Ran<'_>, failures: &Failures) -> Result<()> {
        let text = blessed(&self.text, &all(failures), |entry| ran.covers(entry));
        fs::write(&self.path, text).with_context(|| format!("cannot write {}", self.path.display()))
    }
}

fn all(failures: &Failures) -> BTreeSet<Entry> {
    failures
        .subjects()
        .map(|(category, subject)| (category.to_owned(), subject.to_owned()))
        .collect()
}

/// What an item of the list says.
fn entry(line: &str) -> Option<Entry> {
    let (category, subject) = line.strip_prefix("- ")?.split_once(" `")?;
    Some((category.to_owned(), subject.strip_suffix('`')?.to_owned()))
}

fn entries(text: &str) -> BTreeSet<Entry> {
    text.lines().filter_map(entry).collect()
}

fn blessed(text: &str, failed: &BTreeSet<Entry>, was_run: impl Fn(&Entry) -> bool) -> String {
    let known = entries(text);
    let is_stale = |entry: &Entry| !failed.contains(entry) && was_run(entry);
    let mut blessed = String::new();
    for line in text.lines() {
        if entry(line).is_none_or(|entry| !is_stale(&entry)) {
            let _ = writeln!(blessed, "{line}");
        }
    }
    let mut new: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (category, subject) in failed.difference(&known) {
        new.entry(category).or_default().push(subject);
    }
    if !new.is_empty() && !text.contains(UNEXPLAINED) {
        let _ = writeln!(blessed, "\n## {UNEXPLAINED}\n");
    }
    for (category, subjects) in new {
        for subject in subjects {
            let _ = writeln!(blessed, "- {category} `{subject}`");
        }
    }
    blessed
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "# Known\n\n## Cannot be\n\nBecause.\n\n- read `a/one`\n- written `b/two/x.xml`\n";

    fn set(entries: &[(&str, &str)]) -> BTreeSet<Entry> {
        let own = |(a, b): &(&str, &str)| ((*a).to_owned(), (*b).to_owned());
        entries.iter().map(own).collect()
    }

    #[test]
    fn items_are_read() {
        let expected = set(&[("read", "a/one"), ("written", "b/two/x.xml")]);
        assert_eq!(entries(TEXT), expected);
    }

    #[test]
    fn what_passes_is_left_out_and_what_fails_is_added() {
        let failed = set(&[("written", "b/two/x.xml"), ("strict", "c")]);
        let text = blessed(TEXT, &failed, |_| true);
        assert_eq!(
            text,
            "# Known\n\n## Cannot be\n\nBecause.\n\n- written `b/two/x.xml`\n\n## To be explained\n\n- strict `c`\n"
        );
        assert_eq!(entries(&text), failed);
        assert_eq!(blessed(&text, &failed, |_| true), text);
    }

    #[test]
    fn what_was_not_run_stays() {
        let text = blessed(TEXT, &set(&[]), |(_, subject)| subject.starts_with('b'));
        assert_eq!(entries(&text), set(&[("read", "a/one")]));
    }
}
