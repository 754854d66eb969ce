//! The document that every toolkit reads, and whether what a toolkit writes is the same.

use std::fs;

use sapo::transport::MemoryTransport;
use sapo_authenticate::authenticate::{AuthenticateClient, GetIdentitiesResponse};
use sapo_benches::document::{ENTRIES, identities};
use tokio::runtime::Runtime;

use crate::read;

const DECLARATION: &str = r#"<?xml version="1.0" encoding="utf-8"?>"#;

/// Writes the response, as an element by itself and in an envelope.
pub(crate) fn write(element: &str, envelope: &str) {
    let document = identities(ENTRIES);
    let content = document.trim_start_matches(DECLARATION);
    let message = format!(
        r#"{DECLARATION}<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>{content}</soap:Body></soap:Envelope>"#
    );
    fs::write(element, &document).expect("the file can be written");
    fs::write(envelope, message).expect("the file can be written");
}

/// Checks that a file that a toolkit wrote, an element or an envelope, has the values of the document.
pub(crate) fn same(element: &str, written: &str) {
    let expected = sapo::xml::from_str(&read(element)).expect("the document is valid");
    let written = read(written);
    let is_envelope = written
        .chars()
        .take(500)
        .collect::<String>()
        .contains("Envelope");
    let actual = if is_envelope {
        received(written)
    } else {
        sapo::xml::from_str(&written).expect("the toolkit writes a valid document")
    };
    let [expected, actual] = [expected, actual].map(with_defaults);
    assert!(
        expected == actual,
        "the toolkit writes other values than it read"
    );
}

/// The body of a response.
fn received(envelope: String) -> GetIdentitiesResponse {
    let response = http::Response::builder()
        .header("Content-Type", "text/xml; charset=utf-8")
        .body(envelope.into())
        .expect("the header is valid");
    let api = AuthenticateClient::new(MemoryTransport::replay([response]));
    let runtime = Runtime::new().expect("threads can be started");
    let response = runtime.block_on(api.get_identities().message().into_future());
    response
        .expect("the toolkit writes a valid response")
        .into_body()
}

/// .NET omits an element whose value is the schema's default.
fn with_defaults(mut response: GetIdentitiesResponse) -> GetIdentitiesResponse {
    let list = response.get_identities_result.iter_mut();
    for identity in list.flatten().flatten() {
        identity.is_disabled.get_or_insert(false);
    }
    response
}
