//! Measures: the room that a piece of code has, and the widths of text.

use unicode_width::UnicodeWidthStr;

/// The widest line.
pub(super) const WIDTH: usize = 100;

/// The columns of one level of indentation.
pub(super) const INDENT: usize = 4;

/// The most lists and chains within each other that are laid out in two ways.
const MOST_COMPARED: u32 = 13;

/// The room that a piece of code has, in columns.
#[derive(Debug, Clone, Copy)]
pub(super) struct Room {
    /// The indentation of the line that the code begins on.
    pub(super) indent: usize,
    /// The column at which the code begins.
    pub(super) begin: usize,
    /// The column that its lines may not pass.
    pub(super) end: usize,
    /// Lays code out even if it can't be kept within the lines, as with a literal longer than a line.
    pub(super) is_lenient: bool,
    /// Keeps calls that follow each other on one line, or fails.
    pub(super) is_one_line_chain: bool,
    /// The lists and chains that the code is within.
    pub(super) compared: u32,
}

impl Room {
    /// The room of a line with this indentation.
    pub(super) fn line(indent: usize) -> Self {
        Self {
            indent,
            begin: indent,
            end: WIDTH.max(indent),
            is_lenient: false,
            is_one_line_chain: false,
            compared: 0,
        }
    }

    /// The room of the lines within brackets.
    pub(super) fn nested(self) -> Self {
        self.at(self.indent + INDENT)
    }

    /// The room of a whole line with another indentation.
    pub(super) fn at(self, indent: usize) -> Self {
        Self {
            is_lenient: self.is_lenient,
            is_one_line_chain: self.is_one_line_chain,
            compared: self.compared,
            ..Self::line(indent)
        }
    }

    pub(super) fn width(self) -> usize {
        self.end - self.begin
    }

    /// The room behind so many columns, if they leave any.
    pub(super) fn skip(self, columns: usize) -> Option<Self> {
        let begin = self.begin + columns;
        if begin > self.end {
            return self.is_lenient.then_some(Self {
                begin: self.end,
                ..self
            });
        }
        Some(Self { begin, ..self })
    }

    /// The room that is left if so many columns follow, if they leave any.
    pub(super) fn reserve(self, columns: usize) -> Option<Self> {
        match self.end.checked_sub(columns) {
            Some(end) if end >= self.begin => Some(Self { end, ..self }),
            _ => self.is_lenient.then_some(Self {
                end: self.begin,
                ..self
            }),
        }
    }

    /// Returns the columns that are reserved for whatever follows the code.
    pub(super) fn reserved(self) -> usize {
        WIDTH.saturating_sub(self.end)
    }

    /// Returns whether code may be laid out in two ways to compare them. Code within code that is
    /// compared takes twice the time for each level.
    pub(super) fn may_compare(self) -> bool {
        self.compared <= MOST_COMPARED
    }

    /// Returns the room within a list or chain that may be laid out in two ways.
    pub(super) fn within_compared(self) -> Self {
        Self {
            compared: self.compared + 1,
            ..self
        }
    }

    /// Returns the room in which any code can be laid out, if need be beyond the lines.
    pub(super) fn lenient(self) -> Self {
        Self {
            is_lenient: true,
            ..self
        }
    }

    /// Leaves no room at all.
    pub(super) fn none(self) -> Self {
        Self {
            end: self.begin,
            ..self
        }
    }

    /// The columns that a text has used of the line that it ends on.
    pub(super) fn used(self, text: &str) -> usize {
        match is_one_line(text) {
            true => width(text),
            false => last_line_width(text).saturating_sub(self.indent),
        }
    }

    /// The text, if it keeps within the room.
    pub(super) fn fit(self, text: String) -> Option<String> {
        (self.is_lenient || self.fits(&text)).then_some(text)
    }

    /// Returns whether a text keeps within the room.
    pub(super) fn fits(self, text: &str) -> bool {
        first_line_width(text) <= self.width()
            && (is_one_line(text)
                || text.lines().skip(1).all(|line| width(line) <= WIDTH)
                    && last_line_width(text) <= self.end)
    }
}

/// A line break, and the indentation of the line that follows.
pub(super) fn line_break(indent: usize) -> String {
    let mut text = String::with_capacity(1 + indent);
    push_line_break(&mut text, indent);
    text
}

pub(super) fn push_line_break(text: &mut String, indent: usize) {
    text.push('\n');
    push_spaces(text, indent);
}

pub(super) fn push_spaces(text: &mut String, mut count: usize) {
    const SPACES: &str = "                                ";
    while count > 0 {
        let some = count.min(SPACES.len());
        text.push_str(&SPACES[..some]);
        count -= some;
    }
}

pub(super) fn width(text: &str) -> usize {
    match text.is_ascii() {
        true => text.len(),
        false => text.width(),
    }
}

pub(super) fn is_one_line(text: &str) -> bool {
    !text.contains('\n')
}

pub(super) fn first_line(text: &str) -> &str {
    text.split('\n').next().unwrap_or_default()
}

pub(super) fn last_line(text: &str) -> &str {
    text.rsplit('\n').next().unwrap_or_default()
}

pub(super) fn first_line_width(text: &str) -> usize {
    width(first_line(text))
}

pub(super) fn last_line_width(text: &str) -> usize {
    width(last_line(text))
}

pub(super) fn line_breaks(text: &str) -> usize {
    text.bytes().filter(|byte| *byte == b'\n').count()
}

/// Returns whether code reads better on the next line than on the line where it would begin
/// (rustfmt's `prefer_next_line`).
///
/// ```text
/// same: const SHAPE: Shape = sequence(
///           NS,
///           &[one("x"), one("y")],
///       );
/// next: const SHAPE: Shape =
///           sequence(NS, &[one("x"), one("y")]);
/// ```
pub(super) fn is_better_on_next_line(same: &str, next: &str) -> bool {
    let opens = |text: &str, bracket| first_line(text).ends_with(bracket);
    is_one_line(next)
        || line_breaks(same) > line_breaks(next) + 1
        || ['(', '{', '[']
            .into_iter()
            .any(|bracket| opens(same, bracket) && !opens(next, bracket))
}
