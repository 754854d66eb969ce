//! The texts that diagnostics point into.

use std::sync::Arc;

use indexmap::IndexMap;

use super::Span;

/// A position in a text, as editors count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Counted from 1.
    pub line: usize,
    /// Counted from 1, in characters.
    pub column: usize,
}

/// Texts by document, in the order in which they were added.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    sources: IndexMap<Arc<str>, Source>,
}

#[derive(Debug, Clone)]
struct Source {
    text: Arc<str>,
    /// Where each line starts, in bytes; the first at 0.
    lines: Vec<usize>,
}

impl Sources {
    /// Adds the text of a document; a document that is there already is kept.
    pub fn add(&mut self, document: Arc<str>, text: Arc<str>) {
        self.sources.entry(document).or_insert_with(|| {
            let starts = text.match_indices('\n').map(|(at, _)| at + 1);
            let lines = std::iter::once(0).chain(starts).collect();
            Source { text, lines }
        });
    }

    /// Line and column of a span's two ends; `None` where the text is not known or is shorter.
    pub fn places(&self, span: &Span) -> Option<(Place, Place)> {
        let source = self.sources.get(&span.document)?;
        Some((source.place(span.start)?, source.place(span.end)?))
    }

    /// The lines that a span touches, the first one's number, and the span's offsets within them.
    pub(super) fn excerpt(&self, span: &Span) -> Option<(&str, usize, std::ops::Range<usize>)> {
        let source = self.sources.get(&span.document)?;
        let first = source.line(span.start);
        let last = source.line(span.end);
        let start = source.lines[first];
        let end = match source.lines.get(last + 1) {
            Some(next) => next - 1,
            None => source.text.len(),
        };
        let lines = source.text.get(start..end)?;
        Some((lines, first + 1, span.start - start..span.end - start))
    }

    /// Where documents stand among each other; those that are not known come first.
    pub(super) fn rank(&self, document: &str) -> Option<usize> {
        self.sources.get_index_of(document)
    }
}

impl Source {
    /// Index of the line that holds an offset.
    fn line(&self, offset: usize) -> usize {
        self.lines.partition_point(|&start| start <= offset) - 1
    }

    fn place(&self, offset: usize) -> Option<Place> {
        let line = self.line(offset);
        let before = self.text.get(self.lines[line]..offset)?;
        Some(Place {
            line: line + 1,
            column: before.chars().count() + 1,
        })
    }
}
