//! `sapo inspect`

use std::process::ExitCode;

use sapo_codegen::diagnostic::Report;
use sapo_codegen::inspect::Inspection;

use crate::BAD_INPUT;
use crate::args::{Format, InspectArgs};
use crate::progress::Progress;
use crate::terminal::{diagnose, print_json, print_text};

pub(crate) fn run(args: &InspectArgs) -> ExitCode {
    let progress = Progress::new("reading");
    let generator = args.input.generator(&progress);
    let mut report = Report::new();
    let shown = progress.show();
    let (documents, resolved) = generator.resolve(&mut report);
    drop(shown);
    let inspection = Inspection::new(&documents, &resolved, &report);
    let code = match args.format {
        Format::Text => print_text(&inspection.to_string()),
        Format::Json => print_json(&inspection),
    };
    if report.has_errors() {
        // The overview names them; here they come with their lines.
        diagnose(&report, args.format);
        return ExitCode::from(BAD_INPUT);
    }
    code
}
