//! Plain markup: tags without attributes, and text without references.
//!
//! Documents are made of little else, and its end has only to be found. quick-xml is moved past it,
//! and reads all other markup. It may then see an end tag without its start tag, but never a start
//! tag without its end tag, which it would never forget.

use std::io::BufRead as _;

use super::{Error, Parser, Prefix, Tag, Token};

impl<'a> Parser<'a> {
    /// The next token, if it is plain.
    #[inline]
    pub(super) fn plain(&mut self) -> Result<Option<Token<'a>>, Error> {
        if !self.is_between {
            return Ok(None);
        }
        let offset = self.offset();
        let rest = &self.input[offset..];
        Ok(match rest.as_bytes() {
            end @ [b'<', b'/', ..] => self.plain_end(end).then_some(Token::End),
            [b'<', tag @ ..] => match plain_name(tag) {
                Some(len) => {
                    self.pass(len + 2);
                    self.open_tag(&rest[1..=len], "", offset)?;
                    Some(Token::Start)
                }
                None => None,
            },
            text if !self.open.is_empty() => match memchr::memchr3(b'<', b'&', b'\r', text) {
                Some(len) if text[len] == b'<' => {
                    self.check_text(len)?;
                    self.pass(len);
                    Some(Token::Text(rest[..len].into()))
                }
                _ => None,
            },
            _ => None,
        })
    }

    /// Passes over white space before a tag. Returns the bytes that come next, if they are the first
    /// of plain markup.
    #[inline]
    fn pass_space(&mut self) -> Result<Option<&'a [u8]>, Error> {
        if !self.is_between || self.end_pending {
            return Ok(None);
        }
        let rest = &self.input.as_bytes()[self.offset()..];
        if rest.first() == Some(&b'<') {
            return Ok(Some(rest));
        }
        let Some(len) = space_before_tag(rest) else {
            return Ok(None);
        };
        self.check_text(len)?;
        self.pass(len);
        Ok(Some(&rest[len..]))
    }

    /// Reads a start tag of this name, if it comes next and is plain. White space before a tag is
    /// passed over. If the element `may_be_leaf` and holds nothing but text that stands for itself,
    /// its text and its end tag are read too.
    ///
    /// Comparing the tag with the name that is expected takes a fraction of the time that finding
    /// out its name does.
    #[inline]
    pub(crate) fn expect(
        &mut self,
        prefix: Prefix<'a>,
        local: &'static str,
        may_be_leaf: bool,
    ) -> Result<bool, Error> {
        let Some(rest) = self.pass_space()? else {
            return Ok(false);
        };
        let len = prefix.text.len() + local.len();
        let is_expected = rest.get(len + 1) == Some(&b'>')
            && rest[1..=len].starts_with(prefix.text.as_bytes())
            && rest[1..=len].ends_with(local.as_bytes());
        if !is_expected {
            return Ok(false);
        }
        let offset = self.offset();
        let (tag, behind) = self.input[offset..].split_at(len + 2);
        let qname = &tag[1..len + 1];
        let tag = Tag {
            qname,
            local: &qname[prefix.text.len()..],
            raw_attributes: "",
            binding: prefix.binding,
            offset,
        };
        match may_be_leaf.then(|| leaf(qname, behind)).flatten() {
            Some(text) => {
                self.pass(2 * len + "<></>".len() + text.len());
                self.start_leaf(tag, text)?;
            }
            None => {
                self.pass(len + 2);
                self.start(tag)?;
            }
        }
        Ok(true)
    }

    /// Reads the text of the element just started, through its end tag, if the element consists of
    /// plain text. Returns it as it is written, and whether it stands for itself.
    #[inline]
    pub(super) fn plain_text(&mut self) -> Option<(&'a str, bool)> {
        if !self.is_between || self.end_pending {
            return None;
        }
        let rest = &self.input[self.offset()..];
        let first = memchr::memchr3(b'<', b'&', b'\r', rest.as_bytes())?;
        let is_literal = rest.as_bytes()[first] == b'<';
        let end = match is_literal {
            true => first,
            false => first + memchr::memchr(b'<', &rest.as_bytes()[first..])?,
        };
        let (text, tag) = rest.split_at(end);
        let qname = self.open.last().filter(|open| open.is_plain)?.qname;
        let behind = tag
            .strip_prefix("</")?
            .strip_prefix(qname)?
            .strip_prefix('>')?;
        self.pass(rest.len() - behind.len());
        self.close();
        Some((text, is_literal))
    }

    /// Reads the end tag of the innermost open element, if it comes next and is plain. White space
    /// before a tag is passed over.
    #[inline]
    pub(crate) fn expect_end(&mut self) -> Result<bool, Error> {
        let rest = self.pass_space()?;
        Ok(rest.is_some_and(|rest| self.plain_end(rest)))
    }

    /// Passes over the end tag of the innermost open element if that comes next and is plain.
    #[inline]
    fn plain_end(&mut self, rest: &[u8]) -> bool {
        let Some(open) = self.open.last().filter(|open| open.is_plain) else {
            return false;
        };
        let len = open.qname.len() + "</>".len();
        let is_plain = rest.get(len - 1) == Some(&b'>')
            && rest.starts_with(b"</")
            && &rest[2..len - 1] == open.qname.as_bytes();
        if is_plain {
            self.pass(len);
            self.close();
        }
        is_plain
    }

    #[inline]
    fn pass(&mut self, len: usize) {
        self.events.stream().consume(len);
    }
}

/// Returns the text of the element just started, if it stands for itself and the end tag follows.
#[inline]
fn leaf<'a>(qname: &str, behind: &'a str) -> Option<&'a str> {
    let bytes = behind.as_bytes();
    let end = memchr::memchr3(b'<', b'&', b'\r', bytes)?;
    let tag = &bytes[end..];
    let is_end = tag.get(qname.len() + 2) == Some(&b'>')
        && tag.starts_with(b"</")
        && &tag[2..qname.len() + 2] == qname.as_bytes();
    is_end.then(|| &behind[..end])
}

/// Returns the length of the white space before a tag; `None` if there is other text.
fn space_before_tag(text: &[u8]) -> Option<usize> {
    let len = text
        .iter()
        .position(|byte| !matches!(byte, b' ' | b'\t' | b'\n' | b'\r'))?;
    (text[len] == b'<').then_some(len)
}

/// Returns the length of the name that a tag consists of; `None` if there is more to the tag, or to
/// the name than ASCII.
#[inline]
fn plain_name(tag: &[u8]) -> Option<usize> {
    let first = plain_part(tag)?;
    let len = match tag[first] {
        b':' => first + 1 + plain_part(&tag[first + 1..])?,
        _ => first,
    };
    (tag[len] == b'>').then_some(len)
}

/// Returns the length of the name part that a text begins with, which a colon ends among others.
#[inline]
fn plain_part(tag: &[u8]) -> Option<usize> {
    let is_first = |byte: &u8| byte.is_ascii_alphabetic() || *byte == b'_';
    let is_part = |byte: &u8| is_first(byte) || matches!(byte, b'0'..=b'9' | b'-' | b'.');
    tag.first().filter(|byte| is_first(byte))?;
    tag.iter().position(|byte| !is_part(byte))
}
