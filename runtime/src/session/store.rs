//! Where sessions are kept between calls, processes and restarts.

use std::any::Any;
use std::fmt;

use super::{BoxFuture, Key, Refusals};
use crate::Secret;

/// Keeps session ids for all who share it.
///
/// An id from a store is never trusted unseen: the server is asked whether it is alive. So a store may lose
/// what it was given, but must not give one key's id to another. A record whose id can't stand in the
/// protocol's cookie, or whose [refusals](Record::refusals) ask for a longer wait than
/// [`Backoff::longest`](super::Backoff::longest), counts as empty.
pub trait SessionStore: Send + Sync {
    /// What is kept for `key`; an empty record if there is nothing, or if what is there cannot be read.
    ///
    /// # Errors
    /// If the store cannot be reached.
    fn load<'a>(&'a self, key: &'a Key) -> BoxFuture<'a, Result<Record, StoreError>>;

    /// Keeps `record` for `key`, in place of what was kept. Others read the old or the new one, nothing between.
    ///
    /// # Errors
    /// If the store cannot be reached.
    fn save<'a>(
        &'a self,
        key: &'a Key,
        record: &'a Record,
    ) -> BoxFuture<'a, Result<(), StoreError>>;

    /// Forgets what is kept for `key`, if there is anything.
    ///
    /// # Errors
    /// If the store cannot be reached.
    fn remove<'a>(&'a self, key: &'a Key) -> BoxFuture<'a, Result<(), StoreError>>;

    /// Waits until nobody else holds the lock of `key`, and takes it. Whoever logs in holds it, so that one
    /// login serves all who share the store.
    ///
    /// # Errors
    /// If the store cannot be reached, or the lock is held for too long.
    fn lock<'a>(&'a self, key: &'a Key) -> BoxFuture<'a, Result<Lease, StoreError>>;
}

/// What a store keeps for a key.
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct Record {
    /// The session's id.
    pub id: Option<Secret<String>>,
    /// The logins that were refused since the last good one, so that all who share the store wait after them.
    pub refusals: Refusals,
}

impl Record {
    /// A session, and no refusals.
    pub fn of_session(id: Secret<String>) -> Self {
        Self {
            id: Some(id),
            refusals: Refusals::default(),
        }
    }

    /// Refusals, and no session.
    pub fn of_refusals(refusals: Refusals) -> Self {
        Self { id: None, refusals }
    }
}

/// The lock of a key, held until this is dropped.
#[must_use = "the lock is released when this is dropped"]
pub struct Lease {
    _held: Box<dyn Any + Send + Sync>,
}

impl Lease {
    /// A lease that releases the lock by dropping `guard`.
    pub fn new(guard: impl Any + Send + Sync) -> Self {
        Self {
            _held: Box::new(guard),
        }
    }
}

impl fmt::Debug for Lease {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Lease")
    }
}

/// A store that could not be used.
#[derive(Debug)]
#[non_exhaustive]
pub enum StoreError {
    /// The store could not be read or written.
    Unusable {
        /// What was attempted.
        action: String,
        /// Why it failed. `Display` includes it, so the error's source is the source of this.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// Another process held the lock for longer than is waited for.
    Busy,
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unusable { action, source } => write!(f, "could not {action}: {source}"),
            Self::Busy => f.write_str("another process has been logging in for too long"),
        }
    }
}

impl std::error::Error for StoreError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Unusable { source, .. } => source.source(),
            Self::Busy => None,
        }
    }
}
