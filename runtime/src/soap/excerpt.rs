//! What of an answer without a message goes into an error.

use http::Response;
use http::header::CONTENT_TYPE;

use super::version::media_type;

/// The most characters that are shown.
const SHOWN: usize = 200;

/// The start of what a body says: without the markup, where it is a page, and only its type where it is not text.
pub(super) fn excerpt<B: AsRef<[u8]>>(text: &str, response: &Response<B>) -> String {
    let is_binary = text
        .chars()
        .any(|c| c.is_control() && !c.is_ascii_whitespace());
    if is_binary || text.is_empty() && !response.body().as_ref().is_empty() {
        let content_type = response.headers().get(CONTENT_TYPE);
        let content_type = content_type.and_then(|value| value.to_str().ok());
        return media_type(content_type.unwrap_or_default()).to_owned();
    }
    let said = match text.trim_start().starts_with('<') {
        true => start_of(&without_markup(text)),
        false => String::new(),
    };
    match said.is_empty() {
        true => start_of(text),
        false => said,
    }
}

fn start_of(text: &str) -> String {
    let mut start = String::new();
    for word in text.split_ascii_whitespace() {
        if !start.is_empty() {
            start.push(' ');
        }
        start.extend(word.chars().take(SHOWN + 1));
        if let Some((cut, _)) = start.char_indices().nth(SHOWN) {
            start.truncate(cut);
            start.push('…');
            break;
        }
    }
    start
}

/// A page without its tags, comments, scripts and styles, and without the envelope that may follow it, which is not to be
/// shown. References stay as they are, and so does what is no markup.
fn without_markup(page: &str) -> String {
    let mut said = String::new();
    let mut rest = page;
    while let Some((before, markup)) = rest.split_once('<') {
        said.push_str(before);
        let is_one = |name: &str| {
            markup
                .get(..name.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(name))
        };
        let ends = |c: char| c.is_ascii_whitespace() || c == '>';
        let name = markup.split_once(ends).map_or(markup, |(name, _)| name);
        if name == "Envelope" || name.ends_with(":Envelope") {
            return said;
        }
        let end = match () {
            () if is_one("!--") => "-->",
            () if is_one("script") => "</script>",
            () if is_one("style") => "</style>",
            () => ">",
        };
        let mut windows = markup.as_bytes().windows(end.len());
        let found = windows.position(|window| window.eq_ignore_ascii_case(end.as_bytes()));
        said.push(' ');
        rest = found.map_or("", |at| &markup[at + end.len()..]);
    }
    said.push_str(rest);
    said
}
