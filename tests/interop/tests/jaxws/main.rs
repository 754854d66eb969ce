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

use sapo::Service;
use sapo::soap::Version;
use sapo::transport::HttpTransport;
use sapo::xml::Reading;

/// Clients of a service in both versions of SOAP; none (and a line that says so) where there is no server.
fn clients<S: Service<Transport = HttpTransport>>(service: &str) -> Vec<S> {
    let path = |version| match version {
        Version::Soap11 => format!("/soap11/{service}"),
        Version::Soap12 => format!("/soap12/{service}"),
    };
    sapo_interop::clients("JAXWS", path, Reading::Strict)
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
