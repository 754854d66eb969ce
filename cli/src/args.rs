//! The command line.

use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgMatches, Args, FromArgMatches, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use sapo_codegen::{Generator, Options, Pattern};

use crate::fetcher::Fetcher;
use crate::progress::Progress;

/// The configuration file where none is named.
pub(crate) const CONFIG: &str = "sapo.toml";

/// Rust bindings of SOAP services.
#[derive(Debug, Parser)]
#[command(
    name = "sapo",
    version,
    after_help = "Exit codes: 0 success, 1 a check failed, 2 bad input or usage."
)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Write a commented sapo.toml for a WSDL in the current folder
    Init(InitArgs),
    /// Generate Rust from WSDL and XML Schema documents, or everything that sapo.toml lists
    ///
    /// The nearest sapo.toml applies: in the folder of the first document (for a URL, the current
    /// folder) or above it, up to the root of the repository or cargo workspace. If it has an entry
    /// under [[bindings]] for FILE.rs, the options of that entry apply too. A switch is on if it is
    /// on anywhere; services, ports, operations, and a catalog on the command line replace those of
    /// the entry, which replace those of the file.
    Generate(GenerateArgs),
    /// Check what sapo.toml lists: are bindings up to date, and are fetched documents what is published?
    Check(CheckArgs),
    /// Save a WSDL and all that it imports in a folder, with a lock file
    Fetch(FetchArgs),
    /// Show what changes for callers from one version of a schema set to another
    ///
    /// Exit codes: 0 nothing breaks callers, 1 something does, 2 they could not be compared.
    Diff(DiffArgs),
    /// Show what documents hold: services, ports, operations, types; what is ignored, what is refused
    Inspect(InspectArgs),
    /// Describe sapo.toml
    Config(ConfigArgs),
    /// Print a shell's completion script
    Completions {
        /// The shell
        shell: Shell,
    },
}

/// How results and diagnostics are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people
    Text,
    /// For programs: results as one JSON document, diagnostics as one JSON object a line
    Json,
}

/// Which documents there are.
#[derive(Debug, Args)]
pub(crate) struct InputArgs {
    /// WSDL or XML Schema documents, or folders of fetched ones; several are one set, and what they import comes along
    #[arg(required = true, value_name = "FILE|DIR|URL")]
    pub(crate) inputs: Vec<String>,
    #[command(flatten)]
    pub(crate) reading: ReadingArgs,
}

/// How documents are read.
#[derive(Debug, Args)]
pub(crate) struct ReadingArgs {
    #[command(flatten)]
    pub(crate) network: NetworkArgs,
    /// An OASIS XML catalog that says where documents are instead of where they say they are
    #[arg(long, value_name = "FILE")]
    pub(crate) catalog: Option<PathBuf>,
    /// The configuration file
    #[arg(long, value_name = "sapo.toml")]
    pub(crate) config: Option<PathBuf>,
}

/// Whether the network is used.
#[derive(Debug, Args)]
pub(crate) struct NetworkArgs {
    /// Stay off the network
    #[arg(long)]
    pub(crate) offline: bool,
}

impl InputArgs {
    /// A generator for these documents; `progress` shows what is fetched.
    pub(crate) fn generator(&self, progress: &Progress) -> Generator {
        self.reading.generator(&self.inputs, progress)
    }
}

impl ReadingArgs {
    /// A generator for documents that are read so.
    pub(crate) fn generator(&self, inputs: &[String], progress: &Progress) -> Generator {
        let mut generator = self.network.allow(Generator::new(), progress);
        for input in inputs {
            generator = generator.input(input.as_str());
        }
        if let Some(catalog) = &self.catalog {
            generator = generator.catalog(catalog);
        }
        if let Some(config) = &self.config {
            generator = generator.config(config);
        }
        generator
    }
}

impl NetworkArgs {
    /// A generator that uses the network unless it must not.
    pub(crate) fn allow(&self, generator: Generator, progress: &Progress) -> Generator {
        match self.offline {
            true => generator.offline(true),
            false => generator.fetcher(Fetcher::new(progress.clone())),
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct GenerateArgs {
    /// WSDL or XML Schema documents, or folders of fetched ones; several are one set, and what they import comes along.
    /// Without any, everything that the configuration file lists is generated
    #[arg(value_name = "FILE|DIR|URL")]
    pub(crate) inputs: Vec<String>,
    #[command(flatten)]
    pub(crate) reading: ReadingArgs,
    /// How results and diagnostics are written
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
    /// Use no configuration file
    #[arg(long, requires = "inputs", conflicts_with = "config")]
    pub(crate) no_config: bool,
    /// The file to write; standard output where it is `-` or not given
    #[arg(short, long, value_name = "FILE.rs", requires = "inputs")]
    pub(crate) out: Option<PathBuf>,
    /// Write nothing; fail with a diff where the output is not what would be generated now
    #[arg(long)]
    pub(crate) check: bool,
    #[command(flatten)]
    pub(crate) switches: SwitchArgs,
    /// This service alone, and the types that it reaches; may be repeated, `*` stands for any characters
    #[arg(long, value_name = "NAME", requires = "inputs")]
    pub(crate) service: Vec<String>,
    /// This port alone, in the same way
    #[arg(long, value_name = "NAME", requires = "inputs")]
    pub(crate) port: Vec<String>,
    /// This operation alone, in the same way
    #[arg(long, value_name = "NAME", requires = "inputs")]
    pub(crate) operation: Vec<String>,
}

impl GenerateArgs {
    /// Returns the options that the command line names.
    pub(crate) fn options(&self) -> Options {
        let patterns = |names: &[String]| names.iter().cloned().map(Pattern::from).collect();
        let mut options = self.switches.0.clone();
        options.select.services = patterns(&self.service);
        options.select.ports = patterns(&self.port);
        options.select.operations = patterns(&self.operation);
        options
    }
}

/// An argument for each of the generator's switches.
#[derive(Debug)]
pub(crate) struct SwitchArgs(Options);

impl Args for SwitchArgs {
    fn augment_args(command: clap::Command) -> clap::Command {
        command.args(Options::SWITCHES.iter().map(|switch| {
            // Several files need a place.
            let required = match switch.key {
                "split" => "out",
                _ => "inputs",
            };
            Arg::new(switch.key)
                .long(switch.key)
                .help(switch.about)
                .action(ArgAction::SetTrue)
                .requires(required)
        }))
    }

    fn augment_args_for_update(command: clap::Command) -> clap::Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for SwitchArgs {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let mut args = Self(Options::default());
        args.update_from_arg_matches(matches)?;
        Ok(args)
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        for switch in Options::SWITCHES {
            *switch.of(&mut self.0) = matches.get_flag(switch.key);
        }
        Ok(())
    }
}

#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    /// The configuration file
    #[arg(long, value_name = "sapo.toml", default_value = CONFIG)]
    pub(crate) config: PathBuf,
    #[command(flatten)]
    pub(crate) network: NetworkArgs,
    /// How results and diagnostics are written
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct FetchArgs {
    /// A WSDL or an XML Schema, or a folder that was fetched, to bring up to date
    #[arg(value_name = "URL|DIR")]
    pub(crate) from: String,
    /// The folder to write
    #[arg(short, long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// Write nothing; fail where what is published is not what is in the folder
    #[arg(long)]
    pub(crate) check: bool,
    /// Go on without documents that are not to be had
    #[arg(long)]
    pub(crate) allow_missing: bool,
    /// Follow imports to this host too; may be repeated. Hosts of documents in the folder stay allowed
    #[arg(long, value_name = "HOST")]
    pub(crate) allow_host: Vec<String>,
    /// The configuration file, for its limits
    #[arg(long, value_name = "sapo.toml")]
    pub(crate) config: Option<PathBuf>,
    /// How results and diagnostics are written
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct DiffArgs {
    /// The older version: a WSDL, an XML Schema, or a folder of fetched ones
    #[arg(value_name = "OLD")]
    pub(crate) old: String,
    /// The newer version
    #[arg(value_name = "NEW")]
    pub(crate) new: String,
    #[command(flatten)]
    pub(crate) reading: ReadingArgs,
    /// How the changes are written
    #[arg(long, value_enum, default_value_t = DiffFormat::Text)]
    pub(crate) format: DiffFormat,
}

/// The format of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DiffFormat {
    /// For people: a line for each change
    Text,
    /// For programs: one JSON document, and diagnostics as one JSON object a line
    Json,
    /// For release notes and comments on pull requests: tables
    Markdown,
}

impl DiffFormat {
    /// Returns the format of diagnostics.
    pub(crate) fn diagnostics(self) -> Format {
        match self {
            Self::Text | Self::Markdown => Format::Text,
            Self::Json => Format::Json,
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct InitArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    /// How results and diagnostics are written
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct ConfigArgs {
    /// Print the JSON schema of the file, for editors
    #[arg(long, required = true)]
    schema: bool,
}

#[derive(Debug, Args)]
pub(crate) struct InspectArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    /// How results and diagnostics are written
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        super::Cli::command().debug_assert();
    }
}
