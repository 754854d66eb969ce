//! What is written where: results to standard output, diagnostics to standard error.

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use clap::CommandFactory;
use clap::error::ErrorKind;
use sapo_codegen::diagnostic::Report;
use sapo_codegen::visible::escaped;
use serde_json::json;

use crate::BAD_INPUT;
use crate::args::{Cli, Format};

/// Writes a result. A reader that has seen enough and closed the pipe is no error.
pub(crate) fn print(text: &str) -> ExitCode {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            complain(&format!("standard output: {error}"));
            ExitCode::from(BAD_INPUT)
        }
    }
}

/// Writes a result that quotes documents, for people: hidden characters are escaped.
pub(crate) fn print_text(text: &str) -> ExitCode {
    print(&escaped(text))
}

/// Writes a result as JSON.
pub(crate) fn print_json(value: &impl serde::Serialize) -> ExitCode {
    match serde_json::to_string_pretty(value) {
        Ok(text) => print(&(text + "\n")),
        Err(error) => {
            complain(&error.to_string());
            ExitCode::from(BAD_INPUT)
        }
    }
}

/// Writes diagnostics.
pub(crate) fn diagnose(report: &Report, format: Format) {
    let text = match format {
        Format::Text => report.render(color()),
        Format::Json => report
            .located()
            .filter_map(|at| serde_json::to_string(&at).ok())
            .map(|line| line + "\n")
            .collect(),
    };
    // There is nowhere left to say that this failed.
    let _ = io::stderr().write_all(text.as_bytes());
}

/// Writes a note that is no cause for concern.
pub(crate) fn note(message: &str, format: Format) {
    let line = match format {
        Format::Text => format!("note: {}", escaped(message)),
        Format::Json => json!({ "severity": "note", "message": message }).to_string(),
    };
    let _ = writeln!(io::stderr(), "{line}");
}

/// Writes an error that has no place in a document.
pub(crate) fn complain(message: &str) {
    let _ = writeln!(io::stderr(), "error: {}", escaped(message));
}

/// Writes what is wrong with the command line, and gives the exit code.
pub(crate) fn misused(message: &str) -> ExitCode {
    let mut command = Cli::command();
    let error = command.error(ErrorKind::MissingRequiredArgument, message);
    // There is nowhere left to say that this failed.
    let _ = error.print();
    ExitCode::from(BAD_INPUT)
}

/// Colour is for terminals, and for users who have not said otherwise (no-color.org).
fn color() -> bool {
    let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
        || std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    io::stderr().is_terminal() && !refused
}
