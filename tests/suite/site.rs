//! The server that a scenario is played at.

use std::time::Duration;

use bytes::Bytes;
use http::{Request, StatusCode};
use sapo::Transport;
use sapo::transport::HttpTransport;
use sapo_authenticate::Uuid;
use sapo_authenticate::embedded::Embedded;
use tokio::sync::{Mutex, MutexGuard};

/// A server, and what makes things go wrong with it.
pub(crate) enum Site {
    /// In this process.
    Embedded(Embedded),
    /// ASP.NET, see `tests/interop/asmx`.
    Asmx(Asmx),
}

pub(crate) struct Asmx {
    address: String,
    transport: HttpTransport,
    _turn: MutexGuard<'static, ()>,
}

#[allow(
    dead_code,
    reason = "each test program has one kind of site, and needs not all controls"
)]
impl Site {
    /// The embedded server, newly started.
    pub(crate) async fn embedded() -> Option<Self> {
        Some(Self::Embedded(Embedded::start().await.unwrap()))
    }

    /// The ASP.NET server, as it was in the beginning; none where there is no such server. There is one for all tests, which
    /// take turns.
    pub(crate) async fn asmx() -> Option<Self> {
        static TURN: Mutex<()> = Mutex::const_new(());
        let address = super::address("ASMX")?;
        let site = Self::Asmx(Asmx {
            address,
            transport: HttpTransport::new().unwrap(),
            _turn: TURN.lock().await,
        });
        site.reset().await;
        Some(site)
    }

    pub(crate) fn authenticate_url(&self) -> String {
        match self {
            Self::Embedded(server) => server.authenticate_url(),
            Self::Asmx(server) => format!("{}/authenticate.asmx", server.address),
        }
    }

    pub(crate) fn sibling_url(&self) -> String {
        match self {
            Self::Embedded(server) => server.sibling_url(),
            Self::Asmx(server) => format!("{}/sibling.asmx", server.address),
        }
    }

    /// How often an operation was called.
    pub(crate) async fn calls(&self, operation: &str) -> usize {
        match self {
            Self::Embedded(server) => server.calls(operation),
            Self::Asmx(server) => {
                let counters = server.control("counters").await;
                counters
                    .lines()
                    .filter_map(|line| line.split_once(' '))
                    .find(|(name, _)| *name == operation)
                    .map_or(0, |(_, count)| count.trim().parse().unwrap())
            }
        }
    }

    pub(crate) async fn end_sessions(&self) {
        match self {
            Self::Embedded(server) => server.end_sessions(),
            Self::Asmx(server) => drop(server.control("expire").await),
        }
    }

    pub(crate) async fn end_sessions_after(&self, idle: Duration) {
        match self {
            Self::Embedded(server) => server.end_sessions_after(idle),
            Self::Asmx(server) => {
                let control = format!("timeout?milliseconds={}", idle.as_millis());
                drop(server.control(&control).await);
            }
        }
    }

    pub(crate) async fn quarantine(&self, calls: usize, until: &str) {
        match self {
            Self::Embedded(server) => server.quarantine(calls, until),
            Self::Asmx(server) => {
                let control = format!("limit?calls={calls}&until={until}");
                drop(server.control(&control).await);
            }
        }
    }

    pub(crate) async fn remove_identity(&self, id: Uuid) {
        match self {
            Self::Embedded(server) => server.remove_identity(id),
            Self::Asmx(server) => drop(server.control(&format!("remove?identity={id}")).await),
        }
    }

    async fn reset(&self) {
        match self {
            Self::Embedded(server) => server.reset(),
            Self::Asmx(server) => drop(server.control("reset").await),
        }
    }
}

impl Asmx {
    async fn control(&self, control: &str) -> String {
        let request = Request::post(format!("{}/control/{control}", self.address))
            // Mono wants a length, and so something to measure.
            .body(Bytes::from_static(b" "))
            .unwrap();
        let response = self.transport.send(request).await.unwrap();
        assert_eq!(response.status(), StatusCode::OK, "{control}");
        String::from_utf8(response.body().to_vec()).unwrap()
    }
}
