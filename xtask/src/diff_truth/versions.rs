//! The versions of documents that edits are between, and what is generated from them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sapo_codegen::diff::{Diff, Version};
use sapo_codegen::{Error, Generator};

use super::bindings::Bindings;
use super::surface;
use super::table::Edit;
use crate::guard::in_parallel;

/// All versions, each once.
#[derive(Debug)]
pub(super) struct Versions {
    folder: PathBuf,
    number_of: BTreeMap<String, usize>,
    pub(super) generated: Vec<Generated>,
}

/// The bindings of a version.
#[derive(Debug)]
pub(super) struct Generated {
    /// The bindings as callers have them.
    pub(super) text: String,
    pub(super) bindings: Bindings,
    /// The bindings with serde's traits and with the declarations that strict reading needs.
    pub(super) wire_text: String,
    pub(super) wire: Bindings,
}

impl Versions {
    /// Generates all versions of these edits.
    pub(super) fn of(edits: &[Edit], folder: PathBuf) -> Result<Self> {
        let mut number_of = BTreeMap::new();
        for text in edits.iter().flat_map(|edit| [&edit.old, &edit.new]) {
            let number = number_of.len();
            number_of.entry(text.clone()).or_insert(number);
        }
        let mut texts: Vec<(&String, usize)> = number_of
            .iter()
            .map(|(text, number)| (text, *number))
            .collect();
        texts.sort_unstable_by_key(|(_, number)| *number);
        fs::create_dir_all(&folder)?;
        for (text, number) in &texts {
            fs::write(wsdl(&folder, *number), text)?;
        }
        let generated = in_parallel(&texts, |(text, number)| {
            let is_of = |edit: &&Edit| [&edit.old, &edit.new].contains(text);
            let edit = edits.iter().find(is_of).map(|edit| edit.name.as_str());
            generate(&wsdl(&folder, *number)).with_context(|| edit.unwrap_or_default().to_owned())
        });
        let generated = generated.into_iter().collect::<Result<_>>()?;
        Ok(Self {
            folder,
            number_of,
            generated,
        })
    }

    /// Returns the numbers of an edit's versions, the older one first.
    pub(super) fn of_edit(&self, edit: &Edit) -> (usize, usize) {
        (self.number_of[&edit.old], self.number_of[&edit.new])
    }

    pub(super) fn wsdl(&self, number: usize) -> PathBuf {
        wsdl(&self.folder, number)
    }

    /// Returns what `sapo diff` says of an edit.
    pub(super) fn diff(&self, edit: &Edit) -> Result<Diff> {
        let version = |number| {
            Version::of(&Generator::new().wsdl(self.wsdl(number)))
                .map_err(|error| anyhow::anyhow!(said(error)))
        };
        let (old, new) = self.of_edit(edit);
        Ok(version(old)?.diff(&version(new)?))
    }
}

fn wsdl(folder: &Path, number: usize) -> PathBuf {
    folder.join(format!("{number}.wsdl"))
}

fn generate(wsdl: &Path) -> Result<Generated> {
    let generator = || Generator::new().wsdl(wsdl).out("bindings.rs");
    let text = |generator: Generator| -> Result<String> {
        let output = generator
            .render()
            .map_err(|error| anyhow::anyhow!(said(error)))?;
        Ok(output.text)
    };
    let (text, wire_text) = (
        text(generator())?,
        text(generator().serde(true).roots(true))?,
    );
    let read = |text: &str| surface::read(text).with_context(|| wsdl.display().to_string());
    Ok(Generated {
        bindings: read(&text)?,
        wire: read(&wire_text)?,
        text,
        wire_text,
    })
}

/// Returns the text of an error, with its diagnostics.
fn said(error: Error) -> String {
    match error {
        Error::Input(report) => {
            let errors = report.errors().map(|error| error.message.clone());
            errors.collect::<Vec<_>>().join("; ")
        }
        error => error.to_string(),
    }
}
