//! Text of a document where people read it: in generated code, its comments, and on a terminal.
//!
//! Characters that have no shape of their own can make a line read differently from what it is, or break it where no
//! line ends. rustc refuses the directional ones in source files (`text_direction_codepoint_in_comment` and
//! `text_direction_codepoint_in_literal`), clippy others (`invisible_characters`, `tabs_in_doc_comments`).

use std::borrow::Cow;

/// Returns whether a character has no shape of its own, or might be acted on by what displays it.
///
/// These are control characters but for the line feed, line and paragraph separators, and Unicode's format characters
/// (general category Cf). Those of the latter that do have a shape (signs that enclose a number) or give one to
/// letters beside them (U+200C and U+200D, which Persian and the scripts of India are written with) are not among them.
pub fn is_hidden(character: char) -> bool {
    match character {
        '\n' => false,
        ' '..='~' => false,
        '\u{ad}'
        | '\u{61c}'
        | '\u{180e}'
        | '\u{200b}'
        | '\u{200e}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e007f}' => true,
        other => other.is_control(),
    }
}

fn has_hidden(text: &str) -> bool {
    // Nearly all text is ASCII.
    let is_plain = |byte| matches!(byte, b' '..=b'~' | b'\n');
    !text.bytes().all(is_plain) && text.contains(is_hidden)
}

/// Returns the text with hidden characters as Rust escapes them: `\t`, `\u{202e}`.
pub fn escaped(text: &str) -> Cow<'_, str> {
    if !has_hidden(text) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        match is_hidden(character) {
            true => out.extend(character.escape_default()),
            false => out.push(character),
        }
    }
    Cow::Owned(out)
}

/// Returns the text on lines that hold no hidden character, which are left out. Line and paragraph separators end a line,
/// control characters become spaces.
///
/// This is for prose: text from right to left reads the same without what says that it is.
pub(crate) fn plain_lines(text: &str) -> impl Iterator<Item = Cow<'_, str>> {
    text.split(['\n', '\u{85}', '\u{2028}', '\u{2029}'])
        .map(|line| match has_hidden(line) {
            false => Cow::Borrowed(line),
            true => line
                .chars()
                .filter_map(|character| match is_hidden(character) {
                    true => character.is_control().then_some(' '),
                    false => Some(character),
                })
                .collect(),
        })
}

/// Returns a value as a code span of Markdown: on one line, and between more back quotes than it holds in a row.
pub(crate) fn code(value: &str) -> String {
    let value = escaped(value).replace('\n', "\\n");
    let longest = value.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    // Markdown takes one of these spaces away on each side. Without them a back quote at an end would join the fence.
    let space = match longest {
        0 => "",
        _ => " ",
    };
    format!("{fence}{space}{value}{space}{fence}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_characters_are_escaped_and_others_kept() {
        assert_eq!(
            escaped("a\u{202e}b\u{feff}\t\u{9b}"),
            "a\\u{202e}b\\u{feff}\\t\\u{9b}"
        );
        for kept in [
            "שלום, \"å\" 'x' \\ €\n",
            "می\u{200c}خواهم",
            "👩\u{200d}💻 e\u{301}",
        ] {
            assert_eq!(escaped(kept), kept);
        }
    }

    #[test]
    fn prose_loses_what_is_hidden() {
        let lines: Vec<_> = plain_lines("\u{202b}שלום\u{202c}\u{2028}a\u{ad}b\tc\r\n").collect();
        assert_eq!(lines, ["שלום", "ab c ", ""]);
    }

    #[test]
    fn code_spans_hold_any_value() {
        assert_eq!(code("a b"), "`a b`");
        assert_eq!(code("a`b"), "`` a`b ``");
        assert_eq!(code("``"), "``` `` ```");
        assert_eq!(code("a\n\u{2066}"), "`a\\n\\u{2066}`");
    }
}
