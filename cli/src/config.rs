//! The configuration file that applies to documents on the command line.

use std::fs;
use std::path::{Component, Path, PathBuf};

use sapo_codegen::diagnostic::Report;
use sapo_codegen::loader::Location;
use sapo_codegen::{Binding, Config};

use crate::args::{CONFIG, GenerateArgs};
use crate::terminal::{diagnose, note};

/// A configuration file, and its entry for the output.
pub(crate) struct Configured {
    pub(crate) file: PathBuf,
    pub(crate) entry: Option<Binding>,
}

impl Configured {
    /// Returns the file that the command line names, or else the nearest one, if there is any. Notes
    /// on standard error which file was found.
    ///
    /// # Errors
    /// If the file can't be used, after reporting why.
    pub(crate) fn find(args: &GenerateArgs, out: Option<&Path>) -> Result<Option<Self>, ()> {
        let named = args.reading.config.clone();
        let is_named = named.is_some();
        let nearest = || match args.no_config {
            true => None,
            false => args.inputs.first().and_then(|input| nearest(input)),
        };
        let Some(file) = named.or_else(nearest) else {
            return Ok(None);
        };
        let format = args.format;
        let mut report = Report::new();
        let config = Config::read(&file, &mut report);
        if report.has_errors() {
            diagnose(&report, format);
            return Err(());
        }
        let out = out.map(resolved);
        let path = |entry: &Binding| entry.path(&file).map(|path| resolved(&path));
        let mut entries = config.bindings.into_iter();
        let entry = out.and_then(|out| entries.find(|entry| path(entry).as_ref() == Some(&out)));
        if !is_named {
            let shown = Location::File(file.clone());
            let listed = match entry.as_ref().and_then(|entry| entry.out.as_ref()) {
                Some(out) => format!(", and what it lists for `{}`", out.display()),
                None => String::new(),
            };
            note(&format!("using `{shown}`{listed}"), format);
        }
        Ok(Some(Self { file, entry }))
    }
}

/// Returns the nearest configuration file in the input's folder or above it, up to the root of the
/// repository or workspace.
fn nearest(input: &str) -> Option<PathBuf> {
    let folder = match Location::from(input) {
        Location::File(path) if path.is_dir() => path,
        Location::File(path) => path.parent()?.to_owned(),
        Location::Url(_) => PathBuf::new(),
    };
    let folder = resolved(&folder);
    let last = folder.ancestors().find(|folder| is_root(folder));
    let folders = folder
        .ancestors()
        .take_while(|folder| last.is_none_or(|last| folder.starts_with(last)));
    let file = folders
        .map(|folder| folder.join(CONFIG))
        .find(|file| file.is_file())?;
    // Shorter in messages.
    match file.strip_prefix(resolved(Path::new(""))) {
        Ok(relative) => Some(relative.to_owned()),
        Err(_) => Some(file),
    }
}

/// Returns whether a folder is the root of a repository or of a cargo workspace.
fn is_root(folder: &Path) -> bool {
    let is_workspace = || {
        let manifest = fs::read_to_string(folder.join("Cargo.toml")).ok()?;
        let manifest: toml::Table = toml::from_str(&manifest).ok()?;
        manifest.contains_key("workspace").then_some(())
    };
    // In a worktree or a submodule it is a file.
    folder.join(".git").exists() || is_workspace().is_some()
}

/// Returns the one absolute path that a file has, without links as far as it exists.
fn resolved(path: &Path) -> PathBuf {
    let absolute = std::env::current_dir().unwrap_or_default().join(path);
    let mut resolved = PathBuf::new();
    for component in absolute.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                resolved.pop();
            }
            name => {
                resolved.push(name);
                resolved = resolved.canonicalize().unwrap_or(resolved);
            }
        }
    }
    resolved
}
