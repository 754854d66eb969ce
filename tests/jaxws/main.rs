//! Against Java's JAX-WS: `cargo xtask interop` starts its services and runs these tests. Each service is there in both
//! versions of SOAP, and its answers are read in Strict.

mod addressing;
mod attachments;
mod envelopes;
mod everything;
mod exceptions;
mod guarded;
mod sums;

use std::future::Future;

use sapo::soap::Version;
use sapo::transport::HttpTransport;
use sapo::{Client, Service};

const VERSIONS: [(Version, &str); 2] = [(Version::Soap11, "soap11"), (Version::Soap12, "soap12")];

/// The bindings of a service.
macro_rules! bindings {
    ($name:literal) => {
        #[allow(dead_code, missing_docs, unreachable_pub)] // generated for every user, used by one
        mod bindings {
            include!(concat!(env!("OUT_DIR"), "/", $name, ".rs"));
        }
    };
}
use bindings;

/// Clients of a service in both versions of SOAP; none (and a line that says so) where there is no server.
fn clients<S: Service<Transport = HttpTransport>>(service: &str) -> Vec<S> {
    let Ok(server) = std::env::var("SAPO_INTEROP_JAXWS") else {
        eprintln!("skipped: SAPO_INTEROP_JAXWS is not set; `cargo xtask interop` sets it");
        return Vec::new();
    };
    let client = |(version, path)| {
        let client = Client::new(S::DESCRIPTION, HttpTransport::new().unwrap());
        S::from_client(
            client
                .with_endpoint(format!("{server}/{path}/{service}"))
                .with_version(version)
                .with_strict(true),
        )
    };
    VERSIONS.map(client).into()
}

/// What `ask` gives once it gives something: one-way messages are answered before they are processed.
async fn eventually<T, F: Future<Output = Option<T>>>(ask: impl Fn() -> F) -> T {
    for _ in 0..1000 {
        if let Some(found) = ask().await {
            return found;
        }
    }
    panic!("it has never come")
}
