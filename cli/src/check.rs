//! `sapo check`

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use sapo_codegen::diagnostic::Report;
use sapo_codegen::diff::{Diff, Version};
use sapo_codegen::loader::{DocumentChange, Fetch, Location, Lock, Page, Snapshot};
use sapo_codegen::{Binding, Config, Error, Generator};
use serde_json::{Value, json};

use crate::args::{CheckArgs, Format};
use crate::fetcher::Fetcher;
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
    let mut seen = Vec::new();
    for binding in &config.bindings {
        for (at, input) in binding.inputs(&args.config).enumerate() {
            let Some(folder) = folder_of(&input).filter(|folder| !seen.contains(folder)) else {
                continue;
            };
            check.folder(&folder, binding, at);
            seen.push(folder);
        }
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

/// The folder that an input is or is in, if it may have been fetched.
fn folder_of(input: &Location) -> Option<PathBuf> {
    match input {
        Location::File(path) if path.is_dir() => Some(path.clone()),
        Location::File(path) => Some(path.parent()?.to_owned()),
        Location::Url(_) => None,
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

/// How what was fetched differs from what is published.
struct Drift {
    changes: Vec<DocumentChange>,
    /// What that means for callers, where it can be told.
    diff: Option<Diff>,
}

impl Check<'_> {
    /// Whether an output is what would be generated now.
    fn binding(&mut self, binding: &Binding) {
        let path = binding.path(&self.args.config);
        let shown = Location::File(path.clone());
        let mut inputs = binding.inputs(&self.args.config);
        if self.args.network.offline && inputs.any(|input| matches!(input, Location::Url(_))) {
            self.text += &format!("{shown}: not checked, as it is generated from the network\n");
            self.bindings.push(json!({ "path": path, "skipped": true }));
            return;
        }
        let generator = Generator::from_binding(binding, &self.args.config);
        let generator = self.args.network.allow(generator, &self.progress);
        let line = self.progress.show();
        let told = checked(generator, &path, self.args.format);
        drop(line);
        self.code = self.code.max(told.code);
        self.bindings.extend(told.json);
        match told.code {
            0 => self.text += &format!("{shown}: up to date\n"),
            FAILED => self.text += &format!("{shown}: out of date\n{}", told.text),
            _ => {}
        }
    }

    /// Whether a folder holds what is published, if it was fetched; it is, or has, the input of a binding at this position.
    fn folder(&mut self, folder: &Path, binding: &Binding, at: usize) {
        let mut report = Report::new();
        let lock = Lock::read(folder, &mut report);
        let shown = Location::File(folder.to_owned());
        let Some(first) = lock.as_ref().and_then(|lock| lock.documents.first()) else {
            // What is wrong with it has been said of the binding.
            return;
        };
        let url = first.url.clone();
        if self.args.network.offline {
            self.text += &format!("{shown}: not compared with what is published, being offline\n");
            self.published
                .push(json!({ "folder": folder, "url": url, "skipped": true }));
            return;
        }
        let drift = lock
            .as_ref()
            .and_then(|lock| self.drift(folder, lock, &url, binding, at, &mut report));
        diagnose(&report, self.args.format);
        let Some(Drift { changes, diff }) = drift else {
            self.code = BAD_INPUT;
            return;
        };
        self.published.push(json!({
            "folder": folder,
            "url": url,
            "changed": !changes.is_empty(),
            "changes": changes,
            "diff": diff,
        }));
        if changes.is_empty() {
            self.text += &format!("{shown}: as published\n");
            return;
        }
        self.code = self.code.max(FAILED);
        complain(&format!("`{shown}` is not what is published"));
        self.text += &format!("{shown}: not what is published\n");
        for change in changes {
            self.text += &format!("  {change}\n");
        }
        self.text += &diff.map(|diff| diff.to_string()).unwrap_or_default();
    }

    /// How a folder differs from what is published; nothing, where it has been said why that is not known.
    fn drift(
        &self,
        folder: &Path,
        lock: &Lock,
        url: &str,
        binding: &Binding,
        at: usize,
        report: &mut Report,
    ) -> Option<Drift> {
        let line = self.progress.show();
        let fetcher = Fetcher::new(self.progress.clone());
        let limits = self.config.limits;
        let snapshot = Snapshot::take(url, &fetcher, limits, false, &[], Some(lock), report);
        drop(line);
        let snapshot = snapshot?;
        let changes = match snapshot.changes(folder, Some(lock)) {
            Ok(changes) => changes,
            Err(error) => {
                complain(&error.to_string());
                return None;
            }
        };
        if changes.is_empty() {
            return Some(Drift {
                changes,
                diff: None,
            });
        }
        let mut published = binding.clone();
        published.inputs[at] = self.url_of(binding, at, lock, url);
        let old = Generator::from_binding(binding, &self.args.config);
        let old = self.args.network.allow(old, &self.progress);
        let new = Generator::from_binding(&published, &self.args.config);
        let new = new.fetcher(Fetched { snapshot, fetcher });
        let diff = match (Version::of(&old), Version::of(&new)) {
            (Ok(old), Ok(new)) => Some(old.diff(&new)),
            // That the documents differ is known even so; those of the folder have been told with their binding.
            (_, Err(Error::Input(published))) => {
                diagnose(&published, self.args.format);
                None
            }
            _ => None,
        };
        Some(Drift { changes, diff })
    }

    /// Where an input was published: what was asked for, unless it is another file of the folder.
    fn url_of(&self, binding: &Binding, at: usize, lock: &Lock, url: &str) -> String {
        let input = binding.inputs(&self.args.config).nth(at);
        let file = match &input {
            Some(Location::File(path)) => path.file_name().unwrap_or_default(),
            _ => Default::default(),
        };
        let mut documents = lock.documents.iter();
        let listed = documents.find(|one| file == one.file.as_str());
        listed.map_or(url, |one| &one.url).to_owned()
    }
}
