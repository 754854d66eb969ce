//! Folders of fetched documents that a configuration names.

use std::path::{Path, PathBuf};

use sapo_codegen::diagnostic::Report;
use sapo_codegen::loader::{Location, Lock};
use sapo_codegen::{Binding, Config};

/// A folder of fetched documents that bindings are generated from.
pub(crate) struct Folder<'a> {
    pub(crate) path: PathBuf,
    pub(crate) lock: Lock,
    /// The first input that was fetched into it, if there is one.
    pub(crate) input: Option<Input<'a>>,
}

/// An input of a binding that was fetched.
pub(crate) struct Input<'a> {
    pub(crate) binding: &'a Binding,
    /// Its position among the inputs.
    pub(crate) at: usize,
    /// The URL from which it was fetched.
    pub(crate) url: String,
}

/// Returns the folders that have a lock file and that the inputs of a configuration are, or are in.
pub(crate) fn folders<'a>(config: &'a Config, file: &Path) -> Vec<Folder<'a>> {
    let mut folders: Vec<Folder<'a>> = Vec::new();
    for binding in &config.bindings {
        for (at, input) in binding.inputs(file).enumerate() {
            let Location::File(input) = input else {
                continue;
            };
            let path = folder_of(&input);
            let known = folders.iter().position(|folder| folder.path == path);
            let index = known.unwrap_or(folders.len());
            if known.is_none() {
                // An error in it has been reported with the binding.
                let Some(lock) = Lock::read(&path, &mut Report::new()) else {
                    continue;
                };
                folders.push(Folder {
                    path,
                    lock,
                    input: None,
                });
            }
            let folder = &mut folders[index];
            if folder.input.is_none() {
                let url = folder.url_of(&input).map(str::to_owned);
                folder.input = url.map(|url| Input { binding, at, url });
            }
        }
    }
    folders
}

/// Returns the folder that an input is or is in.
fn folder_of(input: &Path) -> PathBuf {
    if input.is_dir() {
        return input.to_owned();
    }
    match input.parent() {
        Some(parent) if parent != Path::new("") => parent.to_owned(),
        _ => PathBuf::from("."),
    }
}

impl Folder<'_> {
    /// Returns the URL of the document that was asked for when the folder was fetched.
    pub(crate) fn url(&self) -> &str {
        // `Lock::read` refuses a lock file without documents.
        &self.lock.documents[0].url
    }

    /// Returns the URL from which an input was fetched. One of the user's own files has none.
    fn url_of(&self, input: &Path) -> Option<&str> {
        if input.is_dir() {
            return Some(self.url());
        }
        let file = input.file_name()?;
        let mut documents = self.lock.documents.iter();
        let locked = documents.find(|one| file == one.file.as_str())?;
        Some(&locked.url)
    }
}
