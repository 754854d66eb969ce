//! The table, in Markdown.

use std::fmt::Write as _;
use std::fs;
use std::process::Command;

use anyhow::{Context, Result};

use super::column::{Cell, Column};
use super::toolkit::Toolkit;
use super::toolkits;

/// The figures of a toolkit.
pub(super) struct Row {
    pub(super) toolkit: &'static dyn Toolkit,
    version: String,
    cells: Vec<(Column, Cell)>,
}

impl Row {
    pub(super) fn new(toolkit: &'static dyn Toolkit, version: String) -> Self {
        Self {
            toolkit,
            version,
            cells: Vec::new(),
        }
    }

    /// Adds what was measured. Of several figures of a column the least counts.
    pub(super) fn add(&mut self, column: Column, cell: Cell) {
        let known = self.cells.iter_mut().find(|(own, _)| *own == column);
        match (known, cell) {
            (None, cell) => self.cells.push((column, cell)),
            (Some((_, Cell::Measured(least))), Cell::Measured(figure)) => {
                *least = least.min(figure);
            }
            (Some((_, known)), cell) => *known = cell,
        }
    }

    pub(super) fn cell(&self, column: Column) -> Option<&Cell> {
        let found = self.cells.iter().find(|(own, _)| *own == column);
        found.map(|(_, cell)| cell)
    }
}

/// The notes below the table, each once.
#[derive(Default)]
struct Notes(Vec<String>);

impl Notes {
    /// The mark of a note.
    fn mark(&mut self, note: String) -> String {
        let place = self.0.iter().position(|known| *known == note);
        let place = place.unwrap_or_else(|| {
            self.0.push(note);
            self.0.len() - 1
        });
        format!(" [{}]", place + 1)
    }
}

/// Writes the table with ratios to sapo's figures, the notes, the versions, the machine, and the date.
pub(super) fn render(rows: &[Row], columns: &[Column]) -> Result<String> {
    let mut text = String::from("| |");
    for column in columns {
        write!(text, " {} |", column.heading())?;
    }
    text.push_str("\n| --- |");
    text.push_str(&" --- |".repeat(columns.len()));
    text.push('\n');
    let sapo = rows
        .iter()
        .find(|row| row.toolkit.name() == toolkits::ALL[0].name());
    let mut notes = Notes::default();
    for row in rows {
        write!(text, "| {} |", row.toolkit.title())?;
        for &column in columns {
            let Some(cell) = row.cell(column) else {
                continue;
            };
            let unit = match sapo.and_then(|sapo| sapo.cell(column)) {
                Some(Cell::Measured(figure)) => Some(*figure),
                _ => None,
            };
            write!(text, " {}", cell.text(column, unit))?;
            if let Some(why) = cell.why() {
                text.push_str(&notes.mark(why.to_owned()));
            }
            for (_, remark) in row
                .toolkit
                .remarks()
                .iter()
                .filter(|(own, _)| *own == column)
            {
                text.push_str(&notes.mark((*remark).to_owned()));
            }
            text.push_str(" |");
        }
        text.push('\n');
    }
    text.push('\n');
    for (number, note) in notes.0.iter().enumerate() {
        writeln!(text, "{}. {note}", number + 1)?;
    }
    let versions: Vec<&str> = rows.iter().map(|row| row.version.as_str()).collect();
    write!(
        text,
        "\n{}, on {}: {}.",
        date()?,
        machine()?,
        versions.join("; ")
    )?;
    Ok(text)
}

fn date() -> Result<String> {
    let output = Command::new("date").args(["--utc", "+%F"]).output();
    let output = output.context("date does not start")?;
    Ok(String::from_utf8(output.stdout)?.trim().to_owned())
}

/// The processors and the system.
fn machine() -> Result<String> {
    let processors = fs::read_to_string("/proc/cpuinfo")?;
    let model = value(&processors, "model name").unwrap_or("unknown");
    let count = std::thread::available_parallelism()?;
    let system = fs::read_to_string("/etc/os-release")?;
    let system = value(&system, "PRETTY_NAME").unwrap_or("Linux");
    Ok(format!("{count} cores of {model}, {system}"))
}

/// The value of the first line with a name, without quotation marks.
fn value<'a>(lines: &'a str, name: &str) -> Option<&'a str> {
    let line = lines.lines().find(|line| line.starts_with(name))?;
    let (_, value) = line.split_once([':', '='])?;
    Some(value.trim().trim_matches('"'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_least_figure_and_the_last_failure_count() {
        let mut row = Row::new(toolkits::ALL[0], String::new());
        for figure in [3.0, 2.0, 4.0] {
            row.add(Column::Decode, Cell::Measured(figure));
        }
        assert_eq!(row.cell(Column::Decode), Some(&Cell::Measured(2.0)));
        let failure = Cell::Fails("why".to_owned());
        row.add(Column::Decode, failure.clone());
        assert_eq!(row.cell(Column::Decode), Some(&failure));
        assert_eq!(row.cell(Column::Calls), None);
    }

    fn row(index: usize, cells: [Cell; 2]) -> Row {
        Row {
            toolkit: toolkits::ALL[index],
            version: format!("version {index}"),
            cells: [Column::Decode, Column::Calls]
                .into_iter()
                .zip(cells)
                .collect(),
        }
    }

    #[test]
    fn figures_are_ratios_and_reasons_are_notes() {
        let rows = [
            row(0, [Cell::Measured(0.01), Cell::Measured(0.0001)]),
            row(
                3,
                [Cell::Measured(0.05), Cell::Fails("no server".to_owned())],
            ),
            row(
                5,
                [
                    Cell::Fails("no server".to_owned()),
                    Cell::Absent("no client"),
                ],
            ),
        ];
        let text = render(&rows, &[Column::Decode, Column::Calls]).unwrap();
        let table = "\
| | decode | small call |
| --- | --- | --- |
| **sapo** | 1 (10.0 ms) | 1 (100.0 µs) |
| gSOAP | 5.0 | fails [1] |
| zeep | fails [1] | – [2] |

1. no server
2. no client
";
        assert!(text.starts_with(table), "{text}");
        assert!(text.ends_with("version 0; version 3; version 5."), "{text}");
    }

    #[test]
    fn values_are_read_from_the_files_of_the_system() {
        let lines = "NAME=\"Debian\"\nPRETTY_NAME=\"Debian 12\"\nmodel name\t: EPYC\n";
        assert_eq!(value(lines, "PRETTY_NAME"), Some("Debian 12"));
        assert_eq!(value(lines, "model name"), Some("EPYC"));
        assert_eq!(value(lines, "VERSION"), None);
    }
}
