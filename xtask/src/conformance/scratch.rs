//! The workspace in which what was generated is compiled: a few crates, each with many modules.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::suite::Kind;
use crate::workspace;

/// How much text goes into one crate, in bytes: what the compiler takes in a few hundred megabytes of memory.
const CRATE: usize = 2 << 20;

/// A module to be compiled.
#[derive(Debug)]
pub(super) struct Module {
    /// The number in its name.
    pub(super) number: usize,
    pub(super) text: String,
    /// Whether there are documents to be read with it.
    pub(super) runs: bool,
}

/// A crate: its modules' numbers.
#[derive(Debug)]
pub(super) struct Chunk {
    pub(super) name: String,
    pub(super) modules: Vec<usize>,
    pub(super) runs: bool,
}

/// The workspace.
#[derive(Debug)]
pub(super) struct Scratch {
    pub(super) folder: PathBuf,
    pub(super) chunks: Vec<Chunk>,
}

impl Scratch {
    /// Writes the workspace anew.
    pub(super) fn write(folder: &Path, kind: Kind, modules: Vec<Module>) -> Result<Self> {
        if folder.exists() {
            fs::remove_dir_all(folder)
                .with_context(|| format!("cannot empty {}", folder.display()))?;
        }
        let scratch = Self {
            folder: folder.to_owned(),
            chunks: chunks(&modules),
        };
        for module in modules {
            let chunk = scratch
                .chunk_of(module.number)
                .expect("each module is in a chunk");
            write(
                &folder
                    .join(&chunk.name)
                    .join("src")
                    .join(file(module.number)),
                &module.text,
            )?;
        }
        let runtime = workspace().join("runtime");
        let defaults = kind == Kind::Wsdl;
        for chunk in &scratch.chunks {
            let name = &chunk.name;
            let manifest = format!(
                "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\nsapo = {{ path = {runtime:?}, default-features = {defaults}, features = [\"strict\"] }}\n"
            );
            write(&folder.join(name).join("Cargo.toml"), &manifest)?;
            scratch.write_root(chunk, &BTreeSet::new())?;
        }
        let manifest = "[workspace]\nmembers = [\"chunk-*\"]\nresolver = \"3\"\n\n[profile.dev]\nopt-level = 0\ndebug = false\nincremental = false\n";
        write(&folder.join("Cargo.toml"), manifest)?;
        // The same dependencies as ours, so that nothing else is fetched.
        fs::copy(workspace().join("Cargo.lock"), folder.join("Cargo.lock"))?;
        Ok(scratch)
    }

    /// Writes the root of a crate and what reads documents with its modules, leaving some modules out.
    pub(super) fn write_root(&self, chunk: &Chunk, without: &BTreeSet<usize>) -> Result<()> {
        let mut root = "#![forbid(unsafe_code)]\n".to_owned();
        let mut table = String::new();
        for &number in chunk
            .modules
            .iter()
            .filter(|number| !without.contains(number))
        {
            writeln!(root, "pub mod m{number};")?;
            writeln!(
                table,
                "    ({number}, run::<{}::m{number}::Root>),",
                chunk.name.replace('-', "_")
            )?;
        }
        let folder = self.folder.join(&chunk.name).join("src");
        write(&folder.join("lib.rs"), &root)?;
        if chunk.runs {
            let runner = include_str!("runner.rs.in").replace("    // The modules.\n", &table);
            write(&folder.join("main.rs"), &runner)?;
        }
        Ok(())
    }

    pub(super) fn chunk_of(&self, module: usize) -> Option<&Chunk> {
        self.chunks
            .iter()
            .find(|chunk| chunk.modules.contains(&module))
    }
}

/// The name of a module's file.
fn file(number: usize) -> String {
    format!("m{number}.rs")
}

/// The number of the module that is in a file.
pub(super) fn number_of(file: &str) -> Option<usize> {
    Path::new(file)
        .file_stem()?
        .to_str()?
        .strip_prefix('m')?
        .parse()
        .ok()
}

/// Modules that read documents share crates with their like, so that the others need no machine code.
fn chunks(modules: &[Module]) -> Vec<Chunk> {
    let mut chunks: Vec<Chunk> = Vec::new();
    for runs in [true, false] {
        let mut size = usize::MAX;
        for module in modules.iter().filter(|module| module.runs == runs) {
            if size.saturating_add(module.text.len()) > CRATE {
                chunks.push(Chunk {
                    name: format!("chunk-{:02}", chunks.len()),
                    modules: Vec::new(),
                    runs,
                });
                size = 0;
            }
            size += module.text.len();
            chunks
                .last_mut()
                .expect("one was added")
                .modules
                .push(module.number);
        }
    }
    chunks
}

fn write(path: &Path, text: &str) -> Result<()> {
    let folder = path.parent().expect("files are in folders");
    fs::create_dir_all(folder)?;
    fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
}
