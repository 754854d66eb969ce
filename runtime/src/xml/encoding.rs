//! From octets to text (XML 1.0, section 4.3.3 and appendix F).

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::{Error, ErrorKind};

/// Decodes a document: by its byte order mark, else as `charset` says (a `Content-Type`'s parameter), else
/// by its XML declaration, else as UTF-8. A `charset` of an unknown name is passed over, and so is one beside a
/// declaration of UTF-8 that is true.
///
/// # Errors
/// The encoding is unknown, or the octets are not text of it.
pub fn decode<'a>(document: &'a [u8], charset: Option<&str>) -> Result<Cow<'a, str>, Error> {
    let (encoding, mark) = match Encoding::for_bom(document) {
        Some(found) => found,
        None => (named(document, charset)?, 0),
    };
    let mut octets = &document[mark..];
    // Each of the files that a PHP script includes may bring a mark of its own.
    while encoding == UTF_8
        && let Some(rest) = octets.strip_prefix(b"\xEF\xBB\xBF")
    {
        octets = rest;
    }
    if encoding == UTF_8 {
        return match std::str::from_utf8(octets) {
            Ok(text) => Ok(Cow::Borrowed(text)),
            Err(error) => {
                let kind = ErrorKind::Malformed("not UTF-8".to_owned());
                Err(Error::new(kind).at(document.len() - octets.len() + error.valid_up_to()))
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
    let announced = charset.map(|label| label.trim_matches(['"', '\'', ' ']));
    let announced = announced.and_then(|label| Encoding::for_label(label.as_bytes()));
    let encoding = match (announced, declared(document)) {
        // A server's setting for all that it sends, as it seems: text in another encoding is hardly ever UTF-8 too.
        (Some(_), Some(label)) if is_utf8(label) && std::str::from_utf8(document).is_ok() => UTF_8,
        (Some(encoding), _) => encoding,
        (None, Some(label)) => Encoding::for_label(label.as_bytes())
            .ok_or_else(|| Error::new(ErrorKind::Encoding(label.to_owned())))?,
        (None, None) => UTF_8,
    };
    // Text that could be read this far is not in UTF-16, whatever it says.
    match encoding == UTF_16LE || encoding == UTF_16BE {
        true => Ok(UTF_8),
        false => Ok(encoding),
    }
}

fn is_utf8(label: &str) -> bool {
    Encoding::for_label(label.as_bytes()) == Some(UTF_8)
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
