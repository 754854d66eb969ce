//! Compiles callers of older bindings against newer ones.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use super::caller::caller;
use super::versions::Versions;
use crate::compiler;
use crate::workspace;

/// The number of callers in a crate.
const CRATE: usize = 60;

/// Returns the first error of each caller that doesn't compile, by the versions that its text and
/// its bindings are of.
pub(super) fn compile(
    versions: &Versions,
    pairs: &BTreeSet<(usize, usize)>,
    folder: &Path,
) -> Result<BTreeMap<(usize, usize), String>> {
    // Callers compile with their own bindings, or aren't callers.
    let own = pairs.iter().map(|(old, _)| (*old, *old));
    let all: BTreeSet<(usize, usize)> = own.chain(pairs.iter().copied()).collect();
    let all: Vec<(usize, usize)> = all.into_iter().collect();
    let crates = Crates {
        folder,
        callers: &all,
        versions,
    };
    crates.write()?;
    let target = folder.with_file_name("target");
    let complaints = compiler::check(
        folder,
        &target,
        &["check", "--workspace", "--lib"],
        number_of,
        |dropped, new| {
            let mut chunks: BTreeSet<usize> = new.iter().map(|number| number / CRATE).collect();
            chunks
                .iter()
                .try_for_each(|chunk| crates.write_root(*chunk, dropped))
                .map(|()| chunks.clear())
        },
    )?;
    let mut errors = BTreeMap::new();
    for (number, list) in complaints {
        let Some(first) = list.into_iter().find(|one| one.is_error) else {
            continue;
        };
        let (old, new) = all[number];
        if old == new {
            bail!(
                "a caller of {} is wrong:\n{}",
                versions.wsdl(old).display(),
                first.rendered
            );
        }
        errors.insert((old, new), format!("{} {}", first.code, first.message));
    }
    Ok(errors)
}

/// Callers and bindings in crates: `m7` is the caller number 7, `b3` the bindings of version 3.
struct Crates<'c> {
    folder: &'c Path,
    callers: &'c [(usize, usize)],
    versions: &'c Versions,
}

impl Crates<'_> {
    fn write(&self) -> Result<()> {
        if self.folder.exists() {
            fs::remove_dir_all(self.folder)?;
        }
        for (at, chunk) in self.callers.chunks(CRATE).enumerate() {
            let source = self.source(at);
            fs::create_dir_all(&source)?;
            fs::write(source.with_file_name("Cargo.toml"), manifest(&name(at)))?;
            for (number, (old, new)) in (at * CRATE..).zip(chunk) {
                let text = caller(&self.versions.generated[*old].bindings);
                fs::write(
                    source.join(format!("m{number}.rs")),
                    format!("use crate::b{new} as b;\n\n{text}"),
                )?;
                let bindings = &self.versions.generated[*new].text;
                fs::write(source.join(format!("b{new}.rs")), bindings)?;
            }
            self.write_root(at, &BTreeSet::new())?;
        }
        write_workspace(self.folder)
    }

    fn write_root(&self, chunk: usize, without: &BTreeSet<usize>) -> Result<()> {
        let first = chunk * CRATE;
        let callers = (first..).zip(self.callers.iter().skip(first).take(CRATE));
        let callers = callers.filter(|(number, _)| !without.contains(number));
        let mut root = "#![allow(warnings)]\n".to_owned();
        let mut bindings = BTreeSet::new();
        for (number, (_, new)) in callers {
            writeln!(root, "pub mod m{number};")?;
            bindings.insert(new);
        }
        for version in bindings {
            writeln!(root, "pub mod b{version};")?;
        }
        Ok(fs::write(self.source(chunk).join("lib.rs"), root)?)
    }

    fn source(&self, chunk: usize) -> PathBuf {
        self.folder.join(name(chunk)).join("src")
    }
}

fn name(chunk: usize) -> String {
    format!("callers-{chunk:02}")
}

/// Returns the number of the caller that a file is of.
fn number_of(file: &str) -> Option<usize> {
    let name = Path::new(file).file_name()?.to_str()?;
    name.strip_prefix('m')?.strip_suffix(".rs")?.parse().ok()
}

/// Returns the manifest of a crate that uses bindings.
pub(super) fn manifest(name: &str) -> String {
    let runtime = workspace().join("runtime");
    format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\nbytes = \"1\"\nhttp = \"1\"\nsapo = {{ path = {runtime:?}, default-features = false, features = [\"serde\", \"strict\"] }}\nserde_json = \"1\"\n"
    )
}

/// Writes the manifest of the workspace.
pub(super) fn write_workspace(folder: &Path) -> Result<()> {
    let manifest = "[workspace]\nmembers = [\"*-*\"]\nresolver = \"3\"\n\n[profile.dev]\nopt-level = 0\ndebug = false\nincremental = false\n\n[profile.dev.package.sapo]\nopt-level = 1\n";
    fs::write(folder.join("Cargo.toml"), manifest)?;
    // The same dependencies as ours, so that nothing else is fetched.
    fs::copy(workspace().join("Cargo.lock"), folder.join("Cargo.lock"))?;
    Ok(())
}
