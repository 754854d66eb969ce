//! `sapo check`

use std::process::ExitCode;

use sapo_codegen::diagnostic::Report;
use sapo_codegen::diff::{Diff, Version};
use sapo_codegen::loader::{DocumentChange, Fetch, FolderError, Location, Page, Snapshot};
use sapo_codegen::{Binding, Config, Error, Generator};
use serde_json::{Value, json};

use crate::args::{CheckArgs, Format};
use crate::entry::Entry;
use crate::fetcher::Fetcher;
use crate::folder::{Folder, Input, folders};
use crate::generate::{checked, read_listed};
use crate::progress::Progress;
use crate::terminal::{complain, diagnose, print, print_json};
use crate::{BAD_INPUT, FAILED};

pub(crate) fn run(args: &CheckArgs) -> ExitCode {
    let Some(config) = read_listed(&args.config, args.format) else {
        return ExitCode::from(BAD_INPUT);
    };
    let mut check = Check {
        args,
        config: &config,
        progress: Progress::new("checking"),
        code: 0,
        text: String::new(),
        bindings: Vec::new(),
        published: Vec::new(),
    };
    for binding in &config.bindings {
        check.binding(binding);
    }
    for folder in folders(&config, &args.config) {
        check.folder(&folder);
    }
    let printed = match args.format {
        Format::Text => print(&check.text),
        Format::Json => {
            let (bindings, published) = (check.bindings, check.published);
            print_json(&json!({ "bindings": bindings, "published": published }))
        }
    };
    match check.code {
        0 => printed,
        code => ExitCode::from(code),
    }
}

/// A check in progress.
struct Check<'a> {
    args: &'a CheckArgs,
    config: &'a Config,
    progress: Progress,
    /// The worst exit code so far.
    code: u8,
    text: String,
    bindings: Vec<Value>,
    published: Vec<Value>,
}

/// What was fetched just now, and whatever else there is.
struct Fetched {
    snapshot: Snapshot,
    fetcher: Fetcher,
}

impl Fetch for Fetched {
    fn fetch(&self, url: &str, limit: usize) -> Result<Page, String> {
        let fetched = self.snapshot.fetch(url, limit);
        fetched.or_else(|_| self.fetcher.fetch(url, limit))
    }
}

/// How a folder differs from what was fetched, or from what is published.
struct Drift {
    changes: Vec<DocumentChange>,
    /// What that means for callers, if it can be told.
    diff: Option<Diff>,
}

impl Check<'_> {
    /// Checks that an output is what would be generated now, or if the entry has none, that its
    /// documents have no errors.
    fn binding(&mut self, binding: &Binding) {
        let entry = Entry::new(binding, &self.args.config);
        let mut inputs = binding.inputs(&self.args.config);
        if self.args.network.offline && inputs.any(|input| matches!(input, Location::Url(_))) {
            self.text += &format!("{entry}: not checked, as it is generated from the network\n");
            self.bindings.push(entry.json(json!({ "skipped": true })));
            return;
        }
        let generator = Generator::from_binding(binding, &self.args.config);
        let generator = self.args.network.allow(generator, &self.progress);
        let line = self.progress.show();
        let told = checked(generator, &entry, self.args.format);
        drop(line);
        self.code = self.code.max(told.code);
        self.bindings.extend(told.json);
        match (told.code, &entry.path) {
            (0, Some(_)) => self.text += &format!("{entry}: up to date\n"),
            (0, None) => self.text += &format!("{entry}: no errors\n"),
            (FAILED, _) => self.text += &format!("{entry}: out of date\n{}", told.text),
            _ => {}
        }
    }

    /// Checks that a folder holds what was fetched, and unless the network is off limits, what is
    /// published.
    fn folder(&mut self, folder: &Folder<'_>) {
        let offline = self.args.network.offline;
        let drift = match offline {
            true => Drift::from_lock(folder),
            false => self.drift(folder),
        };
        let Some(Drift { changes, diff }) = drift else {
            self.code = BAD_INPUT;
            return;
        };
        let mut json = json!({
            "folder": folder.path,
            "url": folder.url(),
            "changed": !changes.is_empty(),
            "changes": changes,
        });
        match offline {
            true => json["skipped"] = true.into(),
            false => json["diff"] = json!(diff),
        }
        self.published.push(json);
        let shown = Location::File(folder.path.clone());
        if changes.is_empty() {
            self.text += &match offline {
                true => format!(
                    "{shown}: as fetched, not compared with what is published (--offline)\n"
                ),
                false => format!("{shown}: as published\n"),
            };
            return;
        }
        self.code = self.code.max(FAILED);
        let is_edited = || Drift::from_lock(folder).is_some_and(|drift| !drift.changes.is_empty());
        let (state, help) = match offline || is_edited() {
            true => (
                "not what was fetched",
                format!("restore the files, or remove them and run `sapo fetch {shown}`"),
            ),
            false => (
                "not what is published",
                format!("`sapo fetch {shown}` updates it"),
            ),
        };
        complain(&format!("`{shown}` is {state}: {help}"));
        self.text += &format!("{shown}: {state}\n");
        for change in changes {
            self.text += &format!("  {change}\n");
        }
        self.text += &diff.map(|diff| diff.to_string()).unwrap_or_default();
    }

    /// Returns how a folder differs from what is published, or nothing after reporting why that isn't
    /// known.
    fn drift(&self, folder: &Folder<'_>) -> Option<Drift> {
        let mut report = Report::new();
        let line = self.progress.show();
        let fetcher = Fetcher::new(self.progress.clone());
        let lock = Some(&folder.lock);
        let limits = self.config.limits;
        let snapshot = Snapshot::take(
            folder.url(),
            &fetcher,
            limits,
            false,
            &[],
            lock,
            &mut report,
        );
        drop(line);
        diagnose(&report, self.args.format);
        let snapshot = snapshot?;
        let changes = known(snapshot.changes(&folder.path, lock))?;
        let diff = match &folder.input {
            Some(input) if !changes.is_empty() => self.diff(input, Fetched { snapshot, fetcher }),
            _ => None,
        };
        Some(Drift { changes, diff })
    }

    /// Returns what changes for callers from the documents in a folder to those that were fetched
    /// just now, if both can be read.
    fn diff(&self, input: &Input<'_>, fetched: Fetched) -> Option<Diff> {
        let mut published = input.binding.clone();
        published.inputs[input.at] = input.url.clone();
        let old = Generator::from_binding(input.binding, &self.args.config);
        let old = self.args.network.allow(old, &self.progress);
        let new = Generator::from_binding(&published, &self.args.config).fetcher(fetched);
        match (Version::of(&old), Version::of(&new)) {
            (Ok(old), Ok(new)) => Some(old.diff(&new)),
            // The documents differ all the same. Errors of the old ones have been reported with their
            // binding.
            (_, Err(Error::Input(published))) => {
                diagnose(&published, self.args.format);
                None
            }
            _ => None,
        }
    }
}

impl Drift {
    /// Returns how a folder differs from what was fetched into it, or nothing after reporting why
    /// that isn't known.
    fn from_lock(folder: &Folder<'_>) -> Option<Self> {
        Some(Self {
            changes: known(folder.lock.changes(&folder.path))?,
            diff: None,
        })
    }
}

/// Returns changes, or nothing after reporting why they aren't known.
fn known(changes: Result<Vec<DocumentChange>, FolderError>) -> Option<Vec<DocumentChange>> {
    changes.map_err(|error| complain(&error.to_string())).ok()
}
