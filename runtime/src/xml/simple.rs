//! The values of simple types: text in, text out.

use std::borrow::Cow;
use std::fmt::Debug;

use super::{Facets, Scope, ValueError, Writer};

/// How white space around and in a value is treated before it is parsed (XSD Part 2, section 4.3.6).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum WhiteSpace {
    /// Kept as it is.
    Preserve,
    /// Each tab, line feed and carriage return becomes a space.
    Replace,
    /// Also trimmed, and runs of spaces become one.
    Collapse,
}

impl WhiteSpace {
    /// Treats the white space of a text.
    pub fn treat(self, text: Cow<'_, str>) -> Cow<'_, str> {
        let is_line_or_tab = |byte: u8| matches!(byte, b'\t' | b'\n' | b'\r');
        match self {
            WhiteSpace::Preserve => text,
            WhiteSpace::Replace => {
                if text.bytes().any(is_line_or_tab) {
                    Cow::Owned(text.replace(['\t', '\n', '\r'], " "))
                } else {
                    text
                }
            }
            WhiteSpace::Collapse => {
                let bytes = text.as_bytes();
                // The common case, in a loop that the compiler can turn into wide instructions.
                if !bytes
                    .iter()
                    .fold(false, |found, &byte| found | (byte <= b' '))
                {
                    return text;
                }
                let is_collapsed = !bytes.iter().copied().any(is_line_or_tab)
                    && !bytes.windows(2).any(|pair| pair == b"  ")
                    && bytes.first() != Some(&b' ')
                    && bytes.last() != Some(&b' ');
                if is_collapsed {
                    return text;
                }
                let words: Vec<&str> = text
                    .split([' ', '\t', '\n', '\r'])
                    .filter(|word| !word.is_empty())
                    .collect();
                match words[..] {
                    [] => Cow::Borrowed(""),
                    _ => Cow::Owned(words.join(" ")),
                }
            }
        }
    }
}

/// A value that XML writes as text: of an attribute, or of an element without children.
pub trait Simple: Debug + Sized {
    /// What happens to white space before [`parse`](Self::parse) sees the text.
    const WHITE_SPACE: WhiteSpace = WhiteSpace::Collapse;

    /// Whether [`parse`](Self::parse) refuses each text that white space is treated in: then it may
    /// be tried first, and white space be treated only if it fails.
    const REFUSES_SPACE: bool = false;

    /// What a text has to satisfy in Strict, where [`parse`](Self::parse) alone takes more.
    const FACETS: &'static Facets = &Facets::ANY;

    /// The built-in type whose values these are, by its local name: what `xsi:type` says of them in SOAP encoding.
    const XSD_TYPE: Option<&'static str> = None;

    /// Whether errors must not show the text.
    const IS_SECRET: bool = false;

    /// Reads the lexical form. `scope` knows the namespace prefixes that are bound there.
    fn parse(text: &str, scope: &Scope<'_>) -> Result<Self, ValueError>;

    /// [`parse`](Self::parse) of a text that the value may keep.
    fn take(text: Cow<'_, str>, scope: &Scope<'_>) -> Result<Self, ValueError> {
        Self::parse(&text, scope)
    }

    /// Returns some value, for the place of one that can't be read. Nobody sees it: an error comes
    /// in place of the document that would hold it.
    fn placeholder() -> Self;

    /// Writes the lexical form with [`Writer::text`] (escaped as the place demands) or
    /// [`Writer::plain`] (for text without markup characters), possibly in several pieces.
    fn format(&self, w: &mut Writer);

    /// Declares what prefixes [`format`](Self::format) will need, while the start tag is still open.
    fn declare(&self, w: &mut Writer) {
        let _ = w;
    }
}
