//! The SOAP, HTTP and MIME extensions of WSDL bindings, as written (WSDL 1.1, sections 3 to 5).

use super::namespaces::WSDL;
use super::reader::{Reader, optional_name};
use super::reference::Reference;
use crate::diagnostic::Span;
use crate::document::Node;
use crate::severity::Judge;

const SOAP11: &str = "http://schemas.xmlsoap.org/wsdl/soap/";
const SOAP12: &str = "http://schemas.xmlsoap.org/wsdl/soap12/";
const HTTP: &str = "http://schemas.xmlsoap.org/wsdl/http/";
const MIME: &str = "http://schemas.xmlsoap.org/wsdl/mime/";

/// The style of an operation (WSDL 1.1, section 3.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// The parts are the body's children.
    Document,
    /// The parts are accessors within an element named after the operation.
    Rpc,
}

/// Literal or encoded (WSDL 1.1, section 3.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Use {
    /// As the schema says.
    Literal,
    /// By the rules of SOAP's encoding.
    Encoded,
}

/// What a binding binds to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BindingKind {
    /// `soap:binding` or `soap12:binding`
    Soap {
        /// SOAP 1.2; else 1.1.
        version12: bool,
        /// `transport`, empty where not given.
        transport: String,
        /// `style`, where given.
        style: Option<Style>,
    },
    /// `http:binding`
    Http {
        /// `verb`
        verb: String,
    },
}

/// The input, output or a fault of a bound operation.
#[derive(Debug)]
pub struct MessageBinding {
    /// `name`
    pub name: Option<String>,
    /// `soap:body` or `soap:fault`
    pub body: Option<Body>,
    /// `soap:header`
    pub headers: Vec<Header>,
    /// The parts that `mime:content` carries.
    pub attachments: Vec<String>,
    /// The media types of `mime:content`, which are alternatives; `text/xml` for `mime:mimeXml`.
    pub media_types: Vec<String>,
    /// `http:urlEncoded` or `http:urlReplacement`
    pub url: Option<UrlForm>,
    /// Its place.
    pub span: Span,
}

/// How parts stand in a URL (WSDL 1.1, sections 4.5 and 4.6).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UrlForm {
    /// `http:urlEncoded`: as its query.
    Encoded,
    /// `http:urlReplacement`: in the location, in place of their names.
    Replacement,
}

/// `soap:body` or `soap:fault`
#[derive(Debug)]
pub struct Body {
    /// `parts`, where given.
    pub parts: Option<Vec<String>>,
    /// `use`; literal where not given.
    pub r#use: Use,
    /// `namespace`
    pub namespace: Option<String>,
}

/// `soap:header` or `soap:headerfault`
#[derive(Debug)]
pub struct Header {
    /// `message`
    pub message: Option<Reference>,
    /// `part`
    pub part: String,
    /// `use`
    pub r#use: Use,
    /// `namespace`
    pub namespace: Option<String>,
    /// `soap:headerfault`
    pub faults: Vec<Header>,
    /// Its place.
    pub span: Span,
}

/// The namespace of SOAP's extensions that an element is in, or can only be meant to be in: people bind the prefix to the
/// namespace of envelopes, misspell the URI, or forget the prefix.
fn soap_namespace(node: Node<'_>) -> Option<&'static str> {
    let namespace = node.namespace();
    match namespace {
        SOAP11 => return Some(SOAP11),
        SOAP12 => return Some(SOAP12),
        WSDL => {
            // The elements of WSDL itself are children of others, or have none of these.
            let own = match node.local() {
                "binding" => "transport",
                "operation" => "soapAction",
                "body" | "header" | "headerfault" | "fault" => "use",
                "address" => "location",
                _ => return None,
            };
            return node.attribute(own).map(|_| SOAP11);
        }
        _ => {}
    }
    let namespace = namespace.to_ascii_lowercase();
    let after_scheme = namespace.split_once("://").map(|(_, rest)| rest);
    match after_scheme?.trim_end_matches('/') {
        "schemas.xmlsoap.org/wsdl/soap"
        | "schemas.xmlsoap.org/wsdl/soap11"
        | "schemas.xmlsoap.org/soap"
        | "schemas.xmlsoap.org/soap/http"
        | "schemas.xmlsoap.org/soap/envelope" => Some(SOAP11),
        "schemas.xmlsoap.org/wsdl/soap12"
        | "schemas.xmlsoap.org/soap12"
        | "www.w3.org/2003/05/soap-envelope"
        | "www.w3.org/2003/05/soap/bindings/http" => Some(SOAP12),
        _ => None,
    }
}

fn is_soap(node: Node<'_>) -> bool {
    soap_namespace(node).is_some()
}

/// Tells of an element in a namespace that isn't the one that it is read as.
fn check_namespace(node: Node<'_>, judge: &mut Judge<'_>) {
    if let Some(meant) = soap_namespace(node).filter(|meant| *meant != node.namespace()) {
        let (local, namespace) = (node.local(), node.namespace());
        let message = format!("`{local}` is in the namespace {namespace}: {meant} is taken");
        judge.note("wsdl-structure", &node.span(), message);
    }
}

/// What a child of `wsdl:binding` binds to, if it says so.
pub(super) fn binding(node: Node<'_>, judge: &mut Judge<'_>) -> Option<BindingKind> {
    if node.local() != "binding" {
        return None;
    }
    if let Some(namespace) = soap_namespace(node) {
        check_namespace(node, judge);
        return Some(BindingKind::Soap {
            version12: namespace == SOAP12,
            transport: node
                .attribute("transport")
                .unwrap_or_default()
                .trim()
                .to_owned(),
            style: style(node, judge),
        });
    }
    (node.namespace() == HTTP).then(|| BindingKind::Http {
        verb: node.attribute("verb").unwrap_or_default().trim().to_owned(),
    })
}

/// What a binding that does not say so binds to, where its operations are bound to SOAP.
pub(super) fn implied(binding: Node<'_>) -> Option<BindingKind> {
    let soap = within(binding).or_else(|| {
        let mut operations = binding.children();
        operations.find_map(|operation| operation.children().chain([operation]).find_map(within))
    })?;
    Some(BindingKind::Soap {
        version12: soap_namespace(soap) == Some(SOAP12),
        transport: String::new(),
        style: None,
    })
}

/// The first extension of SOAP within an element.
fn within(node: Node<'_>) -> Option<Node<'_>> {
    node.children().find(|child| is_soap(*child))
}

/// Whether a child of a bound operation is its `soap:operation`.
pub(super) fn is_operation(node: Node<'_>, judge: &mut Judge<'_>) -> bool {
    let is_operation = is_soap(node) && node.local() == "operation";
    if is_operation {
        check_namespace(node, judge);
    }
    is_operation
}

/// `soapActionRequired` of a `soap12:operation`, true by default (WSDL 1.1 Binding Extension for
/// SOAP 1.2).
pub(super) fn is_action_required(node: Node<'_>, judge: &mut Judge<'_>) -> bool {
    match node.attribute("soapActionRequired").map(str::trim) {
        None | Some("true" | "1") => true,
        Some("false" | "0") => false,
        Some(other) => {
            judge.note(
                "wsdl-structure",
                &node.attribute_span("soapActionRequired"),
                format!("`{other}` is not a boolean: `soapActionRequired` is read as `true`"),
            );
            true
        }
    }
}

/// The `location` of an `http:operation`, if a child of a bound operation is that.
pub(super) fn location(node: Node<'_>) -> Option<String> {
    (node.namespace() == HTTP && node.local() == "operation").then(|| {
        node.attribute("location")
            .unwrap_or_default()
            .trim()
            .to_owned()
    })
}

/// `style` of a `soap:binding` or `soap:operation`.
pub(super) fn style(node: Node<'_>, judge: &mut Judge<'_>) -> Option<Style> {
    match node.attribute("style")?.trim() {
        "document" => Some(Style::Document),
        "rpc" => Some(Style::Rpc),
        other => {
            judge.note(
                "wsdl-structure",
                &node.attribute_span("style"),
                format!("`{other}` is not a style: document and rpc are"),
            );
            None
        }
    }
}

/// The `location` of a port's address, if `node` is one.
pub(super) fn address(node: Node<'_>, judge: &mut Judge<'_>) -> Option<String> {
    check_namespace(node, judge);
    ((is_soap(node) || node.namespace() == HTTP) && node.local() == "address").then(|| {
        node.attribute("location")
            .unwrap_or_default()
            .trim()
            .to_owned()
    })
}

/// Reads `wsdl:input`, `wsdl:output` or `wsdl:fault` of a bound operation.
pub(super) fn message(node: Node<'_>, reader: &mut Reader<'_, '_, '_>) -> MessageBinding {
    let mut message = MessageBinding {
        name: optional_name(node),
        body: None,
        headers: Vec::new(),
        attachments: Vec::new(),
        media_types: Vec::new(),
        url: None,
        span: node.span(),
    };
    extensions(node, &mut message, reader);
    message
}

fn extensions(node: Node<'_>, message: &mut MessageBinding, reader: &mut Reader<'_, '_, '_>) {
    for child in node.children() {
        let namespace = soap_namespace(child).unwrap_or(child.namespace());
        match (namespace, child.local()) {
            (SOAP11 | SOAP12, "body" | "fault") => {
                check_namespace(child, reader.judge);
                message.body = Some(body(child, reader));
            }
            (SOAP11 | SOAP12, "header") => {
                check_namespace(child, reader.judge);
                message.headers.push(header(child, reader));
            }
            (MIME, "multipartRelated" | "part") => extensions(child, message, reader),
            (MIME, "content" | "mimeXml") => {
                // Alternatives for one part repeat its name.
                if let Some(part) = child.attribute("part").map(str::trim)
                    && !message.attachments.iter().any(|known| known == part)
                {
                    message.attachments.push(part.to_owned());
                }
                let media_type = match child.local() {
                    "mimeXml" => Some("text/xml"),
                    _ => child.attribute("type").map(str::trim),
                };
                message.media_types.extend(media_type.map(str::to_owned));
            }
            (HTTP, "urlEncoded") => message.url = Some(UrlForm::Encoded),
            (HTTP, "urlReplacement") => message.url = Some(UrlForm::Replacement),
            _ => reader.unknown(child),
        }
    }
}

fn body(node: Node<'_>, reader: &mut Reader<'_, '_, '_>) -> Body {
    Body {
        parts: node
            .attribute("parts")
            .map(|parts| parts.split_whitespace().map(str::to_owned).collect()),
        r#use: encoding(node, reader.judge),
        namespace: namespace(node),
    }
}

fn namespace(node: Node<'_>) -> Option<String> {
    node.attribute("namespace").map(|uri| uri.trim().to_owned())
}

fn header(node: Node<'_>, reader: &mut Reader<'_, '_, '_>) -> Header {
    let mut faults = Vec::new();
    for child in node.children() {
        if is_soap(child) && child.local() == "headerfault" {
            check_namespace(child, reader.judge);
            faults.push(header(child, reader));
        } else {
            reader.unknown(child);
        }
    }
    Header {
        message: reader.reference(node, "message"),
        part: node.attribute("part").unwrap_or_default().trim().to_owned(),
        r#use: encoding(node, reader.judge),
        namespace: namespace(node),
        faults,
        span: node.span(),
    }
}

fn encoding(node: Node<'_>, judge: &mut Judge<'_>) -> Use {
    match node.attribute("use").map(str::trim) {
        Some("encoded") => Use::Encoded,
        Some("literal") | None => Use::Literal,
        Some(other) => {
            judge.note(
                "wsdl-structure",
                &node.attribute_span("use"),
                format!("`{other}` is not a use: literal and encoded are"),
            );
            Use::Literal
        }
    }
}
