//! Lists within brackets: arguments, elements of arrays and tuples, type arguments, arguments of
//! attributes.
//!
//! A list stays on one line while its items are no wider than its kind allows. Otherwise its last
//! item may go on over the lines if nothing stands beside it, and at last each item has a line.
//!
//! ```text
//! before: choice("", &[many("line").at_least(1), one("signature").times(2, 2)])
//! after:  choice(
//!             "",
//!             &[many("line").at_least(1), one("signature").times(2, 2)],
//!         )
//!
//! before: Ok(Self { name: r.one()?, age: r.optional()? })
//! after:  Ok(Self {
//!             name: r.one()?,
//!             age: r.optional()?,
//!         })
//! ```

use syn::{Expr, Field, GenericArgument, LitStr, Meta, Pat};

use super::room::{
    INDENT, Room, first_line, first_line_width, is_one_line, last_line_width, line_break,
    line_breaks, push_line_break, width,
};
use super::{attributes, expressions, items, patterns, types};

/// The widest arguments of a call that stay on one line (rustfmt's `fn_call_width`).
pub(super) const CALL: usize = 60;

/// The widest elements of an array that stay on one line (`array_width`).
pub(super) const ARRAY: usize = 60;

/// The widest arguments of an attribute that stay on one line (`attr_fn_like_width`).
pub(super) const ATTRIBUTE: usize = 70;

/// Elements that are no wider fill the lines of an array
/// (`short_array_element_width_threshold`).
const SHORT: usize = 10;

/// The comma behind the last item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LastComma {
    /// If the items are on lines of their own.
    IfLines,
    Always,
    Never,
}

/// An item of a list.
#[derive(Clone, Copy)]
pub(super) enum Piece<'a> {
    Expr(&'a Expr),
    Type(&'a GenericArgument),
    Pattern(&'a Pat),
    Meta(&'a Meta),
    /// A field of a tuple struct.
    Field(&'a Field),
    /// A text of words, which may be on several lines.
    Words(&'a LitStr),
}

/// A list.
pub(super) struct List<'a> {
    /// The text before the bracket.
    pub(super) before: &'a str,
    pub(super) brackets: (char, char),
    pub(super) pieces: Vec<Piece<'a>>,
    /// The widest items that stay on one line.
    pub(super) widest: usize,
    pub(super) last_comma: LastComma,
}

/// The arrangement of the items.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tactic {
    OneLine,
    LineEach,
    Filled,
}

/// The arguments of a call.
pub(super) fn arguments<'a>(
    before: &'a str,
    arguments: impl IntoIterator<Item = &'a Expr>,
) -> List<'a> {
    List {
        before,
        brackets: ('(', ')'),
        pieces: arguments.into_iter().map(Piece::Expr).collect(),
        widest: CALL,
        last_comma: LastComma::IfLines,
    }
}

impl List<'_> {
    pub(super) fn lay_out(&self, room: Room) -> Option<String> {
        let (open, close) = self.brackets;
        let before = self.before;
        let left = room.width().saturating_sub(last_line_width(before));
        if self.pieces.is_empty() {
            let gap = match left < 2 && !room.is_lenient {
                true => line_break(room.indent),
                false => String::new(),
            };
            return Some(format!("{before}{open}{gap}{close}"));
        }
        let used = room.used(before);
        let one_line_width = room.width().saturating_sub(used + 2);
        let room = room.within_compared();
        let nested = room.nested().reserve(1)?;
        let (last, others) = self.pieces.split_last()?;
        let others = others.iter().map(|piece| piece.lay_out(nested));
        let mut items: Vec<String> = others.collect::<Option<_>>()?;
        let tactic = self.choose(last, &mut items, room, nested, one_line_width)?;
        let has_comma = match self.last_comma {
            LastComma::IfLines => tactic != Tactic::OneLine,
            LastComma::Always => true,
            LastComma::Never => false,
        };
        let comma = if has_comma { "," } else { "" };
        let text = match tactic {
            Tactic::OneLine => items.join(", "),
            Tactic::LineEach => items.join(&format!(",{}", line_break(nested.indent))),
            Tactic::Filled => fill(&items, nested),
        } + comma;
        Some(
            match tactic == Tactic::OneLine && first_line_width(&text) < left {
                true => format!("{before}{open}{text}{close}"),
                false => format!(
                    "{before}{open}{}{text}{}{close}",
                    line_break(nested.indent),
                    line_break(room.indent)
                ),
            },
        )
    }

    /// Decides how the items are put, and adds the last one accordingly.
    fn choose(
        &self,
        last: &Piece<'_>,
        items: &mut Vec<String>,
        room: Room,
        nested: Room,
        one_line_width: usize,
    ) -> Option<Tactic> {
        let is_only = items.is_empty();
        // A name shorter than the indentation gains nothing by a line of its own: `Ok(Self {`.
        let is_combined = is_only && self.before.len() < INDENT && last.is_plain_expr();
        let usual = || last.lay_out(nested);
        let may_go_over = is_combined || last.can_go_over_lines(items.len() + 1);
        let over = (may_go_over && room.may_compare())
            .then(|| self.last_over_lines(last, items, room, is_combined))
            .flatten();
        if let Some(over) = over {
            items.push(first_line(&over).to_owned());
            let tactic = self.tactic(items, one_line_width);
            items.pop();
            if tactic == Tactic::OneLine {
                let is_short = is_only && line_breaks(&over) == 1;
                let alone = is_short.then(usual).flatten();
                items.push(alone.filter(|text| is_one_line(text)).unwrap_or(over));
                return Some(Tactic::OneLine);
            }
        }
        items.push(usual()?);
        let fits_alone = |item: &String| is_one_line(item) && width(item) <= one_line_width;
        if is_only && one_line_width > 0 && fits_alone(&items[0]) {
            return Some(Tactic::OneLine);
        }
        let is_short = |item: &String| width(item) <= SHORT;
        Some(match self.tactic(items, one_line_width) {
            Tactic::LineEach
                if self.pieces.iter().all(Piece::is_simple) && items.iter().all(is_short) =>
            {
                Tactic::Filled
            }
            tactic => tactic,
        })
    }

    fn tactic(&self, items: &[String], one_line_width: usize) -> Tactic {
        let widths = items.iter().map(|item| width(item));
        let total = widths.sum::<usize>() + 2 * (items.len() - 1);
        match total <= one_line_width.min(self.widest) && items.iter().all(|item| is_one_line(item))
        {
            true => Tactic::OneLine,
            false => Tactic::LineEach,
        }
    }

    /// The last item, beginning on the line of the others and going on over the next.
    fn last_over_lines(
        &self,
        last: &Piece<'_>,
        others: &[String],
        room: Room,
        is_combined: bool,
    ) -> Option<String> {
        let mut room = room
            .skip(room.used(self.before) + 1)
            .and_then(|room| room.reserve(1))
            .unwrap_or(room.none());
        if !others.is_empty() || last.is_call() {
            let before = others.iter().map(|item| 2 + width(item));
            room.end = room.end.min(room.begin + self.widest);
            room = room.skip(before.sum())?;
        }
        room.is_one_line_chain |= !is_combined && last.is_method_call();
        last.lay_out(room)
    }
}

/// Puts as many items on each line as it holds.
pub(super) fn fill(items: &[String], room: Room) -> String {
    let mut text = String::new();
    let mut column = 0;
    for (at, item) in items.iter().enumerate() {
        let comma = usize::from(at + 1 < items.len());
        if at > 0 {
            text.push(',');
            if column + 1 + width(item) + comma > room.width() {
                push_line_break(&mut text, room.indent);
                column = 0;
            } else {
                text.push(' ');
                column += 1;
            }
        }
        text.push_str(item);
        column += width(item) + comma;
    }
    text
}

/// A text of words: on one line if it has room, or else with as many words on each line as it holds.
fn words(text: &LitStr, room: Room) -> String {
    let line = expressions::source(text);
    if width(&line) <= room.width() {
        return line;
    }
    let mut lines = String::new();
    let mut column = room.begin;
    for word in line.split(' ') {
        if !lines.is_empty() {
            if column + 1 + width(word) > room.end {
                // The quotation mark is before the words of the first line.
                push_line_break(&mut lines, room.begin + 1);
                column = room.begin + 1;
            } else {
                lines.push(' ');
                column += 1;
            }
        }
        lines.push_str(word);
        column += width(word);
    }
    lines
}

impl Piece<'_> {
    fn lay_out(&self, room: Room) -> Option<String> {
        match self {
            Self::Expr(expr) => expressions::lay_out(expr, room),
            Self::Type(argument) => types::argument(argument, room),
            Self::Pattern(pattern) => patterns::lay_out(pattern, room),
            Self::Meta(meta) => attributes::meta(meta, room),
            Self::Field(field) => items::tuple_field(field, room),
            Self::Words(words) => Some(self::words(words, room)),
        }
    }

    /// Returns whether the last of `count` items may begin on the line of the others and span the
    /// next.
    fn can_go_over_lines(&self, count: usize) -> bool {
        match self {
            Self::Expr(expr) => expressions::can_go_over_lines(expr, count),
            Self::Meta(_) => count == 1,
            Self::Type(_) | Self::Pattern(_) | Self::Field(_) | Self::Words(_) => false,
        }
    }

    fn is_plain_expr(&self) -> bool {
        matches!(self, Self::Expr(expr) if expressions::attributes(expr).is_empty())
    }

    fn is_call(&self) -> bool {
        match self {
            Self::Expr(expr) => {
                matches!(expressions::innermost(expr), Expr::Call(_) | Expr::Macro(_))
            }
            _ => false,
        }
    }

    fn is_method_call(&self) -> bool {
        match self {
            Self::Expr(expr) => matches!(expressions::innermost(expr), Expr::MethodCall(_)),
            _ => false,
        }
    }

    fn is_simple(&self) -> bool {
        match self {
            Self::Expr(expr) => expressions::is_simple(expr),
            _ => false,
        }
    }
}
