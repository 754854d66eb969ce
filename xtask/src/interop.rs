//! Tests against a real ASP.NET server, see tests/interop/asmx.

mod bindings;
mod mono;
mod site;

use std::process::Command;

use anyhow::{Context, Result, ensure};

use self::site::Site;
use crate::{target, workspace};

/// Tells the tests where the server is; they skip themselves without it.
const ADDRESS: &str = "SAPO_INTEROP_ASMX";

/// Starts the server, checks that the WSDLs that it publishes give the bindings that ours do, and runs the tests against it.
pub(crate) fn test() -> Result<()> {
    let site = start()?;
    publishes(&site, "authenticate.asmx", "wsdl/authenticate.wsdl")?;
    publishes(&site, "sibling.asmx", "tests/interop/asmx/sibling.wsdl")?;
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo)
        .args([
            "test",
            "--package",
            "sapo-authenticate",
            "--test",
            "interop",
        ])
        .env(ADDRESS, site.address())
        .current_dir(workspace())
        .status()
        .context("cargo does not start")?;
    ensure!(status.success(), "the interop tests failed");
    Ok(())
}

/// Starts the server, says how to use it, and stops it when standard input ends.
pub(crate) fn serve() -> Result<()> {
    let site = start()?;
    println!("{ADDRESS}={}", site.address());
    std::io::copy(&mut std::io::stdin(), &mut std::io::sink())?;
    Ok(())
}

fn start() -> Result<Site> {
    mono::ensure_installed()?;
    let build = mono::compile(&workspace().join("tests/interop/asmx"))?;
    let site = Site::start(&build)?;
    site.get("/authenticate.asmx?wsdl")
        .context("the server is not ready")?;
    Ok(site)
}

fn publishes(site: &Site, service: &str, checked_in: &str) -> Result<()> {
    let published = target().join("interop").join(format!("{service}.wsdl"));
    std::fs::write(&published, site.get(&format!("/{service}?wsdl"))?)
        .with_context(|| format!("cannot write {}", published.display()))?;
    bindings::same(&published, &workspace().join(checked_in))
        .with_context(|| format!("{service} does not publish {checked_in}"))
}
