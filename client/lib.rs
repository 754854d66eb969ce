//! A client for 24SevenOffice's Authenticate service: log in once, and use the session at every
//! other service.
//!
//! A [`Session`] belongs to one user who acts as one identity. It logs in when it is first used,
//! serves any number of tasks, and logs in again after the server has ended it.
//! [`Session::service`] returns a client for any service with generated bindings; its calls carry
//! the session. [`authenticate`] is the Authenticate service itself, generated from its
//! WSDL. [`sapo::session`] has the rules that all sessions follow.
//!
//! [`AuthSession`] does the same for the `auth` service of PHP sites, with the token that it
//! issues.
//!
//! # Example
//!
//! An embedded server stands in for 24SevenOffice here. Leave out `endpoint` to log in at the real
//! service, with the application id that 24SevenOffice issued to you.
//!
//! ```
//! use sapo_authenticate::embedded::sibling::SiblingClient;
//! use sapo_authenticate::embedded::{ANNA, APPLICATION, Embedded};
//! use sapo_authenticate::{MemoryStore, Session};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let server = Embedded::start().await?;
//! let session = Session::builder(APPLICATION, ANNA.username, ANNA.password)
//!     .endpoint(server.authenticate_url())
//!     .identity("Nordlys Bakeri AS") // the client's name or id, or the identity's id
//!     .store(MemoryStore::default()) // `FileStore` shares the session with other processes
//!     .build()?;
//!
//! for identity in session.identities().await? {
//!     println!("{} {:?}", identity.id, identity.client);
//! }
//!
//! // Any generated client works in the session; this one is for a small service of the server.
//! let sibling: SiblingClient<_> = session.service_at(server.sibling_url());
//! let caller = sibling.who_am_i().await?.expect("the service knows the session");
//! assert_eq!(caller.client_name.as_deref(), Some("Nordlys Bakeri AS"));
//! # Ok(())
//! # }
//! ```
//!
//! # Features
//!
//! | feature | what it adds |
//! | --- | --- |
//! | `serde` | serde's traits for the generated types |
//! | `embedded` | servers for tests in the same process: Authenticate, a sibling, and `auth` |
//! | `blocking` | `Blocking`, for programs without an async runtime |

#![cfg_attr(docsrs, feature(doc_cfg))]

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
