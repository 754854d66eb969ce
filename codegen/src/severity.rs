//! How bad a violated constraint is: one table of codes.
//!
//! A standalone schema that breaks a rule is refused. Inside a WSDL the violations that real servers publish,
//! and that leave no doubt about what is on the wire, are warnings.

use crate::diagnostic::{Diagnostic, Report, Severity, Span};

/// What the documents of a run are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Setting {
    /// Schemas alone.
    Standalone,
    /// At least one WSDL.
    Wsdl,
}

/// Codes that warn inside a WSDL; every other code refuses everywhere.
const LENIENT: &[&str] = &[
    // A name of a namespace that is loaded but not imported by this very schema.
    "src-resolve.4.1",
    "src-resolve.4.2",
    // The same component twice: the first one counts.
    "sch-props-correct.2",
    "wsdl-duplicate",
    // A fault whose message does not exist: what comes is an untyped fault.
    "wsdl-fault",
    // Attributes and elements that the schema of schemas does not know: they are passed over.
    "s4s-att-not-allowed",
    "s4s-att-invalid-value",
    "s4s-att-must-appear",
    "s4s-elt-must-match.1",
    "s4s-elt-must-match.2",
    "s4s-elt-invalid-content.1",
    "s4s-elt-character",
    "cvc-id.2",
    // Restrictions and groups that a validator could not use, but a codec can.
    "derivation-ok-restriction.2.1.1",
    "derivation-ok-restriction.2.1.2",
    "derivation-ok-restriction.2.1.3",
    "derivation-ok-restriction.2.2",
    "derivation-ok-restriction.3",
    "derivation-ok-restriction.4",
    "derivation-ok-restriction.5",
    "rcase-Recurse",
    "cos-nonambig",
    "cos-element-consistent",
    "cos-all-limited.1",
    "cos-all-limited.2",
    // Values that no instance could have; the codec reads what comes.
    "e-props-correct.2",
    "a-props-correct.2",
    "enumeration-valid-restriction",
    "src-pattern-value",
    "src-include.2.1",
    "src-import.3.1",
    "src-import.3.2",
    "src-import.1.1",
];

/// How bad a violation of `code` is in this setting.
pub fn severity(code: &str, setting: Setting) -> Severity {
    if setting == Setting::Wsdl && LENIENT.contains(&code) {
        Severity::Warning
    } else {
        Severity::Error
    }
}

/// Gives every violation the severity that the table says, and reports it.
pub(crate) struct Judge<'r> {
    report: &'r mut Report,
    setting: Setting,
}

impl<'r> Judge<'r> {
    pub(crate) fn new(report: &'r mut Report, setting: Setting) -> Self {
        Self { report, setting }
    }

    /// A violated constraint.
    pub(crate) fn violation(
        &mut self,
        code: &'static str,
        span: &Span,
        message: impl Into<String>,
    ) {
        self.add(code, span, message, None);
    }

    /// A violated constraint, and what to do about it.
    pub(crate) fn violation_with_help(
        &mut self,
        code: &'static str,
        span: &Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.add(code, span, message, Some(help.into()));
    }

    /// Something that is understood and left out.
    pub(crate) fn note(&mut self, code: &'static str, span: &Span, message: impl Into<String>) {
        self.report
            .push(Diagnostic::warning(code, span.clone(), message));
    }

    fn add(
        &mut self,
        code: &'static str,
        span: &Span,
        message: impl Into<String>,
        help: Option<String>,
    ) {
        self.report.push(Diagnostic {
            severity: severity(code, self.setting),
            code,
            message: message.into(),
            span: Some(span.clone()),
            help,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wsdl_may_forget_an_import_and_a_schema_may_not() {
        assert_eq!(
            severity("src-resolve.4.2", Setting::Wsdl),
            Severity::Warning
        );
        assert_eq!(
            severity("src-resolve.4.2", Setting::Standalone),
            Severity::Error
        );
        assert_eq!(severity("src-resolve", Setting::Wsdl), Severity::Error);
    }
}
