//! The command `sapo`.

use std::process::ExitCode;

fn main() -> ExitCode {
    sapo_cli::run(std::env::args_os())
}
