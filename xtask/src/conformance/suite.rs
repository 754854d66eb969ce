//! The cases of the two kinds of suites, from their manifests.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// The tag of all cases.
pub(super) const ALL: &str = "all";

/// The kind of documents in a suite, which decides what is tried with them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// WSDLs, which give types and clients.
    Wsdl,
    /// Schemas, which give types, with documents to read and to write.
    Xsd,
}

/// Documents to generate from, and what is known about them.
#[derive(Debug)]
pub(super) struct Case {
    /// Who made it, or what it is about: what the figures are given by.
    pub(super) tags: Vec<String>,
    pub(super) name: String,
    pub(super) inputs: Vec<PathBuf>,
    pub(super) valid: bool,
    pub(super) instances: Vec<Instance>,
}

impl Case {
    /// Whether it has a tag.
    pub(super) fn is(&self, tag: &str) -> bool {
        self.tags.iter().any(|one| one == tag)
    }
}

/// A document of a case's schema.
#[derive(Debug)]
pub(super) struct Instance {
    pub(super) path: PathBuf,
    pub(super) valid: bool,
}

#[derive(Deserialize)]
struct WsdlLine {
    file: String,
    features: Vec<String>,
}

#[derive(Deserialize)]
struct XsdLine {
    group: String,
    contributor: String,
    schema_valid: bool,
    schemas: Vec<String>,
    instances: Vec<InstanceLine>,
}

#[derive(Deserialize)]
struct InstanceLine {
    path: String,
    valid: bool,
}

/// The WSDLs in a folder.
pub(super) fn wsdl(folder: &Path) -> Result<Vec<Case>> {
    let case = |line: WsdlLine| Case {
        tags: [line.features, vec![ALL.to_owned()]].concat(),
        inputs: vec![folder.join(&line.file)],
        name: line.file,
        valid: true,
        instances: Vec::new(),
    };
    Ok(manifest(folder)?.into_iter().map(case).collect())
}

/// The schemas in an archive of the W3C's suite, or in the folder into which it was unpacked.
pub(super) fn xsd(archive: &Path, scratch: &Path) -> Result<Vec<Case>> {
    let folder = if archive.is_dir() {
        archive.to_owned()
    } else {
        unpack(archive, scratch)?;
        scratch.to_owned()
    };
    let folder = folder.join("xsts");
    let case = |line: XsdLine| Case {
        name: format!("{}/{}", line.contributor, line.group),
        tags: vec![line.contributor, ALL.to_owned()],
        inputs: line.schemas.iter().map(|path| folder.join(path)).collect(),
        valid: line.schema_valid,
        instances: line
            .instances
            .into_iter()
            .map(|line| Instance {
                path: folder.join(line.path),
                valid: line.valid,
            })
            .collect(),
    };
    Ok(manifest(&folder)?.into_iter().map(case).collect())
}

fn manifest<T: DeserializeOwned>(folder: &Path) -> Result<Vec<T>> {
    let path = folder.join("manifest.jsonl");
    let text = std::fs::read_to_string(&path)
        .with_context(|| format!("cannot read {}", path.display()))?;
    text.lines()
        .map(|line| {
            serde_json::from_str(line).with_context(|| format!("in {}: {line}", path.display()))
        })
        .collect()
}

fn unpack(archive: &Path, folder: &Path) -> Result<()> {
    std::fs::create_dir_all(folder)?;
    let status = Command::new("tar")
        .arg("--extract")
        .arg("--file")
        .arg(archive)
        .arg("--directory")
        .arg(folder)
        .status()
        .context("tar does not start")?;
    ensure!(status.success(), "{} cannot be unpacked", archive.display());
    Ok(())
}
