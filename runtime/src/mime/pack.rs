//! From a message and what is beside it to a multipart body.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};

use bytes::Bytes;

use crate::attachment::Attachment;
use crate::soap::Version;
use crate::transport::Body;
use crate::xml::DECLARATION;

/// How a message and its attachments are put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Packing {
    /// MTOM (W3C Recommendation, 2005): octets of the message itself are among the attachments.
    Xop,
    /// SOAP with Attachments (W3C Note, 2000).
    Related,
}

const ROOT: &str = "message@sapo";

/// Puts a message together with its attachments, the ones without an identifier being given one; the content type
/// of the whole, and its body.
pub(crate) fn pack(
    message: String,
    version: Version,
    action: Option<&str>,
    attachments: &[Attachment],
    packing: Packing,
) -> (String, Body) {
    let boundary = boundary();
    let media_type = version.media_type();
    let (kind, root, start_info) = match packing {
        Packing::Xop => (
            "application/xop+xml",
            format!("application/xop+xml; charset=utf-8; type=\"{media_type}\""),
            format!("; start-info=\"{media_type}\""),
        ),
        Packing::Related => (
            media_type,
            format!("{media_type}; charset=utf-8"),
            String::new(),
        ),
    };
    let mut content_type = format!(
        "multipart/related; type=\"{kind}\"; boundary=\"{boundary}\"; start=\"<{ROOT}>\"{start_info}"
    );
    if let (Version::Soap12, Some(action)) = (version, action) {
        content_type.push_str(&format!("; action=\"{action}\""));
    }
    let part = |content_type: &str, id: &str| {
        format!(
            "--{boundary}\r\nContent-Type: {content_type}\r\nContent-Transfer-Encoding: binary\r\nContent-ID: <{id}>\r\n\r\n"
        )
    };
    let mut body = Body::from(Bytes::from(part(&root, ROOT)));
    // The part's own header names the encoding; Python's Spyne refuses a declaration that does so again, and .NET
    // writes none either.
    let declaration = message
        .starts_with(DECLARATION)
        .then_some(DECLARATION.len());
    body.push(Bytes::from(message).slice(declaration.unwrap_or(0)..));
    for (at, attachment) in attachments.iter().enumerate() {
        let id = identifier(attachment, at);
        // A line's end in a type or an identifier would be the end of that header.
        let line = |text: &str| text.replace(['\r', '\n'], " ");
        let header = part(&line(attachment.content_type()), &line(&id));
        body.push(Bytes::from(format!("\r\n{header}")));
        body.push_attachment(attachment.clone());
    }
    body.push(Bytes::from(format!("\r\n--{boundary}--\r\n")));
    (content_type, body)
}

/// The identifier of the attachment at this place.
pub(crate) fn identifier(attachment: &Attachment, at: usize) -> String {
    match attachment.id() {
        Some(id) => id.to_owned(),
        None => format!("part-{}@sapo", at + 1),
    }
}

/// A boundary that no content has in it: 128 bits that nobody can foresee.
fn boundary() -> String {
    let random = || RandomState::new().build_hasher().finish();
    format!("sapo-{:016x}{:016x}", random(), random())
}
