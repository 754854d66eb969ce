//! Generates Rust from WSDL and XML Schema: call [`Generator`] from a build script or a test.
//!
//! The work is done in stages, each a module, with one type between each two of them:
//! [`loader`] and [`document`] read text into trees with positions, [`syntax`] reads those as WSDL and XML Schema, [`schema`] and
//! [`service`] resolve every reference, [`model`] decides what Rust it becomes, `emit` writes that as tokens and
//! [`format`](mod@format) as text. Whatever is wrong with the input is collected in a [`diagnostic::Report`].

mod binding;
pub mod config;
pub mod contract;
pub mod diagnostic;
pub mod diff;
pub mod document;
pub mod emit;
mod error;
pub mod format;
mod generator;
pub mod inspect;
pub mod limits;
pub mod loader;
pub mod model;
mod output;
mod pipeline;
pub mod qname;
pub mod schema;
mod selection;
pub mod service;
pub mod severity;
mod staged;
pub mod syntax;

pub use binding::Binding;
pub use config::Config;
pub use error::Error;
pub use generator::{Generator, Output, Written};
pub use pipeline::{Resolved, Text, pipeline, resolve};
pub use selection::{Pattern, Selection};
