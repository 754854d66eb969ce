//! The builder that build scripts, tests and the command line call.

use std::path::{Path, PathBuf};

use crate::binding::Binding;
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Report};
use crate::error::Error;
use crate::loader::{Catalog, DocumentSet, Fetch, Loader, Location};
use crate::options::Options;
use crate::output::{self, Name};
use crate::pipeline::{Resolved, Text, pipeline, resolve};
use crate::selection::Selection;

/// Generates Rust from WSDL and XML Schema documents.
///
/// In a build script, into the directory that cargo gives it:
/// ```no_run
/// fn main() -> Result<(), sapo_codegen::Error> {
///     sapo_codegen::Generator::new().wsdl("wsdl/authenticate.wsdl").generate()?;
///     Ok(())
/// }
/// ```
/// with `include!(concat!(env!("OUT_DIR"), "/authenticate.rs"));` where the bindings are to be. As a file that is checked in, with
/// a test that keeps it true:
/// ```no_run
/// # fn main() -> Result<(), sapo_codegen::Error> {
/// sapo_codegen::Generator::new().wsdl("wsdl/authenticate.wsdl").out("src/authenticate.rs").check()?;
/// # Ok(())
/// # }
/// ```
#[derive(Default)]
pub struct Generator {
    inputs: Vec<Location>,
    out: Option<PathBuf>,
    options: Options,
    config_file: Option<PathBuf>,
    catalog: Option<PathBuf>,
    offline: bool,
    fetcher: Option<Box<dyn Fetch>>,
}

/// What was generated.
#[derive(Debug)]
pub struct Output {
    /// The text.
    pub text: String,
    /// The texts of the other files, where there are several, by their paths from the folder of the first.
    pub parts: Vec<(PathBuf, String)>,
    /// Warnings.
    pub report: Report,
    /// Every file that the text depends on.
    pub files: Vec<PathBuf>,
    /// The number of types that were left out because no operation reaches them.
    pub left_out: usize,
}

/// What was written.
#[derive(Debug)]
pub struct Written {
    /// The file.
    pub path: PathBuf,
    /// It, or a file that it consists of, is not the same as before.
    pub changed: bool,
    /// Warnings.
    pub report: Report,
    /// The number of types that were left out because no operation reaches them.
    pub left_out: usize,
}

impl Generator {
    /// A generator without inputs.
    pub fn new() -> Self {
        Self::default()
    }

    /// Creates a generator for an entry of the configuration file at `file`. If the entry names no
    /// output, [`generate`](Self::generate) writes into cargo's `OUT_DIR`.
    pub fn from_binding(binding: &Binding, file: &Path) -> Self {
        Self {
            inputs: binding.inputs(file).collect(),
            out: binding.path(file),
            options: binding.options(),
            config_file: Some(binding.config_file(file)),
            catalog: binding.catalog_file(file),
            offline: false,
            fetcher: None,
        }
    }

    /// Adds a WSDL file. All inputs are one set: what several of them import is there once.
    pub fn wsdl(self, path: impl AsRef<Path>) -> Self {
        self.input(path.as_ref())
    }

    /// Adds an XML Schema file.
    pub fn xsd(self, path: impl AsRef<Path>) -> Self {
        self.input(path.as_ref())
    }

    /// Adds a file or a URL, a WSDL or an XML Schema.
    pub fn input(mut self, input: impl Into<Location>) -> Self {
        self.inputs.push(input.into());
        self
    }

    /// Sets the file to write. Without it, the file is in cargo's `OUT_DIR` and named after the first input.
    pub fn out(mut self, path: impl Into<PathBuf>) -> Self {
        self.out = Some(path.into());
        self
    }

    /// Generates types and codecs alone, no clients.
    pub fn types_only(mut self, yes: bool) -> Self {
        self.options.types_only = yes;
        self
    }

    /// Generates a server trait for every service as well.
    pub fn server(mut self, yes: bool) -> Self {
        self.options.server = yes;
        self
    }

    /// Leaves out `PartialEq` on structs, and on enums of elements and derived types. Of the traits
    /// that types derive, this one takes the compiler the most time. Enumerations, unions, and
    /// newtypes keep it.
    pub fn no_partial_eq(mut self, yes: bool) -> Self {
        self.options.no_partial_eq = yes;
        self
    }

    /// Lets `Debug` of structs, and of enums of elements and derived types, show the type's name alone,
    /// so that a logged request or response reveals nothing. Enumerations, unions, and newtypes still
    /// show their values, and so does a type whose configuration derives `Debug`.
    pub fn no_debug(mut self, yes: bool) -> Self {
        self.options.no_debug = yes;
        self
    }

    /// Derives serde's traits on every type.
    pub fn serde(mut self, yes: bool) -> Self {
        self.options.serde = yes;
        self
    }

    /// Generates every type of the documents, and not only those that operations reach. Documents
    /// without operations always give every type.
    ///
    /// Types for content that a schema leaves open are reached too, unless
    /// [`Config::open_types`] says otherwise. This option can't be combined with
    /// [`operation_features`](Self::operation_features), since no feature would switch on the rest.
    pub fn all_types(mut self, yes: bool) -> Self {
        self.options.all_types = yes;
        self
    }

    /// Makes a newtype of each named simple type that isn't an enum: `TryFrom`, and `FromStr` for the
    /// lexical form, return an error for a value that its facets don't allow (XSD Part 2, section
    /// 4.3). Without this, the type's name is an alias.
    ///
    /// Reading doesn't check facets, because servers break their own rules; strict reading does. Types for
    /// octets and qualified names, and types named like secrets, stay aliases.
    /// [`TypeSettings::newtype`](crate::TypeSettings::newtype) decides for one type.
    pub fn newtypes(mut self, yes: bool) -> Self {
        self.options.newtypes = yes;
        self
    }

    /// Generates `Root`, an enum of all global elements; it also knows all that the schema declares, by which Strict checks
    /// what wildcards and `xs:anyType` hold, and what `xsi:type` names on elements of simple types.
    pub fn roots(mut self, yes: bool) -> Self {
        self.options.roots = yes;
        self
    }

    /// Generates several files: beside `workday.rs` those in the folder `workday`, which are modules of it. Each namespace but
    /// the root's has a file; one of more than a hundred items is divided further, into a file for what each operation
    /// alone needs, files for what several share, and one for the rest. All of them have the same paths in Rust as in one
    /// file, and the first is included, or declared as a module, as it would be if it were the only one.
    ///
    /// Where a file is no longer generated it is removed, if its first line says that it was generated as a part of this
    /// output.
    pub fn split(mut self, yes: bool) -> Self {
        self.options.split = yes;
        self
    }

    /// Generates what each operation alone needs, and what few operations share, such that a feature of the crate
    /// switches it on. The features are called after the operations (`GetCustomer` is `get-customer`); the output begins
    /// with the lines that the manifest needs. What no operation reaches is left out.
    pub fn operation_features(mut self, yes: bool) -> Self {
        self.options.operation_features = yes;
        self
    }

    /// Generates the services of this name alone (of these names, where it is called again), and the types that they
    /// reach. In a name `*` stands for any characters. What is selected here counts instead of what the configuration
    /// file selects.
    pub fn service(mut self, name: impl Into<String>) -> Self {
        self.options.select.services.push(name.into().into());
        self
    }

    /// Generates the ports of this name alone, as [`service`](Self::service) does.
    pub fn port(mut self, name: impl Into<String>) -> Self {
        self.options.select.ports.push(name.into().into());
        self
    }

    /// Generates the operations of this name alone, as [`service`](Self::service) does.
    pub fn operation(mut self, name: impl Into<String>) -> Self {
        self.options.select.operations.push(name.into().into());
        self
    }

    /// Generates what is selected alone, as by [`service`](Self::service), [`port`](Self::port) and
    /// [`operation`](Self::operation).
    pub fn select(mut self, selection: Selection) -> Self {
        self.options.select = selection;
        self
    }

    /// Sets all options at once, in place of those that were set before.
    pub fn options(mut self, options: Options) -> Self {
        self.options = options;
        self
    }

    /// Sets the configuration file, `sapo.toml`. What is switched on here is on whatever the file says.
    pub fn config(mut self, path: impl Into<PathBuf>) -> Self {
        self.config_file = Some(path.into());
        self
    }

    /// Sets an OASIS XML catalog, which says where documents are instead of where they say they are.
    pub fn catalog(mut self, path: impl Into<PathBuf>) -> Self {
        self.catalog = Some(path.into());
        self
    }

    /// Forbids the network, whatever [`fetcher`](Self::fetcher) there is. Without one there is no network anyway.
    pub fn offline(mut self, yes: bool) -> Self {
        self.offline = yes;
        self
    }

    /// Sets what gets inputs that are URLs, and what these import.
    pub fn fetcher(mut self, fetcher: impl Fetch + 'static) -> Self {
        self.fetcher = Some(Box::new(fetcher));
        self
    }

    /// Reads the documents alone. Problems go to the report.
    pub fn load(&self, report: &mut Report) -> DocumentSet {
        self.load_with(&self.effective_config(report), report)
    }

    /// Reads the documents and resolves what they say. Problems go to the report; what could be resolved is returned nevertheless.
    pub fn resolve(&self, report: &mut Report) -> (DocumentSet, Resolved) {
        let config = self.effective_config(report);
        let documents = self.load_with(&config, report);
        let resolved = resolve(&documents, &config, report);
        (documents, resolved)
    }

    /// Generates the text and writes nothing.
    ///
    /// # Errors
    /// [`Error::Input`].
    pub fn render(&self) -> Result<Output, Error> {
        let path = match &self.out {
            Some(path) => path.clone(),
            None => self.name().into(),
        };
        let run = self.run(&path);
        match run.text {
            Some(Text {
                text,
                parts,
                left_out,
            }) if !run.report.has_errors() => Ok(Output {
                text,
                parts,
                left_out,
                report: run.report,
                files: run.files,
            }),
            _ => Err(Error::Input(Box::new(run.report))),
        }
    }

    /// Generates the file. It is written only where its content changes, so that nothing is compiled again for
    /// nothing. In a build script that names no [`out`](Self::out), cargo is told which files to watch, and is given the
    /// warnings.
    ///
    /// # Errors
    /// [`Error::Input`], [`Error::Output`] and [`Error::NoOutput`].
    pub fn generate(&self) -> Result<Written, Error> {
        let path = match &self.out {
            Some(path) => path.clone(),
            None => self.path_in_out_dir()?,
        };
        let Run {
            text,
            report,
            files,
        } = self.run(&path);
        if self.out.is_none() {
            tell_cargo(&files, &report);
        }
        let text = text.filter(|_| !report.has_errors());
        let Some(Text {
            text,
            parts,
            left_out,
        }) = text
        else {
            return Err(Error::Input(Box::new(report)));
        };
        let changed = output::write(&path, &text, &parts).map_err(unreadable)?;
        Ok(Written {
            path,
            changed,
            report,
            left_out,
        })
    }

    /// Checks that the file is what would be generated now, and so are those that it consists of, with none too many. Line
    /// ends may differ, as version control may change them.
    ///
    /// # Errors
    /// [`Error::Stale`] where it is not, and those of [`generate`](Self::generate).
    pub fn check(&self) -> Result<Report, Error> {
        let path = self.out.clone().ok_or(Error::NoOutput)?;
        let Output {
            text,
            parts,
            report,
            ..
        } = self.render()?;
        let differences = output::differences(&path, &text, &parts).map_err(unreadable)?;
        if differences.is_empty() {
            return Ok(report);
        }
        let (files, diffs): (_, Vec<String>) = differences.into_iter().unzip();
        Err(Error::Stale {
            path,
            files,
            diff: diffs.concat(),
        })
    }

    /// Generates what would be at this path.
    fn run(&self, path: &Path) -> Run {
        let mut report = Report::new();
        let config = self.effective_config(&mut report);
        let documents = self.load_with(&config, &mut report);
        let mut files = documents.files().to_vec();
        files.extend(self.config_file.clone());
        // Later stages would only report what follows from what is missing.
        let text = if report.has_errors() {
            None
        } else {
            pipeline(documents, &config, Name::of(path).0, &mut report)
        };
        Run {
            text,
            report,
            files,
        }
    }

    /// Returns the configuration that counts: the file's, with the options of this generator.
    pub(crate) fn effective_config(&self, report: &mut Report) -> Config {
        let mut config = match &self.config_file {
            Some(path) => Config::read(path, report),
            None => Config::default(),
        };
        let options = self.options.clone().or(config.options());
        config.set_options(options);
        config
    }

    /// Reads the documents within the limits of a configuration.
    pub(crate) fn load_with(&self, config: &Config, report: &mut Report) -> DocumentSet {
        if self.inputs.is_empty() {
            report.push(Diagnostic::error("input", None, "no documents are given"));
        }
        let mut loader = Loader::new().limits(config.limits);
        if let Some(path) = &self.catalog {
            loader = loader.catalog(Catalog::read(path, report));
        }
        if let Some(fetcher) = self.fetcher.as_deref().filter(|_| !self.offline) {
            loader = loader.fetch(fetcher);
        }
        loader.load(&self.inputs, report)
    }

    fn path_in_out_dir(&self) -> Result<PathBuf, Error> {
        let folder = std::env::var_os("OUT_DIR").ok_or(Error::NoOutput)?;
        Ok(Path::new(&folder).join(self.name()))
    }

    /// The name of the file where none is given: after the first input.
    fn name(&self) -> String {
        let stem = match self.inputs.first() {
            Some(Location::File(path)) => path.file_stem().unwrap_or_default().to_string_lossy(),
            Some(Location::Url(url)) => {
                let path = url.split(['?', '#']).next().unwrap_or_default();
                let name = path.rsplit('/').next().unwrap_or_default();
                name.split('.').next().unwrap_or_default().into()
            }
            None => "".into(),
        };
        let stem = if stem.is_empty() { "bindings" } else { &stem };
        format!("{stem}.rs")
    }
}

struct Run {
    text: Option<Text>,
    report: Report,
    files: Vec<PathBuf>,
}

fn unreadable((path, source): (PathBuf, std::io::Error)) -> Error {
    Error::Output { path, source }
}

/// Build scripts speak to cargo through their standard output.
fn tell_cargo(files: &[PathBuf], report: &Report) {
    for file in files {
        println!("cargo::rerun-if-changed={}", file.display());
    }
    for warning in report.located().filter(|at| at.severity == "warning") {
        println!("cargo::warning={warning}");
    }
}
