//! From octets to text (XML 1.0, section 4.3.3 and appendix F).

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::{Error, ErrorKind};

/// Decodes a document: by its byte order mark, else as `charset` says (a `Content-Type`'s parameter), else
/// by its XML declaration, else as UTF-8.
///
/// # Errors
/// The encoding is unknown, or the octets are not text of it.
pub fn decode<'a>(document: &'a [u8], charset: Option<&str>) -> Result<Cow<'a, str>, Error> {
    let (encoding, mark) = match Encoding::for_bom(document) {
        Some(found) => found,
        None => (named(document, charset)?, 0),
    };
    let octets = &document[mark..];
    if encoding == UTF_8 {
        return match std::str::from_utf8(octets) {
            Ok(text) => Ok(Cow::Borrowed(text)),
            Err(error) => {
                let kind = ErrorKind::Malformed("not UTF-8".to_owned());
                Err(Error::new(kind).at(mark + error.valid_up_to()))
            }
        };
    }
    encoding
        .decode_without_bom_handling_and_without_replacement(octets)
        .ok_or_else(|| Error::new(ErrorKind::Malformed(format!("not {}", encoding.name()))))
}

fn named(document: &[u8], charset: Option<&str>) -> Result<&'static Encoding, Error> {
    // Without a mark, what the first characters of `<?xml` or `<root` look like gives UTF-16 away.
    match document {
        [b'<', 0, ..] => return Ok(UTF_16LE),
        [0, b'<', ..] => return Ok(UTF_16BE),
        _ => {}
    }
    let Some(label) = charset.or_else(|| declared(document)) else {
        return Ok(UTF_8);
    };
    match Encoding::for_label(label.as_bytes()) {
        // Text that could be read this far is not in UTF-16, whatever it says.
        Some(encoding) if encoding == UTF_16LE || encoding == UTF_16BE => Ok(UTF_8),
        Some(encoding) => Ok(encoding),
        None => Err(Error::new(ErrorKind::Encoding(label.to_owned()))),
    }
}

/// The encoding that an XML declaration names.
fn declared(document: &[u8]) -> Option<&str> {
    let rest = document.strip_prefix(b"<?xml")?;
    let end = memchr::memchr(b'>', rest)?;
    let declaration = std::str::from_utf8(&rest[..end]).ok()?;
    let (_, value) = declaration.split_once("encoding")?;
    let value = value.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    value[1..].split(quote).next()
}
