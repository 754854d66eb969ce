//! Folders of fetched documents.

use std::collections::HashSet;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::staged::Staged;

use super::lock::{LOCK_FILE, Lock, Locked, sha256};
use super::snapshot::{Published, Snapshot};

/// What is different between a folder and what is published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DocumentChange {
    /// In which way.
    pub change: DocumentChangeKind,
    /// The file in the folder.
    pub file: String,
    /// Where it is published.
    pub url: String,
}

/// In which way a document is different.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum DocumentChangeKind {
    /// It is published, and was not fetched.
    Added,
    /// It is published otherwise than it was fetched.
    Changed,
    /// It was fetched, and nothing that is published refers to it any more.
    Removed,
    /// The file isn't what was fetched, nor what is published if that is known.
    Edited,
    /// The file is not there.
    Lost,
}

impl fmt::Display for DocumentChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = match self.change {
            DocumentChangeKind::Added => "added",
            DocumentChangeKind::Changed => "changed",
            DocumentChangeKind::Removed => "removed",
            DocumentChangeKind::Edited => "edited",
            DocumentChangeKind::Lost => "lost",
        };
        write!(f, "{word:<7} {} ({})", self.file, self.url)
    }
}

/// Why a folder was not written. Nothing in it has changed, unless a file could not be replaced at the very end.
#[derive(Debug)]
pub enum FolderError {
    /// There is a file of the name that a document gets, which was not fetched.
    Occupied(PathBuf),
    /// A document was changed after it was fetched.
    Edited(PathBuf),
    /// A file cannot be read, written or removed.
    Io(PathBuf, io::Error),
}

impl fmt::Display for FolderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Occupied(path) => write!(
                f,
                "`{}` was not fetched and would be overwritten: move it away, or fetch into another folder",
                path.display()
            ),
            Self::Edited(path) => write!(
                f,
                "`{}` was edited after it was fetched and would be overwritten: restore or remove it",
                path.display()
            ),
            Self::Io(path, error) => write!(f, "`{}`: {error}", path.display()),
        }
    }
}

impl std::error::Error for FolderError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            // `Display` includes the error itself.
            Self::Io(_, error) => error.source(),
            Self::Occupied(_) | Self::Edited(_) => None,
        }
    }
}

impl Lock {
    /// Returns the documents whose files in the folder aren't what was fetched: they were edited, or
    /// are lost. This needs no network.
    ///
    /// # Errors
    /// [`FolderError::Io`].
    pub fn changes(&self, folder: &Path) -> Result<Vec<DocumentChange>, FolderError> {
        let mut changes = Vec::new();
        for one in &self.documents {
            if let Some(change) = one.change(folder, &[&one.sha256])? {
                changes.push(DocumentChange::new(change, one));
            }
        }
        Ok(changes)
    }
}

impl Locked {
    /// Returns how its file in the folder differs from the versions with these hashes, if it does.
    fn change(
        &self,
        folder: &Path,
        versions: &[&String],
    ) -> Result<Option<DocumentChangeKind>, FolderError> {
        Ok(match read(&folder.join(&self.file))? {
            None => Some(DocumentChangeKind::Lost),
            Some(bytes) if versions.contains(&&sha256(&bytes)) => None,
            Some(_) => Some(DocumentChangeKind::Edited),
        })
    }
}

impl DocumentChange {
    fn new(change: DocumentChangeKind, locked: &Locked) -> Self {
        Self {
            change,
            file: locked.file.clone(),
            url: locked.url.clone(),
        }
    }
}

impl Snapshot {
    /// What is different from a folder that has this lock file: documents in the order of the snapshot, then those that are
    /// in the folder alone.
    ///
    /// # Errors
    /// [`FolderError::Io`].
    pub fn changes(
        &self,
        folder: &Path,
        lock: Option<&Lock>,
    ) -> Result<Vec<DocumentChange>, FolderError> {
        let before = |url: &str| lock?.documents.iter().find(|one| one.url == url);
        let mut changes = Vec::new();
        let mut note = |change, locked: &Locked| changes.push(DocumentChange::new(change, locked));
        for one in &self.documents {
            let now = &one.locked;
            let Some(before) = before(&now.url) else {
                note(DocumentChangeKind::Added, now);
                continue;
            };
            if before.sha256 != now.sha256 {
                note(DocumentChangeKind::Changed, now);
            }
            if let Some(change) = before.change(folder, &[&before.sha256, &now.sha256])? {
                note(change, before);
            }
        }
        let published: HashSet<&str> = self
            .documents
            .iter()
            .map(|one| one.locked.url.as_str())
            .collect();
        for before in lock.iter().flat_map(|lock| &lock.documents) {
            if !published.contains(before.url.as_str()) {
                note(DocumentChangeKind::Removed, before);
            }
        }
        Ok(changes)
    }

    /// Writes the documents into a folder, with a lock file, and removes those that its lock file lists and that are no
    /// longer published. A folder that is not there yet appears as a whole; in one that is there, nothing is replaced before
    /// everything is written.
    ///
    /// # Errors
    /// Why nothing was written.
    pub fn write(&self, folder: &Path, lock: Option<&Lock>) -> Result<(), FolderError> {
        if !folder.exists() {
            return self.create(folder);
        }
        let at = |path: &Path| {
            let path = path.to_owned();
            move |error| FolderError::Io(path, error)
        };
        let mut staged = Vec::new();
        for one in self.files() {
            let path = folder.join(&one.locked.file);
            let there = read(&path)?;
            if there.as_ref() == Some(&one.bytes) {
                continue;
            }
            if let Some(there) = there {
                let fetched = lock.iter().flat_map(|lock| &lock.documents);
                let mut same = fetched.filter(|before| before.file == one.locked.file);
                match same.next() {
                    None => return Err(FolderError::Occupied(path)),
                    Some(before) if before.sha256 != sha256(&there) => {
                        return Err(FolderError::Edited(path));
                    }
                    Some(_) => {}
                }
            }
            staged.push(Staged::write(&path, &one.bytes).map_err(at(&path))?);
        }
        let now = self.lock();
        let path = folder.join(LOCK_FILE);
        if lock != Some(&now) {
            // Last: a folder that is not done yet has the lock file it had.
            staged.push(Staged::write(&path, now.text().as_bytes()).map_err(at(&path))?);
        }
        for one in staged {
            one.put().map_err(at(folder))?;
        }
        let kept: HashSet<&str> = now.documents.iter().map(|one| one.file.as_str()).collect();
        for before in lock.iter().flat_map(|lock| &lock.documents) {
            let path = folder.join(&before.file);
            // What was edited is somebody's work.
            if !kept.contains(before.file.as_str())
                && read(&path)?.is_some_and(|bytes| sha256(&bytes) == before.sha256)
            {
                std::fs::remove_file(&path).map_err(at(&path))?;
            }
        }
        Ok(())
    }

    /// A document for each file.
    fn files(&self) -> impl Iterator<Item = &Published> {
        let mut seen = HashSet::new();
        let documents = self.documents.iter();
        documents.filter(move |one| seen.insert(one.locked.file.as_str()))
    }

    /// Writes a folder that is not there yet, and gives it its name once it is whole.
    fn create(&self, folder: &Path) -> Result<(), FolderError> {
        let at = |error| FolderError::Io(folder.to_owned(), error);
        let name = folder.file_name().unwrap_or_default().to_string_lossy();
        let new = folder.with_file_name(format!(".{name}.{}", std::process::id()));
        let write = || -> io::Result<()> {
            std::fs::create_dir_all(&new)?;
            for one in self.files() {
                std::fs::write(new.join(&one.locked.file), &one.bytes)?;
            }
            std::fs::write(new.join(LOCK_FILE), self.lock().text())?;
            std::fs::rename(&new, folder)
        };
        write().map_err(|error| {
            let _ = std::fs::remove_dir_all(&new);
            at(error)
        })
    }
}

/// What is in a file; `None` where there is none.
fn read(path: &Path) -> Result<Option<Vec<u8>>, FolderError> {
    match std::fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(FolderError::Io(path.to_owned(), error)),
    }
}
