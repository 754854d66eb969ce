//! The programs of `benches/league`, one for each toolkit. Each takes the same arguments:
//!
//! - `decode FILE SECONDS` reads a file into memory, and decodes it again and again for so many
//!   seconds, at least three times. It prints the seconds of processor time that each takes, one
//!   per line: other work on the machine disturbs them less than it does wall time.
//! - `encode FILE SECONDS OUTPUT` does the same with encoding the value of a file, and writes what
//!   it encoded to another.
//! - `calls URL SECONDS` does the same with calling HasSession a hundred times, in wall time.
//! - `memory FILE COUNT` reads a file into memory, and decodes it so many times.
//! - `load`, of toolkits that make no bindings, only loads the WSDL.
//!
//! A program checks each result, and fails if it is wrong.

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use super::column::{Cell, Column, Wsdl};
use super::inputs::{self, Inputs};
use super::measure::{self, Ran};
use super::toolkit::{Place, Toolkit};

/// Builds the program of a toolkit with fresh bindings, or tells why that can't be done.
pub(super) fn build(toolkit: &dyn Toolkit, place: &Place) -> Result<Result<(), String>> {
    let wsdl = inputs::authenticate();
    let outcome = match measure::generate(toolkit, place, Wsdl::Authenticate, &wsdl)? {
        Ok(_) => measure::all(toolkit.build(place)?)?,
        failed => failed,
    };
    Ok(match outcome {
        Ok(_) => Ok(()),
        Err(Cell::Fails(why)) => Err(why),
        Err(_) => Err("its program is not built in time".to_owned()),
    })
}

/// Has the program of a toolkit do the work of a column.
pub(super) fn measure(
    toolkit: &dyn Toolkit,
    place: &Place,
    column: Column,
    inputs: &Inputs,
    seconds: f64,
) -> Result<Cell> {
    let document = match toolkit.reads_envelopes() {
        true => &inputs.envelope,
        false => &inputs.element,
    };
    let mut program = toolkit.program(place);
    program.arg(column.name());
    let seconds = seconds.to_string();
    match column {
        Column::Decode => fastest(program.arg(document).arg(seconds)),
        Column::Encode => {
            let output = place.folder.join("written.xml");
            let cell = fastest(program.arg(document).arg(seconds).arg(&output))?;
            checked(cell, inputs, &output)
        }
        Column::Calls => Ok(match fastest(program.arg(inputs.url()).arg(seconds))? {
            Cell::Measured(batch) => Cell::Measured(batch / 100.0),
            cell => cell,
        }),
        _ => memory(program.arg(document), &place.folder),
    }
}

/// The memory that a process which decodes once takes beyond one that does not.
fn memory(program: &Command, scratch: &Path) -> Result<Cell> {
    let mut peaks = [0.0; 2];
    for (count, peak) in peaks.iter_mut().enumerate() {
        match measure::peak_memory(program, &count.to_string(), scratch)? {
            Ok(bytes) => *peak = bytes,
            Err(why) => return Ok(Cell::Fails(why)),
        }
    }
    let [without, with] = peaks;
    Ok(Cell::Measured(with - without))
}

/// The cell, if what was written has the values that were read.
fn checked(cell: Cell, inputs: &Inputs, output: &Path) -> Result<Cell> {
    if !matches!(cell, Cell::Measured(_)) {
        return Ok(cell);
    }
    let mut same = Command::new(inputs::rust_program("league"));
    same.arg("same").arg(&inputs.element).arg(output);
    Ok(match measure::run(&mut same)? {
        Ran::Done(..) => cell,
        Ran::Failed(why) => Cell::Fails(why),
        Ran::Ended => Cell::Fails("what it writes cannot be read in time".to_owned()),
    })
}

/// The shortest of the times that a program prints.
fn fastest(program: &mut Command) -> Result<Cell> {
    Ok(match measure::run(program)? {
        Ran::Done(_, output) => {
            let times = output
                .lines()
                .map(str::parse)
                .collect::<Result<Vec<f64>, _>>()?;
            Cell::Measured(times.into_iter().fold(f64::INFINITY, f64::min))
        }
        Ran::Ended => Cell::Fails("it ran out of time".to_owned()),
        Ran::Failed(why) => Cell::Fails(why),
    })
}
