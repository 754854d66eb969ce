//! The command `sapo`: generates, checks, and compares Rust bindings of SOAP services.
//!
//! `sapo help` lists its subcommands:
//!
//! | subcommand | what it does |
//! | --- | --- |
//! | `sapo init` | writes a commented `sapo.toml` for a WSDL |
//! | `sapo generate` | writes the bindings of a WSDL, or checks them with `--check` |
//! | `sapo check` | checks everything that `sapo.toml` lists |
//! | `sapo fetch` | saves a published WSDL with everything that it imports |
//! | `sapo diff` | reports what changes for callers from one version of a WSDL to another |
//! | `sapo inspect` | shows the services, operations, and types of a WSDL |
//! | `sapo config --schema` | prints the JSON schema of `sapo.toml`, for editors |
//! | `sapo completions` | prints a completion script for a shell |
//!
//! The exit code is 0 on success, 1 if a check failed, and 2 if the input or the command line is
//! wrong.
//!
//! # Example
//!
//! [`run`] is the whole command as a function, for tools that build on it:
//!
//! ```
//! use std::process::ExitCode;
//!
//! # std::env::set_current_dir("../examples/checked-in").expect("the example's folder");
//! let args = ["sapo", "generate", "wsdl/greeter.wsdl", "-o", "src/greeter.rs", "--check"];
//! assert_eq!(sapo_cli::run(args), ExitCode::SUCCESS);
//! ```
//!
//! # Features
//!
//! This crate has no cargo features.

mod args;
mod check;
mod config;
mod describe;
mod diff;
mod entry;
mod fetch;
mod fetcher;
mod folder;
mod generate;
mod init;
mod inspect;
mod progress;
mod terminal;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use args::{Cli, Command};

/// The exit code if a check failed.
const FAILED: u8 = 1;
/// The exit code if the input or the command line is wrong.
const BAD_INPUT: u8 = 2;

/// Runs the command with these arguments, the first of which is its own name.
///
/// Results go to standard output, diagnostics to standard error. The returned exit code is the one
/// that the command ends with.
pub fn run<A: Into<OsString> + Clone>(args: impl IntoIterator<Item = A>) -> ExitCode {
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(error) => {
            // If the terminal is gone, nobody is left to tell.
            let _ = error.print();
            return match error.use_stderr() {
                true => ExitCode::from(BAD_INPUT),
                false => ExitCode::SUCCESS,
            };
        }
    };
    match cli.command {
        Command::Generate(args) => generate::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Diff(args) => diff::run(&args),
        Command::Fetch(args) => fetch::run(&args),
        Command::Config(_) => describe::run(),
        Command::Init(args) => init::run(&args),
        Command::Inspect(args) => inspect::run(&args),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "sapo", &mut script);
            terminal::print(&String::from_utf8_lossy(&script))
        }
    }
}
