//! The columns of the table, and what stands in them.

use std::fmt::Write as _;

/// What takes so many seconds is measured once.
const LONG: f64 = 8.0;

/// A column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Decode,
    Encode,
    Calls,
    Memory,
    Generate(Wsdl),
    Compile(Wsdl),
}

/// A WSDL that bindings are made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wsdl {
    Authenticate,
    Workday,
}

impl Wsdl {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Authenticate => "authenticate",
            Self::Workday => "workday",
        }
    }
}

impl Column {
    pub(super) const ALL: [Self; 8] = [
        Self::Decode,
        Self::Encode,
        Self::Calls,
        Self::Memory,
        Self::Generate(Wsdl::Authenticate),
        Self::Generate(Wsdl::Workday),
        Self::Compile(Wsdl::Authenticate),
        Self::Compile(Wsdl::Workday),
    ];

    /// The name on the command line.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Decode => "decode",
            Self::Encode => "encode",
            Self::Calls => "calls",
            Self::Memory => "memory",
            Self::Generate(Wsdl::Authenticate) => "generate",
            Self::Generate(Wsdl::Workday) => "generate-workday",
            Self::Compile(Wsdl::Authenticate) => "compile",
            Self::Compile(Wsdl::Workday) => "compile-workday",
        }
    }

    /// The heading in the table.
    pub(super) fn heading(self) -> &'static str {
        match self {
            Self::Decode => "decode",
            Self::Encode => "encode",
            Self::Calls => "small call",
            Self::Memory => "memory",
            Self::Generate(Wsdl::Authenticate) => "generate authenticate",
            Self::Generate(Wsdl::Workday) => "generate workday",
            Self::Compile(Wsdl::Authenticate) => "compile authenticate",
            Self::Compile(Wsdl::Workday) => "compile workday",
        }
    }

    /// The WSDL that the column is about, if it is about one.
    pub(super) fn wsdl(self) -> Option<Wsdl> {
        match self {
            Self::Generate(wsdl) | Self::Compile(wsdl) => Some(wsdl),
            _ => None,
        }
    }

    pub(super) fn is_compilation(self) -> bool {
        matches!(self, Self::Compile(_))
    }

    /// Whether the figure may be another one the next time, and is worth that time.
    pub(super) fn varies(self, cell: &Cell) -> bool {
        match cell {
            Cell::Measured(figure) => self != Self::Memory && *figure < LONG,
            _ => false,
        }
    }

    /// A figure of this column with its unit.
    fn quantity(self, figure: f64) -> String {
        match self {
            Self::Memory => format!("{:.1} MB", figure / 1e6),
            _ if figure < 1e-3 => format!("{:.1} µs", figure * 1e6),
            _ if figure < 1.0 => format!("{:.1} ms", figure * 1e3),
            _ => format!("{figure:.1} s"),
        }
    }
}

/// What a toolkit takes to do the work of a column: seconds, or bytes of memory.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell {
    Measured(f64),
    /// It was ended when it had taken this much.
    Above(f64),
    /// It doesn't do the work, but for this reason it would have to.
    Fails(String),
    /// There is no such work for it to do.
    Absent(&'static str),
}

impl Cell {
    /// The figure for programs: names and a value, separated by tabs.
    pub(super) fn line(&self, toolkit: &str, column: Column) -> String {
        let mut line = format!("league\t{toolkit}\t{}\t", column.name());
        let unit = match column {
            Column::Memory => "bytes",
            _ => "seconds",
        };
        // Strings take what is written.
        let _ = match self {
            Self::Measured(figure) => write!(line, "{figure}\t{unit}"),
            Self::Above(figure) => write!(line, ">{figure}\t{unit}"),
            Self::Fails(why) => write!(line, "fails\t{why}"),
            Self::Absent(why) => write!(line, "absent\t{why}"),
        };
        line
    }

    /// Why there is no figure.
    pub(super) fn why(&self) -> Option<&str> {
        match self {
            Self::Measured(_) | Self::Above(_) => None,
            Self::Fails(why) => Some(why),
            Self::Absent(why) => Some(why),
        }
    }

    /// What stands in the table, given sapo's figure.
    pub(super) fn text(&self, column: Column, unit: Option<f64>) -> String {
        match (self, unit) {
            (Self::Measured(figure), Some(unit)) if *figure == unit => {
                format!("1 ({})", column.quantity(unit))
            }
            (Self::Measured(figure), Some(unit)) => ratio(figure / unit),
            (Self::Above(figure), Some(unit)) => format!("> {}", ratio(figure / unit)),
            (Self::Measured(figure), None) => column.quantity(*figure),
            (Self::Above(figure), None) => format!("> {}", column.quantity(*figure)),
            (Self::Fails(_), _) => "fails".to_owned(),
            (Self::Absent(_), _) => "–".to_owned(),
        }
    }
}

/// A ratio with two or three digits.
fn ratio(ratio: f64) -> String {
    match ratio {
        ..0.995 => format!("{ratio:.2}"),
        ..9.95 => format!("{ratio:.1}"),
        ..999.5 => format!("{ratio:.0}"),
        _ => {
            let thousands = (ratio / 100.0).round() * 100.0;
            format!("{},{:03}", (thousands / 1e3).floor(), thousands % 1e3)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_ratios_to_the_figure_of_sapo() {
        let text = |cell: Cell| cell.text(Column::Decode, Some(0.012));
        assert_eq!(text(Cell::Measured(0.012)), "1 (12.0 ms)");
        assert_eq!(text(Cell::Measured(0.006)), "0.50");
        assert_eq!(text(Cell::Measured(0.040)), "3.3");
        assert_eq!(text(Cell::Measured(0.4)), "33");
        assert_eq!(text(Cell::Above(120.0)), "> 10,000");
        assert_eq!(text(Cell::Measured(14.5)), "1,200");
        assert_eq!(text(Cell::Fails("why".to_owned())), "fails");
        assert_eq!(text(Cell::Absent("why")), "–");
    }

    #[test]
    fn without_sapo_cells_are_quantities() {
        let text = |column: Column, figure| Cell::Measured(figure).text(column, None);
        assert_eq!(text(Column::Calls, 50e-6), "50.0 µs");
        assert_eq!(text(Column::Memory, 5.2e6), "5.2 MB");
        assert_eq!(text(Column::Generate(Wsdl::Workday), 24.5), "24.5 s");
    }
}
