//! How many fields there may be.

use crate::diagnostic::{Diagnostic, Report, Span};

/// A number of fields that are left, and where there were no more.
#[derive(Debug)]
pub(super) struct Budget {
    limit: usize,
    left: usize,
    /// The type at which more were asked for than there were.
    exceeded: Option<Option<Span>>,
}

impl Budget {
    pub(super) fn new(limit: usize) -> Self {
        Self {
            limit,
            left: limit,
            exceeded: None,
        }
    }

    /// Takes so many; `false` where there are not as many left, now or before.
    pub(super) fn take(&mut self, count: usize) -> bool {
        match self.left.checked_sub(count) {
            Some(left) if self.exceeded.is_none() => {
                self.left = left;
                true
            }
            _ => {
                self.exceeded.get_or_insert(None);
                false
            }
        }
    }

    /// Says at which type the last of them were taken, if they were.
    pub(super) fn at(&mut self, span: Option<&Span>) {
        if let Some(place @ None) = &mut self.exceeded {
            *place = span.cloned();
        }
    }

    /// Reports that more were asked for than there were.
    pub(super) fn report(self, report: &mut Report) {
        if let Some(place) = self.exceeded {
            let message = format!("the types have more than {} fields", self.limit);
            let help = "a type has the fields of its base, and of every group that it refers to, as well; \
                        if this is meant, raise `fields` among the limits of the configuration";
            report.push(Diagnostic::error("limit", place, message).with_help(help));
        }
    }
}
