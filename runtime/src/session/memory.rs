//! A store within the process.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::{BoxFuture, Key, Lease, SessionStore, StoreError};
use crate::Secret;

/// Shares sessions within the process, among objects that are made anew for every request, say.
#[derive(Debug, Default)]
pub struct MemoryStore {
    ids: Mutex<HashMap<Key, Secret<String>>>,
    locks: Mutex<HashMap<Key, Arc<tokio::sync::Mutex<()>>>>,
}

impl MemoryStore {
    fn ids(&self) -> MutexGuard<'_, HashMap<Key, Secret<String>>> {
        self.ids.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl SessionStore for MemoryStore {
    fn load<'a>(
        &'a self,
        key: &'a Key,
    ) -> BoxFuture<'a, Result<Option<Secret<String>>, StoreError>> {
        Box::pin(async { Ok(self.ids().get(key).cloned()) })
    }

    fn save<'a>(
        &'a self,
        key: &'a Key,
        id: &'a Secret<String>,
    ) -> BoxFuture<'a, Result<(), StoreError>> {
        Box::pin(async {
            self.ids().insert(key.clone(), id.clone());
            Ok(())
        })
    }

    fn remove<'a>(&'a self, key: &'a Key) -> BoxFuture<'a, Result<(), StoreError>> {
        Box::pin(async {
            self.ids().remove(key);
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
