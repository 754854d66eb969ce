//! Diagnostics of a run, together.

use std::fmt;
use std::sync::Arc;

use serde::Serialize;

use super::{Diagnostic, Place, Severity, Sources, Span, render};
use crate::visible::escaped;

/// What a run found, and the texts to show it in.
///
/// As an error it displays all of it, so a build script can return it.
#[derive(Clone, Default)]
pub struct Report {
    diagnostics: Vec<Diagnostic>,
    sources: Sources,
}

/// A diagnostic with its place in lines and columns: the form for other programs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Located<'a> {
    /// `error` or `warning`.
    pub severity: &'static str,
    /// [`Diagnostic::code`].
    pub code: &'static str,
    /// [`Diagnostic::message`].
    pub message: &'a str,
    /// The document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<&'a str>,
    /// Line of the start, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// Column of the start, from 1, in characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<usize>,
    /// Line of the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_line: Option<usize>,
    /// Column past the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_column: Option<usize>,
    /// [`Diagnostic::help`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<&'a str>,
}

impl Report {
    /// An empty report.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a diagnostic.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Makes the text of a document known, so that diagnostics in it can be shown with their lines.
    pub fn add_source(&mut self, document: Arc<str>, text: Arc<str>) {
        self.sources.add(document, text);
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.diagnostics.is_empty()
    }

    /// Whether anything was found that stops generation.
    pub fn has_errors(&self) -> bool {
        self.diagnostics
            .iter()
            .any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// All diagnostics, each once: by document in the order of loading, then by place.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        let mut ordered: Vec<_> = self.diagnostics.iter().collect();
        ordered.sort_by_key(|diagnostic| {
            diagnostic
                .span
                .as_ref()
                .map(|span| (self.sources.rank(&span.document), span.start, span.end))
        });
        ordered.dedup();
        ordered.into_iter()
    }

    /// Those of [`iter`](Self::iter) that stop generation.
    pub fn errors(&self) -> impl Iterator<Item = &Diagnostic> {
        self.iter()
            .filter(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// Those of [`iter`](Self::iter) that do not.
    pub fn warnings(&self) -> impl Iterator<Item = &Diagnostic> {
        self.iter()
            .filter(|diagnostic| diagnostic.severity == Severity::Warning)
    }

    /// [`iter`](Self::iter) with lines and columns.
    pub fn located(&self) -> impl Iterator<Item = Located<'_>> {
        self.iter().map(|diagnostic| {
            let span = diagnostic.span.as_ref();
            let places = span.and_then(|span| self.sources.places(span));
            Located {
                severity: match diagnostic.severity {
                    Severity::Warning => "warning",
                    Severity::Error => "error",
                },
                code: diagnostic.code,
                message: &diagnostic.message,
                file: span.map(|span| &*span.document),
                line: places.map(|(start, _)| start.line),
                column: places.map(|(start, _)| start.column),
                end_line: places.map(|(_, end)| end.line),
                end_column: places.map(|(_, end)| end.column),
                help: diagnostic.help.as_deref(),
            }
        })
    }

    /// Where a span starts, if the text of its document is known.
    pub fn place(&self, span: &Span) -> Option<Place> {
        self.sources.places(span).map(|(start, _)| start)
    }

    /// All diagnostics as text for people, each with its lines of the document; in colour where asked for.
    pub fn render(&self, color: bool) -> String {
        render::render(self.iter(), &self.sources, color)
    }
}

/// On one line: `file:line:column: message [code]`.
impl fmt::Display for Located<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(file) = self.file {
            write!(f, "{file}:")?;
            if let (Some(line), Some(column)) = (self.line, self.column) {
                write!(f, "{line}:{column}:")?;
            }
            f.write_str(" ")?;
        }
        let message = self.message.replace(['\r', '\n'], " ");
        write!(f, "{} [{}]", escaped(&message), self.code)
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(false))
    }
}

/// As displayed: this is what a `main` that returns the report as its error prints.
impl fmt::Debug for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\n{self}")
    }
}

impl std::error::Error for Report {}

impl Extend<Diagnostic> for Report {
    fn extend<T: IntoIterator<Item = Diagnostic>>(&mut self, diagnostics: T) {
        self.diagnostics.extend(diagnostics);
    }
}
