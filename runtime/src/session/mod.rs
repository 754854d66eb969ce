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
//!
//! # States
//!
//! ```text
//!          log in, or adopt                    settle
//! none ──────────────────────▶ unsettled ────────────────▶ settled ──▶ calls
//!  ▲                            │  ▲  │                      │  │
//!  ├──── dead ──────────────────┘  │  │ settling fails       │  │
//!  │                         alive │  ▼                      │  │
//!  ├──── dead ─────────────────── doubtful ◀── call refused ─┘  │
//!  │                                                            │
//!  └──── long unused and dead, forgotten, handed over ──────────┘
//! ```
//!
//! - *none*: the next call adopts the session of the store if that is alive, or else logs in. A refused
//!   login stays here and backs off: until the wait is over, [`SessionError::BackingOff`] is returned
//!   without asking the server.
//! - *unsettled*: the session is alive, but [`Protocol::settle`] hasn't yet made it what its [`Key`]
//!   promises. A session that was opened elsewhere ([`Authenticated::with_id`]) begins here.
//! - *settled*: calls are made in it. If it was long unused ([`Policy`]), the server is asked whether it is
//!   alive first, and it stays settled if it is. An id that the server reissues replaces the old one.
//! - *doubtful*: the server is asked before the next call.
//!
//! One task at a time goes along an arrow; others that need the session wait for its outcome. A quarantine
//! is a state of the [`Quota`], whatever that of the session: no request is sent until it ends.

// | file | subject |
// | --- | --- |
// | `authenticated` | the transport whose calls are made in a session |
// | `core` | the arrows of the diagram |
// | `state` | the session as this process knows it, with its standing |
// | `carrier` | one request, with the session's cookie and within the quota |
// | `protocol`, `key`, `environment` | how a service logs in; whose session it is; what is around it |
// | `backoff`, `quota`, `trust` | waits after refused logins; limits of the server; hosts that get the session |
// | `store`, `memory`, `file`, `private`, `distrust` | stores, and reasons not to trust what they keep |
// | `cookie`, `clock`, `error` | the session's cookie; the time; what can go wrong |

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
