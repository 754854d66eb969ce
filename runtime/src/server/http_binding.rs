//! Calls without envelopes (WSDL 1.1, section 4), told apart by their method and their path.

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderValue, Method, Uri};

use super::message::Message;
use super::service::AnyService;
use crate::soap::http_binding::{FORM, Http, Parameters, joined};
use crate::soap::version::{media_type, parameter};
use crate::soap::{Fault, OperationDescription};
use crate::xml::{self, Limits, Reader, Shape, Writer};

/// Services that are called without SOAP, by their paths.
#[derive(Default)]
pub(super) struct Plain {
    services: Vec<(String, Box<dyn AnyService>)>,
}

/// An operation that a request means, and the parameters that its path has.
pub(super) struct Target<'r> {
    pub(super) service: &'r dyn AnyService,
    pub(super) operation: &'static OperationDescription,
    http: &'static Http,
    in_path: Vec<(String, String)>,
}

impl Plain {
    pub(super) fn add(&mut self, path: String, service: Box<dyn AnyService>) {
        self.services.push((path, service));
    }

    /// The operation of this method and URL.
    pub(super) fn target(&self, method: &Method, uri: &Uri) -> Option<Target<'_>> {
        let called = uri.path_and_query()?.as_str();
        let in_service = |(path, service): &'_ (String, Box<dyn AnyService>)| {
            let operations = service.description().operations();
            operations.iter().copied().find_map(|operation| {
                let http = operation.http().filter(|http| http.method() == *method)?;
                let location = joined(path, http.location());
                let in_path = match http.parameters() {
                    Parameters::Path => replaced(&location, called)?,
                    // A location that has a query of its own is followed by that of the parameters.
                    _ if called == location => Vec::new(),
                    _ => match called.strip_prefix(&*location)?.chars().next()? {
                        '?' | '&' => Vec::new(),
                        _ => return None,
                    },
                };
                Some((operation, http, in_path))
            })
        };
        self.services.iter().find_map(|known| {
            let (operation, http, in_path) = in_service(known)?;
            Some(Target {
                service: known.1.as_ref(),
                operation,
                http,
                in_path,
            })
        })
    }

    /// The paths of the services.
    pub(super) fn paths(&self) -> impl Iterator<Item = &str> {
        self.services.iter().map(|(path, _)| path.as_str())
    }
}

impl Target<'_> {
    /// What the request says; none where its body is of another kind than the operation takes.
    pub(super) fn message(
        self,
        uri: &Uri,
        headers: &HeaderMap,
        body: &Bytes,
        limits: &Limits,
    ) -> Result<Option<Message>, xml::Error> {
        let text = || xml::decode(body, parameter(headers, "charset").as_deref());
        let content_type = headers.get(CONTENT_TYPE).map(HeaderValue::as_bytes);
        let content_type = String::from_utf8_lossy(content_type.unwrap_or_default());
        let media_type = media_type(&content_type);
        let pairs = |text: &[u8]| form_urlencoded::parse(text).into_owned().collect();
        Ok(match self.http.parameters() {
            Parameters::Path => Some(Message::Pairs(self.in_path)),
            Parameters::Query => {
                let query = uri.query().unwrap_or_default();
                Some(Message::Pairs(pairs(query.as_bytes())))
            }
            Parameters::Form if media_type.eq_ignore_ascii_case(FORM) || body.is_empty() => {
                Some(Message::Pairs(pairs(body)))
            }
            Parameters::Document if media_type.ends_with("xml") => {
                let text = text()?.into_owned();
                let mut r = Reader::new(&text, limits)?;
                r.root()?;
                r.skip()?;
                r.finish()?;
                Some(Message::Document(text))
            }
            Parameters::Form | Parameters::Document => None,
        })
    }
}

/// The values in the places of the names that a location has in parentheses, up to the character behind each.
fn replaced(location: &str, called: &str) -> Option<Vec<(String, String)>> {
    let (mut location, mut called) = (location, called);
    let mut pairs = Vec::new();
    while let Some((before, rest)) = location.split_once('(') {
        let (name, behind) = rest.split_once(')')?;
        called = called.strip_prefix(before)?;
        let end = match behind.split('(').next().unwrap_or_default() {
            "" => called.len(),
            next => called.find(next)?,
        };
        let value = percent_encoding::percent_decode_str(&called[..end]).decode_utf8();
        pairs.push((name.to_owned(), value.ok()?.into_owned()));
        (location, called) = (behind, &called[end..]);
    }
    (location == called).then_some(pairs)
}

/// Parameters as the children of an element, named as a type of this shape has its fields. What it does not have is left
/// out.
pub(super) fn element(pairs: &[(String, String)], shape: &'static Shape) -> Result<String, Fault> {
    let mut w = Writer::new();
    w.start("", "parameters");
    for (name, value) in pairs {
        if let Some(namespace) = shape.namespace_by_local(name) {
            w.start(namespace, name);
            w.text(value);
            w.end();
        }
    }
    w.end();
    w.finish()
        .map_err(|error| Fault::sender(format!("unreadable request: {error}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locations_give_parameters_back() {
        let pairs = |location, called| {
            let pairs = replaced(location, called)?.into_iter();
            Some(pairs.map(|(a, b)| format!("{a}={b}")).collect::<Vec<_>>())
        };
        let some = |pairs: &[&str]| Some(pairs.iter().map(|&pair| pair.to_owned()).collect());
        assert_eq!(
            pairs("/s/Get(b)/(a)", "/s/Get%2F/x%20y"),
            some(&["b=/", "a=x y"])
        );
        assert_eq!(pairs("/s/(a)?b=(b)", "/s/1?b=2"), some(&["a=1", "b=2"]));
        assert_eq!(pairs("/s/(a)", "/s/"), some(&["a="]));
        assert_eq!(pairs("/s/(a)/x", "/s/1"), None);
        assert_eq!(pairs("/s/(a", "/s/1"), None);
        assert_eq!(pairs("/s", "/s/1"), None);
    }
}
