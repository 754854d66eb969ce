//! Tests against real servers: ASP.NET's, see tests/interop/asmx, PHP's, see tests/interop/php, and Java's, see
//! tests/interop/jaxws.

mod bindings;
mod jaxws;
mod mono;
mod php;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result};

use crate::command::cargo;
use crate::site::Site;
use crate::{packages, target, workspace};

/// Tells the tests where the ASP.NET server is; they skip themselves without it.
const ASMX: &str = "SAPO_INTEROP_ASMX";

/// The same for PHP's.
const PHP: &str = "SAPO_INTEROP_PHP";

/// The same for Java's.
const JAXWS: &str = "SAPO_INTEROP_JAXWS";

/// Starts the servers, checks that the WSDLs that ASP.NET and Java publish give the bindings that ours do, and runs the
/// tests and the examples against them.
pub(crate) fn test() -> Result<()> {
    install()?;
    let site = start()?;
    for service in mono::services(&sources())? {
        publishes(&site, &service)?;
    }
    tests(&["interop", "asmx"], ASMX, &site)?;
    drop(site);

    let site = php::start()?;
    tests(&["php"], PHP, &site)?;
    cargo(|cargo| {
        cargo
            .args(["run", "--example", "auth"])
            .env(
                "AUTH_SERVICE_URL",
                format!("{}/encoded/auth", site.address()),
            )
            .env("AUTH_USERNAME", "eva")
            .env("AUTH_PASSWORD", "grønn <skog> & \"hav\"");
    })?;
    drop(site);

    let site = jaxws::start()?;
    jaxws::publishes(&site)?;
    tests(&["jaxws"], JAXWS, &site)
}

/// Runs test programs of the client and of sapo-interop against a server.
fn tests(names: &[&str], variable: &str, site: &Site) -> Result<()> {
    cargo(|cargo| {
        // Both packages each time: for one alone, cargo would build their dependencies again with
        // other features.
        cargo.args([
            "test",
            "--package",
            "sapo-authenticate",
            "--package",
            "sapo-interop",
        ]);
        for name in names {
            cargo.args(["--test", name]);
        }
        cargo.env(variable, site.address());
    })
}

fn install() -> Result<()> {
    packages::ensure_installed(&[packages::MONO, packages::PHP, packages::JAXWS])
}

/// Starts the servers, says how to use them, and stops them when standard input ends.
pub(crate) fn serve() -> Result<()> {
    install()?;
    let (asmx, php, jaxws) = (start()?, php::start()?, jaxws::start()?);
    println!("{ASMX}={}", asmx.address());
    println!("{PHP}={}", php.address());
    println!("{JAXWS}={}", jaxws.address());
    std::io::copy(&mut std::io::stdin(), &mut std::io::sink())?;
    Ok(())
}

fn start() -> Result<Site> {
    let build = mono::compile(&sources())?;
    let mut process = Command::new("mono")
        .arg(&build.host)
        .arg(&build.site)
        // .NET writes local times with the machine's offset; tests want the same everywhere.
        .env("TZ", "UTC")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .context("mono does not start")?;
    let stdout = process.stdout.take().expect("it is piped");
    let site = Site::of(process, stdout, |line| Some(line.trim_end().to_owned()))?;
    site.get("/authenticate.asmx?wsdl")
        .context("the server is not ready")?;
    Ok(site)
}

/// The sources of the ASP.NET site.
fn sources() -> PathBuf {
    workspace().join("tests/interop/asmx")
}

/// Checks that the WSDL that a service of the site publishes is the one that is checked in.
fn publishes(site: &Site, service: &str) -> Result<()> {
    let published = target()
        .join("interop")
        .join(format!("{service}.asmx.wsdl"));
    fs::write(&published, site.get(&format!("/{service}.asmx?wsdl"))?)
        .with_context(|| format!("cannot write {}", published.display()))?;
    let checked_in = match service {
        // The client has these two, for its bindings and its embedded server.
        "authenticate" => workspace().join("wsdl/authenticate.wsdl"),
        "sibling" => workspace().join("wsdl/embedded/sibling.wsdl"),
        _ => sources().join(format!("{service}.wsdl")),
    };
    bindings::same(&published, &checked_in)
        .with_context(|| format!("{service} does not publish {}", checked_in.display()))
}

/// What is in a folder, in the order of the names.
fn files(directory: &Path) -> Result<Vec<PathBuf>> {
    let mut files = fs::read_dir(directory)
        .with_context(|| format!("cannot list {}", directory.display()))?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<Vec<_>>>()?;
    files.sort();
    Ok(files)
}
