//! Documentation from the schema as doc comments.

use proc_macro2::TokenStream;

use crate::format;
use crate::model::Docs;
use crate::visible::plain_lines;

/// The doc comment of an item.
pub(super) fn docs(docs: &Docs) -> TokenStream {
    let mut paragraphs: Vec<String> = Vec::new();
    paragraphs.extend(
        docs.text
            .as_deref()
            .map(markdown)
            .filter(|text| !text.is_empty()),
    );
    if !docs.notes.is_empty() {
        paragraphs.push(joined(&docs.notes));
    }
    doc(&paragraphs.join("\n\n"))
}

/// Notes one after another. The first may be a bare name, which needs a period before the next.
fn joined(notes: &[String]) -> String {
    let mut text = String::new();
    for note in notes {
        if !text.is_empty() {
            text.push_str(if text.ends_with('.') { " " } else { ". " });
        }
        text.push_str(note);
    }
    text
}

/// The doc comment of an item with one more note.
pub(super) fn docs_and(described: &Docs, note: String) -> TokenStream {
    let mut described = described.clone();
    described.notes.push(note);
    docs(&described)
}

/// The doc comment of an item for which we say `ours` where the schema says nothing.
pub(super) fn docs_or(described: &Docs, ours: String) -> TokenStream {
    let mut described = described.clone();
    if described.text.is_none() {
        described.notes.insert(0, ours);
    }
    docs(&described)
}

/// A doc comment of Markdown that is ours.
pub(super) fn doc(text: &str) -> TokenStream {
    format::doc(text)
}

/// Plain text as Markdown that shows it: what would be markup is escaped, lines begin with no space, runs of
/// empty lines become one.
pub fn markdown(text: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    for line in plain_lines(text) {
        let line = escape(line.trim());
        if !(line.is_empty() && lines.last().is_none_or(String::is_empty)) {
            lines.push(line);
        }
    }
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines.join("\n")
}

fn escape(line: &str) -> String {
    let mut out = String::with_capacity(line.len() + 8);
    for word in line.split(' ') {
        if !out.is_empty() {
            out.push(' ');
        }
        // A bare URL is no link to rustdoc; between angle brackets it is one.
        if (word.starts_with("http://") || word.starts_with("https://"))
            && word
                .bytes()
                .all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'<' | b'>' | b'`'))
        {
            let bare = word.trim_end_matches(['.', ',', ')', ';', ':']);
            out.push('<');
            out.push_str(bare);
            out.push('>');
            out.push_str(&word[bare.len()..]);
            continue;
        }
        let mut before = ' ';
        for character in word.chars() {
            // Within a word an underscore is one.
            let is_inner = character == '_' && before.is_alphanumeric();
            before = character;
            if !is_inner
                && matches!(
                    character,
                    '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '~' | '|' | '&' | '$'
                )
            {
                out.push('\\');
            }
            out.push(character);
        }
    }
    // What would make the line a heading, a list item or a rule.
    let digits = out.bytes().take_while(u8::is_ascii_digit).count();
    if out.starts_with(['#', '-', '+', '=', ':']) {
        out.insert(0, '\\');
    } else if digits > 0 && out[digits..].starts_with(['.', ')']) {
        out.insert(digits, '\\');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::markdown;

    #[test]
    fn plain_text_stays_plain() {
        assert_eq!(markdown("  a\n\n\n  <b> [c]\n"), "a\n\n\\<b\\> \\[c\\]");
        assert_eq!(markdown("- x"), "\\- x");
        assert_eq!(markdown("1. x"), "1\\. x");
        assert_eq!(markdown("see http://a.b/c."), "see <http://a.b/c>.");
        assert_eq!(markdown("\t\u{202e}"), "");
        assert_eq!(markdown("a\u{2066}*\u{2028}# b"), "a\\*\n\\# b");
    }
}
