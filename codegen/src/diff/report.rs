//! Changes as text and as Markdown.

use std::fmt::{self, Write};

use super::{At, Change, Diff, Severity};

impl Change {
    /// Returns its place in the newer version, or in the older one if it is gone.
    fn place(&self) -> Option<&At> {
        self.new.as_ref().or(self.old.as_ref())
    }

    /// Returns the item, as code if it has a path in Rust and isn't described in words.
    fn shown(&self) -> String {
        match self.item.contains(' ') {
            true => self.item.clone(),
            false => format!("`{}`", self.item),
        }
    }
}

impl Diff {
    /// Returns the changes as Markdown: a heading that counts them, and a table for those that break
    /// callers and one for the others.
    pub fn to_markdown(&self) -> String {
        let mut text = format!("### {}\n", self.summary());
        for (severity, heading) in [
            (Severity::Breaking, "Breaking"),
            (Severity::Compatible, "Compatible"),
        ] {
            let changes = self.changes.iter();
            let mut changes = changes.filter(|one| one.severity == severity).peekable();
            if changes.peek().is_none() {
                continue;
            }
            text += &format!("\n| {heading} | Change | Why | Place |\n| --- | --- | --- | --- |\n");
            for change in changes {
                let place = change.place().map(ToString::to_string);
                let cells = [
                    &change.shown(),
                    &change.message,
                    &*change.reason,
                    &place.unwrap_or_default(),
                ];
                text.push('|');
                for cell in cells {
                    write!(text, " {} |", cell_text(cell)).expect("strings hold any text");
                }
                text.push('\n');
            }
        }
        text
    }

    /// Returns a sentence that counts the changes.
    fn summary(&self) -> String {
        let changes = |count: usize| match count {
            1 => "1 change".to_owned(),
            count => format!("{count} changes"),
        };
        let all = self.breaking + self.compatible;
        match (self.breaking, self.compatible) {
            (0, 0) => "nothing changes for callers".to_owned(),
            (0, _) => format!("{} for callers, none breaks them", changes(all)),
            (1, _) => format!("1 of {} breaks callers", changes(all)),
            (breaking, _) => format!("{breaking} of {} break callers", changes(all)),
        }
    }
}

/// Returns a text that stays within its cell of a table.
fn cell_text(text: &str) -> String {
    let lines: Vec<&str> = text.split_whitespace().collect();
    lines.join(" ").replace('|', "\\|")
}

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(at) = self.place() {
            write!(f, "{at}: ")?;
        }
        let severity = match self.severity {
            Severity::Breaking => "breaking",
            Severity::Compatible => "compatible",
        };
        let Self {
            code,
            message,
            reason,
            ..
        } = self;
        let item = self.shown();
        write!(f, "{severity}: {item} {message}: {reason} [{code}]")
    }
}

impl fmt::Display for Diff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for change in &self.changes {
            writeln!(f, "{change}")?;
        }
        writeln!(f, "{}", self.summary())
    }
}
