//! Files that are replaced at once, so that whoever reads them reads the one or the other.

use std::io;
use std::path::{Path, PathBuf};

/// A file that is written and not yet in its place. Unless it is put there, it is removed.
#[derive(Debug)]
pub(crate) struct Staged {
    new: PathBuf,
    path: PathBuf,
}

impl Staged {
    /// Writes what is to be at a path, beside it.
    ///
    /// # Errors
    /// Those of writing.
    pub(crate) fn write(path: &Path, bytes: &[u8]) -> io::Result<Self> {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let staged = Self {
            new: path.with_file_name(format!(".{name}.{}", std::process::id())),
            path: path.to_owned(),
        };
        std::fs::write(&staged.new, bytes)?;
        Ok(staged)
    }

    /// Puts it in its place.
    ///
    /// # Errors
    /// Those of renaming.
    pub(crate) fn put(self) -> io::Result<()> {
        std::fs::rename(&self.new, &self.path)
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        // Once it is in its place, there is nothing.
        let _ = std::fs::remove_file(&self.new);
    }
}
