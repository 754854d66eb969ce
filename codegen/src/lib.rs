//! Generates Rust from WSDL 1.1 and XML Schema 1.0.
//!
//! [`Generator`] reads documents and returns, writes, or checks bindings: types, codecs, an async
//! client for each service, and server traits. Generated code depends only on the crate `sapo`.
//! The command `sapo` (crate `sapo-cli`) does the same from a shell.
//!
//! # Example
//!
//! A test that keeps checked-in bindings up to date:
//!
//! ```
//! use sapo_codegen::Generator;
//!
//! # fn main() -> Result<(), sapo_codegen::Error> {
//! # std::env::set_current_dir("../examples/checked-in").expect("the example's folder");
//! let bindings = Generator::new().wsdl("wsdl/greeter.wsdl").out("src/greeter.rs");
//! bindings.check()?; // an error with a diff if they are stale; `generate` writes them
//! assert!(bindings.render()?.text.contains("pub struct GreeterClient"));
//! # Ok(())
//! # }
//! ```
//!
//! A build script that generates into `OUT_DIR` and runs again if a document changes:
//!
//! ```no_run
//! // build.rs
//! fn main() -> Result<(), sapo_codegen::Error> {
//!     sapo_codegen::Generator::new().wsdl("wsdl/greeter.wsdl").generate()?;
//!     Ok(())
//! }
//! ```
//!
//! Put `include!(concat!(env!("OUT_DIR"), "/greeter.rs"));` in the module for the bindings.
//!
//! [`Config`] documents the keys of `sapo.toml`: names, types, secrets, subsets, and limits.
//!
//! # Features
//!
//! | feature | default | what it adds |
//! | --- | :-: | --- |
//! | `schema` | | the JSON schema of [`Config`], by the crate `schemars` |
//!
//! Options of the generated code are methods of [`Generator`] and keys of [`Config`]:
//!
//! | option | what it generates |
//! | --- | --- |
//! | [`types_only`](Generator::types_only) | types and codecs, without clients |
//! | [`server`](Generator::server) | a server trait for each service |
//! | [`serde`](Generator::serde) | serde's traits on every type |
//! | [`all_types`](Generator::all_types) | every type, whether an operation reaches it or not |
//! | [`roots`](Generator::roots) | an enum of all global elements, and strict reading of wildcards |
//! | [`split`](Generator::split) | several files instead of one |
//! | [`operation_features`](Generator::operation_features) | a cargo feature for each operation |
//! | [`service`](Generator::service), [`port`](Generator::port) | only these, with the types that they reach |
//! | [`operation`](Generator::operation) | only these operations, with the types that they reach |
//!
//! # Stages
//!
//! Each stage is a module and passes one type to the next: [`loader`] and [`document`] read text
//! into trees with positions, [`syntax`] reads those as WSDL and XML Schema, [`schema`] and
//! [`service`] resolve references, [`lower`](mod@lower) decides what Rust they become, as a
//! [`model`], `emit` writes tokens, and [`format`](mod@format) writes text. Problems with the input
//! are collected in a [`diagnostic::Report`].

mod binding;
pub mod config;
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
pub mod lower;
pub mod model;
mod nearest;
mod options;
mod output;
mod pipeline;
pub mod qname;
pub mod schema;
mod selection;
pub mod service;
pub mod severity;
mod staged;
pub mod syntax;
pub mod visible;

pub use binding::Binding;
pub use config::{Config, NilItems, NilMeaning, OpenTypes, Secrets, Soap12Action, TypeSettings};
pub use error::Error;
pub use generator::{Generator, Output, Written};
pub use options::{Options, Switch};
pub use pipeline::{Resolved, Text, pipeline, resolve};
pub use selection::{Pattern, Selection};
