//! The toolkits of the table.

mod gsoap;
mod jaxws;
mod mono;
mod node;
mod php;
mod python;
mod rust;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::column::{Column, Wsdl};
use super::toolkit::Toolkit;

/// All of them, in the order of the rows.
pub(super) const ALL: [&dyn Toolkit; 10] = [
    &rust::SAPO,
    &rust::SERDE,
    &rust::XSD_PARSER,
    &gsoap::Gsoap,
    &jaxws::Jaxws,
    &python::ZEEP,
    &php::Php,
    &mono::Mono,
    &node::NodeSoap,
    &python::XSDATA,
];

/// The columns that a toolkit without a compiler leaves out.
const NOTHING_TO_COMPILE: &[(Column, &str)] = &[
    (Column::Compile(Wsdl::Authenticate), "nothing is compiled"),
    (Column::Compile(Wsdl::Workday), "nothing is compiled"),
];

/// The files below a folder that end in an extension, in the order of their paths.
fn files_of(folder: &Path, extension: &str) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(files_of(&path, extension)?);
        } else if path.extension().is_some_and(|own| own == extension) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// What a command prints, without white space around it.
fn output_of(program: &str, arguments: &[&str]) -> Result<String> {
    let output = Command::new(program).args(arguments).output();
    let output = output.with_context(|| format!("{program} does not start"))?;
    // Some write their version to standard error.
    let text = [output.stdout, output.stderr].concat();
    Ok(String::from_utf8(text)?.trim().to_owned())
}
