//! Sessions: log in once, share the session among all tasks and services, renew it when it ends.
//!
//! A [`Protocol`] says how one service logs in and how a refused call looks; all else is common.
//! [`Authenticated`] is a [`Transport`](crate::Transport) whose calls are made in such a session:
//!
//! - One login serves any number of concurrent tasks, and of processes where a [`SessionStore`] is shared.
//!   If the task that logs in is dropped, another takes over.
//! - A session that was used a moment ago is trusted. The server is asked only about one that comes from a
//!   store, was long unused, or has just been refused.
//! - A call that is refused as unauthenticated is repeated once, in a new session if the old one is dead.
//! - The session's cookie goes to [`TrustedHosts`] alone, over TLS (or to the machine itself).
//! - Refused logins back off; a server's [`Quota`] is kept and its quarantine waited out.

mod authenticated;
mod backoff;
mod carrier;
mod clock;
mod cookie;
mod core;
mod distrust;
mod environment;
mod error;
mod file;
mod key;
mod memory;
mod private;
mod protocol;
mod quota;
mod state;
mod store;
mod trust;

pub use self::authenticated::Authenticated;
pub use self::backoff::{Backoff, Refusals};
pub use self::carrier::Carrier;
pub use self::clock::{Clock, SystemClock};
pub use self::environment::{Environment, Policy};
pub use self::error::{Cause, SessionError};
pub use self::file::FileStore;
pub use self::key::Key;
pub use self::memory::MemoryStore;
pub use self::protocol::{Failure, Protocol, Verdict};
pub use self::quota::{Allowance, Quarantine, Quota};
pub use self::store::{Lease, Record, SessionStore, StoreError};
pub use self::trust::TrustedHosts;

/// A boxed future, as the traits return it that are used as trait objects.
pub type BoxFuture<'a, T> = std::pin::Pin<Box<dyn Future<Output = T> + Send + 'a>>;
