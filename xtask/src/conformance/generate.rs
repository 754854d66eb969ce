//! From a case's documents to text.

use std::path::PathBuf;

use sapo_codegen::{Error, Generator};

use super::guard::guarded;

/// What a suite asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Types, clients and documents.
    Wsdl,
    /// Types and documents.
    Xsd,
}

/// Why there is no text.
#[derive(Debug)]
pub(super) enum Refusal {
    /// The documents are wrong, as the diagnostics say; of each, code and text.
    Diagnosed(Vec<(String, String)>),
    /// The generator failed: it panicked or did not end.
    Broken(String),
}

/// Generates a module; its text.
pub(super) fn generate(kind: Kind, inputs: &[PathBuf]) -> Result<String, Refusal> {
    let inputs = inputs.to_vec();
    let outcome = guarded(move || {
        let generator = generator(kind, &inputs);
        match generator.render() {
            Ok(output) => Ok(output.text),
            Err(Error::Input(report)) => Err(report
                .errors()
                .map(|error| (error.code.to_owned(), error.message.clone()))
                .collect()),
            Err(error) => Err(vec![("other".to_owned(), error.to_string())]),
        }
    });
    match outcome {
        Ok(Ok(text)) => Ok(text),
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
