//! The elements of a document that others refer to.

use std::borrow::Cow;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;

use super::SOAP12_ENCODING;
use crate::xml::namespaces::Binding;
use crate::xml::parser::{Parser, Tag, Token};
use crate::xml::{Error, ErrorKind, Limits};

/// Every element that has an id.
#[derive(Debug)]
pub(crate) struct References<'a>(HashMap<Cow<'a, str>, Target<'a>>);

/// An element that has an id.
#[derive(Debug, Clone)]
pub(crate) struct Target<'a> {
    /// Where its start tag begins.
    pub(crate) offset: usize,
    /// What is declared around it.
    scope: Option<Arc<Declared<'a>>>,
    /// Where another element has the same id.
    again: Option<usize>,
}

/// The namespace declarations of an element, and those around it: shared, because many targets have the same.
#[derive(Debug)]
struct Declared<'a> {
    outer: Option<Arc<Self>>,
    bindings: Vec<Binding<'a>>,
}

impl<'a> References<'a> {
    /// Reads through a whole document.
    pub(crate) fn of(document: &'a str, limits: &Limits) -> Result<Self, Error> {
        let mut parser = Parser::new(document, limits)?;
        parser.root()?;
        let mut targets = HashMap::new();
        // The declarations within each open element.
        let mut scopes: Vec<Option<Arc<Declared<'a>>>> = Vec::new();
        loop {
            let tag = *parser.tag();
            scopes.truncate(parser.depth() - 1);
            let around = scopes.last().cloned().flatten();
            if let Some(id) = id(&parser, &tag)? {
                match targets.entry(id) {
                    Entry::Vacant(entry) => {
                        entry.insert(Target {
                            offset: tag.offset,
                            scope: around.clone(),
                            again: None,
                        });
                    }
                    Entry::Occupied(mut entry) => {
                        entry.get_mut().again.get_or_insert(tag.offset);
                    }
                }
            }
            scopes.push(match parser.own_bindings() {
                [] => around,
                own => Some(Arc::new(Declared {
                    outer: around,
                    bindings: own.to_vec(),
                })),
            });
            while !matches!(parser.next()?, Token::Start) {
                if parser.depth() == 0 {
                    return Ok(Self(targets));
                }
            }
        }
    }

    /// The one element with an id; `offset` is where it is referred to.
    pub(crate) fn find(&self, id: &str, offset: usize) -> Result<&Target<'a>, Error> {
        match self.0.get(id) {
            Some(Target {
                again: Some(again), ..
            }) => Err(problem(id, "several elements have this id").at(*again)),
            Some(target) => Ok(target),
            None => Err(problem(id, "no element has this id").at(offset)),
        }
    }
}

impl<'a> Target<'a> {
    /// The declarations around the element, outermost first.
    pub(crate) fn bindings(&self) -> Vec<Binding<'a>> {
        let mut levels = Vec::new();
        let mut next = self.scope.as_ref();
        while let Some(declared) = next {
            levels.push(&declared.bindings);
            next = declared.outer.as_ref();
        }
        levels.into_iter().rev().flatten().cloned().collect()
    }
}

/// The id of an element: `id` in SOAP 1.1 (section 5.4.1), `enc:id` in 1.2 (Part 2, section 3.1.5.1).
fn id<'a>(parser: &Parser<'a>, tag: &Tag<'a>) -> Result<Option<Cow<'a, str>>, Error> {
    match parser.attribute(tag, "", "id")? {
        Some(id) => Ok(Some(id)),
        None => parser.attribute(tag, SOAP12_ENCODING, "id"),
    }
}

/// The id that an element refers to, if it is a reference: `href` with a fragment in SOAP 1.1, `enc:ref` in 1.2, which
/// PHP writes with a hash too.
pub(crate) fn referred<'a>(parser: &Parser<'a>, tag: &Tag<'a>) -> Result<Option<String>, Error> {
    if let Some(href) = parser.attribute(tag, "", "href")? {
        return Ok(href.strip_prefix('#').map(str::to_owned));
    }
    let reference = parser.attribute(tag, SOAP12_ENCODING, "ref")?;
    Ok(reference.map(|id| id.strip_prefix('#').unwrap_or(&id).to_owned()))
}

/// Whether an attribute only makes an element a reference, or the target of one.
pub(crate) fn is_link(namespace: &str, local: &str) -> bool {
    match namespace {
        "" => matches!(local, "id" | "href"),
        SOAP12_ENCODING => matches!(local, "id" | "ref"),
        _ => false,
    }
}

pub(crate) fn problem(id: &str, problem: &'static str) -> Error {
    const SHOWN: usize = 40;
    Error::new(ErrorKind::Reference {
        id: id.chars().take(SHOWN).collect(),
        problem,
    })
}
