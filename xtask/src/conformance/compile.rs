//! Compiles the scratch crates, and finds out which modules the compiler complains about.

use anyhow::Result;

use super::scratch::{Scratch, number_of};
use crate::compiler::{self, Complaints};
use crate::target;

/// The command that complains.
#[derive(Debug, Clone, Copy)]
pub(super) enum By {
    Check,
    /// The compiler as well as the linter.
    Clippy,
}

/// Checks all modules, without the others those that have an error.
pub(super) fn check(scratch: &Scratch, by: By) -> Result<Complaints> {
    let command = match by {
        By::Check => "check",
        By::Clippy => "clippy",
    };
    let arguments = [command, "--workspace", "--lib"];
    compiler::check(
        &scratch.folder,
        &build_folder(),
        &arguments,
        number_of,
        |dropped, new| {
            let of_chunk = |numbers: &[usize]| numbers.iter().any(|number| new.contains(number));
            let mut chunks = scratch
                .chunks
                .iter()
                .filter(|chunk| of_chunk(&chunk.modules));
            chunks.try_for_each(|chunk| scratch.write_root(chunk, dropped))
        },
    )
}

/// Builds what reads documents.
pub(super) fn build(scratch: &Scratch) -> Result<()> {
    compiler::build(&scratch.folder, &build_folder(), number_of)
}

/// Where cargo builds the scratch crates; apart from them, so that the runtime is built once for all.
pub(super) fn build_folder() -> std::path::PathBuf {
    target().join("conformance/target")
}
