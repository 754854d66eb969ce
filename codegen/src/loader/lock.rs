//! The lock file of a folder of fetched documents: where each of them was published, and what it was then.
//!
//! Documents are kept as they were published, references and all. Where a folder has a lock file, references of its
//! documents lead where they led on the web, and what was there is in the folder.

use std::collections::{HashMap, HashSet};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::diagnostic::{Diagnostic, Report, Span};

use super::{Location, uri};

/// The name of lock files.
pub const LOCK_FILE: &str = "sapo.lock";

/// The version of their format.
const VERSION: u32 = 1;

const HEADER: &str =
    "# Written by `sapo fetch`: what is in this folder, and where it was published.\n\n";

/// A lock file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Lock {
    version: u32,
    /// Documents that were not to be had were gone on without.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub allow_missing: bool,
    /// The documents: what was asked for first, then what it imports in the order in which it was reached.
    #[serde(rename = "document", default)]
    pub documents: Vec<Locked>,
}

/// A document of a lock file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Locked {
    /// Where it was asked for, without user and password.
    pub url: String,
    /// Where that was redirected to, which is what its references are relative to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub redirected_to: Option<String>,
    /// Its name in the folder.
    pub file: String,
    /// The SHA-256 of its bytes, in hexadecimal digits.
    pub sha256: String,
}

impl Locked {
    /// Where the document was in the end.
    pub fn base(&self) -> &str {
        self.redirected_to.as_deref().unwrap_or(&self.url)
    }
}

impl Lock {
    /// A lock file of these documents.
    pub fn new(documents: Vec<Locked>, allow_missing: bool) -> Self {
        Self {
            version: VERSION,
            allow_missing,
            documents,
        }
    }

    /// The lock file of a folder; `None` where there is none, or it is wrong, which goes to the report.
    pub fn read(folder: &Path, report: &mut Report) -> Option<Self> {
        let path = folder.join(LOCK_FILE);
        let name: Arc<str> = Location::File(path.clone()).to_string().into();
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if is_absent(&error) => return None,
            Err(error) => {
                let message = format!("the lock file `{name}` cannot be read: {error}");
                report.push(Diagnostic::error("lock", None, message));
                return None;
            }
        };
        let read: Result<Self, _> = toml::from_str(&text);
        let wrong = match &read {
            Ok(lock) => lock.wrong(),
            Err(error) => Some(error.message().to_owned()),
        };
        let Some(wrong) = wrong else {
            return read.ok();
        };
        let span = read.err().and_then(|error| error.span());
        let span = span.unwrap_or_default();
        report.add_source(name.clone(), text.into());
        let span = Span {
            document: name,
            start: span.start,
            end: span.end,
        };
        let help = "fetch the documents anew, into another folder";
        report.push(Diagnostic::error("lock", span, wrong).with_help(help));
        None
    }

    /// Why it cannot be used.
    fn wrong(&self) -> Option<String> {
        if self.version != VERSION {
            return Some(format!(
                "this lock file is of version {}, and version {VERSION} is what this sapo knows",
                self.version
            ));
        }
        if self.documents.is_empty() {
            return Some("no documents are listed".to_owned());
        }
        let mut files = HashMap::new();
        for one in &self.documents {
            if !is_plain(&one.file) {
                return Some(format!("`{}` is not the name of a file", one.file));
            }
            if let Some(url) = [one.url.as_str(), one.base()]
                .into_iter()
                .find(|url| !uri::is_http(url))
            {
                return Some(format!("`{url}` is no URL of the web"));
            }
            if *files.entry(&one.file).or_insert(one.base()) != one.base() {
                return Some(format!("`{}` is listed for several documents", one.file));
            }
        }
        None
    }

    /// Its text.
    pub fn text(&self) -> String {
        let text = toml::to_string(self).unwrap_or_default();
        format!("{HEADER}{text}")
    }
}

/// The SHA-256 of a document, in hexadecimal digits.
pub fn sha256(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Whether this is the name of a file, and does not lead out of its folder.
fn is_plain(name: &str) -> bool {
    let mut steps = Path::new(name).components();
    let is_one = matches!(steps.next(), Some(Component::Normal(step)) if step == name);
    is_one && steps.next().is_none() && !name.contains(['/', '\\', ':', '\0'])
}

fn is_absent(error: &std::io::Error) -> bool {
    use std::io::ErrorKind::{NotADirectory, NotFound};
    matches!(error.kind(), NotFound | NotADirectory)
}

/// The lock files that a load comes by.
#[derive(Debug, Default)]
pub(super) struct Locks {
    folders: HashSet<PathBuf>,
    read: Vec<PathBuf>,
    documents: HashMap<PathBuf, Locked>,
    files: HashMap<String, PathBuf>,
}

impl Locks {
    /// What the lock file beside a file says about it; the first of those that are read.
    pub(super) fn of(&mut self, file: &Path, report: &mut Report) -> Option<&Locked> {
        let folder = file.parent().unwrap_or(Path::new(""));
        if !self.folders.contains(folder) {
            self.folders.insert(folder.to_owned());
            let lock = Lock::read(folder, report);
            if lock.is_some() {
                self.read.push(folder.join(LOCK_FILE));
            }
            for locked in lock.into_iter().flat_map(|lock| lock.documents) {
                let path = folder.join(&locked.file);
                for url in [&locked.url, locked.base()] {
                    self.files.entry(url.to_owned()).or_insert(path.clone());
                }
                self.documents.entry(path).or_insert(locked);
            }
        }
        self.documents.get(file)
    }

    /// The lock files that were read.
    pub(super) fn read(&self) -> &[PathBuf] {
        &self.read
    }

    /// The file that stands for what is at a URL.
    pub(super) fn file(&self, url: &str) -> Option<&PathBuf> {
        self.files.get(url)
    }
}
