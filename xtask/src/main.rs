//! Developers' commands.

mod command;
mod compiler;
mod conformance;
mod diff_truth;
mod guard;
mod interop;
mod league;
mod packages;
mod site;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo xtask COMMAND

commands:
  conformance wsdl DIR        generate, compile and lint the WSDLs of a folder with a manifest, with
                              default options and with all options on
      --combinations NAMES    with these combinations of options, separated by commas, or `all`
  conformance xsd ARCHIVE     the same with schemas, and read and write their instances
      --only SUBSTRING        the cases whose names contain this
      --up-to N               the cases whose documents have at most so many kilobytes
      --sample N/M            the Nth of M parts, the same cases each time
      --out DIR               where the lists of failures go
      --xmllint               whether xmllint still accepts what it accepted before it was read and written
      --bless                 write the list of what is known to fail, docs/conformance, anew
  conformance mutate DIR      remove a named component from WSDLs of a folder, or make an import fail:
                              the rest is generated, with a warning that names what is left out
      --removals N            so many of each document; 10 if not given
      --total N               so many in all
      --seed N                choose others
      --compile               compile what is generated
  conformance rewrite DIR     rewrite the WSDLs of a folder so that they mean the same: `sapo diff` finds
                              no change
      --total N               so many in all
      --seed N                rewrite other parts
  diff-truth                  try what `sapo diff` says of a table of edits, by compiling and by messages
      --sample N              so many of the edits, the same ones each time
      --only SUBSTRING        the edits whose names contain this
  interop         run the tests that need real servers, ASP.NET's, PHP's and Java's, against them
  interop serve   start those servers alone, until standard input ends
  league                      measure ten toolkits on the same inputs, and print how they compare
      --only NAMES            these toolkits, separated by commas
      --columns NAMES         these columns, separated by commas
      --seconds N             for each loop; 2 if not given
      --rounds N              how often each toolkit has its turn; 4 if not given
      --out FILE              where the table goes as well";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match arguments[..] {
        ["conformance", suite, input, ref options @ ..] => conformance::run(suite, input, options),
        ["diff-truth", ref options @ ..] => diff_truth::run(options),
        ["interop"] => interop::test(),
        ["interop", "serve"] => interop::serve(),
        ["league", ref options @ ..] => league::run(options),
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// The directory of the workspace.
fn workspace() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("xtask is a directory of the workspace")
}

/// Where cargo puts what it makes.
fn target() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => workspace().join(folder),
        None => workspace().join("target"),
    }
}
