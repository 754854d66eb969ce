//! node-soap, which loads the WSDL at run time. Its program is `benches/league/node`.

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use super::output_of;
use crate::command::{run, succeeds};
use crate::league::column::Column;
use crate::league::inputs::{authenticate, source};
use crate::league::toolkit::{Place, Toolkit};
use crate::packages::Needed;

const NODE: Needed = Needed {
    packages: &["nodejs", "npm"],
    are_installed: || {
        ["node", "npm"]
            .iter()
            .all(|tool| succeeds(tool, &["--version"]))
    },
};

pub(super) struct NodeSoap;

impl Toolkit for NodeSoap {
    fn name(&self) -> &'static str {
        "node-soap"
    }

    fn needed(&self) -> &'static [Needed] {
        &[NODE]
    }

    fn install(&self, place: &Place) -> Result<()> {
        if modules(place).join("soap").exists() {
            return Ok(());
        }
        let mut npm = Command::new("npm");
        npm.args(["install", "--no-audit", "--no-fund", "--prefix"]);
        run(npm.arg(&place.folder).arg("soap"))
    }

    fn version(&self, place: &Place) -> Result<String> {
        let package = modules(place).join("soap/package.json");
        let print = format!("require({package:?}).version");
        let version = output_of("node", &["--print", &print])?;
        Ok(format!(
            "node-soap {version}, Node {}",
            output_of("node", &["--version"])?
        ))
    }

    fn generate(&self, place: &Place, wsdl: &Path, _bindings: &Path) -> Vec<Command> {
        let mut command = with(place, wsdl);
        command.arg("load");
        vec![command]
    }

    fn program(&self, place: &Place) -> Command {
        with(place, &authenticate())
    }

    fn reads_envelopes(&self) -> bool {
        true
    }

    fn absent(&self) -> &'static [(Column, &'static str)] {
        super::NOTHING_TO_COMPILE
    }

    fn remarks(&self) -> &'static [(Column, &'static str)] {
        &[
            (
                Column::Encode,
                "the function by which its server writes a response",
            ),
            (
                Column::Calls,
                "with its option `forever`, without which each call has a connection of its own",
            ),
        ]
    }
}

fn modules(place: &Place) -> std::path::PathBuf {
    place.folder.join("node_modules")
}

fn with(place: &Place, wsdl: &Path) -> Command {
    let mut command = Command::new("node");
    command.arg(source("node/peer.js")).arg(wsdl);
    command.env("NODE_PATH", modules(place));
    command
}
