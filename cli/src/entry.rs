//! Entries of `sapo.toml` as results name them.

use std::fmt;
use std::path::{Path, PathBuf};

use sapo_codegen::Binding;
use sapo_codegen::loader::Location;
use serde_json::{Value, json};

/// An output, or the documents from which a build script generates one.
pub(crate) struct Entry {
    /// The output's path, if `sapo` writes it.
    pub(crate) path: Option<PathBuf>,
    inputs: Vec<Location>,
}

impl Entry {
    /// Creates the name of an entry of the configuration file at `file`.
    pub(crate) fn new(binding: &Binding, file: &Path) -> Self {
        Self {
            path: binding.path(file),
            inputs: binding.inputs(file).collect(),
        }
    }

    /// Adds to a result for programs the output's path, or if there is none, the documents.
    pub(crate) fn json(&self, mut result: Value) -> Value {
        match &self.path {
            Some(path) => result["path"] = json!(path),
            None => {
                let inputs = self.inputs.iter().map(Location::to_string);
                result["inputs"] = inputs.collect();
            }
        }
        result
    }
}

impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(path) = &self.path {
            return write!(f, "{}", Location::File(path.clone()));
        }
        for (at, input) in self.inputs.iter().enumerate() {
            if at > 0 {
                f.write_str(", ")?;
            }
            write!(f, "{input}")?;
        }
        Ok(())
    }
}
