//! Failures, grouped by kind.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::Result;

use super::combinations::Combination;
use super::suite::Case;

/// What did not go as it should.
#[derive(Debug, Clone)]
pub(super) struct Failure {
    /// Those of the case.
    pub(super) tags: Vec<String>,
    /// The case, or the document.
    pub(super) subject: String,
    /// What is alike in failures of one kind.
    pub(super) kind: String,
    pub(super) detail: String,
}

/// Failures by category: `generate`, `compile` and so on.
#[derive(Debug, Default)]
pub(super) struct Failures(BTreeMap<String, Vec<Failure>>);

impl Failures {
    /// Adds one of a case.
    pub(super) fn add(&mut self, category: &str, case: &Case, kind: String, detail: &str) {
        let inputs = case.inputs.iter().map(|path| path.display().to_string());
        let detail = inputs
            .chain([detail.to_owned()])
            .collect::<Vec<_>>()
            .join("\n");
        let (tags, subject) = (case.tags.clone(), case.name.clone());
        self.push(
            category,
            Failure {
                tags,
                subject,
                kind,
                detail,
            },
        );
    }

    /// Adds one of a document of a case.
    pub(super) fn add_document(
        &mut self,
        category: &str,
        case: &Case,
        document: &Path,
        kind: String,
        detail: &str,
    ) {
        let file = document.file_name().unwrap_or_default().to_string_lossy();
        let subject = format!("{}/{file}", case.name);
        let detail = format!("{}\n{detail}", document.display());
        self.push(
            category,
            Failure {
                tags: case.tags.clone(),
                subject,
                kind,
                detail,
            },
        );
    }

    fn push(&mut self, category: &str, failure: Failure) {
        let category = category.to_owned();
        self.0.entry(category).or_default().push(failure);
    }

    /// Adds those of a run with some options, under the categories that these have.
    pub(super) fn append(&mut self, other: Self, combination: &Combination) {
        for (category, failures) in other.0 {
            let category = combination.category(&category);
            self.0.entry(category).or_default().extend(failures);
        }
    }

    /// How many there are in a category among the cases with a tag.
    pub(super) fn count(&self, category: &str, tag: &str) -> usize {
        let all = self.0.get(category).map_or(&[][..], Vec::as_slice);
        all.iter()
            .filter(|failure| failure.tags.iter().any(|one| one == tag))
            .count()
    }

    /// The category of each, and the case or the document.
    pub(super) fn subjects(&self) -> impl Iterator<Item = (&str, &str)> {
        let each = self.0.iter();
        each.flat_map(|(category, failures)| {
            failures
                .iter()
                .map(move |failure| (category.as_str(), failure.subject.as_str()))
        })
    }

    /// A file per category: the kinds, the most frequent first, each with its failures.
    pub(super) fn write(&self, folder: &Path, suite: &str) -> Result<()> {
        fs::create_dir_all(folder)?;
        for (category, failures) in &self.0 {
            fs::write(
                folder.join(format!("{suite}-{category}.txt")),
                listing(failures)?,
            )?;
        }
        Ok(())
    }
}

fn listing(failures: &[Failure]) -> Result<String> {
    let mut kinds: BTreeMap<&str, Vec<&Failure>> = BTreeMap::new();
    for failure in failures {
        kinds.entry(&failure.kind).or_default().push(failure);
    }
    let mut kinds: Vec<_> = kinds.into_iter().collect();
    kinds.sort_by_key(|(_, failures)| std::cmp::Reverse(failures.len()));
    let mut text = format!("{} failures of {} kinds\n\n", failures.len(), kinds.len());
    for (kind, failures) in &kinds {
        writeln!(
            text,
            "{:6}  {kind}\n          {}",
            failures.len(),
            failures[0].subject
        )?;
    }
    for (kind, failures) in &kinds {
        writeln!(text, "\n==== {} × {kind}", failures.len())?;
        for failure in failures {
            writeln!(text, "{}", failure.subject)?;
            for line in failure.detail.lines().take(12) {
                writeln!(text, "    {line}")?;
            }
        }
    }
    Ok(text)
}

/// A message with what is between quotes left out, and numbers too.
pub(super) fn kind(message: &str) -> String {
    let mut kind = String::new();
    let mut quote = None;
    for c in message.lines().next().unwrap_or_default().chars() {
        match quote {
            Some(end) if c == end => {
                kind.push('…');
                kind.push(c);
                quote = None;
            }
            Some(_) => {}
            None => {
                if matches!(c, '`' | '"' | '“') {
                    quote = Some(if c == '“' { '”' } else { c });
                }
                if !(c.is_ascii_digit() && kind.ends_with('#')) {
                    kind.push(if c.is_ascii_digit() { '#' } else { c });
                }
            }
        }
    }
    kind
}
