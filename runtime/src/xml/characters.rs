//! Characters of a document: which there may be, in names and at all, and what references and line ends stand for.

use std::borrow::Cow;

/// Whether XML 1.0 can carry a character (section 2.2).
pub(crate) fn is_xml_character(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

/// Whether a text is white space alone.
pub(crate) fn is_white_space(text: &str) -> bool {
    text.bytes()
        .all(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r'))
}

/// Whether a text is a name without a colon (Namespaces in XML, production 4).
pub(crate) fn is_nc_name(text: &str) -> bool {
    let mut characters = text.chars();
    characters.next().is_some_and(is_name_start) && characters.all(is_name_part)
}

/// XML 1.0, production 4, without the colon.
fn is_name_start(c: char) -> bool {
    matches!(c,
        'A'..='Z' | '_' | 'a'..='z' | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}'
        | '\u{370}'..='\u{37D}' | '\u{37F}'..='\u{1FFF}' | '\u{200C}'..='\u{200D}'
        | '\u{2070}'..='\u{218F}' | '\u{2C00}'..='\u{2FEF}' | '\u{3001}'..='\u{D7FF}'
        | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}' | '\u{10000}'..='\u{EFFFF}')
}

/// XML 1.0, production 4a, without the colon.
fn is_name_part(c: char) -> bool {
    is_name_start(c)
        || matches!(c, '-' | '.' | '0'..='9' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
}

/// The first character that XML 1.0 does not allow, and where it stands.
pub(crate) fn first_forbidden(document: &str) -> Option<(usize, char)> {
    let bytes = document.as_bytes();
    // A plain loop over all bytes, which the compiler turns into wide instructions.
    let has_control = bytes.iter().fold(false, |found, &byte| {
        found | ((byte < 0x20) & (byte != b'\t') & (byte != b'\n') & (byte != b'\r'))
    });
    // U+FFFE and U+FFFF are the others.
    let has_other = || {
        memchr::memchr_iter(0xEF, bytes).any(|at| matches!(bytes[at..], [_, 0xBF, 0xBE | 0xBF, ..]))
    };
    if !has_control && !has_other() {
        return None;
    }
    document
        .char_indices()
        .find(|&(_, character)| !is_xml_character(character))
}

/// Where a text stands, which decides what becomes of its white space.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// Among the children of an element: line ends are normalized (XML 1.0, section 2.11).
    Content,
    /// In an attribute: each white space character becomes a space as well (section 3.3.3).
    Attribute,
}

/// The text that `raw` stands for. Where it cannot stand for one, the error says why.
pub(crate) fn resolve(raw: &str, place: Place) -> Result<Cow<'_, str>, String> {
    let first_special = |text: &str| match place {
        Place::Content => memchr::memchr2(b'&', b'\r', text.as_bytes()),
        Place::Attribute => text
            .bytes()
            .position(|byte| matches!(byte, b'&' | b'\t' | b'\n' | b'\r')),
    };
    if first_special(raw).is_none() {
        return Ok(Cow::Borrowed(raw));
    }
    let line_end = match place {
        Place::Content => '\n',
        Place::Attribute => ' ',
    };
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = first_special(rest) {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(reference) = rest.strip_prefix('&') {
            let (name, mut behind) = reference
                .split_once(';')
                .ok_or("a reference is not closed")?;
            match predefined(name) {
                Some(meant) => text.push_str(meant),
                None => text.push(character_reference(name, || {
                    let (next, rest) = behind.strip_prefix('&')?.split_once(';')?;
                    behind = rest;
                    Some(next)
                })?),
            }
            rest = behind;
        } else {
            text.push(line_end);
            rest = rest.strip_prefix("\r\n").unwrap_or(&rest[1..]);
        }
    }
    text.push_str(rest);
    Ok(Cow::Owned(text))
}

/// What a reference to `name` stands for; `next` is asked for the reference right behind it.
pub(crate) fn reference<N: AsRef<str>>(
    name: &str,
    next: impl FnOnce() -> Option<N>,
) -> Result<Cow<'static, str>, String> {
    match predefined(name) {
        Some(text) => Ok(Cow::Borrowed(text)),
        None => Ok(Cow::Owned(character_reference(name, next)?.to_string())),
    }
}

fn predefined(name: &str) -> Option<&'static str> {
    quick_xml::escape::resolve_xml_entity(name)
}

/// The character that `#65` or `#x41` stands for, where XML 1.0 allows it. Beyond the basic plane it may be in two halves,
/// each a reference, as Axis 1 and Xalan write it.
fn character_reference<N: AsRef<str>>(
    name: &str,
    next: impl FnOnce() -> Option<N>,
) -> Result<char, String> {
    let code = match number(name) {
        Some(high @ 0xD800..=0xDBFF) => next()
            .and_then(|next| number(next.as_ref()))
            .filter(|low| (0xDC00..=0xDFFF).contains(low))
            .map(|low| 0x1_0000 + ((high - 0xD800) << 10) + (low - 0xDC00)),
        code => code,
    };
    code.and_then(char::from_u32)
        .filter(|&character| is_xml_character(character))
        .ok_or_else(|| format!("the entity &{name}; is not defined"))
}

fn number(name: &str) -> Option<u32> {
    match name.strip_prefix("#x") {
        Some(digits) => code(digits, 16),
        None => name.strip_prefix('#').and_then(|digits| code(digits, 10)),
    }
}

fn code(digits: &str, radix: u32) -> Option<u32> {
    // A sign is all else that would be taken.
    if digits.starts_with('+') {
        return None;
    }
    u32::from_str_radix(digits, radix).ok()
}
