//! Servers to test against, over real HTTP, in this process: Authenticate and a sibling service ([`Embedded`]), and a site
//! with an `auth` service ([`EmbeddedAuth`]).
//!
//! Authenticate behaves as the real service is seen to: every answer may set the cookie, a refused login is an empty string, sessions
//! end, wrong passwords lock the user out, and so on. [`World`] says who exists; the methods of [`Embedded`] make
//! things go wrong.
//!
//! ```
//! # tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
//! use sapo_authenticate::Session;
//! use sapo_authenticate::embedded::{ANNA, APPLICATION, Embedded};
//!
//! let server = Embedded::start().await?;
//! let session = Session::builder(APPLICATION, ANNA.username, ANNA.password)
//!     .endpoint(server.authenticate_url())
//!     .build()?;
//! session.log_in().await?;
//! assert_eq!(server.calls("Login"), 1);
//! # Ok::<(), Box<dyn std::error::Error>>(()) })?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod auth;
mod authenticate;
mod logins;
mod sessions;
mod state;
mod time;
mod traffic;
mod whoami;
mod world;

use std::io;
use std::sync::Arc;
use std::time::Duration;

use sapo::Uuid;
use sapo::server::{Host, Router, Running};

pub use self::auth::{EVA, EmbeddedAuth, FORM};
use self::state::Shared;
pub use self::world::{ANNA, APPLICATION, Account, BJORN, ROBOT, TOKEN, User, World, identity_id};
use crate::authenticate::AuthenticateServer;

/// A service that shares the sessions of Authenticate, as its WSDL describes it: types, client and server, generated.
#[allow(missing_docs, reason = "its WSDL documents the operations alone")]
pub mod sibling {
    include!(concat!(env!("OUT_DIR"), "/sibling.rs"));
}

/// The service of a site that wants the token of its `auth` service, as its WSDL describes it: types, client and server,
/// generated.
#[allow(missing_docs, reason = "its WSDL documents the operation alone")]
pub mod forms {
    include!(concat!(env!("OUT_DIR"), "/forms.rs"));
}

/// The server, running. It stops when it is dropped.
#[derive(Debug)]
pub struct Embedded {
    host: Running,
    shared: Arc<Shared>,
}

impl Embedded {
    /// Starts a server on a free port of this machine, with the [`World`] that is there by default.
    ///
    /// # Errors
    /// If it cannot listen.
    pub async fn start() -> io::Result<Self> {
        Self::start_with(World::default()).await
    }

    /// The same with another world.
    ///
    /// # Errors
    /// If it cannot listen.
    pub async fn start_with(world: World) -> io::Result<Self> {
        let shared = Arc::new(Shared::new(world));
        let router = Router::new()
            .service(
                "/authenticate.asmx",
                AuthenticateServer(authenticate::Service(Arc::clone(&shared))),
            )
            .service(
                "/sibling.asmx",
                sibling::SiblingServer(whoami::Service(Arc::clone(&shared))),
            );
        let host = Host::bind(("127.0.0.1", 0)).await?.serve(router);
        Ok(Self { host, shared })
    }

    /// Where Authenticate is.
    pub fn authenticate_url(&self) -> String {
        self.host.url("/authenticate.asmx")
    }

    /// Where the sibling service is.
    pub fn sibling_url(&self) -> String {
        self.host.url("/sibling.asmx")
    }

    /// How often an operation (`HasSession`, say) was called; refused calls count.
    pub fn calls(&self, operation: &str) -> usize {
        self.shared.state().traffic.calls(operation)
    }

    /// Ends all sessions.
    pub fn end_sessions(&self) {
        self.shared.state().sessions.end_all();
    }

    /// Ends sessions that are unused for this long; 20 minutes to begin with.
    pub fn end_sessions_after(&self, idle: Duration) {
        self.shared.state().sessions.end_after(idle);
    }

    /// Makes every call take at least so long.
    pub fn delay(&self, time: Duration) {
        self.shared.state().traffic.delay = time;
    }

    /// Answers the next calls that the limit was exceeded, by one, and that the quarantine ends at `until`.
    pub fn quarantine(&self, calls: usize, until: impl Into<String>) {
        self.shared.state().traffic.refuse(calls, until.into());
    }

    /// Takes an identity away from its user. Sessions that act as it go on doing so.
    pub fn remove_identity(&self, id: Uuid) {
        self.shared.state().removed.insert(id);
    }

    /// Makes everything as it was in the beginning.
    pub fn reset(&self) {
        self.shared.reset();
    }
}
