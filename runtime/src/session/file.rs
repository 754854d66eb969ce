//! A store in files.

use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant, SystemTime};

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::{BoxFuture, Key, Lease, Record, Refusals, SessionStore, StoreError};
use crate::Secret;

/// Keeps sessions in a directory, one file each, for all processes of one user on one machine.
///
/// The files are named by the [digest](Key::digest) of their key, hold JSON, and belong to their owner alone:
/// on Unix they are made with mode 0600, the directory with 0700 where it does not exist, and a file that others
/// may read or write is not believed. They are replaced whole. A file that cannot be understood is no session.
/// Beside each is an empty `.lock` file; the lock on it is advisory and ends with the process that holds it.
///
/// Reading and writing is done in place, without a thread: it happens once a login.
#[derive(Debug, Clone)]
pub struct FileStore {
    directory: PathBuf,
    patience: Duration,
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

/// How long before a held lock is tried again.
const POLL: Duration = Duration::from_millis(25);

impl FileStore {
    /// A store in this directory, which is made when the first session is kept.
    pub fn new(directory: impl Into<PathBuf>) -> Self {
        Self {
            directory: directory.into(),
            patience: Duration::from_secs(60),
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

    fn make_directory(&self) -> io::Result<()> {
        let mut builder = DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&self.directory)
    }

    fn read(&self, key: &Key) -> io::Result<Record> {
        let path = self.path(key, "json");
        let bytes = match read_own(&path) {
            Ok(Some(bytes)) => bytes,
            Ok(None) => {
                tracing::warn!("a session file that others may read or write is not used");
                return Ok(Record::default());
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Record::default()),
            Err(error) => return Err(error),
        };
        let content = serde_json::from_slice::<Content>(&bytes).ok();
        Ok(content
            .filter(|content| content.version == VERSION && content.key == key.digest())
            .map(Record::from)
            .unwrap_or_default())
    }

    fn write(&self, key: &Key, record: &Record) -> io::Result<()> {
        self.make_directory()?;
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
        let written = own_file(OpenOptions::new().write(true).create_new(true))
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
        let file = self
            .make_directory()
            .and_then(|()| {
                own_file(OpenOptions::new().write(true).create(true).truncate(false))
                    .open(self.path(key, "lock"))
            })
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

fn unusable(action: &str, error: io::Error) -> StoreError {
    StoreError::Unusable {
        action: action.to_owned(),
        source: Box::new(error),
    }
}

fn own_file(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    options
}

/// The bytes of a file; none if others than its owner may read or write it, for they may have planted it.
fn read_own(path: &Path) -> io::Result<Option<Zeroizing<Vec<u8>>>> {
    let mut file = File::open(path)?;
    #[cfg(unix)]
    if std::os::unix::fs::MetadataExt::mode(&file.metadata()?) & 0o077 != 0 {
        return Ok(None);
    }
    let mut bytes = Zeroizing::new(Vec::new());
    io::Read::read_to_end(&mut file, &mut bytes)?;
    Ok(Some(bytes))
}
