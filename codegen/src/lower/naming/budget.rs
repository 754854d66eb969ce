//! The limit on fields.

use crate::diagnostic::{Diagnostic, Report, Span};

/// The most fields, or variants, of one type. A type is formatted as a whole, which takes a hundred
/// times its text.
const MOST_OF_ONE: usize = 10_000;

/// Bytes of documentation that count like one field.
const LETTERS: usize = 200;

/// Returns the number of fields that one with this documentation counts as.
pub(in crate::lower) fn weight(documentation: Option<&str>) -> usize {
    1 + documentation.map_or(0, str::len) / LETTERS
}

/// A number of fields that are left, and where there were no more.
#[derive(Debug)]
pub(in crate::lower) struct Budget {
    limit: usize,
    left: usize,
    /// The first excess, and the type at which it came up.
    exceeded: Option<(String, Option<Span>)>,
}

impl Budget {
    pub(in crate::lower) fn new(limit: usize) -> Self {
        Self {
            limit,
            left: limit,
            exceeded: None,
        }
    }

    /// Takes so many; `false` where there are not as many left, now or before.
    pub(in crate::lower) fn take(&mut self, count: usize) -> bool {
        match self.left.checked_sub(count) {
            Some(left) if self.exceeded.is_none() => {
                self.left = left;
                true
            }
            _ => self.exceed(format!("the types have more than {} fields", self.limit)),
        }
    }

    /// Whether one type may have so many, taken before or not.
    pub(in crate::lower) fn allows(&mut self, count: usize) -> bool {
        count <= MOST_OF_ONE || self.exceed(format!("a type has more than {MOST_OF_ONE} fields"))
    }

    fn exceed(&mut self, message: String) -> bool {
        self.exceeded.get_or_insert((message, None));
        false
    }

    /// Says at which type the last of them were taken, if they were.
    pub(in crate::lower) fn at(&mut self, span: Option<&Span>) {
        if let Some((_, place @ None)) = &mut self.exceeded {
            *place = span.cloned();
        }
    }

    /// Reports that more were asked for than there were.
    pub(in crate::lower) fn report(self, report: &mut Report) {
        if let Some((message, place)) = self.exceeded {
            let help = "a type has the fields of its base, and of every group that it refers to, as well; \
                        if this is meant, raise `fields` among the limits of the configuration";
            report.push(Diagnostic::error("limit", place, message).with_help(help));
        }
    }
}
