//! What is left of messages when their secrets are taken out.

use std::collections::BTreeSet;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_TYPE, COOKIE, PROXY_AUTHORIZATION, SET_COOKIE};
use http::{HeaderMap, HeaderName, HeaderValue, Request, Response, Uri};

use super::{Answer, Beside, Content, Exchange, SecretNames, Sent};
use crate::mime::{self, Parts};
use crate::soap::addressing;
use crate::soap::http_binding::{Concealed, FORM};
use crate::soap::version::{media_type, parameter};
use crate::value::secret::{HIDDEN, hide};
use crate::value::{Uuid, is_secret_name};
use crate::xml::tree::mask::{Masking, mask};
use crate::xml::tree::{Element, XMLNode};
use crate::xml::{self, Any};

/// What WS-Addressing and WS-Security have fresh in each message, or according to where it goes.
fn is_fresh(element: &Element) -> bool {
    let names: &[&str] = match element.namespace.as_deref().unwrap_or_default() {
        addressing::NAMESPACE => &["MessageID", "RelatesTo", "To"],
        uri if uri.starts_with("http://docs.oasis-open.org/wss/") => {
            &["Created", "Expires", "Nonce"]
        }
        _ => &[],
    };
    names.contains(&&*element.name)
}

/// Headers that say nothing about a message, or cannot hold when it is replayed.
const PASSING: [&str; 9] = [
    "connection",
    "content-encoding",
    "content-length",
    "date",
    "host",
    "keep-alive",
    "server",
    "transfer-encoding",
    "user-agent",
];

/// Knows what is secret, and learns the values of secrets from what it sees.
#[derive(Debug, Default)]
pub(super) struct Mask {
    names: BTreeSet<String>,
    values: BTreeSet<String>,
}

impl Mask {
    pub(super) fn hide(&mut self, name: &str) {
        self.names.insert(name.to_lowercase());
    }

    /// The names that are hidden besides those that always are.
    pub(super) fn hidden(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    pub(super) fn request(&mut self, request: &Request<Bytes>) -> Sent {
        if let Some(SecretNames(names)) = request.extensions().get() {
            for name in *names {
                self.hide(name);
            }
        }
        let mut sent = Sent {
            method: request.method().to_string(),
            url: match request.extensions().get::<Concealed>() {
                Some(concealed) => {
                    for value in &concealed.values {
                        self.learn(value);
                    }
                    self.url(&concealed.url)
                }
                None => self.url(request.uri()),
            },
            headers: self.headers(request.headers()).into_iter().collect(),
            body: self.content(request.headers(), request.body(), None),
        };
        let Sent {
            url, headers, body, ..
        } = &mut sent;
        let texts = headers.values_mut().chain([url, &mut body.body]);
        texts.for_each(|text| self.scrub_text(text));
        sent
    }

    pub(super) fn response(&mut self, response: &Response<Bytes>) -> Answer {
        let beside = response.extensions().get::<Parts>();
        Answer {
            status: response.status().as_u16(),
            headers: self.headers(response.headers()),
            body: self.content(response.headers(), response.body(), beside),
        }
    }

    /// Takes the values of secrets out of wherever they are.
    pub(super) fn scrub(&self, exchange: &mut Exchange) {
        let Exchange { request, response } = exchange;
        let texts = request.headers.values_mut();
        texts
            .chain([&mut request.url, &mut request.body.body])
            .for_each(|text| self.scrub_text(text));
        self.scrub_answer(response);
    }

    /// The same of a response.
    pub(super) fn scrub_answer(&self, answer: &mut Answer) {
        let texts = answer.headers.iter_mut().map(|(_, value)| value);
        texts
            .chain([&mut answer.body.body])
            .for_each(|text| self.scrub_text(text));
    }

    fn scrub_text(&self, text: &mut String) {
        hide(text, &self.values);
    }

    /// Notes the value of a secret; what is to stand for it, of the same kind, so that it still reads.
    fn learn(&mut self, value: &str) -> &'static str {
        const SHORTEST: usize = 6;
        let value = value.trim();
        if value.is_empty() {
            return "";
        }
        let is_number = value.bytes().all(|byte| byte.is_ascii_digit());
        if value.len() >= SHORTEST && value != HIDDEN {
            self.values.insert(value.to_owned());
            // As it is written in XML.
            let escaped = value
                .replace('&', "&amp;")
                .replace('<', "&lt;")
                .replace('>', "&gt;");
            self.values.insert(escaped);
        }
        if Uuid::parse_str(value).is_ok() {
            "00000000-0000-0000-0000-000000000000"
        } else if is_number {
            "0"
        } else {
            HIDDEN
        }
    }

    fn headers(&mut self, headers: &HeaderMap) -> Vec<(String, String)> {
        let mut kept = Vec::new();
        for (name, value) in headers {
            if PASSING.contains(&name.as_str()) {
                continue;
            }
            let shown = match name {
                &CONTENT_TYPE => content_type(headers),
                _ => self.header(name, value),
            };
            kept.push((name.to_string(), shown));
        }
        kept.sort();
        kept
    }

    fn header(&mut self, name: &HeaderName, value: &HeaderValue) -> String {
        let text = String::from_utf8_lossy(value.as_bytes()).into_owned();
        match *name {
            SET_COOKIE => {
                let (cookie, attributes) = match text.split_once(';') {
                    Some((cookie, attributes)) => (cookie, format!(";{attributes}")),
                    None => (&*text, String::new()),
                };
                self.cookie(cookie) + &attributes
            }
            COOKIE => {
                let cookies: Vec<String> = text.split(';').map(|pair| self.cookie(pair)).collect();
                cookies.join("; ")
            }
            AUTHORIZATION | PROXY_AUTHORIZATION => {
                self.learn(
                    text.split_once(' ')
                        .map_or(&*text, |(_, credentials)| credentials),
                );
                HIDDEN.to_owned()
            }
            _ => {
                const TELLING: [&str; 5] = ["auth", "key", "secret", "session", "token"];
                let is_telling = TELLING.iter().any(|word| name.as_str().contains(word));
                if value.is_sensitive() || is_telling || self.is_secret(name.as_str()) {
                    self.learn(&text);
                    return HIDDEN.to_owned();
                }
                text
            }
        }
    }

    fn cookie(&mut self, pair: &str) -> String {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        self.learn(value.trim().trim_matches('"'));
        format!("{}={HIDDEN}", name.trim())
    }

    /// A URL without credentials, session ids of ASP.NET and Java in its path, and secrets in its query.
    fn url(&mut self, uri: &Uri) -> String {
        let mut path = String::new();
        for segment in uri.path().split('/').skip(1) {
            path.push('/');
            if segment.starts_with("(") && segment.ends_with(")") {
                self.learn(segment.trim_matches(['(', ')', 'S', 's', 'A', 'F']));
                path.push_str("(S(***))");
                continue;
            }
            match segment.split_once(';') {
                Some((name, parameters)) => {
                    self.learn(parameters.split_once('=').map_or("", |(_, value)| value));
                    path.push_str(name);
                    path.push_str(";***");
                }
                None => path.push_str(segment),
            }
        }
        if let Some(query) = uri.query() {
            path.push('?');
            path.push_str(&self.pairs(query));
        }
        let host = uri.host().unwrap_or_default();
        let port = uri
            .port()
            .map(|port| format!(":{port}"))
            .unwrap_or_default();
        format!(
            "{}://{host}{port}{path}",
            uri.scheme_str().unwrap_or("http")
        )
    }

    /// Names and values as a query or a form has them.
    fn pairs(&mut self, text: &str) -> String {
        const TELLING: [&str; 7] = ["auth", "key", "pass", "secret", "session", "sid", "token"];
        let pairs: Vec<String> = text
            .split('&')
            .map(|pair| match pair.split_once('=') {
                Some((name, value))
                    if self.is_secret(name)
                        || TELLING
                            .iter()
                            .any(|word| name.to_lowercase().contains(word)) =>
                {
                    self.learn(value);
                    let value = form_urlencoded::parse(pair.as_bytes()).next();
                    self.learn(&value.map(|(_, value)| value).unwrap_or_default());
                    format!("{name}={HIDDEN}")
                }
                _ => pair.to_owned(),
            })
            .collect();
        pairs.join("&")
    }

    fn content(&mut self, headers: &HeaderMap, body: &Bytes, beside: Option<&Parts>) -> Content {
        let mut headers = headers.clone();
        let (body, parts) = match mime::unpack(&mut headers, body.clone()) {
            Ok((body, parts)) => (body, parts),
            Err(_) => (body.clone(), None),
        };
        let parts = parts.as_ref().or(beside);
        let mut content = Content::default();
        for attachment in parts.iter().flat_map(|parts| &*parts.attachments) {
            content.attachments.push(Beside {
                id: attachment.id().map(str::to_owned),
                content_type: attachment.content_type().to_owned(),
                octets: attachment
                    .bytes()
                    .map(|octets| STANDARD.encode(octets))
                    .unwrap_or_default(),
            });
        }
        let charset = parameter(&headers, "charset");
        match xml::decode(&body, charset.as_deref()) {
            Ok(text) => match text.parse::<Any>() {
                Ok(tree) => {
                    let mut element = tree.into_element();
                    hide_fresh(&mut element);
                    mask(&mut element, self);
                    content.body = Any::from(element).to_string();
                }
                Err(_) if is_form(&headers) => content.body = self.pairs(&text),
                Err(_) => content.body = text.into_owned(),
            },
            Err(_) => content.octets = STANDARD.encode(&body),
        }
        content
    }
}

/// The limits of reading a tree have bounded its depth.
impl Masking for Mask {
    fn is_secret(&self, name: &str) -> bool {
        is_secret_name(name) || self.names.contains(&name.to_lowercase())
    }

    fn replace(&mut self, secret: &str) -> String {
        self.learn(secret).to_owned()
    }
}

/// Hides what a message has fresh.
fn hide_fresh(element: &mut Element) {
    if is_fresh(element) && !element.children.is_empty() {
        element.children = vec![XMLNode::Text(HIDDEN.to_owned())];
    }
    for child in &mut element.children {
        if let XMLNode::Element(child) = child {
            hide_fresh(child);
        }
    }
}

fn is_form(headers: &HeaderMap) -> bool {
    let content_type = headers.get(CONTENT_TYPE).map(HeaderValue::as_bytes);
    content_type.is_some_and(|content_type| content_type.starts_with(FORM.as_bytes()))
}

/// A content type as that of the message by itself, in UTF-8.
fn content_type(headers: &HeaderMap) -> String {
    let (mut media_type, action) = match mime::is_multipart(headers) {
        true => ("multipart/related".to_owned(), None),
        false => {
            let value = headers
                .get(CONTENT_TYPE)
                .and_then(|value| value.to_str().ok());
            let media_type = media_type(value.unwrap_or_default());
            (media_type.to_owned(), parameter(headers, "action"))
        }
    };
    if media_type.contains("xml") {
        media_type.push_str("; charset=utf-8");
    }
    match action {
        Some(action) => format!("{media_type}; action=\"{action}\""),
        None => media_type,
    }
}
