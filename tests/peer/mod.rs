//! The servers that `cargo xtask interop` starts.
#![allow(dead_code, reason = "not every test program needs clients")]

use sapo::soap::Version;
use sapo::transport::HttpTransport;
use sapo::{Client, Service};

pub(crate) const VERSIONS: [Version; 2] = [Version::Soap11, Version::Soap12];

/// The address of a server, by what it is called in the environment; none (and a line that says so) where it does not run.
pub(crate) fn address(name: &str) -> Option<String> {
    let variable = format!("SAPO_INTEROP_{name}");
    let address = std::env::var(&variable).ok();
    if address.is_none() {
        eprintln!("skipped: {variable} is not set; `cargo xtask interop` sets it");
    }
    address
}

/// Clients of a service in both versions of SOAP, each at its path on a server; none where that does not run.
pub(crate) fn clients<S: Service<Transport = HttpTransport>>(
    name: &str,
    path: impl Fn(Version) -> String,
    strict: bool,
) -> Vec<S> {
    let Some(server) = address(name) else {
        return Vec::new();
    };
    let client = |version| {
        let client = Client::new(S::DESCRIPTION, HttpTransport::new().unwrap());
        let client = client.with_endpoint(format!("{server}{}", path(version)));
        S::from_client(client.with_version(version).with_strict(strict))
    };
    VERSIONS.map(client).into()
}
