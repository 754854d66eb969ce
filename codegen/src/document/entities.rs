//! References in text and attribute values, and the entities that a document type declaration gives them.
//!
//! Of a DTD only internal general entities with plain text count: schema documents use them for strings, and everything
//! else in a DTD is validation. What an entity expands to is bounded.

use std::borrow::Cow;
use std::collections::HashMap;

/// Entities may refer to entities this many levels deep.
const NESTING: usize = 16;

/// Something wrong at an offset in the text that was being read.
pub(super) struct Problem {
    pub(super) code: &'static str,
    pub(super) offset: usize,
    pub(super) length: usize,
    pub(super) message: String,
}

enum Entity {
    /// The text it stands for, its own references not yet replaced.
    Internal(String),
    /// It stands for another document.
    External,
}

/// Where a reference stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Text,
    /// Every white space character that is not written as a reference becomes a space (XML 1.0, section 3.3.3).
    Attribute,
}

/// The entities of one document.
#[derive(Default)]
pub(super) struct Entities {
    declared: HashMap<String, Entity>,
    /// How much all references together have added so far.
    spent: usize,
    limit: usize,
}

impl Entities {
    pub(super) fn new(limit: usize) -> Self {
        Self {
            limit,
            ..Self::default()
        }
    }

    /// Reads the declarations of a DTD's internal subset. `doctype` is what follows `<!DOCTYPE`, without the `>`.
    pub(super) fn declare(&mut self, doctype: &str) -> Result<(), Problem> {
        let mut cursor = Cursor {
            text: doctype,
            at: 0,
        };
        cursor.skip_until('[');
        if !cursor.eat("[") {
            return Ok(());
        }
        loop {
            cursor.skip_space();
            if cursor.eat("]") {
                return Ok(());
            } else if cursor.eat("<!--") {
                cursor.skip_past("-->")?;
            } else if cursor.eat("<?") {
                cursor.skip_past("?>")?;
            } else if cursor.eat("%") {
                cursor.skip_past(";")?;
            } else if cursor.eat("<!ENTITY") {
                self.declare_entity(&mut cursor)?;
            } else if cursor.eat("<!") {
                cursor.skip_until('>');
                cursor.skip_past(">")?;
            } else {
                return Err(cursor.problem("a declaration is expected here"));
            }
        }
    }

    fn declare_entity(&mut self, cursor: &mut Cursor<'_>) -> Result<(), Problem> {
        cursor.skip_space();
        if !cursor.eat("%") {
            let name = cursor.word();
            cursor.skip_space();
            let entity = match cursor.quoted() {
                Some(value) => Entity::Internal(replace_character_references(value)),
                None => Entity::External,
            };
            // The first declaration of a name is the one that counts (XML 1.0, section 4.2).
            self.declared.entry(name.to_owned()).or_insert(entity);
        }
        cursor.skip_until('>');
        cursor.skip_past(">")
    }

    /// Replaces the references in `raw` and normalises its line ends, in an attribute all white space.
    pub(super) fn expand<'t>(
        &mut self,
        raw: &'t str,
        place: Place,
    ) -> Result<Cow<'t, str>, Problem> {
        let special = |c: char| match c {
            '&' | '\r' => true,
            '\t' | '\n' => place == Place::Attribute,
            _ => false,
        };
        if !raw.contains(special) {
            return Ok(Cow::Borrowed(raw));
        }
        let mut out = String::with_capacity(raw.len());
        self.expand_into(raw, place, 0, &mut out)?;
        Ok(Cow::Owned(out))
    }

    fn expand_into(
        &mut self,
        raw: &str,
        place: Place,
        level: usize,
        out: &mut String,
    ) -> Result<(), Problem> {
        let mut rest = raw;
        while let Some(found) = rest.find(['&', '\r', '\n', '\t']) {
            out.push_str(&rest[..found]);
            let offset = raw.len() - rest.len() + found;
            rest = &rest[found..];
            let problem = |code, length, message| Problem {
                code,
                offset,
                length,
                message,
            };
            match rest.as_bytes()[0] {
                b'&' => {
                    let Some((name, after)) = rest[1..].split_once(';') else {
                        let message = "`&` starts a reference that no `;` ends: write `&amp;`";
                        return Err(problem("xml", 1, message.to_owned()));
                    };
                    let length = name.len() + 2;
                    rest = after;
                    if let Some(number) = name.strip_prefix('#') {
                        let c = character(number).ok_or_else(|| {
                            problem("xml", length, format!("`&{name};` is not a character"))
                        })?;
                        out.push(c);
                    } else if let Some(c) = predefined(name) {
                        out.push(c);
                    } else {
                        let text = self
                            .replacement(name, level)
                            .map_err(|(code, message)| problem(code, length, message))?;
                        self.expand_into(&text, place, level + 1, out)
                            .map_err(|inner| problem(inner.code, length, inner.message))?;
                    }
                }
                white => {
                    let line_end = if rest.starts_with("\r\n") { 2 } else { 1 };
                    rest = &rest[line_end..];
                    out.push(match place {
                        Place::Attribute => ' ',
                        Place::Text if white == b'\t' => '\t',
                        Place::Text => '\n',
                    });
                }
            }
        }
        out.push_str(rest);
        Ok(())
    }

    /// What an entity stands for, as far as that may be included.
    fn replacement(&mut self, name: &str, level: usize) -> Result<String, (&'static str, String)> {
        let text = match self.declared.get(name) {
            Some(Entity::Internal(text)) => text,
            Some(Entity::External) => {
                let message =
                    format!("the entity `{name}` is in another document, which is not loaded");
                return Err(("xml-entity", message));
            }
            None => return Err(("xml-entity", format!("the entity `{name}` is not declared"))),
        };
        if level >= NESTING {
            let message = format!("the entity `{name}` refers to itself, or to others too deeply");
            return Err(("xml-entity", message));
        }
        if text.contains('<') {
            let message = format!("the entity `{name}` holds markup; only text is supported");
            return Err(("xml-entity", message));
        }
        // The one more makes empty entities count, which are quick to include but not free.
        self.spent += text.len() + 1;
        if self.spent > self.limit {
            let message = format!("entities expand to more than {} bytes", self.limit);
            return Err(("xml-limit", message));
        }
        Ok(text.clone())
    }
}

/// The character that `&#…;` refers to; `None` where XML does not allow it (XML 1.0, section 2.2).
fn character(number: &str) -> Option<char> {
    let (digits, radix) = match number.strip_prefix('x') {
        Some(hex) => (hex, 16),
        None => (number, 10),
    };
    if !digits.starts_with(|c: char| c.is_ascii_hexdigit()) {
        return None; // from_str_radix would take a sign
    }
    u32::from_str_radix(digits, radix)
        .ok()
        .and_then(char::from_u32)
        .filter(|&c| is_xml_char(c))
}

/// Whether XML allows a character in a document (XML 1.0, section 2.2).
pub(super) fn is_xml_char(c: char) -> bool {
    match c {
        '\t' | '\n' | '\r' => true,
        '\u{fffe}' | '\u{ffff}' => false,
        _ => c >= ' ',
    }
}

fn predefined(name: &str) -> Option<char> {
    Some(match name {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        "apos" => '\'',
        _ => return None,
    })
}

/// In an entity's value, character references are replaced where it is declared, others where it is used
/// (XML 1.0, section 4.4.5).
fn replace_character_references(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(at) = rest.find("&#") {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        match rest[2..].split_once(';') {
            Some((number, after)) if character(number).is_some() => {
                out.extend(character(number));
                rest = after;
            }
            _ => {
                out.push_str("&#");
                rest = &rest[2..];
            }
        }
    }
    out.push_str(rest);
    out
}

/// Reads through a DTD.
struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn eat(&mut self, token: &str) -> bool {
        let found = self.rest().starts_with(token);
        if found {
            self.at += token.len();
        }
        found
    }

    fn skip_space(&mut self) {
        self.at = self.text.len() - self.rest().trim_ascii_start().len();
    }

    fn word(&mut self) -> &'a str {
        let rest = self.rest();
        let end = rest
            .find([' ', '\t', '\r', '\n', '>', '"', '\''])
            .unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }

    /// A quoted literal, where one stands here.
    fn quoted(&mut self) -> Option<&'a str> {
        let rest = self.rest();
        let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let (value, _) = rest[1..].split_once(quote)?;
        self.at += value.len() + 2;
        Some(value)
    }

    /// Goes to the next `end` that is not quoted, or to the end of the text.
    fn skip_until(&mut self, end: char) {
        while let Some(c) = self.rest().chars().next().filter(|&c| c != end) {
            if self.quoted().is_none() {
                self.at += c.len_utf8();
            }
        }
    }

    fn skip_past(&mut self, end: &str) -> Result<(), Problem> {
        match self.rest().find(end) {
            Some(found) => {
                self.at += found + end.len();
                Ok(())
            }
            None => Err(self.problem(&format!("`{end}` is missing"))),
        }
    }

    fn problem(&self, message: &str) -> Problem {
        Problem {
            code: "xml",
            offset: self.at,
            length: 1,
            message: format!("in the document type declaration: {message}"),
        }
    }
}
