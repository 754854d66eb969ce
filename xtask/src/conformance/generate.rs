//! From a case's documents to text.

use std::fmt;
use std::path::{Path, PathBuf};

use sapo_codegen::{Error, Generator};

use super::combinations::Combination;
use super::report::kind;
use super::trees;
use crate::guard::guarded;

/// Why there is no text.
#[derive(Debug)]
pub(super) enum Refusal {
    /// The documents are wrong, as the diagnostics say; of each, code and text.
    Diagnosed(Vec<(String, String)>),
    /// The generator failed: it panicked or did not end.
    Broken(String),
}

impl Refusal {
    /// What refusals for the same reason have in common.
    pub(super) fn kind(&self) -> String {
        match self {
            Self::Diagnosed(all) => {
                let first = all
                    .first()
                    .map(|(code, message)| format!("{code} {}", kind(message)));
                first.unwrap_or_default()
            }
            Self::Broken(how) => kind(how),
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Diagnosed(all) => all
                .iter()
                .try_for_each(|(code, message)| writeln!(f, "{code}: {message}")),
            Self::Broken(how) => f.write_str(how),
        }
    }
}

/// A module.
#[derive(Debug)]
pub(super) struct Generated {
    pub(super) text: String,
    /// The files beside it, by their paths.
    pub(super) parts: Vec<(PathBuf, String)>,
    /// What is a tree in it and should not be, if that is measured.
    pub(super) trees: Vec<String>,
}

/// A way to generate: options, and where their configuration file is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Way<'w> {
    pub(super) combination: &'w Combination,
    pub(super) config: Option<&'w Path>,
}

impl Way<'_> {
    /// Generates the module of a file from a case's documents.
    pub(super) fn generate(self, inputs: &[PathBuf], out: &Path) -> Result<Generated, Refusal> {
        let options = self.combination.options.clone();
        let (inputs, out) = (inputs.to_vec(), out.to_owned());
        let config = self.config.map(Path::to_owned);
        let is_measured = self.combination.is_measured();
        let outcome = guarded(move || {
            let generator = generator(&inputs).options(options.clone()).out(out);
            let generator = match config {
                Some(path) => generator.config(path),
                None => generator,
            };
            match generator.render() {
                Ok(output) => Ok(Generated {
                    text: output.text,
                    parts: output.parts,
                    trees: match is_measured {
                        true => trees::unexplained(options, &generator),
                        false => Vec::new(),
                    },
                }),
                Err(Error::Input(report)) => Err(report
                    .errors()
                    .map(|error| (error.code.to_owned(), error.message.clone()))
                    .collect()),
                Err(error) => Err(vec![("other".to_owned(), error.to_string())]),
            }
        });
        match outcome {
            Ok(Ok(module)) => Ok(module),
            Ok(Err(diagnostics)) => Err(Refusal::Diagnosed(diagnostics)),
            Err(how) => Err(Refusal::Broken(how)),
        }
    }
}

/// Returns a generator for documents.
pub(super) fn generator(inputs: &[PathBuf]) -> Generator {
    let paths = inputs.iter().map(PathBuf::as_path);
    paths.fold(Generator::new(), Generator::input)
}
