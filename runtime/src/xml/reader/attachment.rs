//! Octets that are not in the document: `xop:Include` in the place of Base64 (XOP, section 4).

use std::borrow::Cow;
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::{At, Reader, unexpected};
use crate::attachment::Attachment;
use crate::mime::{self, XOP_NAMESPACE};
use crate::xml::codec::{Base64, TextCodec};
use crate::xml::parser::Parser;
use crate::xml::{Error, ErrorKind};

/// What an element of a simple value holds.
pub(super) enum Held<'a> {
    Text(Cow<'a, str>),
    Attachment(Attachment),
}

impl<'a> Reader<'a> {
    /// Says what came beside the document.
    pub(crate) fn beside(&mut self, attachments: Arc<[Attachment]>) {
        self.attachments = Some(attachments);
    }

    /// Reads the element at hand as an attachment: one that it includes, or what its text is in Base64.
    pub fn attachment(&mut self) -> Result<Attachment, Error> {
        match self.held()? {
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

    /// The text of the element at hand, that of an attachment being Base64.
    #[inline]
    pub(in crate::xml) fn element_text(&mut self) -> Result<Cow<'a, str>, Error> {
        if self.attachments.is_some() {
            return self.text_of_held();
        }
        let strict = self.strict;
        self.at = At::Inside;
        self.parser.text(|parser| child(parser, strict, &mut None))
    }

    #[cold]
    fn text_of_held(&mut self) -> Result<Cow<'a, str>, Error> {
        match self.held()? {
            Held::Text(text) => Ok(text),
            Held::Attachment(attachment) => match attachment.bytes() {
                Ok(octets) => Ok(Cow::Owned(STANDARD.encode(octets))),
                Err(error) => Err(Error::new(ErrorKind::Malformed(format!(
                    "an attachment cannot be read: {error}"
                )))
                .at(self.offset())),
            },
        }
    }

    fn held(&mut self) -> Result<Held<'a>, Error> {
        let strict = self.strict;
        self.at = At::Inside;
        let mut included = None;
        let text = self
            .parser
            .text(|parser| child(parser, strict, &mut Some(&mut included)))?;
        let Some(reference) = included else {
            return Ok(Held::Text(text));
        };
        let beside = self.attachments.as_deref().unwrap_or_default();
        match mime::find(beside, &reference) {
            Some(attachment) => Ok(Held::Attachment(attachment.clone())),
            None => Err(missing(&reference, self.offset())),
        }
    }
}

/// Passes over an element where text is expected, after taking what it includes, where anything came beside the document.
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
    Error::new(ErrorKind::Missing(format!("the attachment {reference}"))).at(offset)
}
