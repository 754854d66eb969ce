//! `sapo generate`

use std::path::Path;
use std::process::ExitCode;

use sapo_codegen::{Error, Generator};
use serde_json::json;

use crate::args::{Format, GenerateArgs};
use crate::progress::Progress;
use crate::terminal::{complain, diagnose, print, print_json};
use crate::{BAD_INPUT, FAILED};

pub(crate) fn run(args: &GenerateArgs) -> ExitCode {
    let progress = Progress::new("generating");
    let mut generator = args
        .input
        .generator(&progress)
        .types_only(args.types_only)
        .server(args.server)
        .serde(args.serde)
        .roots(args.roots)
        .split(args.split)
        .operation_features(args.operation_features);
    for name in &args.service {
        generator = generator.service(name);
    }
    for name in &args.port {
        generator = generator.port(name);
    }
    for name in &args.operation {
        generator = generator.operation(name);
    }
    let out = args.out.as_deref().filter(|path| *path != Path::new("-"));
    let shown = progress.show();
    let done = match out {
        Some(path) if args.check => check(generator.out(path), path),
        Some(path) => write(generator.out(path), path),
        None => match generator.render() {
            Ok(output) if !output.parts.is_empty() => {
                drop(shown);
                complain(
                    "the output is several files: say with `--out FILE.rs` where they are to be",
                );
                return ExitCode::from(BAD_INPUT);
            }
            output => output.map(|output| Done {
                report: output.report,
                text: output.text,
                json: None,
            }),
        },
    };
    drop(shown);
    let format = args.input.reading.format;
    match done {
        Ok(done) => {
            diagnose(&done.report, format);
            match (format, done.json) {
                (Format::Json, Some(json)) => print_json(&json),
                _ => print(&done.text),
            }
        }
        Err(error) => fail(error, format),
    }
}

/// What is to be said at the end.
struct Done {
    report: sapo_codegen::diagnostic::Report,
    text: String,
    /// The result for programs, where it is not the text itself.
    json: Option<serde_json::Value>,
}

fn write(generator: Generator, path: &Path) -> Result<Done, Error> {
    let written = generator.generate()?;
    Ok(Done {
        report: written.report,
        text: String::new(),
        json: Some(json!({ "path": path, "changed": written.changed })),
    })
}

fn check(generator: Generator, path: &Path) -> Result<Done, Error> {
    Ok(Done {
        report: generator.check()?,
        text: String::new(),
        json: Some(json!({ "path": path, "stale": false })),
    })
}

fn fail(error: Error, format: Format) -> ExitCode {
    match error {
        Error::Input(report) => diagnose(&report, format),
        Error::Stale { path, files, diff } => {
            match format {
                Format::Text => print(&diff),
                Format::Json => print_json(
                    &json!({ "path": path, "stale": true, "files": files, "diff": diff }),
                ),
            };
            for file in files {
                complain(&format!("`{}` is out of date", file.display()));
            }
            return ExitCode::from(FAILED);
        }
        other => complain(&other.to_string()),
    }
    ExitCode::from(BAD_INPUT)
}
