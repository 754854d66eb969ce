//! Octets that are not written into the document (XOP, section 3).

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::Writer;
use crate::attachment::Attachment;
use crate::mime::{XOP_NAMESPACE, identifier};
use crate::xml::ErrorKind;

/// What goes beside the document.
#[derive(Debug)]
pub(super) struct Beside {
    /// Octets of elements go there where there are as many.
    from: usize,
    attachments: Vec<Attachment>,
}

impl Writer {
    /// Puts attachments beside the document from now on, and octets of elements where there are `from` of them.
    pub(crate) fn put_beside(&mut self, from: usize, attachments: Vec<Attachment>) {
        self.beside = Some(Beside { from, attachments });
    }

    /// What goes beside the document.
    pub(crate) fn take_beside(&mut self) -> Vec<Attachment> {
        self.beside
            .take()
            .map(|beside| beside.attachments)
            .unwrap_or_default()
    }

    /// An attachment as the content of the element opened last: included from beside the document, or as Base64.
    pub fn attachment(&mut self, attachment: &Attachment) {
        if self.beside.is_some() {
            return self.include(attachment.clone());
        }
        match attachment.bytes() {
            Ok(octets) => self.plain(&STANDARD.encode(octets)),
            Err(error) => self.fail(ErrorKind::Attachment(error.to_string())),
        }
    }

    /// Whether these octets of an element went beside the document.
    pub(in crate::xml) fn includes(&mut self, octets: &[u8]) -> bool {
        let from = self.beside.as_ref().map(|beside| beside.from);
        let is_beside = from.is_some_and(|from| octets.len() >= from);
        if is_beside {
            self.include(octets.to_vec().into());
        }
        is_beside
    }

    fn include(&mut self, attachment: Attachment) {
        let Some(beside) = &mut self.beside else {
            return;
        };
        let id = identifier(&attachment, beside.attachments.len());
        beside.attachments.push(attachment);
        // A reference is a URL (RFC 2392), so what is no part of one is written by its octets.
        let mut url = String::from("cid:");
        for byte in id.bytes() {
            if byte.is_ascii_alphanumeric() || b"-._~@!$&'()*+,;=:".contains(&byte) {
                url.push(char::from(byte));
            } else {
                url.push_str(&format!("%{byte:02X}"));
            }
        }
        self.start_prefixed("xop", XOP_NAMESPACE, "Include");
        self.attribute_text("", "href", &url);
        self.end();
    }
}
