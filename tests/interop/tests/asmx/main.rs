//! Against a real ASP.NET server, a service for each style and kind of value: `cargo xtask interop` starts the server and runs
//! these tests.
//!
//! The services are in `tests/interop/asmx/echo`; what each test tries is summed up in `docs/INTEROP.md`.

mod encoded;
mod faults;
mod headers;
mod open;
mod queries;
mod shapes;
mod structures;
mod styles;
mod values;

use std::fmt::Debug;

use sapo::transport::HttpTransport;
use sapo::xml::Any;
use sapo::xml::Reading;
use sapo::{Error, Service};

/// The address of the server, where there is one.
fn server() -> Option<String> {
    sapo_interop::address("ASMX")
}

/// Clients of a service of the site in both versions of SOAP, which read in Strict; none where there is no
/// server.
fn clients<S: Service<Transport = HttpTransport>>(service: &str) -> Vec<S> {
    sapo_interop::clients("ASMX", |_| format!("/{service}.asmx"), Reading::Strict)
}

/// Calls an operation with each of the values, and expects it to give them back.
async fn same<V, A, F>(call: impl Fn(V) -> F, values: impl IntoIterator<Item = V>)
where
    V: Clone + Into<A>,
    A: PartialEq + Debug,
    F: IntoFuture<Output = Result<A, Error>>,
{
    let pairs = values.into_iter().map(|value| (value.clone(), value));
    differs(call, pairs).await;
}

/// Calls an operation with the first of each pair, and expects the other.
async fn differs<V, E, A, F>(call: impl Fn(V) -> F, pairs: impl IntoIterator<Item = (V, E)>)
where
    E: Into<A>,
    A: PartialEq + Debug,
    F: IntoFuture<Output = Result<A, Error>>,
{
    for (number, (sent, expected)) in pairs.into_iter().enumerate() {
        let expected = expected.into();
        let answer = match call(sent).await {
            Ok(answer) => answer,
            Err(error) => panic!("value {number}, {}: {error}", start_of(&expected)),
        };
        assert!(
            answer == expected,
            "value {number} is {} and not {}",
            start_of(&answer),
            start_of(&expected)
        );
    }
}

/// A document as a tree.
fn any(document: &str) -> Any {
    document.parse().unwrap()
}

/// A value as text, which may be of a megabyte.
fn start_of(value: &impl Debug) -> String {
    format!("{value:?}").chars().take(400).collect()
}
