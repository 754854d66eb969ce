//! XML documents as trees whose every element knows its place in the text.
//!
//! This is the one module that knows the tree type; later stages see [`Node`]s.

mod encoding;
mod entities;
mod node;
mod parse;

use std::sync::Arc;

use sapo::xml::tree::Element;

use crate::diagnostic::{Diagnostic, Span};
use crate::limits::Limits;

pub use encoding::{decode, decode_lossy};
pub use node::{Content, Node};

/// The namespace that the prefix `xml` is always bound to.
pub const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// A parsed document.
///
/// Text of white space alone is kept within elements named `documentation` and nowhere else.
#[derive(Debug)]
pub struct Document {
    uri: Arc<str>,
    text: Arc<str>,
    root: Element,
    /// Of every element, in document order.
    positions: Vec<Position>,
    /// The first is the empty one around the root.
    scopes: Vec<Scope>,
    draft: Option<Span>,
}

/// What the tree does not tell about an element.
#[derive(Debug, Clone, Copy)]
struct Position {
    /// The start tag, in bytes.
    start: u32,
    end: u32,
    /// The number of elements within, itself counted: how far it is to the next sibling's position.
    size: u32,
    /// Index of the namespace declarations in scope.
    scope: u32,
}

/// Namespace declarations of an element, on top of those around it.
#[derive(Debug, Default)]
struct Scope {
    /// Index of the scope around; the outermost is its own.
    parent: u32,
    /// Prefix (empty for the default namespace) and URI (empty where taken back).
    declared: Vec<(Box<str>, Arc<str>)>,
}

impl Document {
    /// Parses a document that is shown to users as `uri`.
    ///
    /// The encoding is that of the byte order mark, else the declared one, else UTF-8. A document type
    /// declaration is read for its internal text entities alone: nothing external is loaded.
    ///
    /// # Errors
    /// `xml-encoding`, `xml` (not well-formed: XML 1.0, section 2.1), `xml-namespace` (Namespaces in XML, section 7), `xml-entity`
    /// and `xml-limit`.
    pub fn parse(uri: &str, bytes: &[u8], limits: &Limits) -> Result<Self, Diagnostic> {
        let uri = Arc::from(uri);
        let text = decode(&uri, bytes)?;
        Self::from_text(uri, text.into(), limits)
    }

    /// Parses a document that has been [decoded](decode) already.
    ///
    /// # Errors
    /// As of [`parse`](Self::parse), but for `xml-encoding`.
    pub fn from_text(uri: Arc<str>, text: Arc<str>, limits: &Limits) -> Result<Self, Diagnostic> {
        parse::parse(uri, text, limits)
    }

    /// What the document is called: as the user gave it, or as an import resolved it.
    pub fn uri(&self) -> &Arc<str> {
        &self.uri
    }

    /// Its text, which spans point into.
    pub fn text(&self) -> &Arc<str> {
        &self.text
    }

    /// Its outermost element.
    pub fn root(&self) -> Node<'_> {
        Node {
            document: self,
            element: &self.root,
            index: 0,
        }
    }

    /// Where a WSDL first declares the namespace of a draft of XML Schema, which is taken for the recommendation's.
    pub fn draft(&self) -> Option<&Span> {
        self.draft.as_ref()
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span {
            document: self.uri.clone(),
            start,
            end,
        }
    }

    fn resolve_prefix(&self, mut scope: u32, prefix: &str) -> Option<&Arc<str>> {
        resolve_prefix(&self.scopes, &mut scope, prefix)
    }
}

/// What a prefix is bound to in a scope; `None` where it is not, or where its declaration was taken back.
fn resolve_prefix<'a>(scopes: &'a [Scope], scope: &mut u32, prefix: &str) -> Option<&'a Arc<str>> {
    loop {
        let here = &scopes[*scope as usize];
        if let Some((_, uri)) = here.declared.iter().find(|(name, _)| **name == *prefix) {
            return (!uri.is_empty()).then_some(uri);
        }
        if *scope == here.parent {
            return None;
        }
        *scope = here.parent;
    }
}
