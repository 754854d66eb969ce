//! Where documents are.

use std::fmt;
use std::path::{Path, PathBuf};

use super::uri;

/// A file, or something on the web.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Location {
    /// A path, relative to the current directory or absolute.
    File(PathBuf),
    /// An `http:` or `https:` URL.
    Url(String),
}

impl Location {
    /// What a `location` or `schemaLocation` in the document at `self` refers to.
    pub(super) fn join(&self, reference: &str) -> Self {
        let reference = reference.trim();
        if uri::is_http(reference) {
            return Self::Url(uri::join(&uri::escaped(reference), ""));
        }
        match self {
            Self::Url(base) => Self::Url(uri::join(base, &uri::escaped(reference))),
            Self::File(base) => {
                let path = file_path(reference);
                let folder = base.parent().unwrap_or(Path::new(""));
                Self::File(normalize(&folder.join(path)))
            }
        }
    }
}

/// From a file name, `file:` URL or web URL.
impl From<&str> for Location {
    fn from(text: &str) -> Self {
        if uri::is_http(text) {
            Self::Url(uri::join(text, ""))
        } else {
            Self::File(normalize(&file_path(text)))
        }
    }
}

impl From<String> for Location {
    fn from(text: String) -> Self {
        Self::from(text.as_str())
    }
}

impl From<&Path> for Location {
    fn from(path: &Path) -> Self {
        Self::File(normalize(path))
    }
}

impl From<PathBuf> for Location {
    fn from(path: PathBuf) -> Self {
        Self::from(path.as_path())
    }
}

/// As users read it: with `/` on every system, and without passwords.
impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => f.write_str(&path.to_string_lossy().replace('\\', "/")),
            Self::Url(url) => f.write_str(&uri::without_user(url)),
        }
    }
}

/// The path that a relative reference or a `file:` URL means. Names with a `%` of their own are rarer than escaped ones.
fn file_path(reference: &str) -> PathBuf {
    let path = match reference.strip_prefix("file:") {
        Some(rest) => rest.strip_prefix("//").unwrap_or(rest),
        None => reference,
    };
    match uri::percent_decode(path) {
        Some(decoded) if !Path::new(path).exists() => decoded.into(),
        _ => path.into(),
    }
}

/// Takes `.` and `..` out of a path without looking at the disk, so that what is shown is what was written.
fn normalize(path: &Path) -> PathBuf {
    use std::path::Component;
    let mut kept = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir
                if matches!(kept.components().next_back(), Some(Component::Normal(_))) =>
            {
                kept.pop();
            }
            other => kept.push(other),
        }
    }
    // The current folder, which has to have a name to be read or shown.
    if kept.as_os_str().is_empty() && !path.as_os_str().is_empty() {
        kept.push(Component::CurDir);
    }
    kept
}
