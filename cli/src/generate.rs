//! `sapo generate`

use std::path::Path;
use std::process::ExitCode;

use sapo_codegen::diagnostic::Report;
use sapo_codegen::{Binding, Config, Error, Generator};
use serde_json::{Value, json};

use crate::args::{CONFIG, Format, GenerateArgs};
use crate::config::Configured;
use crate::entry::Entry;
use crate::progress::Progress;
use crate::terminal::{complain, diagnose, misused, note, print, print_json};
use crate::{BAD_INPUT, FAILED};

pub(crate) fn run(args: &GenerateArgs) -> ExitCode {
    if args.inputs.is_empty() {
        return listed(args);
    }
    if args.check && args.out.is_none() {
        return misused("`--check` needs `--out FILE.rs`");
    }
    let out = args.out.as_deref().filter(|path| *path != Path::new("-"));
    let Ok(configured) = Configured::find(args, out) else {
        return ExitCode::from(BAD_INPUT);
    };
    let progress = Progress::new("generating");
    let generator = generator(args, configured.as_ref(), &progress);
    let shown = progress.show();
    let done = match out {
        Some(path) if args.check => check(generator.out(path), path),
        Some(path) => write(generator.out(path), path),
        None => match generator.render() {
            Ok(output) if !output.parts.is_empty() => {
                drop(shown);
                complain("the output is several files, so `--out FILE.rs` is required");
                return ExitCode::from(BAD_INPUT);
            }
            output => output.map(|output| Done {
                report: output.report,
                text: output.text,
                json: None,
                left_out: output.left_out,
            }),
        },
    };
    drop(shown);
    let format = args.format;
    let Told { code, text, json } = told(done, format);
    let printed = match (format, json) {
        (Format::Json, Some(json)) => print_json(&json),
        _ => print(&text),
    };
    match code {
        0 => printed,
        code => ExitCode::from(code),
    }
}

/// Returns a generator of the documents on the command line, with the options of both the command
/// line and the configuration.
fn generator(
    args: &GenerateArgs,
    configured: Option<&Configured>,
    progress: &Progress,
) -> Generator {
    let entry = configured.and_then(|configured| configured.entry.as_ref());
    let listed = entry.map(Binding::options).unwrap_or_default();
    let mut generator = args
        .reading
        .generator(&args.inputs, progress)
        .options(args.options().or(listed));
    if let Some(Configured { file, entry }) = configured {
        generator = generator.config(match entry {
            Some(entry) => entry.config_file(file),
            None => file.clone(),
        });
        let catalog = entry.as_ref().and_then(|entry| entry.catalog_file(file));
        if let Some(catalog) = catalog.filter(|_| args.reading.catalog.is_none()) {
            generator = generator.catalog(catalog);
        }
    }
    generator
}

/// Generates, or checks, everything that the configuration file lists.
fn listed(args: &GenerateArgs) -> ExitCode {
    let reading = &args.reading;
    if reading.catalog.is_some() {
        return misused("name documents for the catalog, or the catalog in the configuration file");
    }
    let file = match &reading.config {
        Some(file) => file.as_path(),
        None if Path::new(CONFIG).exists() => Path::new(CONFIG),
        None => return misused("name documents, or list bindings in `sapo.toml`"),
    };
    let Some(config) = read_listed(file, args.format) else {
        return ExitCode::from(BAD_INPUT);
    };
    let progress = Progress::new("generating");
    let (mut worst, mut texts, mut results) = (0, String::new(), Vec::new());
    for binding in &config.bindings {
        let entry = Entry::new(binding, file);
        let Some(path) = &entry.path else {
            note(
                &format!("skipped `{entry}`: without `out`, a build script generates it"),
                args.format,
            );
            results.push(entry.json(json!({ "skipped": true })));
            continue;
        };
        let generator = reading
            .network
            .allow(Generator::from_binding(binding, file), &progress);
        let shown = progress.show();
        let done = match args.check {
            true => check(generator, path),
            false => write(generator, path),
        };
        drop(shown);
        let Told { code, text, json } = told(done, args.format);
        worst = worst.max(code);
        texts += &text;
        results.extend(json);
    }
    let printed = match args.format {
        Format::Text => print(&texts),
        Format::Json => print_json(&results),
    };
    match worst {
        0 => printed,
        code => ExitCode::from(code),
    }
}

/// The configuration, where it lists any bindings; what is wrong has been said.
pub(crate) fn read_listed(file: &Path, format: Format) -> Option<Config> {
    let mut report = Report::new();
    let config = Config::read(file, &mut report);
    diagnose(&report, format);
    if report.has_errors() {
        return None;
    }
    if config.bindings.is_empty() {
        let file = file.display();
        complain(&format!(
            "`{file}` lists no bindings: add `[[bindings]]` with `inputs` and `out`"
        ));
        return None;
    }
    Some(config)
}

/// What came of an output.
struct Done {
    report: Report,
    text: String,
    /// The result for programs, where it is not the text itself.
    json: Option<Value>,
    /// The number of types that no operation reaches.
    left_out: usize,
}

/// What is to be said of an output at the end.
pub(crate) struct Told {
    /// The exit code.
    pub(crate) code: u8,
    pub(crate) text: String,
    pub(crate) json: Option<Value>,
}

fn write(generator: Generator, path: &Path) -> Result<Done, Error> {
    let written = generator.generate()?;
    Ok(Done {
        report: written.report,
        text: String::new(),
        json: Some(json!({
            "path": path,
            "changed": written.changed,
            "left-out": written.left_out,
        })),
        left_out: written.left_out,
    })
}

fn check(generator: Generator, path: &Path) -> Result<Done, Error> {
    Ok(Done {
        report: generator.check()?,
        text: String::new(),
        json: Some(json!({ "path": path, "stale": false })),
        left_out: 0,
    })
}

/// Generates, and writes nothing.
fn verify(generator: Generator, entry: &Entry) -> Result<Done, Error> {
    Ok(Done {
        report: generator.render()?.report,
        text: String::new(),
        json: Some(entry.json(json!({}))),
        left_out: 0,
    })
}

/// Checks an output, or if an entry has none, that its documents have no errors, and says on
/// standard error what is wrong.
pub(crate) fn checked(generator: Generator, entry: &Entry, format: Format) -> Told {
    let done = match &entry.path {
        Some(path) => check(generator, path),
        None => verify(generator, entry),
    };
    told(done, format)
}

/// Describes the types that were left out, if there are any.
fn left_out(count: usize) -> Option<String> {
    let types = match count {
        0 => return None,
        1 => "1 type".to_owned(),
        _ => format!("{count} types"),
    };
    Some(format!(
        "left out {types} that no operation reaches: `--all-types` generates everything"
    ))
}

/// Says on standard error what is wrong, and gives what is left to be said.
fn told(done: Result<Done, Error>, format: Format) -> Told {
    let mut told = Told {
        code: BAD_INPUT,
        text: String::new(),
        json: None,
    };
    match done {
        Ok(done) => {
            diagnose(&done.report, format);
            if let Some(left_out) = left_out(done.left_out) {
                note(&left_out, format);
            }
            told.code = 0;
            told.text = done.text;
            told.json = done.json;
        }
        Err(Error::Input(report)) => diagnose(&report, format),
        Err(Error::Stale { path, files, diff }) => {
            for file in &files {
                complain(&format!("`{}` is out of date", file.display()));
            }
            told.code = FAILED;
            told.json = Some(json!({ "path": path, "stale": true, "files": files, "diff": diff }));
            told.text = diff;
        }
        Err(other) => complain(&other.to_string()),
    }
    told
}
