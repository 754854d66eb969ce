//! From text to a tree with positions.

use std::borrow::Cow;
use std::sync::Arc;

use quick_xml::Reader;
use quick_xml::errors::Error;
use quick_xml::events::attributes::{AttrError, Attributes};
use quick_xml::events::{BytesStart, Event};
use sapo::xml::tree::{self, TreeBuilder, TreeError};

use super::entities::{Entities, Place, Problem, is_xml_char};
use super::{Document, Position, Scope, XML, resolve_prefix};
use crate::diagnostic::{Diagnostic, Span};
use crate::limits::Limits;
use crate::qname::is_ncname;

/// Elements of this name hold text for people. Elsewhere in schemas, white space between elements says nothing, and keeping it would
/// cost as much as the elements do.
const PROSE: &str = "documentation";

const XMLNS: &str = "http://www.w3.org/2000/xmlns/";
const XSD: &str = "http://www.w3.org/2001/XMLSchema";
/// The namespaces of drafts of XML Schema, which the oldest WSDLs use for what the recommendation kept.
const DRAFTS: [&str; 2] = [
    "http://www.w3.org/2000/10/XMLSchema",
    "http://www.w3.org/1999/XMLSchema",
];

pub(super) fn parse(
    uri: Arc<str>,
    text: Arc<str>,
    limits: &Limits,
) -> Result<Document, Diagnostic> {
    let mut parser = Parser {
        uri,
        text: &text,
        builder: TreeBuilder::new(tree::Limits {
            depth: limits.depth,
            ..tree::Limits::default()
        }),
        entities: Entities::new(limits.entity_bytes),
        positions: Vec::new(),
        open: Vec::new(),
        scopes: vec![Scope::default()],
        draft: None,
        prose: 0,
        done: false,
    };
    parser.check_size(limits)?;
    parser.check_characters()?;
    parser.run()?;
    let Parser {
        uri,
        builder,
        positions,
        scopes,
        draft,
        ..
    } = parser;
    match builder.finish() {
        Some(root) => Ok(Document {
            uri,
            text,
            root,
            positions,
            scopes,
            draft,
        }),
        None => Err(Diagnostic::error(
            "xml",
            Span {
                document: uri,
                start: 0,
                end: 0,
            },
            "the document has no root element",
        )),
    }
}

struct Parser<'t> {
    uri: Arc<str>,
    text: &'t str,
    builder: TreeBuilder,
    entities: Entities,
    positions: Vec<Position>,
    /// Where the namespace of a draft was first taken for the recommendation's.
    draft: Option<Span>,
    /// Indices of the open elements in `positions`.
    open: Vec<u32>,
    scopes: Vec<Scope>,
    /// How many of the open elements hold text for people, whose white space is kept.
    prose: usize,
    /// The root has ended.
    done: bool,
}

/// An attribute as written, its value ready.
struct RawAttribute<'t> {
    prefix: &'t str,
    local: &'t str,
    name: &'t str,
    value: Cow<'t, str>,
}

impl<'t> Parser<'t> {
    fn check_size(&self, limits: &Limits) -> Result<(), Diagnostic> {
        // Positions are held in 32 bits.
        let limit = limits.document_bytes.min(u32::MAX as usize);
        if self.text.len() > limit {
            return Err(Diagnostic::error(
                "xml-limit",
                None,
                format!("`{}` is larger than {limit} bytes", self.uri),
            ));
        }
        Ok(())
    }

    fn check_characters(&self) -> Result<(), Diagnostic> {
        // Those that are not allowed begin with one of these bytes; others are passed over without decoding.
        let mut from = 0;
        while let Some(found) = self.text.as_bytes()[from..]
            .iter()
            .position(|&byte| byte < b' ' || byte == 0xef)
        {
            let at = from + found;
            let c = self.text[at..].chars().next().unwrap_or_default();
            if !is_xml_char(c) {
                let message = format!("the character U+{:04X} is not allowed in XML", c as u32);
                return Err(self.error("xml", at, c.len_utf8(), message));
            }
            from = at + c.len_utf8();
        }
        Ok(())
    }

    fn run(&mut self) -> Result<(), Diagnostic> {
        let text = self.text;
        let mut reader = Reader::from_str(text);
        loop {
            let start = reader.buffer_position() as usize;
            let event = match reader.read_event() {
                Ok(event) => event,
                Err(error) => {
                    let at = (reader.error_position() as usize).min(text.len());
                    return Err(self.syntax_error(at, &error));
                }
            };
            let end = reader.buffer_position() as usize;
            match event {
                Event::Start(tag) => self.start(&tag, start, end)?,
                Event::Empty(tag) => {
                    self.start(&tag, start, end)?;
                    self.end()?;
                }
                Event::End(_) => self.end()?,
                Event::Text(_) | Event::GeneralRef(_) => self.text(start, end)?,
                Event::CData(data) => {
                    let content = data.xml10_content();
                    self.builder
                        .text(&content)
                        .map_err(|error| self.tree_error(&error, start, end))?;
                }
                Event::DocType(_) => self.doctype(start, end)?,
                Event::Decl(_) if start != 0 => {
                    let message = "the XML declaration is not at the start of the document";
                    return Err(self.error("xml", start, end - start, message));
                }
                Event::Decl(_) | Event::Comment(_) | Event::PI(_) => {}
                Event::Eof => return self.eof(),
            }
        }
    }

    fn start(&mut self, tag: &BytesStart<'_>, start: usize, end: usize) -> Result<(), Diagnostic> {
        if self.done {
            let message = "a second root element: a document has one";
            return Err(self.error("xml", start, end - start, message));
        }
        let text = self.text;
        // The event's text is the tag's without its brackets; taken from the document it lives longer.
        let content = &text[start + 1..start + 1 + tag.len()];
        let name = &content[..tag.name().0.len()];
        let (prefix, local) = self.split(name, start + 1)?;
        let is_schema = self.positions.is_empty() && local == "schema";
        let mut attributes = Vec::new();
        let mut scope = Scope {
            parent: self
                .open
                .last()
                .map_or(0, |&parent| self.positions[parent as usize].scope),
            declared: Vec::new(),
        };
        for attribute in Attributes::new(content, name.len()).with_checks(false) {
            let attribute = attribute.map_err(|error| self.attribute_error(start, &error))?;
            let key = attribute.key.0;
            let raw = &text[self.offset(&attribute.value)..][..attribute.value.len()];
            let value = self.value(raw)?;
            let (prefix, local) = self.split(key, self.offset(key))?;
            match (prefix, local) {
                ("", "xmlns") | ("xmlns", _) => {
                    let bound = if prefix.is_empty() { "" } else { local };
                    // A document that is such a draft itself is refused by its name.
                    let uri = if is_schema {
                        &value
                    } else {
                        self.recommended(&value, key)
                    };
                    self.declare(&mut scope, bound, uri, key)?;
                }
                _ => attributes.push(RawAttribute {
                    prefix,
                    local,
                    name: key,
                    value,
                }),
            }
        }
        let scope_index = if scope.declared.is_empty() {
            scope.parent
        } else {
            self.scopes.push(scope);
            self.scopes.len() as u32 - 1
        };

        let namespace = self.namespace(scope_index, prefix, name)?;
        self.lay_out();
        // Names in content are resolved by the scopes here, so the tree needs no prefixes.
        self.builder
            .start("", &namespace, local)
            .map_err(|error| self.tree_error(&error, start, end))?;
        for attribute in attributes {
            let namespace = match attribute.prefix {
                "" => Arc::default(),
                prefix => self.namespace(scope_index, prefix, attribute.name)?,
            };
            self.builder
                .attribute(&namespace, attribute.local, attribute.value)
                .map_err(|error| {
                    let at = self.offset(attribute.name);
                    self.tree_error(&error, at, at + attribute.name.len())
                })?;
        }
        self.prose += usize::from(self.prose > 0 || local == PROSE);
        self.open.push(self.positions.len() as u32);
        self.positions.push(Position {
            start: start as u32,
            end: end as u32,
            size: 1,
            scope: scope_index,
        });
        Ok(())
    }

    fn end(&mut self) -> Result<(), Diagnostic> {
        self.lay_out();
        self.prose = self.prose.saturating_sub(1);
        // The reader has matched it with its start tag.
        self.done = self.builder.end().unwrap_or(true);
        if let Some(index) = self.open.pop() {
            self.positions[index as usize].size = self.positions.len() as u32 - index;
        }
        Ok(())
    }

    /// Before a tag: forgets what is between it and the tag before, where that is white space of no account.
    fn lay_out(&mut self) {
        if self.prose == 0 {
            self.builder.drop_white_space();
        }
    }

    /// Text, or a reference within it.
    fn text(&mut self, start: usize, end: usize) -> Result<(), Diagnostic> {
        let raw = &self.text[start..end];
        if self.open.is_empty() {
            return match raw.find(|c: char| !matches!(c, ' ' | '\t' | '\r' | '\n')) {
                None => Ok(()),
                Some(at) if self.done => {
                    Err(self.error("xml", start + at, 1, "text after the root element"))
                }
                Some(at) => Err(self
                    .error("xml", start + at, 1, "text before the root element")
                    .with_help("this does not look like XML: is it the right file?")),
            };
        }
        if let Some(at) = raw.find("]]>") {
            let message = "`]]>` is not allowed in text: write `]]&gt;`";
            return Err(self.error("xml", start + at, 3, message));
        }
        let text = match self.entities.expand(raw, Place::Text) {
            Ok(text) => text,
            Err(problem) => return Err(self.problem(start, problem)),
        };
        self.builder
            .text(&text)
            .map_err(|error| self.tree_error(&error, start, end))
    }

    /// The value of an attribute.
    fn value(&mut self, raw: &'t str) -> Result<Cow<'t, str>, Diagnostic> {
        let at = self.offset(raw);
        if let Some(found) = raw.find('<') {
            let message = "`<` is not allowed in an attribute: write `&lt;`";
            return Err(self.error("xml", at + found, 1, message));
        }
        match self.entities.expand(raw, Place::Attribute) {
            Ok(value) => Ok(value),
            Err(problem) => Err(self.problem(at, problem)),
        }
    }

    fn doctype(&mut self, start: usize, end: usize) -> Result<(), Diagnostic> {
        if !self.positions.is_empty() {
            let message = "the document type declaration comes after the root element";
            return Err(self.error("xml", start, end - start, message));
        }
        let at = start + "<!DOCTYPE".len();
        self.entities
            .declare(&self.text[at..end - 1])
            .map_err(|problem| self.problem(at, problem))
    }

    fn eof(&mut self) -> Result<(), Diagnostic> {
        if let Some(&index) = self.open.last() {
            let Position { start, end, .. } = self.positions[index as usize];
            let (start, end) = (start as usize, end as usize);
            return Err(self
                .error("xml", start, end - start, "this element is never closed")
                .with_help("the document ends within it: is it complete?"));
        }
        Ok(())
    }

    /// Takes a qualified name apart.
    fn split(&self, name: &'t str, at: usize) -> Result<(&'t str, &'t str), Diagnostic> {
        let (prefix, local) = name.split_once(':').unwrap_or(("", name));
        if is_ncname(local) && (is_ncname(prefix) || !name.contains(':')) {
            Ok((prefix, local))
        } else {
            Err(self.error("xml", at, name.len(), format!("`{name}` is not a name")))
        }
    }

    /// The recommendation's namespace for that of a draft.
    fn recommended<'u>(&mut self, uri: &'u str, name: &str) -> &'u str {
        if !DRAFTS.contains(&uri) {
            return uri;
        }
        let start = self.offset(name);
        self.draft.get_or_insert_with(|| Span {
            document: self.uri.clone(),
            start,
            end: start + name.len(),
        });
        XSD
    }

    /// Namespaces in XML, sections 3 and 5.
    fn declare(
        &self,
        scope: &mut Scope,
        prefix: &str,
        uri: &str,
        name: &str,
    ) -> Result<(), Diagnostic> {
        let problem = match (prefix, uri) {
            ("xml", XML) => return Ok(()),
            ("xml", _) => "the prefix `xml` cannot be bound to another namespace",
            ("xmlns", _) => "the prefix `xmlns` cannot be declared",
            (_, XML) => "the namespace of `xml` cannot be bound to another prefix",
            (_, XMLNS) => "the namespace of `xmlns` cannot be bound",
            ("", "") => "",
            (_, "") => "a prefix cannot be bound to no namespace",
            _ if scope.declared.iter().any(|(other, _)| **other == *prefix) => {
                "this prefix is declared twice"
            }
            _ => "",
        };
        if !problem.is_empty() {
            return Err(self.error("xml-namespace", self.offset(name), name.len(), problem));
        }
        scope.declared.push((prefix.into(), uri.into()));
        Ok(())
    }

    /// The namespace of a name with this prefix.
    fn namespace(&self, mut scope: u32, prefix: &str, name: &str) -> Result<Arc<str>, Diagnostic> {
        if prefix == "xml" {
            return Ok(XML.into());
        }
        match resolve_prefix(&self.scopes, &mut scope, prefix) {
            Some(uri) => Ok(uri.clone()),
            None if prefix.is_empty() => Ok(Arc::default()),
            None => Err(self
                .error(
                    "xml-namespace",
                    self.offset(name),
                    name.len(),
                    format!("the prefix `{prefix}` is not bound to a namespace"),
                )
                .with_help(format!("declare it: `xmlns:{prefix}=\"...\"`"))),
        }
    }

    /// Where a piece of the document starts in it.
    fn offset(&self, piece: &str) -> usize {
        piece.as_ptr() as usize - self.text.as_ptr() as usize
    }

    fn error(
        &self,
        code: &'static str,
        start: usize,
        length: usize,
        message: impl Into<String>,
    ) -> Diagnostic {
        let span = Span {
            document: self.uri.clone(),
            start,
            end: start + length,
        };
        Diagnostic::error(code, span, message)
    }

    fn problem(&self, base: usize, problem: Problem) -> Diagnostic {
        self.error(
            problem.code,
            base + problem.offset,
            problem.length,
            problem.message,
        )
    }

    fn tree_error(&self, error: &TreeError, start: usize, end: usize) -> Diagnostic {
        let code = match error {
            TreeError::TooDeep(_) | TreeError::TooLarge(_) => "xml-limit",
            _ => "xml",
        };
        self.error(code, start, end - start, error.to_string())
    }

    fn attribute_error(&self, tag: usize, error: &AttrError) -> Diagnostic {
        let (position, message) = match *error {
            AttrError::ExpectedEq(at) => (at, "an attribute's name is followed by `=`"),
            AttrError::ExpectedValue(at) => (at, "an attribute's `=` is followed by its value"),
            AttrError::UnquotedValue(at) => (at, "an attribute's value is quoted"),
            AttrError::ExpectedQuote(at, _) => (at, "this attribute's value has no closing quote"),
            AttrError::Duplicated(at, _) => (at, "this attribute occurs twice"),
        };
        // Positions count from the tag's name.
        self.error("xml", tag + 1 + position, 1, message)
    }

    fn syntax_error(&self, at: usize, error: &Error) -> Diagnostic {
        let message = match error {
            Error::Syntax(error) => error.to_string(),
            Error::IllFormed(error) => error.to_string(),
            other => other.to_string(),
        };
        let diagnostic = self.error("xml", at, 1, message);
        let opening = self.text.trim_start().get(..14).unwrap_or_default();
        if opening.to_ascii_lowercase().starts_with("<!doctype html")
            || opening.to_ascii_lowercase().starts_with("<html")
        {
            return diagnostic.with_help("this is an HTML page: is it the right address?");
        }
        diagnostic
    }
}
