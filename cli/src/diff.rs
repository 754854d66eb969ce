//! `sapo diff`

use std::process::ExitCode;

use sapo_codegen::Error;
use sapo_codegen::diff::Version;

use crate::args::{DiffArgs, DiffFormat, Format};
use crate::progress::Progress;
use crate::terminal::{complain, diagnose, print_json, print_text};
use crate::{BAD_INPUT, FAILED};

pub(crate) fn run(args: &DiffArgs) -> ExitCode {
    let progress = Progress::new("comparing");
    let shown = progress.show();
    let version = |input: &String| {
        let inputs = std::slice::from_ref(input);
        Version::of(&args.reading.generator(inputs, &progress))
    };
    let (old, new) = (version(&args.old), version(&args.new));
    drop(shown);
    let diagnostics = args.format.diagnostics();
    let (Some(old), Some(new)) = (told(old, diagnostics), told(new, diagnostics)) else {
        return ExitCode::from(BAD_INPUT);
    };
    let diff = old.diff(&new);
    let printed = match args.format {
        DiffFormat::Text => print_text(&diff.to_string()),
        DiffFormat::Json => print_json(&diff),
        DiffFormat::Markdown => print_text(&diff.to_markdown()),
    };
    match diff.breaking {
        0 => printed,
        _ => ExitCode::from(FAILED),
    }
}

/// Returns a version after showing its warnings, or nothing after showing its errors.
fn told(version: Result<Version, Error>, format: Format) -> Option<Version> {
    match version {
        Ok(version) => {
            diagnose(version.report(), format);
            Some(version)
        }
        Err(Error::Input(report)) => {
            diagnose(&report, format);
            None
        }
        Err(other) => {
            complain(&other.to_string());
            None
        }
    }
}
