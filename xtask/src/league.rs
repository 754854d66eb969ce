//! The league table: ten toolkits do the same work on the same inputs. docs/PERFORMANCE.md has the
//! table, and says what its cells mean.

mod column;
mod inputs;
mod measure;
mod options;
mod peer;
mod table;
mod toolkit;
mod toolkits;

use std::fs;

use anyhow::{Context, Result};

use self::column::{Cell, Column};
use self::inputs::Inputs;
use self::options::Options;
use self::table::Row;
use self::toolkit::{Place, Toolkit};
use crate::packages::{self, Needed};
use crate::{command, target};

/// GNU time, which tells the memory that a program took.
const TIME: Needed = Needed {
    packages: &["time"],
    are_installed: || command::succeeds("/usr/bin/time", &["--version"]),
};

/// Measures the toolkits, prints each figure as it is known, and the table at the end.
pub(crate) fn run(options: &[&str]) -> Result<()> {
    let options = Options::parse(options)?;
    let chosen: Vec<&dyn Toolkit> = toolkits::ALL
        .into_iter()
        .filter(|toolkit| options.has(toolkit.name()))
        .collect();
    let needed: Vec<Needed> = chosen
        .iter()
        .flat_map(|toolkit| toolkit.needed())
        .copied()
        .chain([TIME])
        .collect();
    packages::ensure_installed(&needed)?;
    let inputs = Inputs::make()?;
    measure::limit_processes()?;
    let mut entrants = Vec::new();
    for toolkit in chosen {
        let entrant = Entrant::prepare(toolkit);
        entrants.push(entrant.with_context(|| format!("{} is not ready", toolkit.title()))?);
    }
    // Other work on the machine comes and goes, so that each toolkit has its turn several times.
    for round in 1..=options.rounds {
        eprintln!("round {round} of {}", options.rounds);
        for entrant in &mut entrants {
            for &column in &options.columns {
                entrant.measure(column, &inputs, options.seconds)?;
            }
        }
    }
    let rows: Vec<Row> = entrants.into_iter().map(|entrant| entrant.row).collect();
    let text = table::render(&rows, &options.columns)?;
    println!("{text}");
    if let Some(path) = &options.out {
        fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(())
}

/// A toolkit that takes part.
struct Entrant {
    place: Place,
    /// Its program, once it is needed: whether it could be built.
    program: Option<Result<(), String>>,
    row: Row,
}

impl Entrant {
    /// Installs a toolkit.
    fn prepare(toolkit: &'static dyn Toolkit) -> Result<Self> {
        let place = Place::make(target().join("league").join(toolkit.name()))?;
        toolkit.install(&place)?;
        let version = toolkit.version(&place)?;
        Ok(Self {
            place,
            program: None,
            row: Row::new(toolkit, version),
        })
    }

    /// Measures the figure of a column, unless that is known well enough.
    fn measure(&mut self, column: Column, inputs: &Inputs, seconds: f64) -> Result<()> {
        let toolkit = self.row.toolkit;
        if self
            .row
            .cell(column)
            .is_some_and(|cell| !column.varies(cell))
        {
            return Ok(());
        }
        let absent = toolkit
            .absent()
            .iter()
            .find(|(absent, _)| *absent == column);
        let cell = match (absent, column.wsdl()) {
            (Some((_, why)), _) => Cell::Absent(why),
            (_, Some(wsdl)) => match inputs.wsdl(wsdl) {
                Some(path) if column.is_compilation() => {
                    measure::compilation(toolkit, &self.place, wsdl, &path)?
                }
                Some(path) => measure::generation(toolkit, &self.place, wsdl, &path)?,
                None => Cell::Absent("the WSDL is not there"),
            },
            _ => self.work(column, inputs, seconds)?,
        };
        println!("{}", cell.line(toolkit.name(), column));
        self.row.add(column, cell);
        Ok(())
    }

    /// Has the toolkit's program do the work of a column.
    fn work(&mut self, column: Column, inputs: &Inputs, seconds: f64) -> Result<Cell> {
        let toolkit = self.row.toolkit;
        if self.program.is_none() {
            self.program = Some(peer::build(toolkit, &self.place)?);
        }
        match &self.program {
            Some(Err(why)) => Ok(Cell::Fails(why.clone())),
            _ => peer::measure(toolkit, &self.place, column, inputs, seconds),
        }
    }
}
