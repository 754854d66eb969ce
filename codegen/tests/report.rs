//! Diagnostics as people and programs read them.

use std::sync::Arc;

use sapo_codegen::diagnostic::{Diagnostic, Report, Span};

fn span(document: &str, text: &str, what: &str) -> Span {
    let start = text.find(what).unwrap();
    Span {
        document: document.into(),
        start,
        end: start + what.len(),
    }
}

fn report() -> Report {
    let text = "<xs:schema>\n\t<xs:element name=\"påske\" type=\"tns:Unknown\"/>\n</xs:schema>\n";
    let mut report = Report::new();
    report.add_source(Arc::from("a.xsd"), Arc::from(text));
    report.push(
        Diagnostic::error(
            "src-resolve",
            span("a.xsd", text, "type=\"tns:Unknown\""),
            "no type `tns:Unknown`",
        )
        .with_help("import the schema that defines it"),
    );
    report.push(Diagnostic::warning(
        "unsupported",
        span("a.xsd", text, "<xs:schema>"),
        "something is left out",
    ));
    report.push(Diagnostic::error("input", None, "no documents"));
    report
}

#[test]
fn text_shows_place_snippet_and_help() {
    assert_eq!(
        report().to_string(),
        "\
error[input]: no documents

warning[unsupported]: something is left out
 --> a.xsd:1:1
  |
1 | <xs:schema>
  | ^^^^^^^^^^^

error[src-resolve]: no type `tns:Unknown`
 --> a.xsd:2:27
  |
2 |     <xs:element name=\"påske\" type=\"tns:Unknown\"/>
  |                              ^^^^^^^^^^^^^^^^^^
  |
  = help: import the schema that defines it
"
    );
}

#[test]
fn colour_comes_only_when_asked_for() {
    assert!(!report().render(false).contains('\u{1b}'));
    assert!(report().render(true).contains('\u{1b}'));
}

#[test]
fn a_document_cannot_colour_the_terminal() {
    let mut report = Report::new();
    let text = "<a b='\u{9b}31m\u{202e}'/>";
    report.add_source("a".into(), text.into());
    report.push(
        Diagnostic::error("x", span("a", text, "b='"), "\u{1b}[31m\u{202e}")
            .with_help("\u{1b}[31m"),
    );
    let shown = report.render(false);
    assert!(
        !shown.contains(['\u{1b}', '\u{9b}', '\u{202e}']),
        "{shown:?}"
    );
}

#[test]
fn long_lines_are_cut_around_the_place() {
    let text = format!(
        "<a>{}<here/>{}</a>",
        "<x/>".repeat(100_000),
        "<y/>".repeat(100_000)
    );
    let mut report = Report::new();
    report.add_source("a".into(), text.as_str().into());
    report.push(Diagnostic::error("x", span("a", &text, "<here/>"), "here"));
    let shown = report.to_string();
    assert!(shown.contains("--> a:1:400004\n"), "{shown}");
    assert!(shown.contains("<here/>") && shown.len() < 1000, "{shown}");
}

#[test]
fn programs_get_lines_and_columns() {
    let report = report();
    let json = serde_json::to_value(report.located().last().unwrap()).unwrap();
    assert_eq!(
        json,
        serde_json::json!({
            "severity": "error", "code": "src-resolve", "message": "no type `tns:Unknown`",
            "file": "a.xsd", "line": 2, "column": 27, "end_line": 2, "end_column": 45,
            "help": "import the schema that defines it",
        })
    );
    assert_eq!(report.errors().count(), 2);
    assert_eq!(report.warnings().count(), 1);
    assert!(report.has_errors());
}

#[test]
fn hidden_characters_are_escaped_for_people_and_kept_for_programs() {
    let text = "<a name=\"\u{202e}x\u{ad}\" b=\"\"/>\n";
    let mut report = Report::new();
    report.add_source(Arc::from("a.xsd"), Arc::from(text));
    let diagnostic = Diagnostic::error(
        "src-resolve",
        span("a.xsd", text, "b=\"\""),
        "no type `\u{202e}x\u{9b}`",
    );
    report.push(diagnostic.with_help("rename `\u{2028}x`"));
    assert_eq!(
        report.to_string(),
        r#"error[src-resolve]: no type `\u{202e}x\u{9b}`
 --> a.xsd:1:15
  |
1 | <a name="�x·" b=""/>
  |               ^^^^
  |
  = help: rename `\u{2028}x`
"#
    );
    let located = report.located().next().unwrap();
    assert_eq!(located.message, "no type `\u{202e}x\u{9b}`");
    assert_eq!(
        located.to_string(),
        r"a.xsd:1:15: no type `\u{202e}x\u{9b}` [src-resolve]"
    );
}
