//! Compares two versions of a schema set, and tells what changes for callers.
//!
//! Both are compared as the Rust that they become and as the XML that it reads and writes, so a
//! change is something that users of the bindings meet: a name that another item has now, a type
//! that is an enum since others are derived from it, an element in another namespace. Each change
//! breaks callers or doesn't, with a reason.
//!
//! A change breaks callers if their code doesn't compile with the newer bindings, if it compiles
//! and means something else, or if the older bindings and a server of the newer version don't
//! understand each other. The rules are for callers who keep to what the bindings promise: literals
//! end in `..Default::default()`, or in `..T::new(…)` if the type has no default, patterns end in
//! `..`, and a `match` on an enum with `#[non_exhaustive]` has an arm `_`. Callers write literals
//! only of what they send.
//!
//! | file | subject |
//! | --- | --- |
//! | `matching` | the items and modules of one version that are those of the other |
//! | `places` | the places of items in the documents |
//! | `things` | things: names, their properties, and their members |
//! | `property`, `calls`, `names`, `admitted` | the values of properties, each compared as it is and displayed as text |
//! | `values` | the values that simple types allow, compared as sets |
//! | `content_models` | which elements may be there together |
//! | `surface` | a version as it is compared |
//! | `items`, `content`, `services` | things of types, of the values that these hold, and of clients |
//! | `compare` | both versions side by side |
//! | `rules` | the verdicts |
//! | `report` | changes as text and as Markdown |

mod admitted;
mod calls;
mod compare;
mod content;
mod content_models;
mod items;
mod matching;
mod names;
mod places;
mod property;
mod report;
mod rules;
mod services;
mod surface;
mod things;
mod values;

use std::borrow::Cow;

use serde::Serialize;

use crate::diagnostic::{Report, Span};
use crate::error::Error;
use crate::generator::Generator;
use crate::model::Model;
use crate::pipeline::{Resolved, lower};

/// A version of a schema set, to be compared with another.
#[derive(Debug)]
pub struct Version {
    resolved: Resolved,
    model: Model,
    report: Report,
}

/// The changes from one version to another.
///
/// It displays as one line for each change, those that break callers first, and one that counts
/// them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Diff {
    /// The number of changes that break callers.
    pub breaking: usize,
    /// The number of changes that don't.
    pub compatible: usize,
    /// The changes, those that break callers first, then by name.
    pub changes: Vec<Change>,
}

/// A change.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Change {
    /// Whether it breaks callers.
    pub severity: Severity,
    /// The item that has changed: its path in Rust, or words if it has none.
    pub item: String,
    /// A stable name of this kind of change: `removed`, `type`, `endpoint`.
    pub code: &'static str,
    /// The difference, as a phrase that follows the name.
    pub message: String,
    /// The reason why it breaks callers, or doesn't.
    pub reason: Cow<'static, str>,
    /// The place in the older version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old: Option<At>,
    /// The place in the newer version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new: Option<At>,
}

/// The meaning of a change for callers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Code doesn't compile any more, or doesn't understand the server.
    Breaking,
    /// Everything goes on as it did.
    Compatible,
}

/// A place in a document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct At {
    /// The document.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in characters.
    pub column: usize,
}

impl Version {
    /// Reads the version that a generator has as its input.
    ///
    /// The files that the output consists of, and features of the crate, make no difference. The
    /// documents of a schema are its contract, so without a WSDL all global elements are compared,
    /// as if [`roots`](Generator::roots) were on.
    ///
    /// # Errors
    /// [`Error::Input`].
    pub fn of(generator: &Generator) -> Result<Self, Error> {
        let mut report = Report::new();
        let mut config = generator.effective_config(&mut report);
        config.split = false;
        config.operation_features = false;
        let documents = generator.load_with(&config, &mut report);
        config.roots |= !documents.has_wsdl();
        let lowered = match report.has_errors() {
            true => None,
            false => lower(&documents, &config, &mut report),
        };
        match lowered {
            Some((resolved, model)) => Ok(Self {
                resolved,
                model,
                report,
            }),
            None => Err(Error::Input(Box::new(report))),
        }
    }

    /// Returns the warnings about it.
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// Returns the changes from this version to a newer one.
    pub fn diff(&self, newer: &Self) -> Diff {
        let old = (&self.resolved, &self.model);
        let new = (&newer.resolved, &newer.model);
        let found = compare::compare(old, new).into_iter();
        let mut changes: Vec<Change> = found
            .map(|one| Change {
                severity: match one.verdict.breaking {
                    true => Severity::Breaking,
                    false => Severity::Compatible,
                },
                item: one.item,
                code: one.verdict.code,
                message: one.verdict.message,
                reason: one.verdict.reason,
                old: one.old.and_then(|span| self.at(&span)),
                new: one.new.and_then(|span| newer.at(&span)),
            })
            .collect();
        changes.sort();
        changes.dedup();
        let is_breaking = |change: &&Change| change.severity == Severity::Breaking;
        let breaking = changes.iter().filter(is_breaking).count();
        Diff {
            breaking,
            compatible: changes.len() - breaking,
            changes,
        }
    }

    fn at(&self, span: &Span) -> Option<At> {
        let place = self.report.place(span)?;
        Some(At {
            file: span.document.to_string(),
            line: place.line,
            column: place.column,
        })
    }
}
