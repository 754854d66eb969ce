//! Diagnostics as text for people.

use std::borrow::Cow;

use annotate_snippets::{
    Annotation, AnnotationKind, Element, Level, Origin, Renderer, Snippet, normalize_untrusted_str,
};

use super::{Diagnostic, Severity, Sources, Span};
use crate::visible::{escaped, is_hidden};

/// Lines longer than this many bytes (generated documents may be a single one) are cut down before they are
/// laid out; shorter ones the renderer trims by itself.
const LONG: usize = 8192;

/// What is left of a long line on each side of the place.
const AROUND: usize = 60;

pub(super) fn render<'a>(
    diagnostics: impl Iterator<Item = &'a Diagnostic>,
    sources: &Sources,
    color: bool,
) -> String {
    let renderer = if color {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let mut text = String::new();
    for diagnostic in diagnostics {
        if !text.is_empty() {
            text.push('\n');
        }
        let level = match diagnostic.severity {
            Severity::Warning => Level::WARNING,
            Severity::Error => Level::ERROR,
        };
        let mut elements: Vec<Element<'_>> = Vec::new();
        if let Some(span) = &diagnostic.span {
            place(span, sources, &mut elements);
        }
        if let Some(help) = &diagnostic.help {
            let help = normalize_untrusted_str(&escaped(help));
            elements.push(Level::HELP.message(help).into());
        }
        let group = level
            .primary_title(escaped(&diagnostic.message))
            .id(diagnostic.code)
            .elements(elements);
        text += &renderer.render(&[group]);
        text.push('\n');
    }
    text
}

/// Where a span is, and the first of its lines.
fn place<'a>(span: &'a Span, sources: &'a Sources, elements: &mut Vec<Element<'a>>) {
    let (Some((place, _)), Some((lines, number, within))) =
        (sources.places(span), sources.excerpt(span))
    else {
        elements.push(Origin::path(&*span.document).into());
        return;
    };
    let line = lines.lines().next().unwrap_or_default();
    let start = within.start.min(line.len());
    let end = within.end.clamp(start, line.len());
    let annotate = |annotation: std::ops::Range<usize>| -> Annotation<'a> {
        AnnotationKind::Primary.span(annotation)
    };
    if line.len() <= LONG {
        let snippet = Snippet::source(printable(line))
            .path(&*span.document)
            .line_start(number)
            .annotation(annotate(start..end));
        elements.push(snippet.into());
    } else {
        // The place must be told apart from the snippet, which would count from the cut.
        let from = boundary(line, start.saturating_sub(AROUND));
        let end = boundary(line, end.min(start + AROUND));
        let to = boundary(line, (end + AROUND).min(line.len()));
        let origin = Origin::path(&*span.document)
            .line(place.line)
            .char_column(place.column);
        let snippet = Snippet::source(printable(&line[from..to]))
            .line_start(number)
            .annotation(annotate(start - from..end - from));
        elements.extend([origin.into(), snippet.into()]);
    }
}

/// The last character boundary up to an offset.
fn boundary(text: &str, offset: usize) -> usize {
    (0..=offset)
        .rev()
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or(0)
}

/// Replaces hidden characters by what is as many bytes long, so that places stay where they are. The renderer itself
/// replaces those of one byte.
fn printable(line: &str) -> Cow<'_, str> {
    if !line.contains(is_hidden) {
        return Cow::Borrowed(line);
    }
    let mut out = String::with_capacity(line.len());
    for character in line.chars() {
        match character.len_utf8() {
            2 if is_hidden(character) => out.push('\u{b7}'),
            3 if is_hidden(character) => out.push('\u{fffd}'),
            4 if is_hidden(character) => out.push_str("\u{b7}\u{b7}"),
            _ => out.push(character),
        }
    }
    Cow::Owned(out)
}
