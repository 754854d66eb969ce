//! The inputs that all toolkits get: a document, WSDLs, and a server.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result};

use super::column::Wsdl;
use crate::command::{cargo, run};
use crate::site::Site;
use crate::{target, workspace};

/// The inputs. Dropping them stops the server.
#[derive(Debug)]
pub(super) struct Inputs {
    /// A response as an element by itself.
    pub(super) element: PathBuf,
    /// The same in an envelope.
    pub(super) envelope: PathBuf,
    server: Site,
}

impl Inputs {
    /// Builds the programs of Rust, and has them make the documents and serve Authenticate.
    pub(super) fn make() -> Result<Self> {
        cargo(|cargo| {
            cargo
                .args(["build", "--release", "--package", "sapo-cli"])
                .args([
                    "--package",
                    "sapo-benches",
                    "--features",
                    "sapo-benches/peers",
                ])
                .args(["--bin", "sapo", "--bin", "league"]);
        })?;
        let folder = target().join("league");
        std::fs::create_dir_all(&folder)?;
        let [element, envelope] = ["element.xml", "envelope.xml"].map(|name| folder.join(name));
        run(Command::new(rust_program("league"))
            .arg("document")
            .args([&element, &envelope]))?;
        Ok(Self {
            element,
            envelope,
            server: serve()?,
        })
    }

    /// Where the server is.
    pub(super) fn url(&self) -> &str {
        self.server.address()
    }

    /// A WSDL, if it is there: the large one is part of no repository of ours.
    pub(super) fn wsdl(&self, wsdl: Wsdl) -> Option<PathBuf> {
        let path = match wsdl {
            Wsdl::Authenticate => authenticate(),
            Wsdl::Workday => {
                workspace().join("../shared/conformance/wsdl/dev/wasabi/spec/fixtures/workday.wsdl")
            }
        };
        path.canonicalize().ok()
    }
}

/// The WSDL of Authenticate.
pub(super) fn authenticate() -> PathBuf {
    workspace().join("wsdl/authenticate.wsdl")
}

/// A program of the workspace, optimized.
pub(super) fn rust_program(name: &str) -> PathBuf {
    target().join("release").join(name)
}

/// A file or folder of the toolkits' programs.
pub(super) fn source(path: impl AsRef<Path>) -> PathBuf {
    workspace().join("benches/league").join(path)
}

fn serve() -> Result<Site> {
    let mut process = Command::new(rust_program("league"))
        .arg("serve")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .context("the server does not start")?;
    let stdout = process.stdout.take().expect("it is piped");
    Site::of(process, stdout, |line| Some(line.trim_end().to_owned()))
}
