//! Cargo as a judge of many modules: which of them the compiler complains about.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

use crate::command::cargo_program;

/// A complaint of the compiler about a module.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Complaint {
    /// `E0308`, the name of a lint, or nothing.
    pub(crate) code: String,
    pub(crate) message: String,
    /// The message as the compiler shows it.
    pub(crate) rendered: String,
    /// It is more than a warning.
    pub(crate) is_error: bool,
}

impl Complaint {
    /// Whether it is the linter's.
    pub(crate) fn is_lint(&self) -> bool {
        self.code.starts_with("clippy::")
    }
}

/// The complaints about each module.
pub(crate) type Complaints = BTreeMap<usize, Vec<Complaint>>;

/// Returns the number of the module that a file is of.
pub(crate) type NumberOf = fn(file: &str) -> Option<usize>;

/// Has all modules checked by a command of cargo. One with an error is left out and the rest is checked again, until
/// there is no error: the compiler's later passes see a crate only when its earlier ones are content. `leave_out`
/// writes the crates without the modules that it gets first; those that it gets second are new among them.
pub(crate) fn check(
    folder: &Path,
    target: &Path,
    arguments: &[&str],
    number_of: NumberOf,
    mut leave_out: impl FnMut(&BTreeSet<usize>, &BTreeSet<usize>) -> Result<()>,
) -> Result<Complaints> {
    let mut complaints = Complaints::new();
    let mut dropped = BTreeSet::new();
    loop {
        let round = cargo(folder, target, arguments, number_of)?;
        let broken: BTreeSet<usize> = round
            .complaints
            .iter()
            .filter(|(_, list)| list.iter().any(|one| one.is_error))
            .map(|(&number, _)| number)
            .collect();
        ensure!(
            round.success || !broken.is_empty(),
            "the compiler failed, but on no module:\n{}",
            round.unplaced.join("\n")
        );
        complaints.extend(round.complaints);
        if broken.is_empty() {
            return Ok(complaints);
        }
        eprintln!(
            "{} modules do not compile, once more without them",
            broken.len()
        );
        dropped.extend(broken.iter().copied());
        leave_out(&dropped, &broken)?;
    }
}

/// Has cargo build the crates of a folder.
pub(crate) fn build(folder: &Path, target: &Path, number_of: NumberOf) -> Result<()> {
    let round = cargo(
        folder,
        target,
        &["build", "--workspace", "--bins"],
        number_of,
    )?;
    let placed = round.complaints.into_values().flatten();
    let errors = placed.filter(|one| one.is_error).map(|one| one.rendered);
    let errors: Vec<String> = errors.chain(round.unplaced).collect();
    ensure!(
        round.success,
        "what reads and writes messages does not build:\n{}",
        errors.join("\n")
    );
    Ok(())
}

#[derive(Deserialize)]
struct Line {
    reason: String,
    #[serde(default)]
    target: Option<Target>,
    #[serde(default)]
    message: Option<Message>,
}

#[derive(Deserialize)]
struct Target {
    name: String,
}

#[derive(Deserialize)]
struct Message {
    message: String,
    level: String,
    code: Option<Code>,
    spans: Vec<Span>,
    rendered: Option<String>,
}

#[derive(Deserialize)]
struct Code {
    code: String,
}

#[derive(Deserialize)]
struct Span {
    file_name: String,
    is_primary: bool,
}

struct Round {
    success: bool,
    complaints: Complaints,
    /// Errors outside of the modules.
    unplaced: Vec<String>,
}

fn cargo(folder: &Path, target: &Path, arguments: &[&str], number_of: NumberOf) -> Result<Round> {
    let mut child = Command::new(cargo_program())
        .args(arguments)
        .args(["--keep-going", "--quiet", "--message-format=json"])
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", target)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .context("cargo does not start")?;
    let mut round = Round {
        success: false,
        complaints: Complaints::new(),
        unplaced: Vec::new(),
    };
    for line in BufReader::new(child.stdout.take().expect("it was asked for")).lines() {
        let line: Line = serde_json::from_str(&line?)?;
        if let (Some(message), "compiler-message") = (line.message, line.reason.as_str()) {
            round.add(
                message,
                line.target.map(|target| target.name).unwrap_or_default(),
                number_of,
            );
        }
    }
    round.success = child.wait()?.success();
    Ok(round)
}

impl Round {
    fn add(&mut self, message: Message, target: String, number_of: NumberOf) {
        let is_error = message.level.starts_with("error");
        let primary = message.spans.iter().find(|span| span.is_primary);
        let rendered = message.rendered.unwrap_or_default();
        let Some(number) = primary.and_then(|span| number_of(&span.file_name)) else {
            if is_error && !message.message.starts_with("aborting") {
                self.unplaced.push(format!("{target}: {rendered}"));
            }
            return;
        };
        // Names of two modules that look alike are in one crate only here.
        let mut modules = message
            .spans
            .iter()
            .filter_map(|span| number_of(&span.file_name));
        let code = message.code.map(|code| code.code).unwrap_or_default();
        if code == "confusable_idents" && modules.any(|other| other != number) {
            return;
        }
        let complaint = Complaint {
            code,
            message: message.message,
            rendered,
            is_error,
        };
        self.complaints.entry(number).or_default().push(complaint);
    }
}
