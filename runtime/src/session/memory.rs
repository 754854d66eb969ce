//! A store within the process.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::{BoxFuture, Key, Lease, Record, SessionStore, StoreError};

/// Shares sessions within the process, among objects that are made anew for every request, say.
#[derive(Debug, Default)]
pub struct MemoryStore {
    records: Mutex<HashMap<Key, Record>>,
    locks: Mutex<HashMap<Key, Arc<tokio::sync::Mutex<()>>>>,
}

impl MemoryStore {
    fn records(&self) -> MutexGuard<'_, HashMap<Key, Record>> {
        self.records.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl SessionStore for MemoryStore {
    fn load<'a>(&'a self, key: &'a Key) -> BoxFuture<'a, Result<Record, StoreError>> {
        Box::pin(async { Ok(self.records().get(key).cloned().unwrap_or_default()) })
    }

    fn save<'a>(
        &'a self,
        key: &'a Key,
        record: &'a Record,
    ) -> BoxFuture<'a, Result<(), StoreError>> {
        Box::pin(async {
            self.records().insert(key.clone(), record.clone());
            Ok(())
        })
    }

    fn remove<'a>(&'a self, key: &'a Key) -> BoxFuture<'a, Result<(), StoreError>> {
        Box::pin(async {
            self.records().remove(key);
            Ok(())
        })
    }

    fn lock<'a>(&'a self, key: &'a Key) -> BoxFuture<'a, Result<Lease, StoreError>> {
        Box::pin(async {
            let lock = Arc::clone(
                self.locks
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .entry(key.clone())
                    .or_default(),
            );
            Ok(Lease::new(lock.lock_owned().await))
        })
    }
}
