//! What sessions need around them.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::{Backoff, Clock, Quota, SessionStore, SystemClock, TrustedHosts};

/// What sessions need around them: the transport that sends, who is trusted, where ids are kept, and the rules.
///
/// Clones share all of it.
#[derive(Clone)]
pub struct Environment<T> {
    pub(super) transport: T,
    pub(super) trusted: TrustedHosts,
    pub(super) store: Option<Arc<dyn SessionStore>>,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) quota: Quota,
    pub(super) policy: Policy,
}

/// When a session is asked about, and when a refused login may be repeated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// A session that was unused for longer than this is asked about before it is used again.
    pub idle: Duration,
    /// The waits after refused logins.
    pub backoff: Backoff,
}

/// Ten minutes idle, which is half of what ASP.NET lets a session live.
impl Default for Policy {
    fn default() -> Self {
        Self {
            idle: Duration::from_secs(10 * 60),
            backoff: Backoff::default(),
        }
    }
}

impl<T> Environment<T> {
    /// Sessions that send through `transport`, trust `hosts`, and are kept nowhere but in their own objects.
    pub fn new(transport: T, hosts: TrustedHosts) -> Self {
        Self {
            transport,
            trusted: hosts,
            store: None,
            clock: Arc::new(SystemClock),
            quota: Quota::unpaced(),
            policy: Policy::default(),
        }
    }

    /// Keeps ids in a store, which others may share.
    #[must_use]
    pub fn with_store(mut self, store: Arc<dyn SessionStore>) -> Self {
        self.store = Some(store);
        self
    }

    /// Keeps to this quota.
    #[must_use]
    pub fn with_quota(mut self, quota: Quota) -> Self {
        self.quota = quota;
        self
    }

    /// Follows these rules.
    #[must_use]
    pub fn with_policy(mut self, policy: Policy) -> Self {
        self.policy = policy;
        self
    }

    /// Goes by another clock.
    #[must_use]
    pub fn with_clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = clock;
        self
    }
}

impl<T> fmt::Debug for Environment<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Environment")
            .field("trusted", &self.trusted)
            .field("stored", &self.store.is_some())
            .field("policy", &self.policy)
            .finish_non_exhaustive()
    }
}
