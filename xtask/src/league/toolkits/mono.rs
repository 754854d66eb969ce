//! Mono, whose bindings are C#. Its program is `benches/league/mono`.

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use super::output_of;
use crate::league::column::Column;
use crate::league::inputs::source;
use crate::league::toolkit::{Place, Toolkit};
use crate::packages::{MONO, Needed};

pub(super) struct Mono;

impl Toolkit for Mono {
    fn name(&self) -> &'static str {
        "mono"
    }

    fn title(&self) -> &'static str {
        "Mono"
    }

    fn needed(&self) -> &'static [Needed] {
        &[MONO]
    }

    fn version(&self, _place: &Place) -> Result<String> {
        Ok(format!(
            "Mono {}",
            output_of("mono", &["--version=number"])?
        ))
    }

    fn generate(&self, _place: &Place, wsdl: &Path, bindings: &Path) -> Vec<Command> {
        let mut command = Command::new("wsdl");
        command.arg("-out:proxy.cs").arg(wsdl).current_dir(bindings);
        vec![command]
    }

    fn compile(&self, _place: &Place, bindings: &Path) -> Result<Vec<Command>> {
        let mut command = mcs("library", &bindings.join("proxy.dll"));
        command.arg(bindings.join("proxy.cs"));
        Ok(vec![command])
    }

    fn build(&self, place: &Place) -> Result<Vec<Command>> {
        let mut command = mcs("exe", &place.folder.join("peer.exe"));
        command.arg("-optimize").arg(source("mono/Peer.cs"));
        command.arg(place.authenticate().join("proxy.cs"));
        Ok(vec![command])
    }

    fn program(&self, place: &Place) -> Command {
        let mut command = Command::new("mono");
        command.arg(place.folder.join("peer.exe"));
        command
    }

    fn remarks(&self) -> &'static [(Column, &'static str)] {
        &[(
            Column::Decode,
            "XmlSerializer with the types of wsdl.exe, as the proxy uses it for messages",
        )]
    }
}

fn mcs(target: &str, output: &Path) -> Command {
    let mut command = Command::new("mcs");
    command.arg(format!("-target:{target}"));
    command.arg(format!("-out:{}", output.display()));
    for library in ["System.Data", "System.Web.Services", "System.Xml"] {
        command.arg(format!("-r:{library}"));
    }
    command
}
