//! From bytes to text.

use std::borrow::Cow;
use std::sync::Arc;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::diagnostic::{Diagnostic, Span};

/// The text of a document, by its byte order mark, else its declared encoding, else UTF-8 (XML 1.0, appendix F). The byte
/// order mark is not part of the text.
///
/// # Errors
/// `xml-encoding`: an encoding that is not known, or bytes that are not in it.
pub fn decode<'b>(uri: &Arc<str>, bytes: &'b [u8]) -> Result<Cow<'b, str>, Diagnostic> {
    let (encoding, body) = detect(bytes).map_err(|label| {
        Diagnostic::error(
            "xml-encoding",
            None,
            format!("`{uri}` declares the encoding `{label}`, which is not known"),
        )
        .with_help("save the document as UTF-8")
    })?;
    match encoding.decode_without_bom_handling_and_without_replacement(body) {
        Some(text) => Ok(without_marks(text)),
        None => {
            let start = std::str::from_utf8(body).map_or_else(|e| e.valid_up_to(), str::len);
            let span = (encoding == UTF_8).then(|| Span {
                document: uri.clone(),
                start,
                end: start + char::REPLACEMENT_CHARACTER.len_utf8(),
            });
            let message = match span {
                Some(_) => "this byte is not UTF-8".to_owned(),
                None => format!("`{uri}` is not valid {}", encoding.name()),
            };
            Err(Diagnostic::error("xml-encoding", span, message).with_help(
                "save the document as UTF-8, or declare its encoding: `<?xml version=\"1.0\" encoding=\"...\"?>`",
            ))
        }
    }
}

/// Like [`decode`], with the replacement character for what cannot be decoded: good enough to show where it is.
pub fn decode_lossy(bytes: &[u8]) -> Cow<'_, str> {
    let (encoding, body) = detect(bytes).unwrap_or((UTF_8, bytes));
    without_marks(encoding.decode_without_bom_handling(body).0)
}

/// Removes byte order marks that are left: a document that was put together from files can have one
/// of each.
fn without_marks(text: Cow<'_, str>) -> Cow<'_, str> {
    const MARK: char = '\u{FEFF}';
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim_start_matches(MARK)),
        Cow::Owned(mut text) => {
            let marks = text.len() - text.trim_start_matches(MARK).len();
            text.drain(..marks);
            Cow::Owned(text)
        }
    }
}

/// The encoding, and the bytes after the byte order mark; the label where it is not known.
fn detect(bytes: &[u8]) -> Result<(&'static Encoding, &[u8]), String> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return Ok((encoding, &bytes[length..]));
    }
    match bytes {
        [b'<', 0, ..] => return Ok((UTF_16LE, bytes)),
        [0, b'<', ..] => return Ok((UTF_16BE, bytes)),
        _ => {}
    }
    match declared(bytes) {
        None => Ok((UTF_8, bytes)),
        Some(label) => match Encoding::for_label(label.as_bytes()) {
            // The declaration could be read byte by byte, so this is left over from another form of the text.
            Some(encoding) if encoding == UTF_16LE || encoding == UTF_16BE => Ok((UTF_8, bytes)),
            Some(encoding) => Ok((encoding, bytes)),
            None => Err(label.to_owned()),
        },
    }
}

/// The value of `encoding` in the XML declaration.
fn declared(bytes: &[u8]) -> Option<&str> {
    let rest = bytes.strip_prefix(b"<?xml")?;
    let end = rest.windows(2).take(512).position(|two| two == b"?>")?;
    let declaration = std::str::from_utf8(&rest[..end]).ok()?;
    let (_, value) = declaration.split_once("encoding")?;
    let value = value.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    value[1..].split_once(quote).map(|(label, _)| label)
}
