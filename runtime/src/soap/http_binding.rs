//! WSDL's HTTP binding: operations that are called without envelopes (WSDL 1.1, section 4).
//!
//! The parts of a request are pairs of names and values, in the URL or in a form, or they are the root of a document;
//! those of a response are the root of one. The messages are read and written as the parts of a Body are.

use bytes::Bytes;
use form_urlencoded::Serializer;
use http::header::CONTENT_TYPE;
use http::{HeaderValue, Method, Request, Uri};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::envelope;
use super::operation::BodyContent;
use crate::error::Error;
use crate::transport::{Body, TransportError};
use crate::value::QName;
use crate::value::is_secret_name;
use crate::value::secret::{HIDDEN, hide};
use crate::xml::{self, Content, Limits, Reader, Writer, XSI_NAMESPACE};

/// The media type of forms.
pub(crate) const FORM: &str = "application/x-www-form-urlencoded";

/// What may not stand in a path as it is (RFC 3986, sections 2.3 and 3.3).
const PATH: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'*')
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// How an operation is called over HTTP without SOAP.
#[derive(Debug, Clone, Copy)]
pub struct Http {
    is_post: bool,
    location: &'static str,
    parameters: Parameters,
}

/// Where the parameters of a request are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Parameters {
    /// In the query of the URL.
    Query,
    /// In the location, each in the place of its name in parentheses.
    Path,
    /// In the body, as a form.
    Form,
    /// In the body, as a document.
    Document,
}

impl Http {
    /// By GET, with the parameters in the query (`http:urlEncoded`). `location` goes behind the endpoint.
    pub const fn get(location: &'static str) -> Self {
        Self {
            is_post: false,
            location,
            parameters: Parameters::Query,
        }
    }

    /// By POST of a form. `location` goes behind the endpoint.
    pub const fn post(location: &'static str) -> Self {
        Self {
            is_post: true,
            location,
            parameters: Parameters::Form,
        }
    }

    /// The same with the parameters in the query (`http:urlEncoded`).
    pub const fn in_query(mut self) -> Self {
        self.parameters = Parameters::Query;
        self
    }

    /// The same with the parameters in the location, which has their names in parentheses (`http:urlReplacement`).
    pub const fn in_path(mut self) -> Self {
        self.parameters = Parameters::Path;
        self
    }

    /// The same with a document as the body (`mime:mimeXml`).
    pub const fn as_document(mut self) -> Self {
        self.parameters = Parameters::Document;
        self
    }

    pub(crate) const fn method(&self) -> Method {
        match self.is_post {
            true => Method::POST,
            false => Method::GET,
        }
    }

    pub(crate) const fn location(&self) -> &'static str {
        self.location
    }

    pub(crate) const fn parameters(&self) -> Parameters {
        self.parameters
    }
}

/// What of a request is secret, as an extension of it: not to be shown, wherever it turns up.
#[derive(Clone)]
pub(crate) struct Concealed {
    /// The URL without it.
    #[cfg_attr(not(feature = "record"), expect(dead_code))]
    pub(crate) url: Uri,
    /// It, as the parameters have it.
    pub(crate) values: Vec<String>,
}

impl Concealed {
    /// The text without the values.
    pub(crate) fn scrub(&self, text: &str) -> String {
        let mut text = text.to_owned();
        hide(&mut text, &self.values);
        text
    }
}

/// The request of a call to this endpoint; `secrets` are the names of secret parameters.
pub(super) fn request(
    http: &Http,
    endpoint: &str,
    secrets: &[&str],
    content: &mut dyn FnMut(&mut Writer),
) -> Result<Request<Body>, Error> {
    let mut request = Request::new(Body::default());
    *request.method_mut() = http.method();
    let (pairs, content_type) = match http.parameters {
        Parameters::Document => {
            let mut w = Writer::new();
            w.declaration();
            content(&mut w);
            *request.body_mut() = Bytes::from(w.finish().map_err(Error::Request)?).into();
            (Vec::new(), Some("text/xml; charset=utf-8"))
        }
        Parameters::Form => {
            let pairs = pairs(content).map_err(Error::Request)?;
            *request.body_mut() = Bytes::from(form(&pairs)).into();
            (pairs, Some(FORM))
        }
        Parameters::Query | Parameters::Path => (pairs(content).map_err(Error::Request)?, None),
    };
    if let Some(content_type) = content_type {
        let content_type = HeaderValue::from_static(content_type);
        request.headers_mut().insert(CONTENT_TYPE, content_type);
    }
    *request.uri_mut() = url(http, endpoint, &pairs)?;
    let is_secret = |(name, value): &&(String, String)| {
        let is_named = secrets.contains(&name.as_str()) || is_secret_name(name);
        is_named && !value.trim().is_empty()
    };
    let values: Vec<String> = pairs
        .iter()
        .filter(is_secret)
        .map(|(_, value)| value.trim().to_owned())
        .collect();
    if !values.is_empty() {
        let shown: Vec<(String, String)> = pairs
            .iter()
            .map(|pair| match is_secret(&pair) {
                true => (pair.0.clone(), HIDDEN.to_owned()),
                false => pair.clone(),
            })
            .collect();
        let url = url(http, endpoint, &shown)?;
        request.extensions_mut().insert(Concealed { url, values });
    }
    Ok(request)
}

/// The names and values of parameters, which are the children of an element: none for one that is nil.
fn pairs(content: &mut dyn FnMut(&mut Writer)) -> Result<Vec<(String, String)>, xml::Error> {
    let mut w = Writer::new();
    w.start("", "parameters");
    content(&mut w);
    w.end();
    let text = w.finish()?;
    let mut pairs = Vec::new();
    let mut r = Reader::new(&text, &Limits::default())?;
    r.root()?;
    r.children(&mut |r| {
        let name = r.name().1.to_owned();
        if r.attribute_named(XSI_NAMESPACE, "nil")?.is_some() {
            return r.skip();
        }
        pairs.push((name, r.read()?));
        Ok(())
    })?;
    Ok(pairs)
}

fn form(pairs: &[(String, String)]) -> String {
    Serializer::new(String::new()).extend_pairs(pairs).finish()
}

/// The location behind the endpoint, a slash between them, and the parameters that a URL carries.
fn url(http: &Http, endpoint: &str, pairs: &[(String, String)]) -> Result<Uri, TransportError> {
    let location = match http.parameters {
        Parameters::Path => replaced(http.location, pairs),
        _ => http.location.to_owned(),
    };
    let (path, query) = endpoint.split_once('?').unwrap_or((endpoint, ""));
    let mut url = joined(path, &location);
    let encoded = match http.parameters {
        Parameters::Query => form(pairs),
        _ => String::new(),
    };
    for query in [query, &encoded] {
        if !query.is_empty() {
            url.push(if url.contains('?') { '&' } else { '?' });
            url.push_str(query);
        }
    }
    url.parse()
        .map_err(|error| TransportError::Request(format!("the URL of the operation: {error}")))
}

/// A location behind a path.
pub(crate) fn joined(path: &str, location: &str) -> String {
    match (path.ends_with('/'), location.chars().next()) {
        (_, None | Some('?')) => format!("{path}{location}"),
        (true, Some('/')) => format!("{path}{}", &location[1..]),
        (false, Some(first)) if first != '/' => format!("{path}/{location}"),
        _ => format!("{path}{location}"),
    }
}

/// A location with the values in place of their names.
fn replaced(location: &str, pairs: &[(String, String)]) -> String {
    let mut replaced = location.to_owned();
    for (name, value) in pairs {
        let value = utf8_percent_encode(value, PATH).to_string();
        replaced = replaced.replacen(&format!("({name})"), &value, 1);
    }
    replaced
}

/// Reads the document that a message is, which `reader` begins: its root, as the one part of a `T`.
pub(crate) fn document<'t, T: Content>(
    body: BodyContent,
    reader: impl Fn() -> Result<Reader<'t>, xml::Error>,
) -> Result<T, xml::Error> {
    let mut r = reader()?;
    r.root()?;
    if let BodyContent::Parts([(namespace, local)]) = body
        && !r.is(namespace, local)
    {
        let found = QName::new(r.name().0, r.name().1).to_string();
        let expected = QName::new(*namespace, *local).to_string();
        return Err(envelope::unexpected(&expected, &found).at(r.offset()));
    }
    let mut r = reader()?;
    let value = r.document()?;
    r.finish()?;
    Ok(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        let owned = |pair: &(&str, &str)| (pair.0.to_owned(), pair.1.to_owned());
        pairs.iter().map(owned).collect()
    }

    #[test]
    fn locations_stand_behind_endpoints() {
        for (endpoint, location, expected) in [
            ("http://h/a.asmx", "/Get", "http://h/a.asmx/Get"),
            ("http://h/a/", "Get", "http://h/a/Get"),
            ("http://h/a/", "/Get", "http://h/a/Get"),
            ("http://h/a", "Get", "http://h/a/Get"),
            ("http://h/a", "", "http://h/a"),
            ("http://h/a", "?do=Get", "http://h/a?do=Get"),
        ] {
            assert_eq!(joined(endpoint, location), expected);
        }
    }

    #[test]
    fn parameters_go_where_the_binding_has_them() {
        let values = pairs(&[("a", "x y&å"), ("a", "2"), ("b", "/")]);
        for (http, endpoint, expected) in [
            (
                Http::get("/Get"),
                "http://h/s?key=1",
                "http://h/s/Get?key=1&a=x+y%26%C3%A5&a=2&b=%2F",
            ),
            (
                Http::get("/Get(b)/(a)").in_path(),
                "http://h/s",
                "http://h/s/Get%2F/x%20y%26%C3%A5",
            ),
            (Http::post("/Get"), "http://h/s", "http://h/s/Get"),
        ] {
            assert_eq!(url(&http, endpoint, &values).unwrap(), expected);
        }
    }
}
