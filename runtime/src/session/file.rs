//! A store in files.

use std::collections::BTreeSet;
use std::error::Error;
use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::distrust::Distrust;
use super::private::{self, PrivateError};
use super::{BoxFuture, Key, Lease, Record, Refusals, SessionStore, StoreError};
use crate::Secret;

/// Keeps sessions in a directory, one file each, for all processes of one user on one machine.
///
/// The files are named by the [digest](Key::digest) of their key, hold JSON and are replaced whole. Beside
/// each is an empty `.lock` file; the lock on it is advisory and ends with the process that holds it.
///
/// A file counts as a session only if nobody else can have put it there:
///
/// - It is a regular file, not a link, of at most 64 KiB, and holds a record of this version and key.
/// - On Unix it has mode 0600 and belongs to the effective user of this process. Files are made so.
/// - On Unix the directory belongs to that user or to root, and nobody else may write to it. It is made
///   with mode 0700 if it doesn't exist. One that others may write to isn't used at all, sticky or not:
///   nothing is read from it or written to it, and every process logs in for itself. Within `/tmp`, name
///   a directory of your own, such as `/tmp/app-sessions`, not `/tmp` itself.
/// - On Windows, access follows from the directory: choose one in the user's profile.
///
/// Any other file counts as no session and is replaced by the next login. A warning, given once, says why.
///
/// Reading and writing is done in place, without a thread: it happens once a login.
#[derive(Debug, Clone)]
pub struct FileStore {
    directory: PathBuf,
    patience: Duration,
    /// The warnings that have been given.
    warned: Arc<Mutex<BTreeSet<String>>>,
}

/// What a file holds.
#[derive(Serialize, Deserialize)]
struct Content {
    version: u32,
    /// The key's digest again, so that a file under another's name is not taken for the other's.
    key: String,
    id: Option<Zeroizing<String>>,
    /// How many logins were refused.
    #[serde(default)]
    refusals: u32,
    /// When the next may be tried, in milliseconds since 1970.
    #[serde(default)]
    retry_at: Option<u64>,
}

const VERSION: u32 = 1;

/// The size of the largest file that may be a record: far more than the id that a cookie can carry.
const LIMIT: u64 = 64 << 10;

/// How long before a held lock is tried again.
const POLL: Duration = Duration::from_millis(25);

impl FileStore {
    /// A store in this directory, which is made when the first session is kept.
    pub fn new(directory: impl Into<PathBuf>) -> Self {
        Self {
            directory: directory.into(),
            patience: Duration::from_secs(60),
            warned: Arc::default(),
        }
    }

    /// How long to wait for another process that is logging in; a minute unless told otherwise.
    #[must_use]
    pub fn with_patience(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    fn path(&self, key: &Key, extension: &str) -> PathBuf {
        self.directory.join(key.digest()).with_extension(extension)
    }

    /// Returns none, and warns, if something is not trusted.
    fn trusted<T>(&self, outcome: Result<T, PrivateError>) -> io::Result<Option<T>> {
        match outcome {
            Ok(value) => Ok(Some(value)),
            Err(PrivateError::Distrusted(distrust)) => {
                self.warn(&distrust);
                Ok(None)
            }
            Err(PrivateError::Io(error)) => Err(error),
        }
    }

    fn warn(&self, distrust: &Distrust) {
        let reason = distrust.to_string();
        let mut warned = self.warned.lock().unwrap_or_else(PoisonError::into_inner);
        if warned.insert(reason.clone()) {
            tracing::warn!(reason, "stored sessions are not trusted");
        }
    }

    fn read(&self, key: &Key) -> io::Result<Record> {
        let path = self.path(key, "json");
        let bytes =
            private::check_directory(&self.directory).and_then(|()| private::read(&path, LIMIT));
        let bytes = match self.trusted(bytes) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            bytes => bytes?,
        };
        let Some(bytes) = bytes else {
            return Ok(Record::default());
        };
        match serde_json::from_slice::<Content>(&bytes) {
            Ok(content) if content.version == VERSION && content.key == key.digest() => {
                Ok(content.into())
            }
            _ => {
                self.warn(&Distrust::NotRecord(path));
                Ok(Record::default())
            }
        }
    }

    fn write(&self, key: &Key, record: &Record) -> io::Result<()> {
        if self
            .trusted(private::make_directory(&self.directory))?
            .is_none()
        {
            return Ok(());
        }
        let content = Content {
            version: VERSION,
            key: key.digest(),
            id: record
                .id
                .as_ref()
                .map(|id| Zeroizing::new(id.expose().clone())),
            refusals: record.refusals.count,
            retry_at: record.refusals.retry_at.map(to_milliseconds),
        };
        let bytes = Zeroizing::new(serde_json::to_vec(&content)?);
        // A name that no other writer has, so that the file under it is ours from beginning to end.
        static WRITES: AtomicU64 = AtomicU64::new(0);
        let write = WRITES.fetch_add(1, Ordering::Relaxed);
        let temporary = self.path(key, &format!("{}-{write}.tmp", std::process::id()));
        let written = private::options()
            .write(true)
            .create_new(true)
            .open(&temporary)
            .and_then(|mut file| file.write_all(&bytes))
            .and_then(|()| fs::rename(&temporary, self.path(key, "json")));
        if written.is_err() {
            let _ = fs::remove_file(&temporary);
        }
        written
    }

    fn delete(&self, key: &Key) -> io::Result<()> {
        match fs::remove_file(self.path(key, "json")) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    /// Tries the lock again and again: a thread that waits for it could not be called back when the task that
    /// wants it is dropped.
    async fn acquire(&self, key: &Key) -> Result<Lease, StoreError> {
        let directory = self
            .trusted(private::make_directory(&self.directory))
            .map_err(|error| unusable("make the directory of sessions", error))?;
        if directory.is_none() {
            return Ok(Lease::new(()));
        }
        let mut options = private::options();
        options.write(true).create(true).truncate(false);
        let file = private::open(&self.path(key, "lock"), &options)
            .map_err(|error| unusable("open the session's lock file", error))?;
        let began = Instant::now();
        loop {
            match File::try_lock(&file) {
                Ok(()) => return Ok(Lease::new(file)),
                Err(TryLockError::WouldBlock) if began.elapsed() < self.patience => {
                    tokio::time::sleep(POLL).await;
                }
                Err(TryLockError::WouldBlock) => return Err(StoreError::Busy),
                Err(TryLockError::Error(error)) => {
                    return Err(unusable("lock the session's lock file", error));
                }
            }
        }
    }
}

impl SessionStore for FileStore {
    fn load<'a>(&'a self, key: &'a Key) -> BoxFuture<'a, Result<Record, StoreError>> {
        Box::pin(async {
            self.read(key)
                .map_err(|error| unusable("read the session file", error))
        })
    }

    fn save<'a>(
        &'a self,
        key: &'a Key,
        record: &'a Record,
    ) -> BoxFuture<'a, Result<(), StoreError>> {
        Box::pin(async {
            self.write(key, record)
                .map_err(|error| unusable("write the session file", error))
        })
    }

    fn remove<'a>(&'a self, key: &'a Key) -> BoxFuture<'a, Result<(), StoreError>> {
        Box::pin(async {
            self.delete(key)
                .map_err(|error| unusable("remove the session file", error))
        })
    }

    fn lock<'a>(&'a self, key: &'a Key) -> BoxFuture<'a, Result<Lease, StoreError>> {
        Box::pin(self.acquire(key))
    }
}

impl From<Content> for Record {
    fn from(content: Content) -> Self {
        Self {
            id: content.id.map(|id| Secret::from(id.as_str())),
            refusals: Refusals {
                count: content.refusals,
                retry_at: content.retry_at.and_then(|time| {
                    SystemTime::UNIX_EPOCH.checked_add(Duration::from_millis(time))
                }),
            },
        }
    }
}

fn to_milliseconds(time: SystemTime) -> u64 {
    let since = time
        .duration_since(SystemTime::UNIX_EPOCH)
        .unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}

fn unusable(action: &str, error: impl Into<Box<dyn Error + Send + Sync>>) -> StoreError {
    StoreError::Unusable {
        action: action.to_owned(),
        source: error.into(),
    }
}
