//! What commands take: processor time, and memory.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result};
use nix::sys::resource::{Resource, UsageWho, getrusage, setrlimit};

use super::column::{Cell, Wsdl};
use super::toolkit::{Place, Toolkit};
use crate::workspace;

/// The processor time, in seconds, that a process may take.
const LIMIT: u64 = 400;

/// Work that takes fewer seconds is repeated, and the shortest time counts.
const SHORT: f64 = 1.0;

/// How often.
const REPETITIONS: usize = 3;

/// Ends processes that this one starts from now on when they have taken the time that they may.
pub(super) fn limit_processes() -> Result<()> {
    // Some runtimes use the signal at the first limit for themselves.
    setrlimit(Resource::RLIMIT_CPU, LIMIT, LIMIT + 5).context("processes cannot be limited")
}

/// How a command ended.
#[derive(Debug)]
pub(super) enum Ran {
    /// It did its work in these seconds of processor time, with this output.
    Done(f64, String),
    /// It took all the time that it had.
    Ended,
    /// It failed, with this message.
    Failed(String),
}

/// Runs a command to its end.
pub(super) fn run(command: &mut Command) -> Result<Ran> {
    let before = time_of_children()?;
    let output = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("{command:?} does not start"))?;
    let time = (time_of_children()? - before).as_secs_f64();
    let [stdout, stderr] =
        [output.stdout, output.stderr].map(|text| String::from_utf8_lossy(&text).into_owned());
    Ok(if output.status.success() {
        Ran::Done(time, stdout)
    } else if time >= LIMIT as f64 {
        Ran::Ended
    } else {
        Ran::Failed(complaint(&format!("{stdout}{stderr}")))
    })
}

/// The largest number of bytes that a command with one more argument has in memory.
pub(super) fn peak_memory(
    command: &Command,
    argument: &str,
    scratch: &Path,
) -> Result<Result<f64, String>> {
    let report = scratch.join("memory");
    let mut timed = Command::new("/usr/bin/time");
    timed
        .args(["--quiet", "--format", "%M", "--output"])
        .arg(&report);
    timed
        .arg(command.get_program())
        .args(command.get_args())
        .arg(argument);
    for (name, value) in command.get_envs() {
        timed.env(name, value.unwrap_or_default());
    }
    Ok(match run(&mut timed)? {
        Ran::Done(..) => {
            let report = fs::read_to_string(&report)?;
            let kilobytes: f64 = report.trim().parse()?;
            Ok(kilobytes * 1024.0)
        }
        Ran::Ended => Err("it ran out of time".to_owned()),
        Ran::Failed(why) => Err(why),
    })
}

/// The processor time to make bindings of a WSDL, or to load it.
pub(super) fn generation(
    toolkit: &dyn Toolkit,
    place: &Place,
    wsdl: Wsdl,
    path: &Path,
) -> Result<Cell> {
    best(|| generate(toolkit, place, wsdl, path))
}

/// The processor time to compile the bindings of a WSDL, which are made anew for that.
pub(super) fn compilation(
    toolkit: &dyn Toolkit,
    place: &Place,
    wsdl: Wsdl,
    path: &Path,
) -> Result<Cell> {
    match generate(toolkit, place, wsdl, path)? {
        Ok(_) => {}
        Err(Cell::Fails(_) | Cell::Above(_)) => {
            return Ok(Cell::Absent("there are no bindings to compile"));
        }
        Err(cell) => return Ok(cell),
    }
    best(|| all(toolkit.compile(place, &place.bindings(wsdl))?))
}

/// Makes bindings in an empty folder.
pub(super) fn generate(
    toolkit: &dyn Toolkit,
    place: &Place,
    wsdl: Wsdl,
    path: &Path,
) -> Result<Result<f64, Cell>> {
    let bindings = place.bindings(wsdl);
    if bindings.exists() {
        fs::remove_dir_all(&bindings)?;
    }
    fs::create_dir_all(&bindings)?;
    all(toolkit.generate(place, path, &bindings))
}

/// The processor time of commands one after another, or what the cell says if one fails.
pub(super) fn all(commands: Vec<Command>) -> Result<Result<f64, Cell>> {
    let mut total = 0.0;
    for mut command in commands {
        match run(&mut command)? {
            Ran::Done(time, _) => total += time,
            Ran::Ended => return Ok(Err(Cell::Above(LIMIT as f64))),
            Ran::Failed(why) => return Ok(Err(Cell::Fails(why))),
        }
    }
    Ok(Ok(total))
}

/// The shortest of a few repetitions.
fn best(mut work: impl FnMut() -> Result<Result<f64, Cell>>) -> Result<Cell> {
    let mut best = f64::INFINITY;
    for _ in 0..REPETITIONS {
        match work()? {
            Ok(time) => best = best.min(time),
            Err(cell) => return Ok(cell),
        }
        if best > SHORT {
            break;
        }
    }
    Ok(Cell::Measured(best))
}

/// What all processes took that were waited for so far, user and system.
fn time_of_children() -> Result<Duration> {
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).context("the system does not count")?;
    let times = [usage.user_time(), usage.system_time()];
    let micros = times.map(|time| time.tv_sec() as u64 * 1_000_000 + time.tv_usec() as u64);
    Ok(micros.map(Duration::from_micros).iter().sum())
}

/// The line of some output that says why a program failed. Indented ones say where.
fn complaint(output: &str) -> String {
    let lines = || {
        let full = output.lines().filter(|line| !line.trim().is_empty());
        full.filter(|line| !line.starts_with(char::is_whitespace))
    };
    let line = lines()
        .find(|line| {
            let line = line.to_lowercase();
            line.contains("error") || line.contains("exception")
        })
        .or_else(|| lines().next_back());
    let root = format!("{}/", workspace().display());
    line.unwrap_or("it says nothing")
        .trim_end()
        .replace(&root, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_with_an_error_is_the_complaint() {
        let output = "reading\n  raise Error(why)\na.rs:1: Error: no type T\nerror: could not compile\nnote: help\n";
        assert_eq!(complaint(output), "a.rs:1: Error: no type T");
        assert_eq!(complaint("reading\nkilled\n\n"), "killed");
        assert_eq!(complaint(""), "it says nothing");
    }

    #[test]
    fn commands_are_timed_and_fail_with_their_message() {
        let mut shell = Command::new("sh");
        let ran = run(shell.args(["-c", "echo done"])).unwrap();
        assert!(matches!(ran, Ran::Done(time, output) if time > 0.0 && output == "done\n"));
        let mut shell = Command::new("sh");
        let ran = run(shell.args(["-c", "echo error: broken >&2; exit 1"])).unwrap();
        assert!(matches!(ran, Ran::Failed(why) if why == "error: broken"));
    }
}
