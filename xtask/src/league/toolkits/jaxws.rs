//! JAX-WS, whose bindings are Java. Its program is `benches/league/jaxws`.

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use super::{files_of, output_of};
use crate::league::column::Column;
use crate::league::inputs::source;
use crate::league::toolkit::{Place, Toolkit};
use crate::packages::{JAXWS, JAXWS_LIBRARY, Needed};

const TOOLS: &str = "/usr/share/java/jaxws-tools.jar:/usr/share/java/jaxb-xjc.jar";
const WSIMPORT: &str = "com.sun.tools.ws.WsImport";

pub(super) struct Jaxws;

impl Toolkit for Jaxws {
    fn name(&self) -> &'static str {
        "jaxws"
    }

    fn title(&self) -> &'static str {
        "JAX-WS"
    }

    fn needed(&self) -> &'static [Needed] {
        &[JAXWS]
    }

    fn version(&self, _place: &Place) -> Result<String> {
        let tools = output_of("java", &["-classpath", TOOLS, WSIMPORT, "-version"])?;
        Ok(format!("{tools}, {}", output_of("javac", &["--version"])?))
    }

    fn generate(&self, _place: &Place, wsdl: &Path, bindings: &Path) -> Vec<Command> {
        let mut command = Command::new("java");
        command.args(["-classpath", TOOLS, WSIMPORT]);
        command
            .args(["-Xnocompile", "-keep", "-d"])
            .arg(bindings)
            .arg(wsdl);
        vec![command]
    }

    fn compile(&self, place: &Place, bindings: &Path) -> Result<Vec<Command>> {
        let mut command = javac(&place.folder.join("compiled"));
        command.args(files_of(bindings, "java")?);
        Ok(vec![command])
    }

    fn build(&self, place: &Place) -> Result<Vec<Command>> {
        let mut command = javac(&place.folder.join("classes"));
        command.args(files_of(&place.authenticate(), "java")?);
        command.arg(source("jaxws/Peer.java"));
        Ok(vec![command])
    }

    fn program(&self, place: &Place) -> Command {
        let mut command = Command::new("java");
        let classes = place.folder.join("classes");
        command.arg("-classpath");
        command.arg(format!("{JAXWS_LIBRARY}:{}", classes.display()));
        command.arg("Peer");
        command
    }

    fn remarks(&self) -> &'static [(Column, &'static str)] {
        &[
            (
                Column::Decode,
                "JAXB on a stream parser, as JAX-WS uses it for messages",
            ),
            (
                Column::Memory,
                "the JVM lets its heap grow before it collects anything",
            ),
        ]
    }
}

fn javac(classes: &Path) -> Command {
    let mut command = Command::new("javac");
    command.args(["-nowarn", "-encoding", "UTF-8", "-classpath", JAXWS_LIBRARY]);
    command.arg("-d").arg(classes);
    command
}
