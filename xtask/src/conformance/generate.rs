//! From a case's documents to text.

use std::fmt;
use std::path::PathBuf;

use sapo_codegen::{Error, Generator};

use super::guard::guarded;
use super::report::kind;
use super::suite::Kind;
use super::trees;

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
    /// What is a tree in it and should not be.
    pub(super) trees: Vec<String>,
}

/// Generates a module.
pub(super) fn generate(suite: Kind, inputs: &[PathBuf]) -> Result<Generated, Refusal> {
    let inputs = inputs.to_vec();
    let outcome = guarded(move || {
        let generator = generator(suite, &inputs);
        match generator.render() {
            Ok(output) => Ok(Generated {
                text: output.text,
                trees: trees::unexplained(suite, &generator),
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

/// The generator of a case.
pub(super) fn generator(kind: Kind, inputs: &[PathBuf]) -> Generator {
    let generator = Generator::new().roots(true).types_only(kind == Kind::Xsd);
    inputs
        .iter()
        .fold(generator, |generator, path| generator.input(path.as_path()))
}
