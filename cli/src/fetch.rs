//! `sapo fetch`

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use sapo_codegen::Config;
use sapo_codegen::diagnostic::Report;
use sapo_codegen::loader::{DocumentChange, Location, Lock, Snapshot};
use serde_json::json;

use crate::args::{FetchArgs, Format};
use crate::fetcher::Fetcher;
use crate::progress::Progress;
use crate::terminal::{complain, diagnose, print, print_json};
use crate::{BAD_INPUT, FAILED};

pub(crate) fn run(args: &FetchArgs) -> ExitCode {
    let mut report = Report::new();
    let done = fetch(args, &mut report);
    diagnose(&report, args.format);
    match done {
        Ok(Some(fetched)) => fetched.tell(args),
        Ok(None) => ExitCode::from(BAD_INPUT),
        Err(message) => {
            complain(&message);
            ExitCode::from(BAD_INPUT)
        }
    }
}

/// What was fetched.
struct Fetched {
    folder: PathBuf,
    snapshot: Snapshot,
    changes: Vec<DocumentChange>,
}

/// Fetches, and writes unless that is to be checked alone. Nothing, where the report says why.
fn fetch(args: &FetchArgs, report: &mut Report) -> Result<Option<Fetched>, String> {
    let Some((url, folder, lock)) = target(args, report)? else {
        return Ok(None);
    };
    let limits = match &args.config {
        Some(path) => Config::read(path, report).limits,
        None => Config::default().limits,
    };
    let progress = Progress::new("fetching");
    let fetcher = Fetcher::new(progress.clone());
    let shown = progress.show();
    let snapshot = Snapshot::take(
        &url,
        &fetcher,
        limits,
        args.allow_missing,
        &args.allow_host,
        lock.as_ref(),
        report,
    );
    drop(shown);
    let Some(snapshot) = snapshot else {
        return Ok(None);
    };
    let changes = snapshot.changes(&folder, lock.as_ref());
    let changes = changes.map_err(|error| error.to_string())?;
    if !args.check {
        let written = snapshot.write(&folder, lock.as_ref());
        written.map_err(|error| error.to_string())?;
    }
    Ok(Some(Fetched {
        folder,
        snapshot,
        changes,
    }))
}

/// What is to be fetched, into which folder, and what was fetched into that before.
fn target(
    args: &FetchArgs,
    report: &mut Report,
) -> Result<Option<(String, PathBuf, Option<Lock>)>, String> {
    let (url, folder) = match (Location::from(args.from.as_str()), &args.out) {
        (Location::Url(url), Some(folder)) => (Some(url), folder.clone()),
        (Location::Url(_), None) => {
            return Err("`--out DIR` is required".to_owned());
        }
        (Location::File(folder), None) => (None, folder),
        (Location::File(_), Some(_)) => {
            return Err(format!(
                "`{}` is not a URL; to update a fetched folder, leave out `--out`",
                args.from
            ));
        }
    };
    if folder.file_name().is_none() && !folder.exists() {
        return Err(format!(
            "`{}` is not the name of a folder",
            folder.display()
        ));
    }
    let lock = Lock::read(&folder, report);
    if report.has_errors() {
        return Ok(None);
    }
    let before = lock.as_ref().and_then(|lock| lock.documents.first());
    match (url, before) {
        (None, Some(before)) => Ok(Some((before.url.clone(), folder, lock))),
        (None, None) => Err(format!(
            "`{}` is not a folder that was fetched: it has no lock file",
            folder.display()
        )),
        (Some(url), Some(before)) if Location::from(url.as_str()).to_string() != before.url => {
            Err(format!(
                "`{}` was fetched from `{}`: fetch into another folder",
                folder.display(),
                before.url
            ))
        }
        (Some(url), _) => Ok(Some((url, folder, lock))),
    }
}

impl Fetched {
    fn tell(&self, args: &FetchArgs) -> ExitCode {
        let told = match args.format {
            Format::Text => print(&self.text(args.check)),
            Format::Json => print_json(&json!({
                "folder": self.folder,
                "documents": self.snapshot.lock().documents,
                "changes": self.changes,
            })),
        };
        if args.check && !self.changes.is_empty() {
            complain(&format!(
                "`{}` is not what is published: `sapo diff` shows what that changes",
                self.folder.display()
            ));
            return ExitCode::from(FAILED);
        }
        told
    }

    fn text(&self, is_check: bool) -> String {
        let mut text: String = self.changes.iter().map(|one| format!("{one}\n")).collect();
        let (count, folder) = (self.snapshot.documents.len(), shown(&self.folder));
        let s = if count == 1 { "" } else { "s" };
        text += &match (self.changes.is_empty(), is_check) {
            (true, _) => format!("{folder}: {count} document{s}, as published\n"),
            (false, true) => format!("{folder}: {count} document{s} published\n"),
            (false, false) => format!("{folder}: {count} document{s} fetched\n"),
        };
        text
    }
}

fn shown(path: &Path) -> String {
    Location::File(path.to_owned()).to_string()
}
