//! The documents of a case, and copies of them that are changed.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sapo_codegen::Generator;
use sapo_codegen::diagnostic::Report;

/// An input and the documents that it imports.
pub(super) struct Documents {
    pub(super) input: PathBuf,
    pub(super) files: Vec<(PathBuf, String)>,
}

impl Documents {
    /// Reads an input and what it imports.
    pub(super) fn read(input: &Path) -> Result<Self> {
        let documents = Generator::new().wsdl(input).load(&mut Report::new());
        let read = |path: &PathBuf| {
            let text = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
            anyhow::Ok((path.clone(), String::from_utf8_lossy(&text).into_owned()))
        };
        Ok(Self {
            input: input.to_owned(),
            files: documents.files().iter().map(read).collect::<Result<_>>()?,
        })
    }

    /// Writes the documents, which are in the folder `root`, to the same places in another folder.
    /// Returns the place of the input.
    ///
    /// `change` returns the text of a document, and the names and texts of others beside it.
    pub(super) fn write(
        &self,
        root: &Path,
        folder: &Path,
        change: impl Fn(&Path, &str) -> (String, Vec<(String, String)>),
    ) -> Result<PathBuf> {
        // An absolute path would lead out of the folder, to the original.
        let place = |path: &Path| {
            let within = path.strip_prefix(root).ok();
            let within = within.with_context(|| format!("{} isn't in the folder", path.display()));
            within.map(|path| folder.join(path))
        };
        for (path, text) in &self.files {
            let path_there = place(path)?;
            if let Some(parent) = path_there.parent() {
                fs::create_dir_all(parent)?;
            }
            let (text, others) = change(path, text);
            fs::write(&path_there, text)?;
            for (name, text) in others {
                fs::write(path_there.with_file_name(name), text)?;
            }
        }
        place(&self.input)
    }
}
