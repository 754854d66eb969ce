//! WSDLs of which something is missing: whatever doesn't need it is generated, and a warning names it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Result, ensure};
use sapo_codegen::{Error, Generator};

use super::combinations::Combination;
use super::compile::{self, By};
use super::documents::Documents;
use super::mutants::{Mutant, mutants};
use super::options::{Options, hash};
use super::scratch::{Module, Scratch};
use super::suite;
use crate::guard::{guarded, in_parallel};

/// How many mutants a document has if nothing is said.
const REMOVALS: u64 = 10;

/// A mutant of a document, and where it is generated from.
struct Trial<'t> {
    document: &'t Source,
    mutant: Mutant,
    number: usize,
}

/// A WSDL and what it imports.
struct Source {
    name: String,
    documents: Documents,
    /// What is generated from all of it.
    text: String,
}

/// How a mutant ended.
enum Outcome {
    /// It is as it must be: the text, if there is one.
    Passed(Option<String>),
    /// It is not, for this reason.
    Failed(String),
}

/// Tries mutants of the WSDLs in a folder.
pub(super) fn run(input: &Path, folder: &Path, options: &Options) -> Result<()> {
    let mut cases = suite::wsdl(input)?;
    cases.retain(|case| options.selects(case));
    let mut removals = options.removals.unwrap_or(REMOVALS);
    if let Some(total) = options.total.filter(|&total| total <= cases.len()) {
        // One of each document is enough, and the others need not be read.
        cases.sort_by_key(|case| hash(&format!("{} {}", options.seed, case.name)));
        cases.truncate(total);
        removals = 1;
    }
    // A panic is a failure like others.
    std::panic::set_hook(Box::new(|_| {}));
    let sources = in_parallel(&cases, |case| source(&case.name, &case.inputs[0]));
    let sources = sources.into_iter().collect::<Result<Vec<_>>>()?;
    let mut trials = Vec::new();
    for document in &sources {
        let by_kind = mutants(&document.documents.files);
        for number in 0..removals {
            let of = format!("{} {} {number}", options.seed, document.name);
            let mutant = choose(&by_kind, hash(&of)).cloned();
            trials.extend(mutant.map(|mutant| (hash(&of), document, mutant)));
        }
    }
    if let Some(total) = options.total {
        trials.sort_by_key(|(order, ..)| *order);
        trials.truncate(total);
    }
    let trials = trials.into_iter().enumerate();
    let trials: Vec<_> = trials
        .map(|(number, (_, document, mutant))| Trial {
            document,
            mutant,
            number,
        })
        .collect();
    let outcomes = in_parallel(&trials, |trial| attempt(trial, input, folder));
    let mut failed = Vec::new();
    let mut modules = Vec::new();
    for (trial, outcome) in trials.iter().zip(outcomes) {
        match outcome? {
            Outcome::Passed(Some(text)) => modules.push(Module {
                number: trial.number,
                text,
                parts: Vec::new(),
                runs: false,
            }),
            Outcome::Passed(None) => {}
            Outcome::Failed(why) => failed.push(format!("{}: {why}", described(trial))),
        }
    }
    println!(
        "{} mutants of {} documents, {} of which are generated",
        trials.len(),
        sources.len(),
        modules.len()
    );
    if options.compile {
        let scratch = Scratch::write(&folder.join("compiled"), &Combination::default(), modules)?;
        for (number, complaints) in compile::check(&scratch, By::Check)? {
            let first = complaints.first().map(|first| first.rendered.as_str());
            let why = first.unwrap_or_default();
            failed.push(format!("{}: {why}", described(&trials[number])));
        }
    }
    ensure!(
        failed.is_empty(),
        "not as they must be:\n{}",
        failed.join("\n")
    );
    Ok(())
}

fn described(trial: &Trial<'_>) -> String {
    let Mutant { kind, name, .. } = &trial.mutant;
    format!("{} without the {kind} `{name}`", trial.document.name)
}

/// Reads a WSDL and what it imports, and generates from it.
fn source(name: &str, input: &Path) -> Result<Source> {
    Ok(Source {
        name: name.to_owned(),
        documents: Documents::read(input)?,
        text: Generator::new().wsdl(input).render()?.text,
    })
}

/// Chooses a kind, then a mutant of that kind, so that the many types don't crowd out the rest.
fn choose<'m>(by_kind: &'m BTreeMap<&str, Vec<Mutant>>, number: u64) -> Option<&'m Mutant> {
    let kinds: Vec<_> = by_kind.values().collect();
    let count = u64::try_from(kinds.len()).ok().filter(|&count| count > 0)?;
    let of_kind = kinds[(number % count) as usize];
    of_kind.get((number / count % of_kind.len() as u64) as usize)
}

/// Generates from a mutant.
fn attempt(trial: &Trial<'_>, root: &Path, folder: &Path) -> Result<Outcome> {
    let Trial {
        document, mutant, ..
    } = trial;
    let folder = folder.join(trial.number.to_string());
    let input = document.documents.write(root, &folder, |path, text| {
        let text = match *path == mutant.file {
            true => mutant.text(text),
            false => text.to_owned(),
        };
        (text, Vec::new())
    })?;
    let outcome = guarded(move || {
        Generator::new()
            .wsdl(input)
            .render()
            .map(|output| (output.text, output.report))
            .map_err(|error| match error {
                Error::Input(report) => *report,
                error => panic!("{error}"),
            })
    });
    fs::remove_dir_all(&folder)?;
    Ok(match outcome {
        Ok(Ok((text, report))) => {
            let mut warnings = report.warnings();
            let is_named = warnings.any(|warning| warning.message.contains(&mutant.name));
            let must_be_named = match mutant.kind {
                "import" => text != document.text,
                _ => mutant.is_used,
            };
            match must_be_named && !is_named {
                true => Outcome::Failed("no warning names it".to_owned()),
                false => Outcome::Passed(Some(text)),
            }
        }
        Ok(Err(report)) => {
            let mut errors = report.errors().filter(|error| error.code != "wsdl-service");
            match errors.next() {
                Some(error) => Outcome::Failed(format!("{}: {}", error.code, error.message)),
                // No operation is left.
                None => Outcome::Passed(None),
            }
        }
        Err(how) => Outcome::Failed(how),
    })
}
