//! Transfer encodings, undone as the octets arrive (RFC 2045, section 6).

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::MimeError;

/// Undoes the encoding of a part's content.
#[derive(Debug)]
pub(super) enum Decoder {
    /// `7bit`, `8bit` and `binary`: as it is.
    Identity,
    /// Characters that make no whole octets yet.
    Base64(Vec<u8>),
    /// A line that is not whole yet.
    QuotedPrintable(Vec<u8>),
}

impl Decoder {
    /// The decoder for a `Content-Transfer-Encoding`.
    pub(super) fn new(encoding: &str) -> Result<Self, MimeError> {
        match encoding.trim().to_ascii_lowercase().as_str() {
            "" | "7bit" | "8bit" | "binary" => Ok(Self::Identity),
            "base64" => Ok(Self::Base64(Vec::new())),
            "quoted-printable" => Ok(Self::QuotedPrintable(Vec::new())),
            _ => Err(MimeError::Encoding(encoding.trim().to_owned())),
        }
    }

    /// Decodes on, into `out`.
    pub(super) fn feed(&mut self, data: &[u8], out: &mut Vec<u8>) -> Result<(), MimeError> {
        match self {
            Self::Identity => out.extend_from_slice(data),
            Self::Base64(rest) => {
                rest.extend(data.iter().filter(|byte| !byte.is_ascii_whitespace()));
                let whole = rest.len() / 4 * 4;
                decode(&rest[..whole], out)?;
                rest.drain(..whole);
            }
            Self::QuotedPrintable(line) => {
                for piece in data.split_inclusive(|&byte| byte == b'\n') {
                    line.extend_from_slice(piece);
                    if piece.ends_with(b"\n") {
                        unquote(line, out)?;
                        line.clear();
                    }
                }
            }
        }
        Ok(())
    }

    /// Decodes what is left.
    pub(super) fn finish(self, out: &mut Vec<u8>) -> Result<(), MimeError> {
        match self {
            Self::Identity => Ok(()),
            Self::Base64(rest) => decode(&rest, out),
            Self::QuotedPrintable(line) => unquote(&line, out),
        }
    }
}

fn decode(text: &[u8], out: &mut Vec<u8>) -> Result<(), MimeError> {
    STANDARD
        .decode_vec(text, out)
        .map_err(|_| MimeError::Content("base64"))
}

/// Decodes a line with its end (RFC 2045, section 6.7).
fn unquote(line: &[u8], out: &mut Vec<u8>) -> Result<(), MimeError> {
    let end = line.len()
        - line
            .iter()
            .rev()
            .take_while(|b| matches!(b, b'\r' | b'\n'))
            .count();
    let (text, line_end) = line.split_at(end);
    let text = text.trim_ascii_end();
    // A line that ends in `=` goes on in the next one.
    let (text, line_end) = match text.strip_suffix(b"=") {
        Some(text) => (text, &b""[..]),
        None => (text, line_end),
    };
    let mut rest = text.iter();
    while let Some(&byte) = rest.next() {
        if byte != b'=' {
            out.push(byte);
            continue;
        }
        let mut digit = || Some(char::from(*rest.next()?).to_digit(16)? as u8);
        match (digit(), digit()) {
            (Some(high), Some(low)) => out.push(high << 4 | low),
            _ => return Err(MimeError::Content("quoted-printable")),
        }
    }
    out.extend_from_slice(line_end);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(encoding: &str, text: &[u8], size: usize) -> Result<Vec<u8>, MimeError> {
        let mut decoder = Decoder::new(encoding)?;
        let mut out = Vec::new();
        for piece in text.chunks(size) {
            decoder.feed(piece, &mut out)?;
        }
        decoder.finish(&mut out)?;
        Ok(out)
    }

    #[test]
    fn encodings_are_undone_in_pieces_of_any_size() {
        for size in 1..20 {
            let base64 = decoded("Base64", b"AAEC\r\nAwQF\r\nBg==", size);
            assert_eq!(base64, Ok(vec![0, 1, 2, 3, 4, 5, 6]));
            let quoted = decoded("quoted-printable", b"a=3Db =\r\nc\xC3 \r\n=0a", size);
            assert_eq!(quoted, Ok(b"a=b c\xC3\r\n\n".to_vec()));
            assert_eq!(decoded("binary", b"\0\r\n=", size), Ok(b"\0\r\n=".to_vec()));
        }
        assert_eq!(
            decoded("base64", b"A*==", 4),
            Err(MimeError::Content("base64"))
        );
        assert_eq!(
            decoded("base64", b"AAE", 4),
            Err(MimeError::Content("base64"))
        );
        let unquoted = decoded("quoted-printable", b"=4", 4);
        assert_eq!(unquoted, Err(MimeError::Content("quoted-printable")));
        assert_eq!(
            decoded("zip", b"", 1),
            Err(MimeError::Encoding("zip".into()))
        );
    }
}
