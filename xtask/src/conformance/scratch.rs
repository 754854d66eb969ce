//! The workspace in which what was generated is compiled: a few crates, each with many modules.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::combinations::Combination;
use super::features::{self, Table};
use crate::workspace;

/// How much text goes into one crate, in bytes: what the compiler takes in a few hundred megabytes of memory.
const CRATE: usize = 2 << 20;

/// The beginning of the names of crates.
const CHUNK: &str = "chunk-";

/// A module to be compiled.
#[derive(Debug)]
pub(super) struct Module {
    /// The number in its name.
    pub(super) number: usize,
    pub(super) text: String,
    /// The files beside it, by their paths.
    pub(super) parts: Vec<(PathBuf, String)>,
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
    /// Writes the workspace anew, for modules that were generated with these options.
    pub(super) fn write(
        folder: &Path,
        combination: &Combination,
        modules: Vec<Module>,
    ) -> Result<Self> {
        if folder.exists() {
            fs::remove_dir_all(folder)
                .with_context(|| format!("cannot empty {}", folder.display()))?;
        }
        let scratch = Self {
            folder: folder.to_owned(),
            chunks: chunks(&modules),
        };
        let mut tables = BTreeMap::new();
        for module in modules {
            let chunk = scratch
                .chunk_of(module.number)
                .expect("each module is in a chunk");
            let source = folder.join(&chunk.name).join("src");
            let name = name(module.number);
            let table = Table::of(&module.text, &name);
            let first = (file(module.number), module.text);
            for (path, text) in [first].into_iter().chain(module.parts) {
                write(&source.join(path), &table.renamed(&text, &name))?;
            }
            tables.insert(module.number, table);
        }
        let runtime = workspace().join("runtime");
        let (defaults, mut with) = combination.runtime();
        if scratch.chunks.iter().any(|chunk| chunk.runs) {
            with.push("strict");
        }
        for chunk in &scratch.chunks {
            let name = &chunk.name;
            let tables = chunk.modules.iter().map(|number| &tables[number]);
            let features = features::manifest(tables, combination.features);
            let manifest = format!(
                "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\nsapo = {{ path = {runtime:?}, default-features = {defaults}, features = {with:?} }}\n{features}"
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

/// The name of a module.
fn name(number: usize) -> String {
    format!("m{number}")
}

/// The name of a module's file.
pub(super) fn file(number: usize) -> PathBuf {
    PathBuf::from(format!("{}.rs", name(number)))
}

/// The number of the module that a file of a crate is of.
pub(super) fn number_of(file: &str) -> Option<usize> {
    let parts = Path::new(file).iter().filter_map(|part| part.to_str());
    let module = parts.skip_while(|part| !part.starts_with(CHUNK)).nth(2)?;
    let name = module.strip_suffix(".rs").unwrap_or(module);
    name.strip_prefix('m')?.parse().ok()
}

/// Modules that read documents share crates with their like, so that the others need no machine code.
fn chunks(modules: &[Module]) -> Vec<Chunk> {
    let mut chunks: Vec<Chunk> = Vec::new();
    for runs in [true, false] {
        let mut size = usize::MAX;
        for module in modules.iter().filter(|module| module.runs == runs) {
            let parts = module.parts.iter().map(|(_, text)| text.len());
            let length = module.text.len() + parts.sum::<usize>();
            if size.saturating_add(length) > CRATE {
                chunks.push(Chunk {
                    name: format!("{CHUNK}{:02}", chunks.len()),
                    modules: Vec::new(),
                    runs,
                });
                size = 0;
            }
            size += length;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_belong_to_modules() {
        assert_eq!(number_of("chunk-00/src/m7.rs"), Some(7));
        assert_eq!(number_of("chunk-01/src/m12/people/m3.rs"), Some(12));
        assert_eq!(number_of("chunk-01/src/lib.rs"), None);
        assert_eq!(number_of("/src/sapo/runtime/src/m3.rs"), None);
    }
}
