//! The toolkits of Python: zeep, which loads the WSDL at run time, and xsdata, which makes dataclasses. Their programs
//! are in `benches/league/python`.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use super::output_of;
use crate::command::{run, succeeds};
use crate::league::column::Column;
use crate::league::inputs::{authenticate, source};
use crate::league::toolkit::{Place, Toolkit};
use crate::packages::Needed;

const PYTHON: Needed = Needed {
    packages: &["python3-venv"],
    are_installed: || succeeds("python3", &["-c", "import ensurepip, venv"]),
};

pub(super) struct Python {
    name: &'static str,
    /// The package, with the extras that it needs.
    package: &'static str,
    /// Whether it makes bindings.
    generates: bool,
    remarks: &'static [(Column, &'static str)],
}

pub(super) const ZEEP: Python = Python {
    name: "zeep",
    package: "zeep",
    generates: false,
    remarks: &[],
};

pub(super) const XSDATA: Python = Python {
    name: "xsdata",
    package: "xsdata[cli,lxml,soap]",
    generates: true,
    remarks: &[],
};

impl Python {
    /// The program, of a WSDL if it is one that loads it.
    fn with(&self, place: &Place, wsdl: &Path) -> Command {
        let mut command = Command::new(tool(place, "python"));
        command.arg(source(format!("python/with_{}.py", self.name)));
        if self.generates {
            command.env("PYTHONPATH", place.authenticate());
        } else {
            command.arg(wsdl);
        }
        // The sources are read where they lie, and nothing is written there.
        command.env("PYTHONDONTWRITEBYTECODE", "1");
        command
    }
}

impl Toolkit for Python {
    fn name(&self) -> &'static str {
        self.name
    }

    fn needed(&self) -> &'static [Needed] {
        &[PYTHON]
    }

    fn install(&self, place: &Place) -> Result<()> {
        if tool(place, self.name).exists() {
            return Ok(());
        }
        run(Command::new("python3")
            .args(["-m", "venv"])
            .arg(environment(place)))?;
        run(Command::new(tool(place, "pip")).args(["install", "--quiet", self.package]))
    }

    fn version(&self, place: &Place) -> Result<String> {
        let print = format!(
            "import importlib.metadata, platform; \
             print({:?}, importlib.metadata.version({:?}) + ', Python', platform.python_version())",
            self.name, self.name
        );
        let python = tool(place, "python");
        output_of(&python.display().to_string(), &["-c", &print])
    }

    fn generate(&self, place: &Place, wsdl: &Path, bindings: &Path) -> Vec<Command> {
        let mut command;
        if self.generates {
            command = Command::new(tool(place, "xsdata"));
            command
                .arg("generate")
                .arg(wsdl)
                .args(["--package", "bindings"]);
            // It formats by another program of the environment.
            let path = env::var("PATH").unwrap_or_default();
            command.env("PATH", format!("{}:{path}", tool(place, "").display()));
        } else {
            command = self.with(place, wsdl);
            command.arg("load");
        }
        command.current_dir(bindings);
        vec![command]
    }

    fn program(&self, place: &Place) -> Command {
        self.with(place, &authenticate())
    }

    fn absent(&self) -> &'static [(Column, &'static str)] {
        super::NOTHING_TO_COMPILE
    }

    fn remarks(&self) -> &'static [(Column, &'static str)] {
        self.remarks
    }
}

fn environment(place: &Place) -> PathBuf {
    place.folder.join("environment")
}

/// A program of the environment.
fn tool(place: &Place, name: &str) -> PathBuf {
    environment(place).join("bin").join(name)
}
