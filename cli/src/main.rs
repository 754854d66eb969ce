//! The command `sapo`.

use std::process::ExitCode;

/// Generating makes millions of small allocations, which take glibc a third of the CPU time.
#[cfg(unix)]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    sapo_cli::run(std::env::args_os())
}
