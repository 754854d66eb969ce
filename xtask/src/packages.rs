//! Debian's packages: installed where something of them is missing.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use anyhow::{Result, bail, ensure};

use crate::command::{run, succeeds};

/// Packages that are installed together.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Needed {
    pub(crate) packages: &'static [&'static str],
    pub(crate) are_installed: fn() -> bool,
}

/// Mono's runtime with ASP.NET, and its compiler.
pub(crate) const MONO: Needed = Needed {
    packages: &["mono-devel", "mono-mcs"],
    are_installed: || {
        ["mono", "mcs"]
            .iter()
            .all(|tool| succeeds(tool, &["--version"]))
    },
};

/// PHP's interpreter, and its SOAP extension.
pub(crate) const PHP: Needed = Needed {
    packages: &["php-cli", "php-soap"],
    are_installed: || succeeds("php", &["-r", "exit(class_exists('SoapServer') ? 0 : 1);"]),
};

/// Java's compiler, and JAX-WS.
pub(crate) const JAXWS: Needed = Needed {
    packages: &["default-jdk-headless", "libjaxws-java"],
    are_installed: || succeeds("javac", &["--version"]) && Path::new(JAXWS_LIBRARY).exists(),
};

/// JAX-WS at run time. It names in its manifest all that it needs.
pub(crate) const JAXWS_LIBRARY: &str = "/usr/share/java/jaxws-rt.jar";

/// Installs by the system's package manager, all at once, what is missing.
pub(crate) fn ensure_installed(needed: &[Needed]) -> Result<()> {
    let missing: Vec<_> = needed
        .iter()
        .filter(|needed| !(needed.are_installed)())
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let packages: BTreeSet<&str> = missing
        .iter()
        .flat_map(|needed| needed.packages)
        .copied()
        .collect();
    let names = Vec::from_iter(packages.iter().copied()).join(", ");
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
