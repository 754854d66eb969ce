//! The stages in their order: from documents to text.

use crate::config::Config;
use crate::diagnostic::{Diagnostic, Report};
use crate::loader::DocumentSet;

/// Generates the text for a set of documents; `None` where the report says why not.
pub fn pipeline(documents: &DocumentSet, config: &Config, report: &mut Report) -> Option<String> {
    let _ = (documents, config);
    report.push(Diagnostic::error(
        "unsupported",
        None,
        "the stages after loading are not there yet",
    ));
    None
}
