//! How much of WSDL and XML Schema works: all cases of a suite, from documents to documents.

mod canonical;
mod compile;
mod generate;
mod guard;
mod instances;
mod options;
mod read;
mod report;
mod scratch;
mod suite;
mod value;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use self::compile::Complaints;
use self::generate::{Kind, Refusal, generate};
use self::guard::in_parallel;
use self::options::Options;
use self::report::{Failure, Failures, kind};
use self::scratch::{Module, Scratch};
use self::suite::Case;
use crate::target;

/// Runs a suite.
pub(crate) fn run(suite: &str, input: &str, options: &[&str]) -> Result<()> {
    let options = Options::parse(options)?;
    let folder = target().join("conformance");
    let (kind, mut cases) = match suite {
        "wsdl" => (Kind::Wsdl, suite::wsdl(Path::new(input))?),
        "xsd" => (
            Kind::Xsd,
            suite::xsd(Path::new(input), &folder.join("xsts"))?,
        ),
        _ => bail!("there is no suite {suite}: wsdl, xsd"),
    };
    cases.retain(|case| options.selects(&case.name));
    let failures = Run {
        kind,
        cases,
        folder: folder.join(suite),
        failures: Failures::default(),
    }
    .all()?;
    if let Some(out) = &options.out {
        failures.write(out, suite)?;
    }
    Ok(())
}

struct Run {
    kind: Kind,
    cases: Vec<Case>,
    folder: PathBuf,
    failures: Failures,
}

impl Run {
    fn all(mut self) -> Result<Failures> {
        // A panic is a failure like others; its text is in the list.
        std::panic::set_hook(Box::new(|_| {}));
        let (modules, module_of) = self.generate();
        let generated = module_of.len();
        let scratch = Scratch::write(&self.folder, self.kind, modules)?;
        let complaints = compile::check(&scratch)?;
        self.complain("compile", &complaints, &module_of);
        let compiled = module_of
            .values()
            .filter(|module| !complaints.contains_key(module))
            .count();
        if self.kind == Kind::Wsdl {
            let lints = compile::lint(&scratch)?;
            self.complain("lint", &lints, &module_of);
        }
        println!(
            "cases {}  valid {}  generated {generated}  compiled {compiled}",
            self.cases.len(),
            self.cases.iter().filter(|case| case.valid).count()
        );
        println!(
            "not generated {}  invalid accepted {}",
            self.failures.count("generate"),
            self.failures.count("accepted")
        );
        if self.kind == Kind::Xsd {
            self.read(&scratch, &module_of, &complaints)?;
        }
        Ok(self.failures)
    }

    /// Generates all cases: the modules, and the one of each valid case by its position.
    fn generate(&mut self) -> (Vec<Module>, BTreeMap<usize, usize>) {
        let mut sets: BTreeMap<&[PathBuf], Vec<usize>> = BTreeMap::new();
        for (at, case) in self.cases.iter().enumerate() {
            sets.entry(&case.inputs).or_default().push(at);
        }
        let sets: Vec<_> = sets.into_iter().collect();
        let texts = in_parallel(&sets, |(inputs, _)| generate(self.kind, inputs));
        let (mut modules, mut module_of) = (Vec::new(), BTreeMap::new());
        for ((_, cases), text) in sets.into_iter().zip(texts) {
            let number = modules.len();
            for &at in &cases {
                let case = &self.cases[at];
                match (&text, case.valid) {
                    (Ok(_), true) => {
                        module_of.insert(at, number);
                    }
                    (Ok(_), false) => {
                        let tag = case.tags.join(", ");
                        let detail = case
                            .inputs
                            .iter()
                            .map(|path| path.display().to_string())
                            .collect::<Vec<_>>()
                            .join("\n");
                        self.failures.add(
                            "accepted",
                            Failure {
                                subject: case.name.clone(),
                                kind: tag,
                                detail,
                            },
                        );
                    }
                    (Err(Refusal::Diagnosed(_)), false) => {}
                    (Err(refusal), _) => self.failures.add("generate", refused(case, refusal)),
                }
            }
            let runs = cases.iter().any(|&at| !self.cases[at].instances.is_empty());
            if let (Ok(text), true) = (text, cases.iter().any(|&at| self.cases[at].valid)) {
                modules.push(Module { number, text, runs });
            }
        }
        (modules, module_of)
    }

    fn complain(
        &mut self,
        category: &'static str,
        complaints: &Complaints,
        module_of: &BTreeMap<usize, usize>,
    ) {
        for (&at, module) in module_of {
            if let Some(first) = complaints.get(module).and_then(|list| list.first()) {
                let case = &self.cases[at];
                let detail = format!("{}\n{}", case.inputs[0].display(), first.rendered);
                let kind = format!("{} {}", first.code, kind(&first.message));
                self.failures.add(
                    category,
                    Failure {
                        subject: case.name.clone(),
                        kind,
                        detail,
                    },
                );
            }
        }
    }
}

fn refused(case: &Case, refusal: &Refusal) -> Failure {
    let (kind, mut detail) = match refusal {
        Refusal::Diagnosed(all) => {
            let (code, message) = &all[0];
            let lines: Vec<String> = all
                .iter()
                .map(|(code, message)| format!("{code}: {message}"))
                .collect();
            (format!("{code} {}", kind(message)), lines.join("\n"))
        }
        Refusal::Broken(how) => (kind(how), how.clone()),
    };
    detail.insert_str(0, &format!("{}\n", case.inputs[0].display()));
    Failure {
        subject: case.name.clone(),
        kind,
        detail,
    }
}
