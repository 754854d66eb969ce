//! What of a suite is to be run.

use std::path::PathBuf;

use anyhow::{Context, Result, bail, ensure};

use super::suite::Case;

/// The options of the command.
#[derive(Debug, Default)]
pub(super) struct Options {
    /// A part of the names of the cases.
    only: Option<String>,
    /// Which part of how many.
    sample: Option<(u64, u64)>,
    /// The most kilobytes that the documents of a case may have.
    up_to: Option<u64>,
    /// The combinations of options to generate with, if not the usual ones.
    pub(super) combinations: Option<Vec<String>>,
    /// Where the lists of failures go.
    pub(super) out: Option<PathBuf>,
    /// Whether the list of known failures is written anew.
    pub(super) bless: bool,
    /// Whether xmllint judges the documents that are written.
    pub(super) xmllint: bool,
    /// How many mutants each document has.
    pub(super) removals: Option<u64>,
    /// How many mutants are tried in all.
    pub(super) total: Option<usize>,
    /// What the choice of mutants depends on.
    pub(super) seed: u64,
    /// Whether what is generated from mutants is compiled.
    pub(super) compile: bool,
}

impl Options {
    pub(super) fn parse(arguments: &[&str]) -> Result<Self> {
        let mut options = Self::default();
        let mut arguments = arguments.iter();
        while let Some(&name) = arguments.next() {
            let mut value = || {
                arguments
                    .next()
                    .with_context(|| format!("{name} takes a value"))
            };
            match name {
                "--only" => options.only = Some((*value()?).to_owned()),
                "--sample" => options.sample = Some(part(value()?)?),
                "--up-to" => options.up_to = Some(value()?.parse()?),
                "--combinations" => {
                    let names = value()?.split(',').map(str::to_owned);
                    options.combinations = Some(names.collect());
                }
                "--out" => options.out = Some(value()?.into()),
                "--xmllint" => options.xmllint = true,
                "--bless" => options.bless = true,
                "--removals" => options.removals = Some(value()?.parse()?),
                "--total" => options.total = Some(value()?.parse()?),
                "--seed" => options.seed = value()?.parse()?,
                "--compile" => options.compile = true,
                _ => bail!("{name} is no option of this command"),
            }
        }
        Ok(options)
    }

    /// Whether a case is to be run.
    pub(super) fn selects(&self, case: &Case) -> bool {
        let name = &case.name;
        let only = self.only.as_ref();
        only.is_none_or(|part| name.contains(part))
            && self.up_to.is_none_or(|most| size(case) <= most * 1000)
            && self
                .sample
                .is_none_or(|(part, parts)| hash(name) % parts == part - 1)
    }
}

/// Returns the number of bytes in the documents that a case names.
fn size(case: &Case) -> u64 {
    let files = case.inputs.iter().filter_map(|path| path.metadata().ok());
    files.map(|file| file.len()).sum()
}

fn part(text: &str) -> Result<(u64, u64)> {
    let (part, parts) = text.split_once('/').context("a sample is N/M")?;
    let (part, parts) = (part.parse()?, parts.parse()?);
    ensure!((1..=parts).contains(&part), "there is no part {text}");
    Ok((part, parts))
}

/// FNV-1a: a case stays in its part whatever other cases there are.
pub(super) fn hash(name: &str) -> u64 {
    let mix = |hash: u64, &byte: &u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    name.as_bytes().iter().fold(0xcbf2_9ce4_8422_2325, mix)
}
