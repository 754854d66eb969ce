//! WSDLs that are written in another way and mean the same: `sapo diff` must find no change.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use sapo_codegen::Generator;
use sapo_codegen::diff::Version;

use super::documents::Documents;
use super::options::{Options, hash};
use super::rewritten::rewritten;
use super::suite::{self, Case};
use crate::guard::{guarded, in_parallel};

/// The most changes of a document that are shown.
const SHOWN: usize = 3;

/// Rewrites the WSDLs of a folder, and compares each with itself.
pub(super) fn run(input: &Path, folder: &Path, options: &Options) -> Result<()> {
    let mut cases = suite::wsdl(input)?;
    cases.retain(|case| options.selects(case));
    if let Some(total) = options.total {
        cases.sort_by_key(|case| hash(&format!("{} {}", options.seed, case.name)));
        cases.truncate(total);
    }
    // A panic is a failure like others.
    std::panic::set_hook(Box::new(|_| {}));
    let numbered: Vec<(usize, &Case)> = cases.iter().enumerate().collect();
    let outcomes = in_parallel(&numbered, |(number, case)| {
        let folder = folder.join(number.to_string());
        compare(case, input, &folder, options.seed).with_context(|| case.name.clone())
    });
    let mut failed = Vec::new();
    for (case, outcome) in cases.iter().zip(outcomes) {
        failed.extend(outcome?.map(|why| format!("{}: {why}", case.name)));
    }
    println!("{} documents are rewritten", cases.len());
    ensure!(
        failed.is_empty(),
        "changes are found in what means the same:\n{}",
        failed.join("\n")
    );
    Ok(())
}

/// Compares a WSDL with what it is rewritten to; returns what is wrong.
fn compare(case: &Case, root: &Path, folder: &Path, seed: u64) -> Result<Option<String>> {
    let original = case.inputs[0].clone();
    let input = Documents::read(&original)?.write(root, folder, |path, text| {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        rewritten(text, &stem, hash(&format!("{seed} {}", case.name)))
            .unwrap_or_else(|| (text.to_owned(), Vec::new()))
    })?;
    let outcome = guarded(move || {
        let version = |input: &Path| Version::of(&Generator::new().wsdl(input));
        let old = version(&original).map_err(|error| format!("the original: {error}"))?;
        let new = version(&input).map_err(|error| format!("rewritten: {error}"))?;
        let mut changes = old.diff(&new).changes;
        // An element whose type has a name is no document by itself in Rust.
        changes.retain(|one| one.code != "document-element");
        let shown = changes.iter().take(SHOWN).map(|one| format!("\n  {one}"));
        Ok((!changes.is_empty()).then(|| shown.collect()))
    });
    let why = match outcome {
        Ok(Ok(None)) => {
            fs::remove_dir_all(folder)?;
            return Ok(None);
        }
        Ok(Ok(Some(changes))) => changes,
        Ok(Err(error)) | Err(error) => error,
    };
    Ok(Some(format!("{why}\n  in {}", folder.display())))
}
