//! Mono: that it is there, and what it compiles.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail, ensure};

/// What Debian calls the runtime with ASP.NET, and the compiler.
const PACKAGES: [&str; 2] = ["mono-devel", "mono-mcs"];

/// The compiled server and the site that it serves.
pub(crate) struct Build {
    pub(crate) host: PathBuf,
    pub(crate) site: PathBuf,
}

/// Installs Mono by the system's package manager if it is missing.
pub(crate) fn ensure_installed() -> Result<()> {
    if is_installed() {
        return Ok(());
    }
    let packages = PACKAGES.join(" and ");
    let Some(apt) = apt_get() else {
        bail!("mono and mcs are missing, and apt-get cannot be used here: install {packages}");
    };
    println!("installing {packages}");
    // Lists may be stale in part and good enough all the same: only the installation has to succeed.
    if let Err(error) = run(apt().arg("update")) {
        eprintln!("warning: {error:#}");
    }
    run(apt()
        .args(["install", "--yes", "--no-install-recommends"])
        .args(PACKAGES))?;
    ensure!(is_installed(), "mono and mcs are still missing");
    Ok(())
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
    mcs(
        "library",
        &["System.Web", "System.Web.Services", "System.Xml"],
        &sources.join("services"),
        &bin.join("services.dll"),
    )?;
    for file in files(&sources.join("site"))? {
        fs::copy(&file, site.join(file.file_name().unwrap_or_default()))?;
    }
    Ok(Build { host, site })
}

fn is_installed() -> bool {
    ["mono", "mcs"]
        .iter()
        .all(|tool| succeeds(tool, &["--version"]))
}

/// How apt-get is called here without a question being asked, if it can be.
fn apt_get() -> Option<impl Fn() -> Command> {
    if !succeeds("apt-get", &["--version"]) {
        return None;
    }
    let id = Command::new("id").arg("-u").output().ok()?;
    let root = id.stdout.trim_ascii() == b"0";
    if !root && !succeeds("sudo", &["--non-interactive", "true"]) {
        return None;
    }
    Some(move || {
        let mut command = if root {
            Command::new("env")
        } else {
            let mut sudo = Command::new("sudo");
            sudo.args(["--non-interactive", "env"]);
            sudo
        };
        command
            .args(["DEBIAN_FRONTEND=noninteractive", "apt-get"])
            .args(["--quiet", "--option", "DPkg::Lock::Timeout=300"]);
        command
    })
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

fn files(directory: &Path) -> Result<Vec<PathBuf>> {
    let mut files = fs::read_dir(directory)
        .with_context(|| format!("cannot list {}", directory.display()))?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<Vec<_>>>()?;
    files.sort();
    Ok(files)
}

/// Where cargo put this program: its profile's directory is one of target/.
fn target() -> Result<PathBuf> {
    let program = std::env::current_exe()?;
    let target = program.ancestors().nth(2);
    Ok(target.context("this program is not in target/")?.to_owned())
}

fn succeeds(program: &str, arguments: &[&str]) -> bool {
    Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

fn run(command: &mut Command) -> Result<()> {
    let status = command
        .stdin(Stdio::null())
        .status()
        .with_context(|| format!("{command:?} does not start"))?;
    ensure!(status.success(), "{command:?} failed: {status}");
    Ok(())
}
