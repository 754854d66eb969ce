//! What is to be known of a toolkit in order to measure it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::column::{Column, Wsdl};
use crate::packages::Needed;

/// A toolkit.
pub(super) trait Toolkit: Sync {
    /// The name on the command line, and of the folder.
    fn name(&self) -> &'static str;

    /// The name in the table.
    fn title(&self) -> &'static str {
        self.name()
    }

    /// The packages of Debian that it comes in, or is installed by.
    fn needed(&self) -> &'static [Needed] {
        &[]
    }

    /// Installs what Debian doesn't have.
    fn install(&self, _place: &Place) -> Result<()> {
        Ok(())
    }

    /// The version, and that of what it runs on.
    fn version(&self, place: &Place) -> Result<String>;

    /// The commands that make bindings in a folder; for a toolkit that makes none, the one that loads the WSDL.
    fn generate(&self, place: &Place, wsdl: &Path, bindings: &Path) -> Vec<Command>;

    /// The commands that compile the bindings in a folder. Whatever has to be done before is done by this function,
    /// and not measured.
    fn compile(&self, _place: &Place, _bindings: &Path) -> Result<Vec<Command>> {
        Ok(Vec::new())
    }

    /// The commands that build the program that does the work, with the bindings of Authenticate.
    fn build(&self, _place: &Place) -> Result<Vec<Command>> {
        Ok(Vec::new())
    }

    /// That program, to which arguments are added: see [`peer`](super::peer).
    fn program(&self, place: &Place) -> Command;

    /// Whether it reads whole messages alone.
    fn reads_envelopes(&self) -> bool {
        false
    }

    /// The columns in which there is nothing for it to do, and why.
    fn absent(&self) -> &'static [(Column, &'static str)] {
        &[]
    }

    /// What else a reader has to know about figures.
    fn remarks(&self) -> &'static [(Column, &'static str)] {
        &[]
    }
}

/// A toolkit's folder.
#[derive(Debug)]
pub(super) struct Place {
    pub(super) folder: PathBuf,
}

impl Place {
    pub(super) fn make(folder: PathBuf) -> Result<Self> {
        fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        Ok(Self { folder })
    }

    /// Where the bindings of a WSDL are.
    pub(super) fn bindings(&self, wsdl: Wsdl) -> PathBuf {
        self.folder.join(wsdl.name())
    }

    /// Where Authenticate's bindings are, which the program uses.
    pub(super) fn authenticate(&self) -> PathBuf {
        self.bindings(Wsdl::Authenticate)
    }
}
