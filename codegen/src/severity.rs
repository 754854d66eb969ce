//! How bad a violated constraint is: one table of codes.
//!
//! A standalone schema that breaks a rule is refused. Inside a WSDL the violations that real servers publish,
//! and that leave no doubt about what is on the wire, are warnings. Any other costs the component that it is in, and what
//! needs that.

use crate::diagnostic::{Diagnostic, Report, Severity, Span};

/// What the documents of a run are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Setting {
    /// Schemas alone.
    Standalone,
    /// At least one WSDL.
    Wsdl,
}

/// Codes that warn inside a WSDL. Every other code costs a component there, and refuses schemas that stand alone.
#[rustfmt::skip]
const LENIENT: &[&str] = &[
    // A name of a namespace that is loaded but not imported by this very schema, and locations that lead elsewhere.
    "src-resolve.4.1", "src-resolve.4.2",
    "src-include.2.1", "src-import.1.1", "src-import.1.2", "src-import.3.1", "src-import.3.2",
    // The same component twice: the first one counts.
    "sch-props-correct.2", "wsdl-duplicate", "ct-props-correct.4", "ag-props-correct.2",
    // A fault whose message does not exist: what comes is an untyped fault. A header that does not: it is not sent.
    // Anything else that the parts of a WSDL refer to, or do not name: what needs it is left out.
    "wsdl-fault", "wsdl-header", "wsdl-resolve", "wsdl-structure",
    // What is no name, and is the name of something all the same.
    "wsdl-name",
    // A restriction of nothing, as 1C publishes: it is taken for one of text.
    "src-simple-type.2",
    // Attributes and elements that the schema of schemas does not know: they are passed over.
    "s4s-att-not-allowed", "s4s-att-invalid-value", "s4s-att-must-appear", "s4s-elt-must-match.1",
    "s4s-elt-must-match.2", "s4s-elt-character", "cvc-id.2",
    "src-ct.2.1.3", "src-element.2.1", "src-element.2.2", "src-attribute.2", "src-attribute.3.1",
    "src-attribute.3.2",
    // Content models, restrictions and finals that a validator could not use, but a codec can.
    "derivation-ok-restriction.1", "derivation-ok-restriction.2.1.1", "derivation-ok-restriction.2.1.2",
    "derivation-ok-restriction.2.1.3", "derivation-ok-restriction.2.2", "derivation-ok-restriction.3",
    "derivation-ok-restriction.4", "derivation-ok-restriction.5",
    "cos-ct-extends.1.1", "cos-ct-extends.1.4.2.2.2.2.1", "cos-nonambig", "cos-element-consistent",
    "cos-all-limited.1.2", "cos-all-limited.2", "p-props-correct.2.1",
    "st-props-correct.3", "cos-st-restricts.2.3.1.1", "cos-st-restricts.3.3.1.1", "ct-props-correct.5",
    "e-props-correct.4", "src-redefine.6.1.1", "src-redefine.6.1.2", "src-redefine.6.2.2", "src-redefine.7.1",
    // Values and facets that no instance could have or keep to; the codec reads what comes.
    "e-props-correct.2", "e-props-correct.5", "a-props-correct.2", "a-props-correct.3", "au-props-correct.2",
    "enumeration-valid-restriction", "enumeration-required-notation", "src-pattern-value",
    "src-single-facet-value", "cos-applicable-facets", "FixedFacetValue",
    "length-valid-restriction", "minLength-valid-restriction", "maxLength-valid-restriction",
    "length-minLength-maxLength", "minLength-less-than-equal-to-maxLength",
    "totalDigits-valid-restriction", "fractionDigits-valid-restriction", "fractionDigits-totalDigits",
    "whiteSpace-valid-restriction", "minInclusive-valid-restriction", "minExclusive-valid-restriction",
    "maxInclusive-valid-restriction", "maxExclusive-valid-restriction", "minInclusive-minExclusive",
    "minInclusive-less-than-equal-to-maxInclusive",
    // Identity constraints, which nothing that is generated depends on.
    "c-selector-xpath", "c-fields-xpaths", "c-props-correct.2",
];

/// Codes that refuse even inside a WSDL: bounds on the work that documents may cause, and what changes the meaning of
/// all that is around it.
const FATAL: &[&str] = &["limit", "wsdl-required"];

/// The consequence of a violation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Consequence {
    /// A warning: it was mended on the way.
    Mended,
    /// The component that it is in is left out, with what needs that.
    LeftOut,
    /// Nothing can be generated.
    Refused,
}

/// Returns the consequence of a violation of `code` in this setting.
pub fn consequence(code: &str, setting: Setting) -> Consequence {
    match setting {
        Setting::Standalone => Consequence::Refused,
        Setting::Wsdl if LENIENT.contains(&code) => Consequence::Mended,
        Setting::Wsdl if FATAL.contains(&code) => Consequence::Refused,
        Setting::Wsdl => Consequence::LeftOut,
    }
}

/// Gives every violation the consequence that the table says, and reports it.
pub(crate) struct Judge<'r> {
    report: &'r mut Report,
    setting: Setting,
    /// The violations that cost a component, as errors: which component, a later stage finds out.
    costs: Vec<Diagnostic>,
}

impl<'r> Judge<'r> {
    pub(crate) fn new(report: &'r mut Report, setting: Setting) -> Self {
        Self {
            report,
            setting,
            costs: Vec::new(),
        }
    }

    /// Takes the violations so far that cost a component. Whoever takes them reports them.
    pub(crate) fn take_costs(&mut self) -> Vec<Diagnostic> {
        std::mem::take(&mut self.costs)
    }

    /// Reports a diagnostic as it is.
    pub(crate) fn report(&mut self, diagnostic: Diagnostic) {
        self.report.push(diagnostic);
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

    /// Whether there is a WSDL, in which what real servers publish is let pass.
    pub(crate) fn is_of_wsdl(&self) -> bool {
        self.setting == Setting::Wsdl
    }

    /// A place as people write it: file, line, and column.
    pub(crate) fn place(&self, span: &Span) -> String {
        match self.report.place(span) {
            Some(place) => format!("{}:{}:{}", span.document, place.line, place.column),
            None => span.document.to_string(),
        }
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
        let consequence = consequence(code, self.setting);
        let diagnostic = Diagnostic {
            severity: match consequence {
                Consequence::Mended => Severity::Warning,
                Consequence::LeftOut | Consequence::Refused => Severity::Error,
            },
            code,
            message: message.into(),
            span: Some(span.clone()),
            help,
        };
        match consequence {
            Consequence::LeftOut => self.costs.push(diagnostic),
            Consequence::Mended | Consequence::Refused => self.report.push(diagnostic),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wsdl_may_forget_an_import_and_a_schema_may_not() {
        let of = |code, setting| consequence(code, setting);
        assert_eq!(of("src-resolve.4.2", Setting::Wsdl), Consequence::Mended);
        assert_eq!(of("src-resolve", Setting::Wsdl), Consequence::LeftOut);
        assert_eq!(of("limit", Setting::Wsdl), Consequence::Refused);
        let alone = of("src-resolve.4.2", Setting::Standalone);
        assert_eq!(alone, Consequence::Refused);
    }

    #[test]
    fn every_code_of_the_tables_is_one_that_is_reported() {
        fn sources(folder: &std::path::Path, text: &mut String) {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    sources(&path, text);
                } else if !path.ends_with("severity.rs") {
                    text.push_str(&std::fs::read_to_string(path).unwrap());
                }
            }
        }
        let mut text = String::new();
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        sources(&folder, &mut text);
        for code in LENIENT.iter().chain(FATAL) {
            assert!(text.contains(&format!("\"{code}\"")), "{code}");
        }
    }
}
