//! PHP's SoapClient, which loads the WSDL at run time. Its program is `benches/league/php`.

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use super::output_of;
use crate::league::column::Column;
use crate::league::inputs::{authenticate, source};
use crate::league::toolkit::{Place, Toolkit};
use crate::packages::{Needed, PHP};

pub(super) struct Php;

impl Toolkit for Php {
    fn name(&self) -> &'static str {
        "php"
    }

    fn title(&self) -> &'static str {
        "PHP's SoapClient"
    }

    fn needed(&self) -> &'static [Needed] {
        &[PHP]
    }

    fn version(&self, _place: &Place) -> Result<String> {
        output_of("php", &["-r", "echo 'PHP ', phpversion('soap');"])
    }

    fn generate(&self, _place: &Place, wsdl: &Path, _bindings: &Path) -> Vec<Command> {
        let mut command = with(wsdl);
        command.arg("load");
        vec![command]
    }

    fn program(&self, _place: &Place) -> Command {
        with(&authenticate())
    }

    fn reads_envelopes(&self) -> bool {
        true
    }

    fn absent(&self) -> &'static [(Column, &'static str)] {
        super::NOTHING_TO_COMPILE
    }

    fn remarks(&self) -> &'static [(Column, &'static str)] {
        &[
            (Column::Decode, "a whole call, whose response is in memory"),
            (
                Column::Encode,
                "a whole call of SoapServer, whose request is small",
            ),
        ]
    }
}

fn with(wsdl: &Path) -> Command {
    let mut command = Command::new("php");
    command.arg(source("php/peer.php")).arg(wsdl);
    command
}
