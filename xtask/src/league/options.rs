//! The options of the command.

use std::path::PathBuf;

use anyhow::{Context, Result, bail, ensure};

use super::column::Column;
use super::toolkits;

/// The options.
#[derive(Debug, PartialEq)]
pub(super) struct Options {
    /// The names of toolkits; all if there is none.
    only: Vec<String>,
    pub(super) columns: Vec<Column>,
    /// The seconds for each loop.
    pub(super) seconds: f64,
    /// How often each toolkit has its turn.
    pub(super) rounds: usize,
    /// The file that the table is written to.
    pub(super) out: Option<PathBuf>,
}

impl Options {
    /// Reads the options.
    ///
    /// # Errors
    /// An unknown option or name, or an option without its value.
    pub(super) fn parse(arguments: &[&str]) -> Result<Self> {
        let mut options = Self {
            only: Vec::new(),
            columns: Column::ALL.to_vec(),
            seconds: 2.0,
            rounds: 4,
            out: None,
        };
        let mut arguments = arguments.iter();
        while let Some(option) = arguments.next() {
            let value = arguments.next();
            let value = *value.with_context(|| format!("{option} needs a value"))?;
            match *option {
                "--only" => {
                    for name in value.split(',') {
                        let known = toolkits::ALL.iter().any(|toolkit| toolkit.name() == name);
                        ensure!(known, "there is no toolkit {name}: {}", names());
                        options.only.push(name.to_owned());
                    }
                }
                "--columns" => {
                    let columns = value.split(',').map(column);
                    options.columns = columns.collect::<Result<_>>()?;
                }
                "--seconds" => options.seconds = value.parse()?,
                "--rounds" => options.rounds = value.parse()?,
                "--out" => options.out = Some(value.into()),
                _ => bail!("unknown option {option}"),
            }
        }
        Ok(options)
    }

    /// Whether a toolkit is to be measured.
    pub(super) fn has(&self, toolkit: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|name| name == toolkit)
    }
}

fn names() -> String {
    toolkits::ALL.map(|toolkit| toolkit.name()).join(", ")
}

fn column(name: &str) -> Result<Column> {
    let column = Column::ALL.into_iter().find(|column| column.name() == name);
    column.with_context(|| {
        let names = Column::ALL.map(Column::name).join(", ");
        format!("there is no column {name}: {names}")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn toolkits_and_columns_are_chosen_by_name() {
        let options = Options::parse(&["--only", "php,sapo", "--columns", "encode,memory"]);
        let options = options.unwrap();
        assert!(options.has("sapo") && options.has("php") && !options.has("zeep"));
        assert_eq!(options.columns, [Column::Encode, Column::Memory]);
    }

    #[test]
    fn mistakes_are_reported() {
        let error = |arguments: &[&str]| Options::parse(arguments).unwrap_err().to_string();
        assert!(error(&["--only", "axis"]).starts_with("there is no toolkit axis: sapo,"));
        assert!(error(&["--columns", "speed"]).starts_with("there is no column speed: decode,"));
        assert_eq!(error(&["--out"]), "--out needs a value");
        assert_eq!(error(&["--fast", "1"]), "unknown option --fast");
    }
}
