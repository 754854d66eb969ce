//! The outputs that a configuration file lists.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::generator::Generator;
use crate::loader::Location;
use crate::selection::Selection;

/// An output and what it is generated from: what the command line would say, as an entry of a configuration file. What the
/// file says besides holds for all of them. Paths are relative to the folder of the file.
///
/// ```toml
/// # sapo.toml
/// serde = true                        # for all
///
/// [[bindings]]
/// inputs = ["wsdl/orders"]            # files, fetched folders, URLs: one set
/// out = "src/orders.rs"
/// server = true
/// select.operations = ["Get*"]
///
/// [[bindings]]
/// inputs = ["wsdl/invoices"]
/// out = "src/invoices.rs"
/// config = "invoices.toml"            # instead of what this file says
/// ```
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Binding {
    /// The documents.
    pub inputs: Vec<String>,
    /// The file to write.
    pub out: PathBuf,
    /// A configuration file of its own, which counts instead of the one that lists it.
    pub config: Option<PathBuf>,
    /// An OASIS XML catalog. See [`Generator::catalog`].
    pub catalog: Option<PathBuf>,
    /// See [`Generator::types_only`].
    #[serde(default)]
    pub types_only: bool,
    /// See [`Generator::server`].
    #[serde(default)]
    pub server: bool,
    /// See [`Generator::serde`].
    #[serde(default)]
    pub serde: bool,
    /// See [`Generator::roots`].
    #[serde(default)]
    pub roots: bool,
    /// See [`Generator::split`].
    #[serde(default)]
    pub split: bool,
    /// See [`Generator::operation_features`].
    #[serde(default)]
    pub operation_features: bool,
    /// What is generated of the documents.
    #[serde(default)]
    pub select: Selection,
}

impl Binding {
    /// Its generator, where it is listed in this file.
    pub fn generator(&self, file: &Path) -> Generator {
        let mut generator = Generator::new()
            .config(self.config_file(file))
            .out(self.path(file))
            .types_only(self.types_only)
            .server(self.server)
            .serde(self.serde)
            .roots(self.roots)
            .split(self.split)
            .operation_features(self.operation_features)
            .select(self.select.clone());
        for input in self.inputs(file) {
            generator = generator.input(input);
        }
        match self.catalog_file(file) {
            Some(catalog) => generator.catalog(catalog),
            None => generator,
        }
    }

    /// Returns the configuration file that counts for it: its own, or else this one, which lists it.
    pub fn config_file(&self, file: &Path) -> PathBuf {
        match &self.config {
            Some(own) => beside(file, own),
            None => file.to_owned(),
        }
    }

    /// Returns where its catalog is, where it is listed in this file.
    pub fn catalog_file(&self, file: &Path) -> Option<PathBuf> {
        let catalog = self.catalog.as_ref()?;
        Some(beside(file, catalog))
    }

    /// Where its output is, where it is listed in this file.
    pub fn path(&self, file: &Path) -> PathBuf {
        beside(file, &self.out)
    }

    /// Where its documents are, where it is listed in this file.
    pub fn inputs(&self, file: &Path) -> impl Iterator<Item = Location> {
        self.inputs
            .iter()
            .map(move |input| match input.as_str().into() {
                Location::File(path) => Location::File(beside(file, &path)),
                url => url,
            })
    }
}

fn beside(file: &Path, path: &Path) -> PathBuf {
    file.parent().unwrap_or(Path::new("")).join(path)
}
