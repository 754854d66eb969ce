//! `sapo config`

use std::process::ExitCode;

use sapo_codegen::Config;
use schemars::generate::SchemaSettings;

use crate::terminal::print_json;

/// Prints the JSON schema of `sapo.toml`, in the draft that editors of TOML read.
pub(crate) fn run() -> ExitCode {
    let generator = SchemaSettings::draft07().into_generator();
    print_json(&generator.into_root_schema_for::<Config>())
}
