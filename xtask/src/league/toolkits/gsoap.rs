//! gSOAP, whose bindings are C++. Its program is `benches/league/gsoap`.

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use super::{files_of, output_of};
use crate::command::succeeds;
use crate::league::inputs::source;
use crate::league::toolkit::{Place, Toolkit};
use crate::packages::Needed;

const GSOAP: Needed = Needed {
    packages: &["gsoap", "libgsoap-dev", "g++"],
    are_installed: || succeeds("soapcpp2", &["-V"]) && succeeds("g++", &["--version"]),
};

pub(super) struct Gsoap;

impl Toolkit for Gsoap {
    fn name(&self) -> &'static str {
        "gsoap"
    }

    fn title(&self) -> &'static str {
        "gSOAP"
    }

    fn needed(&self) -> &'static [Needed] {
        &[GSOAP]
    }

    fn version(&self, _place: &Place) -> Result<String> {
        let gsoap = output_of("soapcpp2", &["-V"])?;
        let compiler = output_of("g++", &["-dumpfullversion"])?;
        Ok(format!("gSOAP {gsoap}, g++ {compiler}"))
    }

    fn generate(&self, _place: &Place, wsdl: &Path, bindings: &Path) -> Vec<Command> {
        let mut header = Command::new("wsdl2h");
        header.args(["-o", "bindings.h"]).arg(wsdl);
        let mut code = Command::new("soapcpp2");
        // A proxy class, of the client alone, without examples of messages and without libraries.
        code.args(["-j", "-C", "-x", "-L", "bindings.h"]);
        for command in [&mut header, &mut code] {
            command.current_dir(bindings);
        }
        vec![header, code]
    }

    fn compile(&self, _place: &Place, bindings: &Path) -> Result<Vec<Command>> {
        let compile = |file| {
            let mut command = Command::new("g++");
            command.args(["-c", "-o", "/dev/null"]).arg(file);
            command
        };
        Ok(files_of(bindings, "cpp")?
            .into_iter()
            .map(compile)
            .collect())
    }

    fn build(&self, place: &Place) -> Result<Vec<Command>> {
        let bindings = place.authenticate();
        let mut command = Command::new("g++");
        command
            .args(["-std=c++17", "-O2", "-o"])
            .arg(place.folder.join("peer"))
            .arg("-I")
            .arg(&bindings)
            .arg(source("gsoap/peer.cpp"))
            .args(files_of(&bindings, "cpp")?)
            .arg("-lgsoap++");
        Ok(vec![command])
    }

    fn program(&self, place: &Place) -> Command {
        Command::new(place.folder.join("peer"))
    }
}
