//! Answers from a file.

use std::fmt;
use std::io;
use std::path::Path;
use std::sync::Mutex;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderName, HeaderValue, Request, Response, StatusCode};
use similar::{ChangeTag, TextDiff};

use super::mask::Mask;
use super::{Answer, Exchange, Head, Sent, lock};
use crate::attachment::Attachment;
use crate::mime::{self, Parts};
use crate::transport::{Transport, TransportError};
use crate::xml::Any;
use crate::xml::tree::{Element, XMLNode, split_key};

/// Answers requests as a [`Recorder`](super::Recorder) saw them answered, each recorded exchange once.
///
/// A request is answered by the first recorded one that is the same and left: in method, path, action and body, all
/// without their secrets and in whatever prefixes. The host does not count, so that tests need not know it. One
/// that differs from all is refused with a [`Mismatch`].
pub struct Replay {
    state: Mutex<State>,
}

struct State {
    mask: Mask,
    left: Vec<Exchange>,
}

impl Replay {
    /// Reads a file.
    ///
    /// # Errors
    /// It cannot be read, or is none that a recorder has written.
    pub fn open(path: impl AsRef<Path>) -> io::Result<Self> {
        Self::parse(&std::fs::read_to_string(path)?)
    }

    fn parse(text: &str) -> io::Result<Self> {
        let mut lines = text.lines();
        let head: Head = serde_json::from_str(lines.next().unwrap_or_default())?;
        let mut mask = Mask::default();
        head.hidden.iter().for_each(|name| mask.hide(name));
        let left = lines.map(serde_json::from_str).collect::<Result<_, _>>()?;
        Ok(Self {
            state: Mutex::new(State { mask, left }),
        })
    }

    /// How many recorded exchanges were not asked for.
    pub fn left(&self) -> usize {
        lock(&self.state).left.len()
    }
}

impl Transport for Replay {
    async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
        let mut state = lock(&self.state);
        let sent = shown(&state.mask.request(&request));
        let found = state
            .left
            .iter()
            .position(|one| shown(&one.request) == sent);
        match found {
            Some(at) => {
                let exchange = state.left.remove(at);
                Ok(answer(exchange.response, &request))
            }
            None => {
                let recorded = state.left.first().map(|one| shown(&one.request));
                Err(TransportError::Refused(Box::new(Mismatch::new(
                    recorded.as_deref(),
                    &sent,
                ))))
            }
        }
    }
}

impl fmt::Debug for Replay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Replay")
            .field("left", &self.left())
            .finish()
    }
}

/// A request that was not recorded so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mismatch {
    diff: String,
}

impl Mismatch {
    fn new(recorded: Option<&str>, sent: &str) -> Self {
        let mut diff = String::new();
        match recorded {
            None => diff.push_str("nothing is left to replay"),
            Some(recorded) => {
                for change in TextDiff::from_lines(recorded, sent).iter_all_changes() {
                    let sign = match change.tag() {
                        ChangeTag::Equal => ' ',
                        ChangeTag::Delete => '-',
                        ChangeTag::Insert => '+',
                    };
                    diff.push(sign);
                    diff.push_str(change.value());
                }
            }
        }
        Self { diff }
    }

    /// What was recorded next (lines with `-`) and what was sent (lines with `+`), secrets left out.
    pub fn diff(&self) -> &str {
        &self.diff
    }
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the request was not recorded so:\n{}", self.diff)
    }
}

impl std::error::Error for Mismatch {}

/// What of a request counts, for comparison and for reading.
fn shown(sent: &Sent) -> String {
    let path = match sent.url.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("/", |at| &rest[at..]),
        None => &sent.url,
    };
    let mut text = format!("{} {path}\n", sent.method);
    for name in ["content-type", "soapaction"] {
        if let Some(value) = sent.headers.get(name) {
            text.push_str(&format!("{name}: {value}\n"));
        }
    }
    match sent.body.body.parse::<Any>() {
        Ok(tree) => lines(tree.as_element(), 0, &mut text),
        Err(_) => text.push_str(&sent.body.body),
    }
    text.push_str(&sent.body.octets);
    for beside in &sent.body.attachments {
        text.push_str(&format!("{}: {}\n", beside.content_type, beside.octets));
    }
    text
}

/// An element and its content, a line each, names with their namespaces where these change.
fn lines(element: &Element, depth: usize, text: &mut String) {
    let indent = "  ".repeat(depth);
    let namespace = element.namespace.as_deref().unwrap_or_default();
    text.push_str(&format!("{indent}<{{{namespace}}}{}", element.name));
    let mut attributes: Vec<_> = element
        .attributes
        .iter()
        .map(|(key, value)| (split_key(key), value))
        .collect();
    attributes.sort();
    for ((namespace, local), value) in attributes {
        text.push_str(&format!(" {{{namespace}}}{local}={value:?}"));
    }
    text.push_str(">\n");
    for child in &element.children {
        match child {
            XMLNode::Element(child) => lines(child, depth + 1, text),
            XMLNode::Text(content) if !content.trim().is_empty() => {
                text.push_str(&format!("{indent}  {content:?}\n"));
            }
            _ => {}
        }
    }
}

fn answer(recorded: Answer, request: &Request<Bytes>) -> Response<Bytes> {
    let text = match recorded.body.body.parse() {
        Ok(tree) => relate(tree, request),
        Err(_) => recorded.body.body,
    };
    let octets = STANDARD.decode(recorded.body.octets).unwrap_or_default();
    let mut response = Response::new(Bytes::from([text.into_bytes(), octets].concat()));
    *response.status_mut() = StatusCode::from_u16(recorded.status).unwrap_or_default();
    for (name, value) in recorded.headers {
        if let (Ok(name), Ok(value)) = (name.parse::<HeaderName>(), HeaderValue::from_str(&value)) {
            response.headers_mut().append(name, value);
        }
    }
    // The message is recorded by itself.
    if mime::is_multipart(response.headers()) {
        let xml = HeaderValue::from_static("text/xml; charset=utf-8");
        response.headers_mut().insert(CONTENT_TYPE, xml);
        let attachments = recorded.body.attachments.into_iter().map(|beside| {
            let octets = STANDARD.decode(beside.octets).unwrap_or_default();
            let attachment = Attachment::from(octets).with_content_type(beside.content_type);
            match beside.id {
                Some(id) => attachment.with_id(id),
                None => attachment,
            }
        });
        response.extensions_mut().insert(Parts {
            attachments: attachments.collect(),
            is_xop: true,
        });
    }
    response
}

/// Has an answer relate to the request at hand, whose identifier is a fresh one.
fn relate(answer: Any, request: &Request<Bytes>) -> String {
    let mut element = answer.into_element();
    let id = std::str::from_utf8(request.body())
        .ok()
        .and_then(|text| text.parse::<Any>().ok())
        .and_then(|tree| {
            find(tree.as_element(), "MessageID").map(|id| Any::from(id.clone()).text())
        });
    if let (Some(id), Some(related)) = (id, find_mut(&mut element, "RelatesTo")) {
        related.children = vec![XMLNode::Text(id)];
    }
    Any::from(element).to_string()
}

fn find<'e>(element: &'e Element, local: &str) -> Option<&'e Element> {
    if element.name == local {
        return Some(element);
    }
    let children = element.children.iter().filter_map(XMLNode::as_element);
    children.into_iter().find_map(|child| find(child, local))
}

fn find_mut<'e>(element: &'e mut Element, local: &str) -> Option<&'e mut Element> {
    if element.name == local {
        return Some(element);
    }
    let children = element
        .children
        .iter_mut()
        .filter_map(XMLNode::as_mut_element);
    children
        .into_iter()
        .find_map(|child| find_mut(child, local))
}
