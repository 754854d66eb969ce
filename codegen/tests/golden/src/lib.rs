//! The golden files of `codegen/tests/cases`, each compiled as a user would compile it, under lints that allow nothing.
#![deny(warnings, clippy::all)]

use sapo::Client;
use sapo::gen1::{Operation, ServiceDescription, Version};
use sapo::transport::MemoryTransport;
use sapo::xml::{self, Error, Read, Reader, Reading, Write};

include!(concat!(env!("OUT_DIR"), "/cases.rs"));

/// Returns a response in SOAP 1.1 whose body holds these elements.
#[must_use]
pub fn response(body: &str) -> http::Response<bytes::Bytes> {
    let text = format!(
        r#"<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body>{body}</e:Body></e:Envelope>"#
    );
    let mut response = http::Response::new(text.into());
    let content_type = http::HeaderValue::from_static("text/xml; charset=utf-8");
    response.headers_mut().insert("content-type", content_type);
    response
}

/// A folder of `codegen/tests/cases`.
#[derive(Debug)]
pub struct Case {
    /// The folder's name.
    pub name: &'static str,
    /// Reads a document of the case and writes it again; none where the golden file has no `Root`.
    pub echo: Option<Echo>,
    /// What the operations of the case's services send and are answered.
    pub messages: &'static [Message],
}

/// A message of an operation.
#[derive(Debug)]
pub struct Message {
    /// The service of the operation.
    pub service: &'static ServiceDescription,
    /// The namespace of the element in the body.
    pub namespace: &'static str,
    /// Its local name.
    pub local: &'static str,
    /// Whether it is in SOAP encoding.
    pub encoded: bool,
    /// Whether its parts stand side by side in the body; the element is the first of them.
    pub in_parts: bool,
    /// Reads an envelope with this message and writes it again.
    pub echo: EchoMessage,
}

/// Reads an envelope, strictly or not, and writes one with what was read.
pub type EchoMessage = fn(&Message, envelope: &[u8], strict: bool) -> Result<String, sapo::Error>;

/// Reads an envelope whose body is a `T` and writes it, as the operation's other side would.
///
/// # Errors
/// It is no such envelope, or the values cannot be written.
pub fn echo_message<T: sapo::gen1::Content + Send>(
    message: &Message,
    envelope: &[u8],
    strict: bool,
) -> Result<String, sapo::Error> {
    let mut operation = Operation::<T, T>::new("echo")
        .with_request(message.namespace, message.local)
        .with_response(message.namespace, message.local);
    if message.in_parts {
        operation = operation.with_request_parts(&[]).with_response_parts(&[]);
    }
    if message.encoded {
        operation = operation.encoded();
    }
    let is_12 = String::from_utf8_lossy(envelope).contains(Version::Soap12.namespace());
    let version = if is_12 {
        Version::Soap12
    } else {
        Version::Soap11
    };
    let client = Client::new(message.service, MemoryTransport::replay([]))
        .with_endpoint("http://localhost/")
        .with_version(version)
        .with_reading(match strict {
            true => Reading::Strict,
            false => Reading::Default,
        });
    let response = http::Response::new(envelope.to_vec().into());
    let value = client.response(&operation, response)?.into_body();
    let written = client.call(&operation, value).request()?.into_body();
    Ok(String::from_utf8_lossy(&written).into_owned())
}

/// Reads a document, strictly or not, and writes what was read.
pub type Echo = fn(document: &[u8], strict: bool) -> Result<String, Error>;

/// Reads a document as a `T` and writes it, after checking that what is written reads as the same value.
///
/// # Errors
/// The document cannot be read, or its values cannot be written.
///
/// # Panics
/// What was written reads as another value.
pub fn echo<T: Read + Write + PartialEq + std::fmt::Debug>(
    document: &[u8],
    strict: bool,
) -> Result<String, Error> {
    let text = xml::decode(document, None)?;
    let mut reader = Reader::new(&text, &xml::Limits::default())?.strict(strict);
    reader.root()?;
    let value = T::read_root(&mut reader)?;
    reader.finish()?;
    let written = xml::to_string(&value)?;
    let again: T = xml::from_str(&written)?;
    // What is not a number is not equal to itself, and yet the same.
    let is_same = again == value || format!("{again:?}") == format!("{value:?}");
    assert!(is_same, "{written}\n{again:?}\n{value:?}");
    Ok(written)
}
