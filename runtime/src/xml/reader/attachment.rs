//! Bytes that are not in the document: `xop:Include` in the place of Base64 (XOP, section 4), and
//! `href` of an empty element (SOAP with Attachments, section 3).

use std::borrow::Cow;
use std::sync::Arc;

use super::{At, Reader, unexpected};
use crate::attachment::Attachment;
use crate::mime::{self, XOP_NAMESPACE};
use crate::xml::codec::{Base64, TextCodec, base64};
use crate::xml::parser::Parser;
use crate::xml::shape::Shape;
use crate::xml::{Error, ErrorKind};

/// The content of an element of a simple value.
pub(super) enum Held<'a> {
    Text(Cow<'a, str>),
    Attachment(Attachment),
}

impl<'a> Reader<'a> {
    /// Says what came beside the document.
    pub(crate) fn beside(&mut self, attachments: Arc<[Attachment]>) {
        self.attachments = Some(attachments);
    }

    /// Reads the element at hand as an attachment: one that it refers to, or its text in Base64.
    pub fn attachment(&mut self) -> Attachment {
        self.attempt(Self::read_attachment).unwrap_or_default()
    }

    fn read_attachment(&mut self) -> Result<Attachment, Error> {
        if self.strict {
            self.begin(&Shape::SIMPLE)?;
        }
        match self.held(true)? {
            Held::Attachment(attachment) => Ok(attachment),
            Held::Text(text) => {
                let text: String = text.split_ascii_whitespace().collect();
                let octets = Base64.parse(&text, &self.parser.scope());
                octets
                    .map(Attachment::from)
                    .map_err(|error| self.invalid(error))
            }
        }
    }

    /// The text of the element at hand. That of an attachment is as `binary` writes bytes, and
    /// Base64 where values are not bytes.
    #[inline]
    pub(in crate::xml) fn element_text(
        &mut self,
        binary: Option<fn(&[u8]) -> String>,
    ) -> Result<Cow<'a, str>, Error> {
        if self.attachments.is_some() || binary.is_some() {
            return self.text_of_held(binary);
        }
        let strict = self.strict;
        self.at = At::Inside;
        self.parser.text(|parser| child(parser, strict, &mut None))
    }

    fn text_of_held(&mut self, binary: Option<fn(&[u8]) -> String>) -> Result<Cow<'a, str>, Error> {
        match self.held(binary.is_some())? {
            Held::Text(text) => Ok(text),
            Held::Attachment(attachment) => match attachment.bytes() {
                Ok(bytes) => Ok(Cow::Owned(binary.unwrap_or(base64)(&bytes))),
                Err(error) => Err(Error::new(ErrorKind::Malformed(format!(
                    "an attachment cannot be read: {error}"
                )))
                .at(self.offset())),
            },
        }
    }

    /// Reads the element at hand; one of bytes may refer to an attachment by an attribute.
    fn held(&mut self, is_binary: bool) -> Result<Held<'a>, Error> {
        let strict = self.strict;
        let referred = match is_binary {
            true => self.href()?,
            false => None,
        };
        self.at = At::Inside;
        let mut included = None;
        let text = self
            .parser
            .text(|parser| child(parser, strict, &mut Some(&mut included)))?;
        let referred = referred.filter(|_| text.trim_ascii().is_empty());
        let Some(reference) = included.or(referred) else {
            return Ok(Held::Text(text));
        };
        let beside = self.attachments.as_deref().unwrap_or_default();
        match mime::find(beside, &reference) {
            Some(attachment) => Ok(Held::Attachment(attachment.clone())),
            None => Err(missing(&reference, self.offset())),
        }
    }

    /// The `cid:` URL in the attribute `href` of the element at hand, unless the attribute is one
    /// of the schema's.
    fn href(&self) -> Result<Option<String>, Error> {
        let tag = match (self.tag(), &self.element.tag) {
            (Some(tag), _) => tag,
            (None, Some(tag)) if self.element.shape.attribute("", "href").is_none() => tag,
            (None, _) => return Ok(None),
        };
        // Strict has refused an attribute that is not the schema's.
        if !tag.has_attributes() {
            return Ok(None);
        }
        let href = self.parser.attribute(tag, "", "href")?;
        Ok(href.filter(|url| mime::is_cid(url)).map(Cow::into_owned))
    }
}

/// Passes over an element where text is expected, after taking what it includes, where anything
/// came beside the document.
#[cold]
fn child(
    parser: &mut Parser<'_>,
    strict: bool,
    included: &mut Option<&mut Option<String>>,
) -> Result<(), Error> {
    let tag = parser.tag();
    if tag.local == "Include" && parser.namespace(tag) == XOP_NAMESPACE {
        let reference = parser.attribute(tag, "", "href")?.map(Cow::into_owned);
        match (included, reference) {
            (Some(included), reference) => **included = reference,
            (None, Some(reference)) => return Err(missing(&reference, tag.offset)),
            (None, None) => {}
        }
    } else if strict {
        return Err(unexpected("text", tag.local, tag.offset));
    }
    parser.skip()
}

#[cold]
fn missing(reference: &str, offset: usize) -> Error {
    const SHOWN: usize = 120;
    let reference: String = reference.chars().take(SHOWN).collect();
    Error::new(ErrorKind::Missing(format!("the attachment {reference}"))).at(offset)
}
