//! Mono: that it is there, and what it compiles.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::files;
use crate::command::run;

/// The compiled server and the site that it serves.
pub(crate) struct Build {
    pub(crate) host: PathBuf,
    pub(crate) site: PathBuf,
}

/// Compiles the server and the services below `sources` into a fresh directory under target/.
pub(crate) fn compile(sources: &Path) -> Result<Build> {
    let out = target()?.join("interop/asmx");
    let site = out.join("site");
    let bin = site.join("bin");
    if out.exists() {
        fs::remove_dir_all(&out)?;
    }
    fs::create_dir_all(&bin)?;

    let host = out.join("host.exe");
    mcs("exe", &["System.Web"], &sources.join("host"), &host)?;
    // The server runs inside the site's application domain too, which loads from here.
    fs::copy(&host, bin.join("host.exe"))?;
    for library in ["services", "echo"] {
        mcs(
            "library",
            &[
                "System.Data",
                "System.Web",
                "System.Web.Services",
                "System.Xml",
            ],
            &sources.join(library),
            &bin.join(library).with_extension("dll"),
        )?;
    }
    for file in files(&sources.join("site"))? {
        fs::copy(&file, site.join(file.file_name().unwrap_or_default()))?;
    }
    Ok(Build { host, site })
}

/// The names of the services of the site below `sources`.
pub(crate) fn services(sources: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for file in files(&sources.join("site"))? {
        if file.extension() == Some(OsStr::new("asmx")) {
            let name = file.file_stem().unwrap_or_default();
            names.push(name.to_string_lossy().into_owned());
        }
    }
    Ok(names)
}

fn mcs(target: &str, references: &[&str], sources: &Path, out: &Path) -> Result<()> {
    let mut command = Command::new("mcs");
    command
        .arg("-warnaserror")
        .arg(format!("-target:{target}"))
        .arg(format!("-out:{}", out.display()))
        .args(references.iter().map(|library| format!("-r:{library}")));
    for source in files(sources)? {
        if source.extension() == Some(OsStr::new("cs")) {
            command.arg(source);
        }
    }
    run(&mut command)
}

/// Where cargo put this program: its profile's directory is one of target/.
fn target() -> Result<PathBuf> {
    let program = std::env::current_exe()?;
    let target = program.ancestors().nth(2);
    Ok(target.context("this program is not in target/")?.to_owned())
}
