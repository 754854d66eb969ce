//! PHP's own web server, with its SoapServer behind a router script.

use std::fs;
use std::process::{Command, Stdio};

use anyhow::{Context, Result};

use crate::site::Site;
use crate::{target, workspace};

/// Starts it on a free port.
pub(super) fn start() -> Result<Site> {
    let folder = target().join("interop/php");
    fs::create_dir_all(&folder)?;
    let state = folder.join("tokens.json");
    // Tokens of an earlier run are none of this one's.
    if state.exists() {
        fs::remove_file(&state)?;
    }
    let mut process = Command::new("php")
        .args(["-S", "127.0.0.1:0"])
        .arg(workspace().join("tests/interop/php/router.php"))
        .env("SAPO_PHP_STATE", state)
        .env("TZ", "UTC")
        .stdin(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .context("php does not start")?;
    let stderr = process.stderr.take().expect("it is piped");
    // `[…] PHP 8.2.1 Development Server (http://127.0.0.1:41235) started`
    Site::of(process, stderr, |line| {
        let (_, rest) = line.split_once('(')?;
        Some(rest.split_once(')')?.0.to_owned())
    })
}
