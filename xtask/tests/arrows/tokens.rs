//! Splits Rust into words and punctuation, without comments, strings, and lifetimes.

/// A word or a punctuation mark, and the line it is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Token<'t> {
    pub(crate) text: &'t str,
    pub(crate) line: usize,
}

/// Returns the tokens of a file. `::` is one token; other punctuation is one token per character.
pub(crate) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let (mut rest, mut line) = (text, 1);
    while let Some(first) = rest.chars().next() {
        let skipped = skipped(rest);
        let is_word = first.is_alphanumeric() || first == '_';
        let length = match skipped {
            Some(length) => length,
            None if is_word => word(rest),
            None if rest.starts_with("::") => 2,
            None => first.len_utf8(),
        };
        let (text, after) = rest.split_at(length);
        if skipped.is_none() {
            tokens.push(Token { text, line });
        }
        line += text.matches('\n').count();
        rest = after;
    }
    tokens
}

/// Returns the length of the word that the text begins with.
fn word(text: &str) -> usize {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_');
    end.unwrap_or(text.len())
}

/// Returns the length of the white space, comment, string, character, or lifetime that the text
/// begins with, if it begins with one.
fn skipped(text: &str) -> Option<usize> {
    let end_of = |found: Option<usize>, length| found.map_or(text.len(), |at| at + length);
    let first = text.chars().next()?;
    if first.is_whitespace() {
        return Some(first.len_utf8());
    }
    if text.starts_with("//") {
        return Some(end_of(text.find('\n'), 1));
    }
    if text.starts_with("/*") {
        return Some(block_comment(text));
    }
    let literal = text.trim_start_matches(['b', 'c']);
    let prefix = text.len() - literal.len();
    if let Some(raw) = literal.strip_prefix('r') {
        let hashes = raw.len() - raw.trim_start_matches('#').len();
        if prefix <= 1 && raw[hashes..].starts_with('"') {
            let close = format!("\"{}", "#".repeat(hashes));
            let begin = prefix + 1 + hashes + 1;
            let found = text[begin..].find(&close);
            return Some(end_of(found.map(|at| begin + at), close.len()));
        }
    }
    if prefix > 1 {
        return None;
    }
    match literal.chars().next()? {
        '"' => Some(prefix + quoted(literal, '"')),
        '\'' => {
            let mut inner = literal[1..].chars();
            let is_character = inner.next() == Some('\\') || inner.next() == Some('\'');
            Some(match is_character {
                true => prefix + quoted(literal, '\''),
                // A lifetime, with its name, which is no word of a path.
                false => prefix + 1 + word(&literal[1..]),
            })
        }
        _ => None,
    }
}

/// Returns the length of a literal in quotes, both of them included.
fn quoted(text: &str, quote: char) -> usize {
    let mut characters = text.char_indices().skip(1);
    while let Some((at, character)) = characters.next() {
        if character == '\\' {
            characters.next();
        } else if character == quote {
            return at + 1;
        }
    }
    text.len()
}

/// Returns the length of a comment that may hold others.
fn block_comment(text: &str) -> usize {
    let mut depth = 0;
    let mut at = 0;
    while at < text.len() {
        match text.as_bytes()[at..] {
            [b'/', b'*', ..] => (depth, at) = (depth + 1, at + 2),
            [b'*', b'/', ..] => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            return at;
        }
    }
    text.len()
}

#[test]
fn comments_and_literals_are_left_out() {
    let text = r##"a // crate::x
        /* crate::y /* nested */ */ b "crate::\"z" r#"crate::"q"# b'\'' '"' 'c' &'life d::e"##;
    let words: Vec<_> = tokens(text).iter().map(|token| token.text).collect();
    assert_eq!(words, ["a", "b", "&", "d", "::", "e"]);
    assert_eq!(tokens(text)[1].line, 2);
}
