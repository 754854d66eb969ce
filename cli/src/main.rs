//! The sapo command.

mod args;
mod check;
mod diff;
mod fetch;
mod fetcher;
mod generate;
mod inspect;
mod progress;
mod terminal;

use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use args::{Cli, Command};

/// A check failed.
const FAILED: u8 = 1;
/// The input or the usage is wrong.
const BAD_INPUT: u8 = 2;

fn main() -> ExitCode {
    let cli = Cli::parse();
    match cli.command {
        Command::Generate(args) => generate::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Diff(args) => diff::run(&args),
        Command::Fetch(args) => fetch::run(&args),
        Command::Inspect(args) => inspect::run(&args),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "sapo", &mut script);
            terminal::print(&String::from_utf8_lossy(&script))
        }
    }
}
