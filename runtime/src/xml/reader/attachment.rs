//! Octets that are not in the document: `xop:Include` in the place of Base64 (XOP, section 4).

use std::borrow::Cow;
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::{At, Reader, unexpected};
use crate::attachment::Attachment;
use crate::mime::{self, XOP_NAMESPACE};
use crate::xml::codec::{Base64, TextCodec};
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
    pub(super) fn element_text(&mut self) -> Result<Cow<'a, str>, Error> {
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

    #[inline]
    fn held(&mut self) -> Result<Held<'a>, Error> {
        let strict = self.strict;
        self.at = At::Inside;
        let mut included = None;
        let text = self.parser.text(|parser| {
            let tag = parser.tag();
            if tag.local == "Include" && parser.namespace(tag) == XOP_NAMESPACE {
                included = parser.attribute(tag, "", "href")?.map(Cow::into_owned);
            } else if strict {
                return Err(unexpected("text", tag.local, tag.offset));
            }
            parser.skip()
        })?;
        match included {
            None => Ok(Held::Text(text)),
            Some(reference) => self.included(&reference).map(Held::Attachment),
        }
    }

    #[cold]
    fn included(&self, reference: &str) -> Result<Attachment, Error> {
        let beside = self.attachments.as_deref().unwrap_or_default();
        mime::find(beside, reference).cloned().ok_or_else(|| {
            Error::new(ErrorKind::Missing(format!("the attachment {reference}"))).at(self.offset())
        })
    }
}
