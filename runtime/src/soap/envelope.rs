//! The envelope around a message.

use std::borrow::Cow;

use super::operation::BodyContent;
use super::{Header, HeaderBlock, OperationDescription, Version};
use crate::value::QName;
use crate::xml::encoded::SOAP12_RPC;
use crate::xml::{
    self, Content, Encoding, ErrorKind, Limits, Name, Reader, Shape, Writer, XSD_NAMESPACE,
    XSI_NAMESPACE,
};

/// Writes a message: its headers, and what `body` writes into the open Body element.
///
/// The namespaces of XML Schema are declared on the envelope as .NET and others do, whether or not the body
/// needs them, and once is shorter than where they are needed.
pub(crate) fn write(
    version: Version,
    headers: &mut dyn Iterator<Item = &Header>,
    body: &mut dyn FnMut(&mut Writer),
) -> Result<String, xml::Error> {
    let (prefix, namespace) = (version.prefix(), version.namespace());
    /// Most messages are no longer, and their text need not grow.
    const USUAL: usize = 1024;
    let mut w = Writer::with_capacity(USUAL);
    w.declaration();
    w.start_prefixed(prefix, namespace, "Envelope");
    w.prefix("xsi", XSI_NAMESPACE);
    w.prefix("xsd", XSD_NAMESPACE);
    let mut headers = headers.peekable();
    if headers.peek().is_some() {
        w.start_prefixed(prefix, namespace, "Header");
        for header in headers {
            header.write(version, &mut w);
        }
        w.end();
    }
    w.start_prefixed(prefix, namespace, "Body");
    body(&mut w);
    w.end();
    w.end();
    w.finish()
}

/// Writes what a Body holds, as the operation has its messages.
pub(crate) fn write_body(
    w: &mut Writer,
    version: Version,
    operation: &OperationDescription,
    body: BodyContent,
    content: &mut dyn FnMut(&mut Writer),
) {
    match body {
        BodyContent::Nothing => {}
        BodyContent::Element(element) => write_element(w, version, operation, element, content),
        BodyContent::Parts(_) => content(w),
    }
}

fn write_element(
    w: &mut Writer,
    version: Version,
    operation: &OperationDescription,
    (namespace, local): Name,
    content: &mut dyn FnMut(&mut Writer),
) {
    match operation.is_encoded() {
        true => start_encoded(w, version, "m", namespace, local),
        false => w.start(namespace, local),
    }
    content(w);
    w.end();
}

/// Opens an element in which everything is in SOAP encoding, as it says.
pub(super) fn start_encoded(
    w: &mut Writer,
    version: Version,
    prefix: &'static str,
    namespace: impl Into<Cow<'static, str>>,
    local: &str,
) {
    // Accessors have no namespace, so this one must not be the default one.
    match namespace.into() {
        none if none.is_empty() => w.start("", local),
        namespace => w.start_prefixed(prefix, namespace, local),
    }
    let encoding = version.encoding();
    w.encoded(encoding);
    w.attribute_text(version.namespace(), "encodingStyle", encoding.namespace());
}

/// Names the result among the fields of an encoded response (SOAP 1.2 Part 2, section 4.2.1).
pub(crate) fn write_result_name(w: &mut Writer, response: &Shape) {
    if let Some(result) = response.first_name() {
        w.start_prefixed("rpc", SOAP12_RPC, "result");
        w.text(result);
        w.end();
    }
}

/// Whether a child of an encoded Body is not the call itself, or its answer, but a value that something in there refers to
/// (SOAP 1.1, sections 5.6 and 7.1); `is_first` where the call was not met yet.
pub(crate) fn is_independent(r: &Reader<'_>, is_first: bool) -> Result<bool, xml::Error> {
    let root = r.attribute_named(Encoding::Soap11.namespace(), "root")?;
    Ok(match root.as_deref().map(str::trim) {
        Some(root) => !matches!(root, "1" | "true"),
        None => !is_first && r.attribute_named("", "id")?.is_some(),
    })
}

/// Why a document could not be read as a message.
#[derive(Debug)]
pub(crate) enum NotRead {
    /// Its root is no envelope, or cannot be found.
    NotSoap(xml::Error),
    /// It begins as a message, and is wrong further on.
    Invalid(xml::Error),
}

impl From<NotRead> for xml::Error {
    fn from(error: NotRead) -> Self {
        match error {
            NotRead::NotSoap(error) | NotRead::Invalid(error) => error,
        }
    }
}

/// Reads a message that has nothing in its Body: as empty, or as nil if its element may be that.
pub(crate) fn nothing<T: Content>() -> Result<T, xml::Error> {
    const NOTHING: &str =
        r#"<nothing xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:nil="true"/>"#;
    let mut r = Reader::new(NOTHING, &Limits::default())?;
    r.root()?;
    r.read()
}

/// Reads a message and returns its header blocks; `child` consumes each child of the Body, and is told the
/// version.
pub(crate) fn read(
    document: &str,
    limits: &Limits,
    strict: bool,
    child: &mut dyn FnMut(&mut Reader<'_>, Version) -> Result<(), xml::Error>,
) -> Result<Vec<HeaderBlock>, NotRead> {
    read_body(document, limits, strict, &mut |r, version| {
        r.children(&mut |r| child(r, version))
    })
}

/// Reads a message and returns its header blocks; `body` consumes the Body, and is told the version.
pub(crate) fn read_body(
    document: &str,
    limits: &Limits,
    strict: bool,
    body: &mut dyn FnMut(&mut Reader<'_>, Version) -> Result<(), xml::Error>,
) -> Result<Vec<HeaderBlock>, NotRead> {
    let mut r = Reader::new(document, limits)
        .map_err(NotRead::NotSoap)?
        .strict(strict);
    r.root().map_err(NotRead::NotSoap)?;
    let version = version_at(&r)?;
    read_children(&mut r, version, body).map_err(NotRead::Invalid)
}

fn read_children(
    r: &mut Reader<'_>,
    version: Version,
    body: &mut dyn FnMut(&mut Reader<'_>, Version) -> Result<(), xml::Error>,
) -> Result<Vec<HeaderBlock>, xml::Error> {
    let mut headers = Vec::new();
    let mut bodies = 0;
    // Paths in errors begin below the Body, so its own errors are kept from being put under `Body`.
    let mut below = None;
    let walk = r.children(&mut |r| {
        if r.is(version.namespace(), "Header") {
            r.children(&mut |r| {
                headers.push(HeaderBlock::read(version, r)?);
                Ok(())
            })
        } else if r.is(version.namespace(), "Body") {
            bodies += 1;
            if bodies > 1 {
                return Err(unexpected("one Body", "another"));
            }
            body(r, version).inspect_err(|error| below = Some(error.clone()))
        } else {
            // SOAP 1.1 allows elements after the Body (section 4).
            r.skip()
        }
    });
    walk.map_err(|error| below.unwrap_or(error))?;
    if bodies == 0 {
        return Err(xml::Error::new(ErrorKind::Missing("Body".to_owned())));
    }
    r.finish()?;
    Ok(headers)
}

fn version_at(r: &Reader<'_>) -> Result<Version, NotRead> {
    let (namespace, local) = r.name();
    let found = || QName::new(namespace, local).to_string();
    match Version::of_namespace(namespace) {
        Some(version) if local == "Envelope" => Ok(version),
        _ => {
            let error = unexpected("a SOAP Envelope", &found());
            Err(match local {
                "Envelope" => NotRead::Invalid(error),
                _ => NotRead::NotSoap(error),
            })
        }
    }
}

pub(crate) fn unexpected(expected: &str, found: &str) -> xml::Error {
    xml::Error::new(ErrorKind::Unexpected {
        expected: expected.to_owned(),
        found: found.to_owned(),
    })
}
