//! From the names of documents to a closed set of them: imports and includes followed, each document read once.
//!
//! A file's imports are followed on disk, never into the network. A URL's imports are followed on its own host, where a
//! [`Fetch`] was given. Documents that were fetched into a folder hang together as they did on the web, by the folder's
//! [`Lock`]. What everybody imports from the network (SOAP encoding, `xml:`, WS-Addressing and so on) is
//! bundled, and a [`Catalog`] can map any other location or namespace to a file.

mod catalog;
mod folder;
mod load;
mod location;
mod lock;
mod references;
mod set;
mod snapshot;
mod uri;
mod wellknown;

use std::io::Read;
use std::path::Path;

use crate::diagnostic::Report;
use crate::limits::Limits;

pub use catalog::Catalog;
pub use folder::{DocumentChange, DocumentChangeKind, FolderError};
pub use location::Location;
pub use lock::{LOCK_FILE, Lock, Locked, sha256};
pub use set::DocumentSet;
pub use snapshot::{Published, Snapshot};
pub use uri::redirect;

/// Gets documents from the network.
pub trait Fetch {
    /// Gets what is at `url`, an `http:` or `https:` URL.
    ///
    /// An implementation must not be [redirected](redirect) to another host, and must give up on more than `limit` bytes.
    ///
    /// # Errors
    /// Why it cannot be had, as a phrase that completes "cannot be read:".
    fn fetch(&self, url: &str, limit: usize) -> Result<Page, String>;
}

/// What was at a URL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Where it was in the end, which its relative references start from.
    pub url: String,
    /// The document, in whatever encoding.
    pub bytes: Vec<u8>,
}

/// Reads documents and all that they import.
#[derive(Default)]
pub struct Loader<'a> {
    limits: Limits,
    catalog: Catalog,
    fetch: Option<&'a dyn Fetch>,
    whole: bool,
    hosts: Vec<String>,
}

impl<'a> Loader<'a> {
    /// A loader for files, with the default [`Limits`].
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the limits.
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Sets where other documents than those at the locations given are to be taken from.
    pub fn catalog(mut self, catalog: Catalog) -> Self {
        self.catalog = catalog;
        self
    }

    /// Allows the network, for inputs that are URLs and what they import from their hosts.
    pub fn fetch(mut self, fetch: &'a dyn Fetch) -> Self {
        self.fetch = Some(fetch);
        self
    }

    /// Demands every document that is referred to, unless it is on another host and its namespace is one that everyone
    /// knows. What is missing is an error then, however little it matters for what is there.
    pub fn whole(mut self, yes: bool) -> Self {
        self.whole = yes;
        self
    }

    /// Allows imports from these hosts too, whatever host the importing document is on.
    pub fn hosts(mut self, hosts: impl IntoIterator<Item = String>) -> Self {
        self.hosts = hosts
            .into_iter()
            .map(|host| host.to_ascii_lowercase())
            .collect();
        self
    }

    /// Reads the inputs and what they import. Problems go to the report; what could be read is in the set nevertheless.
    pub fn load(&self, inputs: &[Location], report: &mut Report) -> DocumentSet {
        load::load(self, inputs, report)
    }
}

fn read_file(path: &Path, limit: usize) -> Result<Vec<u8>, String> {
    use std::io::ErrorKind;
    let read = || -> std::io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        // One more than allowed tells that it is too much.
        std::fs::File::open(path)?
            .take(limit as u64 + 1)
            .read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    read().map_err(|error| match error.kind() {
        ErrorKind::NotFound => "there is no such file".to_owned(),
        ErrorKind::IsADirectory => "it is a directory".to_owned(),
        ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => error.to_string(),
    })
}
