//! Tests against real servers: ASP.NET's, see tests/interop/asmx, and PHP's, see tests/interop/php.

mod bindings;
mod mono;
mod packages;
mod php;
mod site;

use std::process::Command;

use anyhow::{Context, Result};

use self::site::Site;
use crate::{target, workspace};

/// Tells the tests where the ASP.NET server is; they skip themselves without it.
const ASMX: &str = "SAPO_INTEROP_ASMX";

/// The same for PHP's.
const PHP: &str = "SAPO_INTEROP_PHP";

/// Starts the servers, checks that the WSDLs that ASP.NET publishes give the bindings that ours do, and runs the tests and
/// the examples against them.
pub(crate) fn test() -> Result<()> {
    let site = start()?;
    publishes(&site, "authenticate.asmx", "wsdl/authenticate.wsdl")?;
    publishes(&site, "sibling.asmx", "tests/interop/asmx/sibling.wsdl")?;
    publishes(&site, "encoded.asmx", "tests/interop/asmx/encoded.wsdl")?;
    cargo(|cargo| {
        cargo
            .args([
                "test",
                "--package",
                "sapo-authenticate",
                "--test",
                "interop",
                "--test",
                "asmx_encoded",
            ])
            .env(ASMX, site.address());
    })?;
    drop(site);

    let site = php::start()?;
    cargo(|cargo| {
        cargo
            .args(["test", "--package", "sapo-authenticate", "--test", "php"])
            .env(PHP, site.address());
    })?;
    cargo(|cargo| {
        cargo
            .args(["run", "--example", "auth"])
            .env(
                "AUTH_SERVICE_URL",
                format!("{}/encoded/auth", site.address()),
            )
            .env("AUTH_USERNAME", "eva")
            .env("AUTH_PASSWORD", "grønn <skog> & \"hav\"");
    })
}

fn cargo(arguments: impl FnOnce(&mut Command)) -> Result<()> {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    arguments(cargo.current_dir(workspace()));
    packages::run(&mut cargo)
}

/// Starts the servers, says how to use them, and stops them when standard input ends.
pub(crate) fn serve() -> Result<()> {
    let (asmx, php) = (start()?, php::start()?);
    println!("{ASMX}={}", asmx.address());
    println!("{PHP}={}", php.address());
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
