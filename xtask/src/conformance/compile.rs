//! Compiles the scratch crates, and finds out which modules the compiler complains about.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

use super::scratch::{Scratch, number_of};
use crate::command::cargo_program;
use crate::target;

/// What the compiler says of a module.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Complaint {
    /// `E0308`, the name of a lint, or nothing.
    pub(super) code: String,
    pub(super) message: String,
    /// The message as the compiler shows it.
    pub(super) rendered: String,
    /// It is more than a warning.
    pub(super) is_error: bool,
}

impl Complaint {
    /// Whether it is the linter's.
    pub(super) fn is_lint(&self) -> bool {
        self.code.starts_with("clippy::")
    }
}

/// The complaints about each module.
pub(super) type Complaints = BTreeMap<usize, Vec<Complaint>>;

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

/// The command that complains.
#[derive(Debug, Clone, Copy)]
pub(super) enum By {
    Check,
    /// The compiler as well as the linter.
    Clippy,
}

/// Checks all modules. One with an error is left out and the rest is checked again, until there is no error: the
/// compiler's later passes see a crate only when its earlier ones are content.
pub(super) fn check(scratch: &Scratch, by: By) -> Result<Complaints> {
    let command = match by {
        By::Check => "check",
        By::Clippy => "clippy",
    };
    let mut complaints = Complaints::new();
    let mut dropped = BTreeSet::new();
    loop {
        let round = cargo(scratch, &[command, "--workspace", "--lib"])?;
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
        for chunk in scratch
            .chunks
            .iter()
            .filter(|chunk| chunk.modules.iter().any(|number| broken.contains(number)))
        {
            scratch.write_root(chunk, &dropped)?;
        }
    }
}

/// Builds what reads documents.
pub(super) fn build(scratch: &Scratch) -> Result<()> {
    let round = cargo(scratch, &["build", "--workspace", "--bins"])?;
    ensure!(
        round.success,
        "the readers of documents do not build:\n{}",
        round.unplaced.join("\n")
    );
    Ok(())
}

struct Round {
    success: bool,
    complaints: Complaints,
    /// Errors outside of the modules.
    unplaced: Vec<String>,
}

fn cargo(scratch: &Scratch, arguments: &[&str]) -> Result<Round> {
    let mut child = Command::new(cargo_program())
        .args(arguments)
        .args(["--keep-going", "--quiet", "--message-format=json"])
        .current_dir(&scratch.folder)
        .env("CARGO_TARGET_DIR", build_folder())
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
            );
        }
    }
    round.success = child.wait()?.success();
    Ok(round)
}

impl Round {
    fn add(&mut self, message: Message, target: String) {
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

/// Where cargo builds the scratch crates; apart from them, so that the runtime is built once for all.
pub(super) fn build_folder() -> std::path::PathBuf {
    target().join("conformance/target")
}
