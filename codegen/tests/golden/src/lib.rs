//! The golden files of `codegen/tests/cases`, each compiled as a user would compile it, under lints that allow nothing.
#![deny(warnings, clippy::all)]

use sapo::xml::{self, Error, Read, Reader, Write};

include!(concat!(env!("OUT_DIR"), "/cases.rs"));

/// A folder of `codegen/tests/cases`.
#[derive(Debug)]
pub struct Case {
    /// The folder's name.
    pub name: &'static str,
    /// Reads a document of the case and writes it again; none where the golden file has no `Root`.
    pub echo: Option<Echo>,
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
    assert_eq!(again, value, "{written}");
    Ok(written)
}
