//! Client of 24SevenOffice's Authenticate service: log in once, and take the session to every other service.
//!
//! A [`Session`] belongs to one user acting as one identity. It logs in when it is first used, serves any number of tasks, and
//! comes back by itself when the server has ended it:
//!
//! ```no_run
//! # async fn example() -> Result<(), sapo_authenticate::Error> {
//! use sapo_authenticate::{FileStore, Session, Uuid};
//!
//! let application: Uuid = "a0000000-0000-4000-8000-000000000001".parse().unwrap();
//! let session = Session::builder(application, "anna@example.com", "correct horse")
//!     .identity("Nordlys Bakeri AS")
//!     .store(FileStore::new("/var/lib/bakery/sessions"))
//!     .build()?;
//! let identity = session.identity().await?;
//! # let _ = identity;
//! # Ok(())
//! # }
//! ```
//!
//! [`Session::service`] gives a client of any service that sapo generated bindings for; its calls are made in the session.
//! [`authenticate`] is Authenticate itself, as its WSDL describes it. The rules that sessions follow are those of
//! [`sapo::session`].
//!
//! The `auth` service of PHP sites has sessions of the same kind: an [`AuthSession`] logs a user in with it, and takes the token to
//! the site's other services.
//!
//! Features: `serde` for JSON of the generated types; `embedded` for a server to test against; `blocking` for programs that
//! are not asynchronous, whose calls [`Blocking`](https://docs.rs/sapo/latest/sapo/blocking/struct.Blocking.html) waits for.

mod auth_login;
mod auth_session;
mod builder;
mod choice;
#[cfg(feature = "embedded")]
pub mod embedded;
mod error;
mod identities;
mod no_value;
mod protocol;
mod quota;
mod session;

/// The `auth` service of a site as its WSDL describes it: types and client, generated.
///
/// [`AuthSession`] logs in with it, keeps the token and sends it along.
#[allow(missing_docs, reason = "parts of messages have no documentation")]
pub mod auth {
    include!(concat!(env!("OUT_DIR"), "/auth.rs"));
}

/// Authenticate as its WSDL describes it: types and client, generated.
pub mod authenticate {
    include!(concat!(env!("OUT_DIR"), "/authenticate.rs"));
}

pub use auth_login::AuthLogin;
pub use auth_session::{AuthSession, TOKEN_LIFE};
pub use builder::{AuthUser, AuthenticateUser, SessionBuilder};
pub use choice::{Candidate, Choice};
pub use error::Error;
pub use no_value::NoValue;
pub use protocol::Login;
pub use quota::REQUESTS_AN_HOUR;
#[cfg(feature = "blocking")]
pub use sapo::blocking::Blocking;
pub use sapo::session::{FileStore, MemoryStore, Policy, Quarantine, Quota, SessionStore};
pub use sapo::soap::Version;
pub use sapo::{Secret, Uuid};
pub use session::{Session, SessionTransport};
