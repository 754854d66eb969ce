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
///
/// # Errors
/// What is wrong with it.
pub(crate) fn same(element: &str, written: &str) -> Result<(), String> {
    let expected = sapo::xml::from_str(&read(element)).expect("the document is valid");
    let written = read(written);
    let start: String = written.chars().take(500).collect();
    let actual = if start.contains("Envelope") {
        received(written).map_err(|error| error.to_string())
    } else {
        sapo::xml::from_str(&written).map_err(|error| error.to_string())
    };
    let actual = actual.map_err(|error| format!("it writes no valid document: {error}"))?;
    if with_defaults(expected) == with_defaults(actual) {
        Ok(())
    } else {
        Err("it writes other values than it read".to_owned())
    }
}

/// The body of a response.
fn received(envelope: String) -> Result<GetIdentitiesResponse, sapo::Error> {
    let response = http::Response::builder()
        .header("Content-Type", "text/xml; charset=utf-8")
        .body(envelope.into())
        .expect("the header is valid");
    let api = AuthenticateClient::new(MemoryTransport::replay([response]));
    let runtime = Runtime::new().expect("threads can be started");
    let response = runtime.block_on(api.get_identities().message().into_future());
    Ok(response?.into_body())
}

/// .NET omits an element whose value is the schema's default.
fn with_defaults(mut response: GetIdentitiesResponse) -> GetIdentitiesResponse {
    let list = response.get_identities_result.iter_mut();
    for identity in list.flatten().flatten() {
        identity.is_disabled.get_or_insert(false);
    }
    response
}
