//! The runtime for generated SOAP bindings: XML, envelopes, transport, and sessions.
//!
//! `sapo generate` turns a WSDL into Rust that depends only on this crate. The crate also has what
//! programs use around generated clients:
//!
//! - [`transport`] sends messages: over HTTP ([`HttpTransport`](transport::HttpTransport)), in
//!   memory for tests ([`MemoryTransport`](transport::MemoryTransport)), or your own way
//!   ([`Transport`]).
//! - [`soap`] has the [`Client`] that every generated client wraps, with endpoint, version, and
//!   headers, and the [`Fault`]s that servers return.
//! - [`xml`] reads and writes generated types as documents
//!   ([`from_str`](xml::from_str), [`to_string`](xml::to_string)).
//! - [`value`] has exact types for the values of XML Schema, such as [`Decimal`] and [`DateTime`].
//! - [`server`] serves the traits that `sapo generate --server` writes.
//!
//! # Example
//!
//! `GreeterClient` is generated from a WSDL whose only operation is `Greet`. A transport in memory
//! stands in for the server; a program that calls a real one passes `HttpTransport::new()?`.
//!
//! ```
//! # mod greeter {
//! #     include!(concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/checked-in/src/greeter.rs"));
//! # }
//! use greeter::GreeterClient; // sapo generate greeter.wsdl -o src/greeter.rs
//! use sapo::transport::MemoryTransport;
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), sapo::Error> {
//! let server = MemoryTransport::new(|_request| {
//!     Ok(http::Response::new(
//!         r#"<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/">
//!              <soap:Body>
//!                <GreetResponse xmlns="urn:example:greeter">
//!                  <greeting>Hello, Ada!</greeting>
//!                </GreetResponse>
//!              </soap:Body>
//!            </soap:Envelope>"#
//!             .into(),
//!     ))
//! });
//!
//! let api = GreeterClient::new(&server).with_endpoint("http://localhost:8080/greeter");
//! assert_eq!(api.greet("Ada".to_owned()).await?, "Hello, Ada!");
//! assert!(server.requests()[0].body().windows(3).any(|name| name == b"Ada"));
//! # Ok(())
//! # }
//! ```
//!
//! # Features
//!
//! | feature | default | what it adds |
//! | --- | :-: | --- |
//! | `client` | yes | [`HttpTransport`](transport::HttpTransport), with TLS by rustls |
//! | `serde` | yes | serde's traits for values and for types generated with `--serde` |
//! | `strict` | yes | checks of the schema's patterns in strict reading |
//! | `session` | | sessions that calls share: one login, stores, renewal, quotas |
//! | `server` | | an HTTP host for generated server traits |
//! | `blocking` | | calls for programs without an async runtime |
//! | `attachments` | | large attachments in temporary files instead of memory |
//! | `addressing` | | WS-Addressing for clients |
//! | `security` | | WS-Security user names, passwords, and timestamps |
//! | `authentication` | | HTTP Basic and Digest |
//! | `record` | | exchanges shown, recorded, and replayed, without their secrets |
//! | `jiff`, `chrono` | | conversions of dates, times, and durations |

#![cfg_attr(docsrs, feature(doc_cfg))]

mod attachment;
#[cfg(feature = "blocking")]
pub mod blocking;
mod error;
pub mod gen1;
mod item_error;
mod mime;
pub mod server;
#[cfg(feature = "session")]
pub mod session;
pub mod soap;
pub mod transport;
pub mod value;
pub mod xml;

pub use attachment::Attachment;
pub use error::{Error, Result};
pub use http;
pub use item_error::{AnyItem, Failure, ItemError, MayFail};
pub use mime::MimeError;
#[cfg(feature = "serde")]
pub use serde;
pub use soap::{Client, Fault, FaultCode, Response, Service};
pub use transport::{Transport, TransportError};
pub use value::{
    AnySimple, Date, DateTime, Decimal, Duration, GDay, GMonth, GMonthDay, GYear, GYearMonth,
    Integer, Nillable, Offset, QName, Secret, Time, Uuid,
};
