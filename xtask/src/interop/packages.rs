//! Debian's packages: installed where something of them is missing.

use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail, ensure};

/// What a server needs.
pub(super) struct Needed {
    pub(super) packages: &'static [&'static str],
    pub(super) are_installed: fn() -> bool,
}

/// Installs by the system's package manager, all at once, what is missing.
pub(super) fn ensure_installed(needed: &[Needed]) -> Result<()> {
    let missing: Vec<_> = needed
        .iter()
        .filter(|needed| !(needed.are_installed)())
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let packages: Vec<&str> = missing
        .iter()
        .flat_map(|needed| needed.packages)
        .copied()
        .collect();
    let names = packages.join(", ");
    let Some(apt) = apt_get() else {
        bail!("{names} are missing, and apt-get cannot be used here: install them");
    };
    println!("installing {names}");
    // Lists may be stale in part and good enough all the same: only the installation has to succeed.
    if let Err(error) = run(apt().arg("update")) {
        eprintln!("warning: {error:#}");
    }
    run(apt()
        .args(["install", "--yes", "--no-install-recommends"])
        .args(packages))?;
    let is_installed = missing.iter().all(|needed| (needed.are_installed)());
    ensure!(is_installed, "of {names} something is still missing");
    Ok(())
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

pub(super) fn succeeds(program: &str, arguments: &[&str]) -> bool {
    Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

pub(super) fn run(command: &mut Command) -> Result<()> {
    let status = command
        .stdin(Stdio::null())
        .status()
        .with_context(|| format!("{command:?} does not start"))?;
    ensure!(status.success(), "{command:?} failed: {status}");
    Ok(())
}
