//! The outputs that a configuration file lists.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::loader::Location;
use crate::options::{for_each_switch, with_options};

for_each_switch!(with_options! {
    /// An output and what it is generated from: the arguments of `sapo generate` as an entry of a configuration file.
    ///
    /// The rest of the file applies to every entry. Paths are relative to the folder of the file, which
    /// the methods take: [`Generator::from_binding`](crate::Generator::from_binding) is the generator of an entry.
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
    #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
    #[serde(rename_all = "kebab-case", deny_unknown_fields)]
    pub struct Binding {
        /// The documents.
        pub inputs: Vec<String>,
        /// The file to write.
        pub out: PathBuf,
        /// A configuration file of its own, used instead of the one that lists it.
        pub config: Option<PathBuf>,
        /// An OASIS XML catalog. See [`Generator::catalog`](crate::Generator::catalog).
        pub catalog: Option<PathBuf>,
    }
});

impl Binding {
    /// Returns the path of its configuration file: its own, or else `file`, which lists it.
    pub fn config_file(&self, file: &Path) -> PathBuf {
        match &self.config {
            Some(own) => beside(file, own),
            None => file.to_owned(),
        }
    }

    /// Returns the path of its catalog, if `file` lists it.
    pub fn catalog_file(&self, file: &Path) -> Option<PathBuf> {
        let catalog = self.catalog.as_ref()?;
        Some(beside(file, catalog))
    }

    /// Returns the path of its output, if `file` lists it.
    pub fn path(&self, file: &Path) -> PathBuf {
        beside(file, &self.out)
    }

    /// Returns the locations of its documents, if `file` lists it.
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
