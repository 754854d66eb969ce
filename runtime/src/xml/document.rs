//! Whole documents: from text to a value and back.

use super::content::{Codec, Content};
use super::encoding::decode;
use super::shape::{Name, Shape};
use super::{Any, Error, Limits, Reader, Writer};
use crate::value::QName;

/// A type that an element of its own can hold, so that a document can be read as it.
pub trait Read: Sized {
    /// Reads the element at hand, the root, after checking its name.
    fn read_root(r: &mut Reader<'_>) -> Result<Self, Error>;
}

/// A type that can be written as a document.
pub trait Write {
    /// Writes the root element.
    fn write_root(&self, w: &mut Writer);
}

/// A type whose documents all have the same root element.
pub trait Document: Content {
    /// The name of the root element.
    const ELEMENT: Name;
}

impl<T: Document> Read for T {
    fn read_root(r: &mut Reader<'_>) -> Result<Self, Error> {
        let (namespace, local) = T::ELEMENT;
        if r.is(namespace, local) {
            r.read()
        } else {
            Err(r.unexpected_root(&QName::new(namespace, local).to_string()))
        }
    }
}

impl<T: Document> Write for T {
    fn write_root(&self, w: &mut Writer) {
        let (namespace, local) = T::ELEMENT;
        w.start(namespace, local);
        w.content(self);
        w.end();
    }
}

/// A document with any root.
impl Read for Any {
    fn read_root(r: &mut Reader<'_>) -> Result<Self, Error> {
        r.read()
    }
}

impl Write for Any {
    fn write_root(&self, w: &mut Writer) {
        w.start(self.namespace().to_owned(), self.name());
        w.any(self);
        w.end();
    }
}

/// Reads a document.
///
/// # Errors
/// The document is not well-formed, exceeds the default [`Limits`], has another root, or does not fit the type.
pub fn from_str<T: Read>(document: &str) -> Result<T, Error> {
    let mut reader = Reader::new(document, &Limits::default())?;
    reader.root()?;
    let (_, local) = reader.name();
    let value = T::read_root(&mut reader).map_err(|error| error.within(local))?;
    reader.finish()?;
    Ok(value)
}

/// Reads a document in UTF-8, UTF-16 or the encoding that it declares.
///
/// # Errors
/// As [`from_str`]; also if the bytes are not text of their encoding.
pub fn from_slice<T: Read>(document: &[u8]) -> Result<T, Error> {
    from_str(&decode(document, None)?)
}

/// Writes a document.
///
/// # Errors
/// A value cannot be written in XML.
pub fn to_string<T: Write>(value: &T) -> Result<String, Error> {
    let mut writer = Writer::new();
    writer.declaration();
    value.write_root(&mut writer);
    writer.finish()
}

impl Writer {
    /// Writes one of the elements of a choice with a value in it, for [`Write::write_root`] of an
    /// enum of documents.
    pub fn root_as<T, C: Codec<T>>(
        &mut self,
        roots: &'static Shape,
        at: usize,
        value: &T,
        codec: C,
    ) {
        let root = roots.fields.at(at);
        self.start(roots.namespace_of(root), root.local);
        self.field_content(root.field, value, codec);
        self.end();
    }
}
