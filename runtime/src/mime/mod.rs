//! Messages with octets beside them: `multipart/related` (RFC 2387), as MTOM/XOP and SOAP with Attachments use it.
//!
//! Reading is as lenient as servers are careless: parameters quoted or not, identifiers with or without brackets
//! and percent signs, no charset, lines that end in LF alone, something before the first boundary and behind the
//! last one. What is missing is not made up: a part that a message refers to, the last boundary.

mod pack;
mod parser;
mod transfer;
mod unpack;

pub(crate) use pack::{Packing, identifier, pack};
#[cfg(feature = "attachments")]
pub(crate) use unpack::Spool;
pub(crate) use unpack::{Place, Unpacker, is_multipart, unpack};

use std::sync::Arc;

use crate::attachment::Attachment;

/// The namespace of `xop:Include`.
pub(crate) const XOP_NAMESPACE: &str = "http://www.w3.org/2004/08/xop/include";

/// What came beside a message, as an extension of the response (or request) that it came with.
#[derive(Debug, Clone)]
pub(crate) struct Parts {
    pub(crate) attachments: Arc<[Attachment]>,
    /// Whether octets of the message itself are among them.
    pub(crate) is_xop: bool,
}

/// A `multipart/related` body that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MimeError {
    /// The content type names no boundary, or the body has none.
    #[error("a multipart message without a boundary")]
    NoBoundary,
    /// The body ends before its last boundary: something is missing.
    #[error("the multipart message ends before its last boundary")]
    Unclosed,
    /// The header of a part is too long.
    #[error("the header of a part is longer than 16 KiB")]
    LongHeader,
    /// There are too many parts.
    #[error("more than {0} parts")]
    TooMany(usize),
    /// The parts are too large together.
    #[error("parts of more than {0} bytes")]
    TooLarge(u64),
    /// A part is in a transfer encoding that is not known.
    #[error("the transfer encoding {0:?} is not known")]
    Encoding(String),
    /// A part is not in the transfer encoding that its header names.
    #[error("a part that is not in {0}")]
    Content(&'static str),
    /// A part could not be put into a file, or be read from one.
    #[error("the file of a part: {0}")]
    File(String),
}

/// The attachment that a `cid:` URL, or an identifier by itself, refers to.
pub(crate) fn find<'p>(attachments: &'p [Attachment], reference: &str) -> Option<&'p Attachment> {
    let reference = reference.trim();
    let wanted = bare(match is_cid(reference) {
        true => &reference[SCHEME.len()..],
        false => reference,
    });
    let decoded = percent_decoded(wanted);
    attachments.iter().find(|attachment| {
        attachment
            .id()
            .is_some_and(|id| id == wanted || id == decoded || percent_decoded(id) == decoded)
    })
}

/// The scheme of the URLs of attachments (RFC 2392).
const SCHEME: &str = "cid:";

/// Whether a URL is that of an attachment.
pub(crate) fn is_cid(url: &str) -> bool {
    let scheme = url.trim_start().get(..SCHEME.len());
    scheme.is_some_and(|scheme| scheme.eq_ignore_ascii_case(SCHEME))
}

/// An identifier without the brackets around it.
fn bare(text: &str) -> &str {
    text.trim().trim_start_matches('<').trim_end_matches('>')
}

/// What `%` and two digits stand for put in their place (RFC 2392).
fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, behind @ ..] = rest {
        let digit = |at: usize| char::from(*behind.get(at)?).to_digit(16);
        match (first, digit(0), digit(1)) {
            (b'%', Some(high), Some(low)) => {
                bytes.push((high * 16 + low) as u8);
                rest = &behind[2..];
            }
            _ => {
                bytes.push(*first);
                rest = behind;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
