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

use self::column::Cell;
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
    let mut rows = Vec::new();
    for toolkit in chosen {
        let row = row(toolkit, &inputs, &options);
        rows.push(row.with_context(|| format!("{} is not ready", toolkit.title()))?);
    }
    let text = table::render(&rows, &options.columns)?;
    println!("{text}");
    if let Some(path) = &options.out {
        fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(())
}

/// Measures a toolkit. It fails only if the toolkit isn't there to be measured.
fn row(toolkit: &'static dyn Toolkit, inputs: &Inputs, options: &Options) -> Result<Row> {
    let place = Place::make(target().join("league").join(toolkit.name()))?;
    toolkit.install(&place)?;
    let mut row = Row {
        toolkit,
        version: toolkit.version(&place)?,
        cells: Vec::new(),
    };
    eprintln!("{} ({})", toolkit.title(), row.version);
    let mut program = None;
    for &column in &options.columns {
        let absent = toolkit
            .absent()
            .iter()
            .find(|(absent, _)| *absent == column);
        let cell = match (absent, column.wsdl()) {
            (Some((_, why)), _) => Cell::Absent(why),
            (_, Some(wsdl)) => match inputs.wsdl(wsdl) {
                Some(path) if column.is_compilation() => {
                    measure::compilation(toolkit, &place, wsdl, &path)?
                }
                Some(path) => measure::generation(toolkit, &place, wsdl, &path)?,
                None => Cell::Absent("the WSDL is not there"),
            },
            _ => {
                if program.is_none() {
                    program = Some(peer::build(toolkit, &place, inputs)?);
                }
                match program.as_ref().expect("it was just made") {
                    Ok(peer) => peer.measure(column, inputs, options.seconds)?,
                    Err(why) => Cell::Fails(why.clone()),
                }
            }
        };
        println!("{}", cell.line(toolkit.name(), column));
        row.cells.push((column, cell));
    }
    Ok(row)
}
