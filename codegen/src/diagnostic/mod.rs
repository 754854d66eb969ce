//! What is said about the user's documents: problems with their place, and help.

mod render;
mod report;
mod sources;

use std::sync::Arc;

pub use report::{Located, Report};
pub use sources::{Place, Sources};

/// A place in a document.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Span {
    /// The document's file name or URL, as the user gave it or as an import resolved it.
    pub document: Arc<str>,
    /// Byte offset of the first byte.
    pub start: usize,
    /// Byte offset past the last byte.
    pub end: usize,
}

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Understood and left out, or mended on the way.
    Warning,
    /// Nothing can be generated.
    Error,
}

/// One problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// A stable name: a constraint's code from the XML Schema recommendation (`src-resolve`,
    /// `ct-props-correct.4`) or one of our own (`wsdl-import`, `unsupported`).
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
    /// Where.
    pub span: Option<Span>,
    /// What to do next.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A problem that stops generation.
    pub fn error(
        code: &'static str,
        span: impl Into<Option<Span>>,
        message: impl Into<String>,
    ) -> Self {
        Self {
            severity: Severity::Error,
            code,
            message: message.into(),
            span: span.into(),
            help: None,
        }
    }

    /// A problem that does not.
    pub fn warning(
        code: &'static str,
        span: impl Into<Option<Span>>,
        message: impl Into<String>,
    ) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(code, span, message)
        }
    }

    /// Adds what to do next.
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}
