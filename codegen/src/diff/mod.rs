//! What changes for callers from one version of a schema set to another.
//!
//! The two are compared as the Rust that they become, and as what that reads and writes, so what is found is what users of
//! the bindings meet: a name that another takes now, a type that is an enum since others are derived from it, an element in
//! another namespace. Each change breaks callers or does not, and says why.
//!
//! What breaks is decided for callers who keep to what the bindings promise: literals end in `..Default::default()` where a
//! type has a default value, patterns in `..`. What they only receive may grow; what they send may not be asked for more.
//! A change breaks them if their code does not compile with the newer bindings, or if the older bindings and
//! a server of the newer version do not understand each other. Identity constraints, `block`, and the attributes that wildcards
//! admit are not compared: only Strict looks at them.

mod allowed;
mod compare;
mod content;
mod items;
mod names;
mod places;
mod rules;
mod services;
mod things;

use std::fmt;

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

/// What changes from one version to another.
///
/// It displays as one line for each change, those that break callers first, and one that counts them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Diff {
    /// How many changes break callers.
    pub breaking: usize,
    /// How many do not.
    pub compatible: usize,
    /// The changes, those that break callers first, then by name.
    pub changes: Vec<Change>,
}

/// A change.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Change {
    /// Whether it breaks callers.
    pub severity: Severity,
    /// What has changed, by its path in Rust, or in words where it has none.
    pub item: String,
    /// A stable name of this kind of change: `removed`, `type`, `endpoint`.
    pub code: &'static str,
    /// What is different, as a phrase that follows the name.
    pub message: String,
    /// Why it breaks callers, or does not.
    pub reason: &'static str,
    /// Where the older version has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old: Option<At>,
    /// Where the newer version has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new: Option<At>,
}

/// What a change means for callers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Code does not compile any more, or does not understand the server.
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
    /// documents of a schema are its contract, so without a WSDL all global elements are compared, as
    /// if [`roots`](Generator::roots) were on.
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

    /// Warnings about it.
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// What changes from this version to a newer one.
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

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(at) = self.new.as_ref().or(self.old.as_ref()) {
            write!(f, "{at}: ")?;
        }
        let severity = match self.severity {
            Severity::Breaking => "breaking",
            Severity::Compatible => "compatible",
        };
        let Self {
            item,
            code,
            message,
            reason,
            ..
        } = self;
        // What has no path in Rust is described.
        let tick = if item.contains(' ') { "" } else { "`" };
        write!(
            f,
            "{severity}: {tick}{item}{tick} {message}: {reason} [{code}]"
        )
    }
}

impl fmt::Display for Diff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for change in &self.changes {
            writeln!(f, "{change}")?;
        }
        let changes = |count: usize| match count {
            1 => "1 change".to_owned(),
            count => format!("{count} changes"),
        };
        match (self.breaking, self.compatible) {
            (0, 0) => writeln!(f, "nothing changes for callers"),
            (0, fine) => writeln!(f, "{} for callers, none breaks them", changes(fine)),
            (1, fine) => writeln!(f, "1 of {} breaks callers", changes(1 + fine)),
            (breaking, fine) => {
                writeln!(
                    f,
                    "{breaking} of {} break callers",
                    changes(breaking + fine)
                )
            }
        }
    }
}
